import { describe, expect, it } from "vitest";
import { dayIn, doubtfulDayIn } from "../../src/domain/property-day";

const read = (value: unknown): string | null => {
  const day = dayIn({ date: value }, "date");
  return day === null ? null : `${day.date} ${day.time}`.trim();
};

describe("the day that a property names", () => {
  it.each([
    "2026-09-21", " 2026-09-21 ", "2026/9/21", "2026.09.21", "2026_09_21", "2026 09 21", "20260921", 20260921, "2026年9月21日", "2026년 9월 21일",
    "[[2026-09-21]]", "[[Daily/2026/2026-09-21|Monday]]", "[[2026-09-21#Morning]]", "[[2026-09-21.md]]", [["2026-09-21"]], ["[[2026-09-21]]"],
    "2026-09-21 Monday", "[[2026-09-21 Monday]]", "2026-09-21 (Mon)",
  ])("is read from %j", (value) => {
    expect(read(value)).toBe("2026-09-21");
  });

  it.each([
    ["2026-09-21T08:00", "08:00:00"], ["2026-09-21 8:05", "08:05:00"], ["2026-09-21T23:59:58.123", "23:59:58"], ["2026-09-21T08:00:00+02:00", "08:00:00"], ["2026-09-21T08:00-0530", "08:00:00"],
    ["2026-09-21 8:00 PM", "20:00:00"], ["2026-09-21 12:10am", "00:10:00"], ["2026-09-21T00:00:00.000Z", "00:00:00"],
  ])("has a time of day in %j, and stays the one that stands there", (value, time) => {
    expect(read(value)).toBe(`2026-09-21 ${time}`);
  });

  it.each([
    "03/04/2026", "21.09.2026", "13-04-2026", "2026-02-30", "2026-13-01", "2026-09", "2026", "2026-09-21 to 2026-09-25", "2026-09-21T22:30:00Z", "2026-09-21T25:00", "26-09-21", "202609210", 7,
    ["2026-09-21", "2026-09-22"], { start: "2026-09-21" },
  ])("is none for certain in %j, which is told", (value) => {
    expect(read(value)).toBeNull();
    expect(doubtfulDayIn({ date: value }, "date")).not.toBeNull();
  });

  it.each([undefined, null, "", "someday", true, [], {}, "{{date}}", '<% tp.date.now("YYYY-MM-DD", 1) %>', "{{date:YYYY-MM-DD}} 1"])("is none in %j, of which nothing is told", (value) => {
    expect(read(value)).toBeNull();
    expect(doubtfulDayIn({ date: value }, "date")).toBeNull();
  });

  it("is found by the property's name as people write it", () => {
    expect(dayIn({ Date: "2026-09-21" }, "date")?.date).toBe("2026-09-21");
    expect(dayIn({ "Journal Date": "2026-09-21" }, "journal-date")?.date).toBe("2026-09-21");
    expect(dayIn({ entry: { day: "2026-09-21" } }, "entry.day")?.date).toBe("2026-09-21");
    expect(dayIn({ updated: "2026-09-21" }, "date")).toBeNull();
  });

  it("is none in a list that holds itself", () => {
    const itself: unknown[] = [];
    itself.push(itself);
    expect(read(itself)).toBeNull();
  });
});
