import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { Budget, type BudgetState, retryTime } from "../../src/exist/budget";
import { ExistClient } from "../../src/exist/client";
import { ExistError } from "../../src/exist/error";
import type { HttpRequest, HttpResponse } from "../../src/exist/http";
import { ACCOUNT, rig } from "../sync/rig";

const day = "2026-09-20" as LocalDate;

function client() {
  const test = rig();
  return { ...test, client: new ExistClient(test.http, () => test.clock.now()) };
}

/** A client to whom every request is answered the same. */
function answering(status: number, text: string, headers: Record<string, string> = {}) {
  const requests: HttpRequest[] = [];
  const http = (request: HttpRequest): Promise<HttpResponse> => {
    requests.push(request);
    return Promise.resolve({ status, headers, text });
  };
  return { client: new ExistClient(http, () => 0), requests };
}

async function errorOf(promise: Promise<unknown>): Promise<ExistError> {
  const error: unknown = await promise.then(() => null, (caught: unknown) => caught);
  if (!(error instanceof ExistError)) throw new Error("no ExistError");
  return error;
}

describe("ExistClient", () => {
  it("reads the profile, every page of attributes, and values", async () => {
    const { client: exist, world } = client();
    world.addService("other", "Other");
    for (let count = 0; count < 230; count += 1) world.addAttribute(ACCOUNT, { name: `a${count}`, label: `A ${count}`, value_type: 0, owner: count < 3 ? "my_notes" : "other" });
    for (let back = 1; back <= 28; back += 1) world.setValue(ACCOUNT, "a0", `2026-08-${String(back).padStart(2, "0")}`, back);
    expect(await exist.profile()).toMatchObject({ username: ACCOUNT });
    expect(await exist.attributes()).toHaveLength(230);
    expect((await exist.owned()).map(({ name }) => name)).toEqual(["a0", "a1", "a2"]);
    const [held] = await exist.withValues("2026-08-28" as LocalDate, 31, ["a0"]);
    expect([held?.values.get("2026-08-01"), held?.values.get("2026-08-28")]).toEqual([1, 28]);
    expect(world.impolite).toEqual([]);
  });

  it("acquires by template and by name, creates, updates, increments and releases, item by item", async () => {
    const { client: exist, world } = client();
    expect(await exist.acquire([{ template: "steps" }, { name: "nowhere" }])).toMatchObject([
      { accepted: true, echo: { name: "steps" } }, { accepted: false, refusal: { code: "not_found" } },
    ]);
    const [made, clash] = await exist.create([{ label: "Späziergang", group: "custom", value_type: 0, manual: false }, { label: "Steps", group: "custom", value_type: 0, manual: false }]);
    expect(made).toMatchObject({ accepted: true });
    expect(clash).toMatchObject({ accepted: false, refusal: { code: "exists" }, echo: { name: "steps" } });
    const name = String(made?.echo.name);
    expect(await exist.update([{ name, date: day, value: 3 }, { name: "steps", date: day, value: 7 }, { name: "steps", date: day.replace("20", "19") as LocalDate, value: 1.5 }])).toMatchObject([
      { accepted: true }, { accepted: true }, { accepted: false, refusal: { code: "validation" } },
    ]);
    expect(await exist.increment([{ name, date: day, value: 2 }])).toMatchObject([{ accepted: true, echo: { current: 5 } }]);
    expect(await exist.release([{ name }, { name: "mood" }])).toMatchObject([{ accepted: true }, { accepted: false, refusal: { code: "not_found" } }]);
    expect(world.attribute(ACCOUNT, name)?.active).toBe(false);
  });

  it("sends 35 objects at most, and nothing for nothing", async () => {
    const { client: exist, world } = client();
    expect(await exist.update([])).toEqual([]);
    expect(world.calls).toEqual([]);
    await expect(exist.update(Array.from({ length: 36 }, () => ({ name: "steps", date: day, value: 1 })))).rejects.toThrow("35");
    expect(world.calls).toEqual([]);
  });

  it("takes an item without an answer for refused, with no reason", async () => {
    const { client: exist } = answering(200, '{"success":[],"failed":[]}');
    expect(await exist.update([{ name: "steps", date: day, value: 1 }])).toMatchObject([{ accepted: false, refusal: { code: "", text: "" } }]);
  });

  it("takes a refusal without code or words for one", async () => {
    const { client: exist } = answering(202, '{"success":[],"failed":[{"name":"steps","date":"2026-09-20","value":1}]}');
    expect(await exist.update([{ name: "steps", date: day, value: 1 }])).toMatchObject([{ accepted: false, refusal: { code: "", text: "" } }]);
  });

  it("finds Exist's words for a refusal wherever they are, and does without", async () => {
    const bodies = [['{"detail":"Not yours."}', "Not yours."], ['{"error":"Not yours either."}', "Not yours either."], ["{}", "HTTP 403"], ["null", "HTTP 403"], ['"no"', "HTTP 403"]] as const;
    for (const [body, words] of bodies) expect((await errorOf(answering(403, body).client.profile())).message).toBe(words);
  });

  it("sorts failures by what can be done about them", async () => {
    const cases: readonly (readonly [status: number, kind: string, waitingHelps: boolean])[] = [
      [400, "refused", false], [401, "token", false], [403, "scope", false], [404, "refused", false], [408, "unavailable", true], [415, "refused", false],
      [429, "rate-limited", true], [500, "unavailable", true], [503, "unavailable", true], [204, "unreadable", false], [302, "unreadable", false],
    ];
    for (const [status, kind, waitingHelps] of cases) {
      const error = await errorOf(answering(status, "").client.profile());
      expect([status, error.kind, error.waitingHelps]).toEqual([status, kind, waitingHelps]);
    }
    expect((await errorOf(answering(403, '{"detail":"Not yours."}').client.profile())).message).toBe("Not yours.");
    expect((await errorOf(answering(429, "", { "retry-after": "120" }).client.profile())).retryAt).toBe(120_000);
  });

  it("names the place at which an answer is not what it should be", async () => {
    expect((await errorOf(answering(200, "<html>").client.profile())).message).toContain("JSON");
    expect((await errorOf(answering(200, "5").client.profile())).message).toContain("the top");
    expect((await errorOf(answering(200, '{"username":7}').client.profile())).message).toContain("username");
    expect((await errorOf(answering(200, '{"results":[{"name":"a","label":"A","group":{"name":"g"},"value_type":12}]}').client.attributes())).message).toContain("results.0.value_type");
  });

  it("reads who else could fill an attribute, and does without where that is unreadable", async () => {
    const [ours, fitbit] = [{ name: "my_notes", label: "My notes" }, { name: "fitbit", label: "Fitbit" }];
    const of = async (available_services: unknown): Promise<unknown> => {
      const item = { name: "a", label: "A", group: { name: "g" }, value_type: 8, service: ours, available_services };
      const [attribute] = await answering(200, JSON.stringify({ next: null, results: [item] })).client.owned();
      return attribute?.otherServices;
    };
    expect(await of([ours, { ...fitbit, icon: "f.png" }])).toEqual([fitbit]);
    expect(await of([ours])).toEqual([]);
    expect(await of(["fitbit"])).toBeUndefined();
    expect(await of(undefined)).toBeUndefined();
  });

  it("lets unknown fields go, and does not follow a list without an end", async () => {
    const item = { name: "a", label: "A", group: { name: "g", odd: 1 }, value_type: 8, novelty: [1], service: null };
    expect(await answering(200, JSON.stringify({ count: 1, next: null, results: [item] })).client.attributes()).toEqual([
      { name: "a", label: "A", group: "g", valueType: 8, template: null, manual: false, active: true, service: null },
    ]);
    const endless = answering(200, '{"next":"https://exist.io/again","results":[]}');
    expect((await errorOf(endless.client.owned())).kind).toBe("unreadable");
    expect(endless.requests.length).toBeLessThanOrEqual(200);
  });
});

describe("Budget", () => {
  const HOUR = 3_600_000;

  it("starts anew with the hour, and heeds a 429 until then", async () => {
    let now = 5 * HOUR + 1000;
    let kept: BudgetState | undefined;
    const deps = { now: () => now, load: () => Promise.resolve(kept), save: (state: BudgetState) => { kept = state; return Promise.resolve(); } };
    const budget = new Budget(deps);
    let status = 200;
    const http = budget.limit(() => Promise.resolve({ status, headers: {}, text: "" }), 0);
    for (let count = 0; count < 300; count += 1) await http({ method: "GET", path: "/" });
    expect((await errorOf(http({ method: "GET", path: "/" }))).retryAt).toBe(6 * HOUR);
    expect(await new Budget(deps).left(0)).toBe(0);
    now = 6 * HOUR;
    expect(await budget.left(30)).toBe(270);
    status = 429;
    await http({ method: "GET", path: "/" });
    expect(await budget.left(0)).toBe(0);
    expect(await budget.reopens()).toBe(7 * HOUR);
  });

  it("reads Retry-After as seconds or as a date, and falls back on the next hour", () => {
    const now = Date.UTC(2026, 8, 21, 12, 30);
    expect(retryTime("90", now)).toBe(now + 90_000);
    expect(retryTime("Mon, 21 Sep 2026 12:45:00 GMT", now)).toBe(Date.UTC(2026, 8, 21, 12, 45));
    expect(retryTime("soon", now)).toBe(Date.UTC(2026, 8, 21, 13));
    expect(retryTime(undefined, now)).toBe(Date.UTC(2026, 8, 21, 13));
  });
});
