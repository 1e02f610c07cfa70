import { describe, expect, it } from "vitest";
import { addDays } from "../../src/domain/local-date";
import { mappingFacts } from "../../src/presentation/mapping-facts";
import { mapping, property, template } from "../domain/build";
import { ACCOUNT, rig, type Rig, syncAll, TODAY } from "../sync/rig";

const steps = { ...mapping(property("steps"), template("steps")), id: "steps" };
const mood = { ...mapping(property("mood"), template("mood")), id: "mood" };

const factsOf = async (test: Rig, id: string): Promise<unknown> => (await mappingFacts(test.ledger, test.settings.current, TODAY)).get(id);

describe("what this device knows of a mapping", () => {
  it("is the latest value, however long ago, and no call", async () => {
    const test = rig({ mappings: [steps, mood], syncFrom: addDays(TODAY, -400) });
    test.notes.write(addDays(TODAY, -390), { mood: 4 });
    test.notes.write(addDays(TODAY, -1), { steps: 200 });
    test.notes.write(TODAY, { steps: 300 });
    expect(await factsOf(test, "steps")).toEqual({ last: null, unread: 0, refused: 0, owner: null });
    await syncAll(test);
    const calls = test.world.calls.length;
    expect(await factsOf(test, "steps")).toEqual({ last: { date: TODAY, value: 300 }, unread: 0, refused: 0, owner: null });
    expect(await factsOf(test, "mood")).toMatchObject({ last: { date: addDays(TODAY, -390), value: 4 } });
    expect(test.world.calls.length).toBe(calls);
  });

  it("is what could not be read in the last 30 days, by the source it stands in", async () => {
    const test = rig({ mappings: [steps, mood], syncFrom: addDays(TODAY, -60) });
    for (const back of [0, 29, 30]) test.notes.write(addDays(TODAY, -back), { steps: "lots", mood: 5 });
    await syncAll(test);
    expect(await factsOf(test, "steps")).toMatchObject({ last: null, unread: 2 });
    expect(await factsOf(test, "mood")).toMatchObject({ unread: 0 });
  });

  it("is what Exist refused, and who has the attribute now", async () => {
    const test = rig({ mappings: [steps, mood] });
    test.notes.write(TODAY, { steps: 300, mood: 5 });
    await syncAll(test);
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "invalid_value", error: "No." }, times: 1 });
    test.notes.write(TODAY, { steps: 301, mood: 6 });
    await test.engine.run("automatic");
    expect(await factsOf(test, "mood")).toMatchObject({ last: { value: 5 }, refused: 1, owner: null });
    test.world.addService("fitbit", "Fitbit", ["steps"]);
    test.world.giveTo(ACCOUNT, "steps", "fitbit");
    test.notes.write(TODAY, { steps: 302, mood: 6 });
    await test.engine.run("automatic");
    expect(await factsOf(test, "steps")).toMatchObject({ owner: "Fitbit" });
  });

  it("is the latest value in whatever order days came to the ledger, and no month is opened that cannot matter", async () => {
    const unnamed = mapping(property("walks"), { kind: "create", label: "Walks", group: "custom", valueType: 0 });
    const test = rig({ mappings: [{ ...steps, to: { ...steps.to, name: "steps" } }, unnamed] });
    for (const ago of [100, 3, 2, 200, 4, 40, 30]) await test.ledger.change([addDays(TODAY, -ago)], (_, day) => ({ ...day, values: new Map([["steps", ago]]) }));
    const opened: string[] = [];
    const months = test.store.months.bind(test.store);
    test.store.months = (keys) => { opened.push(...keys); return months(keys); };
    expect(await factsOf(test, "steps")).toMatchObject({ last: { date: addDays(TODAY, -2), value: 2 } });
    expect(opened).toEqual(["2026-09", "2026-08"]);
  });

  it("counts no value as unread that is gone from its note", async () => {
    const test = rig({ mappings: [{ ...steps, whenRemoved: "keep" }] });
    test.notes.write(TODAY, { steps: 5 });
    await syncAll(test);
    test.notes.write(TODAY, {});
    expect(await syncAll(test)).toMatchObject({ issues: [{ problem: { code: "removed" } }] });
    expect(await factsOf(test, "steps")).toMatchObject({ last: { value: 5 }, unread: 0 });
  });

  it("names no owner of what was only left unticked, nor another attribute's", async () => {
    const others = { "template:steps": { label: "Steps", owner: "Fitbit" } };
    const test = rig({ mappings: [steps, mood], declined: ["template:mood", "template:steps"], others });
    expect(await factsOf(test, "mood")).toMatchObject({ owner: null });
    expect(await factsOf(test, "steps")).toMatchObject({ owner: "Fitbit" });
  });
});
