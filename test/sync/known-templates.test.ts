import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { targetLabel, targetType, templateTarget } from "../../src/domain/mapping";
import { TEMPLATES } from "../../src/domain/templates";
import { ExistClient } from "../../src/exist/client";
import { KnownTemplates } from "../../src/sync/known-templates";
import { groupOf } from "../../src/sync/scopes";
import { decodeSettings, newSettings } from "../../src/sync/settings";
import { mapping, property } from "../domain/build";
import { rig, TODAY } from "./rig";

function known(kept: unknown = null) {
  const test = rig();
  const device = { kept, today: TODAY, isConnected: true };
  const templates = new KnownTemplates(
    { load: () => device.kept, save: (now) => { device.kept = JSON.parse(JSON.stringify(now)); } }, () => device.today,
    () => Promise.resolve(device.isConnected ? new ExistClient(test.http, () => test.clock.now()) : null),
  );
  const labelOf = (name: string): string | undefined => templates.now.find((each) => each.name === name)?.label;
  return { test, device, templates, labelOf, asked: () => test.world.callsTo("templates").length };
}

describe("Exist's templates", () => {
  it("are the bundled ones before Exist was asked, and its own from then on", async () => {
    const { templates, labelOf, asked } = known();
    expect(templates.now).toEqual(TEMPLATES);
    expect([labelOf("commits"), labelOf("steps_goal")]).toEqual(["Commits", undefined]);
    expect(await templates.latest()).toHaveLength(TEMPLATES.length + 1);
    expect([labelOf("tv_min"), labelOf("steps_goal"), asked()]).toEqual(["Tv time", "Steps goal", 1]);
  });

  it("are asked for once a day at most, by however many at once, and after a restart", async () => {
    const { templates, device, asked } = known();
    await Promise.all([templates.latest(), templates.latest()]);
    await templates.latest();
    expect(asked()).toBe(1);
    const later = known(device.kept);
    await later.templates.latest();
    expect(later.asked()).toBe(0);
    later.device.today = "2026-09-22" as LocalDate;
    await later.templates.latest();
    expect(later.asked()).toBe(1);
  });

  it("are as they were known while Exist cannot be asked, and nothing is asked again that day", async () => {
    const { templates, device, asked, test } = known();
    device.isConnected = false;
    expect(await templates.latest()).toEqual(TEMPLATES);
    device.isConnected = true;
    test.world.script({ on: { path: "templates" }, fault: { kind: "status", status: 503 } });
    expect(await templates.latest()).toEqual(TEMPLATES);
    expect(await templates.latest()).toEqual(TEMPLATES);
    expect(asked()).toBe(1);
  });

  it.each([null, undefined, 7, { day: "soon", templates: [] }, { day: TODAY, templates: [{ name: "x", label: "X", group: "mood", valueType: 77 }] }])("are the bundled ones where %j was kept", (kept) => {
    expect(known(kept).templates.now).toEqual(TEMPLATES);
  });

  it("are known to every device by what the mapping says of them, where the bundled table does not", () => {
    const goal = templateTarget({ name: "steps_goal", label: "Steps goal", group: "activity", valueType: 0 });
    const decoded = decodeSettings(JSON.parse(JSON.stringify({ ...newSettings(TODAY), mappings: [mapping(property("goal"), goal)] })));
    expect(decoded).toMatchObject({ kind: "settings", settings: { mappings: [{ to: goal }] } });
    expect([targetLabel(goal), targetType(goal), groupOf(goal)]).toEqual(["Steps goal", 0, "activity"]);
    expect(templateTarget({ name: "steps", label: "Steps", group: "activity", valueType: 0 })).toEqual({ kind: "template", template: "steps" });
    expect(targetLabel(templateTarget({ name: "steps", label: "Daily steps", group: "activity", valueType: 0 }))).toBe("Daily steps");
  });
});
