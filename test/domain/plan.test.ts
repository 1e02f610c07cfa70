import { describe, expect, it } from "vitest";
import type { Mapping } from "../../src/domain/mapping";
import { planDay } from "../../src/domain/plan";
import { readDay } from "../../src/domain/reading";
import type { Value } from "../../src/domain/value-type";
import { day, mapping, note, property, template } from "./build";

const steps = mapping(property("steps"), template("steps", "steps"));
const gym = mapping({ kind: "tag", tag: "gym" }, { kind: "create", label: "gym", group: "custom", valueType: 7, name: "gym" });

function plan(mappings: readonly Mapping[], held: Record<string, Value>, rest: Parameters<typeof note>[1]) {
  const reading = readDay(day("2026-09-21"), [note("2026-09-21", rest)], () => mappings);
  return planDay(reading, new Map(Object.entries(held)), (to) => to.name);
}

describe("planDay", () => {
  it("sends what Exist does not hold, and nothing else", () => {
    expect(plan([steps], {}, { properties: { steps: 5 } }).updates).toMatchObject([{ value: 5, was: undefined }]);
    expect(plan([steps], { steps: 4 }, { properties: { steps: 5 } }).updates).toMatchObject([{ value: 5, was: 4 }]);
    expect(plan([steps], { steps: 5 }, { properties: { steps: 5 } }).updates).toEqual([]);
  });

  it("sends 0 for a tag that is gone, once", () => {
    expect(plan([gym], { gym: 1 }, {}).updates).toMatchObject([{ value: 0, was: 1 }]);
    expect(plan([gym], { gym: 0 }, {}).updates).toEqual([]);
    expect(plan([gym], {}, {}).updates).toEqual([]);
  });

  it("keeps a number that is gone, and says so, unless the mapping says zero", () => {
    const kept = plan([steps], { steps: 5 }, { properties: { steps: null } });
    expect(kept.updates).toEqual([]);
    expect(kept.issues).toMatchObject([{ key: "steps", problem: { code: "removed", value: 5 } }]);
    expect(plan([{ ...steps, whenRemoved: "zero" }], { steps: 5 }, {}).updates).toMatchObject([{ value: 0 }]);
  });

  it("never sends a 0 that the attribute does not take", () => {
    const mood = mapping(property("mood"), template("mood", "mood"), { whenRemoved: "zero" });
    const { updates, issues } = plan([mood], { mood: 5 }, {});
    expect(updates).toEqual([]);
    expect(issues).toHaveLength(1);
  });

  it("does not take a value that cannot be read for one that is gone", () => {
    const { updates, issues } = plan([{ ...steps, whenRemoved: "zero" }], { steps: 5 }, { properties: { steps: "lots" } });
    expect(updates).toEqual([]);
    expect(issues.map(({ problem }) => problem.code)).toEqual(["not-a-number"]);
  });

  it("sends one value when two targets turn out to be one attribute", () => {
    const other = mapping(property("walked"), { kind: "attribute", name: "steps", valueType: 0 });
    const { updates, issues } = plan([steps, other], {}, { properties: { steps: 5, walked: 6 } });
    expect(updates.map(({ value }) => value)).toEqual([5]);
    expect(issues).toMatchObject([{ key: "walked", problem: { code: "same-attribute", name: "steps" } }]);
  });
});
