import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert, type Reader } from "../../../src/domain/convert";
import { UNIT_ROWS, unitsFor } from "../../../src/domain/convert/unit";
import { SCALES, type Unit } from "../../../src/domain/mapping";
import { isValueOf, VALUE_TYPES, valueType } from "../../../src/domain/value-type";
import { outcomeOf, readerOf } from "./read";
import { DAY, type Expected, type Row, TABLES } from "./tables";

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
