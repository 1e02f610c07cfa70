import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DatabaseLedgerStore, openLedgerStore } from "../../src/obsidian/state/ledger-store";
import type { DayRecord } from "../../src/sync/ledger";
import { StorageError } from "../../src/sync/storage-error";
import { TimeLimitError } from "../../src/sync/time-limit";
import { day } from "../domain/build";
import { FaultyDatabases, type TransactionFault } from "../host/faulty-storage";
import { TestClock } from "../sync/rig";

const NAME = "exist-sync-vault-sam";
const MINUTE = 60_000;
const DATE = day("2026-09-21");

const month = (steps: number): ReadonlyMap<typeof DATE, DayRecord> => new Map([[DATE, { values: new Map([["steps", steps]]), refused: new Map(), issues: [] }]]);

async function stepsIn(store: DatabaseLedgerStore): Promise<unknown> {
  return (await store.months(["2026-09"])).get("2026-09")?.get(DATE)?.values.get("steps");
}

describe("the ledger in a database", () => {
  const before = globalThis.indexedDB;
  let databases: FaultyDatabases;
  let clock: TestClock;
  beforeEach(() => {
    databases = new FaultyDatabases();
    clock = new TestClock();
    globalThis.indexedDB = databases.factory;
  });
  afterEach(() => { globalThis.indexedDB = before; });

  const open = (): Promise<DatabaseLedgerStore> => openLedgerStore(NAME, clock);

  /** What a promise comes to while time goes by. */
  async function inTime<T>(promise: Promise<T>): Promise<T | Error> {
    const outcome = promise.catch((error: unknown) => error as Error);
    await clock.pass(MINUTE);
    return outcome;
  }

  it("that never opens is given up after five seconds", async () => {
    databases.opening = "never";
    const opening = open().catch((error: unknown) => error);
    await clock.pass(5000);
    expect(await opening).toBeInstanceOf(TimeLimitError);
    expect(clock.waiting).toBe(0);
  });

  it("that opens too late is closed again, so that it keeps nobody from the database", async () => {
    databases.opening = { late: 20 };
    const opening = inTime(open());
    expect(await opening).toBeInstanceOf(TimeLimitError);
    await new Promise((next) => { setTimeout(next, 40); });
    expect(databases.openConnections).toBe(0);
  });

  it("that does not open for a reason says which", async () => {
    databases.opening = "throws";
    await expect(open()).rejects.toMatchObject({ name: "SecurityError" });
    databases.opening = "at-once";
    (await open()).close();
    await databases.raiseVersions();
    await expect(open()).rejects.toMatchObject({ name: "VersionError" });
  });

  it.each<TransactionFault>(["lost", "closing", "aborted", "hangs"])("whose connection is %s does what it was asked on another one", async (fault) => {
    const store = await open();
    databases.failOnce(fault);
    expect(await inTime(store.putMonths(new Map([["2026-09", month(1)]])))).toBeUndefined();
    databases.failOnce(fault);
    expect(await inTime(store.putFact("disowned", new Map([["steps", "not_found"]])))).toBeUndefined();
    databases.failOnce(fault);
    expect(await inTime(store.facts("disowned"))).toEqual(new Map([["steps", "not_found"]]));
    databases.failOnce(fault);
    expect(await inTime(store.monthKeys())).toEqual(["2026-09"]);
    store.close();
    expect(await stepsIn(await open())).toBe(1);
    expect(databases.openConnections).toBe(1);
  });

  it.each<[TransactionFault, string]>([["lost", "InvalidStateError"], ["closing", "InvalidStateError"], ["aborted", "AbortError"], ["full", "QuotaExceededError"], ["hangs", "TimeLimitError"]])("that stays %s says so, and has nothing at hand that is not stored", async (fault, cause) => {
    const store = await open();
    await store.putMonths(new Map([["2026-09", month(1)]]));
    databases.fault = fault;
    const outcome = await inTime(store.putMonths(new Map([["2026-09", month(2)]])));
    expect(outcome).toBeInstanceOf(StorageError);
    expect((outcome as Error).message).toBe(cause);
    databases.fault = null;
    expect(await stepsIn(store)).toBe(1);
    await store.putMonths(new Map([["2026-09", month(3)]]));
    store.close();
    expect(await stepsIn(await open())).toBe(3);
  });

  it("that is full is not asked twice", async () => {
    const store = await open();
    const before = databases.begun;
    databases.fault = "full";
    await expect(store.putFact("disowned", new Map())).rejects.toThrow("QuotaExceededError");
    expect(databases.begun).toBe(before + 1);
  });

  it("stores all months of a write or none, also where one of them cannot be stored", async () => {
    const store = await open();
    await store.putMonths(new Map([["2026-09", month(1)]]));
    const unstorable = { values: () => undefined } as unknown as ReturnType<typeof month>;
    await expect(store.putMonths(new Map([["2026-09", month(2)], ["2026-08", unstorable]]))).rejects.toThrow("DataCloneError");
    expect(await stepsIn(store)).toBe(1);
  });

  it("never writes late what hung: what is written next stays", async () => {
    const store = await open();
    databases.failOnce("hangs");
    const first = inTime(store.putMonths(new Map([["2026-09", month(1)]])));
    await first;
    await store.putMonths(new Map([["2026-09", month(2)]]));
    await clock.pass(MINUTE);
    store.close();
    expect(await stepsIn(await open())).toBe(2);
  });

  it("gives way to another window that wants the database, and comes back when it is asked for something", async () => {
    const store = await open();
    await store.putMonths(new Map([["2026-09", month(1)]]));
    await databases.raiseVersions();
    await expect(store.monthKeys()).rejects.toThrow("VersionError");
    expect(databases.openConnections).toBe(0);
  });

  it("looks anew at what it had at hand when the connection is another one", async () => {
    const store = await open();
    await store.putMonths(new Map([["2026-09", month(1)]]));
    const other = await open();
    await other.putMonths(new Map([["2026-09", month(2)]]));
    databases.failOnce("lost");
    await store.facts("settled");
    expect(await stepsIn(store)).toBe(2);
  });

  it("that was thrown away in the middle of its life says so, and is not taken for an empty one", async () => {
    const store = await open();
    await store.putMonths(new Map([["2026-09", month(1)]]));
    expect(store.isLost).toBe(false);
    await databases.evict();
    await expect(store.putFact("disowned", new Map())).rejects.toBeInstanceOf(StorageError);
    expect(store.isLost).toBe(true);
    await expect(store.monthKeys()).rejects.toBeInstanceOf(StorageError);
    expect(await (await open()).monthKeys()).toEqual([]);
  });

  it("that was closed on purpose opens no more", async () => {
    const store = await open();
    store.close();
    await expect(store.monthKeys()).rejects.toBeInstanceOf(StorageError);
    expect(databases.openConnections).toBe(0);
  });
});
