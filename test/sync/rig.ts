import type { LocalDate } from "../../src/domain/local-date";
import type { DayNotes, Note, NoteRef } from "../../src/domain/note";
import { RequestBudget } from "../../src/exist/budget";
import { ExistClient } from "../../src/exist/client";
import type { Http } from "../../src/exist/http";
import { Engine, type EngineDeps } from "../../src/sync/run/engine";
import { NOTHING_AGREED } from "../../src/sync/agreement";
import { Ledger, type LedgerStore } from "../../src/sync/ledger";
import type { Clock, LeftOut, NoteList, NotePlace, Notes, SettingsStore, Unread } from "../../src/sync/ports";
import { reservedFrom, type Trigger } from "../../src/sync/report";
import { newSettings, type Settings } from "../../src/sync/settings";
import { MemoryLedgerStore } from "../../src/obsidian/state/ledger-store";
import { type Behavior, ExistWorld } from "../exist/world";

export const ACCOUNT = "sam";
export const TODAY = "2026-09-21" as LocalDate;
const NOON = new Date(2026, 8, 21, 12).getTime();

/** More than this at the same millisecond comes to no end. */
const MOST_AT_ONCE = 200;

/** Time that stands still until it is moved; what is due then happens. */
export class TestClock implements Clock {
  private readonly due: { at: number; readonly task: () => void }[] = [];

  constructor(private time = NOON) {}

  now(): number {
    return this.time;
  }

  random(): number {
    return 0.5;
  }

  after(ms: number, task: () => void): () => void {
    if (ms === 0) {
      setImmediate(task);
      return () => undefined;
    }
    const entry = { at: this.time + ms, task };
    this.due.push(entry);
    return () => {
      const at = this.due.indexOf(entry);
      if (at >= 0) this.due.splice(at, 1);
    };
  }

  pause(): Promise<void> {
    return new Promise((next) => { setImmediate(next); });
  }

  /** Lets `ms` milliseconds go by, with everything that becomes due on the way, and what follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    let moment = this.time;
    for (let inMoment = 0; ; inMoment += 1) {
      const next = [...this.due].sort((a, b) => a.at - b.at).find(({ at }) => at <= end);
      if (next === undefined) break;
      if (this.time !== moment) inMoment = 0;
      if (inMoment > MOST_AT_ONCE) throw new Error("Something comes back again and again, and no time goes by.");
      moment = this.time;
      this.due.splice(this.due.indexOf(next), 1);
      this.time = Math.max(this.time, next.at);
      next.task();
      await settled();
    }
    this.time = end;
    await settled();
  }

  /** The device sleeps: its clock goes on, and its timers do not. */
  sleep(ms: number): void {
    this.time += ms;
    for (const entry of this.due) entry.at += ms;
  }

  get waiting(): number {
    return this.due.length;
  }
}

/** Lets promises that wait for nothing but each other come to their end. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 30; round += 1) await new Promise((next) => setImmediate(next));
}

interface KnownNote {
  readonly ref: NoteRef;
  /** What the index was made from; older than the ref while it lags, null before it was made. */
  readonly indexed: Note | null;
  /** What is in the file. */
  readonly written: Note;
}

/** Where the notes of tests are. */
export const PLACES: readonly NotePlace[] = [{ folder: "Daily", format: "YYYY-MM-DD", isMissing: false }];

/** Notes in memory, in one list for as long as no note comes or goes. The index is made at once unless it is told to lag. */
export class TestNotes implements Notes {
  leftOut: LeftOut[] = [];
  places = PLACES;
  reads = 0;
  /** Whether the index is left as it is when notes are written, until `index`. */
  lags = false;
  /** Whether stamps tell contents apart for certain, as by a hash; else by a time that may stay the same. */
  isExact = true;
  private readonly notes = new Map<LocalDate, KnownNote>();
  /** What was last given to a reader. */
  private readonly given = new Map<LocalDate, Note>();
  private clock = 0;
  private kept: { readonly notes: Map<LocalDate, DayNotes>; readonly changed: LocalDate[] } | null = null;

  /** @param stamp what the vault tells of the contents; another at each writing unless told */
  write(date: string, properties: Record<string, unknown>, rest: Partial<Note> & { readonly stamp?: string } = {}): void {
    this.clock += 1;
    const day = date as LocalDate;
    const { stamp = String(this.clock), ...part } = rest;
    const written: Note = { path: `Daily/${date}.md`, date: day, properties, broken: null, tags: [], text: null, ...part };
    const before = this.notes.get(day);
    this.put({ ref: { path: written.path, date: day, stamp }, written, indexed: this.lags ? (before?.indexed ?? null) : written });
  }

  /** The index catches up with what was written, of one note or of all. */
  index(date?: LocalDate): LocalDate[] {
    const late = [...this.notes.values()].filter(({ written, indexed }) => written !== indexed && (date === undefined || written.date === date));
    for (const each of late) this.put({ ...each, indexed: each.written });
    return late.map(({ written }) => written.date);
  }

  /** The notes whose index is made, as it is; whether somebody has read them as they are. */
  get indexed(): readonly { readonly note: Note; readonly isRead: boolean }[] {
    return [...this.notes.values()].flatMap(({ written, indexed }) => (indexed === null || indexed !== written ? [] : [{ note: written, isRead: this.given.get(written.date) === written }]));
  }

  private put(note: KnownNote): void {
    const { date } = note.ref;
    if (this.kept !== null && this.notes.has(date)) {
      this.kept.notes.set(date, [note.ref]);
      this.kept.changed.push(date);
    } else this.kept = null;
    this.notes.set(date, note);
  }

  remove(date: string): void {
    this.notes.delete(date as LocalDate);
    this.kept = null;
  }

  list(): Promise<NoteList> {
    this.kept ??= { notes: new Map([...this.notes].map(([date, { ref }]) => [date, [ref]])), changed: [] };
    return Promise.resolve(Object.assign(this.kept, { places: this.places, leftOut: this.leftOut, undated: new Map(), isExact: this.isExact }));
  }

  read(ref: NoteRef): Promise<Note | Unread> {
    this.reads += 1;
    const known = this.notes.get(ref.date);
    if (known?.indexed == null || known.indexed !== known.written) return Promise.resolve({ unread: "not-indexed" });
    this.given.set(ref.date, known.indexed);
    return Promise.resolve(known.indexed);
  }
}

export class TestSettings implements SettingsStore {
  writes = 0;

  constructor(public current: Settings) {}

  change(change: (settings: Settings) => Settings): Promise<void> {
    this.current = change(this.current);
    this.writes += 1;
    return Promise.resolve();
  }
}

/** The engine over the stand-in for Exist, as the plugin puts it together but without Obsidian. */
export function rig(settings: Partial<Settings> = {}, start = NOON, behavior: Partial<Behavior> = {}) {
  const clock = new TestClock(start);
  const world = new ExistWorld(() => clock.now(), () => Promise.resolve(), behavior);
  world.addAccount({ username: ACCOUNT, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  let token = world.personalToken(ACCOUNT);
  const http: Http = async ({ method, path, query, body }) => {
    const url = query === undefined ? path : `${path}?${new URLSearchParams(query).toString()}`;
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const answer = await world.handle({ method, url, headers, body: body === undefined ? "" : JSON.stringify(body) });
    if (answer.kind !== "response") throw new Error("no answer");
    return { status: answer.status, headers: answer.headers, text: answer.body };
  };
  const notes = new TestNotes();
  const store = new MemoryLedgerStore();
  // What the settings name as agreed to was agreed to on this device, as far as a test does not say otherwise.
  void store.putFact("agreement", { ...NOTHING_AGREED, attributes: new Map((settings.agreed ?? []).map((name) => [name, { type: undefined }])) });
  const stored = new TestSettings({ ...newSettings(TODAY), ...settings });
  const open = (ledgerStore: LedgerStore = store, port = http) => {
    const ledger = new Ledger(ledgerStore);
    const budget = new RequestBudget({ now: () => clock.now(), load: () => ledgerStore.facts("budget"), save: (state) => ledgerStore.putFact("budget", state) });
    const client = (trigger: Trigger): ExistClient => new ExistClient(budget.limit(port, reservedFrom(trigger)), () => clock.now());
    const deps: EngineDeps = { clock, notes, settings: stored, ledger, client };
    return { engine: new Engine(deps), ledger, budget, deps };
  };
  return {
    ...open(), open, clock, world, notes, store, settings: stored, http,
    useToken: (other: string) => { token = other; },
  };
}

export type Rig = ReturnType<typeof rig>;

/** Runs the command, agrees to everything a preview asks, and gives the report. */
export async function syncAll({ engine }: Pick<Rig, "engine">) {
  const result = await engine.run("command");
  if (result.kind === "report") return result.report;
  return engine.send(result.plan, new Set(result.plan.steps.map(({ key }) => key)));
}
