import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween, type LocalDate } from "../../../src/domain/local-date";
import { reconcile, windows } from "../../../src/sync/run/reconcile";
import { ExistClient } from "../../../src/exist/client";
import { ACCOUNT, rig } from "../rig";

describe("windows", () => {
  it("cover every day, in spans that a call allows", () => {
    const dates = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }).map((days) => days.map((day) => addDays("2025-01-01" as LocalDate, day)));
    fc.assert(fc.property(dates, (wanted) => {
      const spans = windows(wanted);
      const covers = (date: LocalDate): boolean => spans.some(({ last, days }) => { const back = daysBetween(date, last); return back >= 0 && back < days; });
      expect(spans.every(({ days }) => days >= 1 && days <= 31)).toBe(true);
      expect(wanted.every(covers)).toBe(true);
    }));
  });
});

describe("reconcile", () => {
  it("tells what Exist holds, over all pages and spans", async () => {
    const test = rig();
    for (let count = 0; count < 120; count += 1) test.world.addAttribute(ACCOUNT, { name: `a${count}`, label: `A ${count}`, value_type: 0 });
    test.world.setValue(ACCOUNT, "a119", "2026-09-01", 5);
    test.world.setValue(ACCOUNT, "a3", "2026-06-01", 0);
    const client = new ExistClient(test.http, () => test.clock.now());
    const held = await reconcile(client, Array.from({ length: 120 }, (_, count) => `a${count}`), ["2026-09-01", "2026-06-01", "2026-06-02"] as LocalDate[]);
    expect([...held].map(([date, values]) => [date, [...values]])).toEqual([["2026-09-01", [["a119", 5]]], ["2026-06-01", [["a3", 0]]], ["2026-06-02", []]]);
    expect(await reconcile(client, [], ["2026-09-01" as LocalDate])).toEqual(new Map([["2026-09-01", new Map()]]));
  });
});
