import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { templateNamed } from "../../src/domain/templates";
import { ExistClient } from "../../src/exist/client";
import * as recorded from "./recorded";
import { shapeOf, standIn } from "./shape";
import { jsonOf, RawClient } from "./raw-client";
import { ExistWorld, OUR_CLIENT } from "./world";

const DAY = "2026-09-20" as LocalDate;

/** The client, to whom this is answered. */
function told(json: unknown, status = 200): ExistClient {
  return new ExistClient(() => Promise.resolve({ status, headers: {}, text: JSON.stringify(json) }), () => 0);
}

describe("what was recorded of", () => {
  it("the profile", async () => {
    expect(await told(recorded.PROFILE).profile()).toMatchObject({ username: "robin", timezone: "Europe/Lisbon", imperial_weight: true, trial: true });
    const answer = await standIn().ask("accounts/profile/");
    expect(shapeOf(answer)).toEqual(shapeOf(recorded.PROFILE));
    expect(answer).toEqual({ ...recorded.PROFILE, avatar: expect.any(String) as unknown, local_time: expect.any(String) as unknown });
  });

  it("attributes of every type", async () => {
    expect((await told(recorded.EVERY_TYPE).attributes()).map(({ name, valueType, group, service }) => [name, valueType, group, service?.name])).toEqual(
      [0, 1, 2, 3, 4, 5, 7, 8].map((type) => [`kind_${type}`, type, type === 7 ? "custom" : "health", "my_notes"]));
    const { world, ask } = standIn();
    for (const type of [0, 1, 2, 3, 4, 5, 7, 8]) world.addAttribute("robin", { name: `kind_${type}`, label: `Kind ${type}`, group: type === 7 ? "custom" : "health", value_type: type, priority: 2, manual: false, owner: OUR_CLIENT });
    const answer = await ask("attributes/");
    expect(shapeOf(answer)).toEqual(shapeOf(recorded.EVERY_TYPE));
    const described = (json: unknown): unknown => (json as { results: { label: string; value_type_description: string }[] }).results.map(({ label, value_type_description }) => [label, value_type_description]);
    expect(described(answer)).toEqual(described(recorded.EVERY_TYPE));
  });

  it("what is inactive", async () => {
    expect(await told(recorded.INACTIVE).attributes()).toMatchObject([{ name: "naps", active: false, service: null }]);
    const { world, ask } = standIn();
    world.addAttribute("robin", { name: "naps", label: "Naps", group: "health", value_type: 0, manual: false, owner: OUR_CLIENT, active: false });
    expect(shapeOf(await ask("attributes/?include_inactive=true"))).toEqual(shapeOf(recorded.INACTIVE));
    expect(await ask("attributes/")).toMatchObject({ count: 0 });
  });

  it("values by day", async () => {
    const names = ["laps", "sauna", "steps_goal"];
    expect((await told(recorded.WITH_VALUES).withValues(DAY, 31, names)).map(({ name, values }) => [name, ...values])).toEqual([["laps", [DAY, 12], ["2026-09-02", 8]], ["sauna"], ["steps_goal", [DAY, 9000]]]);
    expect((await told(recorded.WITH_VALUES).active()).map(({ name, service }) => [name, service?.name])).toEqual([["laps", "my_notes"], ["sauna", "my_notes"], ["steps_goal", "fitbit"]]);
    const { world, ask } = standIn();
    world.addAttribute("robin", { name: "laps", label: "Laps", group: "health", value_type: 0, manual: false, owner: OUR_CLIENT, values: { "2026-09-02": 8, [DAY]: 12 } });
    world.addAttribute("robin", { name: "sauna", label: "Sauna", manual: false, owner: OUR_CLIENT });
    world.addAttribute("robin", { template: "steps_goal", manual: false, owner: "Fitbit", values: { [DAY]: 9000 } });
    const answer = await ask(`attributes/with-values/?days=31&date_max=${DAY}`);
    expect(shapeOf(answer)).toEqual(shapeOf(recorded.WITH_VALUES));
    expect(await told(answer).withValues(DAY, 31, names)).toEqual(await told(recorded.WITH_VALUES).withValues(DAY, 31, names));
  });

  it.each([["null", null], ["zero", 0]] as const)("days without a record as %s, where it is as reference or guide have it", async (emptyDays, empty) => {
    const [laps] = await told(recorded.emptyDays(empty)).withValues(DAY, 2, ["laps"]);
    expect([...(laps?.values ?? [])]).toEqual([...(empty === null ? [] : [["2026-09-21", 0]]), [DAY, 12]]);
    const world = new ExistWorld(() => Date.parse("2026-09-21T12:00:00Z"), undefined, { emptyDays });
    world.addAccount({ username: "robin" });
    world.addAttribute("robin", { name: "laps", label: "Laps", group: "health", value_type: 0, manual: false, owner: OUR_CLIENT, values: { [DAY]: 12 } });
    const { json } = await jsonOf(new RawClient(world, world.personalToken("robin")).get("attributes/with-values/?days=2"));
    expect(shapeOf(json)).toEqual(shapeOf(recorded.emptyDays(empty)));
  });

  it("one attribute's values, where it is not there", async () => {
    await expect(told(recorded.NO_VALUES, 404).owned()).rejects.toMatchObject({ kind: "refused", message: "Not found.", status: 404 });
    expect(await standIn().ask("attributes/values/?attribute=nowhere")).toEqual(recorded.NO_VALUES);
  });

  it("what is made, and made again", async () => {
    const tag = { label: "Sauna & Ice", group: "custom", value_type: 7, manual: false } as const;
    const laps = { label: "Laps", group: "health", value_type: 0, manual: false } as const;
    expect(await told(recorded.MADE_TAG).create([tag])).toMatchObject([{ accepted: true, echo: { name: "sauna__ice" } }]);
    expect(await told(recorded.MADE_AGAIN, 202).create([laps])).toMatchObject([{ accepted: false, refusal: { code: "exists" } }]);
    const { world, ask } = standIn();
    expect(shapeOf(await ask("attributes/create/?success_objects=1", [tag]))).toEqual(shapeOf(recorded.MADE_TAG));
    world.addAttribute("robin", { name: "laps", label: "Laps", group: "health", value_type: 0 });
    expect(await ask("attributes/create/?success_objects=1", [laps])).toEqual(recorded.MADE_AGAIN);
  });

  it("what is acquired and not, and released", async () => {
    expect(await told(recorded.ACQUIRED, 202).acquire([{ template: "floors" }, { template: "steps" }])).toMatchObject([{ accepted: true, echo: { name: "floors" } }, { accepted: false, refusal: { code: "not_allowed" } }]);
    expect(await told(recorded.RELEASED).release([{ name: "laps" }])).toMatchObject([{ accepted: true }]);
    const { world, ask } = standIn();
    world.addAttribute("robin", { name: "laps", label: "Laps", group: "health", value_type: 0, owner: OUR_CLIENT });
    expect(await ask("attributes/release/", [{ name: "laps" }])).toEqual(recorded.RELEASED);
    const { success } = (await ask("attributes/acquire/?success_objects=1", [{ template: "floors", manual: false }])) as { success: unknown };
    expect(shapeOf(success)).toEqual(shapeOf(recorded.ACQUIRED.success));
    const { scoped } = standIn({ failedAcquire: "title" });
    const { json } = await jsonOf(scoped("mood_write").post("attributes/acquire/", [{ template: "steps" }]));
    expect(shapeOf(json)).toEqual(shapeOf({ success: [], failed: recorded.ACQUIRED.failed }));
    expect(await told(json, 202).acquire([{ template: "steps" }])).toMatchObject([{ accepted: false, refusal: { code: "not_allowed" } }]);
  });

  it("what is updated, and what is not for us to update", async () => {
    const items = [{ name: "laps", date: DAY, value: 12 }, { name: "laps", date: "2026-09-19" as LocalDate, value: 1.5 }];
    expect((await told(recorded.UPDATED, 202).update(items)).map(({ accepted }) => accepted)).toEqual([true, false]);
    const others = [{ name: "steps", date: DAY, value: 1 }, { name: "naps", date: DAY, value: 1 }];
    expect((await told(recorded.NOT_OURS, 202).update(others)).map((each) => (each.accepted ? "" : each.refusal?.code))).toEqual(["unauthorised", "not_found"]);
    const { world, ask } = standIn();
    world.addAttribute("robin", { name: "laps", label: "Laps", group: "health", value_type: 0, owner: OUR_CLIENT });
    world.addAttribute("robin", { template: "steps", owner: "Fitbit" });
    expect(shapeOf(await ask("attributes/update/", items))).toEqual(shapeOf(recorded.UPDATED));
    expect(await ask("attributes/update/", others)).toEqual(recorded.NOT_OURS);
    expect(await ask("attributes/increment/", [{ name: "laps", value: 2 }])).toMatchObject({ success: [{ name: "laps", current: 2 }] });
    expect(shapeOf(await ask("attributes/increment/", [{ name: "laps", value: 2, date: DAY }]))).toEqual(shapeOf(recorded.INCREMENTED));
    expect(await told(recorded.INCREMENTED).increment([{ name: "laps", value: 2, date: DAY }])).toMatchObject([{ accepted: true, echo: { current: 14 } }]);
  });

  it("templates, of which the bundled table lacks one and calls none otherwise", async () => {
    const listed = await told(recorded.TEMPLATES).templates();
    expect(listed.map(({ name, label, valueType }) => `${name} ${label} ${valueType}`)).toContain("steps_active_min Active minutes 3");
    expect(listed.filter(({ name }) => templateNamed(name) === undefined).map(({ name }) => name)).toEqual(["steps_goal"]);
    const bundled = listed.filter(({ name }) => templateNamed(name) !== undefined);
    expect(bundled).toEqual(bundled.map(({ name }) => templateNamed(name)));
    const { results } = (await standIn().ask("attributes/templates/?include_low_priority=true&limit=100")) as { results: readonly { readonly name: string }[] };
    for (const template of (recorded.TEMPLATES as { results: readonly { readonly name: string }[] }).results) expect(results.find(({ name }) => name === template.name)).toMatchObject(template);
  });
});
