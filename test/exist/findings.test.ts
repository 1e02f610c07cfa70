import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { fetchAverages, fetchCorrelation, fetchCorrelations, fetchInsights, fetchValues } from "../../src/exist/findings";
import { Requests } from "../../src/exist/requests";
import * as recorded from "./recorded";
import { shapeOf, standIn } from "./shape";
import { jsonOf, pageOf } from "./raw-client";

const LAPS = { name: "laps", label: "Laps", group: "health", value_type: 0, priority: 2 };
const day = (date: string): LocalDate => date as LocalDate;

/** Requests that are all answered this. */
function told(json: unknown, status = 200): Requests {
  return new Requests(() => Promise.resolve({ status, headers: {}, text: JSON.stringify(json) }), () => 0);
}

/** The text of an answer, keys in their order. */
function keysOf(json: unknown): string {
  return JSON.stringify(json, (_key, value: unknown) => (typeof value === "object" ? value : typeof value));
}

describe("what was recorded of", () => {
  it("one attribute's values", async () => {
    const values = await fetchValues(told(recorded.VALUES), "laps", { from: day("2026-09-19") });
    expect(values).toEqual({ items: [{ date: "2026-09-21", value: 12 }, { date: "2026-09-20", value: null }, { date: "2026-09-19", value: 0 }], unread: [] });
    const { world, ask } = standIn();
    world.addAttribute("robin", { ...LAPS, values: { "2026-09-19": 0, "2026-09-21": 12 } });
    expect(await ask("attributes/values/?attribute=laps")).toEqual(recorded.VALUES);
    expect(await ask("attributes/values/?attribute=laps&date_min=2026-09-21")).toEqual(recorded.VALUES);
    expect(await fetchValues(told(recorded.NO_VALUES, 404), "naps", { from: day("2026-09-19") })).toBeNull();
  });

  it.each(["attribute", "user_attribute"] as const)("averages that call their attribute %s", async (averageName) => {
    const answer = averageName === "attribute" ? recorded.AVERAGES : recorded.USER_AVERAGES;
    const { items, unread } = await fetchAverages(told(answer));
    expect(items[0]).toEqual({ attribute: "laps", date: "2026-09-20", overall: 11.5, weekdays: [10, null, null, null, null, 12.5, 0] });
    expect([items.length, unread]).toEqual([averageName === "attribute" ? 2 : 1, []]);
    const { world, ask } = standIn({ averageName });
    const values = { "2026-09-19": 12.5, "2026-09-14": 10, "2026-09-13": 0, "2026-09-20": 0 };
    world.addAttribute("robin", { ...LAPS, value_type: 1, values });
    if (averageName === "attribute") world.addAttribute("robin", { template: "mood", values: { "2026-09-14": 6, "2026-09-19": 6, "2026-09-20": 6 } });
    expect(keysOf(await ask("averages/"))).toBe(keysOf(answer));
  });

  it("correlations, of all, of two, and where there is none", async () => {
    const [read] = (await fetchCorrelations(told(recorded.CORRELATIONS))).items;
    expect(read).toEqual({
      date: "2026-09-20", period: 212, offset: -1, attribute: "laps", attribute2: "mood", value: -0.4375, p: 2.5e-9, percentage: 43.75, stars: 5,
      sentence: "you swim fewer laps when your mood was better.", parts: ["you swim fewer laps", "when", "your mood was better"],
      category: null, strength: "Sometimes go together", confidence: "Sure to be related", description: null,
    });
    expect(await fetchCorrelation(told(recorded.CORRELATION), "mood", "laps")).toEqual(read);
    expect(await fetchCorrelation(told(recorded.NO_CORRELATION, 404), "mood", "laps")).toBeNull();
    const { world, ask } = standIn();
    world.addAttribute("robin", LAPS);
    world.addAttribute("robin", { template: "mood" });
    world.addCorrelation("robin", { date: "2026-09-20", attribute: "laps", attribute2: "mood", value: -0.4375, period: 212, offset: -1, p: 2.5e-9, elements: ["you swim fewer laps", "when", "your mood was better"] });
    expect(keysOf(await ask("correlations/"))).toBe(keysOf(recorded.CORRELATIONS));
    expect(await ask("correlations/combo/?attribute=mood&attribute2=laps")).toEqual({
      ...recorded.CORRELATION, strength_description: expect.any(String) as unknown, stars_description: expect.any(String) as unknown,
    });
    expect(await ask("correlations/combo/?attribute=mood&attribute2=steps")).toEqual(recorded.NO_CORRELATION);
  });

  it("insights, in lines, without their markup", async () => {
    const { items, unread } = await fetchInsights(told(recorded.INSIGHTS));
    expect(items).toEqual([
      { created: Date.parse("2026-09-21T05:30:00Z"), targetDate: "2026-09-20", name: "most_laps", period: 7, priority: 3, attribute: { name: "laps", label: "Laps" }, lines: ["A good week.", "Monday isn't your day."] },
      { created: Date.parse("2026-09-14T05:30:00Z"), targetDate: null, name: "hello", period: 1, priority: 1, attribute: null, lines: ["Welcome."] },
    ]);
    expect(unread).toEqual([]);
    const { world, ask } = standIn();
    world.addAttribute("robin", LAPS);
    world.addInsight("robin", { created: "2026-09-14T06:30:00+01:00", name: "hello", lines: ["Welcome."] });
    world.addInsight("robin", { created: "2026-09-21T06:30:00+01:00", target_date: "2026-09-20", name: "most_laps", period: 7, priority: 3, attribute: "laps", lines: ["A good week.", "Monday isn't your day."] });
    const answer = await ask("insights/");
    expect(keysOf(answer)).toBe(keysOf(recorded.INSIGHTS));
    expect(await fetchInsights(told(answer))).toEqual({ items, unread });
  });
});

describe("the stand-in", () => {
  it("takes the median of the sixty days up to a Sunday, once a week, and goes back on request", async () => {
    const { world, ask } = standIn();
    world.addAttribute("robin", { ...LAPS, values: { "2026-07-22": 90, "2026-07-23": 1, "2026-09-06": 3, "2026-09-20": 20, "2026-09-21": 90 } });
    world.addAttribute("robin", { template: "mood_note", values: { "2026-09-20": "Fine" } });
    world.addAttribute("robin", { template: "mood" });
    const sunday = { attribute: "laps", date: "2026-09-20", overall: 3, thursday: 1, sunday: 11.5, monday: null };
    expect(await ask("averages/")).toMatchObject({ count: 1, results: [sunday] });
    const { results } = (await ask("averages/?include_historical=1&attributes=laps&limit=26")) as { results: { date: string; overall: number }[] };
    expect(results.map(({ date, overall }) => [date, overall])).toEqual([
      ["2026-09-20", 3], ["2026-09-13", 3], ["2026-09-06", 3], ["2026-08-30", 45.5], ["2026-08-23", 45.5], ["2026-08-16", 45.5], ["2026-08-09", 45.5], ["2026-08-02", 45.5], ["2026-07-26", 45.5],
    ]);
    expect(await ask("averages/?include_historical=true&date_min=2026-09-07&date_max=2026-09-19")).toMatchObject({ count: 1, results: [{ date: "2026-09-13" }] });
    expect(await ask("averages/?groups=mood")).toEqual(recorded.EMPTY);
  });

  it("shows within the read scopes: both attributes of a listed correlation, one of two that are asked for", async () => {
    const { world, scoped } = standIn();
    world.addAttribute("robin", { ...LAPS, manual: false, values: { "2026-09-20": 1 } });
    world.addAttribute("robin", { template: "mood", manual: false, values: { "2026-09-20": 1 } });
    world.addCorrelation("robin", { date: "2026-09-20", attribute: "laps", attribute2: "mood", value: 0.6 });
    world.addInsight("robin", { created: "2026-09-21T06:30:00Z", attribute: "laps", lines: ["Swim."] });
    const all = ["averages/", "correlations/", "insights/"];
    const counts = async (...scopes: string[]): Promise<number[]> => Promise.all(all.map(async (path) => (await pageOf(scoped(...scopes).get(path))).count));
    expect(await counts("health_read", "mood_read")).toEqual([2, 1, 1]);
    expect(await counts("health_read")).toEqual([1, 0, 1]);
    expect(await counts("health_write", "mood_write")).toEqual([0, 0, 0]);
    const combo = "correlations/combo/?attribute=laps&attribute2=mood";
    expect((await jsonOf(scoped("mood_read").get(combo))).status).toBe(200);
    expect(await jsonOf(scoped("food_read").get(combo))).toEqual({ status: 404, json: recorded.NO_CORRELATION });
    expect(await jsonOf(scoped("food_read").get("attributes/values/?attribute=laps"))).toEqual({ status: 404, json: recorded.NO_VALUES });
  });

  it("filters correlations, of which only the last week's are listed", async () => {
    const { world, ask } = standIn();
    for (const attribute of [LAPS, { template: "mood" }, { template: "steps" }]) world.addAttribute("robin", attribute);
    world.addCorrelation("robin", { date: "2026-09-13", attribute: "laps", attribute2: "steps", value: 0.9 });
    world.addCorrelation("robin", { date: "2026-09-20", attribute: "laps", attribute2: "mood", value: -0.7, stars: 4 });
    world.addCorrelation("robin", { date: "2026-09-20", attribute: "steps", attribute2: "mood", value: 0.2 });
    const values = async (query: string): Promise<number[]> => ((await ask(`correlations/${query}`)) as { results: { value: number }[] }).results.map(({ value }) => value);
    expect(await values("")).toEqual([-0.7, 0.2]);
    expect(await values("?strong=1")).toEqual([-0.7]);
    expect(await values("?confident=1")).toEqual([0.2]);
    expect(await values("?attribute=steps")).toEqual([0.2]);
    expect(() => { world.addCorrelation("robin", { date: "2026-09-21", attribute: "laps", attribute2: "mood", value: 1 }); }).toThrow("no Sunday");
  });

  it("filters insights by day and priority, newest first", async () => {
    const { world, ask } = standIn();
    for (const date of ["2026-09-18", "2026-09-20", "2026-09-19"]) world.addInsight("robin", { created: `${date}T06:30:00Z`, priority: date.endsWith("20") ? 4 : 1, lines: [date] });
    const texts = async (query: string): Promise<string[]> => ((await ask(`insights/${query}`)) as { results: { text: string }[] }).results.map(({ text }) => text.slice(-2));
    expect(await texts("")).toEqual(["20", "19", "18"]);
    expect(await texts("?date_min=2026-09-19&date_max=2026-09-19")).toEqual(["19"]);
    expect(await texts("?priority=4")).toEqual(["20"]);
  });

  it.each(["averages/?date_min=2026-02-30", "insights/?date_max=yesterday", "insights/?priority=5"])("refuses %s", async (path) => {
    const { scoped } = standIn();
    expect((await jsonOf(scoped("mood_read").get(path))).status).toBe(400);
  });

  it.each(["averages/?include_historical=1&", "correlations/?", "insights/?"])("has 20 to a page of %s unless told, and 100 at most", async (path) => {
    const { world, ask } = standIn();
    world.addAttribute("robin", LAPS);
    world.addAttribute("robin", { template: "mood" });
    for (let week = 0; week < 130; week += 1) {
      const date = new Date(Date.parse("2026-09-20") - week * 7 * 86_400_000).toISOString().slice(0, 10);
      world.setValue("robin", "laps", date, week);
      world.addCorrelation("robin", { date: "2026-09-20", attribute: "laps", attribute2: "mood", value: 0.1 });
      world.addInsight("robin", { created: `${date}T06:30:00Z`, lines: [date] });
    }
    expect(await ask(path)).toMatchObject({ count: 130, previous: null, next: expect.stringContaining("page=2") as unknown });
    expect(((await ask(path)) as { results: unknown[] }).results).toHaveLength(20);
    expect(((await ask(`${path}limit=500`)) as { results: unknown[] }).results).toHaveLength(100);
    expect(await ask(`${path}page=8`)).toEqual({ detail: "Invalid page." });
    const byPage = new Requests(async ({ path: at, query }) => ({ status: 200, headers: {}, text: JSON.stringify(await ask(`${at.replace("/api/2/", "")}?${new URLSearchParams(query).toString()}`)) }), () => 0);
    const read = path.startsWith("averages") ? fetchAverages(byPage, { from: day("2020-01-01") }) : path.startsWith("corr") ? fetchCorrelations(byPage) : fetchInsights(byPage);
    expect((await read).items).toHaveLength(130);
  });

  it("answers an empty list in the same shape", async () => {
    const { ask } = standIn();
    for (const path of ["averages/", "correlations/", "insights/"]) expect(shapeOf(await ask(path))).toEqual(shapeOf(recorded.EMPTY));
    expect(await fetchInsights(told(recorded.EMPTY))).toEqual({ items: [], unread: [] });
    expect(await fetchAverages(told(recorded.EMPTY), { to: day("2026-09-20") })).toEqual({ items: [], unread: [] });
  });
});
