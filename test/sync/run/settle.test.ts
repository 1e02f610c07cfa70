import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../../src/domain/local-date";
import { targetKey } from "../../../src/domain/mapping";
import type { SettleState } from "../../../src/sync/ledger";
import { settle } from "../../../src/sync/run/settle";
import { NOTHING_AGREED } from "../../../src/sync/agreement";
import { rulesOf } from "../../../src/sync/settings";
import { entryOf, fingerprintOf } from "../../../src/sync/settled";
import { mapping, property, template } from "../../domain/build";
import { nextChunk } from "../../../src/sync/backfill/chunk";
import { back, diary, life, underWay } from "../backfill/life";
import { ACCOUNT, rig, type Rig, settled, syncAll } from "../rig";
import { all, gym, mood, on, pathOf, previewed, steady, steps, stoppingAfter, threeWeeks } from "./weeks";

async function seen({ store }: Rig): Promise<SettleState> {
  const kept = await store.facts("settled");
  if (kept === undefined) throw new Error("nothing was settled");
  return kept;
}

describe("the books after a run", () => {
  it("have a value that Exist refused sent again when a person asks, though its note was not touched", async () => {
    const test = await steady();
    test.notes.write(on(2), { steps: 2, mood: 6 });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "validation", error: "Not today" } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, refused: [{ label: "Mood" }] } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 0 } });
    expect(await test.engine.run("command")).toMatchObject({ report: { values: 1, refused: [] } });
    expect(test.world.valuesOf(ACCOUNT)[on(2)]).toEqual({ steps: 2, mood: 6 });
  });

  it("are left alone by a run that finds nothing new", async () => {
    const test = await steady();
    test.notes.write(on(2), { steps: "many" });
    await test.engine.run("automatic");
    const written: string[] = [];
    const { store } = test;
    const write = store.putMonths.bind(store);
    store.putMonths = (months, facts) => { written.push(...months.keys(), ...Object.keys(facts ?? {})); return write(months, facts); };
    await test.engine.run("automatic");
    expect(written).toEqual(["reports"]);
    test.notes.write(on(2), { steps: "many", other: 1 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 1, issues: [{ key: "steps" }] } });
    expect(written).toEqual(["reports", "settled", "reports"]);
  });

  it("have the issues of a day as its note was last read", async () => {
    const test = await steady();
    const issues = async (): Promise<number | undefined> => (await test.ledger.days([on(2)])).get(on(2))?.issues.length;
    test.notes.write(on(2), { steps: "many", mood: "odd" });
    await test.engine.run("automatic");
    expect(await issues()).toBe(2);
    test.notes.write(on(2), { steps: "many", mood: 5 });
    await test.engine.run("automatic");
    expect(await issues()).toBe(1);
    test.notes.write(on(2), { steps: 2, mood: 5 });
    await test.engine.run("automatic");
    expect(await issues()).toBe(0);
  });

  it("know which files a person was told of that are left out; one whose day is to come is told of until then", async () => {
    const test = await steady();
    test.notes.leftOut = [{ path: "2026-9-3.md", date: null, reason: "almost" }, { path: "Daily/2026-12-24.md", date: "2026-12-24" as LocalDate, reason: "future" }];
    const told = async (): Promise<unknown> => {
      const result = await test.engine.run("automatic");
      return result.kind === "report" && result.report.leftOut.map(({ reason }) => reason);
    };
    expect(await told()).toEqual(["almost", "future"]);
    expect(await told()).toEqual(["future"]);
    test.notes.write(on(2), { steps: 2 });
    expect(await told()).toEqual(["future"]);
  });

  it("say of a first run without anything to send that all was looked at, which uses up nothing: the first value is shown first", async () => {
    const test = rig({ mappings: [steps], syncFrom: on(1) });
    test.notes.write(on(1), { weather: "rain" });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 1, values: 0, waitsFor: [], failure: null } });
    const note = await test.notes.read({ path: pathOf(1), date: on(1), stamp: "1" });
    if ("unread" in note) throw new Error("not indexed");
    expect(await seen(test)).toEqual({ rules: rulesOf(test.settings.current), from: on(1), settled: new Map([[on(1), entryOf([{ path: pathOf(1), date: on(1), stamp: "1" }], [fingerprintOf(note)])]]), told: new Set() });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 0 } });
    expect(await test.ledger.agreement()).toEqual(NOTHING_AGREED);
    test.notes.write(on(1), { steps: 1 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 1, values: 0, unsent: 1, waitsFor: ["first-run", "agreement"] } });
    expect(test.world.calls).toEqual([]);
  });

  it("are not touched by one note of a device that has not looked at the others, or not under these mappings", async () => {
    const test = rig({ mappings: [steps] });
    test.notes.write(on(1), { weather: "rain" });
    const alone = { path: pathOf(1) };
    expect(await test.engine.run("note", alone)).toMatchObject({ report: { notes: 1, failure: null } });
    expect(await test.store.facts("settled")).toBeUndefined();
    await syncAll(test);
    const before = await seen(test);
    await test.settings.change((now) => ({ ...now, mappings: [steps, mood] }));
    expect(await test.engine.run("note", alone)).toMatchObject({ report: { notes: 1, failure: null } });
    expect(await seen(test)).toBe(before);
  });

  it("stay whole where one note is sent under new mappings to an attribute that has come back", async () => {
    const test = threeWeeks();
    await syncAll(test);
    const before = await seen(test);
    await test.settings.change((now) => ({ ...now, mappings: [...now.mappings, gym] }));
    test.world.giveTo(ACCOUNT, "mood", null);
    test.notes.write(on(2), { mood: 6 });
    expect(await test.engine.run("note", { path: pathOf(2) })).toMatchObject({ report: { values: 1, unsent: 20, waitsFor: ["many-days"], failure: null } });
    expect(await seen(test)).toEqual({ ...before, settled: new Map() });
  });

  it("count a note among those with something left, where a comparison found it out of date and it could not be sent", async () => {
    const test = await steady();
    test.world.setValue(ACCOUNT, "mood", on(1), 2);
    const { plan } = await test.engine.compare();
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-before" } });
    expect(await test.engine.send(plan, null)).toMatchObject({ values: 0, unsent: 1 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 1, values: 1 } });
    expect(test.world.valuesOf(ACCOUNT)[on(1)]).toEqual({ steps: 1, mood: 5 });
  });
});

describe("a note that leads to a day which a run did not look at", () => {
  const bedtime = mapping(property("bedtime"), template("sleep_start"), { read: { dayOffset: 1 } });

  it("stays to be read after a range that ends with it, so that what changed in it for the next day is sent", async () => {
    const test = rig({ mappings: [steps, bedtime], syncFrom: on(10) });
    for (const day of [10, 11, 12, 13]) test.notes.write(on(day), { steps: day, bedtime: "23:00" });
    await syncAll(test);
    test.notes.write(on(12), { steps: 99, bedtime: "22:00" });
    await test.ledger.touch([on(12)]);
    const { deps } = test;
    const range = { first: on(11), last: on(12) };
    const { plan } = await nextChunk(deps, underWay(range));
    await test.engine.send(plan, null);
    expect(test.world.valuesOf(ACCOUNT)[on(12)]).toMatchObject({ steps: 99 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1 } });
    expect(test.world.valuesOf(ACCOUNT)[on(13)]).toEqual({ steps: 13, sleep_start: 600 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 0 } });
  });
});

describe("what a device has looked at", () => {
  it("begins with the earliest start that was in force, whatever it is moved to later", async () => {
    const test = rig({ mappings: [steps], syncFrom: on(18) });
    test.notes.write(on(20), { steps: 1 });
    await syncAll(test);
    expect((await seen(test)).from).toBe(on(18));
    await test.settings.change((now) => ({ ...now, syncFrom: on(10) }));
    test.notes.write(on(20), { steps: 2 });
    await test.engine.run("note", { path: `Daily/${on(20)}.md` });
    expect((await seen(test)).from).toBe(on(18));
    await test.engine.run("automatic");
    expect((await seen(test)).from).toBe(on(10));
    await test.settings.change((now) => ({ ...now, syncFrom: on(15) }));
    test.notes.write(on(20), { steps: 3 });
    await test.engine.run("automatic");
    expect((await seen(test)).from).toBe(on(10));
  });

  it("is kept anew when the mappings changed or a file was told of, though no note did", async () => {
    const test = await steady();
    await test.settings.change((now) => ({ ...now, mappings: [...now.mappings, gym] }));
    await test.engine.run("automatic");
    expect((await seen(test)).rules).toBe(rulesOf(test.settings.current));
    test.notes.leftOut = [{ path: "2026-9-3.md", date: null, reason: "almost" }];
    await test.engine.run("automatic");
    expect((await seen(test)).told).toEqual(new Set(["2026-9-3.md"]));
  });

  it("counts what a person left unticked in that very run: nothing is read again for it", async () => {
    const test = rig({ mappings: [steps, mood] });
    test.notes.write(on(1), { steps: 1, mood: 5 });
    await test.engine.send(await previewed(test), new Set([targetKey(steps.to)]));
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 0, values: 0, unsent: 0 } });
  });

  it("keeps days that were agreed to through runs of one note, until they are sent", async () => {
    const test = threeWeeks();
    const plan = await previewed(test);
    await test.engine.send(plan, all(plan), stoppingAfter(1, test));
    const pending = new Set([on(1), on(2), on(3), on(4)]);
    expect((await test.ledger.agreement()).pending).toEqual(pending);
    test.notes.write(on(21), { steps: 99, mood: 5 });
    await test.engine.run("note", { path: `Daily/${on(21)}.md` });
    expect((await test.ledger.agreement()).pending).toEqual(pending);
    await test.engine.run("note", { path: `Daily/${on(1)}.md` });
    expect((await test.ledger.agreement()).pending).toEqual(new Set([on(2), on(3), on(4)]));
    await test.engine.run("automatic");
    expect((await test.ledger.agreement()).pending).toEqual(new Set());
  });

  it("grows by a range that was sent only where that is to be kept in sync and leaves no gap", async () => {
    for (const [first, last, keep, from] of [[59, 0, true, 59], [59, 0, false, 9], [59, 40, false, 9], [59, 10, true, 59]] as const) {
      const test = diary(100, { syncFrom: back(9) });
      await syncAll(test);
      const app = life(test);
      await app.start({ first: back(first), last: back(last) }, keep);
      await settled();
      expect(app.done).toHaveLength(1);
      expect((await seen(test)).from).toBe(back(from));
    }
  });

  it("forgets that days were agreed to whose notes are gone", async () => {
    const test = threeWeeks();
    const plan = await previewed(test);
    await test.engine.send(plan, all(plan), stoppingAfter(1, test));
    for (const day of [1, 2, 3, 4]) test.notes.remove(on(day));
    await test.engine.run("automatic");
    expect((await test.ledger.agreement()).pending).toEqual(new Set());
  });

  it("adds no day to those that are agreed to, and drops those that are through", async () => {
    const test = await steady();
    test.notes.write(on(1), { steps: 1, mood: 5, gym: true });
    test.notes.write(on(2), { steps: 2 });
    const agreement = await test.ledger.agreement();
    await test.ledger.putAgreement({ ...agreement, pending: new Set([on(2)]) });
    const plan = await test.engine.plan("automatic");
    await settle(test.ledger, test.settings.current, plan, { left: plan.updates, forgot: false, now: test.clock.now() });
    expect((await test.ledger.agreement()).pending).toEqual(new Set([on(2)]));
    await settle(test.ledger, test.settings.current, plan, { left: [], forgot: false, now: test.clock.now() });
    expect((await test.ledger.agreement()).pending).toEqual(new Set());
  });

  it("does not grow by a range that leaves a gap: the days between are not sent before a person has seen them", async () => {
    const test = diary(40, { syncFrom: back(9) });
    await syncAll(test);
    const app = life(test);
    await app.start({ first: back(30), last: back(15) }, true);
    await settled();
    expect(app.done).toHaveLength(1);
    expect((await seen(test)).from).toBe(back(9));
    expect(await app.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 10, waitsFor: ["earlier-days"] } });
    expect(test.world.valuesOf(ACCOUNT)[back(12)]).toBeUndefined();
  });

  it.each(["paused", "offline"])("does not grow by the part of a range that was cancelled while it was %s: nothing of it is sent before a person has seen it", async (cut) => {
    const test = diary(40, { syncFrom: back(9) });
    await syncAll(test);
    const app = life(test);
    if (cut === "offline") test.world.script({ on: { path: "update" }, fault: { kind: "drop-before" } });
    await app.start({ first: back(30), last: back(0) }, true);
    if (cut === "paused") await app.backfill.pause();
    await settled();
    await app.backfill.cancel();
    expect(test.world.valuesOf(ACCOUNT)[back(10)]).toBeUndefined();
    await test.settings.change((now) => ({ ...now, syncFrom: back(20) }));
    expect(await test.open().engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 22, waitsFor: ["earlier-days"] } });
  });

  it("grows by a range that was gone through, though Exist never answered for one of its values", async () => {
    const test = diary(40, { syncFrom: back(9) });
    await syncAll(test);
    const app = life(test);
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name, date }) => name === "mood" && date === back(20), code: "", error: "" }, times: 9 });
    await app.start({ first: back(30), last: back(0) }, true);
    await settled();
    expect(app.done).toMatchObject([{ unsent: 1 }]);
    expect((await seen(test)).from).toBe(back(30));
  });

  it("begins where a range has come to, while the rest of it is still to be sent", async () => {
    const test = await steady({ syncFrom: on(1) });
    const draft = { ...(await test.engine.plan("automatic")).draft, days: [], readings: [] };
    const known = await seen(test);
    const after = async (now: Partial<typeof draft>, cutAt?: LocalDate): Promise<LocalDate> => {
      await test.ledger.putSeen({ ...known, from: on(15) });
      const plan = await test.engine.plan("automatic");
      await settle(test.ledger, test.settings.current, { ...plan, draft: { ...draft, ...now } }, { left: [], forgot: false, cutAt, now: test.clock.now() });
      return (await seen(test)).from;
    };
    const range = (first: number, last: number): Partial<typeof draft> => ({ scope: { range: { first: on(first), last: on(last) } } });
    expect(await after(range(8, 20))).toBe(on(8));
    expect(await after(range(8, 14))).toBe(on(8));
    expect(await after(range(8, 13))).toBe(on(15));
    expect(await after(range(16, 20))).toBe(on(15));
    expect(await after(range(8, 14), on(10))).toBe(on(11));
    expect(await after(range(8, 14), on(14))).toBe(on(15));
    // Another run, while the range waits.
    expect(await after({ away: { first: on(1), last: on(11) } })).toBe(on(12));
    expect(await after({ away: { first: on(2), last: on(11) } })).toBe(on(1));
    expect(await after({ away: null })).toBe(on(1));
  });
});
