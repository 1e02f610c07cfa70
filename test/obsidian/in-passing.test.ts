import { afterEach, describe, expect, it, vi } from "vitest";
import type { Report } from "../../src/sync/report";
import { atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();
afterEach(() => { vi.restoreAllMocks(); });

const DAYS = { "2026-09-19.md": note({ steps: 100, mood: 5 }), "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Edits today's note and lets Obsidian index it. */
async function edit(app: TestApp, steps: number | string): Promise<void> {
  await app.host.write(`${TODAY}.md`, note({ steps }));
  await vi.advanceTimersByTimeAsync(50);
}

/** How many runs this device has made; there is a report for each. */
async function runs(app: TestApp): Promise<readonly Report[]> {
  return app.plugin.reports();
}

/** Edits today's note and waits until the automatic run for it is over. */
async function automatic(app: TestApp, steps: number | string): Promise<Report> {
  const before = (await runs(app))[0];
  await edit(app, steps);
  await vi.advanceTimersByTimeAsync(61 * SECOND);
  for (let round = 0; round < 200; round += 1) {
    const [latest] = await runs(app);
    if (latest !== undefined && latest.at !== before?.at && !app.plugin.schedule.now.running) return latest;
    await vi.advanceTimersByTimeAsync(5);
  }
  throw new Error("no automatic run");
}

const shows = (app: TestApp, text: string): Promise<void> => app.host.until(() => app.host.statusBarText() === text, `the status bar says ${text}`);

describe("the status bar", () => {
  it("says that nothing is connected, then that it is, and opens the status view at a click", async () => {
    expect((await TestApp.start(DAYS, settings())).host.statusBarText()).toBe("Exist: check connection, not signed in");
    const app = await TestApp.start(DAYS, settings({ ...connected, autoSync: false }));
    await shows(app, "Exist: waiting, reading notes");
    const item = app.host.root.querySelector<HTMLElement>(".status-bar-item");
    expect(item?.getAttribute("role")).toBe("button");
    item?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    await app.host.until(() => app.host.root.querySelector(".exist-sync-runs") !== null, "the view is drawn");
  });

  it("says until when edits wait for quiet, and not after somebody has sent them", async () => {
    const app = await TestApp.steady(DAYS);
    await shows(app, "Exist: up to date");
    await edit(app, 301);
    expect(app.host.statusBarText()).toBe("Exist: waiting until 12:01 PM, note changed");
    expect(await app.sync()).toBe("1 value for 1 day sent.");
    await shows(app, "Exist: up to date");
    await edit(app, 302);
    expect(app.host.statusBarText()).toMatch(/^Exist: waiting until/);
    await vi.advanceTimersByTimeAsync(61 * SECOND);
    await app.host.until(() => app.held()[TODAY]?.["steps"] === 302, "it is sent");
    await shows(app, "Exist: up to date");
  });

  it("counts while it syncs", async () => {
    const days: Record<string, string> = {};
    for (let date = 1; date <= 21; date += 1) days[`2026-09-${String(date).padStart(2, "0")}.md`] = note({ steps: date, mood: 5 });
    const app = await TestApp.start(days, settings({ ...connected, autoSync: false }));
    app.world.script({ on: { path: "update", nth: 1 }, fault: { kind: "delay", ms: 3000 } });
    app.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "delay", ms: 3000 } });
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.button("Send 42 values") !== null, "the preview opens");
    app.button("Send 42 values")?.click();
    await shows(app, "Exist: syncing");
    await vi.advanceTimersByTimeAsync(3000);
    await shows(app, "Exist: syncing, 35 of 42");
    await vi.advanceTimersByTimeAsync(3000);
    await shows(app, "Exist: up to date");
  });

  it("says that the device is offline, that an hour is used up, and that somebody is needed", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: () => true, fault: { kind: "drop-before" }, times: 1 });
    await automatic(app, 301);
    await shows(app, "Exist: waiting, offline");
    app.world.script({ on: () => true, fault: { kind: "status", status: 429, headers: { "retry-after": "1800" } }, times: 1 });
    window.dispatchEvent(new Event("online"));
    await app.host.until(() => app.host.statusBarText().startsWith("Exist: waiting until"), "it waits for the hour");
    await vi.advanceTimersByTimeAsync(31 * MINUTE);
    await app.host.until(() => app.held()[TODAY]?.["steps"] === 301, "it is sent");
    await shows(app, "Exist: up to date");
    app.world.revoke(app.token);
    await automatic(app, 302);
    await shows(app, "Exist: check connection");
    expect(app.host.root.querySelector(".status-bar-item")?.className).toContain("mod-look");
  });
});

describe("an automatic run", () => {
  it("that worked says nothing", async () => {
    const app = await TestApp.steady(DAYS);
    expect(await automatic(app, 301)).toMatchObject({ trigger: "automatic", values: 1 });
    expect(app.said()).toBe("");
  });

  it("never speaks of an issue, which stands once in the status view, by note and property", async () => {
    const app = await TestApp.steady(DAYS);
    expect((await automatic(app, "lots")).issues).toHaveLength(1);
    expect((await automatic(app, "heaps")).issues).toHaveLength(1);
    expect(app.said()).toBe("");
    app.host.runCommand(`${ID}:status`);
    await app.host.until(() => app.host.root.querySelector(".exist-sync-runs") !== null, "the view is drawn");
    const text = app.host.root.querySelector(".exist-sync-status-view")?.textContent ?? "";
    expect(text.split(`${TODAY}: steps: "heaps" isn't a number`)).toHaveLength(2);
    expect(text).not.toContain("lots");
    expect(text).toContain("1 value that can't be read: see the days.");
  });

  it("says each matter once, whatever else is said in between, and after a restart", async () => {
    const app = await TestApp.steady(DAYS);
    const garbled = { on: { path: "update" }, fault: { kind: "wrong-shape" }, times: 1 } as const;
    app.world.script(garbled);
    await automatic(app, 301);
    expect(app.said()).toContain("Exist Sync needs your attention.\nThe answer from Exist can't be read");
    app.clear();
    app.world.script({ on: { path: "update" }, fault: { kind: "status", status: 400 }, times: 1 });
    await automatic(app, 302);
    expect(app.said()).toContain("Exist refused the request");
    expect(app.said()).not.toContain("can't be read");
    app.clear();
    // Of ten minutes, edits have two runs with requests.
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    for (const steps of [303, 304]) {
      app.world.script(garbled);
      await automatic(app, steps);
    }
    expect(app.said()).toBe("");
    const again = await app.restart(false);
    await vi.advanceTimersByTimeAsync(11 * SECOND);
    await again.host.until(() => again.held()[TODAY]?.["steps"] === 304, "what waited is sent");
    again.world.script(garbled);
    await automatic(again, 305);
    expect(again.said()).toBe("");
  });

  it("says it again when it comes back on another day, or after a run that a person waited for", async () => {
    const app = await TestApp.steady(DAYS);
    const garbled = { on: { path: "update" }, fault: { kind: "wrong-shape" }, times: 1 } as const;
    app.world.script(garbled);
    await automatic(app, 301);
    expect(app.said()).not.toBe("");
    app.clear();
    expect(await app.sync()).toBe("1 value for 1 day sent.");
    app.clear();
    app.world.script(garbled);
    await automatic(app, 302);
    expect(app.said()).toContain("can't be read");
    app.clear();
    await vi.advanceTimersByTimeAsync(DAY);
    await automatic(app, 303);
    app.world.script(garbled);
    await automatic(app, 304);
    expect(app.said()).toContain("can't be read");
  });

  it("does not repeat what a person has just been told", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.revoke(app.token);
    await edit(app, 301);
    expect(await app.sync()).toContain("Connect again in the settings");
    app.clear();
    await automatic(app, 302);
    expect(app.said()).toBe("");
  });
});

describe("settings that cannot be read", () => {
  it("are told of once, and not at every start", async () => {
    const app = await TestApp.start(DAYS, "{ damaged");
    expect(app.said()).toContain("can't be read");
    expect((await app.restart(false)).said()).toBe("");
  });
});

describe("the menu of a note", () => {
  const menuOf = (app: TestApp, path: string): { title: string; click: () => void }[] => {
    const items: { title: string; click: () => void }[] = [];
    const menu = {
      addItem: (make: (item: unknown) => unknown) => {
        const item = { title: "", click: () => undefined as unknown };
        const chain = { setTitle: (title: string) => { item.title = title; return chain; }, setIcon: () => chain, setSection: () => chain, onClick: (click: () => unknown) => { item.click = click; return chain; } };
        make(chain);
        items.push(item);
      },
    };
    app.host.app.workspace.trigger("file-menu", menu, app.host.app.vault.getFileByPath(path), "more-options");
    return items;
  };

  it("has an entry for daily notes and for no others, which sends that note", async () => {
    const app = await TestApp.steady({ ...DAYS, "Recipe.md": "soup", "2026-09-18 copy.md": "" }, { autoSync: false });
    expect(menuOf(app, "Recipe.md")).toEqual([]);
    expect(menuOf(app, "2026-09-18 copy.md")).toEqual([]);
    await edit(app, 301);
    const [entry] = menuOf(app, `${TODAY}.md`);
    expect(entry?.title).toBe("Sync this note to Exist");
    entry?.click();
    await app.host.until(() => app.said() === "1 value for 1 day sent.", "it is sent");
  });
});
