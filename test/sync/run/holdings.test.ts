import { describe, expect, it } from "vitest";
import { valueType } from "../../../src/domain/value-type";
import { MemoryLedgerStore } from "../../../src/obsidian/state/ledger-store";
import { mapping } from "../../domain/build";
import { ACCOUNT, rig, type Rig, syncAll } from "../rig";
import { all, on, pathOf, steady, steps } from "./weeks";

const rain = mapping({ kind: "tag", tag: "rain" }, { kind: "create", label: "Rain", group: "custom", valueType: valueType.boolean });

async function rainy(): Promise<Rig> {
  const test = rig({ mappings: [steps, rain] });
  test.notes.write(on(1), { steps: 1 }, { tags: ["rain"] });
  test.notes.write(on(2), { steps: 2 });
  await syncAll(test);
  test.world.calls.length = 0;
  return test;
}

describe("a tag that this device never sent", () => {
  it("and that Exist holds as 1 is in a new device's first preview as 1 to be 0, and goes when it is agreed to", async () => {
    const test = await rainy();
    test.world.setValue(ACCOUNT, "rain", on(2), 1);
    const other = test.open(new MemoryLedgerStore());
    const result = await other.engine.run("command");
    if (result.kind !== "preview") throw new Error("no preview");
    expect(result.plan.updates.map(({ date, to, was, value }) => [date, to.name, was, value])).toEqual([[on(2), "rain", 1, 0]]);
    expect(await other.engine.send(result.plan, all(result.plan))).toMatchObject({ values: 1, unsent: 0 });
    expect(test.world.valuesOf(ACCOUNT)).toEqual({ [on(1)]: { steps: 1, rain: 1 }, [on(2)]: { steps: 2, rain: 0 } });
  });

  it("is left alone by runs that nobody waits for, which ask nothing", async () => {
    const test = await rainy();
    test.world.setValue(ACCOUNT, "rain", on(2), 1);
    test.notes.write(on(2), { steps: 3 });
    await test.engine.run("automatic");
    expect(test.world.callsTo("with-values")).toEqual([]);
    expect(test.world.valuesOf(ACCOUNT)[on(2)]).toEqual({ steps: 3, rain: 1 });
  });
});

describe("what another device sent since", () => {
  it("is asked about where a person sends, for the notes that were looked at and no others, in one call for 31 days", async () => {
    const test = await steady();
    for (const day of [2, 3, 20]) test.notes.write(on(day), { steps: day, mood: 5 });
    await test.engine.run("automatic");
    test.world.setValue(ACCOUNT, "mood", on(2), 9);
    test.world.setValue(ACCOUNT, "mood", on(3), 9);
    test.notes.write(on(2), { steps: 99, mood: 5 });
    test.notes.write(on(20), { steps: 98, mood: 5 });
    test.world.calls.length = 0;
    expect(await test.engine.run("command")).toMatchObject({ report: { values: 3, unsent: 0 } });
    expect(test.world.callsTo("with-values")).toHaveLength(1);
    expect(test.world.valuesOf(ACCOUNT)).toMatchObject({ [on(2)]: { steps: 99, mood: 5 }, [on(3)]: { mood: 9 } });
  });

  it("is asked about also for one note that a person sends, and changes nothing where Exist says the same", async () => {
    const test = await steady();
    expect(await test.engine.run("note", { path: pathOf(1) })).toMatchObject({ report: { notes: 1, values: 0 } });
    expect(test.world.calls.map(({ path }) => path)).toEqual(["/api/2/attributes/with-values/"]);
    test.world.setValue(ACCOUNT, "mood", on(1), 2);
    expect(await test.engine.run("note", { path: pathOf(1) })).toMatchObject({ report: { values: 1 } });
    expect(test.world.valuesOf(ACCOUNT)[on(1)]).toEqual({ steps: 1, mood: 5 });
  });

  it("costs no call where no note changed", async () => {
    const test = await steady();
    expect(await test.engine.run("command")).toMatchObject({ report: { notes: 0, values: 0 } });
    expect(test.world.calls).toEqual([]);
  });
});
