import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { MemoryLedgerStore } from "../../src/obsidian/state/ledger-store";
import { type DayRecord, Ledger } from "../../src/sync/ledger";
import { emptyReport, type Report } from "../../src/sync/report";
import { day } from "../domain/build";
import { diary, life } from "./backfill/life";
import { TODAY } from "./rig";

const NOTHING: DayRecord = { values: new Map(), refused: new Map(), issues: [] };

/** A ledger over a store that counts what is written. */
function counted(): { store: MemoryLedgerStore; ledger: Ledger; written: string[] } {
  const store = new MemoryLedgerStore();
  const written: string[] = [];
  const write = store.putMonths.bind(store);
  store.putMonths = (months, facts) => { written.push([...months.keys(), ...Object.keys(facts ?? {})].join(" ")); return write(months, facts); };
  return { store, ledger: new Ledger(store), written };
}

describe("the reports in the ledger", () => {
  const ofBackfill = (startedAt: number, at: number): Report => ({ ...emptyReport("backfill", at), backfill: { startedAt, first: TODAY, last: TODAY, refused: 0, issues: 0 } });

  it("are the last twenty, the latest first", async () => {
    const { store, ledger } = counted();
    for (let at = 1; at <= 25; at += 1) await ledger.keepReport(emptyReport("command", at));
    expect((await store.facts("reports"))?.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, back) => 25 - back));
  });

  it("have that of a backfill once, as it was told last, beside those of other backfills", async () => {
    const { store, ledger } = counted();
    await ledger.keepReport(emptyReport("automatic", 1));
    await ledger.keepReport(ofBackfill(10, 2));
    await ledger.keepReport(ofBackfill(20, 3));
    await ledger.keepReport(ofBackfill(10, 4));
    expect((await store.facts("reports"))?.map(({ at, trigger }) => `${trigger} ${at}`)).toEqual(["backfill 4", "backfill 3", "automatic 1"]);
  });
});

describe("the records of days", () => {
  const [first, second, other] = [day("2026-09-01"), day("2026-09-02"), day("2026-08-31")];

  it("are empty where there are none, and change together in one write", async () => {
    const { ledger, written } = counted();
    expect(await ledger.days([first])).toEqual(new Map([[first, NOTHING]]));
    await ledger.change([], () => NOTHING);
    expect(written).toEqual([]);
    await ledger.change([first, other, first], (_date, record) => ({ ...record, values: new Map([["steps", (record.values.get("steps") as number | undefined ?? 0) + 1]]) }));
    expect(written).toEqual(["2026-09 2026-08"]);
    await ledger.change([second], (_date, record) => record);
    expect([...(await ledger.days([first, second, other])).values()].map(({ values }) => values.get("steps"))).toEqual([1, undefined, 1]);
  });

  it("forget an attribute wherever it stands, keep the rest, and have every note looked at again", async () => {
    const { ledger, written } = counted();
    await ledger.putSeen({ rules: "r", from: first, settled: new Map([[first, "a.md"]]), told: new Set(["b.md"]) });
    const refusal = { code: "validation", text: "No", value: 1 };
    await ledger.change([first], () => ({ values: new Map([["mood", 5], ["steps", 1]]), refused: new Map(), issues: [] }));
    await ledger.change([second], () => ({ values: new Map(), unanswered: new Map([["mood", 5], ["steps", 2]]), refused: new Map(), issues: [] }));
    await ledger.change([other], () => ({ values: new Map([["steps", 3]]), refused: new Map([["gym", refusal]]), issues: [] }));
    written.length = 0;
    expect(await ledger.forget([])).toBe(false);
    expect(await ledger.forget(["never"])).toBe(false);
    expect(written).toEqual([]);
    expect(await ledger.forget(["mood", "never"])).toBe(true);
    expect(written).toEqual(["2026-09 open", "settled"]);
    expect(await ledger.forget(["gym"])).toBe(true);
    expect([...(await ledger.days([first, second, other])).values()].map(({ values, unanswered, refused }) => [[...values.keys()], [...(unanswered ?? new Map<string, number>()).keys()], refused.size])).toEqual([[["steps"], [], 0], [[], ["steps"], 0], [["steps"], [], 0]]);
    expect(await ledger.settleState()).toEqual({ rules: "r", from: first, settled: new Map(), told: new Set(["b.md"]) });
  });

  it("forget what was only sent and never answered for", async () => {
    const { ledger } = counted();
    await ledger.change([first], () => ({ values: new Map(), unanswered: new Map([["mood", 5]]), refused: new Map(), issues: [] }));
    expect(await ledger.forget(["mood"])).toBe(true);
    expect(await ledger.settleState()).toBeNull();
  });
});

describe("what else the ledger keeps", () => {
  it("are attributes that were disowned, written when they change", async () => {
    const { ledger, written } = counted();
    expect(await ledger.lostOwnership()).toEqual(new Map());
    await ledger.putLostOwnership(new Map());
    expect(written).toEqual([]);
    await ledger.putLostOwnership(new Map([["mood", "unauthorised"], ["steps", "not_found"]]));
    await ledger.putLostOwnership(new Map([["steps", "not_found"], ["mood", "unauthorised"]]));
    expect(written).toEqual(["disowned"]);
    await ledger.putLostOwnership(new Map([["mood", "unauthorised"], ["steps", "unauthorised"]]));
    await ledger.putLostOwnership(new Map([["mood", "unauthorised"]]));
    expect(written).toEqual(["disowned", "disowned", "disowned"]);
    expect(await ledger.lostOwnership()).toEqual(new Map([["mood", "unauthorised"]]));
  });

  it("is a backfill under way, also after the app was started anew", async () => {
    const test = diary(60);
    const app = life(test);
    await app.backfill.pause();
    expect(await test.ledger.backfill()).toBeNull();
    test.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "drop-before" } });
    await app.start({ first: "2026-08-01" as LocalDate, last: TODAY });
    app.end();
    expect(await new Ledger(test.store).backfill()).toMatchObject({ first: "2026-08-01", last: TODAY });
  });
});
