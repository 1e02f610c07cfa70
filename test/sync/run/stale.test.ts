import { describe, expect, it } from "vitest";
import { MemoryLedgerStore } from "../../../src/obsidian/state/ledger-store";
import type { RunPlan } from "../../../src/sync/run/run-plan";
import { day } from "../../domain/build";
import { ACCOUNT, rig, type Rig } from "../rig";
import { all, gym, mood, on, previewed, steps } from "./weeks";

const MINUTE = 60_000;

/** A first preview of a day with two values, and what Exist was asked until then forgotten. */
async function shown(): Promise<{ readonly test: Rig; readonly plan: RunPlan }> {
  const test = rig({ mappings: [steps, mood] });
  test.world.addService("fitbit", "Fitbit", ["steps"]);
  test.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
  test.notes.write(on(1), { steps: 1, mood: 5 });
  const plan = await previewed(test);
  test.world.calls.length = 0;
  return { test, plan };
}

const confirm = (test: Rig, plan: RunPlan) => test.engine.confirm(plan, all(plan));
const nothingSent = ({ world }: Rig): void => {
  expect(world.valuesOf(ACCOUNT)[on(1)]).toBeUndefined();
  expect([...world.callsTo("acquire"), ...world.callsTo("create"), ...world.updateCalls()]).toEqual([]);
};

describe("a plan that a person has agreed to", () => {
  it("is carried out where all that it rests on is as they saw it", async () => {
    const { test, plan } = await shown();
    expect(await confirm(test, plan)).toMatchObject({ kind: "report", report: { values: 2, unsent: 0, failure: null } });
    expect(test.world.valuesOf(ACCOUNT)[on(1)]).toEqual({ steps: 1, mood: 5 });
  });

  const moves: Record<string, (test: Rig) => unknown> = {
    "a value of its notes is another": ({ notes }) => { notes.write(on(1), { steps: 2, mood: 5 }); },
    "a value of its notes is gone": ({ notes }) => { notes.write(on(1), { mood: 5 }); },
    "its note is gone": ({ notes }) => { notes.remove(on(1)); },
    "another note counts for its day": ({ notes }) => { notes.write(on(1), { steps: 1, mood: 5 }, { path: "Log/2026-09-01.md" }); },
    "its note cannot be read any more": ({ notes }) => { notes.lags = true; notes.write(on(1), { steps: 1, mood: 5 }); },
    "a mapping reads another way": ({ settings }) => settings.change((now) => ({ ...now, mappings: [{ ...steps, read: { round: true } }, mood] })),
    "a mapping is off": ({ settings }) => settings.change((now) => ({ ...now, mappings: [{ ...steps, enabled: false }, mood] })),
    "a target was declined on another device": ({ settings }) => settings.change((now) => ({ ...now, declined: [...now.declined, "template:mood"] })),
    "the sync begins after its day": ({ settings }) => settings.change((now) => ({ ...now, syncFrom: on(2) })),
    "another service has taken what was nobody's": ({ world }) => { world.giveTo(ACCOUNT, "steps", "fitbit"); },
    "an attribute that was to be acquired is gone and made with another type": ({ world }) => {
      world.removeAttribute(ACCOUNT, "steps");
      world.addAttribute(ACCOUNT, { name: "steps_2", label: "Steps", group: "activity", template: "steps", value_type: 7, owner: null });
    },
  };

  it.each(Object.entries(moves))("is made again and shown again, and nothing is sent, where %s", async (_, move) => {
    const { test, plan } = await shown();
    await move(test);
    const result = await confirm(test, plan);
    expect(result.kind).toBe("moved");
    nothingSent(test);
    if (result.kind !== "moved") return;
    expect(result.plan).not.toBe(plan);
    // What is shown then is what happens.
    expect(await test.engine.confirm(result.plan, all(result.plan))).toMatchObject({ kind: "report", report: { failure: null } });
  });

  it("shows the value that the note has now", async () => {
    const { test, plan } = await shown();
    test.notes.write(on(1), { steps: 2, mood: 5 });
    const result = await confirm(test, plan);
    expect(result.kind === "moved" && result.plan.updates.map(({ value }) => value)).toEqual([2, 5]);
  });

  it("is not for the account that is connected now, where that is another one", async () => {
    const { test, plan } = await shown();
    const other = test.open(new MemoryLedgerStore());
    expect(await other.engine.confirm(plan, all(plan))).toMatchObject({ kind: "moved" });
    nothingSent(test);
  });

  it("is not made again for what nobody saw: a note that came meanwhile goes with the next run", async () => {
    const { test, plan } = await shown();
    test.notes.write(on(2), { steps: 2 });
    expect(await confirm(test, plan)).toMatchObject({ kind: "report", report: { values: 2 } });
    expect(test.world.valuesOf(ACCOUNT)[on(2)]).toBeUndefined();
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1 } });
  });

  it("is not made again for the owner of something that was left unticked", async () => {
    const { test, plan } = await shown();
    test.world.giveTo(ACCOUNT, "steps", "fitbit");
    expect(await test.engine.confirm(plan, new Set(["template:mood"]))).toMatchObject({ kind: "report", report: { values: 1 } });
    expect(test.world.attribute(ACCOUNT, "steps")?.owner).toBe("fitbit");
  });

  it("is shown again, with the value, where a person has entered one at Exist meanwhile, however short that was", async () => {
    for (const minutes of [0, 9, 60]) {
      const { test, plan } = await shown();
      await test.clock.pass(minutes * MINUTE);
      test.world.setValue(ACCOUNT, "steps", on(1), 77);
      const result = await confirm(test, plan);
      expect(result, `${minutes} minutes`).toMatchObject({ kind: "moved", plan: { updates: [{ value: 1, was: 77 }, { value: 5, was: undefined }] } });
      expect(test.world.valuesOf(ACCOUNT)).toEqual({ [on(1)]: { steps: 77 } });
      if (result.kind === "moved") expect((await confirm(test, result.plan)).kind).toBe("report");
      expect(test.world.valuesOf(ACCOUNT)[on(1)]).toEqual({ steps: 1, mood: 5 });
    }
  });

  it("is shown again where a value that was ours is another one at Exist, though nothing else had to be asked", async () => {
    const { test, plan } = await shown();
    await confirm(test, plan);
    test.notes.write(on(1), { steps: 2, mood: 5 });
    const next = await test.engine.plan("command", { declined: true });
    expect(next).toMatchObject({ reasons: [], updates: [{ value: 2, was: 1 }] });
    test.world.setValue(ACCOUNT, "steps", on(1), 77);
    const result = await confirm(test, next);
    expect(result).toMatchObject({ kind: "moved", plan: { reasons: [], updates: [{ value: 2, was: 77 }] } });
    if (result.kind === "moved") expect(await confirm(test, result.plan)).toMatchObject({ kind: "report", report: { values: 1 } });
  });

  it("stands where Exist holds by now what is to be sent, or a 0 where nothing was, or another value of what was left unticked", async () => {
    const { test, plan } = await shown();
    test.world.setValue(ACCOUNT, "steps", on(1), 1);
    expect((await confirm(test, plan)).kind).toBe("report");
    const other = await shown();
    other.test.world.setValue(ACCOUNT, "steps", on(1), 0);
    expect((await confirm(other.test, other.plan)).kind).toBe("report");
    const third = await shown();
    third.test.world.setValue(ACCOUNT, "steps", on(1), 77);
    expect((await third.test.engine.confirm(third.plan, new Set(["template:mood"]))).kind).toBe("report");
  });

  it("is compared with the last year at most where it was just made, and with all of it after ten minutes", async () => {
    for (const [minutes, kind] of [[9, "report"], [10, "moved"]] as const) {
      const test = rig({ mappings: [steps], syncFrom: day("2020-01-01") });
      test.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
      for (const date of ["2020-02-01", on(1)]) test.notes.write(date, { steps: 1 });
      const plan = await previewed(test);
      await test.clock.pass(minutes * MINUTE);
      test.world.setValue(ACCOUNT, "steps", "2020-02-01", 77);
      test.world.calls.length = 0;
      expect((await confirm(test, plan)).kind, `${minutes} minutes`).toBe(kind);
      if (minutes === 9) expect(test.world.calls.filter(({ path }) => path.includes("with-values"))).toHaveLength(1);
    }
  });

  it("stands after ten minutes and more where Exist holds what it held", async () => {
    const { test, plan } = await shown();
    await test.clock.pass(60 * MINUTE);
    expect(await confirm(test, plan)).toMatchObject({ kind: "report", report: { values: 2 } });
  });

  it("costs one call to look at for every 31 days where nothing is to be acquired", async () => {
    const { test, plan } = await shown();
    await confirm(test, plan);
    for (let at = 2; at <= 20; at += 1) test.notes.write(on(at), { steps: at });
    const many = await previewed(test);
    expect(many.reasons).toEqual(["many-days"]);
    test.world.calls.length = 0;
    expect(await confirm(test, many)).toMatchObject({ kind: "report", report: { values: 19 } });
    expect(test.world.calls).toHaveLength(test.world.updateCalls().length + 1);
  });

  it("is not carried out where Exist cannot be asked, and the report says so", async () => {
    const { test, plan } = await shown();
    test.world.script({ on: { path: "owned" }, fault: { kind: "drop-before" } });
    expect(await confirm(test, plan)).toMatchObject({ kind: "report", report: { values: 0, unsent: 2, failure: { kind: "offline", waitingHelps: false } } });
    nothingSent(test);
    expect((await test.ledger.agreement()).since).toBeNull();
  });

  it("creates nothing twice where somebody has made it meanwhile", async () => {
    const test = rig({ mappings: [gym] });
    test.notes.write(on(1), { gym: true });
    const plan = await previewed(test);
    expect(plan.steps).toMatchObject([{ how: "create" }]);
    test.world.addAttribute(ACCOUNT, { name: "gym", label: "Gym", group: "custom", value_type: 7, owner: null });
    const result = await confirm(test, plan);
    expect(result).toMatchObject({ kind: "moved", plan: { steps: [{ how: "acquire", name: "gym" }] } });
    expect(test.world.callsTo("create")).toEqual([]);
  });
});
