import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TimeLimitError, withTimeLimit } from "../../src/sync/time-limit";
import { settled, TestClock } from "./rig";

const LIMIT = 5000;

/** A promise that is settled from outside. */
function pending<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((onDone, onFailed) => { [resolve, reject] = [onDone, onFailed]; });
  return { promise, resolve, reject };
}

describe("a wait with a limit", () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => { unhandled.push(error); };
  beforeEach(() => {
    unhandled.length = 0;
    process.on("unhandledRejection", note);
  });
  afterEach(() => { process.off("unhandledRejection", note); });

  it("gives what comes in time, value or error, and leaves no timer", async () => {
    const clock = new TestClock();
    const answer = pending<number>();
    const waiting = withTimeLimit(clock, LIMIT, "the database", answer.promise);
    await clock.pass(LIMIT - 1);
    answer.resolve(7);
    expect(await waiting).toBe(7);
    await expect(withTimeLimit(clock, LIMIT, "the database", Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(clock.waiting).toBe(0);
  });

  it("ends with a sentence when the limit is over, and ignores what comes later", async () => {
    for (const end of ["resolve", "reject"] as const) {
      const clock = new TestClock();
      const answer = pending<number>();
      const waiting = withTimeLimit(clock, LIMIT, "the database", answer.promise).catch((error: unknown) => error);
      await clock.pass(LIMIT);
      const error = await waiting;
      expect(error).toBeInstanceOf(TimeLimitError);
      expect((error as Error).message).toBe("No answer came from the database within 5 seconds.");
      answer[end](new Error("late") as never);
      await settled();
      expect(clock.waiting).toBe(0);
    }
    expect(unhandled).toEqual([]);
  });

  it("does not count the time that the device is asleep", async () => {
    const due: (() => void)[] = [];
    const clock = { after: (_ms: number, task: () => void) => { due.push(task); return () => undefined; } };
    const answer = pending<number>();
    const waiting = withTimeLimit(clock, LIMIT, "the database", answer.promise);
    // However long it slept, what was due then is due at once when it wakes up: one piece of the limit.
    due.shift()?.();
    await settled();
    answer.resolve(7);
    expect(await waiting).toBe(7);
  });
});
