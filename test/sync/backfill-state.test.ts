import { describe, expect, it } from "vitest";
import { leftToBackfill } from "../../src/sync/backfill-state";
import { back, underWay } from "./backfill/life";

/** Of days that were not in sync, and of the last ten days, which were. */
const KEPT = underWay({ first: back(99), last: back(0) }, { syncedFrom: back(9) });

describe("the days that other runs leave to a backfill", () => {
  it("are all before those that were in sync when it began", () => {
    expect(leftToBackfill(KEPT)).toEqual({ first: back(99), last: back(10) });
    expect(leftToBackfill({ ...KEPT, next: back(10) })).toEqual({ first: back(99), last: back(10) });
  });

  it("become fewer as it goes back, down to its first day, and none once that is sent", () => {
    expect(leftToBackfill({ ...KEPT, next: back(11) })).toEqual({ first: back(99), last: back(11) });
    expect(leftToBackfill({ ...KEPT, next: back(99) })).toEqual({ first: back(99), last: back(99) });
    expect(leftToBackfill({ ...KEPT, next: back(100) })).toBeNull();
  });

  it("are none where there is no backfill, or its days are not to be kept in sync", () => {
    expect(leftToBackfill(null)).toBeNull();
    expect(leftToBackfill({ ...KEPT, syncedFrom: null })).toBeNull();
  });
});
