import { describe, expect, it } from "vitest";
import { FIRST_DAY, type LocalDate } from "../../../src/domain/local-date";
import type { BackfillState } from "../../../src/sync/backfill-state";
import type { Notes } from "../../../src/sync/ports";
import { Engine } from "../../../src/sync/run/engine";
import { type Draft, isPartial, mappingsFor, prepare, type Scope } from "../../../src/sync/run/prepare";
import { mapping, property, template } from "../../domain/build";
import { ACCOUNT, rig, type Rig, syncAll, TODAY } from "../rig";
import { on, pathOf, previewed, steps, steady } from "./weeks";

const bedtime = mapping(property("bedtime"), template("sleep_start"), { read: { dayOffset: 1 } });

/** Notes of the 8th to the 14th, all of them sent that are from the 11th on. */
async function week(): Promise<Rig> {
  const test = rig({ mappings: [steps, bedtime], syncFrom: on(11) });
  for (const day of [14, 12, 9, 11, 10, 13, 8]) test.notes.write(on(day), { steps: day, bedtime: "23:00" });
  await syncAll(test);
  return test;
}

const drafted = ({ deps, settings }: Rig, scope: Scope = {}): Promise<Draft> => prepare(deps, settings.current, scope);
const read = ({ days }: Draft): LocalDate[] => days.map(({ date }) => date).sort();
const valuesOf = ({ readings }: Draft): unknown[] => readings.map(({ date, values }) => [date, ...values.map(({ source }) => source).sort()]);
const dayOf = ({ days }: Draft, date: LocalDate): Draft["days"][number] | undefined => days.find((day) => day.date === date);

describe("a range of days", () => {
  it("is read whole, with what is settled or before the start, and what the evening before leads into it", async () => {
    const draft = await drafted(await week(), { range: { first: on(10), last: on(12) } });
    expect(read(draft)).toEqual([on(9), on(10), on(11), on(12)]);
    expect(valuesOf(draft)).toEqual([10, 11, 12].map((day) => [on(day), "bedtime", "steps"]));
  });

  it("names the files left out of its days, and no others", async () => {
    const test = await week();
    test.notes.leftOut = [
      { path: "2026-9-3.md", date: null, reason: "almost" },
      { path: "Old/2026-09-11.md", date: on(11), reason: "second-note", instead: pathOf(11) },
      { path: "Old/2026-09-13.md", date: on(13), reason: "second-note", instead: pathOf(13) },
    ];
    expect((await drafted(test, { range: { first: on(10), last: on(12) } })).leftOut.map(({ path }) => path)).toEqual(["Old/2026-09-11.md"]);
    expect((await drafted(test)).leftOut).toHaveLength(3);
  });
});

describe("days that a backfill is going to send", () => {
  it("are left to it by runs that nobody asked for these days, and what leads out of them is read", async () => {
    const test = await week();
    await test.settings.change((now) => ({ ...now, syncFrom: on(8) }));
    await test.ledger.putBackfill({ first: on(8), last: on(14), next: on(9), syncedFrom: on(11) } as BackfillState);
    const draft = await drafted(test);
    expect(read(draft)).toEqual([on(9), on(10)]);
    expect(valuesOf(draft)).toEqual([[on(10), "bedtime", "steps"], [on(11), "bedtime", "steps"]]);
    expect(valuesOf(await drafted(test, { path: pathOf(8) }))).toEqual([[on(8), "steps"], [on(9), "bedtime", "steps"]]);
    expect(valuesOf(await drafted(test, { range: { first: on(9), last: on(9) } }))).toEqual([[on(9), "bedtime", "steps"]]);
  });
});

describe("one note", () => {
  it("is read though it is settled, and not when it is from before the start", async () => {
    const test = await week();
    expect(read(await drafted(test, { path: pathOf(12) }))).toEqual([on(12)]);
    expect(read(await drafted(test, { path: pathOf(11) }))).toEqual([on(11)]);
    expect(read(await drafted(test, { path: pathOf(9) }))).toEqual([]);
  });

  it("from the day before the start is read for what it leads to, and its own day is not sent", async () => {
    const draft = await drafted(await week(), { path: pathOf(10) });
    expect(read(draft)).toEqual([on(10)]);
    expect(valuesOf(draft)).toEqual([[on(11), "bedtime", "steps"]]);
  });
});

describe("the first day of the sync", () => {
  it("gets what the note before it leads to, so that a run and a range of days say the same of it", async () => {
    const test = await week();
    test.notes.write(on(11), { steps: 1, bedtime: "22:00" });
    const [first] = valuesOf(await drafted(test));
    expect(first).toEqual([on(11), "bedtime", "steps"]);
    expect(valuesOf(await drafted(test, { range: { first: on(11), last: on(11) } }))).toEqual([first]);
  });

  it("that is moved back has the day before the old one read, though its note was settled for what it leads to", async () => {
    const test = await week();
    test.notes.remove(on(9));
    expect(read(await drafted(test))).toEqual([]);
    await test.settings.change((now) => ({ ...now, syncFrom: on(10) }));
    expect(valuesOf(await drafted(test))).toContainEqual([on(10), "steps"]);
    await test.engine.send(await previewed(test), new Set());
    expect(test.world.valuesOf(ACCOUNT)[on(10)]).toEqual({ steps: 10 });
    expect(read(await drafted(test))).toEqual([]);
  });

  it("that can be is Exist's own: a note of that day feeds none before it", async () => {
    const wake = mapping(property("wake"), template("sleep_end"), { read: { dayOffset: -1 } });
    const test = rig({ mappings: [wake], syncFrom: FIRST_DAY });
    test.notes.write(FIRST_DAY, { wake: "7:00" });
    expect(dayOf(await drafted(test), FIRST_DAY)?.feeds).toEqual([FIRST_DAY]);
  });
});

describe("what was left unticked, or out", () => {
  it("is looked at once more where everything is asked about, and nothing is where nothing was left", async () => {
    const test = await steady();
    test.notes.leftOut = [{ path: "2026-9-3.md", date: null, reason: "almost" }];
    await test.engine.run("automatic");
    expect(await drafted(test)).toMatchObject({ days: [], leftOut: [] });
    expect(await drafted(test, { declined: true })).toMatchObject({ days: [], leftOut: [{ path: "2026-9-3.md" }] });
    await test.settings.change((now) => ({ ...now, declined: ["template:weight"] }));
    await test.engine.run("automatic");
    expect(await drafted(test)).toMatchObject({ days: [], leftOut: [] });
    expect(read(await drafted(test, { declined: true }))).toEqual([on(1)]);
  });
});

describe("a device that has sent nothing yet", () => {
  it("is told of every file that is left out", async () => {
    const test = rig({ mappings: [steps] });
    test.notes.leftOut = [{ path: "2026-9-3.md", date: null, reason: "almost" }];
    expect((await drafted(test)).leftOut).toHaveLength(1);
  });
});

describe("a note", () => {
  it("that Obsidian has not indexed is told apart from those that were read", async () => {
    const test = await week();
    test.notes.write(on(12), { steps: 99 });
    test.notes.write(on(13), { steps: 99 });
    const notes: Notes = { list: () => test.notes.list(), read: (ref) => (ref.date === on(12) ? Promise.resolve({ unread: "unreadable", reason: "EIO" }) : test.notes.read(ref)) };
    const draft = await prepare({ ...test.deps, notes }, test.settings.current, {});
    expect(draft.unread).toEqual([{ path: pathOf(12), date: on(12), unread: "unreadable", reason: "EIO" }]);
    expect(read(draft)).toEqual([on(13)]);
  });

  it("that cannot be read keeps back what it may feed, and nothing else of those days", async () => {
    const test = await week();
    for (const day of [11, 12, 13]) test.notes.write(on(day), { steps: 99, bedtime: "22:00" });
    test.notes.lags = true;
    test.notes.write(on(12), { steps: 100 });
    const draft = await drafted(test);
    expect(read(draft)).toEqual([on(11), on(13)]);
    expect(valuesOf(draft)).toEqual([[on(11), "bedtime", "steps"], [on(12), "bedtime"], [on(13), "steps"], [on(14), "bedtime", "steps"]]);
    test.notes.index();
    expect(valuesOf(await drafted(test))).toEqual([[on(11), "bedtime", "steps"], [on(12), "bedtime", "steps"], [on(13), "steps"], [on(14), "bedtime", "steps"]]);
  });

  it("is looked for by a run over everything even where there is none of any day", async () => {
    const test = rig({ mappings: [steps] });
    expect(await drafted(test)).toMatchObject({ hasNotes: false });
    test.notes.leftOut = [{ path: pathOf(30), date: on(30), reason: "future" }];
    expect(await drafted(test)).toMatchObject({ hasNotes: true });
    test.notes.leftOut = [];
    test.notes.write("2020-01-01", { steps: 1 });
    expect(await drafted(test)).toMatchObject({ hasNotes: true, days: [] });
  });

  it("that holds something for a day to come is remembered with that day", async () => {
    const test = rig({ mappings: [steps, bedtime] });
    test.notes.write(TODAY, { steps: 1, bedtime: "23:00" });
    expect((await drafted(test)).ahead).toEqual([{ from: TODAY, date: on(22) }]);
    test.notes.write(TODAY, { steps: 1 });
    expect((await drafted(test)).ahead).toEqual([]);
  });

  it.each([
    ["cannot be opened", { unread: "unreadable", reason: "EIO" }],
    ["is not read in time", { unread: "no-answer" }],
  ] as const)("whose file %s is told of by itself, stays unsettled, and keeps no other from being sent", async (_how, why) => {
    const test = await week();
    test.notes.write(on(12), { steps: 98, bedtime: "23:00" });
    test.notes.write(on(13), { steps: 99, bedtime: "23:00" });
    const notes: Notes = { list: () => test.notes.list(), read: (ref) => (ref.date === on(12) ? Promise.resolve(why) : test.notes.read(ref)) };
    const engine = new Engine({ ...test.deps, notes });
    const sent = await syncAll({ engine });
    expect(sent).toMatchObject({ values: 1, failure: null, unread: [{ path: pathOf(12), date: on(12), ...why }] });
    expect(await syncAll({ engine })).toMatchObject({ values: 0, unread: [{ path: pathOf(12) }] });
    expect(await syncAll(test)).toMatchObject({ values: 1, unread: [] });
    expect(test.world.valuesOf(ACCOUNT)).toMatchObject({ [on(12)]: { steps: 98 }, [on(13)]: { steps: 99 } });
  });

  it("has its text read where any mapping needs that, and one that is off is not followed", async () => {
    const words = mapping({ kind: "count", of: "words" }, { kind: "create", label: "Words", group: "custom", valueType: 0 }, { enabled: false });
    const test = rig({ mappings: [steps, words] });
    test.notes.write(on(1), { steps: 1 }, { text: "Up early." });
    const asked: boolean[] = [];
    const notes: Notes = { list: () => test.notes.list(), read: (ref, withText) => { asked.push(withText); return test.notes.read(ref); } };
    const sources = async (): Promise<unknown> => valuesOf(await prepare({ ...test.deps, notes }, test.settings.current, {}));
    expect(await sources()).toEqual([[on(1), "steps"]]);
    await test.settings.change((now) => ({ ...now, mappings: [steps, { ...words, enabled: true }] }));
    expect(await sources()).toMatchObject([[on(1), "steps", expect.anything()]]);
    expect(asked).toEqual([false, true]);
  });
});

describe("tags that are sent by rule", () => {
  it("are those without a mapping of their own, which wins in any case", () => {
    const gym = mapping({ kind: "tag", tag: "Gym" }, template("workouts"));
    const sources = (tagMode: "all" | "off"): unknown => mappingsFor({ ...rig({ tagMode }).settings.current }, [steps, gym])({ tags: ["gym", "rain"] }).map(({ from }) => (from.kind === "tag" ? from.tag : from.kind));
    expect(sources("all")).toEqual(["property", "Gym", "rain"]);
    expect(sources("off")).toEqual(["property", "Gym"]);
  });
});

describe("a run", () => {
  it("is of some notes only where it is told which", () => {
    const partial: Scope[] = [{ path: pathOf(1) }, { range: { first: on(1), last: on(2) } }, { from: on(1) }, { to: on(1) }];
    expect(partial.map(isPartial)).toEqual([true, true, true, true]);
    expect([{}, { declined: true }, { compare: true }].map(isPartial)).toEqual([false, false, false]);
  });
});
