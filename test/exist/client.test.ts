import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { LONGEST_LABEL } from "../../src/domain/mapping";
import { LONGEST_STRING } from "../../src/domain/value-type";
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

  it("takes of a list no more than it asked for, and looks on every page, where Exist heeds no names", async () => {
    const test = rig({}, undefined, { nameFilter: "ignored" });
    for (let count = 0; count < 230; count += 1) test.world.addAttribute(ACCOUNT, { name: `a${count}`, label: `A ${count}`, value_type: 0, values: { "2026-08-28": count } });
    const exist = new ExistClient(test.http, () => test.clock.now());
    expect(await exist.withValues("2026-08-28" as LocalDate, 31, ["a7", "a229", "nowhere"])).toEqual([["a7", 7], ["a229", 229]].map(([name, value]) => ({ name, values: new Map([["2026-08-28", value]]) })));
    expect(await exist.withValues("2026-08-28" as LocalDate, 1, [])).toHaveLength(230);
    expect(test.world.callsTo("with-values")).toHaveLength(6);
  });

  it("acquires by template and by name, creates, updates, increments and releases, item by item", async () => {
    const { client: exist, world } = client();
    expect(await exist.acquire([{ template: "steps" }, { name: "nowhere" }])).toMatchObject([
      { accepted: true, echo: { name: "steps" } }, { accepted: false, refusal: { code: "not_found" } },
    ]);
    const [made, clash] = await exist.create([{ label: "Späziergang", group: "health", value_type: 0, manual: false }, { label: "Steps", group: "health", value_type: 0, manual: false }]);
    expect(made).toMatchObject({ accepted: true });
    expect(clash).toMatchObject({ accepted: false, refusal: { code: "exists" } });
    const name = String(made?.accepted === true ? made.echo.name : "");
    expect(await exist.update([{ name, date: day, value: 3 }, { name: "steps", date: day, value: 7 }, { name: "steps", date: day.replace("20", "19") as LocalDate, value: 1.5 }])).toMatchObject([
      { accepted: true }, { accepted: true }, { accepted: false, refusal: { code: "validation" } },
    ]);
    expect(await exist.increment([{ name, date: day, value: 2 }])).toMatchObject([{ accepted: true, echo: { current: 5 } }]);
    expect(await exist.release([{ name }, { name: "mood" }])).toMatchObject([{ accepted: true }, { accepted: false, refusal: { code: "not_found" } }]);
    expect(world.attribute(ACCOUNT, name)?.active).toBe(false);
  });

  it("asks for lists with what is hidden in them, a hundred at a time, and for values with their days and names", async () => {
    const { client: exist, requests } = answering(200, '{"next":null,"results":[]}');
    await exist.attributes();
    await exist.owned();
    await exist.withValues(day, 31, ["steps", "mood"]);
    const page = { limit: "100", page: "1" };
    expect(requests).toEqual([
      { method: "GET", path: "/api/2/attributes/", query: { include_inactive: "true", include_low_priority: "true", ...page } },
      { method: "GET", path: "/api/2/attributes/owned/", query: { include_inactive: "true", include_low_priority: "true", ...page } },
      { method: "GET", path: "/api/2/attributes/with-values/", query: { date_max: day, days: "31", attributes: "steps,mood", ...page } },
    ]);
  });

  it("asks to be told all of what it acquires and creates, and no more of anything else", async () => {
    const { client: exist, requests } = answering(200, "{}");
    await exist.acquire([{ template: "steps", manual: true }]);
    await exist.create([{ label: "Gym", group: "custom", value_type: 7, manual: false }]);
    await exist.update([{ name: "steps", date: day, value: 1 }]);
    await exist.increment([{ name: "steps", value: 1 }]);
    await exist.release([{ name: "steps" }]);
    expect(requests).toEqual([
      { method: "POST", path: "/api/2/attributes/acquire/", query: { success_objects: "1" }, body: [{ template: "steps", manual: true }] },
      { method: "POST", path: "/api/2/attributes/create/", query: { success_objects: "1" }, body: [{ label: "Gym", group: "custom", value_type: 7, manual: false }] },
      { method: "POST", path: "/api/2/attributes/update/", body: [{ name: "steps", date: day, value: 1 }] },
      { method: "POST", path: "/api/2/attributes/increment/", body: [{ name: "steps", value: 1 }] },
      { method: "POST", path: "/api/2/attributes/release/", body: [{ name: "steps" }] },
    ]);
  });

  it("knows an item by what Exist echoes of it, in whatever order and words", async () => {
    const accepted = async (answer: object, ask: (exist: ExistClient) => Promise<readonly { readonly accepted: boolean }[]>): Promise<boolean[]> =>
      (await ask(answering(200, JSON.stringify(answer)).client)).map((each) => each.accepted);
    const acquire = (exist: ExistClient) => exist.acquire([{ template: "steps" }, { name: "mood" }]);
    expect(await accepted({ success: [{ name: "mood", template: "x" }, { name: "s", template: "steps" }] }, acquire)).toEqual([true, true]);
    expect(await accepted({ success: [{ name: "steps" }] }, acquire)).toEqual([true, false]);
    expect(await accepted({ success: [{ name: "other", template: "mood" }] }, acquire)).toEqual([false, false]);
    const create = (exist: ExistClient) => exist.create([{ label: "Gym", group: "custom", value_type: 7, manual: false }]);
    expect(await accepted({ success: [{ label: "Gym" }] }, create)).toEqual([true]);
    expect(await accepted({ success: [{ title: "Gym" }] }, create)).toEqual([true]);
    expect(await accepted({ success: [{ label: " gym" }] }, create)).toEqual([true]);
    expect(await accepted({ success: [{ label: "gym 2" }, { name: "gym", label: "Other" }] }, create)).toEqual([false]);
    expect(await accepted({ success: [{ title: "Mood" }, { title: "steps" }] }, acquire)).toEqual([true, true]);
    expect(await accepted({ success: [{ title: "active minutes" }] }, (exist) => exist.acquire([{ template: "steps_active_min" }]))).toEqual([true]);
    expect(await accepted({ success: [{ name: "steps", template: null }, { name: "mood", template: null }] }, acquire)).toEqual([false, true]);
    const update = (exist: ExistClient) => exist.update([{ name: "steps", date: day, value: 1 }]);
    expect(await accepted({ success: [{ name: "steps", date: "2026-09-19" }, { name: "mood", date: day }] }, update)).toEqual([false]);
    expect(await accepted({ success: [{ name: "steps", date: day }], failed: [{ name: "steps", date: "2026-09-19" }] }, update)).toEqual([true]);
    const untidy = (exist: ExistClient) => exist.create([{ label: " Gym & Sauna ", group: "custom", value_type: 7, manual: false }]);
    for (const echo of [{ label: "gym & sauna" }, { title: "GYM & SAUNA" }, { label: "", title: "gym & sauna" }, { name: "Gym & Sauna" }, { name: "gym__sauna", label: "gym & sauna", title: null }]) {
      expect(await accepted({ success: [{ group: { name: "custom" }, ...echo }] }, untidy), JSON.stringify(echo)).toEqual([true]);
    }
    expect(await accepted({ success: [{ name: "gym & sauna", label: "gym" }] }, untidy)).toEqual([false]);
    const add = (date?: LocalDate) => (exist: ExistClient) => exist.increment([{ name: "steps", value: 1, ...(date === undefined ? {} : { date }) }]);
    expect(await accepted({ success: [{ name: "steps", date: day }] }, add())).toEqual([true]);
    expect(await accepted({ success: [{ name: "steps" }] }, add(day))).toEqual([true]);
    expect(await accepted({ success: [{ name: "steps", date: day }] }, add(day))).toEqual([true]);
    expect(await accepted({ success: [{ name: "steps", date: "2026-09-19" }] }, add(day))).toEqual([false]);
    expect(await accepted({ success: [{ name: "mood", date: day }] }, add(day))).toEqual([false]);
    const release = (exist: ExistClient) => exist.release([{ name: "steps" }]);
    expect(await accepted({ success: [{ name: "mood" }] }, release)).toEqual([false]);
  });

  it("gives Exist's code and words for what it refuses", async () => {
    const { client: exist } = answering(202, '{"success":[],"failed":[{"name":"steps","date":"2026-09-20","error_code":"validation","error":"Too many"}]}');
    expect(await exist.update([{ name: "steps", date: day, value: 1 }])).toMatchObject([{ accepted: false, refusal: { code: "validation", text: "Too many" } }]);
  });

  it("sends 35 objects at once", async () => {
    const { client: exist, requests } = answering(200, "{}");
    await exist.update(Array.from({ length: 35 }, () => ({ name: "steps", date: day, value: 1 })));
    expect(requests).toHaveLength(1);
  });

  it("leaves out values that Exist does not hold, and takes yes and no as numbers", async () => {
    const values = [{ date: "2026-09-18", value: null }, { date: "2026-09-19", value: true }, { date: "2026-09-20", value: "Fine" }, { date: "2026-09-21", value: 0 }];
    const { client: exist } = answering(200, JSON.stringify({ next: null, results: [{ name: "mood", values }] }));
    const [mood] = await exist.withValues(day, 31, ["mood"]);
    expect([...(mood?.values ?? [])]).toEqual([["2026-09-19", 1], ["2026-09-20", "Fine"], ["2026-09-21", 0]]);
  });

  it("reads every page up to the last, and stops at a page that comes again", async () => {
    const asked: (string | undefined)[] = [];
    const paged = (answerTo: (page: number) => object) => new ExistClient(({ query }) => {
      asked.push(query?.page);
      return Promise.resolve({ status: 200, headers: {}, text: JSON.stringify(answerTo(Number(query?.page))) });
    }, () => 0);
    const value = (page: number, value = page) => ({ name: `a${page}`, values: [{ date: "2026-09-01", value }] });
    expect((await paged((page) => ({ next: page < 3 ? "more" : null, results: [value(page)] })).withValues(day, 31, []))).toHaveLength(3);
    expect(asked).toEqual(["1", "2", "3"]);
    asked.length = 0;
    expect(await errorOf(paged(() => ({ next: "more", results: [value(1)] })).withValues(day, 31, []))).toMatchObject({ kind: "unreadable", message: "next", path: "/api/2/attributes/with-values/" });
    expect(asked).toEqual(["1", "2"]);
    asked.length = 0;
    expect((await errorOf(paged((page) => ({ next: "more", results: page < 4 ? [value(page)] : [] })).withValues(day, 31, []))).kind).toBe("unreadable");
    expect(asked).toEqual(["1", "2", "3", "4"]);
    asked.length = 0;
    expect((await errorOf(paged((page) => ({ next: "more", results: [value(1, page)] })).withValues(day, 31, []))).kind).toBe("unreadable");
    expect(asked).toHaveLength(200);
    asked.length = 0;
    expect((await errorOf(paged((page) => ({ next: "more", results: Array.from({ length: 5000 }, () => value(page % 28)) })).withValues(day, 31, []))).kind).toBe("unreadable");
    expect(asked).toHaveLength(5);
  });

  it("does not look into an answer that is far too long, also where it is a refusal", async () => {
    const long = `{"username":"sam","first_name":"${"a".repeat(5_000_000)}"}`;
    for (const status of [200, 500]) expect(await errorOf(answering(status, long).client.profile())).toMatchObject({ kind: "unreadable", message: "> 5 MB", status, path: "/api/2/accounts/profile/" });
    const most = `{"username":"sam","first_name":"${"a".repeat(5_000_000 - 34)}"}`;
    expect(most).toHaveLength(5_000_000);
    expect(await answering(200, most).client.profile()).toMatchObject({ username: "sam" });
  });

  it("is offline where no answer comes, and lets through what was found out before", async () => {
    const failing = (error: Error) => new ExistClient(() => Promise.reject(error), () => 0).profile();
    expect(await errorOf(failing(new Error("no network")))).toMatchObject({ kind: "offline", path: "/api/2/accounts/profile/", status: undefined, retryAt: undefined });
    const ours = new ExistError("token", "Sign in again.", { path: "/" });
    expect(await errorOf(failing(ours))).toBe(ours);
  });

  it("sends 35 objects at most, and nothing for nothing", async () => {
    const { client: exist, world } = client();
    expect(await exist.update([])).toEqual([]);
    expect(world.calls).toEqual([]);
    await expect(exist.update(Array.from({ length: 36 }, () => ({ name: "steps", date: day, value: 1 })))).rejects.toThrow("35");
    expect(world.calls).toEqual([]);
  });

  it.each(['{"success":[],"failed":[]}', '{"success":[{"name":"mood","date":"2026-09-20"}]}', '{"success":[7,{"name":7},null],"failed":[["steps"]]}'])("takes an item for unanswered, and not for refused, where Exist says %s", async (text) => {
    const { client: exist } = answering(200, text);
    expect(await exist.update([{ name: "steps", date: day, value: 1 }])).toMatchObject([{ accepted: false, refusal: null }]);
  });

  it("finds the answers that can be read beside those that cannot", async () => {
    const { client: exist } = answering(202, '{"success":[7,{"name":"steps","date":"2026-09-20"}],"failed":[{"name":["x"]},{"name":"mood","date":"2026-09-20","error_code":"not_allowed","error":"No"}]}');
    expect(await exist.update([{ name: "steps", date: day, value: 1 }, { name: "mood", date: day, value: 1 }])).toMatchObject([{ accepted: true }, { accepted: false, refusal: { code: "not_allowed", text: "No" } }]);
  });

  it("takes a refusal without code or words for one", async () => {
    const { client: exist } = answering(202, '{"success":[],"failed":[{"name":"steps","date":"2026-09-20","value":1}]}');
    expect(await exist.update([{ name: "steps", date: day, value: 1 }])).toMatchObject([{ accepted: false, refusal: { code: "", text: "" } }]);
  });

  it("finds Exist's words for a refusal wherever they are, and does without", async () => {
    const bodies = [['{"detail":"Not yours."}', "Not yours."], ['{"error":"Not yours either."}', "Not yours either."], ["{}", "HTTP 403"], ["null", "HTTP 403"], ['"no"', "HTTP 403"], ['{"detail":7}', "HTTP 403"], ['{"detail":" "}', "HTTP 403"], ["<html>", "HTTP 403"]] as const;
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
    expect((await errorOf(answering(503, "", { "retry-after": "120" }).client.profile())).retryAt).toBeUndefined();
    expect(await errorOf(answering(404, "").client.profile())).toMatchObject({ status: 404, path: "/api/2/accounts/profile/", message: "HTTP 404" });
    const long = await errorOf(answering(400, JSON.stringify({ detail: "a".repeat(1000) })).client.profile());
    expect(long.message.length).toBeLessThanOrEqual(301);
  });

  it("names the place at which an answer is not what it should be", async () => {
    const profiles = [["<html>", "JSON"], ['{"username":', "JSON"], ["5", "Object"], ['{"username":7}', "username"]] as const;
    for (const [text, message] of profiles) expect(await errorOf(answering(200, text).client.profile())).toMatchObject({ kind: "unreadable", message });
    expect((await errorOf(answering(200, '{"results":{"0":{}}}').client.attributes())).message).toBe("results");
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

  it("reads an attribute and a profile as Exist has them, and fills in what is left out", async () => {
    const group = { name: "custom" };
    const full = { name: "walk", label: "Walk", group, template: "steps", manual: true, active: false, value_type: 3, service: { name: "my_notes", label: "My notes", icon: "x" } };
    const list = (item: object): string => JSON.stringify({ next: null, results: [item] });
    expect(await answering(200, list(full)).client.attributes()).toEqual([
      { name: "walk", label: "Walk", group: "custom", template: "steps", manual: true, active: false, valueType: 3, service: { name: "my_notes", label: "My notes" }, otherServices: undefined },
    ]);
    expect(await answering(200, '{"username":" sam ","novel":1}').client.profile()).toEqual({
      username: "sam", first_name: "", last_name: "", timezone: "", trial: false, delinquent: false,
      imperial_distance: false, imperial_weight: false, imperial_energy: false, imperial_liquid: false, imperial_temperature: false,
    });
    const imperial = { imperial_distance: true, imperial_weight: true, imperial_energy: true, imperial_liquid: true, imperial_temperature: true };
    const all = { username: "sam", first_name: "Sam", last_name: "Lee", timezone: "Europe/Berlin", trial: true, delinquent: true, ...imperial };
    expect(await answering(200, JSON.stringify(all)).client.profile()).toEqual(all);
    expect((await errorOf(answering(200, '{"username":"  "}').client.profile())).message).toContain("username");
  });

  it("keeps no more of long text than can be read, and of a text value no more than tells it from ours", async () => {
    const long = "a".repeat(3000);
    const [attribute] = await answering(200, JSON.stringify({ results: [{ name: "a", label: long, group: { name: "g" }, value_type: 0, service: { name: "s", label: long } }] })).client.attributes();
    expect(attribute?.label.length).toBeLessThanOrEqual(LONGEST_LABEL + 1);
    expect(attribute?.service?.label.length).toBeLessThanOrEqual(LONGEST_LABEL + 1);
    const [answer] = await answering(202, JSON.stringify({ failed: [{ name: "steps", date: day, error_code: null, error: long }] })).client.update([{ name: "steps", date: day, value: 1 }]);
    expect(answer).toMatchObject({ accepted: false, refusal: { code: "" } });
    expect(answer?.accepted === false && answer.refusal?.text.length).toBeLessThanOrEqual(301);
    const held = async (value: unknown): Promise<unknown> => (await answering(200, JSON.stringify({ results: [{ name: "note", values: [{ date: day, value }] }] })).client.withValues(day, 31, ["note"]))[0]?.values.get(day);
    expect(await held("b".repeat(2 * LONGEST_STRING))).toHaveLength(2 * LONGEST_STRING);
    expect(await held("b".repeat(9 * LONGEST_STRING))).toHaveLength(2 * LONGEST_STRING + 1);
    expect(await held(false)).toBe(0);
  });

  it("does not tell of an attribute with a value that is no value, and tells of the others", async () => {
    const mood = '{"name":"mood","values":[{"date":"2026-09-20","value":5}]}';
    for (const value of ["1e999", "{}", "[1]"]) {
      const { client: exist } = answering(200, `{"results":[{"name":"steps","values":[{"date":"2026-09-20","value":${value}}]},7,${mood}]}`);
      expect(await exist.withValues(day, 31, ["steps", "mood"])).toEqual([{ name: "mood", values: new Map([[day, 5]]) }]);
    }
  });

  it("takes what it cannot read in a list for an attribute of unknown type, and never for none", async () => {
    const good = { name: "mood", label: "Mood", group: { name: "mood" }, template: "mood", value_type: 8, service: { name: "fitbit", label: "Fitbit" } };
    const unread = { valueType: null, manual: false, active: true, service: null };
    const cases: readonly (readonly [unknown, object])[] = [
      [{ ...good, value_type: 9 }, { name: "mood", label: "Mood", group: "mood", template: "mood", valueType: null, service: good.service }],
      [{ ...good, value_type: "8" }, { ...unread, name: "mood", label: "Mood", group: "mood", template: "mood" }],
      [{ ...good, service: "fitbit" }, { ...unread, name: "mood", label: "Mood", group: "mood", template: "mood" }],
      [{ ...good, group: "mood", label: ["x"] }, { ...unread, name: "mood", label: "", group: "", template: "mood" }],
      [{ ...good, name: 7 }, { ...unread, name: "", label: "Mood", group: "mood", template: "mood" }],
      [7, { ...unread, name: "", label: "", group: "", template: null }],
      [null, { ...unread, name: "", label: "", group: "", template: null }],
    ];
    for (const [item, read] of cases) {
      const { client: exist } = answering(200, JSON.stringify({ results: [item, { ...good, name: "other" }] }));
      const listed = await exist.attributes();
      expect(listed).toMatchObject([read, { name: "other", valueType: 8 }]);
      expect(await exist.owned()).toEqual(listed);
      expect(await exist.active()).toEqual(listed);
    }
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
