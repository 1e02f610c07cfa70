import { afterEach, describe, expect, it, vi } from "vitest";
import { ended, formatsFor, roughly } from "../../src/locales/formats";
import { day } from "../domain/build";

/** Formats as on a device of this region. */
function onDeviceIn(region: string, language: string): ReturnType<typeof formatsFor> {
  const { resolvedOptions } = Intl.DateTimeFormat.prototype;
  vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockImplementation(function (this: Intl.DateTimeFormat) {
    return { ...resolvedOptions.call(this), locale: region };
  });
  return formatsFor(language);
}

afterEach(() => { vi.restoreAllMocks(); });

describe("formats", () => {
  it.each([
    ["de-DE", "1.234,5", "21. Januar 2026", "14:05"],
    ["de-AT", "1 234,5", "21. Jänner 2026", "14:05"],
    ["de-CH", "1'234.5", "21. Januar 2026", "14:05"],
    ["en-US", "1.234,5", "21. Januar 2026", "14:05"],
    ["", "1.234,5", "21. Januar 2026", "14:05"],
  ])("of German in %s follow the region where that speaks German", (region, number, date, time) => {
    const formats = onDeviceIn(region, "de");
    expect(formats.number(1234.5).replace(/\s/u, " ").replace("’", "'")).toBe(number);
    expect(formats.dayOfYear(day("2026-01-21"))).toBe(date);
    expect(formats.time(new Date(2026, 0, 21, 14, 5).getTime())).toBe(time);
  });

  it("of English are British for a Briton and never German", () => {
    expect(onDeviceIn("en-GB", "en").dayOfYear(day("2026-01-21"))).toBe("21 January 2026");
    vi.restoreAllMocks();
    const formats = onDeviceIn("de-DE", "en");
    expect(formats.dayOfYear(day("2026-01-21"))).toBe("January 21, 2026");
    expect(formats.number(1234.5)).toBe("1,234.5");
  });

  it("take the form of a word that a language has for the number", () => {
    const formats = formatsFor("de");
    expect([0, 1, 2].map((amount) => formats.form(amount, ["Tag", "Tage"]))).toEqual(["Tage", "Tag", "Tage"]);
    expect([1, 2, 5, 1.5].map((amount) => formatsFor("pl").form(amount, ["dzień", "dni", "dni", "dnia"]))).toEqual(["dzień", "dni", "dni", "dnia"]);
    expect([0, 1, 2, 3, 11, 100].map((amount) => formatsFor("ar").form(amount, ["zero", "one", "two", "few", "many", "other"]))).toEqual(["zero", "one", "two", "few", "many", "other"]);
  });

  it("take the last form for what there is none for", () => {
    expect([1, 2, 5].map((amount) => formatsFor("pl").form(amount, ["dzień", "dni"]))).toEqual(["dzień", "dni", "dni"]);
    expect([1, 2].map((amount) => formatsFor("en").form(amount, ["sheep"]))).toEqual(["sheep", "sheep"]);
  });

  it("tell a time of day whatever the language", () => {
    expect([0, 425, 1439].map((minutes) => formatsFor("de").clock(minutes))).toEqual(["00:00", "07:05", "23:59"]);
  });
});

describe("lengths of time", () => {
  it.each([[20_000, 0, "minute"], [40_000, 1, "minute"], [89 * 60_000, 89, "minute"], [90 * 60_000, 2, "hour"], [47 * 3_600_000, 47, "hour"], [60 * 3_600_000, 3, "day"]])("%d ms are %d %ss", (ms, amount, unit) => {
    expect(roughly(ms)).toEqual({ amount, unit });
  });
});

describe("somebody else's words", () => {
  it.each([["Nope", "Nope."], ["Nope.", "Nope."], ["Why?", "Why?"], ['He said "no."', 'He said "no."']])("%s end as %s", (text, sentence) => {
    expect(ended(text)).toBe(sentence);
  });
});
