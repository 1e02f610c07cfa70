import { describe, expect, it } from "vitest";
import { notConnected, reservedFrom } from "../../src/sync/report";

describe("an hour's requests", () => {
  it("are left to people by runs that nobody asked for, and to both by a backfill", () => {
    expect(reservedFrom("command")).toBe(0);
    expect(reservedFrom("note")).toBe(0);
    expect(reservedFrom("automatic")).toBeGreaterThan(0);
    expect(reservedFrom("backfill")).toBeGreaterThan(reservedFrom("automatic"));
  });
});

describe("a run without anybody signed in", () => {
  it("has sent nothing, and says that waiting is of no use", () => {
    expect(notConnected("command", 5)).toMatchObject({ at: 5, trigger: "command", values: 0, unsent: 0, failure: { kind: "not-connected", retryAt: null, waitingHelps: false } });
  });
});
