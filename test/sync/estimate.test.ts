import { describe, expect, it } from "vitest";
import { timeFor } from "../../src/sync/estimate";

const MINUTE = 60_000;
const HALF_PAST = 1_000 * 60 * MINUTE + 30 * MINUTE;

describe("how long calls take", () => {
  it("is a second each while the hour has room", () => {
    expect(timeFor(0, { now: HALF_PAST, left: 300 })).toBe(0);
    expect(timeFor(300, { now: HALF_PAST, left: 300 })).toBe(300_000);
  });

  it("waits for the next hour with what is more, and for as many hours as it needs", () => {
    expect(timeFor(10, { now: HALF_PAST, left: 0 })).toBe(30 * MINUTE + 10_000);
    expect(timeFor(301, { now: HALF_PAST, left: 1 })).toBe(30 * MINUTE + 300_000);
    expect(timeFor(302, { now: HALF_PAST, left: 1 })).toBe(90 * MINUTE + 1_000);
    expect(timeFor(250, { now: HALF_PAST, left: 50, anHour: 100 })).toBe(90 * MINUTE + 100_000);
  });
});
