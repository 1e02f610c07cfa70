import { describe, expect, it, vi } from "vitest";
import { OUR_CLIENT } from "../exist/world";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();

const DAYS = { "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300, mood: 5 }) };

/** Runs the command and waits for its modal, or for what it says instead. */
async function open(app: TestApp): Promise<void> {
  app.host.runCommand(`${ID}:release`);
  await app.host.until(() => app.host.modal() !== null || app.said() !== "", "the command answers");
}

function toggle(app: TestApp, name: string): HTMLElement {
  return app.row(name).querySelector<HTMLElement>(".checkbox-container") as HTMLElement;
}

function text(app: TestApp): string {
  return app.host.modal()?.textContent ?? "";
}

/** Presses the button, and waits until the modal tells what became of it. */
async function release(app: TestApp, label: string): Promise<void> {
  expect(app.button("Stop filling")?.textContent).toBe(label);
  app.button("Stop filling")?.click();
  await app.host.until(() => app.button("Close") !== null, "the release is over");
}

describe("Stop filling attributes", () => {
  it("lists what is owned, releases what was ticked, and sends nothing to it afterwards", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.addService("fitbit", "Fitbit", ["steps"]);
    app.world.addAttribute(ACCOUNT, { name: "juggling", label: "Juggling", group: "health", owner: OUR_CLIENT });
    await open(app);
    expect(text(app)).toContain("3 attributes belong to Exist Sync");
    expect(app.row("Steps").textContent).toContain("Group activity. Filled by Property steps.");
    expect(app.row("Steps").textContent).toContain("Fitbit can fill it, and should take over.");
    expect(app.row("Mood").textContent).toContain("it should become inactive");
    expect(app.row("Juggling").textContent).toContain("Nothing in this vault fills it.");
    expect([...app.host.root.querySelectorAll(".modal .is-enabled")]).toEqual([]);
    expect(toggle(app, "Mood").getAttribute("aria-label")).toBe("Mood");
    expect(app.button("Stop filling")).toMatchObject({ textContent: "Stop filling 0 attributes", disabled: true });
    expect(app.world.calls.map(({ method }) => method)).toEqual(["GET"]);

    toggle(app, "Steps").click();
    toggle(app, "Mood").click();
    toggle(app, "Mood").click();
    toggle(app, "Juggling").click();
    await release(app, "Stop filling 2 attributes");
    expect(text(app)).toContain("2 attributes no longer filled. Nothing is sent there until you approve it again.");
    expect(app.row("Steps").textContent).toContain("Stopped. Your notes no longer fill it.");
    expect(document.activeElement).toBe(app.button("Close"));
    expect(app.world.attribute(ACCOUNT, "steps")?.owner).toBe("fitbit");
    expect(app.world.attribute(ACCOUNT, "juggling")).toMatchObject({ owner: null, active: false });
    expect(app.world.attribute(ACCOUNT, "mood")?.owner).toBe(OUR_CLIENT);
    app.button("Close")?.click();
    expect(app.host.modal()).toBeNull();
    expect(await app.data()).toMatchObject({ agreed: ["mood"], declined: ["template:steps"] });

    app.clear();
    await app.host.write(`${TODAY}.md`, note({ steps: 301, mood: 7 }));
    await vi.advanceTimersByTimeAsync(61_000);
    await app.host.until(() => app.held()[TODAY]?.["mood"] === 7, "the edit is sent");
    expect(app.world.calls.map(({ path }) => path)).toEqual(["/api/2/attributes/update/"]);
    expect(app.held()[TODAY]?.["steps"]).toBe(300);
    expect(await app.sync()).toBe("Nothing new to send.");
    app.host.openSettings(ID);
    expect(app.row("Property steps").textContent).toContain("Not sent: you cleared it or stopped filling it.");
    expect(app.world.impolite).toEqual([]);
  });

  it("says so when nothing is owned, and opens nothing", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    await open(app);
    expect(app.said()).toBe("Exist Sync fills no attribute at Exist, so there is nothing to stop.");
    expect(app.host.modal()).toBeNull();
  });

  it("works where nothing is mapped, and asks for a connection where there is none", async () => {
    const bare = await TestApp.start({}, settings({ ...connected, mappings: [] }));
    bare.world.addAttribute(ACCOUNT, { name: "juggling", label: "Juggling", group: "health", owner: OUR_CLIENT });
    await open(bare);
    expect(text(bare)).toContain("1 attribute belongs to Exist Sync");
    const app = await TestApp.start(DAYS, settings());
    await open(app);
    expect(app.said()).toContain("Add your token in the settings");
    expect(app.world.calls).toEqual([]);
  });

  it("makes no request when it is cancelled", async () => {
    const app = await TestApp.steady(DAYS);
    await open(app);
    toggle(app, "Mood").click();
    app.button("Cancel")?.click();
    await vi.advanceTimersByTimeAsync(1000);
    expect(app.host.modal()).toBeNull();
    expect(app.world.callsTo("release")).toEqual([]);
  });

  it("says item by item what Exist refused", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: { path: "release" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", error: "Not today" } });
    await open(app);
    app.button("Select all")?.click();
    await release(app, "Stop filling 2 attributes");
    expect(text(app)).toContain("1 attribute no longer filled.");
    expect(text(app)).toContain("Exist refused to stop 1 attribute.");
    expect(app.row("Steps").textContent).toContain("Stopped. Your notes no longer fill it.");
    expect(app.row("Mood").textContent).toContain("Not stopped. Exist says: Not today");
    expect((await app.data()).agreed).toEqual(["mood"]);
  });

  it("explains a connection that is lost half-way, and what is left to do", async () => {
    const app = await TestApp.steady(DAYS);
    for (let at = 10; at < 80; at += 1) app.world.addAttribute(ACCOUNT, { name: `zz_${at}`, label: `Zz ${at}`, group: "weather", owner: OUR_CLIENT });
    app.world.script({ on: { path: "release", nth: 2 }, fault: { kind: "drop-before" } });
    await open(app);
    app.button("Select all")?.click();
    await release(app, "Stop filling 72 attributes");
    expect(text(app)).toContain("35 attributes no longer filled.");
    expect(text(app)).toContain("Can't reach Exist. Try again later.");
    expect(text(app)).toContain("Exist gave no answer about 35 attributes.");
    expect(text(app)).toContain('2 attributes not stopped. Run "Stop filling attributes" again for the rest.');
    expect(app.row("Mood").textContent).toContain("Stopped. Your notes no longer fill it.");
    expect(app.row("Zz 60").textContent).toContain("it may or may not be stopped there");
    expect(app.row("Zz 79").textContent).toContain("Not stopped. Your notes still fill it.");
    expect(app.host.root.innerHTML).not.toContain(app.token);
    app.button("Close")?.click();
    await open(app);
    expect(text(app)).toContain("37 attributes belong to Exist Sync");
  });

  it("tells in a notice what became of it when its window was closed meanwhile", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: { path: "release" }, fault: { kind: "delay", ms: 2000 } });
    await open(app);
    toggle(app, "Mood").click();
    app.button("Stop filling")?.click();
    expect(text(app)).toContain("Stopping 1 attribute.");
    app.host.modal()?.querySelector<HTMLElement>(".modal-close-button")?.click();
    await vi.advanceTimersByTimeAsync(3000);
    await app.host.until(() => app.said() !== "", "the notice is there");
    expect(app.said()).toContain("1 attribute no longer filled.");
  });

  it("says why nothing can be listed", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: { path: "owned" }, fault: { kind: "drop-before" } });
    await open(app);
    expect(app.said()).toBe("Can't reach Exist. Try again later.");
    expect(app.host.modal()).toBeNull();
  });
});
