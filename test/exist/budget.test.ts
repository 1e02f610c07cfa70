import { describe, expect, it } from "vitest";
import { RequestBudget, type RequestBudgetState, HOURLY_LIMIT, RESERVED_FOR_PEOPLE, RESERVED_FROM_BACKFILL, retryTime } from "../../src/exist/budget";
import { ExistError } from "../../src/exist/error";
import type { HttpRequest, HttpResponse } from "../../src/exist/http";
import { HourlyLimit } from "./hourly-limit";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = 1000 * HOUR + 30 * MINUTE;
const REQUEST: HttpRequest = { method: "GET", path: "/here" };

type Kept = RequestBudgetState | { readonly hour: number; readonly used: number; readonly closedUntil: number } | undefined;

/** A budget whose clock and store are in the test's hands, over a service that answers as it is told. */
function stage(kept: Kept = undefined, answer: Partial<HttpResponse> = {}) {
  const made = { now: START, kept, sent: 0, answer: { status: 200, headers: {}, text: "", ...answer } };
  const open = () => new RequestBudget({ now: () => made.now, load: () => Promise.resolve(made.kept), save: (state) => { made.kept = state; return Promise.resolve(); } });
  const port = (): Promise<HttpResponse> => { made.sent += 1; return Promise.resolve(made.answer); };
  return Object.assign(made, { open, budget: open(), port });
}

const usedAt = (time: number, used: number): RequestBudgetState => ({ minutes: [[Math.floor(time / MINUTE), used]], closedUntil: 0 });

async function errorOf(promise: Promise<unknown>): Promise<ExistError> {
  const error: unknown = await promise.then(() => null, (caught: unknown) => caught);
  if (!(error instanceof ExistError)) throw new Error("no ExistError");
  return error;
}

/** When a request that is refused may be made, by its own word. */
const reopens = async ({ budget, port }: Pick<ReturnType<typeof stage>, "budget" | "port">, reserved: number) => (await errorOf(budget.limit(port, reserved)(REQUEST))).retryAt ?? Number.NaN;

describe("the requests of any sixty minutes", () => {
  it.each([0, RESERVED_FOR_PEOPLE, RESERVED_FROM_BACKFILL])("are never more than a service allows that counts them to the millisecond, with %i set aside", async (reserved) => {
    const test = stage();
    const limit = new HourlyLimit(HOURLY_LIMIT - reserved);
    let chance = 1;
    const http = test.budget.limit(() => {
      // The answer's way is up to half a minute, as long as the app waits for one.
      chance = (chance * 48271) % 2147483647;
      expect(limit.admit("sam", test.now + (chance % (30 * 1000)))).toBe(true);
      return test.port();
    }, reserved);
    for (let step = 0; step < 20_000; step += 1) {
      await http(REQUEST).catch(() => undefined);
      chance = (chance * 48271) % 2147483647;
      test.now += chance % (step % 3000 < 400 ? 100 : 40_000);
    }
    expect(test.sent).toBeGreaterThan(4 * (HOURLY_LIMIT - reserved));
  });

  it("come back one by one as they get older than an hour, and not all at the full hour", async () => {
    const test = stage();
    const http = test.budget.limit(test.port, 0);
    for (let count = 0; count < 200; count += 1) await http(REQUEST);
    test.now += 40 * MINUTE;
    for (let count = 0; count < 100; count += 1) await http(REQUEST);
    expect([await test.budget.left(0), await test.budget.used()]).toEqual([0, 300]);
    const refused = await errorOf(http(REQUEST));
    expect(refused).toMatchObject({ kind: "rate-limited", path: "/here", retryAt: START + 62 * MINUTE });
    test.now = START + 62 * MINUTE - 1;
    expect(await test.budget.left(0)).toBe(0);
    test.now += 1;
    expect([await test.budget.left(0), await test.budget.used()]).toEqual([200, 100]);
    test.now += 40 * MINUTE;
    expect(await test.budget.used()).toBe(0);
  });

  it("leave what is set aside, and say when there is room beside it", async () => {
    const test = stage({ minutes: [[Math.floor(START / MINUTE) - 30, 100], [Math.floor(START / MINUTE) - 10, 150]], closedUntil: 0 });
    expect([await test.budget.left(0), await test.budget.left(49), await test.budget.left(50), await test.budget.left(60)]).toEqual([50, 1, 0, 0]);
    expect(await reopens(test, 60)).toBe(START + 32 * MINUTE);
    expect(await reopens(test, 250)).toBe(START + 52 * MINUTE);
    expect([test.sent, await test.budget.used()]).toEqual([0, 250]);
    await test.budget.limit(test.port, 0)(REQUEST);
    expect([test.sent, await test.budget.used()]).toEqual([1, 251]);
  });

  it("are 240 at most by what nobody asked for, and a backfill leaves some of them to what a person edits", () => {
    expect(HOURLY_LIMIT - RESERVED_FOR_PEOPLE).toBe(240);
    expect(RESERVED_FROM_BACKFILL).toBeGreaterThan(RESERVED_FOR_PEOPLE);
  });

  it("are counted one by one where they are made at once", async () => {
    const test = stage(usedAt(START, 297));
    const http = test.budget.limit(test.port, 0);
    const made = await Promise.allSettled(Array.from({ length: 10 }, () => http(REQUEST)));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect([test.sent, await test.budget.used(), await test.open().used()]).toEqual([3, 300, 300]);
  });

  it("are counted before they go out, so that one without an answer is counted too", async () => {
    const test = stage();
    await expect(test.budget.limit(() => Promise.reject(new Error("no network")), 0)(REQUEST)).rejects.toThrow("no network");
    expect(test.kept).toEqual(usedAt(START, 1));
  });

  it("are kept across restarts, and in few numbers", async () => {
    const test = stage();
    const http = test.budget.limit(test.port, 0);
    for (let count = 0; count < 250; count += 1) {
      await http(REQUEST);
      test.now += 20_000;
    }
    expect(await test.open().used()).toBe(await test.budget.used());
    expect(test.kept).toMatchObject({ minutes: { length: 62 } });
  });

  it("that cannot be looked up are not guessed, and are asked for again", async () => {
    const test = stage(usedAt(START, 300));
    let works = false;
    const budget = new RequestBudget({ now: () => test.now, load: () => (works ? Promise.resolve(test.kept) : Promise.reject(new Error("closed"))), save: () => Promise.resolve() });
    await expect(budget.limit(test.port, 0)(REQUEST)).rejects.toThrow("closed");
    works = true;
    expect([await budget.left(0), test.sent]).toEqual([0, 0]);
  });
});

describe("what was kept", () => {
  it("by the hour of the clock counts as made as late as that can be", async () => {
    const test = stage({ hour: 1000, used: 280, closedUntil: 0 });
    expect([await test.budget.left(0), await reopens(test, 60)]).toEqual([20, START + 62 * MINUTE]);
    test.now = 1001 * HOUR + 30 * MINUTE;
    expect([await test.open().left(0), await reopens({ ...test, budget: test.open() }, 60)]).toEqual([20, 1002 * HOUR + MINUTE]);
    test.now = 1002 * HOUR + MINUTE;
    expect(await test.open().left(0)).toBe(300);
  });

  it.each([10 * MINUTE, 5 * HOUR, 10_000 * HOUR])("by a clock that was %i ms ahead counts as made now, and is over in an hour", async (ahead) => {
    const test = stage(usedAt(START + ahead, 300));
    expect(await test.budget.left(0)).toBe(0);
    expect(await reopens(test, 0)).toBe(START + 62 * MINUTE);
    test.now += 62 * MINUTE;
    expect(await test.budget.left(0)).toBe(300);
  });

  it("by a clock that jumps back meanwhile is not lost", async () => {
    const test = stage();
    const http = test.budget.limit(test.port, 0);
    for (let count = 0; count < 299; count += 1) await http(REQUEST);
    test.now -= 5 * HOUR;
    await http(REQUEST);
    expect((await errorOf(http(REQUEST))).kind).toBe("rate-limited");
    expect(test.sent).toBe(300);
  });
});

describe("a 429", () => {
  it("is heeded until the oldest request of the hour is over it, and says so", async () => {
    const test = stage(usedAt(START - 50 * MINUTE, 5), { status: 429 });
    const answer = await test.budget.limit(test.port, 0)(REQUEST);
    expect(answer.headers).toEqual({ "retry-after": String(12 * 60) });
    expect([await test.budget.left(0), await reopens(test, 0)]).toEqual([0, START + 12 * MINUTE]);
    expect(test.sent).toBe(1);
    test.now += 12 * MINUTE;
    expect(await test.budget.left(0)).toBe(299);
  });

  it("is heeded for as long as Exist asks, a day at most", async () => {
    const asked = async (header: string) => {
      const test = stage(undefined, { status: 429, headers: { "retry-after": header } });
      await test.budget.limit(test.port, 0)(REQUEST);
      return await reopens(test, 0) - START;
    };
    expect([await asked("120"), await asked("7200"), await asked("999999")]).toEqual([2 * MINUTE, 2 * HOUR, 24 * HOUR]);
    const longer = stage({ minutes: [], closedUntil: START + 24 * HOUR + 1 });
    expect(await longer.budget.left(0)).toBe(300);
  });

  it("has Retry-After in seconds or as a date, and without either an hour is enough", () => {
    const now = Date.UTC(2026, 8, 21, 12, 30);
    expect(retryTime("90", now)).toBe(now + 90_000);
    expect(retryTime("Mon, 21 Sep 2026 12:45:00 GMT", now)).toBe(Date.UTC(2026, 8, 21, 12, 45));
    expect(retryTime(" 90 ", now)).toBe(now + 90_000);
    expect(retryTime("0", now)).toBe(now);
    expect(retryTime("999999", now)).toBe(now + 24 * HOUR);
    for (const none of ["90 or so", "Mon, 21 Sep 2026 12:15:00 GMT", "soon", undefined]) expect(retryTime(none, now)).toBe(now + HOUR);
    expect(retryTime(undefined, now, now + 1)).toBe(now + 1);
  });
});
