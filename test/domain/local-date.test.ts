import { describe, expect, it } from "vitest";
import { addDays, daysBetween, type LocalDate, latestDayAt, localDateAt, parseLocalDate } from "../../src/domain/local-date";

describe("LocalDate", () => {
  it("is read from full dates that a calendar has, and from nothing else", () => {
    expect(parseLocalDate("2026-02-28")).toBe("2026-02-28");
    for (const text of ["2026-02-30", "2026-2-3", "2026", "2026-W05", "2026-02-28T10:00", "", "0000-00-00"]) expect(parseLocalDate(text)).toBeNull();
  });

  it("steps over months, years and days on which clocks change", () => {
    expect(addDays("2026-12-31" as LocalDate, 1)).toBe("2027-01-01");
    expect(addDays("2024-03-01" as LocalDate, -1)).toBe("2024-02-29");
    let day = "2026-01-01" as LocalDate;
    for (let count = 0; count < 730; count += 1) {
      const next = addDays(day, 1);
      expect(daysBetween(day, next)).toBe(1);
      expect(addDays(next, -1)).toBe(day);
      day = next;
    }
    expect(day).toBe("2028-01-01");
  });

  it("is the device's own day, whatever the time zone", () => {
    expect(localDateAt(new Date(2026, 8, 21, 0, 0, 1).getTime())).toBe("2026-09-21");
    expect(localDateAt(new Date(2026, 8, 21, 23, 59, 59).getTime())).toBe("2026-09-21");
  });

  it("has come in two zones when it has come in the later one", () => {
    const night = new Date(2026, 8, 22, 0, 30).getTime();
    // Twelve hours behind Greenwich it is still the day before, wherever this test runs.
    expect(latestDayAt(night, "Etc/GMT+12")).toBe("2026-09-21");
    expect(latestDayAt(night, undefined)).toBe("2026-09-22");
    expect(latestDayAt(new Date(2026, 8, 21, 23, 30).getTime(), "Pacific/Kiritimati")).toBe("2026-09-21");
    expect(latestDayAt(night, "Mars/Olympus")).toBe("2026-09-22");
  });
});
