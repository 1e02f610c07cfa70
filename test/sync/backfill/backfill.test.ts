import { describe, expect, it } from "vitest";
import { addDays, type LocalDate } from "../../../src/domain/local-date";
import type { Http } from "../../../src/exist/http";
import { MemoryLedgerStore } from "../../../src/obsidian/state/ledger-store";
import { countDays, countRange, problemsOf } from "../../../src/sync/backfill/range-counts";
import { mapping, property, template } from "../../domain/build";
import { back, diary, everything, held, life, said } from "./life";
import { ACCOUNT, rig, type Rig, settled, TODAY } from "../rig";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("a backfill", () => {
  it("sends what the notes of a range say, in full calls, and reports it once", async () => {
    const test = diary(200);
    const app = life(test);
    await app.start({ first: back(199), last: back(10) });
    await settled();
    expect(held(test)).toEqual(await said(test, { first: back(199), last: back(10) }));
    expect(test.world.updateCalls()).toHaveLength(Math.ceil(380 / 35));
    expect(app.done).toMatchObject([{ trigger: "backfill", values: 380, days: 190, calls: 11, unsent: 0, failure: null, cancelled: false, acquired: ["Steps", "Mood"], backfill: { first: back(199), last: back(10), refused: 0, issues: 0 } }]);
    expect((await test.store.facts("reports"))?.map(({ trigger }) => trigger)).toEqual(["backfill"]);
    expect(await app.backfill.now()).toBeNull();
    expect(test.world.impolite).toEqual([]);
    expect(test.world.repeated).toBe(0);
  });

  it("asks Exist once what it holds, and sends only what differs", async () => {
    const test = diary(100);
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
    for (let ago = 0; ago < 100; ago += 1) test.world.setValue(ACCOUNT, "steps", back(ago), ago === 50 ? 7 : 1000 + ago);
    const app = life(test);
    const plan = await app.engine.plan("command", { range: everything(100) });
    expect(plan.updates.filter(({ was }) => was !== undefined)).toMatchObject([{ date: back(50), value: 1050, was: 7 }]);
    await app.backfill.start(plan, new Set(plan.steps.map(({ key }) => key)), false);
    await settled();
    expect(app.done).toMatchObject([{ values: 101, calls: 3 }]);
    // Four for what it holds, and one each for the plan and the beginning: the lists do not have Mood.
    expect(test.world.callsTo("with-values").filter(({ query }) => query.attributes !== undefined)).toHaveLength(4);
    expect(test.world.callsTo("with-values")).toHaveLength(6);
    expect(test.world.repeated).toBe(0);
  });

  it("leaves out what was left unticked, and does not ask about it again", async () => {
    const test = diary(40);
    const app = life(test);
    const plan = await app.engine.plan("command", { range: everything(40) });
    await app.backfill.start(plan, new Set(["template:mood"]), false);
    expect(await app.now()).toMatchObject({ all: 40 });
    await settled();
    expect(app.done).toMatchObject([{ values: 40, unsent: 0, waitsFor: [] }]);
    expect(test.world.attribute(ACCOUNT, "steps")).toBeUndefined();
    expect(await app.engine.run("command")).toMatchObject({ kind: "report", report: { values: 0, unsent: 0 } });
  });

  it("counts what could not be read and what Exist refused, and sends the rest", async () => {
    const test = diary(60);
    test.notes.write(back(40), { steps: "many", mood: 5 });
    for (let ago = 20; ago < 50; ago += 1) test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ date }) => String(date) < back(19) && String(date) > back(50), code: "validation", error: "Not today" } });
    const app = life(test);
    await app.start(everything(60));
    await settled();
    expect(app.done).toMatchObject([{ values: 60, unsent: 0, backfill: { refused: 59, issues: 1 }, issues: [{ path: `Daily/${back(40)}.md` }] }]);
    expect(app.done[0]?.refused).toHaveLength(20);
    expect(test.world.updateCalls()).toHaveLength(4);
    // A person who asks again has them sent again.
    const again = life(test);
    await again.start(everything(60));
    await settled();
    expect(again.done).toMatchObject([{ backfill: { refused: 59 } }]);
  });

  it("counts a value that leads to the next day for that day, over the seams of its turns", async () => {
    const bedtime = mapping(property("bedtime"), template("sleep_start"), { read: { dayOffset: 1 } });
    const test = rig({ mappings: [bedtime] });
    for (let ago = 0; ago < 450; ago += 1) test.notes.write(back(ago), { bedtime: "23:00" });
    const app = life(test);
    await app.start({ first: back(430), last: back(10) });
    await settled();
    const days = Object.keys(test.world.valuesOf(ACCOUNT)).sort();
    expect([days.length, days[0], days.at(-1)]).toEqual([421, back(430), back(10)]);
  });

  it("waits for notes that are not indexed yet, and says so of those that never are", async () => {
    const test = diary(20);
    const { read } = test.notes;
    test.notes.read = (ref) => (ref.date === back(5) ? Promise.resolve({ unread: "not-indexed" }) : read.call(test.notes, ref));
    const app = life(test);
    await app.start(everything(20));
    await settled();
    expect(test.world.updateCalls()).toEqual([]);
    expect(await app.now()).toMatchObject({ phase: "waiting", failure: null });
    await test.clock.pass(2 * MINUTE);
    expect(app.done).toMatchObject([{ values: 38, issues: [{ path: `Daily/${back(5)}.md`, problem: { code: "not-indexed" } }] }]);
  });

  it("does nothing more for a range inside of one that was sent, and sends what was edited there", async () => {
    const test = diary(200);
    const app = life(test);
    await app.start(everything(200));
    await settled();
    test.notes.write(back(150), { steps: 1, mood: 1 });
    test.world.calls.length = 0;
    await app.start({ first: back(180), last: back(100) });
    await settled();
    expect(app.done[1]).toMatchObject({ values: 2, days: 1, calls: 1 });
    expect(test.world.updateCalls()).toHaveLength(1);
  });

  it("is one at a time", async () => {
    const test = diary(60);
    const app = life(test);
    await app.backfill.pause();
    await app.start(everything(60));
    await app.start({ first: back(3), last: TODAY });
    expect(await app.now()).toMatchObject({ first: back(59) });
  });
});

describe("a backfill that is interrupted", () => {
  it("goes on by itself after being offline, and at once when the device is online again", async () => {
    const test = diary(300);
    test.world.script({ on: { path: "update", nth: 3 }, fault: { kind: "drop-before" }, times: 4 });
    const app = life(test);
    await app.start(everything(300));
    await settled();
    expect(await app.now()).toMatchObject({ phase: "waiting", answered: 70, failure: { kind: "offline" } });
    await test.clock.pass(2 * MINUTE);
    app.backfill.wake();
    await test.clock.pass(10 * MINUTE);
    expect(held(test)).toEqual(await said(test, everything(300)));
    expect(app.done).toMatchObject([{ values: 600, days: 300, calls: 18 }]);
    expect(app.troubles).toEqual([]);
    expect(test.world.repeated).toBe(0);
  });

  it("waits as long as Exist says after a 429", async () => {
    const test = diary(100);
    test.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "status", status: 429, headers: { "retry-after": "1800" } } });
    const app = life(test);
    await app.start(everything(100));
    await settled();
    const calls = test.world.calls.length;
    expect(await app.now()).toMatchObject({ phase: "waiting", until: test.clock.now() + 30 * MINUTE, failure: { kind: "rate-limited" } });
    await test.clock.pass(29 * MINUTE);
    app.backfill.wake();
    await settled();
    expect(test.world.calls).toHaveLength(calls);
    await test.clock.pass(2 * MINUTE);
    expect(app.done).toMatchObject([{ values: 200 }]);
  });

  it("stays paused over restarts, ends after the present call, and goes on when told", async () => {
    const test = diary(300);
    const app = life(test);
    const pausing: Promise<void>[] = [];
    const plan = await app.engine.plan("command", { range: everything(300) });
    const { http } = test;
    const slow: Http = async (request) => {
      const answer = await http(request);
      if (request.path.includes("update") && test.world.updateCalls().length === 2) pausing.push(app2.backfill.pause());
      return answer;
    };
    const app2 = life(test, test.store, slow);
    await app2.backfill.start(plan, new Set(plan.steps.map(({ key }) => key)), false);
    await settled();
    await Promise.all(pausing);
    expect(test.world.updateCalls()).toHaveLength(2);
    expect(await app2.now()).toMatchObject({ phase: "paused", answered: 70, all: 600 });
    app2.end();
    const later = life(test);
    later.backfill.wake();
    await test.clock.pass(3 * HOUR);
    expect(test.world.updateCalls()).toHaveLength(2);
    expect(await later.now()).toMatchObject({ phase: "paused" });
    await later.backfill.goOn();
    await settled();
    expect(later.done).toMatchObject([{ values: 600, calls: 18 }]);
    expect(test.world.repeated).toBe(0);
  });

  it("says what was sent and what was not when it is cancelled, and leaves it at that", async () => {
    const test = diary(300);
    test.world.script({ on: { path: "update", nth: 4 }, fault: { kind: "drop-before" } });
    const app = life(test);
    await app.start(everything(300));
    await settled();
    expect(await app.backfill.cancel()).toMatchObject({ values: 105, unsent: 495, cancelled: true });
    await test.clock.pass(2 * HOUR);
    app.backfill.wake();
    await settled();
    expect(held(test)).toHaveLength(105);
    expect(await app.backfill.now()).toBeNull();
    expect(await app.backfill.cancel()).toBeNull();
  });

  it("says once that the token is refused, also over a restart, and goes on after reconnecting", async () => {
    const test = diary(100);
    const app = life(test);
    const plan = await app.engine.plan("command", { range: everything(100) });
    test.useToken("thrown out");
    await app.backfill.start(plan, new Set(plan.steps.map(({ key }) => key)), false);
    await settled();
    expect(app.troubles).toMatchObject([{ kind: "token" }]);
    expect(await app.now()).toMatchObject({ phase: "stopped", failure: { kind: "token" } });
    app.end();
    const again = life(test);
    again.backfill.wake();
    await test.clock.pass(5 * HOUR);
    expect(again.troubles).toEqual([]);
    test.useToken(test.world.personalToken(ACCOUNT));
    again.backfill.wake();
    await settled();
    expect(again.done).toMatchObject([{ values: 200, acquired: ["Steps", "Mood"] }]);
  });

  it("goes on with an attribute that was somebody else's for a while", async () => {
    const test = diary(300);
    test.world.addService("fitbit", "Fitbit", ["steps"]);
    const app = life(test);
    let gone = false;
    const plan = await app.engine.plan("command", { range: everything(300) });
    const { http } = test;
    const meddling: Http = async (request) => {
      if (request.path.includes("update") && test.world.updateCalls().length === 5 && !gone) {
        gone = true;
        test.world.giveTo(ACCOUNT, "steps", null);
      }
      return http(request);
    };
    const other = life(test, test.store, meddling);
    await other.backfill.start(plan, new Set(plan.steps.map(({ key }) => key)), false);
    await settled();
    expect(held(test)).toEqual(await said(test, everything(300)));
    expect(other.done).toMatchObject([{ failure: null, lost: [] }]);
  });

  it("takes nothing from a service that has come to it since a person saw the plan", async () => {
    const test = diary(60);
    test.world.addService("fitbit", "Fitbit", ["steps"]);
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
    const app = life(test);
    const plan = await app.engine.plan("command", { range: everything(60) });
    test.world.giveTo(ACCOUNT, "steps", "fitbit");
    await app.backfill.start(plan, new Set(plan.steps.map(({ key }) => key)), false);
    await settled();
    expect(test.world.attribute(ACCOUNT, "steps")?.owner).toBe("fitbit");
    expect(app.done).toMatchObject([{ values: 60, acquired: ["Mood"], lost: [{ label: "Steps", owner: "Fitbit" }] }]);
  });

  it("never stops at a value that Exist does not answer for", async () => {
    const test = diary(100);
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "", error: "" }, times: 100 });
    const app = life(test);
    await app.start(everything(100));
    await settled();
    expect(app.done).toMatchObject([{ values: 100, unsent: 100 }]);
    expect(test.world.updateCalls()).toHaveLength(6);
  });
});

describe("the day's own syncing beside a backfill", () => {
  /** More than one turn of ten calls. */
  const DAYS = 220;

  /** A vault in sync for the last ten days, with much more before. */
  async function inSync(days: number): Promise<Rig> {
    const test = diary(days, { syncFrom: back(9) });
    const result = await test.engine.run("command");
    if (result.kind === "preview") await test.engine.send(result.plan, new Set(result.plan.steps.map(({ key }) => key)));
    test.world.calls.length = 0;
    return test;
  }

  it("goes between two calls, sends the day's edit, and none of what the backfill has to do", async () => {
    for (const keep of [false, true]) {
      const test = await inSync(DAYS);
      let edited = false;
      const order: string[] = [];
      const http: Http = async (request) => {
        const answer = await test.http(request);
        if (!request.path.includes("update")) return answer;
        order.push((request.body as { date: string }[]).map(({ date }) => date).includes(TODAY) ? "today" : "backfill");
        if (order.length === 3 && !edited) {
          edited = true;
          test.notes.write(TODAY, { steps: 1, mood: 2 });
          app.schedule.checkAfter();
          await test.clock.pass(0);
        }
        return answer;
      };
      const app = life(test, test.store, http);
      await app.start(everything(DAYS), keep);
      for (let rounds = 0; rounds < 50 && app.done.length === 0; rounds += 1) await settled();
      await settled();
      expect(order.slice(0, 5)).toEqual(["backfill", "backfill", "backfill", "today", "backfill"]);
      expect(order.filter((each) => each === "today")).toHaveLength(1);
      expect(order).toHaveLength(Math.ceil((2 * DAYS - 20) / 35) + 1);
      expect((await test.store.facts("reports"))?.map(({ trigger, values, unsent, waitsFor }) => [trigger, values, unsent, waitsFor])).toContainEqual(["automatic", 2, 0, []]);
      expect(test.world.valuesOf(ACCOUNT)[TODAY]).toEqual({ steps: 1, mood: 2 });
      expect(test.settings.current.syncFrom).toBe(keep ? back(DAYS - 1) : back(9));
      app.end();
    }
  });

  it("needs nobody while a backfill is paused, and reads none of its notes", async () => {
    const test = await inSync(400);
    test.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "drop-before" } });
    const app = life(test);
    await app.start(everything(400), true);
    await settled();
    await app.backfill.pause();
    expect(test.settings.current.syncFrom).toBe(back(399));
    test.notes.write(TODAY, { steps: 2, mood: 2 });
    test.notes.write(back(300), { steps: 2, mood: 2 });
    test.notes.reads = 0;
    expect(await app.engine.run("automatic")).toMatchObject({ report: { values: 2, unsent: 0, waitsFor: [] } });
    expect(test.notes.reads).toBeLessThan(30);
    expect(await app.engine.run("command")).toMatchObject({ kind: "report", report: { values: 0 } });
    await app.backfill.goOn();
    await settled();
    expect(held(test)).toEqual(await said(test, everything(400)));
    // In sync from now on: an edit of long ago goes by itself, and nobody is asked.
    test.notes.write(back(350), { steps: 3, mood: 3 });
    expect(await app.engine.run("automatic")).toMatchObject({ report: { values: 2, unsent: 0, waitsFor: [] } });
    test.notes.reads = 0;
    await app.engine.run("automatic");
    expect(test.notes.reads).toBeLessThan(5);
  });

  it("does not look at days before its start unless they are to be kept in sync", async () => {
    const test = await inSync(100);
    const app = life(test);
    await app.start(everything(100));
    await settled();
    test.notes.write(back(50), { steps: 3, mood: 3 });
    expect(await app.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 0, waitsFor: [] } });
  });

  it("asks about nothing that a cancelled backfill did not come to", async () => {
    const test = await inSync(400);
    test.world.script({ on: { path: "update", nth: 5 }, fault: { kind: "drop-before" } });
    const app = life(test);
    await app.start(everything(400), true);
    await settled();
    await app.backfill.cancel();
    expect(held(test)).toHaveLength(20 + 140);
    expect(test.settings.current.syncFrom).toBe(back(79));
    expect(await app.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 0, waitsFor: [] } });
  });

  it("keeps its days agreed to when the whole of it was cut short", async () => {
    const test = diary(40, { syncFrom: back(39) });
    test.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "drop-before" } });
    const app = life(test);
    const result = await app.engine.run("command");
    if (result.kind !== "preview") throw new Error("no preview");
    await app.engine.send(result.plan, new Set(result.plan.steps.map(({ key }) => key)));
    await app.start({ first: back(5), last: TODAY });
    await settled();
    expect(await app.engine.run("automatic")).toMatchObject({ report: { values: 45, waitsFor: [] } });
  });
});

describe("the counts of a range", () => {
  it("are told for any days once the notes are read", async () => {
    const test = diary(100, { syncFrom: back(9) });
    const { engine, deps } = test;
    const result = await engine.run("command");
    if (result.kind === "preview") await engine.send(result.plan, new Set(result.plan.steps.map(({ key }) => key)));
    const days = await countDays(deps);
    expect([days[0]?.date, days.at(-1)?.date]).toEqual([back(99), TODAY]);
    test.notes.reads = 0;
    expect(countRange(days, everything(100))).toEqual({ notes: 100, values: 200, unsent: 180, calls: 6, questions: 3 });
    expect(countRange(days, { first: back(40), last: back(5) })).toEqual({ notes: 36, values: 72, unsent: 62, calls: 2, questions: 1 });
    expect(countRange(days, { first: back(5), last: TODAY })).toEqual({ notes: 6, values: 12, unsent: 0, calls: 0, questions: 0 });
    expect(test.notes.reads).toBe(0);
  });

  it("are refused for days that are not to be sent", () => {
    const day = (date: string): LocalDate => date as LocalDate;
    expect(problemsOf(day("2000-01-01"), TODAY, TODAY)).toEqual({ first: null, last: null });
    expect(problemsOf(day("1999-12-31"), addDays(TODAY, 1), TODAY)).toEqual({ first: "too-early", last: "future" });
    expect(problemsOf(null, TODAY, TODAY)).toEqual({ first: "no-day", last: null });
    expect(problemsOf(TODAY, null, TODAY)).toEqual({ first: null, last: "no-day" });
    expect(problemsOf(TODAY, TODAY, TODAY)).toEqual({ first: null, last: null });
    expect(problemsOf(TODAY, addDays(TODAY, -1), TODAY)).toEqual({ first: "reversed", last: null });
    expect(problemsOf(addDays(TODAY, 1), TODAY, TODAY)).toEqual({ first: "future", last: null });
    expect(problemsOf(TODAY, day("1999-12-31"), TODAY)).toEqual({ first: null, last: "too-early" });
  });
});

describe("a ledger that was lost meanwhile", () => {
  it("has no backfill, and nobody is told of anything", async () => {
    const test = diary(60);
    const app = life(test);
    await app.backfill.pause();
    await app.start(everything(60));
    app.end();
    const other = life(test, new MemoryLedgerStore());
    other.backfill.wake();
    await settled();
    expect(await other.backfill.now()).toBeNull();
    expect([other.done, other.troubles]).toEqual([[], []]);
  });
});
