import { type LocalDate, parseLocalDate } from "../../src/domain/local-date";
import type { ExistSyncPlugin } from "../../src/obsidian/plugin";
import type { Session } from "../../src/obsidian/session";
import { entryOf, fingerprintOf } from "../../src/sync/settled";
import { rulesOf, type Settings } from "../../src/sync/settings";
import type { RunPlan } from "../../src/sync/run/run-plan";
import { ExistWorld, OUR_CLIENT } from "../exist/world";
import { clockFrom } from "../host/clock";
import { Component } from "../host/component";
import { Host, type PluginFiles } from "../host/host";
import { carryTo } from "../host/transport";
import { KEYS, lastOf, notesOf, settingsOf, textOf, VALUES_A_DAY } from "./vault";

/** Where the scenes are played. */
export interface Stage {
  readonly files: PluginFiles;
  readonly indexedDB: IDBFactory;
  /** Bytes of living objects, after the waste was collected; null where nobody can tell. */
  readonly heap: () => Promise<number | null>;
  /** Bytes that databases take on disk; null where they take none. */
  readonly disk: () => Promise<number | null>;
}

/** One measured row. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "h" | "calls" | "values" | "kB" | "MB" | "";
  /** At most this is right. */
  readonly budget?: number;
  /** What the bare work costs here and now, to compare with. */
  readonly bound?: number;
}

const ACCOUNT = "sam";
const ID = "exist-sync";
const DAYS = 10_000;
const ROUNDS = 7;
const COLD_ROUNDS = 25;
/** An hour of writing, with an edit a minute. */
const EDITS = 61;

/** The inside of the plugin that is measured. */
type Inside = Pick<ExistSyncPlugin, "settingsFile" | "notes" | "suggest"> & { readonly open: () => Promise<Session> };

interface Scene {
  readonly host: Host;
  readonly world: ExistWorld;
  readonly enable: (files?: PluginFiles) => Promise<Inside>;
}

async function sceneOf(stage: Stage, days: number): Promise<Scene> {
  const noon = new Date(`${lastOf(days)}T12:00:00`).getTime();
  const clock = clockFrom(noon);
  const world = new ExistWorld(() => clock.now());
  world.addAccount({ username: ACCOUNT, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  const settings = settingsOf(world.personalToken(ACCOUNT), ACCOUNT);
  for (const template of settings.agreed as string[]) world.addAttribute(ACCOUNT, { template, owner: OUR_CLIENT });
  const files = { ...notesOf(days), [`.obsidian/plugins/${ID}/data.json`]: JSON.stringify({ ...settings, autoSync: false }) };
  const host = await Host.start({ files, clock, transport: carryTo(world), indexedDB: stage.indexedDB });
  return { host, world, enable: async (files = stage.files) => (await host.enable(files)) as unknown as Inside };
}

/** Everything that is measured with the built plugin over a vault of ten thousand daily notes. */
export async function measure(stage: Stage, say: (text: string) => void): Promise<Figure[]> {
  say(`making ${DAYS} notes`);
  const scene = await sceneOf(stage, DAYS);
  const { host, enable } = scene;
  const before = await stage.heap();
  const figures: Figure[] = [];
  const plugin = await enable();
  const session = await plugin.open();
  say("listing");
  figures.push(await listing(scene, plugin));
  say("planning from scratch");
  figures.push(...(await planning(scene, session)));
  say("writing the ledger");
  figures.push(...(await keeping(stage, session, plugin.settingsFile.current)));
  say("running with nothing changed");
  figures.push(...(await idling(scene, session)));
  say("changing one note");
  figures.push(await editing(scene, session));
  say("suggesting mappings");
  figures.push(await suggesting(plugin));
  const after = await stage.heap();
  if (before !== null && after !== null) figures.push({ name: "memory the plugin holds at 10,000 notes", value: (after - before) / 2 ** 20, unit: "MB" });
  say("a cold start");
  figures.push(...(await starting(scene, plugin)));
  // Last, because the engine keeps for a while what it has compiled.
  say("loading the plugin over and over");
  figures.unshift(...(await loading(stage, scene)));
  host.close();
  return figures;
}

/** As at the start of the app: a text that was never seen before, of which nothing is compiled yet. */
async function loading({ files }: Stage, { host, enable }: Scene): Promise<Figure[]> {
  let begun = 0;
  const load = Component.prototype.load;
  Component.prototype.load = function (this: Component): void {
    begun ||= performance.now();
    load.call(this);
  };
  const evaluated: number[] = [];
  const loaded: number[] = [];
  for (let round = 0; round < COLD_ROUNDS; round += 1) {
    begun = 0;
    const start = performance.now();
    await enable({ ...files, main: `${files.main}\n// ${round}` });
    evaluated.push(begun - start);
    loaded.push(performance.now() - begun);
    host.disable(ID);
  }
  Component.prototype.load = load;
  return [
    { name: "main.js evaluated, once at the start of the app", value: median(evaluated), unit: "ms" },
    { name: "onload", value: median(loaded), unit: "ms", budget: 5 },
  ];
}

/** As after a start, with every name looked at for the first time, beside the least that a list has to do. */
async function listing({ host }: Scene, { notes, settingsFile }: Inside): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ms, result } = await timed(() => notes.over(settingsFile.current.sources).list(lastOf(DAYS)));
    if (result.notes.size !== DAYS) throw new Error(`The list has ${result.notes.size} notes.`);
    times.push(ms);
  }
  const bare = await bestOf(() => { listBarely(host); });
  return { name: "list of 10,000 notes, from scratch", value: median(times), unit: "ms", budget: 2 * bare, bound: bare };
}

/** Suggestions from the latest notes for somebody who has mapped nothing, with the scales of all. */
async function suggesting(plugin: Inside): Promise<Figure> {
  const { settingsFile } = plugin;
  const { mappings } = settingsFile.current;
  await settingsFile.change((now) => ({ ...now, mappings: [] }));
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ms, result } = await timed(() => plugin.suggest());
    if (result.mappings.length < VALUES_A_DAY / 2) throw new Error(`Only ${result.mappings.length} mappings are suggested.`);
    times.push(ms);
  }
  await settingsFile.change((now) => ({ ...now, mappings }));
  return { name: "suggestions from the latest 90 of them", value: median(times), unit: "ms", budget: 50 };
}

/** The rounds that look for blocks are others than those that are timed: looking takes time, too. */
async function planning({ host }: Scene, { engine }: Session): Promise<Figure[]> {
  const times: number[] = [];
  const blocks: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    times.push((await timed(() => engine.plan("automatic"))).ms);
    const watch = watchForBlocks();
    await engine.plan("automatic");
    blocks.push(watch.longest());
  }
  const bare = await bestOf(() => { readFields(host); });
  return [
    { name: "plan from scratch, 10,000 notes × 15 values", value: median(times), unit: "ms", budget: 500, bound: bare },
    { name: "longest block of the main thread meanwhile", value: median(blocks), unit: "ms", budget: 50 },
  ];
}

async function keeping({ disk }: Stage, session: Session, settings: Settings): Promise<Figure[]> {
  const plan = await session.engine.plan("automatic");
  if (plan.updates.length !== DAYS * VALUES_A_DAY) throw new Error(`The plan has ${plan.updates.length} values.`);
  const empty = await disk();
  const { ms } = await timed(() => fill(session, settings, plan));
  const full = await disk();
  const size: Figure[] = empty === null || full === null ? [] : [{ name: "ledger of 10,000 days × 15 values on disk", value: (full - empty) / 2 ** 20, unit: "MB", budget: 5 }];
  return [{ name: "writing the ledger of 10,000 days", value: ms, unit: "ms" }, ...size];
}

async function idling({ host, world }: Scene, { engine, ledger }: Session): Promise<Figure[]> {
  world.calls.length = 0;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push((await timed(() => engine.run("automatic"))).ms);
  const seen = await ledger.settleState();
  const bare = await bestOf(() => {
    let same = 0;
    for (const file of host.app.vault.getMarkdownFiles()) if (seen?.settled.get(file.basename as LocalDate)?.includes(String(file.stat.mtime)) === true) same += 1;
    if (same < DAYS) throw new Error(`Only ${same} notes are settled.`);
  });
  return [
    { name: "run with nothing changed, 10,000 notes", value: median(times), unit: "ms", budget: 50, bound: bare },
    { name: "calls of it", value: world.calls.length, unit: "calls", budget: 0 },
  ];
}

async function editing({ host }: Scene, { engine }: Session): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < EDITS; round += 1) {
    await host.write(`Daily/${lastOf(DAYS)}.md`, textOf(DAYS + round));
    await host.until(() => host.app.metadataCache.isQuiet(), "the note is indexed");
    const { ms, result } = await timed(() => engine.plan("automatic"));
    if (result.updates.length === 0) throw new Error("The changed note has nothing to send.");
    times.push(ms);
  }
  return { name: "one changed note of 10,000, from changed to plan", value: median(times), unit: "ms", budget: 1 };
}

/** Obsidian has lost its index and tells of every note, with automatic runs on. */
async function starting({ host, world }: Scene, { settingsFile }: Inside): Promise<Figure[]> {
  const storm = (): void => { for (const file of host.app.vault.getMarkdownFiles()) host.app.metadataCache.trigger("changed", file, "", null); };
  await settingsFile.change((now) => ({ ...now, autoSync: true }));
  world.calls.length = 0;
  const heard = await bestOf(storm);
  const calls = world.calls.length;
  host.disable(ID);
  return [
    { name: "10,000 changed events of a cold start", value: heard, unit: "ms", bound: await bestOf(storm) },
    { name: "calls of them", value: calls, unit: "calls", budget: 0 },
  ];
}

/** Writes down that Exist holds all of the plan, as sending it would have. */
async function fill({ ledger }: Session, settings: Settings, { updates, draft }: RunPlan): Promise<void> {
  const byDate = new Map<LocalDate, Map<string, number | string>>();
  for (const { date, to, value } of updates) byDate.set(date, (byDate.get(date) ?? new Map<string, number | string>()).set(to.name ?? "", value));
  await ledger.change([...byDate.keys()], (date, day) => ({ ...day, values: byDate.get(date) ?? new Map() }));
  await ledger.putAgreement({ since: draft.today, pending: new Set(), attributes: new Map(settings.agreed.map((name) => [name, { type: undefined }])) });
  await ledger.putSeen({
    rules: rulesOf(settings), from: settings.syncFrom, settled: new Map(draft.days.map(({ date, refs, notes }) => [date, entryOf(refs, notes.map(fingerprintOf))])), told: new Set(),
  });
}

/** The least that a list has to do: a name for each day, and the file that has it. */
function listBarely(host: Host): void {
  const found = new Map<LocalDate, { readonly path: string; readonly date: LocalDate; readonly stamp: string }>();
  for (const { path, basename, stat } of host.app.vault.getMarkdownFiles()) {
    const date = parseLocalDate(basename);
    if (date !== null) found.set(date, { path, date, stamp: `${stat.mtime} ${stat.size}` });
  }
  if (found.size !== DAYS) throw new Error(`${found.size} notes have the name of a day.`);
}

/** The least that a plan has to do: take the fields out of the metadata cache. */
function readFields(host: Host): void {
  let found = 0;
  for (const file of host.app.vault.getMarkdownFiles()) {
    if (parseLocalDate(file.basename) === null) continue;
    const properties: Record<string, unknown> = host.app.metadataCache.getFileCache(file)?.frontmatter ?? {};
    for (const key of KEYS) if (properties[key] !== undefined) found += 1;
  }
  if (found !== DAYS * VALUES_A_DAY) throw new Error(`The notes have ${found} fields.`);
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

async function bestOf(work: () => void): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
    // A pause for the waste to be collected in.
    await new Promise((next) => { setTimeout(next, 0); });
  }
  return Math.min(...times);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Counts from now on how long the thread is ever held without a pause. */
function watchForBlocks(): { readonly longest: () => number } {
  const channel = new MessageChannel();
  let longest = 0;
  let last = performance.now();
  let ended = false;
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  channel.port1.onmessage = () => {
    look();
    if (ended) channel.port1.close();
    else channel.port2.postMessage(null);
  };
  channel.port2.postMessage(null);
  return {
    longest: () => {
      ended = true;
      look();
      return longest;
    },
  };
}
