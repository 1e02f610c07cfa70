import { beforeEach, describe, expect, it } from "vitest";
import { DOCUMENTED, RECORDED } from "./behavior";
import { jsonOf, pageOf, responseOf, RawClient } from "./raw-client";
import { type Behavior, ExistWorld, OUR_CLIENT } from "./world";

describe.each<[string, Behavior]>([["as it was recorded", RECORDED], ["as its reference has it", DOCUMENTED]])("the service %s:", (_, behavior) => {
  let world: ExistWorld;
  let visitor: RawClient;

  beforeEach(() => {
    world = new ExistWorld(() => Date.parse("2026-09-21T12:00:00Z"), undefined, behavior);
    world.addAccount({ username: "sam" });
    visitor = new RawClient(world, world.personalToken("sam"));
  });

  async function namesAt(path: string, as = visitor): Promise<unknown[]> {
    return (await pageOf(as.get(path))).results.map(({ name }) => name);
  }

  function scoped(...scopes: string[]): RawClient {
    return new RawClient(world, world.personalToken("sam", scopes));
  }

  describe("templates", () => {
    it("are listed with their group and type", async () => {
      const { results } = await pageOf(visitor.get("attributes/templates/?groups=food,mood"));
      expect(results).toHaveLength(16);
      expect(results).toContainEqual({
        name: "coffees", label: "Coffees", group: { name: "food", label: "Food and drink", priority: 4 }, priority: 1, value_type: 0, value_type_description: "Integer",
      });
    });

    it("of low priority come on request", async () => {
      expect((await pageOf(visitor.get("attributes/templates/"))).count).toBe(84);
      expect((await pageOf(visitor.get("attributes/templates/?include_low_priority=true"))).count).toBe(87);
    });

    it("hold every type where the reference has it", async () => {
      const pages = await Promise.all([1, 2].map((page) => pageOf(visitor.get(`attributes/templates/?limit=60&include_low_priority=true&page=${page}`))));
      const types = Object.fromEntries(pages.flatMap(({ results }) => results).map(({ name, value_type }) => [String(name), value_type]));
      expect(Object.keys(types)).toHaveLength(87);
      expect(types).toMatchObject({ steps: 0, weight: 1, mood_note: 2, sleep: 3, sleep_end: 4, body_fat: 5, sleep_start: 6, mood: 8, weather_icon: 2 });
      expect(Object.entries(types).filter(([, type]) => type === 6).map(([name]) => name)).toEqual(["sleep_start"]);
      expect(Object.values(types)).not.toContain(7);
    });
  });

  describe("attributes", () => {
    it("carry group, template, owner and who else could own them", async () => {
      world.addService("pedometer", "Pedometer", ["steps"]);
      world.addAttribute("sam", { template: "steps", owner: "Fitbit", manual: false });
      expect((await pageOf(visitor.get("attributes/"))).results).toEqual([{
        group: { name: "activity", label: "Activity", priority: 1 }, subgroup: null, template: "steps", name: "steps", label: "Steps", priority: 1, manual: false,
        active: true, value_type: 0, value_type_description: "Integer", service: { name: "fitbit", label: "Fitbit" },
        available_services: [{ name: "pedometer", label: "Pedometer" }, { name: "fitbit", label: "Fitbit" }],
      }]);
    });

    it("have no service while they are inactive, whoever has filled them", async () => {
      world.addAttribute("sam", { template: "steps", owner: "Fitbit", active: false });
      expect((await pageOf(visitor.get(`attributes/?include_inactive=${behavior.flags}`))).results).toMatchObject([{ active: false, service: null, available_services: [{ name: "fitbit", label: "Fitbit" }] }]);
    });

    it("have no template and no service where there is none", async () => {
      world.addAttribute("sam", { name: "gym", label: "🏋️ Gym" });
      expect((await pageOf(visitor.get("attributes/"))).results).toMatchObject([{ template: null, service: null, available_services: [], label: behavior === RECORDED ? "🏋️ gym" : "🏋️ Gym", value_type: 7 }]);
    });

    it("are filtered", async () => {
      world.addAttribute("sam", { template: "steps", owner: OUR_CLIENT, manual: false });
      world.addAttribute("sam", { template: "mood" });
      world.addAttribute("sam", { name: "gym" });
      world.addAttribute("sam", { template: "coffees", active: false, manual: false });
      world.addAttribute("sam", { name: "rare", priority: 10 });
      expect(await namesAt("attributes/")).toEqual(["steps", "mood", "gym"]);
      expect(await namesAt("attributes/?groups=")).toEqual(["steps", "mood", "gym"]);
      expect(await namesAt("attributes/?groups=mood,custom")).toEqual(["mood", "gym"]);
      expect(await namesAt("attributes/?attributes=gym,steps,nothing")).toEqual(["steps", "gym"]);
      expect(await namesAt("attributes/?exclude_custom=true")).toEqual(["steps", "mood"]);
      expect(await namesAt("attributes/?manual=1")).toEqual(["mood", "gym"]);
      expect(await namesAt("attributes/?manual=0")).toEqual(["steps"]);
      expect(await namesAt("attributes/?owned=1")).toEqual(["steps"]);
      expect(await namesAt("attributes/?include_inactive=true")).toEqual(["steps", "mood", "gym", "coffees"]);
      expect(await namesAt("attributes/?include_low_priority=true&include_inactive=true")).toEqual(["steps", "mood", "gym", "coffees", "rare"]);
    });

    it("outside the read scopes are absent", async () => {
      world.addAttribute("sam", { template: "steps", manual: false });
      world.addAttribute("sam", { template: "mood", manual: true });
      world.addAttribute("sam", { template: "tweets", manual: false });
      expect(await namesAt("attributes/", scoped("activity_read"))).toEqual(["steps"]);
      expect(await namesAt("attributes/", scoped("manual_read"))).toEqual(["mood"]);
      expect(await namesAt("attributes/", scoped("mood_write"))).toEqual([]);
      expect(await namesAt("attributes/with-values/", scoped("mood_read"))).toEqual(["mood"]);
      expect(await namesAt("attributes/", scoped("social_read"))).toEqual([]);
      expect(await namesAt("attributes/")).toEqual(["steps", "mood", "tweets"]);
    });
  });

  describe("owned attributes", () => {
    it("are this client's, and a write scope alone shows them", async () => {
      world.addAttribute("sam", { template: "steps", owner: OUR_CLIENT, manual: false });
      world.addAttribute("sam", { template: "mood", owner: "Exist for Android" });
      world.addAttribute("sam", { template: "coffees", owner: OUR_CLIENT, active: false, manual: false });
      expect(await namesAt("attributes/owned/")).toEqual(["steps"]);
      expect(await namesAt("attributes/owned/?include_inactive=true")).toEqual(["steps", "coffees"]);
      expect(await namesAt("attributes/owned/", scoped("activity_write"))).toEqual(["steps"]);
      expect(await namesAt("attributes/owned/", scoped("mood_write"))).toEqual([]);
      expect(await namesAt("attributes/owned/", new RawClient(world, world.personalToken("sam", undefined, "Exist for Android")))).toEqual(["mood"]);
    });
  });

  describe("attributes with values", () => {
    beforeEach(() => {
      world.addAttribute("sam", { template: "steps", values: { "2026-09-21": 100, "2026-09-19": 80 }, manual: false });
      world.addAttribute("sam", { template: "mood", values: { "2026-09-20": 7 } });
    });

    it("give today unless told", async () => {
      const { results } = await pageOf(visitor.get("attributes/with-values/"));
      expect(results.map(({ name, values }) => [name, values])).toEqual([
        ["steps", [{ date: "2026-09-21", value: 100 }]],
        ["mood", behavior === RECORDED ? [] : [{ date: "2026-09-21", value: null }]],
      ]);
    });

    it("give the days that end with date_max", async () => {
      const { results } = await pageOf(visitor.get("attributes/with-values/?days=3&date_max=2026-09-20&templates=steps"));
      expect(results).toHaveLength(1);
      const held = { date: "2026-09-19", value: 80 };
      expect(results[0]?.values).toEqual(behavior === RECORDED ? [held] : [{ date: "2026-09-20", value: null }, held, { date: "2026-09-18", value: null }]);
    });

    it("are filtered", async () => {
      expect(await namesAt("attributes/with-values/?attributes=mood")).toEqual(["mood"]);
      expect(await namesAt("attributes/with-values/?groups=activity")).toEqual(["steps"]);
      expect(await namesAt("attributes/with-values/?manual=1")).toEqual(["mood"]);
    });

    it("leave out what is inactive, and nothing of low priority", async () => {
      world.addAttribute("sam", { template: "coffees", active: false });
      world.addAttribute("sam", { template: "weather_icon" });
      expect(await namesAt("attributes/with-values/?include_inactive=true")).toEqual(["steps", "mood", "weather_icon"]);
    });

    it.each(["days=32", "days=0", "days=x", "date_max=2026-02-30"])("refuse %s", async (query) => {
      expect((await jsonOf(visitor.get(`attributes/with-values/?${query}`))).status).toBe(400);
    });

    it("take 31 days", async () => {
      const { results } = await pageOf(visitor.get("attributes/with-values/?days=31"));
      expect(results[0]?.values).toHaveLength(behavior === RECORDED ? 2 : 31);
    });
  });

  describe("values of one attribute", () => {
    beforeEach(() => {
      world.addAttribute("sam", { template: "mood", values: { "2026-09-17": 3, "2026-09-20": 7, "2026-09-21": 5 } });
    });

    it("come newest first", async () => {
      expect((await pageOf(visitor.get("attributes/values/?attribute=mood"))).results).toEqual([
        { date: "2026-09-21", value: 5 }, { date: "2026-09-20", value: 7 }, { date: "2026-09-19", value: null }, { date: "2026-09-18", value: null },
        { date: "2026-09-17", value: 3 },
      ]);
      expect((await pageOf(visitor.get("attributes/values/?attribute=mood&date_max=2026-09-17"))).results).toEqual([{ date: "2026-09-17", value: 3 }]);
      expect((await pageOf(visitor.get("attributes/values/?attribute=mood&date_max=2026-09-16"))).results).toEqual([]);
    });

    it("need an attribute that the token may read", async () => {
      expect((await jsonOf(visitor.get("attributes/values/"))).status).toBe(400);
      expect((await jsonOf(visitor.get("attributes/values/?attribute=naps"))).status).toBe(404);
      world.addAttribute("sam", { template: "coffees", active: false, values: { "2026-09-20": 1 } });
      expect((await jsonOf(visitor.get("attributes/values/?attribute=coffees"))).status).toBe(404);
      expect((await jsonOf(scoped("food_read").get("attributes/values/?attribute=mood"))).status).toBe(404);
      expect((await jsonOf(visitor.get("attributes/values/?attribute=mood&date_max=yesterday"))).status).toBe(400);
    });
  });

  describe("a list", () => {
    beforeEach(() => {
      for (let count = 1; count <= 130; count += 1) world.addAttribute("sam", { name: `tag_${count}` });
    });

    it("has 20 to a page", async () => {
      const page = await pageOf(visitor.get("attributes/?groups=custom"));
      expect(page).toMatchObject({ count: 130, previous: null, next: "https://exist.io/api/2/attributes/?groups=custom&page=2" });
      expect(page.results).toHaveLength(20);
    });

    it("has at most 100 to a page", async () => {
      const first = await pageOf(visitor.get("attributes/?limit=500"));
      expect(first.results).toHaveLength(100);
      const second = await pageOf(visitor.get("attributes/?limit=500&page=2"));
      expect(second).toMatchObject({ next: null, previous: "https://exist.io/api/2/attributes/?limit=500&page=1" });
      expect(second.results.map(({ name }) => name)).toEqual(Array.from({ length: 30 }, (_, index) => `tag_${index + 101}`));
    });

    it("ends", async () => {
      expect((await jsonOf(visitor.get("attributes/?page=8"))).json).toEqual({ detail: "Invalid page." });
      expect(responseOf(await visitor.get("attributes/?page=0")).status).toBe(404);
      expect((await pageOf(visitor.get("attributes/?limit=none"))).results).toHaveLength(20);
    });

    it("links to where it was asked", async () => {
      const headers = { authorization: `Bearer ${world.personalToken("sam")}`, host: "127.0.0.1:8080" };
      const page = await pageOf(world.handle({ method: "GET", url: "/api/2/attributes/?page=2", headers, body: "" }));
      expect(page).toMatchObject({ next: "http://127.0.0.1:8080/api/2/attributes/?page=3", previous: "http://127.0.0.1:8080/api/2/attributes/?page=1" });
    });
  });
});

describe("a service of another mind", () => {
  let world: ExistWorld;
  let visitor: RawClient;

  const open = (behavior: Partial<Behavior>): void => {
    world = new ExistWorld(() => Date.parse("2026-09-21T12:00:00Z"), undefined, behavior);
    world.addAccount({ username: "sam" });
    world.addAttribute("sam", { template: "steps", values: { "2026-09-20": 5 } });
    world.addAttribute("sam", { name: "rare", priority: 11 });
    world.addAttribute("sam", { template: "coffees", active: false });
    visitor = new RawClient(world, world.personalToken("sam"));
  };

  it.each([["true", "true", 3], ["true", "1", 1], ["1", "1", 3], ["1", "true", 1], ["none", "true", 1], ["none", "1", 1]] as const)("that understands %s is asked with %s and shows %i attributes", async (flags, asked, shown) => {
    open({ flags });
    const { results } = await pageOf(visitor.get(`attributes/?include_inactive=${asked}&include_low_priority=${asked}`));
    expect(results).toHaveLength(shown);
  });

  it("that gives 0 for days without a record", async () => {
    open({ emptyDays: "zero" });
    const { results } = await pageOf(visitor.get("attributes/with-values/?days=2&attributes=steps"));
    expect(results[0]?.values).toEqual([{ date: "2026-09-21", value: 0 }, { date: "2026-09-20", value: 5 }]);
  });
});
