import { describe, expect, it } from "vitest";
import { FIRST_DAY, type LocalDate } from "../../../src/domain/local-date";
import type { BackfillState } from "../../../src/sync/backfill/state";
import type { Notes } from "../../../src/sync/ports";
import { Engine } from "../../../src/sync/run/engine";
import { type Draft, isPartial, mappingsFor, prepare, type Scope } from "../../../src/sync/run/prepare";
import { mapping, property, template } from "../../domain/build";
import { ACCOUNT, rig, type Rig, syncAll } from "../rig";
import { on, pathOf, steps, steady } from "./weeks";

const bedtime = mapping(property("bedtime"), template("sleep_start"), { read: { dayOffset: 1 } });

/** Notes of the 8th to the 14th, all of them sent that are from the 11th on. */
async function week(): Promise<Rig> {
  const test = rig({ mappings: [steps, bedtime], syncFrom: on(11) });
  for (const day of [14, 12, 9, 11, 10, 13, 8]) test.notes.write(on(day), { steps: day, bedtime: "23:00" });
  await syncAll(test);
  return test;
}

const drafted = ({ deps, settings }: Rig, scope: Scope = {}): Promise<Draft> => prepare(deps, settings.current, scope);
const read = ({ notes }: Draft): LocalDate[] => notes.map(({ ref }) => ref.date).sort();
const valuesOf = ({ readings }: Draft): unknown[] => readings.map(({ date, values }) => [date, ...values.map(({ source }) => source).sort()]);
const noteOf = (all: Draft["notes"], date: LocalDate): Draft["notes"][number] | undefined => all.find(({ ref }) => ref.date === date);

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
    expect(read(await drafted(test, { path: pathOf(10) }))).toEqual([]);
  });
});

describe("the first day of the sync", () => {
  it("gets nothing of the note before it, which nobody asked for", async () => {
    const test = await week();
    test.notes.write(on(11), { steps: 1, bedtime: "22:00" });
    expect(valuesOf(await drafted(test))[0]).toEqual([on(11), "steps"]);
  });

  it("that can be is Exist's own: a note of that day feeds none before it", async () => {
    const wake = mapping(property("wake"), template("sleep_end"), { read: { dayOffset: -1 } });
    const test = rig({ mappings: [wake], syncFrom: FIRST_DAY });
    test.notes.write(FIRST_DAY, { wake: "7:00" });
    const { notes } = await drafted(test);
    expect(noteOf(notes, FIRST_DAY)?.feeds).toEqual([FIRST_DAY]);
  });
});

describe("what was left unticked, or out", () => {
  it("is looked at once more where everything is asked about, and nothing is where nothing was left", async () => {
    const test = await steady();
    test.notes.leftOut = [{ path: "2026-9-3.md", date: null, reason: "almost" }];
    await test.engine.run("automatic");
    expect(await drafted(test)).toMatchObject({ notes: [], leftOut: [] });
    expect(await drafted(test, { declined: true })).toMatchObject({ notes: [], leftOut: [{ path: "2026-9-3.md" }] });
    await test.settings.change((now) => ({ ...now, declined: ["template:weight"] }));
    await test.engine.run("automatic");
    expect(await drafted(test)).toMatchObject({ notes: [], leftOut: [] });
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
    const notes: Notes = { list: () => test.notes.list(), read: (ref) => (ref.date === on(12) ? Promise.resolve({ unread: "not-indexed" }) : test.notes.read(ref)) };
    const draft = await prepare({ ...test.deps, notes }, test.settings.current, {});
    expect(draft.unread.map(({ ref }) => ref.path)).toEqual([pathOf(12)]);
    expect(read(draft)).toEqual([on(13)]);
  });

  it.each([
    ["cannot be opened", { unread: "unreadable", reason: "EIO" }, { code: "file-unreadable", reason: "EIO" }],
    ["is not read in time", { unread: "no-answer" }, { code: "file-no-answer" }],
  ] as const)("whose file %s is an issue of its own, stays unsettled, and keeps no other from being sent", async (_how, why, problem) => {
    const test = await week();
    test.notes.write(on(12), { steps: 98, bedtime: "23:00" });
    test.notes.write(on(13), { steps: 99, bedtime: "23:00" });
    const notes: Notes = { list: () => test.notes.list(), read: (ref) => (ref.date === on(12) ? Promise.resolve(why) : test.notes.read(ref)) };
    const engine = new Engine({ ...test.deps, notes });
    const sent = await syncAll({ engine });
    expect(sent).toMatchObject({ values: 1, failure: null, issues: [{ path: pathOf(12), date: on(12), key: "", problem }] });
    expect(await syncAll({ engine })).toMatchObject({ values: 0, issues: [{ path: pathOf(12), problem }] });
    expect(await syncAll(test)).toMatchObject({ values: 1, issues: [] });
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
