import { describe, expect, it, vi } from "vitest";
import { ACCOUNT, atNoon, choose, connected, ID, note, settings, TestApp, TODAY, type } from "./app";

atNoon();

const DAY = { [`${TODAY}.md`]: note({ goal: 9000, mood: 5 }) };
const options = (app: TestApp): string[] => [...(app.row("Attribute").querySelector("select")?.options ?? [])].map(({ text }) => text);

async function openForm(app: TestApp): Promise<void> {
  app.host.openSettings(ID);
  app.row("Add a mapping").click();
  await vi.advanceTimersByTimeAsync(100);
}

describe("what may be chosen of Exist's own attributes", () => {
  it("is as Exist has it, which is asked for when somebody is to choose, once a day", async () => {
    const app = await TestApp.steady(DAY);
    await app.sync();
    expect(app.world.callsTo("templates")).toEqual([]);
    await openForm(app);
    await app.host.until(() => options(app).includes("Steps goal"), "Exist's own list is there");
    app.button("Cancel")?.click();
    await openForm(app);
    expect(options(app)).toContain("Steps goal");
    expect(app.world.callsTo("templates")).toHaveLength(1);
  });

  it("is filled also where the plugin brings nothing along for it", async () => {
    const app = await TestApp.start(DAY, settings({ ...connected, mappings: [] }));
    await openForm(app);
    await app.host.until(() => options(app).includes("Steps goal"), "Exist's own list is there");
    type(app.input("Name"), "goal");
    choose(app.row("Attribute"), "steps_goal");
    app.button("Save")?.click();
    await app.host.until(() => app.host.root.querySelector(".exist-sync-mapping") === null, "the mapping is kept");
    expect((await app.data()).mappings[0]?.to).toEqual({ kind: "template", template: "steps_goal", label: "Steps goal", group: "activity", valueType: 0 });
    app.host.closeSettings();
    app.clear();
    expect(await app.sync()).toContain("Steps goal");
    expect(app.world.valuesOf(ACCOUNT)).toEqual({ [TODAY]: { steps_goal: 9000 } });
  });

  it("is the bundled list without a connection", async () => {
    const app = await TestApp.start(DAY, settings({ mappings: [] }));
    await openForm(app);
    expect(options(app)).toContain("Active minutes");
    expect(app.world.calls).toEqual([]);
  });
});
