import { beforeEach, describe, expect, it } from "vitest";
import { RawClient, writtenOf } from "./raw-client";
import { ExistWorld, OUR_CLIENT } from "./world";

let world: ExistWorld;
let visitor: RawClient;

beforeEach(() => {
  world = new ExistWorld(() => Date.parse("2026-09-21T12:00:00Z"));
  world.addAccount({ username: "sam" });
  visitor = new RawClient(world, world.personalToken("sam"));
});

const acquire = (items: unknown, query = "", as = visitor): ReturnType<typeof writtenOf> => writtenOf(as.post(`attributes/acquire/${query}`, items));
const release = (items: unknown): ReturnType<typeof writtenOf> => writtenOf(visitor.post("attributes/release/", items));
const create = (items: unknown, query = "", as = visitor): ReturnType<typeof writtenOf> => writtenOf(as.post(`attributes/create/${query}`, items));
const scoped = (...scopes: string[]): RawClient => new RawClient(world, world.personalToken("sam", scopes));

describe("acquire", () => {
  it("by template makes the attribute", async () => {
    expect(await acquire([{ template: "steps", manual: false }])).toEqual({ status: 200, success: [{ template: "steps", manual: false }], failed: [] });
    expect(world.attribute("sam", "steps")).toMatchObject({ template: "steps", value_type: 0, group: "activity", owner: OUR_CLIENT, active: true, manual: false });
    expect(world.impolite).toEqual([]);
  });

  it("gives whole attributes on request", async () => {
    const { success } = await acquire([{ template: "mood" }], "?success_objects=1");
    expect(success).toMatchObject([{ name: "mood", template: "mood", group: { name: "mood" }, manual: true, service: { name: OUR_CLIENT, label: "My notes" } }]);
  });

  it("by template finds the official attribute beside a custom one of that name", async () => {
    world.addAttribute("sam", { name: "coffees", label: "My coffees", owner: OUR_CLIENT });
    const { success } = await acquire([{ template: "coffees" }], "?success_objects=1");
    expect(success).toMatchObject([{ name: "coffees_2", template: "coffees", value_type: 0 }]);
    expect(world.attribute("sam", "coffees")).toMatchObject({ template: null, value_type: 7 });
  });

  it("by name takes whatever has it, from whoever owns it, with its values", async () => {
    world.addAttribute("sam", { template: "steps", owner: "Fitbit", active: false, manual: false, values: { "2026-09-20": 5 } });
    expect((await acquire([{ name: "steps" }])).status).toBe(200);
    expect(world.attribute("sam", "steps")).toMatchObject({ owner: OUR_CLIENT, active: true, manual: false });
    expect(world.valuesOf("sam")).toEqual({ "2026-09-20": { steps: 5 } });
  });

  it("fails for what there is not", async () => {
    const { status, failed } = await acquire([{ name: "steps" }, { template: "naps" }, { manual: true }, { name: "" }, { template: "", name: null }, { name: "steps", manual: "no" }]);
    expect(status).toBe(202);
    expect(failed.map(({ error_code }) => error_code).reverse()).toEqual(["not_found", "not_found", "missing_field", "validation", "validation", "validation"]);
    expect(failed.at(-1)).toEqual({ name: "steps", error_code: "not_found", error: "Attribute matching query does not exist." });
    expect(world.attributes("sam")).toEqual([]);
  });

  it("needs the scope, and makes nothing without it", async () => {
    world.addAttribute("sam", { template: "steps", owner: "Fitbit", manual: false });
    const narrow = scoped("mood_write");
    const { failed } = await acquire([{ template: "steps" }, { name: "steps" }, { template: "coffees" }], "", narrow);
    expect(failed.map(({ error_code }) => error_code)).toEqual(["not_allowed", "not_allowed", "not_allowed"]);
    expect(world.attributes("sam")).toHaveLength(1);
    expect(world.attribute("sam", "steps")?.owner).toBe("fitbit");
  });

  it("is impolite when nothing changes by it", async () => {
    await acquire([{ template: "steps", manual: true }]);
    await acquire([{ name: "steps", manual: false }]);
    expect(world.impolite).toEqual([]);
    await acquire([{ template: "steps" }]);
    expect(world.impolite).toEqual(["an acquire of steps that was not needed"]);
  });
});

describe("release", () => {
  it("hands the attribute to whoever had it before", async () => {
    world.addAttribute("sam", { template: "steps", owner: "Fitbit" });
    await acquire([{ template: "steps" }]);
    expect(await release([{ name: "steps" }])).toEqual({ status: 200, success: [{ name: "steps", service: "Fitbit", active: true }], failed: [] });
    expect(world.attribute("sam", "steps")).toMatchObject({ owner: "fitbit", active: true });
  });

  it("hands it to another service that offers the template", async () => {
    world.addService("exist_android", "Exist for Android", ["mood"]);
    await acquire([{ template: "mood" }]);
    await release([{ name: "mood" }]);
    expect(world.attribute("sam", "mood")).toMatchObject({ owner: "exist_android", active: true });
  });

  it("else makes it inactive, and keeps its values", async () => {
    world.addAttribute("sam", { name: "gym", owner: OUR_CLIENT, values: { "2026-09-20": 1 } });
    expect((await release([{ name: "gym" }])).success).toEqual([{ name: "gym", service: "", active: false }]);
    expect(world.attribute("sam", "gym")).toMatchObject({ owner: null, active: false });
    expect(world.valuesOf("sam")).toEqual({ "2026-09-20": { gym: 1 } });
  });

  it("is for the owner", async () => {
    world.addAttribute("sam", { template: "steps", owner: "Fitbit" });
    const { failed } = await release([{ name: "steps" }, { name: "naps" }, {}]);
    expect(failed.map(({ error_code }) => error_code)).toEqual(["missing_field", "not_found", "unauthorised"]);
  });
});

describe("create", () => {
  it("makes a tag that the client owns, and names it", async () => {
    const item = { label: "Time reading", group: "custom", value_type: 7 };
    expect(await create([item])).toEqual({ status: 200, success: [{ ...item, name: "time_reading" }], failed: [] });
    expect(world.attribute("sam", "time_reading")).toMatchObject({ label: "Time reading", owner: OUR_CLIENT, manual: true, active: true, template: null });
  });

  it("gives whole attributes on request", async () => {
    const { success } = await create([{ label: "Pages", group: "media", value_type: 0, manual: false }], "?success_objects=1");
    expect(success).toMatchObject([{ name: "pages", label: "Pages", manual: false, group: { name: "media" }, service: { name: OUR_CLIENT } }]);
  });

  it("gives names that cannot be computed from the label", async () => {
    const labels = ["Gym", "Gym!", "Café", "🏋️", "読書", "push-ups & pull-ups"];
    const { success } = await create(labels.map((label) => ({ label, group: "custom", value_type: 7 })));
    expect(success.map(({ name }) => name)).toEqual(["gym", "gym_2", "caf", "custom_4", "custom_5", "pushups__pullups"]);
  });

  it("by template makes the official attribute", async () => {
    expect(await create([{ template: "coffees" }])).toEqual({ status: 200, success: [{ template: "coffees", name: "coffees" }], failed: [] });
    expect(world.attribute("sam", "coffees")).toMatchObject({ owner: OUR_CLIENT, manual: true });
  });

  it("refuses a label that exists and names what has it", async () => {
    world.addAttribute("sam", { name: "gym_2", label: "Gym", owner: "Fitbit" });
    const item = { label: "gym", group: "custom", value_type: 7 };
    const { status, failed } = await create([item]);
    expect(status).toBe(202);
    expect(failed).toMatchObject([{ ...item, error_code: "exists", name: "gym_2" }]);
    world.namesWhatExists = false;
    expect((await create([item])).failed[0]).not.toHaveProperty("name");
    expect(world.impolite).toEqual([]);
  });

  it("refuses a template that the user has", async () => {
    await acquire([{ template: "steps" }]);
    expect((await create([{ template: "steps" }])).failed).toMatchObject([{ template: "steps", error_code: "exists", name: "steps" }]);
    expect(world.impolite).toEqual(["a create of steps, which is owned already"]);
  });

  it("refuses what cannot be", async () => {
    const good = { label: "Naps", group: "sleep", value_type: 0 };
    const { failed } = await create([
      { label: "Naps" }, { ...good, label: "" }, { ...good, label: "  " }, { ...good, label: null }, { ...good, label: 5 }, { ...good, group: "rest" },
      { ...good, group: "manual" }, { ...good, value_type: 6 }, { ...good, value_type: 9 }, { ...good, value_type: "0" }, { ...good, manual: 1 }, { template: "naps" },
    ]);
    expect(failed.map(({ error_code }) => error_code).reverse()).toEqual([
      "missing_field", "validation", "validation", "validation", "validation", "not_found",
      "not_found", "validation", "validation", "validation", "validation", "not_found",
    ]);
    expect(failed.at(-1)?.error).toBe("Object at index 0 missing field(s) 'group', 'value_type'");
    expect(world.attributes("sam")).toEqual([]);
  });

  it("takes nothing but booleans in the group custom", async () => {
    for (const value_type of [0, 1, 2, 3, 4, 5, 8]) {
      expect((await create([{ label: `Of type ${value_type}`, group: "custom", value_type }])).failed).toMatchObject([{ error_code: "validation" }]);
    }
    expect((await create([{ label: "Of type 7", group: "custom", value_type: 7 }])).failed).toEqual([]);
  });

  it("needs the scope", async () => {
    const item = { label: "Naps", group: "custom", value_type: 7 };
    expect((await create([item], "", scoped("sleep_write"))).failed).toMatchObject([{ error_code: "not_allowed" }]);
    expect((await create([{ ...item, manual: false }], "", scoped("manual_write"))).failed).toMatchObject([{ error_code: "not_allowed" }]);
    expect((await create([item], "", scoped("custom_write"))).status).toBe(200);
    expect((await create([{ template: "naps" }], "", scoped())).failed).toMatchObject([{ error_code: "not_found" }]);
  });
});

describe("the user", () => {
  it("hands attributes over, and removes them", () => {
    world.addAttribute("sam", { template: "steps", owner: OUR_CLIENT });
    world.giveTo("sam", "steps", "Exist for Android");
    expect(world.attribute("sam", "steps")?.owner).toBe("exist_for_android");
    world.giveTo("sam", "steps", null);
    expect(world.attribute("sam", "steps")?.owner).toBeNull();
    world.removeAttribute("sam", "steps");
    expect(world.attribute("sam", "steps")).toBeUndefined();
  });
});
