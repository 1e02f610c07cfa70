import { describe, expect, it } from "vitest";
import { targetKey } from "../../../src/domain/mapping";
import { ExistClient } from "../../../src/exist/client";
import { fetchOwned, release } from "../../../src/sync/release";
import { OUR_CLIENT } from "../../exist/world";
import { ACCOUNT, rig, syncAll } from "../rig";
import { all, gym, mood, on, previewed, steady, steps, stoppingAfter, threeWeeks } from "./weeks";

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
    test.store.putMonths = (months, facts) => (months.size > 0 && (writes += 1) > 2 ? Promise.reject(new Error("The disk is full.")) : write(months, facts));
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

  it.each(["refused", "conflict"])("does not hold up the rest once a person has seen it, however many days it is of (%s)", async (why) => {
    const test = rig({ mappings: [steps, gym] });
    if (why === "conflict") test.world.addAttribute(ACCOUNT, { name: "gym", label: "Gym", group: "custom", value_type: 0, owner: null });
    else test.world.script({ on: { path: "create" }, fault: { kind: "mixed" } });
    for (let date = 1; date <= 19; date += 1) test.notes.write(on(date), { gym: true });
    test.notes.write(on(20), { steps: 20 });
    expect(await syncAll(test)).toMatchObject({ values: 1, unsent: 19, refusedAttributes: [{ label: "Gym" }] });
    test.notes.write(on(21), { steps: 21 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 19, waitsFor: ["agreement"] } });
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

  it("is nothing that could not be ticked, such as an attribute of another type, which is told of every time", async () => {
    const test = rig({ mappings: [steps, gym] });
    test.world.addAttribute(ACCOUNT, { name: "gym", label: "Gym", group: "health", value_type: 0, owner: null });
    test.notes.write(on(1), { steps: 1, gym: true });
    const plan = await previewed(test);
    expect(plan.steps.map(({ how, label }) => `${how} ${label}`)).toEqual(["acquire Steps", "conflict Gym"]);
    const told = [{ label: "Gym", held: 0 }];
    expect(await test.engine.send(plan, new Set([targetKey(steps.to)]))).toMatchObject({ values: 1, unsent: 1, refusedAttributes: told });
    expect(await syncAll(test)).toMatchObject({ values: 0, unsent: 1, refusedAttributes: told });
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

  it("is kept where nobody agreed to it, and permits nothing: neither that run nor a later one sends anything", async () => {
    const test = rig({ mappings: [steps] });
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: OUR_CLIENT });
    test.notes.write(on(2), { steps: 2 });
    await test.engine.send(await previewed(test), new Set());
    expect(test.settings.current).toMatchObject({ agreed: [], declined: [targetKey(steps.to)] });
    expect(test.settings.current.mappings.map(({ to }) => to.name)).toEqual(["steps"]);
    await test.settings.change((now) => ({ ...now, declined: [] }));
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, waitsFor: ["agreement"] } });
    expect(test.world.valuesOf(ACCOUNT)).toEqual({});
  });
});
