import { describe, expect, it, vi } from "vitest";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY, type } from "./app";

atNoon();

const DAYS = { "2026-09-19.md": note({ steps: 100, mood: 5 }), "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };
const SECOND = 1000;
const MINUTE = 60 * SECOND;

async function edit(app: TestApp, steps: number): Promise<void> {
  await app.host.write(`${TODAY}.md`, note({ steps }));
  await vi.advanceTimersByTimeAsync(50);
}

async function sent(app: TestApp, steps: number): Promise<void> {
  await app.host.until(() => app.held()[TODAY]?.steps === steps, `${steps} steps are sent`);
}

describe("the automatic run", () => {
  it("sends an edit once it has been quiet for a minute, in one call and without a word", async () => {
    const app = await TestApp.steady(DAYS);
    await edit(app, 301);
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    await edit(app, 302);
    await vi.advanceTimersByTimeAsync(59 * SECOND);
    expect(app.world.calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    await sent(app, 302);
    expect(app.world.calls).toHaveLength(1);
    expect(app.said()).toBe("");
  });

  it("makes no call for an edit that changes no mapped value, or of a note that is no daily note", async () => {
    const app = await TestApp.steady({ ...DAYS, "Recipe.md": "soup" });
    await app.host.write(`${TODAY}.md`, note({ steps: 300, weather: "rain" }, "Wet socks."));
    await app.host.write("Recipe.md", note({ steps: 7 }));
    await vi.advanceTimersByTimeAsync(20 * MINUTE);
    expect(app.world.calls).toEqual([]);
  });

  it("goes soon after the note was left, and at once when the app goes to the background", async () => {
    const app = await TestApp.steady(DAYS);
    await edit(app, 301);
    app.host.openNote("2026-09-19.md");
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    await sent(app, 301);
    await edit(app, 302);
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    await vi.advanceTimersByTimeAsync(SECOND);
    await sent(app, 302);
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
  });

  it("sends after start-up what changed while the app was closed, also after it was killed", async () => {
    for (const kill of [false, true]) {
      const app = await TestApp.steady(DAYS);
      await edit(app, 301);
      const again = await app.restart(kill);
      expect(again.world.calls).toEqual([]);
      await vi.advanceTimersByTimeAsync(11 * SECOND);
      await sent(again, 301);
      expect(again.world.updateCalls()).toHaveLength(1);
      expect(again.world.impolite).toEqual([]);
      again.host.close();
    }
  });

  it("makes no call at start-up when nothing changed, not even on a cold cache", async () => {
    const app = await TestApp.steady(DAYS);
    const again = await app.restart(false);
    for (const path of Object.keys(DAYS)) {
      const file = again.host.app.vault.getFileByPath(path);
      again.host.app.metadataCache.trigger("changed", file, "", {});
    }
    await vi.advanceTimersByTimeAsync(30 * MINUTE);
    expect(again.world.calls).toEqual([]);
  });

  it("waits while offline, says so in the status bar, and sends when the device is online again", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: () => true, fault: { kind: "drop-before" }, times: 1 });
    await edit(app, 301);
    await vi.advanceTimersByTimeAsync(61 * SECOND);
    await app.host.until(() => app.host.statusBarText() === "Exist: waiting, offline", "the status bar says offline");
    expect(app.said()).toBe("");
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(SECOND);
    await sent(app, 301);
    // The request that was lost might still arrive: the value is sent once more before that is ruled out.
    await app.host.until(() => app.host.statusBarText() === "Exist: waiting, not confirmed yet", "the status bar says that it is not certain yet");
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    await app.host.until(() => app.host.statusBarText() === "Exist: up to date", "the status bar is at rest");
  });

  it("waits for the user before anything that needs agreement, and only the status bar says so", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    await vi.advanceTimersByTimeAsync(11 * SECOND);
    await app.host.until(() => app.host.statusBarText() === "Exist: check what to send", "the status bar asks");
    expect(app.world.calls).toEqual([]);
    expect(app.said()).toBe("");
  });

  it("asks once to connect again when the token is refused, goes on watching, and loses nothing", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.revoke(app.token);
    await edit(app, 301);
    await vi.advanceTimersByTimeAsync(61 * SECOND);
    await app.host.until(() => app.said() !== "", "the user is told");
    expect(app.said()).toContain("Connect again in the settings");
    app.clear();
    await edit(app, 302);
    await vi.advanceTimersByTimeAsync(61 * SECOND);
    await app.host.until(() => app.host.statusBarText() === "Exist: check connection", "the run is over");
    expect(app.world.calls).toEqual([]);
    expect(app.said()).toBe("");
    app.host.runCommand(`${ID}:connect`);
    type(app.input("Personal token"), app.world.personalToken(ACCOUNT));
    app.button("Connect")?.click();
    await app.host.until(() => app.held()[TODAY]?.["steps"] === 302, "what was written meanwhile is sent");
  });

  it("lets an attribute go that the user gave to another service, and says so once", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.addService("fitbit", "Fitbit", ["steps"]);
    app.world.giveTo(ACCOUNT, "steps", "fitbit");
    await edit(app, 301);
    await vi.advanceTimersByTimeAsync(61 * SECOND);
    await app.host.until(() => app.said() !== "", "the user is told");
    expect(app.said()).toContain("Steps now belongs to Fitbit and is no longer sent.");
    expect(app.held()[TODAY]).toEqual({ steps: 300 });
  });

  it("does nothing when it is switched off, until the command is used", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    await edit(app, 301);
    await vi.advanceTimersByTimeAsync(30 * MINUTE);
    expect(app.world.calls).toEqual([]);
    expect(await app.sync()).toBe("1 value for 1 day sent.");
  });
});

describe("turning the plugin off", () => {
  it("leaves nothing behind and sends nothing any more", async () => {
    const app = await TestApp.steady(DAYS);
    await edit(app, 301);
    app.clear();
    app.host.disable(ID);
    // What is being written down is written to its end.
    await app.host.until(() => app.host.leaks().timers === 0, "the last write is over");
    expect(app.host.leaks()).toEqual(Object.fromEntries(Object.keys(app.host.leaks()).map((kind) => [kind, 0])));
    await vi.advanceTimersByTimeAsync(30 * MINUTE);
    expect(app.world.calls).toEqual([]);
  });
});

describe("on a phone", () => {
  it("there is no status bar, and long runs show their progress in a notice", async () => {
    const days: Record<string, string> = {};
    for (let date = 1; date <= 21; date += 1) days[`2026-09-${String(date).padStart(2, "0")}.md`] = note({ steps: date, mood: 5 });
    const app = await TestApp.start(days, settings(connected), { mobile: true });
    expect(app.host.root.querySelector(".status-bar-item")).toBeNull();
    app.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "delay", ms: 5000 } });
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.host.modal() !== null, "the preview opens");
    app.button("Send 42 values")?.click();
    await app.host.until(() => app.host.notices().length > 0, "progress is shown");
    expect(app.host.notices()).toEqual(["Sending to Exist: 35 of 42 values\nStop"]);
    await vi.advanceTimersByTimeAsync(5000);
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.host.notices()).toHaveLength(1);
  });

  it("a run can be stopped between two calls, and the rest goes later without asking again", async () => {
    const days: Record<string, string> = {};
    for (let date = 1; date <= 21; date += 1) days[`2026-09-${String(date).padStart(2, "0")}.md`] = note({ steps: date, mood: 5, pages: 1, coffee: 2 });
    const mappings = [["steps", "steps"], ["mood", "mood"], ["pages", "pages_read"], ["coffee", "coffees"]]
      .map(([key, template]) => ({ id: key, from: { kind: "property", key }, to: { kind: "template", template } }));
    const app = await TestApp.start(days, settings({ ...connected, mappings }), { mobile: true });
    app.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "delay", ms: 5000 } });
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.host.modal() !== null, "the preview opens");
    app.button("Send 84 values")?.click();
    await app.host.until(() => app.button("Stop") !== null, "progress is shown");
    app.button("Stop")?.click();
    await vi.advanceTimersByTimeAsync(5000);
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.said()).toContain("70 values for 18 days sent.\nStopped.\n14 values not sent yet.");
    window.dispatchEvent(new Event("online"));
    await app.host.until(() => Object.keys(app.held()).length === 21, "the rest is sent");
    expect(app.world.repeated).toBe(0);
  });
});
