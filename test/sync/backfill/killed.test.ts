import { describe, expect, it } from "vitest";
import type { Http } from "../../../src/exist/http";
import type { LedgerStore } from "../../../src/sync/ledger";
import { back, diary, everything, held, life, said } from "./life";
import type { Rig } from "../rig";

const MINUTE = 60_000;

describe("an app that is killed in the middle of a backfill", () => {
  const DAYS = 60;
  const RANGE = everything(DAYS);
  const never = new Promise<never>(() => undefined);

  /** A life that ends with its `last` request or write: nothing comes back after that. */
  function mortal(test: Rig, last: { readonly request?: number; readonly write?: number }, isDeadBefore: boolean) {
    let requests = 0;
    let writes = 0;
    let isDead = false;
    const hasDied = (): boolean => isDead;
    const die = (): Promise<never> => {
      isDead = true;
      return never;
    };
    const http: Http = async (request) => {
      if (isDead) return never;
      requests += 1;
      if (requests === last.request && isDeadBefore) return die();
      const answer = await test.http(request);
      return requests === last.request || hasDied() ? die() : answer;
    };
    const write = async (store: () => Promise<void>): Promise<void> => {
      if (isDead) return never;
      writes += 1;
      if (writes === last.write && isDeadBefore) return die();
      await store();
      if (writes === last.write) return die();
    };
    const read = <T>(store: () => Promise<T>): Promise<T> => (isDead ? never : store());
    const { store } = test;
    const mortalStore: LedgerStore = {
      monthKeys: () => read(() => store.monthKeys()),
      months: (keys) => read(() => store.months(keys)),
      putMonths: (months) => write(() => store.putMonths(months)),
      facts: (key) => read(() => store.facts(key)),
      putFact: (key, value) => write(() => store.putFact(key, value)),
    };
    return { app: life(test, mortalStore, http), isDead: hasDied };
  }

  async function killedAt(last: { readonly request?: number; readonly write?: number }, isDeadBefore: boolean): Promise<{ test: Rig; wasKilled: boolean }> {
    const test = diary(DAYS, { syncFrom: back(30) });
    const { app, isDead } = mortal(test, last, isDeadBefore);
    void app.start(RANGE, true);
    await test.clock.pass(0);
    if (!isDead()) return { test, wasKilled: false };
    await test.clock.pass(MINUTE);
    const next = life(test);
    // Killed before it was written down, it has not begun, and a person begins it again.
    if ((await next.backfill.now()) === null && next.done.length === 0 && !((await test.store.facts("reports")) ?? []).some(({ trigger }) => trigger === "backfill")) await next.start(RANGE, true);
    else next.backfill.wake();
    await test.clock.pass(MINUTE);
    expect(await next.backfill.now()).toBeNull();
    return { test, wasKilled: true };
  }

  /** What is sent once more after the end, in the hours in which a request that was under way may arrive. */
  async function sentLate(test: Rig): Promise<number[]> {
    const { engine, ledger } = test.open();
    const calls: number[] = [];
    for (let minutes = 0; minutes < 3 * 60; minutes += 1) {
      const before = test.world.updateCalls().length;
      await engine.run("automatic");
      if (test.world.updateCalls().length > before) calls.push(test.world.updateCalls().length - before);
      await test.clock.pass(MINUTE);
    }
    expect(await ledger.open()).toEqual(new Map());
    return calls;
  }

  it("sends what was under way once more after 2 minutes, and nothing else", { timeout: 60_000 }, async () => {
    const test = diary(DAYS, { syncFrom: back(30) });
    let isDead = false;
    const http: Http = async (request) => {
      if (isDead) return never;
      if (request.path.includes("update") && test.world.updateCalls().length === 1) {
        isDead = true;
        return never;
      }
      return test.http(request);
    };
    void life(test, test.store, http).start(RANGE, true);
    await test.clock.pass(0);
    expect(isDead).toBe(true);
    const next = life(test);
    next.backfill.wake();
    await test.clock.pass(0);
    expect(await next.backfill.now()).toBeNull();
    expect(held(test)).toEqual(await said(test, RANGE));
    expect(await sentLate(test)).toEqual([1]);
    expect(test.world.repeated).toBe(35);
    expect(held(test)).toEqual(await said(test, RANGE));
  });

  for (const what of ["request", "write"] as const) {
    for (const isDeadBefore of [true, false]) {
      it(`${isDeadBefore ? "before" : "after"} any ${what} goes on to the same end, repeats one call at most, and reports once`, { timeout: 60_000 }, async () => {
        let at = 1;
        for (;;) {
          const { test, wasKilled } = await killedAt({ [what]: at }, isDeadBefore);
          if (!wasKilled) break;
          const place = `${what} ${at}`;
          expect(held(test), place).toEqual(await said(test, RANGE));
          expect(test.world.repeated, place).toBeLessThanOrEqual(35);
          expect(test.world.updateCalls().length, place).toBeLessThanOrEqual(Math.ceil(120 / 35) + 1);
          expect(test.world.impolite, place).toEqual([]);
          expect(test.settings.current.syncFrom, place).toBe(RANGE.first);
          expect(((await test.store.facts("reports")) ?? []).filter(({ trigger }) => trigger === "backfill"), place).toHaveLength(1);
          at += 1;
        }
        expect(at).toBeGreaterThan(6);
      });
    }
  }
});
