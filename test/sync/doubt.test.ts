import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { againAt, confirmed, type Doubt, hasEnded, isDue, LONGEST_DOUBT, lostAgain } from "../../src/sync/doubt";
import { NoAnswerInTime } from "../../src/exist/http";
import { mapping, property, template } from "../domain/build";
import { ACCOUNT, rig, type Rig, settled, syncAll } from "./rig";
import { all, gym, mood, on, previewed, steady, steps, threeWeeks } from "./run/weeks";

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("a value whose request was lost", () => {
  const lost: Doubt = { lostAt: 1000 * HOUR, confirmedAt: null, isUnderWay: true };
  const cutOff: Doubt = { ...lost, isUnderWay: false };

  it("is sent again 2 minutes after that, and no more where the request was cut off", () => {
    expect(againAt(cutOff)).toBe(lost.lostAt + 2 * MINUTE);
    expect(confirmed(cutOff, lost.lostAt + MINUTE)).toEqual({ ...cutOff, confirmedAt: lost.lostAt + MINUTE });
    expect(confirmed(cutOff, lost.lostAt + 2 * MINUTE)).toBeNull();
  });

  it("is sent again 2 and 65 minutes after that where the request may still be under way, and then no more", () => {
    expect(againAt(lost)).toBe(lost.lostAt + 2 * MINUTE);
    const soon = confirmed(lost, lost.lostAt + 2 * MINUTE);
    expect(soon).toEqual({ ...lost, confirmedAt: lost.lostAt + 2 * MINUTE });
    expect(soon === null ? null : againAt(soon)).toBe(lost.lostAt + 65 * MINUTE);
    expect(confirmed(lost, lost.lostAt + LONGEST_DOUBT)).toBeNull();
    expect(LONGEST_DOUBT).toBe(65 * MINUTE);
  });

  it("is sent at its first time also when it was acknowledged before that", () => {
    const early = confirmed(lost, lost.lostAt + MINUTE);
    expect(early === null ? null : againAt(early)).toBe(lost.lostAt + 2 * MINUTE);
  });

  it("is due from its time on, and no earlier", () => {
    expect(isDue(lost, lost.lostAt)).toBe(false);
    expect(isDue(lost, lost.lostAt + 2 * MINUTE - 1)).toBe(false);
    expect(isDue(lost, lost.lostAt + 2 * MINUTE)).toBe(true);
    expect(isDue({ ...lost, confirmedAt: lost.lostAt + 65 * MINUTE }, lost.lostAt + 24 * HOUR)).toBe(false);
  });

  it("is due at once where the clock was put back behind the loss, and counts as lost then", () => {
    const now = lost.lostAt - 3 * HOUR;
    expect(isDue(lost, now)).toBe(true);
    const after = confirmed(lost, now);
    expect(after === null ? null : againAt(after)).toBe(now + 2 * MINUTE);
  });

  it("lasts as long as the request that was lost before may be under way", () => {
    const cutOff: Doubt = { lostAt: lost.lostAt + MINUTE, confirmedAt: null, isUnderWay: false };
    expect(lostAgain({ ...lost, isUnderWay: true }, cutOff)).toEqual({ ...cutOff, isUnderWay: true });
    expect(lostAgain({ ...lost, isUnderWay: false }, cutOff)).toEqual(cutOff);
    expect(lostAgain(undefined, cutOff)).toEqual(cutOff);
  });

  it("is given up after a day without anything to send for it", () => {
    expect(hasEnded(lost, lost.lostAt + 24 * HOUR - 1)).toBe(false);
    expect(hasEnded(lost, lost.lostAt + 24 * HOUR)).toBe(true);
  });

  it("needs two acknowledgments at most, whenever they come, and is not sure before the last late request could arrive", () => {
    fc.assert(fc.property(fc.boolean(), fc.array(fc.integer({ min: 0, max: 3 * HOUR }), { minLength: 1, maxLength: 20 }), (isUnderWay, waits) => {
      let doubt: Doubt | null = { ...lost, isUnderWay };
      let now = lost.lostAt;
      let sent = 0;
      for (const wait of waits) {
        now += wait;
        if (doubt === null || !isDue(doubt, now)) continue;
        sent += 1;
        doubt = confirmed(doubt, now);
      }
      expect(sent).toBeLessThanOrEqual(isUnderWay ? 2 : 1);
      if (doubt === null) expect(now - lost.lostAt).toBeGreaterThanOrEqual(isUnderWay ? LONGEST_DOUBT : 2 * MINUTE);
    }));
  });
});

/** A day of which the first update call is no longer waited for before it arrived, and the next one is acknowledged. */
async function withLateRequest(): Promise<Rig> {
  const test = await steady();
  const impatient = test.open(test.store, (request) => (request.path.includes("update") ? Promise.reject(new NoAnswerInTime()) : test.http(request)));
  test.notes.write(on(2), { steps: 2, mood: 6 });
  expect(await impatient.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 2, failure: { kind: "offline" } } });
  test.notes.write(on(2), { steps: 3, mood: 6 });
  expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 2 } });
  return test;
}

const held = ({ world }: Rig): unknown => world.valuesOf(ACCOUNT)[on(2)];
const openOf = async ({ ledger }: Rig): Promise<unknown> => (await ledger.open()).get(on(2));

describe("a request that arrives late", () => {
  it("is thought of at once where its time comes while a run that was too early for it is under way", async () => {
    const test = await withLateRequest();
    await test.engine.run("automatic");
    const due = test.clock.now() + 2 * MINUTE;
    await test.clock.pass(2 * MINUTE - 1);
    // The run ends a second later than it has looked at what is due.
    test.notes.write(on(3), { steps: 4 });
    const control = { stopped: () => false, onProgress: () => { Reflect.set(test.clock, "time", due + SECOND); } };
    expect(await test.engine.run("automatic", {}, control)).toMatchObject({ report: { values: 1, lookAgainAt: due } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 2 } });
  });

  it("does not win against what was acknowledged since: that is sent again, and the report says when", async () => {
    const test = await withLateRequest();
    const result = await test.engine.run("automatic");
    expect(result).toMatchObject({ report: { notes: 0, values: 0, open: { inDoubt: 0 }, lookAgainAt: test.clock.now() + 2 * MINUTE } });
    // The lost request arrives.
    test.world.setValue(ACCOUNT, "steps", on(2), 2);
    await test.clock.pass(2 * MINUTE);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 2, lookAgainAt: test.clock.now() + 63 * MINUTE } });
    expect(held(test)).toEqual({ steps: 3, mood: 6 });
    test.world.setValue(ACCOUNT, "steps", on(2), 2);
    await test.clock.pass(63 * MINUTE);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 2, lookAgainAt: null, open: { inDoubt: 0 } } });
    expect(held(test)).toEqual({ steps: 3, mood: 6 });
    expect(await openOf(test)).toBeUndefined();
    const calls = test.world.calls.length;
    await test.clock.pass(3 * HOUR);
    await test.engine.run("automatic");
    expect(test.world.calls).toHaveLength(calls);
  });

  it("stays where the attribute was nobody's for a moment and became ours again: the lost request arrives after that", async () => {
    const test = await withLateRequest();
    test.world.giveTo(ACCOUNT, "steps", null);
    test.notes.write(on(2), { steps: 4, mood: 6 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { failure: null, refused: [] } });
    expect(held(test)).toEqual({ steps: 4, mood: 6 });
    expect((await test.ledger.open()).get(on(2))?.doubtAt).not.toBeNull();
    test.world.setValue(ACCOUNT, "steps", on(2), 2);
    await test.clock.pass(2 * MINUTE);
    await test.engine.run("automatic");
    expect(held(test)).toEqual({ steps: 4, mood: 6 });
  });

  it("is made up for also after a restart, and with one call where the app was closed all the time", async () => {
    const test = await withLateRequest();
    test.world.setValue(ACCOUNT, "steps", on(2), 2);
    await test.clock.pass(3 * HOUR);
    const { engine, ledger } = test.open();
    expect(await engine.run("automatic")).toMatchObject({ report: { values: 2, calls: 1, lookAgainAt: null } });
    expect(held(test)).toEqual({ steps: 3, mood: 6 });
    expect((await ledger.open()).get(on(2))).toBeUndefined();
  });

  it("is made up for without a person, however many days its values are of", async () => {
    const test = threeWeeks();
    const plan = await previewed(test);
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-before" } });
    await test.engine.send(plan, all(plan));
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 42, waitsFor: [] } });
    await test.clock.pass(2 * MINUTE);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 35, unsent: 0, waitsFor: [] } });
  });

  it("is made up for also where Exist shows the right value now: what is on its way cannot be seen", async () => {
    const test = await withLateRequest();
    await test.clock.pass(2 * MINUTE);
    await test.engine.compare();
    expect(await test.engine.run("command")).toMatchObject({ report: { values: 2 } });
  });

  it("leaves no doubt behind where the request was refused as a whole, so that nothing of it was done", async () => {
    const test = await steady();
    test.world.script({ on: { path: "update" }, fault: { kind: "status", status: 429 } });
    test.notes.write(on(2), { steps: 2 });
    await test.engine.run("automatic");
    expect(await openOf(test)).toBeUndefined();
  });

  it.each(["note", "value"])("leaves no doubt a day after its %s is gone, and what comes there later is sent", async (what) => {
    const test = await withLateRequest();
    if (what === "note") test.notes.remove(on(2));
    else test.notes.write(on(2), {});
    await test.engine.run("automatic");
    await test.clock.pass(24 * HOUR - 1);
    await test.engine.run("automatic");
    expect(await openOf(test)).toBeDefined();
    await test.clock.pass(1);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { open: { inDoubt: 0 }, lookAgainAt: null } });
    expect(await openOf(test)).toBeUndefined();
    // Exist may hold what arrived late, so the value that was acknowledged last is sent once more.
    test.world.setValue(ACCOUNT, "steps", on(2), 2);
    test.notes.write(on(2), { steps: 3, mood: 6 });
    await syncAll(test);
    expect(held(test)).toEqual({ steps: 3, mood: 6 });
  });
});

describe("a value that Exist said nothing of", () => {
  const silent = { on: { path: "update" }, fault: { kind: "status" as const, status: 200, body: '{"success":[],"failed":[]}' } };

  it.each(["note", "value"])("is open until its %s is gone, and what comes there later is sent", async (what) => {
    const test = await steady();
    test.notes.write(on(1), { steps: 1, mood: 6 });
    test.world.script(silent);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, unanswered: 1, open: { inDoubt: 1 } } });
    if (what === "note") test.notes.remove(on(1));
    else test.notes.write(on(1), { steps: 1 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 0, open: { inDoubt: 0 } } });
    test.world.setValue(ACCOUNT, "mood", on(1), 6);
    test.notes.write(on(1), { steps: 1, mood: 5 });
    await syncAll(test);
    expect(test.world.valuesOf(ACCOUNT)[on(1)]).toEqual({ steps: 1, mood: 5 });
  });
});

describe("an app that is killed while a request is under way", () => {
  it("takes the request for cut off: its values go again, 2 minutes after it", async () => {
    const test = rig({ mappings: [steps, mood] });
    const port: typeof test.http = (request) => (request.path.includes("update") ? new Promise<never>(() => undefined) : test.http(request));
    const dying = test.open(test.store, port);
    test.notes.write(on(1), { steps: 1, mood: 5 });
    const result = await dying.engine.run("command");
    if (result.kind !== "preview") throw new Error("no preview");
    void dying.engine.send(result.plan, new Set(result.plan.steps.map(({ key }) => key)));
    await settled();
    const { engine, ledger } = test.open();
    expect(await engine.run("automatic")).toMatchObject({ report: { values: 2, lookAgainAt: test.clock.now() + 2 * MINUTE } });
    await test.clock.pass(2 * MINUTE);
    expect(await engine.run("automatic")).toMatchObject({ report: { values: 2, lookAgainAt: null } });
    expect(await ledger.open()).toEqual(new Map());
    expect(test.world.updateCalls()).toHaveLength(2);
  });
});

describe("a value that Exist refused", () => {
  it("is counted also where its attribute was only just made and something else of its day cannot be read", async () => {
    const test = rig({ mappings: [steps, gym] });
    test.notes.write(on(1), { steps: "many", gym: true });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "gym", code: "validation" } });
    expect(await syncAll(test)).toMatchObject({ refused: [{ label: "Gym" }], open: { refused: 1, unreadable: 1 } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, open: { refused: 1, unreadable: 1 } } });
  });

  it.each([["is gone", {}], ["says again what Exist holds", { steps: 1, mood: 5 }]])("is not counted any more once its note %s", async (_, properties) => {
    const test = await steady();
    test.notes.write(on(1), { steps: 1, mood: 9 });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "validation" } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { refused: [{ label: "Mood" }], open: { refused: 1 } } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { open: { refused: 1 } } });
    if (Object.keys(properties).length === 0) test.notes.remove(on(1));
    else test.notes.write(on(1), properties);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, open: { refused: 0 } } });
  });

  it("is counted still while the note that it comes from cannot be read, and another note of its day can", async () => {
    const bedtime = mapping(property("bedtime"), template("sleep_start"), { read: { dayOffset: 1 } });
    const test = rig({ mappings: [steps, bedtime] });
    test.notes.write(on(1), { bedtime: "23:00" });
    test.notes.write(on(2), { steps: 2 });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "sleep_start", code: "validation" } });
    expect(await syncAll(test)).toMatchObject({ values: 1, open: { refused: 1 } });
    test.notes.write(on(2), { steps: 3 });
    test.notes.lags = true;
    test.notes.write(on(1), { bedtime: "22:00" });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, open: { refused: 1 } } });
    test.notes.index();
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, open: { refused: 0 } } });
  });
});
