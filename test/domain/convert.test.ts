import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert, type Reader, unitsFor, wireUnitOf } from "../../src/domain/convert";
import type { LocalDate } from "../../src/domain/local-date";
import { isValueOf, VALUE_TYPES, valueType } from "../../src/domain/value-type";

const { quantity, decimal, string, duration, timeOfDay, percentage, timeFromMidday, boolean, scale } = valueType;
type Row = readonly [raw: unknown, expected: number | string | null];

/** Null stands for "no value"; a text that begins with "!" for the code of a problem. */
function check(reader: Reader, rows: readonly Row[]): void {
  for (const [raw, expected] of rows) {
    const outcome = convert(raw, reader);
    const said = outcome.kind === "value" ? outcome.value : outcome.kind === "blank" ? null : `!${outcome.problem.code}`;
    expect(said, `${JSON.stringify(raw)} as ${reader.type}`).toBe(expected);
  }
}

describe("convert", () => {
  it("reads whole numbers", () => {
    check({ type: quantity, options: {} }, [
      [7, 7], ["7", 7], ["+7", 7], ["-3", -3], [0, 0], ["8421", 8421], ["9,847", 9847], ["1,234,567", 1234567], [" 12\u00a0", 12],
      [7.5, "!not-whole"], ["7.5", "!not-whole"], ["lots", "!not-a-number"], ["~2800", "!not-a-number"], ["3x9 @ 115 lbs", "!not-a-number"],
      ["180/118", "!not-a-number"], ["12 cups", "!unit"], [true, "!not-a-number"], [{ a: 1 }, "!not-text"], [Number.MAX_SAFE_INTEGER + 2, "!not-whole"],
    ]);
  });

  it("reads decimals, and refuses what may be thousands or a decimal comma", () => {
    check({ type: decimal, options: {} }, [
      [7.5, 7.5], ["7,5", 7.5], [".5", 0.5], ["72,50", 72.5], ["1,234.5", 1234.5], ["1,234", "!ambiguous-number"], ["0,234", 0.234], ["7.99$", 7.99], ["€ 12.50", 12.5],
      ["-3.9", -3.9], ["0.1e2", 10], ["1e3", 1000], ["1.2.3", "!not-a-number"], ["(missed - 3rd day)", "!not-a-number"],
    ]);
  });

  it("turns units into Exist's", () => {
    check({ type: decimal, options: {}, wireUnit: "kg" }, [["180 lbs", 81.6466], ["72.5kg", 72.5], ["11 st", 69.8532], ["72", 72], ["5 km", "!unit"]]);
    check({ type: decimal, options: { unit: "lb" }, wireUnit: "kg" }, [[180, 81.6466], ["72.5 kg", 72.5]]);
    check({ type: decimal, options: {}, wireUnit: "km" }, [["4 mi", 6.4374], ["1000m", 1]]);
    check({ type: decimal, options: {}, wireUnit: "kJ" }, [["500 kcal", 2092]]);
    check({ type: quantity, options: {}, wireUnit: "ml" }, [["1.5 l", 1500], ["1,500", 1500], ["2 glasses", 500]]);
    check({ type: decimal, options: { unit: "fahrenheit" }, wireUnit: "celsius" }, [[50, 10], ["-2 °C", -2]]);
    check({ type: decimal, options: {}, wireUnit: "mg" }, [["1.5 g", 1500]]);
    expect(unitsFor("kg")).toEqual(["kg", "lb", "st", "g"]);
    expect(wireUnitOf("weight")).toBe("kg");
    expect(wireUnitOf("constructor")).toBeUndefined();
  });

  it("reads durations", () => {
    check({ type: duration, options: {} }, [
      ["7h 30m", 450], ["6h45m", 405], ["1hour 15 minutes", 75], ["1 hours 30 minutes", 90], ["45 min", 45], ["4 hours", 240], ["7:16", 436], ["1:30:30", 91],
      ["90s", 2], [45, 45], ["7h, 30m", 450], ["30m 1h", "!not-a-duration"], ["7h 90m", "!not-a-duration"], ["90m", 90], ["1h 1h", "!not-a-duration"], ["400m (reduced)", "!not-a-duration"], ["4.01mi / 47:16", "!not-a-duration"],
      ["7:60", "!not-a-duration"], ["5 km", "!not-a-duration"], [-5, "!out-of-range"],
    ]);
    check({ type: duration, options: { unit: "hours" } }, [[7.5, 450], ["8,25", 495], [8.08, 485], ["45 min", 45]]);
  });

  it("reads times of day, from midnight and from midday", () => {
    check({ type: timeOfDay, options: {} }, [
      ["06:45", 405], ["6:45", 405], ["9:1", 541], ["9:1:24", 541], ["9:28 pm", 1288], ["12:05 am", 5], ["12 pm", 720], ["24:00", "!not-a-time"], ["13:00 pm", "!not-a-time"],
      ["7", "!not-a-time"], ["9:28 pm/7:58 am", "!not-a-time"],
    ]);
    check({ type: timeFromMidday, options: {} }, [["23:30", 690], ["00:30", 750], ["12:00", 0], ["11:59", 1439]]);
    const date = "2026-08-06" as LocalDate;
    check({ type: timeFromMidday, options: {}, date }, [["2026-08-06T00:30", 750], ["2026-08-05 23:30", 690], ["2025-08-06T00:30", "!other-day"]]);
  });

  it("reads percentages", () => {
    check({ type: percentage, options: {} }, [["81.6%", 0.816], ["81.6 %", 0.816], [95, 0.95], [101, "!out-of-range"]]);
    check({ type: percentage, options: { unit: "fraction" } }, [[0.816, 0.816], ["81.6%", 0.816], [2, "!out-of-range"]]);
  });

  it("reads yes and no", () => {
    check({ type: boolean, options: {} }, [
      [true, 1], [false, 0], ["true", 1], ["Yes", 1], ["x", 1], ["✓", 1], ["✅", 1], ["on", 1], ["off", 0], [1, 1], [0, 0], ["no", 0], [2, "!not-yes-or-no"], ["maybe", "!not-yes-or-no"],
    ]);
  });

  it("lays other scales on Exist's nine steps", () => {
    check({ type: scale, options: {} }, [[1, 1], [9, 9], [12, "!out-of-range"], [0, "!out-of-range"], [6.5, "!not-whole"], ["good", "!not-on-scale"]]);
    check({ type: scale, options: { scale: "1-5" } }, [[1, 1], [2, 3], [3, 5], [4, 7], [5, 9], [6, "!out-of-range"]]);
    check({ type: scale, options: { scale: "1-10" } }, [[1, 1], [10, 9]]);
    check({ type: scale, options: { scale: "0-10" } }, [[0, 1], [5, 5], [10, 9]]);
    check({ type: scale, options: { scale: "0-100" } }, [[0, 1], [50, 5], [100, 9]]);
    check({ type: scale, options: { words: { good: 7, "😀": 9, odd: 12 } } }, [["Good", 7], ["😀", 9], ["odd", "!unknown-word"], ["bad", "!not-on-scale"]]);
  });

  it("reads text as people see it", () => {
    check({ type: string, options: {} }, [
      ["A good day", "A good day"], ["[[2026-W14]]", "2026-W14"], ["[[Anna|my sister]] came", "my sister came"], ["[x](https://a.b)", "x"], ["none", "none"], [7, "7"],
      ["x".repeat(1000), "x".repeat(1000)], ["x".repeat(1001), "!too-long"],
    ]);
  });

  it("takes no value for no value, never for 0", () => {
    for (const type of VALUE_TYPES) {
      check({ type, options: {} }, [[null, null], [undefined, null], ["", null], ["  ", null], ["{{value}}", null], ["<% tp.date.now() %>", null], [Number.NaN, null], [Infinity, null]]);
    }
    check({ type: decimal, options: {} }, [["-", null], ["none", null], ["N/A", null], [".nan", null], ["NaN", null], ["—", null]]);
  });

  it("never gives what Exist would not take, and never throws", () => {
    const anything = fc.oneof(fc.anything(), fc.string(), fc.string({ unit: "grapheme" }), fc.double(), fc.integer(), fc.stringMatching(/^[0-9:., hm%apxl/-]{0,12}$/));
    const options = fc.record({ unit: fc.constantFrom(undefined, "hours", "lb", "fraction"), scale: fc.constantFrom(undefined, "1-5", "0-100") }) as fc.Arbitrary<Reader["options"]>;
    fc.assert(fc.property(anything, fc.constantFrom(...VALUE_TYPES), options, fc.constantFrom(undefined, "kg", "ml"), (raw, type, read, wireUnit) => {
      const outcome = convert(raw, { type, options: read, wireUnit: wireUnit });
      return outcome.kind !== "value" || isValueOf(type, outcome.value);
    }), { numRuns: 2000 });
  });

  it("reads back what it is written as", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
      const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
      const clock = `${hours}:${String(rest).padStart(2, "0")}`;
      const half = `${hours % 12 === 0 ? 12 : hours % 12}:${String(rest).padStart(2, "0")} ${hours < 12 ? "am" : "pm"}`;
      check({ type: timeOfDay, options: {} }, [[clock, minutes], [half, minutes]]);
      check({ type: timeFromMidday, options: {} }, [[clock, (minutes + 720) % 1440]]);
      check({ type: duration, options: {} }, [[`${hours}h ${rest}m`, minutes], [clock, minutes], [minutes, minutes], [`${minutes} min`, minutes]]);
    }));
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999 }), (number) => {
      check({ type: quantity, options: {} }, [[String(number), number], [number.toLocaleString("en-US"), number]]);
    }));
  });

  it("takes time in proportion to the length of a text", () => {
    for (const piece of ["1,", "1h ", "{{", "[[", "9:", "((", "x.", "%", "-"]) {
      const long = piece.repeat(100_000);
      for (const type of VALUE_TYPES) expect(convert(long, { type, options: {} }).kind).not.toBe("value");
    }
  });
});
