import { describe, expect, it } from "vitest";
import { type ConditionFacts, conditionOf } from "../../src/presentation/condition";
import type { Hold } from "../../src/sync/hold";
import type { Failure } from "../../src/sync/report";
import type { ScheduleState } from "../../src/sync/schedule";
import type { SyncStatus } from "../../src/sync/sync-status";
import { TODAY } from "../sync/rig";

const STANDING: SyncStatus = { refused: 0, unreadable: 0, inDoubt: 0, others: [], hasNotes: true, isIndexing: false, missing: [], waiting: [], isConfirming: false, hold: null };
const STATE = { running: false, answered: 0, all: 0, nextAt: null, edited: false } as ScheduleState;
const HOLD: Hold = { unsent: 1, reasons: [], failure: null, attributes: [], unread: [] };
const RANGE = { first: TODAY, last: TODAY, until: null, failure: null, answered: 1, all: 2, calls: 1, allCalls: 2, left: 0 };

const failed = (kind: Failure["kind"], waitingHelps: boolean, retryAt: number | null = null): Hold => ({ ...HOLD, failure: { kind, text: "", retryAt, waitingHelps } });
const facts = (change: Partial<ConditionFacts>): ConditionFacts => ({ connected: true, locked: false, state: STATE, syncStatus: STANDING, backfill: null, ...change });
const syncStatus = (change: Partial<SyncStatus>, state: Partial<ScheduleState> = {}): unknown => conditionOf(facts({ syncStatus: { ...STANDING, ...change }, state: { ...STATE, ...state } }));

describe("how things stand", () => {
  it("is fine only where everything is at Exist", () => {
    expect(syncStatus({})).toEqual({ state: "fine" });
    expect(syncStatus({ isConfirming: true })).toEqual({ state: "waiting", why: "confirming", until: null });
  });

  it.each([
    ["the settings cannot be read", { locked: true }, "settings"],
    ["nobody is connected", { connected: false }, "not-connected"],
  ] as const)("needs a look where %s", (_why, change, kind) => {
    expect(conditionOf(facts(change))).toEqual({ state: "look", at: { kind } });
  });

  it.each<[Partial<SyncStatus>, unknown]>([
    [{ hold: { ...HOLD, reasons: ["first-run"] } }, { kind: "plan" }],
    [{ hold: { ...HOLD, attributes: [{ label: "Mood", code: "", text: "" }] } }, { kind: "plan" }],
    ...(["token", "account", "scope"] as const).map((kind): [Partial<SyncStatus>, unknown] => [{ hold: failed(kind, false) }, { kind: "connection" }]),
    ...(["not-connected", "settings", "keychain", "storage"] as const).map((kind): [Partial<SyncStatus>, unknown] => [{ hold: failed(kind, false) }, { kind }]),
    [{ hold: failed("unexpected", false) }, { kind: "last-run" }],
    [{ hasNotes: false }, { kind: "no-notes" }],
    [{ missing: ["B"] }, { kind: "missing", folder: "B" }],
    [{ others: [{ label: "Steps", owner: "Fitbit", days: 2 }] }, { kind: "other-service", label: "Steps", owner: "Fitbit" }],
    [{ refused: 1, unreadable: 2 }, { kind: "values", amount: 3 }],
  ])("needs a look: %o", (change, at) => {
    expect(syncStatus(change)).toEqual({ state: "look", at });
  });

  it.each<[Partial<SyncStatus>, Partial<ScheduleState>, unknown]>([
    [{ hold: failed("offline", true) }, { nextAt: 5 }, { why: "offline", until: null }],
    [{ hold: failed("rate-limited", true, 7) }, {}, { why: "limit", until: 7 }],
    [{ hold: failed("unavailable", true, 7) }, { nextAt: 5 }, { why: "trouble", until: 5 }],
    [{ hold: failed("storage", true) }, {}, { why: "failed", until: null }],
    [{ refused: 1 }, { edited: true, nextAt: 5 }, { why: "edited", until: 5 }],
    [{ isIndexing: true }, {}, { why: "indexing", until: null }],
    [{ waiting: [TODAY] }, { nextAt: 5 }, { why: "next-run", until: 5 }],
  ])("waits: %o %o", (change, state, expected) => {
    expect(syncStatus(change, state)).toEqual({ state: "waiting", ...(expected as object) });
  });

  it("tells what is under way before anything else", () => {
    const running = { ...STATE, running: true, answered: 35, all: 42 };
    expect(conditionOf(facts({ state: running }))).toEqual({ state: "waiting", why: "syncing", answered: 35, all: 42 });
    expect(conditionOf(facts({ state: { ...STATE, running: true } }))).toEqual({ state: "waiting", why: "syncing", answered: 0, all: 0 });
    expect(conditionOf(facts({ syncStatus: null }))).toEqual({ state: "waiting", why: "reading", until: null });
    for (const [phase, state] of [["running", "waiting"], ["paused", "waiting"], ["stopped", "look"]] as const) expect(conditionOf(facts({ backfill: { ...RANGE, phase } }))).toMatchObject({ state, why: "backfill" });
  });
});
