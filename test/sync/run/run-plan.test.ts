import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../../src/domain/local-date";
import { ExistClient } from "../../../src/exist/client";
import { fetchHoldings } from "../../../src/sync/run/reconcile";
import { mapping, property, template } from "../../domain/build";
import { ACCOUNT, rig, type Rig, syncAll } from "../rig";

const steps = mapping(property("steps"), template("steps"));
const mood = mapping(property("mood"), template("mood"));
const on = (day: number): LocalDate => `2026-09-${String(day).padStart(2, "0")}` as LocalDate;

async function steady(days: number, settings: Parameters<typeof rig>[0] = {}): Promise<Rig> {
  const test = rig({ mappings: [steps, mood], ...settings });
  for (let date = 1; date <= days; date += 1) test.notes.write(on(date), { steps: date, mood: 5 });
  await syncAll(test);
  test.world.calls.length = 0;
  return test;
}

describe("what a person has to see first", () => {
  it("are more than 14 days, and not 14", async () => {
    const test = await steady(1);
    for (let date = 2; date <= 15; date += 1) test.notes.write(on(date), { steps: 99 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 14, waitsFor: [] } });
    for (let date = 2; date <= 16; date += 1) test.notes.write(on(date), { steps: 98 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 15, waitsFor: ["many-days"] } });
  });

  it("are days from before the start as it was, and no later ones", async () => {
    const test = rig({ mappings: [steps], syncFrom: on(18) });
    for (let date = 18; date <= 20; date += 1) test.notes.write(on(date), { steps: date });
    await syncAll(test);
    await test.settings.change((now) => ({ ...now, syncFrom: on(10) }));
    test.notes.write(on(18), { steps: 1 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, waitsFor: [] } });
    await test.settings.change((now) => ({ ...now, syncFrom: on(5) }));
    test.notes.write(on(9), { steps: 1 });
    test.notes.write(on(20), { steps: 1 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 2, waitsFor: ["earlier-days"] } });
  });
});

describe("a range of days", () => {
  it("has Exist asked what it holds there, though nothing of it has to be agreed to", async () => {
    const test = rig({ mappings: [steps], syncFrom: on(10) });
    for (const date of [8, 9, 10]) test.notes.write(on(date), { steps: date });
    await syncAll(test);
    test.world.setValue(ACCOUNT, "steps", on(8), 8);
    const { updates, reasons } = await test.engine.plan("command", { range: { first: on(8), last: on(9) } });
    expect(reasons).toEqual([]);
    expect(updates.map(({ date }) => date)).toEqual([on(9)]);
  });
});

describe("an attribute that is ours again in mid-run", () => {
  it("waits for a person with what it has to be sent anew, where that are many days", async () => {
    const test = await steady(20);
    test.world.giveTo(ACCOUNT, "mood", null);
    test.notes.write(on(21), { steps: 1, mood: 6 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 2, unsent: 20, waitsFor: ["many-days"], failure: null } });
    expect(test.world.callsTo("acquire")).toHaveLength(1);
  });

  it("is sent anew in one report with the rest", async () => {
    const test = await steady(3);
    test.world.giveTo(ACCOUNT, "mood", null);
    test.world.setValue(ACCOUNT, "mood", on(1), 2);
    test.notes.write(on(2), { steps: 2, mood: 6 });
    test.notes.write(on(3), { steps: 4, mood: 7 });
    test.notes.write(on(4), { steps: "many" });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 3, values: 4, days: 2, calls: 3, unsent: 0, issues: [{ key: "steps" }], refused: [], lost: [] } });
    expect(test.world.valuesOf(ACCOUNT)[on(1)]).toEqual({ steps: 1, mood: 5 });
  });

  it("hides nothing else that befell that run", async () => {
    const gym = mapping(property("gym"), { kind: "create", label: "Gym", group: "custom", valueType: 7 });
    const test = await steady(3, { mappings: [steps, mood, gym] });
    test.notes.write(on(4), { gym: true });
    await syncAll(test);
    test.world.giveTo(ACCOUNT, "mood", null);
    test.world.addService("fitbit", "Fitbit", ["steps"]);
    test.world.giveTo(ACCOUNT, "steps", "fitbit");
    test.notes.write(on(3), { steps: 4, mood: 7, gym: true });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "gym", code: "validation", error: "Not today" }, times: 1 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 3, lost: [{ label: "Steps", owner: "Fitbit" }], refused: [{ label: "Gym", text: "Not today" }] } });
  });

  it("is sent anew as a whole where a person has asked for everything", async () => {
    const test = await steady(20);
    test.world.giveTo(ACCOUNT, "mood", null);
    test.notes.write(on(21), { steps: 1, mood: 6 });
    expect(await test.engine.run("command")).toMatchObject({ report: { values: 22, unsent: 0, waitsFor: [], failure: null } });
  });

  it("is sent anew for the days that were asked for, and the others by the next run", async () => {
    const test = await steady(4);
    test.world.giveTo(ACCOUNT, "mood", null);
    for (const date of [1, 2, 4]) test.world.setValue(ACCOUNT, "mood", on(date), 2);
    test.notes.write(on(3), { steps: 3, mood: 6 });
    expect(await test.engine.run("command", { from: on(2), to: on(3) })).toMatchObject({ report: { values: 2, failure: null } });
    const moods = (): unknown[] => [1, 2, 3, 4].map((date) => test.world.valuesOf(ACCOUNT)[on(date)]?.mood);
    expect(moods()).toEqual([2, 5, 6, 2]);
    await test.engine.run("automatic");
    expect(moods()).toEqual([5, 5, 6, 5]);
  });

  it("leaves the other notes to their own first run, where one note alone was sent", async () => {
    const test = rig({ mappings: [steps, mood] });
    for (let date = 1; date <= 4; date += 1) test.notes.write(on(date), { steps: date, mood: 5 });
    const alone = { path: `Daily/${on(4)}.md` };
    const first = await test.engine.run("note", alone);
    if (first.kind !== "preview") throw new Error("no preview");
    await test.engine.send(first.plan, new Set(first.plan.steps.map(({ key }) => key)));
    test.world.giveTo(ACCOUNT, "mood", null);
    test.notes.write(on(4), { steps: 4, mood: 6 });
    const again = await test.engine.run("note", alone);
    if (again.kind !== "preview") throw new Error("no preview");
    expect(again.plan.updates).toHaveLength(1);
    expect(await test.engine.send(again.plan, new Set(again.plan.steps.map(({ key }) => key)))).toMatchObject({ values: 1, failure: null });
    expect(Object.keys(test.world.valuesOf(ACCOUNT))).toEqual([on(4)]);
  });

  it("is not sent anew for many days by one note, but waits for a person to see it", async () => {
    const test = await steady(20);
    test.world.giveTo(ACCOUNT, "mood", null);
    test.notes.write(on(21), { steps: 1, mood: 6 });
    expect(await test.engine.run("note", { path: `Daily/${on(21)}.md` })).toMatchObject({ report: { values: 2, unsent: 20, waitsFor: ["many-days"], failure: null } });
  });
});

describe("an attribute that was chosen by name", () => {
  const walk = mapping(property("walk"), { kind: "attribute", name: "walk" });

  it("is not asked about by a run that nobody asked for, nor where there is nothing to read", async () => {
    const test = await steady(1);
    await test.settings.change((now) => ({ ...now, mappings: [...now.mappings, walk, { ...walk, id: "off", enabled: false }] }));
    await test.engine.run("automatic");
    test.notes.write(on(2), { walk: 5 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, issues: [{ problem: { code: "unknown-type" } }] } });
    expect(await test.engine.run("command", { from: on(20) })).toMatchObject({ report: { notes: 0 } });
    expect(test.world.calls).toEqual([]);
  });
});

describe("what Exist holds", () => {
  const queries = ({ world }: Rig): (string | undefined)[] => world.callsTo("with-values").map(({ query }) => query.attributes);

  it("is asked by name, and for all attributes where the names are too many for an address", async () => {
    const test = rig();
    const names = Array.from({ length: 51 }, (_, count) => `a${count}`);
    for (const name of [...names, "other"]) test.world.addAttribute(ACCOUNT, { name, label: name, value_type: 0 });
    test.world.setValue(ACCOUNT, "a1", on(1), 5);
    test.world.setValue(ACCOUNT, "other", on(1), 5);
    const client = new ExistClient(test.http, () => test.clock.now());
    await fetchHoldings(client, names.slice(0, 50), [on(1)]);
    expect(queries(test)).toEqual([names.slice(0, 50).join(",")]);
    test.world.calls.length = 0;
    const { held, listed } = await fetchHoldings(client, names, [on(1)]);
    expect(new Set(queries(test))).toEqual(new Set([""]));
    expect(held).toEqual(new Map([[on(1), new Map([["a1", 5]])]]));
    expect(listed).toEqual(new Set(names));
    test.world.calls.length = 0;
    await fetchHoldings(client, [], [on(1)]);
    expect(test.world.calls).toEqual([]);
  });

  it("is asked for until it is stopped, and how far that is is told", async () => {
    const test = rig();
    test.world.addAttribute(ACCOUNT, { name: "a1", label: "A", value_type: 0 });
    const client = new ExistClient(test.http, () => test.clock.now());
    const told: string[] = [];
    const dates = ["2026-09-01", "2026-07-01", "2026-05-01"] as LocalDate[];
    await fetchHoldings(client, ["a1"], dates, { stopped: () => test.world.calls.length === 2, onProgress: (done, all) => { told.push(`${done} of ${all}`); } });
    expect(told).toEqual(["0 of 3", "1 of 3"]);
    expect(test.world.callsTo("with-values").map(({ query }) => query.date_max)).toEqual(["2026-09-01", "2026-07-01"]);
  });
});
