import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../../src/domain/local-date";
import { targetKey } from "../../../src/domain/mapping";
import { ExistClient } from "../../../src/exist/client";
import type { RunControl } from "../../../src/sync/run/control";
import type { SeenNotes } from "../../../src/sync/ledger";
import { fetchOwned, release } from "../../../src/sync/release";
import type { RunPlan } from "../../../src/sync/run/run-plan";
import { rulesOf } from "../../../src/sync/settings";
import { mapping, property, template } from "../../domain/build";
import { OUR_CLIENT } from "../../exist/world";
import { back, diary, life } from "../backfill/life";
import { ACCOUNT, rig, type Rig, settled, syncAll } from "../rig";

const steps = mapping(property("steps"), template("steps"));
const mood = mapping(property("mood"), template("mood"));
const gym = mapping(property("gym"), { kind: "create", label: "Gym", group: "custom", valueType: 7 });
const on = (day: number): LocalDate => `2026-09-${String(day).padStart(2, "0")}` as LocalDate;

/** Steps and mood of the first of September, sent. */
async function steady(settings: Parameters<typeof rig>[0] = {}): Promise<Rig> {
  const test = rig({ mappings: [steps, mood], ...settings });
  test.notes.write(on(1), { steps: 1, mood: 5 });
  await syncAll(test);
  test.world.calls.length = 0;
  return test;
}

/** 21 days with two values each, which take two calls. */
function threeWeeks(): Rig {
  const test = rig({ mappings: [steps, mood] });
  for (let date = 1; date <= 21; date += 1) test.notes.write(on(date), { steps: date, mood: 5 });
  return test;
}

async function previewed({ engine }: Rig): Promise<RunPlan> {
  const result = await engine.run("command");
  if (result.kind !== "preview") throw new Error("no preview");
  return result.plan;
}

const all = ({ steps: asked }: RunPlan): Set<RunPlan["steps"][number]["key"]> => new Set(asked.map(({ key }) => key));

/** A control that stops after so many calls, with what it was told. */
function stoppingAfter(calls: number, { world }: Rig): RunControl & { readonly told: string[] } {
  const told: string[] = [];
  return { told, stopped: () => world.updateCalls().length >= calls, onProgress: (answered, of) => { told.push(`${answered} of ${of}`); } };
}

describe("a run that is stopped", () => {
  it("ends after the present call, says what was not sent, and goes on later without asking again", async () => {
    const test = threeWeeks();
    const plan = await previewed(test);
    const control = stoppingAfter(1, test);
    expect(await test.engine.send(plan, all(plan), control)).toMatchObject({ values: 35, calls: 1, unsent: 7, cancelled: true, failure: null });
    expect(control.told).toEqual(["35 of 42"]);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 7, unsent: 0, cancelled: false } });
  });

  it("is not called cancelled when everything was sent", async () => {
    const test = threeWeeks();
    const plan = await previewed(test);
    const control = stoppingAfter(2, test);
    expect(await test.engine.send(plan, all(plan), control)).toMatchObject({ values: 42, calls: 2, unsent: 0, cancelled: false });
    expect(control.told).toEqual(["35 of 42", "42 of 42"]);
  });

  it("counts what Exist refused as answered", async () => {
    const test = threeWeeks();
    const plan = await previewed(test);
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "validation" } });
    const control = stoppingAfter(2, test);
    await test.engine.send(plan, all(plan), control);
    expect(control.told).toEqual(["35 of 42", "42 of 42"]);
  });

  it("by a device whose storage fails keeps the days agreed to", async () => {
    const test = threeWeeks();
    const plan = await previewed(test);
    const write = test.store.putMonths.bind(test.store);
    let writes = 0;
    test.store.putMonths = (months) => ((writes += 1) > 2 ? Promise.reject(new Error("The disk is full.")) : write(months));
    expect(await test.engine.send(plan, all(plan))).toMatchObject({ failure: { kind: "unexpected", waitingHelps: false } });
    expect(test.world.updateCalls()).toHaveLength(1);
    test.store.putMonths = write;
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 7, waitsFor: [], failure: null } });
  });
});

describe("what nobody was asked about", () => {
  it("waits, also where the rest cannot be kept", async () => {
    const test = await steady();
    await test.settings.change((now) => ({ ...now, mappings: [...now.mappings, gym] }));
    test.notes.write(on(2), { steps: 2, gym: true });
    test.store.putMonths = () => Promise.reject(new Error("The disk is full."));
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 2, waitsFor: ["agreement"], failure: { kind: "unexpected" } } });
  });

  it("adds up: after many days of it a person is asked before anything more goes", async () => {
    const test = await steady();
    await test.settings.change((now) => ({ ...now, mappings: [...now.mappings, gym] }));
    for (let date = 2; date <= 11; date += 1) test.notes.write(on(date), { steps: date, gym: true });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 10, unsent: 10, waitsFor: ["agreement"] } });
    for (let date = 12; date <= 16; date += 1) test.notes.write(on(date), { steps: date, gym: true });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 20, waitsFor: ["many-days", "agreement"] } });
  });

  it("is not asked about as many days once they were agreed to, where Exist would not give the attribute", async () => {
    const test = rig({ mappings: [gym] });
    for (let date = 1; date <= 20; date += 1) test.notes.write(on(date), { gym: true });
    test.world.script({ on: { path: "create" }, fault: { kind: "mixed" } });
    expect(await syncAll(test)).toMatchObject({ values: 0, unsent: 20, refusedAttributes: [{ label: "Gym" }] });
    expect((await previewed(test)).reasons).toEqual(["agreement"]);
  });
});

describe("what was left unticked", () => {
  it("is written down once", async () => {
    const test = rig({ mappings: [steps, mood] });
    test.notes.write(on(1), { steps: 1, mood: 5 });
    await test.engine.send(await previewed(test), new Set([targetKey(steps.to)]));
    expect(test.settings.current.declined).toEqual([targetKey(mood.to)]);
    const { writes } = test.settings;
    await test.engine.send(await test.engine.plan("command", { declined: true }), new Set());
    expect(test.settings.writes).toBe(writes);
    expect(test.settings.current.declined).toEqual([targetKey(mood.to)]);
  });

  it("is nothing that could not be ticked, such as an attribute of another type", async () => {
    const test = rig({ mappings: [steps, gym] });
    test.world.addAttribute(ACCOUNT, { name: "gym", label: "Gym", group: "custom", value_type: 0, owner: null });
    test.notes.write(on(1), { steps: 1, gym: true });
    const plan = await previewed(test);
    expect(plan.steps.map(({ how, label }) => `${how} ${label}`)).toEqual(["acquire Steps", "conflict Gym"]);
    expect(await test.engine.send(plan, new Set([targetKey(steps.to)]))).toMatchObject({ values: 1, unsent: 0, refusedAttributes: [] });
    expect(test.settings.current.declined).toEqual([]);
    expect(test.world.attribute(ACCOUNT, "gym")?.owner).toBeNull();
  });
});

describe("an attribute that is ours again", () => {
  it("after it was released gets all that somebody may have changed meanwhile", async () => {
    const test = await steady();
    const client = new ExistClient(test.http, () => test.clock.now());
    await release(client, test.settings, (await fetchOwned(client, test.settings.current)).filter(({ attribute }) => attribute.name === "mood"));
    test.world.setValue(ACCOUNT, "mood", on(1), 2);
    test.notes.write(on(2), { steps: 2, mood: 6 });
    const plan = await test.engine.plan("command", { declined: true });
    expect(await test.engine.send(plan, new Set([targetKey(mood.to)]))).toMatchObject({ acquired: ["Mood"], values: 3, unsent: 0, failure: null });
    expect(test.world.valuesOf(ACCOUNT)).toEqual({ [on(1)]: { steps: 1, mood: 5 }, [on(2)]: { steps: 2, mood: 6 } });
  });

  it("in mid-run gets also what a note says that was only just read", async () => {
    const test = await steady();
    test.world.giveTo(ACCOUNT, "mood", null);
    test.world.setValue(ACCOUNT, "mood", on(1), 2);
    test.notes.write(on(1), { steps: 7, mood: 5 });
    test.notes.write(on(2), { steps: 2, mood: 6 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 4, unsent: 0, failure: null } });
    expect(test.world.valuesOf(ACCOUNT)).toEqual({ [on(1)]: { steps: 7, mood: 5 }, [on(2)]: { steps: 2, mood: 6 } });
  });

  it("is found out about also after a run that sent nothing to it", async () => {
    const test = await steady();
    test.world.giveTo(ACCOUNT, "mood", null);
    test.world.script({ on: { path: "owned" }, fault: { kind: "drop-before" } });
    test.notes.write(on(2), { steps: 2, mood: 6 });
    await test.engine.run("automatic");
    expect(await test.store.facts("disowned")).toEqual(new Map([["mood", "unauthorised"]]));
    test.notes.write(on(3), { steps: 3 });
    expect(await test.engine.run("note", { path: `Daily/${on(3)}.md` })).toMatchObject({ report: { values: 1 } });
    expect(await test.store.facts("disowned")).toEqual(new Map([["mood", "unauthorised"]]));
    expect(await test.engine.run("automatic")).toMatchObject({ report: { unsent: 0, failure: null } });
    expect(await test.store.facts("disowned")).toEqual(new Map());
    expect(test.world.valuesOf(ACCOUNT)[on(2)]).toEqual({ steps: 2, mood: 6 });
  });
});

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
    const [months, fact] = [store.putMonths.bind(store), store.putFact.bind(store)];
    store.putMonths = (each) => { written.push(...each.keys()); return months(each); };
    store.putFact = (key, value) => { written.push(key); return fact(key, value); };
    await test.engine.run("automatic");
    expect(written).toEqual(["reports"]);
    test.notes.write(on(2), { steps: "many", other: 1 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 1, issues: [{ key: "steps" }] } });
    expect(written).toEqual(["reports", "seen", "reports"]);
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
});

describe("what a device has looked at", () => {
  const seen = async ({ store }: Rig): Promise<SeenNotes> => {
    const kept = await store.facts("seen");
    if (kept === undefined) throw new Error("nothing was settled");
    return kept;
  };

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
    expect((await seen(test)).pending).toEqual(pending);
    test.notes.write(on(21), { steps: 99, mood: 5 });
    await test.engine.run("note", { path: `Daily/${on(21)}.md` });
    expect((await seen(test)).pending).toEqual(pending);
    await test.engine.run("note", { path: `Daily/${on(1)}.md` });
    expect((await seen(test)).pending).toEqual(new Set([on(2), on(3), on(4)]));
    await test.engine.run("automatic");
    expect((await seen(test)).pending).toEqual(new Set());
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
});

describe("Exist's name of what is ours", () => {
  it("is kept with a mapping that was made anew, where it was agreed to", async () => {
    const test = await steady();
    await test.settings.change((now) => ({ ...now, mappings: [steps, mood] }));
    test.notes.write(on(2), { steps: 2, mood: 6 });
    const result = await test.engine.run("command");
    if (result.kind === "preview") await test.engine.send(result.plan, new Set());
    expect(test.settings.current.mappings.map(({ to }) => to.name)).toEqual(["steps", "mood"]);
    expect(test.world.valuesOf(ACCOUNT)[on(2)]).toEqual({ steps: 2, mood: 6 });
  });

  it("is not, and nothing is sent, where nobody agreed to it", async () => {
    const test = rig({ mappings: [steps] });
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: OUR_CLIENT });
    test.notes.write(on(2), { steps: 2 });
    await test.engine.send(await previewed(test), new Set());
    expect(test.settings.current).toMatchObject({ agreed: [], declined: [targetKey(steps.to)] });
    expect(test.settings.current.mappings.map(({ to }) => to.name)).toEqual([undefined]);
    expect(test.world.valuesOf(ACCOUNT)).toEqual({});
  });
});
