import fc from "fast-check";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { convert, type Reader, unitChoice, withCustomaryUnit } from "../../../src/domain/convert";
import { inUnit, UNIT_ROWS, unitCalled, unitsFor } from "../../../src/domain/convert/unit";
import { SCALES, UNITS, type Unit } from "../../../src/domain/mapping";
import { TEMPLATES } from "../../../src/domain/templates";
import { isValueOf, lengthOf, VALUE_TYPES, valueType } from "../../../src/domain/value-type";
import { template } from "../build";
import { renderValues } from "./document";
import { BLANK, BLANK_UNLESS_TEXT, DAY, type Expected, type Row, TABLES } from "./tables";

function readerOf(type: Reader["type"], { options = {}, wire }: Partial<Row> = {}): Reader {
  return { type, options, wire, day: DAY };
}

function outcomeOf(written: unknown, reader: Reader): Expected {
  const outcome = convert(written, reader);
  if (outcome.kind === "blank") return null;
  if (outcome.kind === "problem") return { refused: outcome.problem.code };
  return outcome.warning === undefined ? outcome.value : { cut: lengthOf(String(outcome.value)) };
}

describe.each(TABLES)("$title", ({ type, rows }) => {
  it.each(rows.map((row) => [String(JSON.stringify(row.written)).slice(0, 60), row] as const))("%s", (_, row) => {
    expect(outcomeOf(row.written, readerOf(type, row))).toEqual(row.gives);
  });

  it("takes no value for no value, never for 0", () => {
    const blanks = type === valueType.string ? BLANK : [...BLANK, ...BLANK_UNLESS_TEXT];
    for (const written of blanks) expect(outcomeOf(written, readerOf(type)), JSON.stringify(written)).toBeNull();
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

describe("convert, whatever it is given", () => {
  const notations = fc.stringMatching(/^[0-9:.,' hmst%ap/kgl°⭐🙂~+x-]{0,16}$/u);
  const anything = fc.oneof(fc.anything(), fc.string(), fc.string({ unit: "grapheme" }), fc.double(), fc.integer(), notations, fc.constantFrom(...TABLES.flatMap(({ rows }) => rows.map((row) => row.written))));
  const options: fc.Arbitrary<Reader["options"]> = fc.record({
    unit: fc.constantFrom(...unitsFor("kg"), "hours" as const, "percent" as const, "fraction" as const),
    scale: fc.constantFrom(...SCALES), round: fc.boolean(), glass: fc.integer({ min: 1, max: 5000 }), words: fc.dictionary(fc.string(), fc.double()),
  }, { requiredKeys: [] });

  it("never gives what Exist would not take, and never throws", () => {
    fc.assert(fc.property(anything, fc.constantFrom(...VALUE_TYPES), options, fc.constantFrom(undefined, "kg" as const), (raw, type, read, wire) => {
      const unit = type === valueType.duration ? (read.unit === "hours" ? read.unit : undefined) : wire !== undefined && read.unit !== undefined && !(unitsFor("kg") as readonly string[]).includes(read.unit) ? undefined : read.unit;
      const outcome = convert(raw, { type, options: { ...read, unit }, wire, day: DAY });
      return outcome.kind !== "value" || isValueOf(type, outcome.value);
    }), { numRuns: 4000 });
  });

  it("takes time in proportion to the length of a text", () => {
    // A step more than proportional would run into the test's time limit many times over.
    const pieces = ["1,", "1h ", "{{", "[[", "9:", "((", "x.", "%", "-", " ", "1 ", "⭐", "[a](", "[a](x", "'1", "🙂", "1.000.", "and ", "<%", "=", "\u00a0", "1h,", ",", "$ ", "INPUT["];
    for (const piece of pieces) {
      for (const long of [piece.repeat(40_000), `1${piece.repeat(40_000)}`, `${piece.repeat(40_000)}1`, `1 ${piece.repeat(40_000)}h`]) {
        for (const type of VALUE_TYPES) expect(["blank", "problem", "value"]).toContain(convert(long, readerOf(type, { wire: "kg" })).kind);
      }
    }
  });
});

describe("a value that is written down", () => {
  const two = (number: number): string => String(number).padStart(2, "0");
  const reads = (written: unknown, gives: Expected, type: Reader["type"], row: Partial<Row> = {}): void => { expect(outcomeOf(written, readerOf(type, row)), String(written)).toEqual(gives); };

  it("is read back from every notation of a duration", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
      const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
      const notations = [minutes, `${minutes} min`, `${hours}h ${rest}m`, `${hours}h${rest}m`, `${hours} hours, ${rest} minutes`, `${hours} h and ${rest} min`, `${hours}:${two(rest)}`, `${hours}:${two(rest)}:00`, `PT${hours}H${rest}M`, `${hours}h${two(rest)}`];
      for (const written of notations) reads(written, minutes, valueType.duration);
      reads((minutes / 60).toFixed(4), minutes, valueType.duration, { options: { unit: "hours" } });
      reads(`${(minutes / 60).toFixed(4).replace(".", ",")} h`, minutes, valueType.duration);
    }));
  });

  it("is read back from every notation of a time", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 59 }), (minutes, seconds) => {
      const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
      const half = `${hours % 12 === 0 ? 12 : hours % 12}:${two(rest)}`;
      const clock = `${two(hours)}:${two(rest)}`;
      const notations = [clock, `${hours}:${rest}`, `${clock}:${two(seconds)}`, `${half} ${hours < 12 ? "am" : "pm"}`, `${half}${hours < 12 ? "AM" : "PM"}`, `${hours}h${two(rest)}`, `${DAY}T${clock}`, `${DAY} ${clock}:${two(seconds)}`, `${DAY}T${clock}:00+05:30`];
      for (const written of notations) reads(written, minutes, valueType.timeOfDay);
      const night = minutes < 720 ? DAY : "2026-08-05";
      for (const written of [clock, `${half} ${hours < 12 ? "am" : "pm"}`, `${night}T${clock}`]) reads(written, (minutes + 720) % 1440, valueType.timeFromMidday);
    }));
  });

  it("is read back from every notation of a number", () => {
    fc.assert(fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), (number) => {
      for (const written of [number, String(number), number.toLocaleString("en-US"), number.toLocaleString("de-CH"), String(number).replace("-", "−")]) reads(written, number, valueType.quantity);
    }));
    fc.assert(fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 1, max: 99 }), (whole, cents) => {
      const number = Number(`${whole}.${two(cents)}`);
      const point = number.toFixed(2);
      const german = number.toLocaleString("de-DE", { minimumFractionDigits: 2 });
      for (const written of [point, point.replace(".", ","), number.toLocaleString("en-US", { minimumFractionDigits: 2 }), german, `${point} €`, `$${point}`.replace("$-", "$ -"), `${point} USD`]) reads(written, number, valueType.decimal);
    }));
    fc.assert(fc.property(fc.integer({ min: 0, max: 1000 }), (permille) => {
      for (const written of [`${permille / 10}%`, `${String(permille / 10).replace(".", ",")} %`]) reads(written, permille / 1000, valueType.percentage);
      reads(permille / 1000, permille / 1000, valueType.percentage, { options: { unit: "fraction" } });
      reads(permille / 10, permille / 1000, valueType.percentage, { options: { unit: "percent" } });
    }));
  });

  it("is read back with every name of its unit", () => {
    fc.assert(fc.property(fc.constantFrom(...UNIT_ROWS.filter(({ of }) => of !== "time")), fc.integer({ min: 1, max: 199 }), fc.nat(), ({ unit, written }, amount, pick) => {
      const name = [unit, ...written][pick % (written.length + 1)] ?? unit;
      const wire: Unit = unit;
      for (const text of [`${amount} ${name}`, `${amount}${name}`, `${amount}.5 ${name}`]) reads(text, text.includes(".5") ? amount + 0.5 : amount, valueType.decimal, { wire });
    }));
  });

  it("is read back from every notation of a step", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), (step) => {
      const row = { options: { scale: "1-5" as const } };
      for (const written of [step, "⭐".repeat(step), "★".repeat(step) + "☆".repeat(5 - step), `${step}/5`, `🙂 ${step}/5`]) reads(written, 2 * step - 1, valueType.scale, row);
    }));
  });
});
