import { describe, expect, it } from "vitest";
import { HOURLY_LIMIT, RESERVED_FROM_BACKFILL } from "../../../src/exist/budget";
import type { Http } from "../../../src/exist/http";
import type { BackfillNow } from "../../../src/sync/backfill/backfill";
import type { LedgerStore } from "../../../src/sync/ledger";
import { backoff } from "../../../src/sync/retries";
import { mapping, property, template } from "../../domain/build";
import { back, diary, everything, held, life, said } from "./life";
import { type Rig, settled } from "../rig";

const HOUR = 3_600_000;

type Life = ReturnType<typeof life>;

/** An app in which something happens while Exist answers an update call. */
function interrupted(test: Rig, nth: number, happen: (app: Life) => unknown): Life {
  const http: Http = async (request) => {
    const answer = await test.http(request);
    if (request.path.includes("update") && test.world.updateCalls().length === nth) await happen(app);
    return answer;
  };
  const app = life(test, test.store, http);
  return app;
}

/** Loses the connection of every update call for as long as it is to be. */
function losing(test: Rig): { isOffline: boolean } {
  const line = { isOffline: true };
  test.world.script({ on: ({ path }) => line.isOffline && path.includes("update"), fault: { kind: "drop-before" }, times: 1000 });
  return line;
}

/** How long it is going to wait, milliseconds. */
async function waitOf(test: Rig, app: Life): Promise<number> {
  return ((await app.now()).until ?? 0) - test.clock.now();
}

describe("a backfill under way", () => {
  it("tells how far it is, and how long the rest takes", async () => {
    const test = diary(300);
    let seen: BackfillNow | null = null;
    const app = interrupted(test, 3, async ({ now }) => { seen = await now(); });
    await app.start(everything(300));
    await settled();
    expect(seen).toEqual({ ...everything(300), phase: "running", until: null, failure: null, answered: 70, all: 600, calls: 2, allCalls: 18, left: 16_000 });
  });

  it("is shown to hold as soon as a person says so, though its call is not answered yet", async () => {
    for (const stop of ["pause", "cancel"] as const) {
      const test = diary(300);
      const seen: BackfillNow[] = [];
      const app = interrupted(test, 2, async ({ backfill, now }) => {
        void backfill[stop]();
        seen.push(await now());
      });
      await app.start(everything(300));
      await settled();
      expect(seen).toMatchObject([{ phase: "paused", answered: 35 }]);
      expect(test.world.updateCalls()).toHaveLength(2);
    }
  });

  it("sends the last values of its first day, also where a turn was full in the middle of it", async () => {
    const test = diary(117, { mappings: ["coffees", "mood", "steps"].map((key) => mapping(property(key), template(key))) });
    for (let ago = 0; ago < 117; ago += 1) test.notes.write(back(ago), { coffees: 1, mood: 5, steps: 100 });
    const app = life(test);
    await app.start(everything(117));
    await settled();
    expect(app.done).toMatchObject([{ values: 351, days: 117 }]);
    expect(held(test)).toEqual(await said(test, everything(117)));
  });

  it("leaves the last requests of an hour to other runs", async () => {
    const test = diary(20, { mappings: [mapping(property("steps"), template("steps", "steps"))], agreed: ["steps"] });
    await test.store.putFact("budget", { minutes: [[Math.floor(test.clock.now() / 60_000), HOURLY_LIMIT - RESERVED_FROM_BACKFILL]], closedUntil: 0 });
    const app = life(test);
    await app.start(everything(20));
    await settled();
    expect(test.world.updateCalls()).toEqual([]);
    expect(await app.now()).toMatchObject({ phase: "waiting", failure: { kind: "rate-limited" } });
  });

  it("is begun for a range of days only", async () => {
    const test = diary(20);
    const app = life(test);
    await app.backfill.start(await app.engine.plan("command"), new Set(), false);
    expect(await app.backfill.now()).toBeNull();
  });

  it("is not made up by holding and going on where there is none", async () => {
    const app = life(diary(20));
    await app.backfill.pause();
    await app.backfill.goOn();
    expect(await app.backfill.now()).toBeNull();
  });
});

describe("a backfill that comes back by itself", () => {
  it("waits longer each time nothing goes through, and as long as at first once something did", async () => {
    const test = diary(400);
    const line = losing(test);
    const app = interrupted(test, 17, () => { line.isOffline = true; });
    await app.start(everything(400));
    await settled();
    expect(await waitOf(test, app)).toBe(backoff(1, test.clock));
    await test.clock.pass(backoff(1, test.clock));
    expect(await waitOf(test, app)).toBe(backoff(2, test.clock));
    line.isOffline = false;
    await test.clock.pass(backoff(2, test.clock));
    expect(await app.now()).toMatchObject({ phase: "waiting", failure: { kind: "offline" }, answered: 15 * 35 });
    expect(await waitOf(test, app)).toBe(backoff(1, test.clock));
  });

  it("tries no more often for having been woken meanwhile", async () => {
    const test = diary(20);
    losing(test);
    const app = life(test);
    await app.start(everything(20));
    await test.clock.pass(backoff(1, test.clock) - 5000);
    app.backfill.wake();
    await settled();
    const tries = test.world.updateCalls().length;
    await test.clock.pass(backoff(1, test.clock) - 1000);
    expect(test.world.updateCalls()).toHaveLength(tries);
    app.backfill.wake();
    app.backfill.wake();
    await settled();
    const more = test.world.updateCalls().length;
    await test.clock.pass(backoff(2, test.clock) - 1000);
    expect(test.world.updateCalls()).toHaveLength(more);
  });

  it("tries at once what failed while it was woken", async () => {
    const test = diary(20);
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-before" } });
    const http: Http = async (request) => {
      if (request.path.includes("update") && test.world.updateCalls().length === 0) app.backfill.wake();
      return test.http(request);
    };
    const app = life(test, test.store, http);
    await app.start(everything(20));
    await settled();
    expect(app.done).toMatchObject([{ values: 40 }]);
  });

  it("waits a minute for notes to be indexed", async () => {
    const test = diary(20);
    const { read } = test.notes;
    test.notes.read = (ref) => (ref.date === back(5) ? Promise.resolve({ unread: "not-indexed" }) : read.call(test.notes, ref));
    const app = life(test);
    await app.start(everything(20));
    await settled();
    expect(await waitOf(test, app)).toBe(10_000);
    await test.clock.pass(59_000);
    expect(test.world.updateCalls()).toEqual([]);
    await test.clock.pass(1000);
    expect(app.done).toMatchObject([{ values: 38 }]);
  });

  it("loses nothing where the ledger cannot be read for a while", async () => {
    const test = diary(20);
    const before = life(test);
    await before.backfill.pause();
    await before.start(everything(20));
    before.end();
    let isBroken = true;
    const store: LedgerStore = {
      monthKeys: () => test.store.monthKeys(),
      months: (keys) => test.store.months(keys),
      putMonths: (months) => test.store.putMonths(months),
      facts: (key) => (isBroken && key === "backfill" ? Promise.reject(new Error("The disk is asleep.")) : test.store.facts(key)),
      putFact: (key, value) => test.store.putFact(key, value),
    };
    const app = life(test, store);
    app.backfill.wake();
    await settled();
    expect([app.done, app.troubles]).toEqual([[], []]);
    isBroken = false;
    await app.backfill.goOn();
    await settled();
    expect(app.done).toMatchObject([{ values: 40 }]);
  });

  it("says anew what stopped it when it is something else", async () => {
    const test = diary(20);
    const app = life(test);
    const plan = await app.engine.plan("command", { range: everything(20) });
    for (const detail of ["Your trial has ended.", "Your trial has ended.", "This client is not allowed."]) test.world.script({ on: { path: "update" }, fault: { kind: "status", status: 400, body: JSON.stringify({ detail }) } });
    await app.backfill.start(plan, new Set(plan.steps.map(({ key }) => key)), false);
    await settled();
    for (let again = 0; again < 2; again += 1) {
      app.backfill.wake();
      await settled();
    }
    expect(app.troubles.map(({ kind }) => kind)).toEqual(["refused", "refused"]);
    expect(new Set(app.troubles.map(({ text }) => text)).size).toBe(2);
  });
});

describe("a backfill that is cancelled", () => {
  /** Cancelled after its first turn, or what of that went through, with `syncFrom` as it is afterwards. */
  async function startAfter(keep: boolean, meanwhile: (test: Rig) => Promise<unknown> = () => Promise.resolve()): Promise<string> {
    const test = diary(100, { syncFrom: back(49) });
    test.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "drop-before" } });
    const app = life(test);
    await app.start(everything(100), keep);
    await settled();
    await meanwhile(test);
    await app.backfill.cancel();
    return test.settings.current.syncFrom;
  }

  it("leaves the start of the sync where it was before, if it has not come so far", async () => {
    expect(await startAfter(true)).toBe(back(49));
  });

  it("leaves it where a person has put it meanwhile", async () => {
    expect(await startAfter(true, (test) => test.settings.change((now) => ({ ...now, syncFrom: back(70) })))).toBe(back(70));
  });

  it("leaves it alone where no days were to be kept in sync", async () => {
    expect(await startAfter(false)).toBe(back(49));
    expect(await startAfter(false, (test) => test.settings.change((now) => ({ ...now, syncFrom: back(99) })))).toBe(back(99));
  });

  it("makes room for another one", async () => {
    const test = diary(20);
    const line = losing(test);
    const app = life(test);
    await app.start(everything(20));
    await settled();
    await app.backfill.cancel();
    line.isOffline = false;
    await app.start(everything(20));
    await settled();
    expect(app.done).toMatchObject([{ values: 40 }]);
  });
});

describe("an app that is closed in the middle of a backfill", () => {
  it("ends after its call, and leaves the rest to its next start", async () => {
    const test = diary(100);
    const app = interrupted(test, 2, ({ backfill }) => { backfill.close(); });
    await app.start(everything(100));
    await test.clock.pass(HOUR);
    expect(test.world.updateCalls()).toHaveLength(2);
    const next = life(test);
    next.backfill.wake();
    await settled();
    expect(next.done).toMatchObject([{ values: 200, calls: 6 }]);
  });

  it("makes no further try", async () => {
    const test = diary(20);
    losing(test);
    const app = life(test);
    await app.start(everything(20));
    await settled();
    const tries = test.world.updateCalls().length;
    app.backfill.close();
    await test.clock.pass(HOUR);
    expect(test.world.updateCalls()).toHaveLength(tries);
  });

  it("leaves what stopped it to be told by the next one", async () => {
    const test = diary(20);
    test.world.script({ on: { path: "update" }, fault: { kind: "status", status: 400 }, times: 2 });
    const app = interrupted(test, 1, ({ backfill }) => { backfill.close(); });
    await app.start(everything(20));
    await settled();
    expect(app.troubles).toEqual([]);
    const next = life(test);
    next.backfill.wake();
    await settled();
    expect(next.troubles).toMatchObject([{ kind: "refused" }]);
  });
});
