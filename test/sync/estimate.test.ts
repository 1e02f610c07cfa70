import { describe, expect, it } from "vitest";
import { timeFor } from "../../src/sync/estimate";

const MINUTE = 60_000;

describe("how long calls take", () => {
  it("is a second each while the hour has room", () => {
    expect(timeFor(0, { left: 300 })).toBe(0);
    expect(timeFor(300, { left: 300 })).toBe(300_000);
  });

  it("waits an hour with what is more, and as many hours as it needs", () => {
    expect(timeFor(10, { left: 0 })).toBe(60 * MINUTE + 10_000);
    expect(timeFor(301, { left: 1 })).toBe(60 * MINUTE + 300_000);
    expect(timeFor(302, { left: 1 })).toBe(120 * MINUTE + 1_000);
    expect(timeFor(250, { left: 50, perHour: 100 })).toBe(120 * MINUTE + 100_000);
  });
});
