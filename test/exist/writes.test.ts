import { beforeEach, describe, expect, it } from "vitest";
import { DOCUMENTED, RECORDED } from "./behavior";
import { jsonOf, RawClient, writtenOf } from "./raw-client";
import { type Behavior, ExistWorld, OUR_CLIENT } from "./world";

const TODAY = "2026-09-21";

describe.each<[string, Behavior]>([["as it was recorded", RECORDED], ["as its reference has it", DOCUMENTED]])("the service %s:", (_, behavior) => {
  let world: ExistWorld;
  let visitor: RawClient;

  beforeEach(() => {
    world = new ExistWorld(() => Date.parse("2026-09-21T12:00:00Z"), undefined, behavior);
    world.addAccount({ username: "sam" });
    visitor = new RawClient(world, world.personalToken("sam"));
  });

  function own(...templates: string[]): void {
    for (const template of templates) world.addAttribute("sam", { template, owner: OUR_CLIENT });
  }

  function update(items: unknown, as = visitor): ReturnType<typeof writtenOf> {
    return writtenOf(as.post("attributes/update/", items));
  }

  /** The code that a single value is refused with, or "taken". */
  async function verdict(name: string, value: unknown, date = TODAY): Promise<unknown> {
    const { failed } = await update([{ name, date, value }]);
    return failed[0]?.error_code ?? "taken";
  }

  describe("a batch", () => {
    it("is a list of objects", async () => {
      for (const body of [{ name: "steps" }, "steps", null, [1], [[]], [null]]) {
        expect((await jsonOf(visitor.post("attributes/update/", body))).status).toBe(400);
      }
    });

    it.each(["acquire", "release", "create", "update", "increment"])("has at most 35 objects: %s", async (write) => {
      const items = (count: number): unknown => Array.from({ length: count }, () => ({}));
      expect((await jsonOf(visitor.post(`attributes/${write}/`, items(35)))).status).toBe(202);
      expect(world.impolite).toEqual([]);
      expect((await jsonOf(visitor.post(`attributes/${write}/`, items(36)))).status).toBe(400);
      expect(world.impolite).toEqual([`36 objects in one write to /api/2/attributes/${write}/`]);
    });

    it("may be empty, though that is impolite", async () => {
      expect(await update([])).toEqual({ status: 200, success: [], failed: [] });
      expect(world.impolite).toEqual(["an empty write to /api/2/attributes/update/"]);
    });

    it("echoes what worked, 200 when all of it did", async () => {
      own("steps");
      const items = [{ name: "steps", date: "2026-09-20", value: 1 }, { name: "steps", date: TODAY, value: 2 }];
      expect(await update(items)).toEqual({ status: 200, success: items, failed: [] });
      expect(world.valuesOf("sam")).toEqual({ "2026-09-20": { steps: 1 }, [TODAY]: { steps: 2 } });
    });

    it("answers 202 when some failed, and never in the order that was sent", async () => {
      own("steps");
      const [a, x, b, y] = [
        { name: "steps", date: "2026-09-20", value: 1 }, { name: "x", date: TODAY, value: 0 }, { name: "steps", date: TODAY, value: 2 }, { name: "y", date: TODAY, value: 0 },
      ];
      expect(await update([a, x, b, y])).toEqual({
        status: 202,
        success: [b, a],
        failed: [
          { ...y, error_code: "not_found", error: "User doesn't have an attribute named 'y'" },
          { ...x, error_code: "not_found", error: "User doesn't have an attribute named 'x'" },
        ],
      });
    });

    it("names the object that lacks something by its place in the batch", async () => {
      own("steps");
      const { failed } = await update([{ name: "steps", date: TODAY, value: 1 }, { name: "steps" }]);
      expect(failed).toEqual([{ name: "steps", error_code: "missing_field", error: "Object at index 1 missing field(s) 'date', 'value'" }]);
    });
  });

  describe("update", () => {
    it("is for the owner", async () => {
      world.addAttribute("sam", { template: "steps", owner: "Fitbit" });
      world.addAttribute("sam", { template: "floors" });
      const { status, failed } = await update([{ name: "steps", date: TODAY, value: 1 }, { name: "floors", date: TODAY, value: 1 }]);
      expect(status).toBe(202);
      expect(failed.map(({ error_code }) => error_code)).toEqual(["unauthorised", "unauthorised"]);
      expect(failed[1]?.error).toBe("Attribute 'steps' does not belong to this service");
      expect(world.valuesOf("sam")).toEqual({});
    });

    it("needs the group's write scope, or that for manual attributes", async () => {
      world.addAttribute("sam", { template: "steps", owner: OUR_CLIENT, manual: false });
      world.addAttribute("sam", { template: "mood", owner: OUR_CLIENT, manual: true });
      const items = [{ name: "steps", date: TODAY, value: 1 }, { name: "mood", date: TODAY, value: 5 }];
      const scoped = (...scopes: string[]): RawClient => new RawClient(world, world.personalToken("sam", scopes));
      expect(await update(items, scoped("activity_write"))).toMatchObject({
        success: [{ name: "steps" }],
        failed: [{ name: "mood", error_code: "not_allowed", error: "No permission to write to attributes in group 'mood'" }],
      });
      expect(await update(items, scoped("manual_write"))).toMatchObject({ success: [{ name: "mood" }], failed: [{ name: "steps" }] });
      expect(await update(items, scoped("activity_read", "mood_read"))).toMatchObject({ success: [], failed: [{ name: "mood" }, { name: "steps" }] });
    });

    it("overwrites, and counts what it held already from the same client", async () => {
      own("steps");
      world.setValue("sam", "steps", TODAY, 5);
      for (const value of [5, 5, 7, 7]) await update([{ name: "steps", date: TODAY, value }]);
      expect(world.valuesOf("sam")).toEqual({ [TODAY]: { steps: 7 } });
      expect(world.repeated).toBe(2);
      world.setValue("sam", "steps", TODAY, 7);
      await update([{ name: "steps", date: TODAY, value: 7 }]);
      expect(world.repeated).toBe(2);
      expect(world.impolite).toEqual([]);
    });

    it.each([
      ["steps", [0, 12000, -1], [1.5, "1", true, null, 2 ** 60]],
      ["weight", [80, 80.5, -1], ["80", null, true]],
      ["location", ["-37.8,144.9"], ["", 5, null]],
      ["mood_note", ["x".repeat(1000), "🙂".repeat(1000)], ["x".repeat(1001), ""]],
      ["sleep", [0, 450, 1500], [450.5, -1, "7:30", null]],
      ["sleep_end", [0, 1439], [-1, 1440, 400.5, "06:40", null]],
      ["sleep_start", [0, 670, 1439], [-1, 1440, null]],
      ["body_fat", [0, 0.23, 1], [57, -0.1, 1.01, "0.2", null]],
      ["mood", [1, 9], [0, 10, 5.5, "5", null]],
    ])("checks values for %s", async (template, good, bad) => {
      own(template);
      for (const value of good) expect([value, await verdict(template, value)]).toEqual([value, "taken"]);
      for (const value of bad) expect([value, await verdict(template, value)]).toEqual([value, "validation"]);
      expect(world.attribute("sam", template)?.values.get(TODAY)).toBe(good.at(-1));
    });

    it("takes booleans as 0 and 1, and keeps them so", async () => {
      world.addAttribute("sam", { name: "gym", owner: OUR_CLIENT });
      for (const value of [2, -1, "1", "yes", null]) expect(await verdict("gym", value)).toBe("validation");
      for (const [value, kept] of [[1, 1], [false, 0], [true, 1], [0, 0]]) {
        expect(await verdict("gym", value)).toBe("taken");
        expect(world.attribute("sam", "gym")?.values.get(TODAY)).toBe(kept);
      }
    });

    it("says what is wrong with a percentage", async () => {
      own("body_fat");
      const { failed } = await update([{ name: "body_fat", date: TODAY, value: 57 }]);
      expect(failed[0]?.error).toBe("Value must be a float between 0 and 1");
    });

    it.each(["2026-02-30", "2026-9-1", "21/09/2026", "2026-09-21T00:00:00", "", 20260921, null])("refuses the date %s", async (date) => {
      own("steps");
      const { failed } = await update([{ name: "steps", date, value: 1 }]);
      expect(failed).toMatchObject([{ date, error_code: "validation" }]);
      expect(world.impolite).toEqual([]);
    });

    it("takes any past day, and today as the account has it", async () => {
      own("steps");
      expect(await verdict("steps", 1, "1999-12-31")).toBe("taken");
      expect(await verdict("steps", 1, "2026-09-22")).toBe("validation");
      expect(world.impolite).toEqual(["a value for 2026-09-22, which has not come yet"]);
      world.addAccount({ username: "aroha", timezone: "Pacific/Auckland" });
      world.addAttribute("aroha", { template: "steps", owner: OUR_CLIENT });
      const aroha = new RawClient(world, world.personalToken("aroha"));
      expect((await update([{ name: "steps", date: "2026-09-22", value: 1 }], aroha)).status).toBe(200);
    });

    it("is impolite the second time in a row without owning it", async () => {
      world.addAttribute("sam", { template: "steps", owner: "Fitbit" });
      const twoDays = [{ name: "steps", date: TODAY, value: 1 }, { name: "steps", date: "2026-09-20", value: 1 }];
      await update(twoDays);
      expect(world.impolite).toEqual([]);
      await update(twoDays);
      expect(world.impolite).toEqual(["an update of steps again, which is not owned"]);
    });

    it("is not impolite when it was owned in between", async () => {
      world.addAttribute("sam", { template: "steps" });
      const item = { name: "steps", date: TODAY, value: 1 };
      await update([item]);
      await visitor.post("attributes/acquire/", [{ name: "steps" }]);
      world.giveTo("sam", "steps", "Fitbit");
      await update([item]);
      world.giveTo("sam", "steps", OUR_CLIENT);
      await update([item]);
      world.giveTo("sam", "steps", null);
      await update([item]);
      expect(world.impolite).toEqual([]);
    });
  });

  describe("increment", () => {
    const increment = (items: unknown): ReturnType<typeof writtenOf> => writtenOf(visitor.post("attributes/increment/", items));

    it("adds to the day and says what it is then", async () => {
      own("water", "weight");
      world.setValue("sam", "water", "2026-09-20", 500);
      expect(await increment([{ name: "water", value: 250, date: "2026-09-20" }, { name: "water", value: 250 }, { name: "water", value: 50 }])).toEqual({
        status: 200,
        success: [
          { name: "water", value: 250, current: 750 }, { name: "water", value: 250, current: 250 }, { name: "water", value: 50, current: 300 },
        ],
        failed: [],
      });
      expect(await increment([{ name: "weight", value: 0.5 }])).toMatchObject({ success: [{ current: 0.5 }] });
    });

    it.each(["mood_note", "mood", "sleep_start", "sleep_end"])("is not for %s", async (template) => {
      own(template);
      expect(await increment([{ name: template, value: 1 }])).toMatchObject({ status: 202, failed: [{ error_code: "validation" }] });
    });

    it("keeps to the rules of the type", async () => {
      own("water", "body_fat", "sleep");
      world.addAttribute("sam", { name: "gym", owner: OUR_CLIENT, values: { [TODAY]: 1 } });
      const { failed } = await increment([
        { name: "water", value: 1.5 }, { name: "water", value: "1" }, { name: "water", value: null }, { name: "body_fat", value: 2 }, { name: "sleep", value: -1 },
        { name: "gym", value: 1 }, { name: "water", value: 1, date: "2026-09-22" }, { name: "naps", value: 1 }, { name: "water" },
      ]);
      expect(failed.map(({ error_code }) => error_code).reverse()).toEqual([...Array.from({ length: 7 }, () => "validation"), "not_found", "missing_field"]);
      expect(failed.at(-1)?.error).toBe("Cannot apply a float to an integer type");
      expect(world.valuesOf("sam")).toEqual({ [TODAY]: { gym: 1 } });
    });

    it("is for the owner", async () => {
      world.addAttribute("sam", { template: "water", owner: "Fitbit" });
      expect(await increment([{ name: "water", value: 1 }])).toMatchObject({ failed: [{ error_code: "unauthorised" }] });
    });
  });
});
