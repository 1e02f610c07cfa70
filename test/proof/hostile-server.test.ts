import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { valueType } from "../../src/domain/value-type";
import { RequestBudget, type RequestBudgetState, retryTime } from "../../src/exist/budget";
import { ExistClient, type HeldValues } from "../../src/exist/client";
import { ExistError } from "../../src/exist/error";
import type { Http, HttpRequest, HttpResponse } from "../../src/exist/http";
import { type Grant, refreshGrant } from "../../src/exist/oauth";
import { wordsFor } from "../../src/locales";
import { failureOf } from "../../src/sync/run/send";
import { HIDDEN, INHERITED, MARKUP, UNSEEN } from "./hostile-inputs";
import { changedPrototypes } from "./prototypes";

const NOON = Date.UTC(2026, 8, 21, 12);
const HOUR = 3_600_000;
const words = wordsFor("en");

/** A client of a server that answers as told, and what it was asked. */
function clientOf(answer: (request: HttpRequest, nth: number) => Partial<HttpResponse> | string): { readonly client: ExistClient; readonly asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  const http: Http = (request) => {
    asked.push(request);
    const given = answer(request, asked.length);
    return Promise.resolve({ status: 200, headers: {}, text: "", ...(typeof given === "string" ? { text: given } : given) });
  };
  return { client: new ExistClient(http, () => NOON), asked };
}

/** Expects a failure of this kind, told in a sentence that can be shown, and nothing touched that is shared. */
async function expectFailure(promise: Promise<unknown>, kind: string): Promise<string> {
  const error: unknown = await promise.then(() => null, (cause: unknown) => cause);
  expect(error).toBeInstanceOf(ExistError);
  const failure = failureOf(error);
  expect(failure.kind).toBe(kind);
  const sentence = words.failure(failure);
  expect(sentence).not.toMatch(HIDDEN);
  expect(sentence.length).toBeLessThan(900);
  expect(changedPrototypes()).toEqual([]);
  return sentence;
}

const attribute = (part: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  ({ group: { name: "custom" }, template: null, name: "gym", label: "Gym", manual: true, active: true, value_type: 7, service: null, ...part });
const page = (results: readonly unknown[], next: string | null = null): string => JSON.stringify({ count: 1, next, previous: null, results });

describe("answers without measure", () => {
  it("refuses 50 MB of JSON, and 100,000 attributes on a page, without looking into them", async () => {
    const { client, asked } = clientOf(() => `{"results":[],"next":null,"x":"${"x".repeat(50_000_000)}"}`);
    expect(await expectFailure(client.attributes(), "unreadable")).toContain("(> 5 MB)");
    expect(asked).toHaveLength(1);
    const many = page(Array.from({ length: 100_000 }, (_, at) => attribute({ name: `a${at}` })));
    await expectFailure(clientOf(() => many).client.attributes(), "unreadable");
    await expectFailure(clientOf(() => ({ status: 500, text: "x".repeat(50_000_000) })).client.profile(), "unreadable");
  });

  it("takes a page that holds far more than was asked for, as long as it is no flood", async () => {
    const values = Array.from({ length: 15_000 }, (_, at) => ({ date: `day ${at}`, value: at }));
    const asked = (answer: string): Promise<HeldValues[]> => clientOf(() => answer).client.withValues("2026-09-21" as LocalDate, 31, ["steps"]);
    expect((await asked(page([{ name: "steps", values }])))[0]?.values.size).toBe(15_000);
    await expectFailure(asked(page([{ name: "steps", values: Array.from({ length: 300_000 }, () => ({ date: "d", value: 1 })) }])), "unreadable");
  });

  it.each([
    ["to itself", () => page([attribute()], "https://exist.io/api/2/attributes/?page=1"), 2],
    ["in a circle", (_request: HttpRequest, nth: number) => page([attribute({ name: `a${nth % 2}` })], "https://exist.io/api/2/attributes/?page=1"), 200],
    ["without an end", (_request: HttpRequest, nth: number) => page([attribute({ name: `a${nth}` })], `https://exist.io/api/2/attributes/?page=${nth * 1000}`), 200],
    ["to empty pages", () => page([], "https://exist.io/api/2/attributes/?page=9"), 1],
  ])("stops following pages that lead %s", async (_name, answer, calls) => {
    const { client, asked } = clientOf(answer);
    expect(await expectFailure(client.attributes(), "unreadable")).toContain("(next)");
    expect(asked).toHaveLength(calls);
  });

  it.each(["https://evil.example/api/2/attributes/?page=2", "//evil.example/", "file:///etc/passwd", "javascript:alert(1)", "/../../x"])("asks for the next page where it asked for the first, wherever `next` (%s) points", async (next) => {
    const { client, asked } = clientOf((_request, nth) => page([attribute({ name: `a${nth}` })], nth === 1 ? next : null));
    expect(await client.attributes()).toHaveLength(2);
    expect(asked.map(({ path, query }) => [path, query?.page])).toEqual([["/api/2/attributes/", "1"], ["/api/2/attributes/", "2"]]);
  });

  it("bears nesting of 100,000 levels", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    await expectFailure(clientOf(() => deep).client.attributes(), "unreadable");
    expect(await clientOf(() => `{"results":${deep},"next":null}`).client.attributes()).toMatchObject([{ name: "", valueType: null }]);
    const { client } = clientOf(() => `{"success":[{"name":"gym","date":"2026-09-21","x":${deep}}],"failed":[]}`);
    const answers = await client.increment([{ name: "gym", value: 1 }]).catch(failureOf);
    expect(JSON.stringify("kind" in answers ? answers.kind : answers[0]?.accepted)).toMatch(/true|unreadable/);
  });
});

describe("answers of another shape", () => {
  const SHAPES: readonly (readonly [string, string])[] = [
    ["nothing", ""], ["HTML", "<html><script>alert(1)</script></html>"], ["null", "null"], ["a number", "7"], ["a list", "[]"], ["half", '{"results":[{"na'], ["results by name", '{"results":{"0":{}}}'],
    ["a next that is a number", '{"results":[],"next":7}'],
    ["a key __proto__ for the rest", '{"__proto__":{"results":[],"next":null}}'],
  ];
  const ITEMS: readonly (readonly [string, string])[] = [
    ["a number", page([7])], ["one whose name is none", page([attribute({ name: 7 })])], ["one of a type out of range", page([attribute({ value_type: 99 })])], ["one of a type in letters", page([attribute({ value_type: "8" })])],
    ["one with a group in letters", page([attribute({ group: "custom" })])], ["one with a label that is a list", page([attribute({ label: ["x"] })])],
    ["one with a key __proto__", page([]).replace("[]", '[{"__proto__":{"polluted":1,"name":"x"}}]')],
  ];
  it.each(ITEMS)("takes %s among attributes for one of unknown type", async (_name, text) => {
    expect(await clientOf(() => text).client.attributes()).toMatchObject([{ valueType: null, service: null }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each(SHAPES)("says that %s is no answer", async (_name, text) => {
    await expectFailure(clientOf(() => text).client.attributes(), "unreadable");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([[204, "unreadable"], [206, "unreadable"], [301, "unreadable"], [304, "unreadable"], [418, "refused"], [408, "unavailable"], [599, "unavailable"], [0, "unreadable"]])("says what a status %d without a body is", async (status, kind) => {
    await expectFailure(clientOf(() => ({ status })).client.profile(), kind);
  });

  it.each(['[{"date":"2026-09-21","value":1e400}]', '[{"date":"2026-09-21","value":{}}]', '[{"date":"2026-09-21","value":[1]}]', '[{"date":20260921,"value":1}]', '{"2026-09-21":1}'])("does not take %s for values", async (values) => {
    expect(await clientOf(() => `{"next":null,"results":[{"name":"steps","values":${values}}]}`).client.withValues("2026-09-21" as never, 1, ["steps"])).toEqual([]);
  });

  it("keeps of a text that is longer than any of ours only what shows that it is another", async () => {
    const { client } = clientOf(() => page([{ name: "note", values: [{ date: "2026-09-21", value: "x".repeat(1_000_000) }, { date: "no day", value: "y" }, { date: "2026-09-21", value: "x".repeat(500_000) }] }]));
    const [held] = await client.withValues("2026-09-21" as never, 1, ["note"]);
    expect(String(held?.values.get("2026-09-21")).length).toBeLessThan(2100);
  });

  it("matches answers of a write by what they echo, whatever else stands there", async () => {
    const echo = { name: "gym", date: "2026-09-21" };
    const odd = [...INHERITED.map((name) => ({ name, date: "2026-09-21", error_code: name })), { name: null }, { name: "gym", date: "tomorrow" }];
    const answers = await clientOf(() => JSON.stringify({ success: [...odd, echo, echo], failed: odd })).client.update([{ ...echo, date: "2026-09-21" as never, value: 1 }]);
    expect(answers.map(({ accepted }) => accepted)).toEqual([true]);
    const none = await clientOf(() => "{}").client.update([{ ...echo, date: "2026-09-21" as never, value: 1 }]);
    expect(none).toMatchObject([{ accepted: false, refusal: null }]);
  });
});

describe("texts of Exist's", () => {
  const TEXTS = [...MARKUP, ...UNSEEN, "x".repeat(100_000), "\u202e".repeat(100_000), "😀".repeat(50_000)];
  it.each(TEXTS.map((text) => [text.slice(0, 30), text]))("can be shown: %j", async (_name, text) => {
    const [listed] = await clientOf(() => page([attribute({ label: text, service: { name: "s", label: text }, available_services: [{ name: "o", label: text }] })])).client.attributes();
    for (const shown of [listed?.label, listed?.service?.label, listed?.otherServices?.[0]?.label]) {
      expect(shown).not.toMatch(HIDDEN);
      expect(Array.from(shown ?? "").length).toBeLessThanOrEqual(100);
    }
    const answers = await clientOf(() => JSON.stringify({ failed: [{ name: "gym", error_code: text, error: text }] })).client.release([{ name: "gym" }]);
    const [refused] = answers;
    if (refused === undefined || refused.accepted || refused.refusal === null) throw new Error("not refused");
    expect(refused.refusal.text).not.toMatch(HIDDEN);
    expect(Array.from(refused.refusal.text).length).toBeLessThanOrEqual(300);
    expect(Array.from(refused.refusal.code).length).toBeLessThanOrEqual(100);
    const account = await clientOf(() => JSON.stringify({ username: text, timezone: text })).client.profile();
    expect(account.username + account.timezone).not.toMatch(HIDDEN);
    for (const body of [text, JSON.stringify({ detail: text }), JSON.stringify({ error: { text } }), text.repeat(10)]) {
      await expectFailure(clientOf(() => ({ status: 403, text: body })).client.profile(), "scope");
    }
  });

  it("keeps what people need of a long one", async () => {
    const sentence = await expectFailure(clientOf(() => ({ status: 400, text: JSON.stringify({ detail: `The date is wrong. ${"x".repeat(1_000_000)}` }) })).client.profile(), "refused");
    expect(sentence).toContain("The date is wrong.");
  });

  it("takes no account without a name", async () => {
    for (const username of ["", "   ", null, 7]) await expectFailure(clientOf(() => JSON.stringify({ username })).client.profile(), "unreadable");
  });
});

describe("waits that Exist asks for", () => {
  const YEARS = 100 * 365 * 24 * HOUR;
  it.each(["-1", "1e9", "soon", "", "0x10", "9".repeat(400), "Infinity", new Date(NOON - YEARS).toUTCString(), new Date(NOON + YEARS).toUTCString(), "3600, 7200", "12:30"])("are between now and a day from now for %j", (header) => {
    const until = retryTime(header, NOON);
    expect(until).toBeGreaterThanOrEqual(NOON);
    expect(until).toBeLessThanOrEqual(NOON + 24 * HOUR);
  });

  it("end, also where a clock that was wrong has written them down", async () => {
    let stored: RequestBudgetState | undefined = { minutes: [[60, 300]], closedUntil: NOON + YEARS };
    const budget = new RequestBudget({ now: () => NOON, load: () => Promise.resolve(stored), save: (state) => { stored = state; return Promise.resolve(); } });
    expect(await budget.left(0)).toBe(300);
    const limited = budget.limit(() => Promise.resolve({ status: 429, headers: { "retry-after": "99999999999999999999" }, text: "" }), 0);
    await limited({ method: "GET", path: "/" });
    expect(await budget.left(0)).toBe(0);
    await expect(limited({ method: "GET", path: "/" })).rejects.toMatchObject({ retryAt: NOON + 24 * HOUR });
  });
});

describe("tokens that Exist grants", () => {
  const APP = { clientId: "id", clientSecret: "secret" };
  const grant = (fields: Readonly<Record<string, unknown>>): Promise<Grant> =>
    refreshGrant(() => Promise.resolve({ status: 200, headers: {}, text: JSON.stringify({ access_token: "a", refresh_token: "r", ...fields }).replace('"BIG"', "1e400") }), APP, "r", NOON);

  it.each([-1, 0, "3600", "soon", null, "BIG", 1e300, {}, undefined, 31_535_999])("are kept for a time that a calendar knows with expires_in %j", async (expires_in) => {
    const { expiresAt } = await grant({ expires_in });
    expect(expiresAt).toBeGreaterThan(NOON);
    expect(expiresAt).toBeLessThanOrEqual(NOON + 366 * 24 * HOUR);
  });

  it.each([[["a"]], [null], [7], [{}]])("are kept with a scope that is %j", async (scope) => {
    expect((await grant({ scope })).scopes).toEqual([]);
  });

  it.each(["", " ", "a\r\nX-Evil: 1", "a\u0000", "ü", "x".repeat(100_000), 7, null, ["a"]])("are refused when they could not stand in a header: %j", async (token) => {
    for (const field of ["access_token", "refresh_token"]) await expectFailure(grant({ [field]: token }), "unreadable");
  });

  it("names a refusal by its code only", async () => {
    const post = (text: string): Promise<unknown> => refreshGrant(() => Promise.resolve({ status: 400, headers: {}, text }), APP, "r", NOON);
    for (const text of [`{"error":"<b>x</b>"}`, `{"error":"${"a".repeat(1000)}"}`, "\"error\" ".repeat(100_000), "x".repeat(1_000_000)]) expect(await expectFailure(post(text), "refused")).toContain("400");
  });
});

it("knows the number of a value type and no other", async () => {
  for (const value_type of [-1, 9, 1.5, null, "8"]) expect(await clientOf(() => page([attribute({ value_type })])).client.attributes()).toMatchObject([{ valueType: null }]);
  expect((await clientOf(() => page([attribute({ value_type: valueType.scale })])).client.attributes())[0]?.valueType).toBe(8);
});
