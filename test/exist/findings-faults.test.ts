import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { fetchAverages, fetchCorrelation, fetchCorrelations, fetchInsights, fetchValues } from "../../src/exist/findings";
import type { HttpRequest } from "../../src/exist/http";
import { Requests } from "../../src/exist/requests";
import * as recorded from "./recorded";

const NOW = Date.parse("2026-09-21T12:00:00Z");
const DAY = "2026-09-20" as LocalDate;

/** Requests that are all answered the same. */
function answering(status: number, text: string, headers: Record<string, string> = {}) {
  const asked: HttpRequest[] = [];
  const requests = new Requests((request) => {
    asked.push(request);
    return Promise.resolve({ status, headers, text });
  }, () => NOW);
  return { requests, asked };
}

const listing = (...results: readonly unknown[]): string => JSON.stringify({ count: results.length, next: null, previous: null, results });
const one = (page: object): Record<string, unknown> => (page as { results: Record<string, unknown>[] }).results[0] ?? {};

const READS: readonly (readonly [string, (requests: Requests) => Promise<unknown>])[] = [
  ["values", (requests) => fetchValues(requests, "laps", { from: DAY })],
  ["averages", (requests) => fetchAverages(requests)],
  ["correlations", (requests) => fetchCorrelations(requests)],
  ["a pair", (requests) => fetchCorrelation(requests, "laps", "mood")],
  ["insights", (requests) => fetchInsights(requests)],
];

describe.each(READS)("reading %s", (_, read) => {
  it.each([
    ["a wrong token", 401, JSON.stringify(recorded.NO_TOKEN), { kind: "token", message: "Invalid token" }],
    ["no permission", 403, JSON.stringify(recorded.FORBIDDEN), { kind: "scope", message: recorded.FORBIDDEN.detail }],
    ["a page of HTML", 200, "<html><body>Down for maintenance</body></html>", { kind: "unreadable", message: "JSON" }],
    ["a page of HTML of a server in between", 502, "<h1>Bad Gateway</h1>", { kind: "unavailable", message: "HTTP 502" }],
    ["a wrong path", 404, "<h1>Not Found</h1>", { kind: "refused", message: "HTTP 404", status: 404 }],
    ["a page that is not there", 404, '{"detail":"Invalid page."}', { kind: "refused", message: "Invalid page." }],
    ["half an answer", 200, JSON.stringify(recorded.CORRELATIONS).slice(0, 200), { kind: "unreadable", message: "JSON" }],
    ["another shape", 200, '{"results":7}', { kind: "unreadable" }],
    ["a list of nothing", 200, "null", { kind: "unreadable" }],
  ])("tells of %s", async (_what, status, text, error) => {
    await expect(read(answering(status, text).requests)).rejects.toMatchObject({ name: "ExistError", ...error });
  });

  it("waits as long as it is asked to, or an hour", async () => {
    await expect(read(answering(429, "", { "retry-after": "90" }).requests)).rejects.toMatchObject({ kind: "rate-limited", retryAt: NOW + 90_000 });
    await expect(read(answering(429, "").requests)).rejects.toMatchObject({ kind: "rate-limited", retryAt: NOW + 3_600_000 });
  });

  it("asks with GET, and once where there is one page", async () => {
    const { requests, asked } = answering(200, listing());
    await read(requests).catch(() => undefined);
    expect(asked.map(({ method, body }) => [method, body])).toEqual([["GET", undefined]]);
  });
});

describe("the questions", () => {
  it("carry what was asked for, and nothing else", async () => {
    const { requests, asked } = answering(200, listing());
    await fetchValues(requests, "laps", { from: DAY, to: DAY });
    await fetchAverages(requests, { from: DAY, to: DAY, attributes: ["laps", "mood"], groups: ["health"] });
    await fetchAverages(requests);
    await fetchCorrelations(requests, { attribute: "laps", strong: true, confident: true });
    await fetchInsights(requests, { priority: 3, from: DAY });
    const page = { limit: "100", page: "1" };
    expect(asked.map(({ path, query }) => [path.replace("/api/2/", ""), query])).toEqual([
      ["attributes/values/", { attribute: "laps", date_max: DAY, ...page }],
      ["averages/", { date_min: DAY, date_max: DAY, attributes: "laps,mood", groups: "health", include_historical: "true", ...page }],
      ["averages/", page],
      ["correlations/", { attribute: "laps", strong: "1", confident: "1", ...page }],
      ["insights/", { date_min: DAY, priority: "3", ...page }],
    ]);
    const pair = answering(404, JSON.stringify(recorded.NO_CORRELATION));
    await fetchCorrelation(pair.requests, "laps", "mood");
    expect(pair.asked).toEqual([{ method: "GET", path: "/api/2/correlations/combo/", query: { attribute: "laps", attribute2: "mood" } }]);
  });
});

describe("values of years", () => {
  it("are asked for no further back than is wanted", async () => {
    const asked: (string | undefined)[] = [];
    const days = (page: number) => Array.from({ length: 100 }, (_, back) => ({ date: new Date(Date.parse(DAY) - ((page - 1) * 100 + back) * 86_400_000).toISOString().slice(0, 10), value: 1 }));
    const requests = new Requests(({ query }) => {
      asked.push(query?.page);
      return Promise.resolve({ status: 200, headers: {}, text: JSON.stringify({ next: "more", results: days(Number(query?.page)) }) });
    }, () => NOW);
    const values = await fetchValues(requests, "laps", { from: "2026-04-01" as LocalDate });
    expect([values?.items.length, values?.items.at(-1)?.date, asked]).toEqual([173, "2026-04-01", ["1", "2"]]);
  });

  it("and averages of years too, where Exist takes no notice of the oldest day", async () => {
    const old = { ...one(recorded.AVERAGES), date: "2026-08-30" };
    const { requests, asked } = answering(200, JSON.stringify({ next: "more", results: [one(recorded.AVERAGES), old] }));
    expect((await fetchAverages(requests, { from: "2026-09-01" as LocalDate })).items).toMatchObject([{ date: "2026-09-20" }]);
    expect(asked).toHaveLength(1);
  });
});

describe("an item that isn't valid", () => {
  const average = one(recorded.AVERAGES);
  const insight = one(recorded.INSIGHTS);
  const { CORRELATION } = recorded;

  it.each<[string, object, string]>([
    ["a text for a number", { overall: "11.5" }, "overall"],
    ["a number that is none", { monday: "NaN" }, "monday"],
    ["a day that no calendar has", { date: "2026-02-30" }, "date"],
    ["no attribute", { attribute: undefined }, "attribute"],
    ["an attribute without a name", { attribute: "" }, "attribute"],
    ["two attributes", { user_attribute: "steps" }, "attribute"],
  ])("is left out of averages and noted: %s", async (_what, part, place) => {
    const { items, unread } = await fetchAverages(answering(200, listing({ ...average, ...part }, average, 7)).requests);
    expect([items.length, unread]).toEqual([1, [place, "Object"]]);
  });

  it("may lack a weekday, or name its attribute twice", async () => {
    const { items } = await fetchAverages(answering(200, listing({ ...average, user_attribute: "laps", friday: undefined, overall: null })).requests);
    expect(items).toMatchObject([{ attribute: "laps", overall: null, weekdays: [10, null, null, null, null, 12.5, 0] }]);
  });

  it.each<[string, object, string]>([
    ["more than one", { value: 1.2 }, "value"],
    ["a text", { value: "0.4" }, "value"],
    ["no chance", { p: null }, "p"],
    ["a likelihood of more than one", { p: 3 }, "p"],
    ["a percentage of more than a hundred", { percentage: 140 }, "percentage"],
    ["six stars", { stars: 6 }, "stars"],
    ["half a star", { stars: 2.5 }, "stars"],
    ["another offset", { offset: -2 }, "offset"],
    ["no days", { period: 0 }, "period"],
    ["no sentence", { second_person: null }, "second_person"],
    ["one attribute", { attribute2: null }, "attribute2"],
  ])("is left out of correlations and noted: %s", async (_what, part, place) => {
    const { items, unread } = await fetchCorrelations(answering(200, listing({ ...CORRELATION, ...part }, CORRELATION)).requests);
    expect([items.length, unread]).toEqual([1, [place]]);
    await expect(fetchCorrelation(answering(200, JSON.stringify({ ...CORRELATION, ...part })).requests, "laps", "mood")).rejects.toMatchObject({ kind: "unreadable", message: place });
  });

  it("may lack the words around a correlation's numbers", async () => {
    const { attribute_category: _category, strength_description: _strength, stars_description: _stars, description: _description, occurrence: _occurrence, rating: _rating, second_person_elements: _parts, ...bare } = CORRELATION;
    const plain = { parts: [], category: null, strength: null, confidence: null, description: null, value: -0.4375 };
    expect((await fetchCorrelations(answering(200, listing(bare, { ...bare, attribute_category: 4, strength_description: [], second_person_elements: "x" })).requests)).items).toMatchObject([plain, plain]);
  });

  it.each<[string, object, string]>([
    ["a moment without an offset", { created: "2026-09-21T06:30:00" }, "created"],
    ["no moment", { created: "2026-13-45T99:30:00Z" }, "created"],
    ["a day that is none", { target_date: "yesterday" }, "target_date"],
    ["no text", { text: "" }, "text"],
    ["another priority", { type: { name: "x", period: 1, priority: 5 } }, "type.priority"],
    ["no type", { type: null }, "type"],
  ])("is left out of insights and noted: %s", async (_what, part, place) => {
    const { items, unread } = await fetchInsights(answering(200, listing({ ...insight, ...part }, insight)).requests);
    expect([items.length, unread]).toEqual([1, [place]]);
  });

  it("may be an insight with other line ends, hidden characters, and an attribute that cannot be read", async () => {
    const odd = { ...insight, text: "One.\r\n\r\nTwo.\n Three\u202e.\rFour.", type: { name: "x", priority: 1, attribute: "laps" } };
    expect((await fetchInsights(answering(200, listing(odd)).requests)).items).toMatchObject([{ lines: ["One.", "Two.", "Three\ufffd.", "Four."], attribute: null, period: null }]);
    const [{ lines } = { lines: [] }] = (await fetchInsights(answering(200, listing({ ...insight, text: "a".repeat(9000) })).requests)).items;
    expect(lines[0]?.length).toBeLessThanOrEqual(2000);
  });

  it("is left out of values and noted, and yes and no are numbers", async () => {
    const values = [{ date: DAY, value: true }, { date: DAY, value: [1] }, { date: "20 September", value: 1 }, { date: DAY }, { date: "2026-09-19", value: "Fine" }];
    const { items, unread } = (await fetchValues(answering(200, listing(...values)).requests, "laps", { from: "2026-09-01" as LocalDate })) ?? { items: [], unread: [] };
    expect(items).toEqual([{ date: DAY, value: 1 }, { date: "2026-09-19", value: "Fine" }]);
    expect(unread).toEqual(["value", "date", "value"]);
  });

  it("of another attribute than was asked for is not shown", async () => {
    const other = { ...CORRELATION, attribute: "steps" };
    expect((await fetchCorrelations(answering(200, listing(other, CORRELATION)).requests, { attribute: "laps" })).items).toMatchObject([{ attribute: "laps" }]);
    expect((await fetchAverages(answering(200, listing({ ...average, attribute: "steps" }, average)).requests, { attributes: ["laps"] })).items).toMatchObject([{ attribute: "laps" }]);
    await expect(fetchCorrelation(answering(200, JSON.stringify(other)).requests, "laps", "mood")).rejects.toMatchObject({ kind: "unreadable", message: "attribute" });
  });
});
