import fc from "fast-check";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { convert, currencyIn, readerFor, sentUnit, unitChoice, withCustomaryUnit } from "../../../src/domain/convert";
import { inUnit, UNIT_ROWS, unitCalled, unitsFor } from "../../../src/domain/convert/unit";
import { UNITS } from "../../../src/domain/mapping";
import { TEMPLATES } from "../../../src/domain/templates";
import { valueType } from "../../../src/domain/value-type";
import { template } from "../build";
import { renderValues } from "./document";
import { outcomeOf, readerOf } from "./read";
import { BLANK, BLANK_UNLESS_TEXT, TABLES } from "./tables";

describe.each(TABLES)("$title", ({ type, rows }) => {
  it.each(rows.map((row) => [JSON.stringify(row.written).slice(0, 60), row] as const))("%s", (_, row) => {
    expect(outcomeOf(row.written, readerOf(type, row))).toEqual(row.gives);
  });

  it("takes no value for no value, never for 0", () => {
    const blanks = type === valueType.string ? BLANK : [...BLANK, ...BLANK_UNLESS_TEXT];
    for (const written of blanks) expect(outcomeOf(written, readerOf(type)), JSON.stringify(written)).toBeNull();
  });
});

describe("a text that is too long", () => {
  it("is cut where Exist would refuse it, with a warning", () => {
    const text = `${"x".repeat(998)}   and the end`;
    expect(convert(text, readerOf(valueType.string))).toEqual({ kind: "value", value: `${"x".repeat(998)}…`, warning: { code: "cut", length: 1012, most: 1000 } });
  });
});

describe("without a day to count for", () => {
  it("a date written with a time is not looked at", () => {
    expect(convert("1999-01-01T06:40", { type: valueType.timeOfDay, options: {} })).toEqual({ kind: "value", value: 400 });
    expect(convert("1999-01-01T23:30", { type: valueType.timeFromMidday, options: {} })).toEqual({ kind: "value", value: 690 });
  });
});

describe("currencies", () => {
  it.each([["7.99$", "$"], ["€ 12.50", "€"], ["12,50 €", "€"], ["-3.9USD", "USD"], ["EUR 12.50", "EUR"], ["12.50 ABC", ""], ["12.50", ""], ["KGS", "KGS"], ["", ""]])("%s is in %s", (text, currency) => {
    expect(currencyIn(text)).toBe(currency);
  });
});

describe("docs/values.md", () => {
  it("tells what the tables hold", () => {
    if (process.env.UPDATE_EXPECTED === "1") writeFileSync("docs/values.md", renderValues());
    expect(readFileSync("docs/values.md", "utf8")).toBe(renderValues());
  });
});

describe("units", () => {
  it("each are written in one way at least, and only once among their kind", () => {
    for (const { unit, of, written } of UNIT_ROWS) {
      for (const name of [unit, ...written]) {
        expect(unitCalled(name, unit), name).toBe(unit);
        expect(unitCalled(name.toUpperCase(), unit), name).toBe(unit);
      }
      expect(UNIT_ROWS.filter((row) => row.of === of && row.written.some((name) => written.includes(name)))).toHaveLength(written.length > 0 ? 1 : 0);
    }
    expect([...UNIT_ROWS.map(({ unit }) => unit as string), "percent", "fraction"].sort()).toEqual([...UNITS].sort());
  });

  it("come back from any other unit of their kind", () => {
    fc.assert(fc.property(fc.constantFrom(...UNIT_ROWS), fc.double({ min: -1000, max: 1000, noNaN: true }), ({ unit }, amount) => {
      for (const other of unitsFor(unit)) expect(inUnit(inUnit(amount, unit, other), other, unit)).toBeCloseTo(amount, 6);
    }));
  });

  it("follow what the account prefers, unless the mapping or the note says otherwise", () => {
    const imperial = ["weight", "distance"] as const;
    expect(withCustomaryUnit(template("weight"), {}, imperial)).toEqual({ unit: "lb" });
    expect(withCustomaryUnit(template("weight"), { unit: "st" }, imperial)).toEqual({ unit: "st" });
    expect(withCustomaryUnit(template("energy"), {}, imperial)).toEqual({ unit: "kJ" });
    expect(withCustomaryUnit(template("steps"), { round: true }, imperial)).toEqual({ round: true });
    expect(withCustomaryUnit(template("weight"), {}, [])).toEqual({});
    expect(withCustomaryUnit(template("mood"), {}, imperial)).toEqual({});
    expect(withCustomaryUnit({ kind: "attribute", name: "weight", valueType: valueType.decimal }, {}, imperial)).toEqual({});
    expect(unitChoice({ kind: "attribute", name: "weight" }, imperial)).toBeNull();
    expect(readerFor({ to: { kind: "attribute", name: "weight" }, read: {} })).toBeNull();
    expect(sentUnit({ kind: "attribute", name: "weight", valueType: valueType.decimal }, { unit: "lb" })).toBe("lb");
    expect(sentUnit({ kind: "attribute", name: "nap", valueType: valueType.duration }, { unit: "hours" })).toBeUndefined();
    expect(sentUnit({ kind: "attribute", name: "nap" }, { unit: "hours" })).toBeUndefined();
    expect(unitChoice(template("weight"), imperial)?.usual).toBe("lb");
    expect(unitChoice(template("weight"), [])).toMatchObject({ usual: "kg", others: ["lb", "st", "oz", "g", "mg"] });
    expect(unitChoice(template("water"), ["liquid"])?.usual).toBe("floz");
    expect(unitChoice(template("energy"), ["energy"])?.usual).toBe("kcal");
    expect(unitChoice(template("weather_temp_max"), ["temperature"])?.usual).toBe("fahrenheit");
    expect(unitChoice(template("sleep"), [])).toEqual({ usual: "minutes", others: ["hours", "seconds"] });
    expect(unitChoice(template("body_fat"), [])).toEqual({ usual: undefined, others: ["percent", "fraction"] });
    expect(unitChoice(template("mood"), [])).toBeNull();
    expect(unitChoice(template("coffees"), [])).toBeNull();
    const custom = { kind: "create", label: "Deadlift", group: "custom", valueType: valueType.decimal } as const;
    expect(unitChoice(custom, [])?.others).toContain("lb");
    expect(TEMPLATES.filter(({ name }) => unitChoice(template(name), []) !== null).length).toBeGreaterThan(30);
  });
});
