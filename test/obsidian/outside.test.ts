import { afterEach, describe, expect, it, vi } from "vitest";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();
afterEach(() => { vi.restoreAllMocks(); });

const DAYS = { "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };

describe("an address that calls Obsidian", () => {
  it("syncs and previews as the commands do, and sends nothing that they would not", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.host.openAddress("obsidian://exist-sync?do=preview");
    await app.host.until(() => app.button("Send 3 values") !== null, "the preview opens");
    app.button("Cancel")?.click();
    app.host.openAddress("obsidian://exist-sync?do=sync");
    await app.host.until(() => app.button("Send 3 values") !== null, "the first run is seen before it is sent");
    expect(app.held()).toEqual({});
    app.button("Send")?.click();
    await app.host.until(() => app.said().includes("3 values for 2 days sent."), "it is sent");
  });

  it("that brings nothing back from Exist, or a refusal, is answered, and nothing is asked of Exist", async () => {
    const app = await TestApp.start(DAYS, settings());
    for (const address of ["obsidian://exist-sync", "obsidian://exist-sync?error=access_denied"]) {
      app.host.openAddress(address);
      await app.host.until(() => app.said() !== "", "it is answered");
      expect(app.said()).toContain("No sign-in waits for this answer here.");
      app.clear();
    }
    expect(app.world.calls).toEqual([]);
  });

  it("that asks for something unknown does nothing, and says so", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.host.openAddress("obsidian://exist-sync?do=release");
    await app.host.until(() => app.said() !== "", "it is said");
    expect(app.said()).toContain("asks for \"release\", which it doesn't know. Nothing was done.");
    expect(app.world.calls).toEqual([]);
  });
});

describe("addresses without end", () => {
  it.each([
    ["that nobody is connected", "sync"],
    ["what is not known", "anything"],
  ])("say %s in one notice", async (_what, action) => {
    const app = await TestApp.start(DAYS, settings());
    for (let at = 0; at < 60; at += 1) app.host.openAddress(`obsidian://exist-sync?do=${action === "sync" ? action : `${action}${at}`}`);
    await app.host.until(() => app.said() !== "", "it is said");
    await vi.advanceTimersByTimeAsync(500);
    expect(app.host.notices()).toHaveLength(1);
  });
});

describe("Copy diagnostics", () => {
  const copied = async (app: TestApp): Promise<string> => {
    let text = "";
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: (given: string) => { text = given; return Promise.resolve(); } } });
    app.host.runCommand(`${ID}:diagnostics`);
    await app.host.until(() => app.said().includes("Diagnostics copied."), "it is copied");
    return text;
  };

  it("tells what helps and nothing that a person wrote", async () => {
    const SENTINELS = ["Zanzibar", "sentinel-tag", "sentinel@key", "Sentinel label", "sentinel word", "SENTINEL-SECRET", "Sentinel folder"];
    const app = await TestApp.start(
      { ...DAYS, "Zanzibar.md": "", [`${TODAY}.md`]: note({ steps: "Zanzibar", "sentinel@key": "yes" }, "#sentinel-tag") },
      settings({
        connection: { ...connected.connection, clientId: "Zanzibar-app", clientSecret: "SENTINEL-SECRET", refreshToken: "SENTINEL-SECRET-2" },
        sources: [{ follow: "daily-notes" }, { folder: "Sentinel folder", format: "YYYY-MM-DD" }],
        tagMode: "chosen", chosenTags: ["sentinel-tag"],
        mappings: [
          { id: "m1", from: { kind: "property", key: "steps" }, to: { kind: "template", template: "steps" } },
          { id: "m2", from: { kind: "property", key: "sentinel@key" }, to: { kind: "create", label: "Sentinel label", group: "custom", valueType: 7 }, read: { words: { "sentinel word": 1 } } },
        ],
      }),
    );
    await app.sync();
    app.clear();
    const text = await copied(app);
    const told = JSON.parse(text) as Record<string, unknown>;
    expect(told).toMatchObject({
      plugin: "0.1.0", platform: "desktop", language: "en",
      connection: { isConnected: true, keptIn: "settings", way: "oauth" },
      settings: { sources: ["followed", "named"], mappings: [{ from: "property", to: "steps" }, { from: "property", to: "create", type: 7, words: 1 }], chosenTags: 1 },
      runs: [{ trigger: "command", issues: { "not-a-number": 1 }, failure: null }],
    });
    for (const sentinel of [...SENTINELS, ACCOUNT, app.token, "sam"]) expect(text.toLowerCase().includes(`"${sentinel.toLowerCase()}`) || (sentinel.length > 5 && text.includes(sentinel)), sentinel).toBe(false);
  });

  it.each([["an Android phone", false, "Android"], ["an iPhone", true, "iOS"]])("names the system of %s", async (_name, ios, platform) => {
    const app = await TestApp.start(DAYS, settings(connected), { mobile: true, ios });
    expect(JSON.parse(await copied(app))).toMatchObject({ platform });
  });

  it("works unconnected, and says when the clipboard cannot be used", async () => {
    const app = await TestApp.start(DAYS, settings());
    expect(JSON.parse(await copied(app))).toMatchObject({ connection: null, ledger: null, runs: [] });
    app.clear();
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: () => Promise.reject(new Error("no")) } });
    app.host.runCommand(`${ID}:diagnostics`);
    await app.host.until(() => app.said().includes("Couldn't copy to the clipboard"), "it is said");
  });
});
