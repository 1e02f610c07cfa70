import type { LocalDate } from "../domain/local-date";
import type { TargetKey } from "../domain/mapping";
import type { Issue } from "../domain/reading";
import type { Value } from "../domain/value-type";
import type { RequestBudgetState } from "../exist/budget";
import type { Refusal } from "../exist/client";
import { type Agreement, NOTHING_AGREED } from "./agreement";
import type { BackfillState } from "./backfill-state";
import { againAt, type Doubt } from "./doubt";
import type { Hold } from "./hold";
import type { Report } from "./report";
import type { SettledDays, TouchedDays } from "./settled";

/** A value Exist refused; it is not sent again by itself while that stands (`refusal.ts`). */
export interface RefusedValue extends Refusal {
  readonly value: Value;
  /** When, milliseconds since 1970. */
  readonly at?: number;
}

/** What is known of one of Exist's days. Keys are attribute names. */
export interface DayRecord {
  /** What Exist acknowledged, or was seen to hold. */
  readonly values: ReadonlyMap<string, Value>;
  /** What was sent last and never answered for: Exist may hold it, or still what it held before. */
  readonly unanswered?: ReadonlyMap<string, Value>;
  /** Values of which a request was lost, whatever was acknowledged since: it may still arrive. */
  readonly doubts?: ReadonlyMap<string, Doubt>;
  readonly refused: ReadonlyMap<string, RefusedValue>;
  /** Targets that another service fills and for which notes hold what is not at Exist. */
  readonly elsewhere?: ReadonlySet<TargetKey> | undefined;
  /** What could not be read when the day's notes were last looked at. */
  readonly issues: readonly Issue[];
}

/** Which notes have nothing left to send, and under which rules that was found. */
export interface SettleState {
  /** `rulesOf` the settings. */
  readonly rules: string;
  /** The earliest day that was looked at. */
  readonly from: LocalDate;
  readonly settled: SettledDays;
  /** Files left out that the user has been told of. */
  readonly told: ReadonlySet<string>;
}

/** Where the ledger of one account is kept on this device. All of it can be rebuilt. */
export interface LedgerStore {
  /** Every month with a record (`YYYY-MM`). */
  monthKeys(): Promise<readonly string[]>;
  /** The day records of the given months. */
  months(months: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<LocalDate, DayRecord>>>;
  /** Replaces whole months and facts, all of them or none. */
  putMonths(months: ReadonlyMap<string, ReadonlyMap<LocalDate, DayRecord>>, facts?: Partial<LedgerFacts>): Promise<void>;
  facts<K extends keyof LedgerFacts>(key: K): Promise<LedgerFacts[K] | undefined>;
  putFact<K extends keyof LedgerFacts>(key: K, value: LedgerFacts[K]): Promise<void>;
}

/** What the ledger knows besides days. */
export interface LedgerFacts {
  readonly settled: SettleState;
  /** Days whose note has changed since a run last read it. */
  readonly touched: ReadonlySet<LocalDate>;
  /** Days with something that is not at Exist, or may not be. */
  readonly open: ReadonlyMap<LocalDate, OpenDay>;
  readonly agreement: Agreement;
  /** What kept the last run over everything from sending all of it; null where nothing did. */
  readonly hold: Hold | null;
  readonly budget: RequestBudgetState;
  /** Latest first. */
  readonly reports: readonly Report[];
  /** Null when none is under way. */
  readonly backfill: BackfillState | null;
  /** Attributes that Exist refused because they are not ours or not there and that could not be settled yet, by name with its code. */
  readonly disowned: ReadonlyMap<string, string>;
}

const REPORTS_KEPT = 20;

const NOTHING: DayRecord = { values: new Map(), refused: new Map(), issues: [] };

/** Issues that say something about a value which was sent, or about a note that holds none yet; all others keep a value from Exist. */
const HARMLESS: readonly Issue["problem"]["code"][] = ["cut", "removed", "unfilled-template"];

/** The issues that keep a value from being sent. */
export function withheld(issues: readonly Issue[]): readonly Issue[] {
  return issues.filter(({ problem }) => !HARMLESS.includes(problem.code));
}

/** How many values of a day are not at Exist, or may not be. */
export interface OpenDay {
  readonly refused: number;
  /** Values, or whole notes, that cannot be read. */
  readonly unreadable: number;
  /** Values that were tried and that Exist has not answered for. */
  readonly unanswered: number;
  /** When the next value in doubt is to be sent again, milliseconds since 1970; null when none is in doubt. */
  readonly doubtAt: number | null;
  /** Targets of values that are left to another service; absent where there are none. */
  readonly elsewhere?: readonly TargetKey[];
}

const NO_TARGETS: ReadonlySet<TargetKey> = new Set();

/** What is open of a day; null where nothing is. */
export function openDayOf({ refused, unanswered, doubts, elsewhere = NO_TARGETS, issues }: DayRecord): OpenDay | null {
  const times = [...(doubts?.values() ?? [])].flatMap((doubt) => againAt(doubt) ?? []);
  const open = { refused: refused.size, unreadable: withheld(issues).length, unanswered: unanswered?.size ?? 0, doubtAt: times.length === 0 ? null : Math.min(...times) };
  if (elsewhere.size > 0) return { ...open, elsewhere: [...elsewhere].sort() };
  return open.refused + open.unreadable + open.unanswered > 0 || open.doubtAt !== null ? open : null;
}

/** What Exist has acknowledged, on this device and for one account. */
export class Ledger {
  private seen: SettleState | null | undefined;
  private underWay: BackfillState | null | undefined;
  private agreed: Agreement | undefined;
  private held: Hold | null | undefined;
  private lostOwnershipNow: ReadonlyMap<string, string> | undefined;
  private openDays: ReadonlyMap<LocalDate, OpenDay> | undefined;
  private touches: Map<LocalDate, number> | undefined;
  private count = 0;
  private isTouchUnsaved = false;
  private savingTouches: Promise<void> | null = null;

  constructor(readonly store: LedgerStore) {}

  /** Null before the first run has come to its end: this device knows nothing yet. */
  async settleState(): Promise<SettleState | null> {
    if (this.seen === undefined) this.seen = (await this.store.facts("settled")) ?? null;
    return this.seen;
  }

  async putSeen(seen: SettleState): Promise<void> {
    await this.store.putFact("settled", seen);
    this.seen = seen;
  }

  /** Days that are to be read again, whatever their note's stamp says. */
  async touchedDays(): Promise<TouchedDays> {
    return this.touchesOf();
  }

  /** The vault says that the notes of these days have changed. Stored at once, so that a killed app forgets none. */
  async touch(dates: readonly LocalDate[]): Promise<void> {
    const touches = await this.touchesOf();
    const isNews = dates.some((date) => !touches.has(date));
    for (const date of dates) touches.set(date, (this.count += 1));
    if (isNews) this.isTouchUnsaved = true;
    if (this.isTouchUnsaved) await this.saveTouches(touches);
  }

  /** Stores what is touched. Of ten thousand notes told of at once, what comes while one write is under way is one write more. */
  private saveTouches(touches: TouchedDays): Promise<void> {
    const save = async (): Promise<void> => {
      while (this.isTouchUnsaved) {
        const { count } = this;
        await this.store.putFact("touched", new Set(touches.keys()));
        if (this.count === count) this.isTouchUnsaved = false;
      }
    };
    this.savingTouches ??= save().finally(() => { this.savingTouches = null; });
    return this.savingTouches;
  }

  /** The days were read as they were at these touches; one that was touched again since stays. */
  async untouch(read: TouchedDays): Promise<void> {
    const touches = await this.touchesOf();
    const done = [...read].filter(([date, at]) => touches.get(date) === at);
    for (const [date] of done) touches.delete(date);
    if (done.length > 0) await this.store.putFact("touched", new Set(touches.keys()));
  }

  private async touchesOf(): Promise<Map<LocalDate, number>> {
    if (this.touches === undefined) {
      const stored = (await this.store.facts("touched")) ?? [];
      this.touches ??= new Map([...stored].map((date) => [date, (this.count += 1)]));
    }
    return this.touches;
  }

  async agreement(): Promise<Agreement> {
    this.agreed ??= (await this.store.facts("agreement")) ?? NOTHING_AGREED;
    return this.agreed;
  }

  /** Only ever called with what a person has just agreed to, or with days of it that are done. */
  async putAgreement(agreement: Agreement): Promise<void> {
    await this.store.putFact("agreement", agreement);
    this.agreed = agreement;
  }

  /** Days with something that is not at Exist, or may not be, by their records. */
  async open(): Promise<ReadonlyMap<LocalDate, OpenDay>> {
    this.openDays ??= (await this.store.facts("open")) ?? new Map<LocalDate, OpenDay>();
    return this.openDays;
  }

  async hold(): Promise<Hold | null> {
    if (this.held === undefined) this.held = (await this.store.facts("hold")) ?? null;
    return this.held;
  }

  async putHold(hold: Hold | null): Promise<void> {
    if (JSON.stringify(hold) === JSON.stringify(await this.hold())) return;
    // What holds runs up is known also where it cannot be stored: that may be what holds them up.
    this.held = hold;
    await this.store.putFact("hold", hold);
  }

  /** The backfill that is under way or paused, or null. */
  async backfill(): Promise<BackfillState | null> {
    if (this.underWay === undefined) this.underWay = (await this.store.facts("backfill")) ?? null;
    return this.underWay;
  }

  async putBackfill(state: BackfillState | null): Promise<void> {
    await this.store.putFact("backfill", state);
    this.underWay = state;
  }

  /** Keeps a report among the latest. That of a backfill is kept once, also where the app was killed while it ended. */
  async keepReport(report: Report): Promise<void> {
    const of = report.backfill?.startedAt;
    const kept = ((await this.store.facts("reports")) ?? []).filter(({ backfill }) => of === undefined || backfill?.startedAt !== of);
    await this.store.putFact("reports", [report, ...kept].slice(0, REPORTS_KEPT));
  }

  async lostOwnership(): Promise<ReadonlyMap<string, string>> {
    this.lostOwnershipNow ??= (await this.store.facts("disowned")) ?? new Map<string, string>();
    return this.lostOwnershipNow;
  }

  async putLostOwnership(codes: ReadonlyMap<string, string>): Promise<void> {
    const before = await this.lostOwnership();
    if (codes.size === before.size && [...codes].every(([name, code]) => before.get(name) === code)) return;
    // Like the hold, it is known also where it cannot be stored.
    this.lostOwnershipNow = codes;
    await this.store.putFact("disowned", codes);
  }

  /** The records of the given days; days without one come as empty records. */
  async days(dates: readonly LocalDate[]): Promise<Map<LocalDate, DayRecord>> {
    const months = await this.store.months([...new Set(dates.map(monthOf))]);
    return new Map(dates.map((date) => [date, months.get(monthOf(date))?.get(date) ?? NOTHING]));
  }

  /** Changes the records of some days, in one write. */
  async change(dates: readonly LocalDate[], change: (date: LocalDate, record: DayRecord) => DayRecord): Promise<void> {
    if (dates.length === 0) return;
    const keys = [...new Set(dates.map(monthOf))];
    const stored = await this.store.months(keys);
    const months = new Map(keys.map((key) => [key, new Map(stored.get(key))]));
    const changed = new Map<LocalDate, DayRecord>();
    for (const date of new Set(dates)) {
      const month = months.get(monthOf(date));
      const record = change(date, month?.get(date) ?? NOTHING);
      month?.set(date, record);
      changed.set(date, record);
    }
    await this.write(months, changed);
  }

  /** Writes months, and what is open of their days, in one go. */
  private async write(months: ReadonlyMap<string, ReadonlyMap<LocalDate, DayRecord>>, changed: ReadonlyMap<LocalDate, DayRecord>): Promise<void> {
    const before = await this.open();
    const open = new Map(before);
    for (const [date, record] of changed) {
      const after = openDayOf(record);
      if (after === null) open.delete(date);
      else if (!isSame(before.get(date), after)) open.set(date, after);
    }
    const isNews = open.size !== before.size || [...open].some(([date, day]) => before.get(date) !== day);
    await this.store.putMonths(months, isNews ? { open } : {});
    if (isNews) this.openDays = open;
  }

  /**
   * Forgets what is known of attributes that were somebody else's meanwhile, and looks at every note again. What may still be
   * on its way stays in doubt, because an attribute that is ours again takes it.
   * @param gone those among them that are not ours now: what arrives for them is refused
   * @returns whether anything was known
   */
  async forget(names: readonly string[], gone: readonly string[] = []): Promise<boolean> {
    const stored = await this.store.months(names.length === 0 ? [] : await this.store.monthKeys());
    const knows = ({ values, unanswered, doubts, refused }: DayRecord): boolean =>
      names.some((name) => values.has(name) || unanswered?.has(name) === true || refused.has(name)) || gone.some((name) => doubts?.has(name));
    const without = <T>(known: ReadonlyMap<string, T> | undefined, forgotten = names): ReadonlyMap<string, T> => new Map([...(known ?? [])].filter(([name]) => !forgotten.includes(name)));
    const concerned = [...stored].filter(([, month]) => [...month.values()].some(knows));
    if (concerned.length === 0) return false;
    const cleared = concerned.map(([key, month]) => [key, new Map([...month].map(([date, record]) => [date, {
      ...record, values: without(record.values), unanswered: without(record.unanswered), doubts: without(record.doubts, gone), refused: without(record.refused),
    }] as const))] as const);
    await this.write(new Map(cleared), new Map(cleared.flatMap(([, month]) => [...month])));
    const seen = await this.settleState();
    if (seen !== null) await this.putSeen({ ...seen, settled: new Map() });
    return true;
  }
}

function isSame(a: OpenDay | undefined, b: OpenDay): boolean {
  return a?.refused === b.refused && a.unreadable === b.unreadable && a.unanswered === b.unanswered && a.doubtAt === b.doubtAt && a.elsewhere?.join() === b.elsewhere?.join();
}

function monthOf(date: LocalDate): string {
  return date.slice(0, 7);
}
