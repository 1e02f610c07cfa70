import { createRequire } from "node:module";
import moment from "moment";
import { describe, expect, it } from "vitest";
import { daysOf, dayNames } from "../../src/obsidian/notes/day-names";

createRequire(import.meta.url)("moment/min/locales");

const FORMATS = [
  "YYYY-MM-DD", "YYYY/MM-MMMM/YYYY-MM-DD-dddd", "D MMMM YYYY", "DD.MM.YY", "[Day] D, dddd", "MMM D, YYYY", "YYYYMMDD", "dddd, D [de] MMMM", "YYYY [MMMM] \\MM DD",
  "MMMM", "ddd DD", "Do MMMM YYYY", "gggg-[W]ww-E", "LL", "YYYY-MM-DD HH:mm", "YYYY年M月D日", "DDDD YYYY", "Q/YYYY MM DD", "", "[open", "M/D/YYYY 🌞",
];

describe("names of days", () => {
  it.each(FORMATS)("are those of Moment by %s, in every language", (format) => {
    for (const language of moment.locales()) {
      const nameOf = dayNames(format, language);
      for (const day of daysOf(2024)) {
        const expected = moment([day.year, day.month - 1, day.date, 12]).locale(language);
        expect([language, day.weekday, nameOf(day)]).toEqual([language, expected.day(), expected.format(format)]);
      }
    }
  });

  it("are tried in more than a hundred languages", () => {
    expect(moment.locales().length).toBeGreaterThan(100);
  });

  it("are of every day of a year, also of the leap years", () => {
    expect(daysOf(2000)).toHaveLength(366);
    expect(daysOf(1900)).toHaveLength(365);
    expect(daysOf(2026).at(-1)).toEqual({ year: 2026, month: 12, date: 31, weekday: 4 });
  });
});
