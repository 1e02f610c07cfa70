import { describe, expect, it } from "vitest";
import { addDays, type LocalDate } from "../../../src/domain/local-date";
import { mapping, property, template } from "../../domain/build";
import { valueType } from "../../../src/domain/value-type";
import { ACCOUNT, rig, type Rig, syncAll, TODAY } from "../rig";

const steps = mapping(property("steps"), template("steps"));
const mood = mapping(property("mood"), template("mood"));
const gym = mapping({ kind: "tag", tag: "gym" }, { kind: "create", label: "gym", group: "custom", valueType: valueType.boolean });

/** Three days, all of them sent. */
async function sent(settings: Parameters<typeof rig>[0] = {}): Promise<Rig> {
  const test = rig({ mappings: [steps, mood, gym], ...settings });
  test.notes.write("2026-09-19", { steps: 100, mood: 5 }, { tags: ["gym"] });
  test.notes.write("2026-09-20", { steps: 200 });
  test.notes.write("2026-09-21", { steps: 300 });
  await syncAll(test);
  test.world.calls.length = 0;
  return test;
}

const changes = (comparison: Awaited<ReturnType<Rig["engine"]["compare"]>>): unknown[] => comparison.plan.updates.map(({ date, to, value, was }) => [date, to.kind === "template" ? to.template : to.name, was, value]);

describe("comparing with Exist", () => {
  it("finds nothing where both say the same, in one call for a month, and sends nothing", async () => {
    const test = await sent();
    const comparison = await test.engine.compare();
    expect(comparison).toMatchObject({ days: 3, values: 5, onlyAtExist: 0, untold: [] });
    expect(changes(comparison)).toEqual([]);
    expect(test.world.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /api/2/attributes/with-values/"]);
  });

  it("finds what somebody changed at Exist, which no run would look at, and sends it when agreed to", async () => {
    const test = await sent();
    test.world.setValue(ACCOUNT, "steps", "2026-09-20", 999);
    expect(await syncAll(test)).toMatchObject({ values: 0 });
    const comparison = await test.engine.compare();
    expect(changes(comparison)).toEqual([["2026-09-20", "steps", 999, 200]]);
    expect(test.world.valuesOf(ACCOUNT)["2026-09-20"]).toEqual({ steps: 999 });
    expect(await test.engine.send(comparison.plan, new Set())).toMatchObject({ values: 1, days: 1, unsent: 0 });
    expect(test.world.valuesOf(ACCOUNT)["2026-09-20"]).toEqual({ steps: 200 });
    expect(changes(await test.engine.compare())).toEqual([]);
    expect(await syncAll(test)).toMatchObject({ values: 0, notes: 0 });
  });

  it("finds what the ledger took for sent and Exist does not hold, and what it held though the ledger knew nothing", async () => {
    const test = await sent();
    await test.ledger.change(["2026-09-20" as LocalDate], (_date, day) => ({ ...day, values: new Map() }));
    await test.ledger.change(["2026-09-21" as LocalDate], (_date, day) => ({ ...day, values: new Map([...day.values, ["mood", 7]]) }));
    test.notes.write("2026-09-21", { steps: 300, mood: 7 });
    expect(changes(await test.engine.compare())).toEqual([["2026-09-21", "mood", undefined, 7]]);
    expect((await test.ledger.days(["2026-09-20", "2026-09-21"] as LocalDate[])).get("2026-09-20" as LocalDate)?.values).toEqual(new Map([["steps", 200]]));
    expect(await syncAll(test)).toMatchObject({ values: 1 });
    expect(test.world.valuesOf(ACCOUNT)["2026-09-21"]).toEqual({ steps: 300, mood: 7 });
  });

  it("settles what was sent without an answer: what Exist was seen to hold is not in doubt any more", async () => {
    const test = await sent();
    await test.ledger.change(["2026-09-20" as LocalDate], (_date, day) => ({ ...day, unanswered: new Map([["steps", 999]]) }));
    expect(changes(await test.engine.compare())).toEqual([]);
    expect((await test.ledger.days(["2026-09-20"] as LocalDate[])).get("2026-09-20" as LocalDate)?.unanswered).toEqual(new Map());
  });

  it("counts what Exist alone has, leaves it there, and no later run removes it", async () => {
    const test = await sent();
    test.world.setValue(ACCOUNT, "mood", "2026-09-20", 4);
    test.world.setValue(ACCOUNT, "mood", "2026-09-21", 8);
    const comparison = await test.engine.compare();
    expect(comparison.onlyAtExist).toBe(2);
    expect(changes(comparison)).toEqual([]);
    test.notes.write("2026-09-20", { steps: 201 });
    test.notes.write("2026-09-21", { steps: 301 });
    expect(await syncAll(test)).toMatchObject({ values: 2, issues: [] });
    expect(test.world.valuesOf(ACCOUNT)).toMatchObject({ "2026-09-20": { steps: 201, mood: 4 }, "2026-09-21": { steps: 301, mood: 8 } });
  });

  it("shows a tag that Exist has and the note has not as 1 to be 0, which goes when it is agreed to", async () => {
    const test = await sent();
    const name = test.settings.current.mappings[2]?.to.name ?? "";
    test.world.setValue(ACCOUNT, name, "2026-09-20", 1);
    const comparison = await test.engine.compare();
    expect(comparison.onlyAtExist).toBe(0);
    expect(changes(comparison)).toEqual([["2026-09-20", name, 1, 0]]);
    expect(await test.engine.send(comparison.plan, new Set())).toMatchObject({ values: 1, unsent: 0 });
    expect(test.world.valuesOf(ACCOUNT)["2026-09-20"]).toEqual({ steps: 200, [name]: 0 });
  });

  it("counts no value that the notes have in another place, nor one that is to become 0", async () => {
    const walked = mapping(property("walked"), template("steps"), { read: { combine: "sum" } });
    const test = await sent({ mappings: [{ ...steps, read: { combine: "sum" } }, walked, gym] });
    test.notes.write("2026-09-19", { steps: 100 });
    const comparison = await test.engine.compare();
    expect(changes(comparison)).toEqual([["2026-09-19", "gym", 1, 0]]);
    expect(comparison).toMatchObject({ values: 3, onlyAtExist: 0 });
  });

  it("keeps what it saw, and writes nothing where that was known", async () => {
    const test = await sent();
    const known = async (date: string): Promise<unknown> => (await test.ledger.days([date as LocalDate])).get(date as LocalDate)?.values;
    const written: unknown[] = [];
    const write = test.store.putMonths.bind(test.store);
    test.store.putMonths = (months, facts) => { written.push(...months.keys()); return write(months, facts); };
    await test.engine.compare();
    expect(written).toEqual([]);
    test.world.setValue(ACCOUNT, "mood", "2026-09-19", 9);
    await test.engine.compare();
    expect(await known("2026-09-19")).toEqual(new Map([["steps", 100], ["mood", 9], ["gym", 1]]));
    await test.ledger.change(["2026-09-21" as LocalDate], (_date, day) => ({ ...day, values: new Map([...day.values, ["mood", 7]]) }));
    test.notes.write("2026-09-21", { steps: 300, mood: 7 });
    await test.engine.compare();
    expect(await known("2026-09-21")).toEqual(new Map([["steps", 300]]));
    expect(written).toEqual(["2026-09", "2026-09", "2026-09"]);
  });

  it("has nothing to say of an attribute that is yet to be made", async () => {
    const test = await sent();
    await test.settings.change((now) => ({ ...now, mappings: [...now.mappings, mapping(property("walks"), { kind: "create", label: "Walks", group: "health", valueType: 0 })] }));
    test.notes.write("2026-09-21", { steps: 300, walks: 2 });
    const comparison = await test.engine.compare();
    expect(comparison).toMatchObject({ values: 5, untold: [] });
    expect(comparison.plan.steps).toMatchObject([{ how: "create", label: "Walks" }]);
  });

  it("looks at the days that are asked for, 31 a call, and at none before the start", async () => {
    const test = rig({ mappings: [steps], syncFrom: addDays(TODAY, -99) });
    for (let back = 0; back < 120; back += 1) test.notes.write(addDays(TODAY, -back), { steps: back + 1 });
    await syncAll(test);
    const asked = async (from?: LocalDate): Promise<{ days: number; calls: number }> => {
      test.world.calls.length = 0;
      const { days } = await test.engine.compare(from === undefined ? {} : { from });
      return { days, calls: test.world.calls.length };
    };
    expect(await asked(addDays(TODAY, -30))).toEqual({ days: 31, calls: 1 });
    expect(await asked(addDays(TODAY, -89))).toEqual({ days: 90, calls: 3 });
    expect(await asked()).toEqual({ days: 100, calls: 4 });
    expect(await asked(addDays(TODAY, -119))).toEqual({ days: 100, calls: 4 });
  });

  it("asks for agreement to what nobody agreed to, and sends no more than was asked about", async () => {
    const test = rig({ mappings: [steps, mood] });
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
    test.world.setValue(ACCOUNT, "steps", "2026-09-20", 200);
    test.notes.write("2026-09-20", { steps: 200, mood: 6 });
    test.notes.write("2026-09-21", { steps: 300 });
    const comparison = await test.engine.compare();
    expect(comparison.plan.steps.map(({ label, how }) => [label, how])).toEqual([["Mood", "acquire"], ["Steps", "acquire"]]);
    expect(changes(comparison)).toEqual([["2026-09-20", "mood", undefined, 6], ["2026-09-21", "steps", undefined, 300]]);
    expect(await test.engine.send(comparison.plan, new Set(comparison.plan.steps.map(({ key }) => key)))).toMatchObject({ values: 2, unsent: 0 });
    expect(test.world.repeated).toBe(0);
  });

  it("names what the token may not read, and does not take it for empty", async () => {
    const test = await sent({ mappings: [gym, steps, mood] });
    test.useToken(test.world.personalToken(ACCOUNT, ["activity_read", "activity_write", "mood_write"]));
    const comparison = await test.engine.compare();
    expect(comparison).toMatchObject({ values: 3, untold: ["Mood", "gym"] });
    expect(changes(comparison)).toEqual([]);
  });

  it("throws what keeps Exist from answering, and leaves the ledger alone", async () => {
    const test = await sent();
    test.world.setValue(ACCOUNT, "steps", "2026-09-20", 999);
    test.world.script({ on: () => true, fault: { kind: "status", status: 503 }, times: 1 });
    await expect(test.engine.compare()).rejects.toMatchObject({ kind: "unavailable" });
    expect((await test.ledger.days(["2026-09-20" as LocalDate])).get("2026-09-20" as LocalDate)?.values.get("steps")).toBe(200);
  });
});
