import { describe, expect, it } from "vitest";
import { addDays, type LocalDate } from "../../../src/domain/local-date";
import type { BackfillState } from "../../../src/sync/backfill-state";
import { afterCall, afterChunk, nextChunk, type Chunk } from "../../../src/sync/backfill/chunk";
import { emptyReport, type Report } from "../../../src/sync/report";
import { type NamedUpdate, newestFirst, type RefusedNamedUpdate } from "../../../src/sync/run/push";
import { NO_CONTROL } from "../../../src/sync/run/control";
import { refusedUpdate, sendable, sendPlan } from "../../../src/sync/run/send";
import { mapping, property, template } from "../../domain/build";
import { back, everything, underWay } from "./life";
import { rig, type Rig, TODAY } from "../rig";

const KEYS = ["alcoholic_drinks", "coffees", "commits", "emails_sent", "energy_level", "floors", "mood", "pages_read", "stand_hours", "steps", "stress_level", "tasks_completed", "water", "words_written", "workouts"];

/** Notes of the last `days` days with `each` values, all of them agreed to. */
function diary(days: number, each: number): Rig {
  const keys = KEYS.slice(0, each);
  const test = rig({ mappings: keys.map((key) => mapping(property(key), template(key, key))), agreed: keys });
  for (let ago = 0; ago < days; ago += 1) test.notes.write(back(ago), Object.fromEntries(keys.map((key) => [key, 5])));
  return test;
}

const updatesOf = (test: Rig, { plan }: Chunk): NamedUpdate[] => sendable(plan, (_to, name) => test.settings.current.agreed.includes(name));
const datesOf = (dated: readonly { readonly date: LocalDate }[]): LocalDate[] => [...new Set(dated.map(({ date }) => date))].sort();

/** The days from `from` days ago to `to` days ago. */
const days = (from: number, to = 0): LocalDate[] => Array.from({ length: from - to + 1 }, (_, at) => back(from - at));

/** Makes Obsidian not have indexed the note of a day. */
function unindexed(test: Rig, date: LocalDate): void {
  const { read } = test.notes;
  test.notes.read = (ref) => (ref.date === date ? Promise.resolve({ unread: "not-indexed" }) : read.call(test.notes, ref));
}

describe("a turn of a backfill", () => {
  it("reads no more notes than fill it", async () => {
    const test = diary(300, 15);
    const turn = await nextChunk(test.deps, underWay(everything(300)));
    expect(turn.plan.updates).toHaveLength(350);
    expect(test.notes.reads).toBe(31);
  });

  it("reads no further once it is exactly full", async () => {
    const test = diary(25, 14);
    test.notes.write(back(80), { mood: 5 });
    const turn = await nextChunk(test.deps, underWay(everything(300)));
    expect(turn).toMatchObject({ next: back(31), plan: { updates: { length: 350 } } });
    expect(test.notes.reads).toBe(25);
  });

  it("reads on through empty years until it is full", async () => {
    const test = diary(10, 2);
    for (let ago = 1200; ago < 1500; ago += 1) test.notes.write(back(ago), { coffees: 2 });
    const turn = await nextChunk(test.deps, underWay(everything(1500)));
    expect(turn).toMatchObject({ next: back(1500), plan: { updates: { length: 320 } } });
  });

  it("goes from where the backfill stands, and no further back than its first day", async () => {
    const test = diary(60, 2);
    const turn = await nextChunk(test.deps, { ...underWay({ first: back(40), last: TODAY }), next: back(20) });
    expect(turn).toMatchObject({ next: back(41), isIndexed: true, plan: { trigger: "backfill", draft: { scope: { range: { first: back(40), last: back(20) } } } } });
    expect(datesOf(turn.plan.updates)).toEqual(days(40, 20));
  });

  it("is of whole days, and of the day on which it is full the first values only", async () => {
    const test = diary(200, 3);
    test.notes.write(back(115), { alcoholic_drinks: 1, coffees: 1, commits: 1, floors: "many" });
    const { next, plan } = await nextChunk(test.deps, underWay(everything(200)));
    expect(next).toBe(back(116));
    expect(plan.updates).toHaveLength(350);
    expect(plan.updates.filter(({ date }) => date === next).map(({ to }) => to.name)).toEqual(["alcoholic_drinks", "coffees"]);
    // What is not through is not written down as if it were.
    expect(plan.draft.scope).toEqual({ range: { first: back(115), last: TODAY } });
    expect(datesOf(plan.draft.readings)).toEqual(days(115));
    expect(datesOf(plan.draft.days)).toEqual(days(115));
  });

  it("does not take a note for read of which a value leads to a day that is not through", async () => {
    const test = rig({ mappings: [mapping(property("bedtime"), template("sleep_start", "sleep_start"), { read: { dayOffset: -1 } })], agreed: ["sleep_start"] });
    for (let ago = 0; ago < 400; ago += 1) test.notes.write(back(ago), { bedtime: "23:00" });
    const { next, plan } = await nextChunk(test.deps, underWay({ first: back(399), last: back(1) }));
    expect(next).toBe(back(351));
    expect(datesOf(plan.draft.days)).toEqual(days(349));
  });

  it("leaves to the next one what cannot be read on days that are not through", async () => {
    const test = diary(200, 3);
    for (const ago of [100, 116, 120]) test.notes.write(back(ago), { alcoholic_drinks: 1, coffees: 1, commits: "many" });
    const { next, plan } = await nextChunk(test.deps, underWay(everything(200)));
    expect(next).toBe(back(117));
    expect(datesOf(plan.issues)).toEqual([back(116), back(100)]);
  });

  it("does not send again what Exist refused", async () => {
    const test = diary(3, 2);
    await test.ledger.change([back(1)], (_, day) => ({ ...day, refused: new Map([["coffees", { value: 5, code: "validation", text: "Too many" }]]) }));
    const turn = await nextChunk(test.deps, underWay(everything(3)));
    expect(turn.plan.updates.map(({ date, to }) => `${date} ${String(to.name)}`)).not.toContain(`${back(1)} coffees`);
    expect(turn.plan.updates).toHaveLength(5);
  });

  it("sends nothing of notes from other places than those that were agreed to", async () => {
    const test = diary(3, 2);
    test.notes.places = [{ folder: "Theirs", format: "YYYY-MM-DD", isMissing: false }];
    const { plan } = await nextChunk(test.deps, underWay(everything(3)));
    expect(plan).toMatchObject({ isElsewhere: true });
    expect(plan.updates).toHaveLength(6);
    const { world, ledger, settings, clock, deps } = test;
    world.calls.length = 0;
    const { unasked } = await sendPlan({ ledger, settings, clock, client: deps.client("backfill") }, plan, null, NO_CONTROL, () => undefined);
    expect([unasked.length, world.calls]).toEqual([6, []]);
  });

  it("waits for a note of its days to be indexed, and speaks of the whole note", async () => {
    const test = diary(20, 2);
    unindexed(test, back(5));
    const turn = await nextChunk(test.deps, underWay(everything(20)));
    expect(turn.isIndexed).toBe(false);
    expect(turn.plan.issues).toEqual([{ path: `Daily/${back(5)}.md`, date: back(5), key: "", found: "", problem: { code: "not-indexed" } }]);
  });

  it("does not wait for a file that cannot be opened or does not answer, and speaks of each once", async () => {
    const test = diary(20, 2);
    const { read } = test.notes;
    test.notes.read = (ref) => {
      if (ref.date === back(5)) return Promise.resolve({ unread: "unreadable", reason: "EIO" });
      return ref.date === back(6) ? Promise.resolve({ unread: "no-answer" }) : read.call(test.notes, ref);
    };
    const turn = await nextChunk(test.deps, underWay(everything(20)));
    expect(turn.isIndexed).toBe(true);
    expect(turn.plan.issues.map(({ date, problem }) => [date, problem])).toEqual(expect.arrayContaining([[back(5), { code: "file-unreadable", reason: "EIO" }], [back(6), { code: "file-no-answer" }]]));
    expect(turn.plan.issues).toHaveLength(2);
  });

  it("waits for the note before its last day, of which a value may lead to that day", async () => {
    const test = rig({ mappings: [mapping(property("bedtime"), template("sleep_start", "sleep_start"), { read: { dayOffset: 1 } })], agreed: ["sleep_start"] });
    for (let ago = 0; ago < 400; ago += 1) test.notes.write(back(ago), { bedtime: "23:00" });
    unindexed(test, back(351));
    const turn = await nextChunk(test.deps, underWay(everything(400)));
    expect(turn).toMatchObject({ next: back(351), isIndexed: false, plan: { issues: [] } });
    expect(datesOf(turn.plan.updates)).toEqual(days(349));
  });

  it("does not wait for a note of days that it does not come to", async () => {
    const test = diary(200, 15);
    unindexed(test, back(28));
    const turn = await nextChunk(test.deps, underWay(everything(200)));
    expect(turn).toMatchObject({ next: back(23), isIndexed: true, plan: { issues: [] } });
  });
});

describe("a backfill after a call", () => {
  const before = underWay(everything(60), { all: 100 });

  async function updates(): Promise<NamedUpdate[]> {
    const test = diary(60, 2);
    return updatesOf(test, await nextChunk(test.deps, before));
  }

  const refusing = (code: string) => (update: NamedUpdate): RefusedNamedUpdate => ({ update, refusal: { code, text: "No" } });

  it("counts what Exist has answered for, and a day once that two calls have values of", async () => {
    const all = newestFirst(await updates());
    const first = afterCall(before, { accepted: all.slice(0, 35), refused: [] });
    expect(first).toMatchObject({ answered: 35, oldest: back(17), report: { values: 35, days: 18, calls: 1, refused: [] } });
    const second = afterCall(first, { accepted: all.slice(35, 69), refused: all.slice(69, 70).map(refusing("validation")) });
    expect(second).toMatchObject({ answered: 70, oldest: back(34), report: { values: 69, days: 35, calls: 2, backfill: { refused: 1, issues: 0 } } });
    expect(second.report.refused).toEqual([{ code: "validation", text: "No", label: "Coffees", date: back(34), value: 5, path: `Daily/${back(34)}.md` }]);
  });

  it("does not count for answered what Exist said nothing of, or refused for the attribute's sake", async () => {
    const [silent, disowned, missing] = await updates();
    if (silent === undefined || disowned === undefined || missing === undefined) throw new Error("no updates");
    const after = afterCall(before, { accepted: [], refused: [refusing("")(silent), refusing("unauthorised")(disowned), refusing("not_found")(missing)] });
    expect(after).toMatchObject({ answered: 0, oldest: null, report: { values: 0, days: 0, calls: 1, refused: [], backfill: { refused: 0 } } });
  });

  it("counts all that was refused, and lists the first twenty", async () => {
    const all = (await updates()).slice(0, 30).map(refusing("validation"));
    const first = afterCall(before, { accepted: [], refused: all.slice(0, 15) });
    const second = afterCall(first, { accepted: [], refused: all.slice(15) });
    expect(second).toMatchObject({ answered: 30, report: { backfill: { refused: 30 } } });
    expect(second.report.refused).toEqual(all.slice(0, 20).map(refusedUpdate));
  });
});

describe("a backfill after a turn", () => {
  const OFFLINE = { kind: "offline" as const, text: "", retryAt: null, waitingHelps: true };
  const TOKEN = { kind: "token" as const, text: "", retryAt: null, waitingHelps: false };
  const told = (part: Partial<Report> = {}): Report => ({ ...emptyReport("backfill", 0), ...part });

  /** A backfill of 200 days with three values each, and its first turn, which breaks off in a day. */
  async function started(): Promise<{ before: BackfillState; turn: Chunk; updates: NamedUpdate[] }> {
    const test = diary(200, 3);
    for (let ago = 30; ago < 60; ago += 1) test.notes.write(back(ago), { alcoholic_drinks: 1, coffees: 1, commits: 1, floors: 1 });
    const before = underWay(everything(200), { all: 600 });
    const turn = await nextChunk(test.deps, before);
    return { before, turn, updates: updatesOf(test, turn) };
  }

  it("goes on with the day in which the turn was full", async () => {
    const { before, turn } = await started();
    expect(afterChunk(before, turn, { again: false, unasked: [], unsent: [] }, told())).toEqual({ ...before, next: back(116) });
  });

  it("goes on with the newest day that was not sent where it was cut short", async () => {
    const { before, turn, updates } = await started();
    const unsent = updates.filter(({ date }) => date <= back(50));
    for (const part of [{ failure: OFFLINE }, { cancelled: true }]) {
      expect(afterChunk(before, turn, { again: false, unasked: [], unsent }, told(part))).toEqual({ ...before, next: back(50) });
    }
  });

  it("goes on after the turn where a failure came when all was sent", async () => {
    const { before, turn } = await started();
    expect(afterChunk(before, turn, { again: false, unasked: [], unsent: [] }, told({ failure: OFFLINE }))).toMatchObject({ next: back(116), report: { unsent: 0 } });
  });

  it("leaves behind what Exist does not answer for, and says how much that is and what it waits for", async () => {
    const { before, turn, updates } = await started();
    const unsent = updates.filter(({ date }) => date >= back(9));
    const first = afterChunk(before, turn, { again: false, unasked: [], unsent }, told({ waitsFor: ["agreement"] }));
    expect(first).toMatchObject({ next: back(116), answered: 30, report: { unsent: 30, waitsFor: ["agreement"] } });
    // The day in which the turn was full comes again, and what is left of it is counted then.
    expect(afterChunk(before, turn, { again: false, unasked: [], unsent: updates.filter(({ date }) => date <= back(115)) }, told())).toMatchObject({ answered: 3, report: { unsent: 3 } });
    // Later turns take nothing back of it, and one that leaves nothing behind waits for nothing.
    expect(afterChunk(first, turn, { again: false, unasked: [], unsent: [] }, told())).toMatchObject({ answered: 30, report: { unsent: 30, waitsFor: ["agreement"] } });
    expect(afterChunk(first, turn, { again: false, unasked: [], unsent }, told())).toMatchObject({ answered: 60, report: { unsent: 60, waitsFor: ["agreement"] } });
    expect(afterChunk(before, turn, { again: false, unasked: [], unsent: [] }, told({ waitsFor: ["agreement"] })).report.waitsFor).toEqual([]);
  });

  it("is in trouble no more once a turn went through, and for as long as none does", async () => {
    const { before, turn } = await started();
    const stopped = { ...before, trouble: TOKEN };
    expect(afterChunk(stopped, turn, { again: false, unasked: [], unsent: [] }, told({ failure: TOKEN })).trouble).toBe(TOKEN);
    expect(afterChunk(stopped, turn, { again: false, unasked: [], unsent: [] }, told()).trouble).toBeNull();
  });

  it("tells once of an attribute that was lost", async () => {
    const { before, turn } = await started();
    const lost = ["Mood", "Steps"].map((label) => ({ label, owner: "Fitbit" }));
    const first = afterChunk(before, turn, { again: false, unasked: [], unsent: [] }, told({ lost: lost.slice(0, 1) }));
    expect(afterChunk(first, turn, { again: false, unasked: [], unsent: [] }, told({ lost })).report.lost).toEqual(lost);
  });

  it("counts what cannot be read on the days that are through, and lists the first twenty", async () => {
    const test = diary(60, 2);
    for (let ago = 0; ago < 60; ago += 2) test.notes.write(back(ago), { alcoholic_drinks: "many", coffees: 1 });
    const before = underWay(everything(60));
    const turn = await nextChunk(test.deps, before);
    const whole = afterChunk(before, turn, { again: false, unasked: [], unsent: [] }, told());
    expect(whole.report.backfill.issues).toBe(30);
    expect(whole.report.issues).toEqual(turn.plan.issues.slice(0, 20));
    const unsent = updatesOf(test, turn).filter(({ date }) => date <= back(12));
    // The next turn begins with this day again and tells of it.
    const part = afterChunk(before, turn, { again: false, unasked: [], unsent }, told({ cancelled: true }));
    expect(part).toMatchObject({ next: back(12), report: { backfill: { issues: 6 } } });
    expect(datesOf(part.report.issues)).toEqual([10, 8, 6, 4, 2, 0].map(back));
  });

  it("begins anew where attributes came back to us, and tells nothing twice", async () => {
    const { before, turn, updates } = await started();
    const issue = { path: "Daily/a.md", date: TODAY, key: "mood", found: "many", problem: { code: "not-indexed" as const } };
    const far: BackfillState = {
      ...before, next: back(100), answered: 300, restarts: 2, trouble: TOKEN,
      report: { ...before.report, issues: [issue], backfill: { ...before.report.backfill, issues: 1, refused: 4 } },
    };
    const lost = [{ label: "Mood", owner: "Fitbit" }];
    const after = afterChunk(far, turn, { again: true, unasked: [], unsent: updates }, told({ lost }));
    expect(after).toEqual({ ...far, next: TODAY, restarts: 3, trouble: null, report: { ...far.report, lost, issues: [], backfill: { ...far.report.backfill, issues: 0 } } });
    // Taken away again and again, it comes to an end nevertheless.
    expect(afterChunk(after, turn, { again: true, unasked: [], unsent: [] }, told())).toMatchObject({ next: back(116), restarts: 3 });
  });

  it("is through when its last turn is", async () => {
    const test = diary(10, 2);
    const before = underWay(everything(10));
    const after = afterChunk(before, await nextChunk(test.deps, before), { again: false, unasked: [], unsent: [] }, told());
    expect(after.next).toBe(addDays(before.first, -1));
  });
});
