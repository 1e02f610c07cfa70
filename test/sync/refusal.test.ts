import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { stillRefused } from "../../src/sync/refusal";

const HOUR = 3_600_000;
const DAY = "2026-09-21" as LocalDate;
const noon = new Date(2026, 8, 21, 12).getTime();
const later = (hours: number): number => noon + hours * HOUR;

describe("a refusal", () => {
  it("stands until another day has come, and for good where its day was over", () => {
    expect(stillRefused({ at: noon }, DAY, later(1), undefined)).toBe(true);
    expect(stillRefused({ at: noon }, DAY, later(13), undefined)).toBe(false);
    expect(stillRefused({ at: later(13) }, DAY, later(14), undefined)).toBe(true);
    expect(stillRefused({ at: later(13) }, DAY, later(100), undefined)).toBe(true);
    expect(stillRefused({}, DAY, later(100), undefined)).toBe(true);
  });

  it("does not stand after a clock that was put back", () => {
    expect(stillRefused({ at: later(3) }, DAY, noon, undefined)).toBe(false);
  });

  it("goes by the day of the account where that is behind", () => {
    const dayThere = Date.UTC(2026, 8, 21, 12);
    const early = { at: Math.min(noon, dayThere - 1) };
    expect(stillRefused(early, DAY, dayThere - 1, "Etc/GMT+12")).toBe(true);
    expect(stillRefused(early, DAY, Math.max(noon, dayThere), "Etc/GMT+12")).toBe(false);
  });
});
