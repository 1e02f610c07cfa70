import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { emptyReport, type Report } from "../../src/sync/report";
import { backoff } from "../../src/sync/retries";
import { Schedule, type ScheduleState } from "../../src/sync/schedule";
import { settled, TestClock } from "./rig";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

function schedule(options: { autoSync?: boolean; quietSeconds?: number; maxWaitMinutes?: number } = {}) {
  const clock = new TestClock();
  const begun = clock.now();
  const runs: number[] = [];
  const told: Report[] = [];
  let state: ScheduleState | undefined;
  let failure: Report["failure"] = null;
  let left: Partial<Report> = {};
  let hold: Promise<void> | null = null;
  const made = new Schedule({
    clock,
    settings: () => ({ autoSync: true, quietSeconds: 60, maxWaitMinutes: 15, ...options }),
    run: async (trigger) => {
      runs.push((clock.now() - begun) / SECOND);
      await hold;
      return { kind: "report", report: { ...emptyReport(trigger, clock.now()), failure, ...left } };
    },
    onChange: (changed) => { state = changed; },
    onAutomatic: (report) => { told.push(report); },
  });
  return {
    clock, runs, told, schedule: made,
    state: () => state,
    fail: (kind: NonNullable<Report["failure"]>["kind"], waitingHelps: boolean, retryAt: number | null = null) => { failure = { kind, text: "", retryAt, waitingHelps }; },
    mend: () => { failure = null; },
    leave: (what: Partial<Report>) => { left = what; },
    holdRuns: () => {
      let release: () => void = () => undefined;
      hold = new Promise((done) => { release = done; });
      return release;
    },
  };
}

describe("Schedule", () => {
  it("waits until a note has been quiet for a minute", async () => {
    const test = schedule();
    test.schedule.noteChanged();
    await test.clock.pass(50 * SECOND);
    test.schedule.noteChanged();
    await test.clock.pass(59 * SECOND);
    expect(test.runs).toEqual([]);
    await test.clock.pass(SECOND);
    expect(test.runs).toEqual([110]);
  });

  it("makes two runs at most of ten minutes of typing", async () => {
    const test = schedule();
    for (let typed = 0; typed < 10 * 30; typed += 1) {
      test.schedule.noteChanged();
      await test.clock.pass(2 * SECOND);
    }
    await test.clock.pass(5 * MINUTE);
    expect(test.runs.length).toBeLessThanOrEqual(2);
    expect(test.runs.length).toBeGreaterThan(0);
  });

  it("lets no change wait longer than the longest wait", async () => {
    const test = schedule();
    for (let typed = 0; typed < 20 * 30; typed += 1) {
      test.schedule.noteChanged();
      await test.clock.pass(2 * SECOND);
    }
    expect(test.runs[0]).toBe(15 * 60);
  });

  it("does not wait once the note was left, and does nothing when nothing changed", async () => {
    const test = schedule();
    test.schedule.flush(0);
    await test.clock.pass(MINUTE);
    expect(test.runs).toEqual([]);
    test.schedule.noteChanged();
    test.schedule.flush(2 * SECOND);
    await test.clock.pass(2 * SECOND);
    expect(test.runs).toEqual([62]);
  });

  it("makes two runs at most of ten minutes of writing, however often the note is left", async () => {
    const test = schedule();
    test.leave({ calls: 1 });
    for (let left = 0; left < 39; left += 1) {
      test.schedule.noteChanged();
      test.schedule.noteWritten();
      test.schedule.flush(0);
      await test.clock.pass(30 * SECOND);
    }
    expect(test.runs).toEqual([0, 30, 600, 630]);
    await test.clock.pass(10 * MINUTE);
    expect(test.runs).toEqual([0, 30, 600, 630, 1200]);
  });

  it("counts runs that ask Exist nothing as none, and waits no longer than a person has said", async () => {
    const test = schedule({ maxWaitMinutes: 2 });
    const leave = async (): Promise<void> => {
      test.schedule.noteChanged();
      test.schedule.flush(0);
      await test.clock.pass(10 * SECOND);
    };
    for (let left = 0; left < 3; left += 1) await leave();
    test.leave({ calls: 1 });
    for (let left = 0; left < 3; left += 1) await leave();
    expect(test.runs).toEqual([0, 10, 20, 30, 40]);
    await test.clock.pass(2 * MINUTE);
    expect(test.runs).toEqual([0, 10, 20, 30, 40, 150]);
  });

  it("lets no pace put off what was promised for another reason", async () => {
    const test = schedule();
    test.leave({ calls: 1 });
    for (let left = 0; left < 3; left += 1) {
      test.schedule.noteChanged();
      test.schedule.flush(0);
      await test.clock.pass(SECOND);
    }
    test.schedule.checkAfter(5 * SECOND);
    test.schedule.noteChanged();
    test.schedule.flush(0);
    await test.clock.pass(5 * SECOND);
    expect(test.runs).toEqual([0, 1, 8]);
  });

  it("does what became due while the device slept as soon as it is told to look at the clock", async () => {
    const test = schedule();
    test.schedule.catchUp();
    test.schedule.noteChanged();
    test.clock.sleep(5 * MINUTE);
    test.schedule.catchUp();
    await test.clock.pass(0);
    expect(test.runs).toEqual([300]);
  });

  it("does not let edits put off what was promised sooner", async () => {
    const test = schedule();
    test.schedule.checkAfter(10 * SECOND);
    await test.clock.pass(5 * SECOND);
    test.schedule.noteChanged();
    await test.clock.pass(5 * SECOND);
    expect(test.runs).toEqual([10]);
  });

  it("does nothing by itself when it is switched off", async () => {
    const test = schedule({ autoSync: false });
    test.schedule.noteChanged();
    test.schedule.checkAfter();
    await test.clock.pass(60 * MINUTE);
    expect(test.runs).toEqual([]);
  });

  it("runs one at a time, and once more for all that was asked for meanwhile", async () => {
    const test = schedule();
    const release = test.holdRuns();
    test.schedule.checkAfter();
    await test.clock.pass(0);
    expect(test.state()?.running).toBe(true);
    test.schedule.noteChanged();
    await test.clock.pass(MINUTE);
    test.schedule.noteChanged();
    await test.clock.pass(MINUTE);
    expect(test.runs).toHaveLength(1);
    release();
    await settled();
    expect(test.runs).toHaveLength(2);
    expect(test.state()?.running).toBe(false);
  });

  it("comes back after a failure that waiting helps with, later each time", async () => {
    const test = schedule();
    test.fail("offline", true);
    test.schedule.checkAfter();
    await test.clock.pass(3 * 60 * MINUTE);
    const gaps = test.runs.slice(1).map((at, index) => at - (test.runs[index] ?? 0));
    expect(gaps.slice(0, 6)).toEqual([22.5, 45, 90, 180, 360, 720]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30 * 60);
    test.mend();
    await test.clock.pass(30 * MINUTE);
    const after = test.runs.length;
    await test.clock.pass(60 * MINUTE);
    expect(test.runs.length).toBe(after);
  });

  it.each(["storage", "settings", "keychain"] as const)("tries again by itself what this device did not store (%s), and lets edits do it sooner", async (kind) => {
    const test = schedule();
    test.fail(kind, false);
    test.schedule.checkAfter();
    await test.clock.pass(70 * SECOND);
    expect(test.runs).toEqual([0, 22.5, 67.5]);
    expect(test.state()?.nextAt).toBeNull();
    test.schedule.noteChanged();
    test.schedule.flush(SECOND);
    test.mend();
    await test.clock.pass(60 * MINUTE);
    expect(test.runs).toEqual([0, 22.5, 67.5, 71]);
  });

  it("waits as long as Exist says", async () => {
    const test = schedule();
    test.fail("rate-limited", true, test.clock.now() + 40 * MINUTE);
    test.schedule.checkAfter();
    await test.clock.pass(0);
    test.mend();
    await test.clock.pass(39 * MINUTE);
    expect(test.runs).toHaveLength(1);
    await test.clock.pass(MINUTE);
    expect(test.runs).toHaveLength(2);
  });

  it("comes back after a run that a person waited for and that failed, and once that worked no edit waits longer than others", async () => {
    const test = schedule();
    const failure = { kind: "offline" as const, text: "", retryAt: null, waitingHelps: true };
    const failed = { ...emptyReport("command", 0), failure };
    expect(test.schedule.followUp(failed)).toBe(failed);
    await test.clock.pass(MINUTE);
    expect(test.runs).toEqual([22.5]);
    test.fail("offline", true);
    test.schedule.checkAfter();
    await test.clock.pass(10 * SECOND);
    test.mend();
    test.schedule.followUp(emptyReport("command", 0));
    test.runs.length = 0;
    test.schedule.noteChanged();
    await test.clock.pass(60 * SECOND);
    expect(test.runs).not.toEqual([]);
  });

  it("says that nothing is tried again where it is switched off", async () => {
    const test = schedule({ autoSync: false });
    const failure = { kind: "offline" as const, text: "", retryAt: null, waitingHelps: true };
    expect(test.schedule.followUp({ ...emptyReport("command", 0), failure }).failure).toEqual({ ...failure, waitingHelps: false });
    await test.clock.pass(120 * MINUTE);
    expect(test.runs).toEqual([]);
  });

  it("does not come back by itself after a failure that a person has to mend", async () => {
    const test = schedule();
    test.fail("token", false);
    test.schedule.checkAfter();
    await test.clock.pass(120 * MINUTE);
    expect(test.runs).toHaveLength(1);
    expect(test.told).toHaveLength(1);
  });

  it("starts nothing after it was stopped, and ends what is under way between two calls", async () => {
    const test = schedule();
    let stopped = (): boolean => false;
    const release = test.holdRuns();
    const run = test.schedule.exclusively(async (control) => {
      stopped = control.stopped;
      await Promise.resolve();
    });
    await run;
    test.schedule.noteChanged();
    test.schedule.stop();
    test.schedule.noteChanged();
    release();
    await test.clock.pass(60 * MINUTE);
    expect(stopped()).toBe(true);
    expect(test.runs).toEqual([]);
    expect(test.clock.waiting).toBe(0);
  });

  it("tells when the next run is due, whether edits wait for it, and how far the present one is", async () => {
    const test = schedule();
    const begun = test.clock.now();
    expect(test.schedule.now).toEqual({ running: false, answered: 0, all: 0, nextAt: null, edited: false });
    test.schedule.noteChanged();
    expect(test.state()).toEqual({ running: false, answered: 0, all: 0, nextAt: begun + MINUTE, edited: true });
    const release = test.holdRuns();
    await test.clock.pass(MINUTE);
    expect(test.state()).toEqual({ running: true, answered: 0, all: 0, nextAt: null, edited: false });
    release();
    await settled();
    expect(test.state()).toMatchObject({ running: false });
    await test.schedule.exclusively((control) => {
      control.onProgress(3, 7);
      expect(test.state()).toMatchObject({ running: true, answered: 3, all: 7 });
      return Promise.resolve();
    });
    const next = await test.schedule.exclusively(() => Promise.resolve(test.schedule.now));
    expect(next).toMatchObject({ answered: 0, all: 0 });
  });

  it("looks again without edits, and says so", async () => {
    const test = schedule();
    test.schedule.checkAfter(10 * SECOND);
    expect(test.state()).toMatchObject({ nextAt: test.clock.now() + 10 * SECOND, edited: false });
    await test.clock.pass(10 * SECOND);
    expect(test.runs).toEqual([10]);
    // What was promised is kept by now: edits wait for quiet again.
    test.schedule.noteChanged();
    await test.clock.pass(59 * SECOND);
    expect(test.runs).toEqual([10]);
  });

  it("counts the longest wait from the first edit after the last run", async () => {
    const test = schedule({ quietSeconds: 60, maxWaitMinutes: 2 });
    test.schedule.noteChanged();
    await test.clock.pass(MINUTE);
    expect(test.runs).toEqual([60]);
    for (let typed = 0; typed < 8; typed += 1) {
      test.schedule.noteChanged();
      await test.clock.pass(30 * SECOND);
    }
    expect(test.runs).toEqual([60, 180, 300]);
  });

  it("lets somebody else take the edits over, and runs all the same when it was to", async () => {
    const test = schedule();
    test.schedule.noteChanged();
    test.schedule.skipWait();
    expect(test.state()).toMatchObject({ edited: false });
    test.schedule.flush(0);
    await test.clock.pass(SECOND);
    expect(test.runs).toEqual([]);
    await test.clock.pass(MINUTE);
    expect(test.runs).toEqual([60]);
  });

  it("lets a person cancel the run under way, and no later one", async () => {
    const test = schedule();
    const seen: boolean[] = [];
    await test.schedule.exclusively((control) => {
      seen.push(control.stopped());
      test.schedule.cancel();
      seen.push(control.stopped());
      return Promise.resolve();
    });
    await test.schedule.exclusively((control) => Promise.resolve(seen.push(control.stopped())));
    expect(seen).toEqual([false, true, false]);
    expect(test.schedule.isStopped).toBe(false);
  });

  it("knows whether something waits for its turn, and goes on after a run that broke", async () => {
    const test = schedule();
    let fail: (error: Error) => void = () => undefined;
    const broken = test.schedule.exclusively(() => new Promise((_, reject) => { fail = reject; }));
    await settled();
    expect(test.schedule.isAwaited).toBe(false);
    const next = test.schedule.exclusively(() => Promise.resolve("done"));
    expect(test.schedule.isAwaited).toBe(true);
    fail(new Error("broken"));
    await expect(broken).rejects.toThrow("broken");
    expect(await next).toBe("done");
    expect(test.schedule.isAwaited).toBe(false);
    expect(test.state()?.running).toBe(false);
  });

  it("lets no edit shorten the wait after a failure, and begins anew when the device is online again", async () => {
    const test = schedule({ quietSeconds: 1 });
    test.fail("offline", true);
    test.schedule.checkAfter();
    await test.clock.pass(70 * SECOND);
    expect(test.runs).toEqual([0, 22.5, 67.5]);
    test.schedule.noteChanged();
    test.schedule.flush(0);
    await test.clock.pass(20 * SECOND);
    expect(test.runs).toHaveLength(3);
    test.schedule.checkAfter();
    await test.clock.pass(30 * SECOND);
    expect(test.runs).toEqual([0, 22.5, 67.5, 90, 112.5]);
  });

  it("waits half an hour at the longest, and less on some devices than on others", () => {
    const chance = (random: number) => ({ now: () => 0, random: () => random, after: () => () => undefined, pause: () => Promise.resolve() });
    expect([1, 2, 3].map((failures) => backoff(failures, chance(0)))).toEqual([15 * SECOND, 30 * SECOND, MINUTE]);
    expect(backoff(7, chance(0))).toBe(15 * MINUTE);
    expect(backoff(100, chance(0))).toBe(15 * MINUTE);
    expect(backoff(100, chance(0.5))).toBe(22.5 * MINUTE);
  });

  it("tells nobody of a run that was under way when it was stopped", async () => {
    const test = schedule();
    const release = test.holdRuns();
    test.fail("offline", true);
    test.schedule.checkAfter();
    await test.clock.pass(0);
    test.schedule.stop();
    expect(test.schedule.isStopped).toBe(true);
    release();
    await test.clock.pass(60 * MINUTE);
    expect(test.told).toEqual([]);
    expect(test.runs).toEqual([0]);
  });
});

describe("what a run has left", () => {
  const unread = [{ path: "Daily/2026-09-21.md", date: "2026-09-21" as LocalDate, unread: "not-indexed" as const }];

  it("because a note could not be read is looked at again after 10 seconds, then later each time, an hour at the longest", async () => {
    const test = schedule();
    test.leave({ unread });
    test.schedule.checkAfter();
    await test.clock.pass(5 * 60 * MINUTE);
    const gaps = test.runs.slice(1).map((at, index) => at - (test.runs[index] ?? 0));
    expect(gaps.slice(0, 5)).toEqual([10, 20, 40, 80, 160]);
    expect(Math.max(...gaps)).toBe(60 * 60);
    test.leave({});
    await test.clock.pass(60 * MINUTE);
    const { length } = test.runs;
    await test.clock.pass(24 * 60 * MINUTE);
    expect(test.runs).toHaveLength(length);
  });

  it("because Exist said nothing of a value is looked at again after five minutes, then later each time", async () => {
    const test = schedule();
    test.leave({ unanswered: 1 });
    test.schedule.checkAfter();
    await test.clock.pass(80 * MINUTE);
    expect(test.runs).toEqual([0, 5 * 60, 15 * 60, 35 * 60, 75 * 60]);
  });

  it("is looked at soon again after an edit or a start, however often that was in vain before", async () => {
    const test = schedule();
    test.leave({ unread });
    test.schedule.checkAfter();
    await test.clock.pass(200 * SECOND);
    test.runs.length = 0;
    test.schedule.checkAfter();
    await test.clock.pass(15 * SECOND);
    expect(test.runs).toEqual([200, 210]);
  });

  it("is looked at at the time that the run named, without a word to the status bar, or before that where an edit comes", async () => {
    const test = schedule();
    test.leave({ lookAgainAt: test.clock.now() + 65 * MINUTE });
    test.schedule.checkAfter();
    await test.clock.pass(0);
    expect(test.state()).toMatchObject({ nextAt: null });
    await test.clock.pass(10 * MINUTE);
    test.schedule.noteChanged();
    await test.clock.pass(MINUTE);
    test.leave({});
    expect(test.runs).toEqual([0, 11 * 60]);
    await test.clock.pass(60 * MINUTE);
    expect(test.runs).toEqual([0, 11 * 60, 65 * 60]);
    await test.clock.pass(24 * 60 * MINUTE);
    expect(test.runs).toHaveLength(3);
  });

  it("is looked at at the earliest of its times", async () => {
    const test = schedule();
    test.leave({ unanswered: 1, lookAgainAt: test.clock.now() + 2 * MINUTE });
    test.schedule.checkAfter();
    await test.clock.pass(0);
    test.leave({ unanswered: 1, lookAgainAt: test.clock.now() + 60 * MINUTE });
    await test.clock.pass(12 * MINUTE);
    expect(test.runs).toEqual([0, 2 * 60, 12 * 60]);
  });

  it("by a person's run is looked at as well, and not where nothing is sent by itself", async () => {
    const report = { ...emptyReport("command", 0), unread };
    const test = schedule();
    test.schedule.followUp(report);
    await test.clock.pass(10 * SECOND);
    expect(test.runs).toEqual([10]);
    const off = schedule({ autoSync: false });
    expect(off.schedule.followUp(report)).toBe(report);
    await off.clock.pass(60 * MINUTE);
    expect(off.runs).toEqual([]);
  });
});

describe("sending that is switched off", () => {
  it("calls off what was to come, and comes back with nothing of it", async () => {
    const test = schedule();
    test.schedule.noteChanged();
    test.schedule.hold();
    expect(test.state()).toMatchObject({ nextAt: null, edited: false });
    expect(test.clock.waiting).toBe(0);
    await test.clock.pass(60 * MINUTE);
    expect(test.runs).toEqual([]);
  });

  it("ends also the wait after a failure, so that an edit counts from the beginning when it is on again", async () => {
    const test = schedule();
    test.fail("offline", true);
    test.schedule.checkAfter();
    await test.clock.pass(0);
    test.schedule.hold();
    test.mend();
    await test.clock.pass(10 * MINUTE);
    expect(test.runs).toEqual([0]);
    test.schedule.noteChanged();
    await test.clock.pass(MINUTE);
    expect(test.runs).toEqual([0, 11 * 60]);
  });

  it("is heeded by a run whose time has come, and by one that waited for its turn", async () => {
    const options = { autoSync: true };
    const test = schedule(options);
    test.schedule.noteChanged();
    options.autoSync = false;
    await test.clock.pass(2 * MINUTE);
    expect(test.runs).toEqual([]);
    options.autoSync = true;
    let release: () => void = () => undefined;
    void test.schedule.exclusively(() => new Promise<void>((done) => { release = done; }));
    test.schedule.checkAfter();
    await test.clock.pass(MINUTE);
    options.autoSync = false;
    release();
    await test.clock.pass(MINUTE);
    expect(test.runs).toEqual([]);
    expect(test.told).toEqual([]);
  });
});
