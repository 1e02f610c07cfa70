import { describe, expect, it, vi } from "vitest";
import type { Report } from "../../src/sync/report";
import { OUR_CLIENT } from "../exist/world";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();

const DAYS = { "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };
/** How long Exist takes to answer, milliseconds. */
const SLOWLY = 3000;

async function edit(app: TestApp, steps: number): Promise<void> {
  await app.host.write(`${TODAY}.md`, note({ steps }));
  await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
}

/** Everything sent, and one edit on its way to Exist, whose answer takes some seconds. */
async function sending(): Promise<TestApp> {
  const app = await TestApp.steady(DAYS, { autoSync: false });
  await edit(app, 301);
  app.world.script({ on: { path: "update" }, fault: { kind: "delay", ms: SLOWLY } });
  app.host.runCommand(`${ID}:sync`);
  await app.host.until(() => app.world.updateCalls().length === 1, "the edit is on its way");
  return app;
}

const NOT_CONNECTED = "Not connected to Exist. Add your token in the settings";

describe("a person who disconnects", () => {
  it("while values are on their way hears what became of them, and a later connection asks Exist for them, as nothing is remembered here", async () => {
    const app = await sending();
    const { connection } = app.plugin.settingsFile.current;
    await app.plugin.disconnect();
    await vi.advanceTimersByTimeAsync(SLOWLY);
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.said()).toBe("1 value for 1 day sent.");
    expect(app.held()[TODAY]).toEqual({ steps: 301 });
    app.clear();
    await app.host.changeDataFromOutside(ID, JSON.stringify(settings({ connection, autoSync: false })));
    expect(await app.sync()).toBe("Nothing new to send.");
    expect(app.world.calls.map(({ path }) => path)).toEqual(["/api/2/accounts/profile/", "/api/2/attributes/owned/", "/api/2/attributes/", "/api/2/attributes/with-values/"]);
    expect(app.world.updateCalls()).toEqual([]);
  });

  it("while an edit waits for quiet is not told anything for it, and nothing is sent", async () => {
    const app = await TestApp.steady(DAYS);
    await edit(app, 301);
    expect(app.host.statusBarText()).toMatch(/^Exist: waiting until/);
    await app.plugin.disconnect();
    expect(app.host.statusBarText()).toBe("Exist: check connection, not signed in");
    await vi.advanceTimersByTimeAsync(120_000);
    expect(app.plugin.schedule.now).toMatchObject({ running: false, nextAt: null, edited: false });
    expect(app.said()).toBe("");
    expect(app.world.calls).toEqual([]);
  });

  it.each([["sync"], ["preview"], ["release"]])("is told so by %s, which waited for its turn", async (command) => {
    const app = await sending();
    app.host.runCommand(`${ID}:${command}`);
    await app.plugin.disconnect();
    await vi.advanceTimersByTimeAsync(SLOWLY);
    await app.host.until(() => app.said().includes("Not connected"), "it is said");
    await app.host.until(() => app.said().includes("sent."), "the run is told of");
    expect(app.said().split("\n")).toContain("1 value for 1 day sent.");
    expect(app.said()).toContain(`${NOT_CONNECTED}`);
    expect(app.host.modal()).toBeNull();
    expect(app.world.calls).toHaveLength(1);
  });

  it("is told so by Compare with Exist, which waited for its turn", async () => {
    const app = await sending();
    app.host.runCommand(`${ID}:compare`);
    app.button("Compare")?.click();
    await app.plugin.disconnect();
    await vi.advanceTimersByTimeAsync(SLOWLY);
    await app.host.until(() => app.said().includes("Not connected") && app.host.modal() === null, "it is said");
    expect(app.world.calls).toHaveLength(1);
  });

  it.each([["preview"], ["sync"]])("is told so by %s on the command line, which waited for its turn", async (command) => {
    const app = await sending();
    const answer = app.host.callCli(`exist-sync ${command} json`);
    await app.plugin.disconnect();
    await vi.advanceTimersByTimeAsync(SLOWLY);
    expect(JSON.parse(await answer)).toMatchObject({ command, ok: false, problem: { code: "not-connected", message: `${NOT_CONNECTED} of Exist Sync.` } });
    expect(app.world.calls).toHaveLength(1);
  });

  it("with a preview open sends nothing by its button, and is told why", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.host.runCommand(`${ID}:preview`);
    await app.host.until(() => app.button("Send 3 values") !== null, "the preview is shown");
    await app.plugin.disconnect();
    app.clear();
    app.button("Send 3 values")?.click();
    await app.host.until(() => app.said() !== "", "it is said");
    expect(app.said()).toContain(NOT_CONNECTED);
    expect(app.world.calls).toEqual([]);
  });

  it("with the attributes to release before them releases none, and is told so of each", async () => {
    const app = await TestApp.steady(DAYS);
    app.host.runCommand(`${ID}:release`);
    await app.host.until(() => app.button("Select all") !== null, "the list is shown");
    app.button("Select all")?.click();
    await app.plugin.disconnect();
    app.button("Stop filling")?.click();
    await app.host.until(() => app.button("Close") !== null, "it is over");
    expect(app.host.modal()?.textContent).toContain("Not connected to Exist.");
    expect(app.row("Steps").textContent).toContain("Not stopped. Your notes still fill it.");
    expect(app.world.callsTo("release")).toEqual([]);
    expect(app.world.attribute(ACCOUNT, "steps")?.owner).toBe(OUR_CLIENT);
  });
});

describe("without a connection", () => {
  it("an edit and a device that is online again lead to nothing", async () => {
    const app = await TestApp.start(DAYS, settings());
    await edit(app, 301);
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(app.plugin.schedule.now).toMatchObject({ nextAt: null, edited: false });
    expect([app.said(), app.world.calls]).toEqual(["", []]);
  });
});

describe("an app that comes back to the front", () => {
  it("sends no sooner than the quiet after an edit; one that goes to the background sends at once", async () => {
    const app = await TestApp.steady(DAYS);
    await edit(app, 301);
    document.dispatchEvent(new Event("visibilitychange"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(app.world.calls).toEqual([]);
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
    await app.host.until(() => app.held()[TODAY]?.["steps"] === 301, "it is sent");
  });
});

describe("a plugin that is disabled", () => {
  it.each([["sync"], ["preview"], ["increment"], ["release"]])("while %s asks Exist opens no window and says nothing", async (command) => {
    const app = await TestApp.start(DAYS, settings({ ...connected, autoSync: false }));
    app.world.addAttribute(ACCOUNT, { template: "coffees", owner: OUR_CLIENT });
    app.world.script({ on: () => true, fault: { kind: "delay", ms: SLOWLY } });
    app.host.runCommand(`${ID}:${command}`);
    await app.host.until(() => app.world.calls.length > 0, "Exist is asked");
    app.host.disable(ID);
    await vi.advanceTimersByTimeAsync(2 * SLOWLY);
    expect([app.host.modal(), app.host.root.querySelector(".prompt"), app.said()]).toEqual([null, null, ""]);
    expect(app.world.calls.every(({ method }) => method === "GET")).toBe(true);
    // What is being written when the plugin goes is written, and waited for within a limit.
    await app.host.until(() => app.host.leaks()["timers"] === 0, "the run has written what it did");
    expect(app.host.leaks()).toMatchObject({ modals: 0, timers: 0 });
  });

  it("while values are on their way says nothing of them, and has written down that they were sent", async () => {
    const app = await sending();
    app.host.disable(ID);
    await vi.advanceTimersByTimeAsync(SLOWLY);
    expect(app.said()).toBe("");
    const again = await app.restart(false);
    await again.host.until(() => again.plugin.isConnected, "it is there again");
    again.clear();
    expect(await again.sync()).toBe("Nothing new to send.");
    const [, before] = await again.plugin.reports() as readonly [Report, Report];
    expect(before).toMatchObject({ trigger: "command", values: 1, failure: null });
  });

  it.each([["preview", "Send 3 values"], ["compare", "Compare"]])("takes the window of %s with it", async (command, button) => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.host.runCommand(`${ID}:${command}`);
    await app.host.until(() => app.button(button) !== null, "the window is there");
    app.host.disable(ID);
    expect(app.host.modal()).toBeNull();
  });
});

describe("Preview", () => {
  it("says why it cannot be had, and what to do", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.world.script({ on: () => true, fault: { kind: "drop-before" } });
    app.host.runCommand(`${ID}:preview`);
    await app.host.until(() => app.said() !== "", "it is said");
    expect(app.said()).toBe("Can't reach Exist. Try again later.");
    expect(app.host.modal()).toBeNull();
    const unconnected = await TestApp.start(DAYS, settings());
    unconnected.host.runCommand(`${ID}:preview`);
    expect(unconnected.said()).toContain(NOT_CONNECTED);
  });
});
