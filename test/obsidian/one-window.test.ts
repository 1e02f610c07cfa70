import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OUR_CLIENT } from "../exist/world";
import { ACCOUNT, atNoon, choose, connected, ID, note, settings, TestApp, TODAY, type } from "./app";
import { CONNECT, goTo, heading, opened as guided } from "./guided";

atNoon();

const SECOND = 1000;
const DAYS = { "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };
/** How long Exist takes to answer, milliseconds. */
const SLOWLY = 3000;

/** The plugin's windows that are open. */
const windows = (app: TestApp): HTMLElement[] => [...app.host.root.querySelectorAll<HTMLElement>(".exist-sync-dialog, .prompt")];
const titles = (app: TestApp): (string | null | undefined)[] => windows(app).map((each) => each.querySelector(".modal-title")?.textContent);
const run = (app: TestApp, command: string): void => { app.host.runCommand(`${ID}:${command}`); };
const idle = (app: TestApp): Promise<void> => app.host.until(() => !app.plugin.schedule.now.running && !app.plugin.schedule.isAwaited, "all is over");

/** Connected, with nothing sent yet and nothing that runs by itself. */
const quiet = (files: Readonly<Record<string, string>> = DAYS): Promise<TestApp> => TestApp.start(files, settings({ ...connected, autoSync: false }));

/** The calls that one preview makes. */
async function callsOfOne(): Promise<number> {
  const app = await quiet();
  run(app, "preview");
  await app.host.until(() => app.button("Send") !== null, "the preview is shown");
  return app.world.calls.length;
}

describe("one window at a time", () => {
  it.each([[["sync", "sync", "preview"]], [["preview", "sync", "sync"]], [["sync", "preview", "sync", "preview", "preview"]]])("%j at once shows one preview and asks Exist once", async (commands) => {
    const once = await callsOfOne();
    const app = await quiet();
    for (const command of commands) run(app, command);
    await app.host.until(() => app.button("Send") !== null, "the preview is shown");
    await idle(app);
    expect(titles(app)).toEqual(["What would be sent to Exist"]);
    expect(app.world.calls).toHaveLength(once);
    app.button("Cancel")?.click();
    expect(windows(app)).toEqual([]);
    run(app, "preview");
    await app.host.until(() => windows(app).length === 1, "it can be asked for again");
  });

  it.each([["preview"], ["sync"]])("an address that asks for %s sixty times shows one preview and makes its calls", async (asked) => {
    const once = await callsOfOne();
    const app = await quiet();
    for (let at = 0; at < 30; at += 1) app.host.openAddress(`obsidian://exist-sync?do=${asked}`);
    await app.host.until(() => windows(app).length > 0, "the preview is shown");
    for (let at = 0; at < 30; at += 1) {
      app.host.openAddress(`obsidian://exist-sync?do=${asked}`);
      await vi.advanceTimersByTimeAsync(SECOND);
    }
    await idle(app);
    expect(windows(app)).toHaveLength(1);
    expect(app.world.calls).toHaveLength(once);
  });

  it("an address cannot take a window from a person who works in it, nor use up the hour meanwhile", async () => {
    const once = await callsOfOne();
    const app = await quiet();
    app.host.openSettings(ID);
    app.row("Add a mapping").click();
    type(app.input("Name"), "half writ");
    // The form itself asks once, for what may be chosen in it.
    const asksForTemplates = (): boolean => app.world.callsTo("templates").length === 1;
    await app.host.until(asksForTemplates, "the form has its choices");
    for (let at = 0; at < 20; at += 1) {
      app.host.openAddress(`obsidian://exist-sync?do=${at % 2 === 0 ? "preview" : "sync"}`);
      await vi.advanceTimersByTimeAsync(SECOND);
      await idle(app);
    }
    expect(windows(app)).toHaveLength(1);
    expect(app.input("Name").value).toBe("half writ");
    expect(asksForTemplates()).toBe(true);
    expect(app.world.calls).toHaveLength(once + 1);
    app.button("Cancel")?.click();
    expect(titles(app)).toEqual(["What would be sent to Exist"]);
  });

  it("a preview that comes while another window is open waits until that is closed", async () => {
    const app = await quiet();
    app.world.script({ on: () => true, fault: { kind: "delay", ms: SLOWLY } });
    run(app, "preview");
    await app.host.until(() => app.world.calls.length > 0, "Exist is asked");
    run(app, "compare");
    await vi.advanceTimersByTimeAsync(3 * SLOWLY);
    await idle(app);
    expect(titles(app)).toEqual(["Compare with Exist"]);
    app.button("Cancel")?.click();
    expect(titles(app)).toEqual(["What would be sent to Exist"]);
    app.button("Cancel")?.click();
    expect(windows(app)).toEqual([]);
  });

  it.each([["preview"], ["increment"], ["release"], ["backfill"], ["connect"], ["compare"]])("%s brings the window that is open to the front, and asks nothing", async (command) => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    run(app, "compare");
    const [open] = windows(app);
    const settingsWindow = app.host.openSettings(ID);
    (settingsWindow.querySelector("button, input") as HTMLElement).focus();
    run(app, command);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(windows(app)).toEqual([open]);
    expect(open?.contains(document.activeElement)).toBe(true);
    expect([...app.host.root.querySelectorAll(".modal")].at(-1)).toBe(open);
    expect(app.world.calls).toEqual([]);
  });

  it.each([["increment"], ["release"], ["backfill"]])("%s five times opens one window and asks once", async (command) => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    app.world.addAttribute(ACCOUNT, { template: "coffees", owner: OUR_CLIENT });
    for (let at = 0; at < 5; at += 1) run(app, command);
    await app.host.until(() => windows(app).length > 0, "it opens");
    await idle(app);
    expect(windows(app)).toHaveLength(1);
    expect(app.world.calls.length).toBeLessThan(2);
  });

  it("a person who presses Sync while values are on their way gets one more run, however often", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    await app.host.write(`${TODAY}.md`, note({ steps: 301 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "indexed");
    app.world.script({ on: { path: "update" }, fault: { kind: "delay", ms: SLOWLY } });
    run(app, "sync");
    await app.host.until(() => app.world.updateCalls().length === 1, "it is on its way");
    for (let at = 0; at < 5; at += 1) run(app, "sync");
    await vi.advanceTimersByTimeAsync(2 * SLOWLY);
    await idle(app);
    expect(app.said()).toBe("1 value for 1 day sent.\nNothing new to send.");
  });

  it("a window that cannot be drawn is not taken for an open one", async () => {
    const app = await quiet();
    const create = vi.spyOn(HTMLElement.prototype, "createEl").mockImplementation(() => { throw new Error("No such element."); });
    expect(() => { run(app, "compare"); }).toThrow("No such element.");
    create.mockRestore();
    run(app, "compare");
    expect(app.button("Compare")).not.toBeNull();
  });
});

describe("a window over another", () => {
  it("closes with it, and gives it the focus back when it closes alone", async () => {
    const app = await guided();
    await goTo(app, 3);
    await app.host.until(() => app.button("Add a mapping") !== null, "the suggestions are shown");
    app.button("Add a mapping")?.click();
    expect(windows(app)).toHaveLength(2);
    app.button("Cancel")?.click();
    expect(windows(app)).toHaveLength(1);
    expect(document.activeElement?.textContent).toBe(heading(app));
    app.button("Add a mapping")?.click();
    windows(app)[0]?.querySelector<HTMLElement>(".modal-close-button")?.click();
    expect(windows(app)).toEqual([]);
    app.host.runCommand(CONNECT);
    expect(heading(app)).toMatch(/^Step 3 of 4/);
  });
});

const UNLOADED: readonly (readonly [name: string, button: string, open: (app: TestApp) => Promise<void> | void])[] = [
  ["the preview", "Send 3 values", (app) => { run(app, "preview"); }],
  ["the comparison", "Compare", (app) => { run(app, "compare"); }],
  ["the list to release from", "Stop filling", async (app) => {
    run(app, "release");
    await app.host.until(() => app.button("Select all") !== null, "it opens");
    app.button("Select all")?.click();
  }],
  ["a range of days", "See what would be sent", (app) => { run(app, "backfill"); }],
  ["the preview of a range", "Send ", async (app) => {
    run(app, "backfill");
    await app.host.until(() => app.button("See what would be sent")?.hasAttribute("disabled") === false, "the notes are counted");
    app.button("See what would be sent")?.click();
  }],
  ["an amount", "Add", async (app) => {
    run(app, "increment");
    await app.host.until(() => app.host.root.querySelector(".suggestion-item") !== null, "the list opens");
    app.host.root.querySelector<HTMLElement>(".suggestion-item")?.click();
    type(app.input("Amount"), "1");
  }],
  ["a mapping", "Save", async (app) => {
    app.host.openSettings(ID);
    app.row("Property steps").click();
    choose(app.row("If the value is removed"), "zero");
    await app.host.until(() => app.world.callsTo("templates").length === 1, "the form has its choices");
  }],
  ["the suggestions", "Add selected", (app) => {
    app.host.openSettings(ID);
    app.row("Suggest from my notes").click();
  }],
  ["a place of notes", "Save", (app) => {
    app.host.openSettings(ID);
    app.row("Add a folder").click();
  }],
  ["the sign-in", "Connect", (app) => {
    run(app, "connect");
    type(app.input("Personal token"), app.token);
  }],
  ["what becomes of the attributes", "Disconnect", (app) => {
    app.host.openSettings(ID);
    app.button("Disconnect")?.click();
  }],
];

describe("a plugin that is disabled or updated", () => {
  const unhandled: unknown[] = [];
  const hear = (error: unknown): void => { unhandled.push(error); };
  beforeEach(() => {
    unhandled.length = 0;
    process.on("unhandledRejection", hear);
  });
  afterEach(() => { process.off("unhandledRejection", hear); });

  it.each(UNLOADED)("takes %s with it, and its button does nothing any more", async (_name, text, open) => {
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`2026-09-${String(at + 8).padStart(2, "0")}.md`, note({ weight: 70 + at })]));
    const app = await quiet({ ...files, ...DAYS });
    app.world.addAttribute(ACCOUNT, { template: "coffees", owner: OUR_CLIENT });
    await open(app);
    await app.host.until(() => windows(app).some((each) => [...each.querySelectorAll("button")].some((button) => button.textContent?.startsWith(text))), "the window is there");
    await app.host.until(() => app.button(text)?.hasAttribute("disabled") !== true, "its button can be pressed");
    await idle(app);
    const button = app.button(text) as HTMLElement;
    const before = JSON.stringify(await app.data());
    const path = `.obsidian/plugins/${ID}/data.json`;
    app.clear();
    app.host.disable(ID);
    expect(windows(app)).toEqual([]);
    button.click();
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    await new Promise((next) => { setImmediate(next); });
    expect(JSON.stringify(JSON.parse(await app.host.app.vault.adapter.read(path)))).toBe(before);
    expect(app.world.calls).toEqual([]);
    expect([app.said(), windows(app), unhandled]).toEqual(["", [], []]);
  });

  it("takes the set-up with it, and the window over it", async () => {
    const app = await guided();
    await goTo(app, 3);
    await app.host.until(() => app.button("Add a mapping") !== null, "the suggestions are shown");
    const next = app.button("Continue");
    app.button("Add a mapping")?.click();
    type(app.input("Name"), "steps");
    const save = app.button("Save");
    const progress = app.host.app.loadLocalStorage("exist-sync-set-up");
    app.host.disable(ID);
    expect(windows(app)).toEqual([]);
    save?.click();
    next?.click();
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(app.host.app.loadLocalStorage("exist-sync-set-up")).toEqual(progress);
    expect(app.host.leaks()).toMatchObject({ modals: 0 });
  });

  it("opens no window that was waiting for another", async () => {
    const app = await quiet();
    app.world.script({ on: () => true, fault: { kind: "delay", ms: SLOWLY } });
    run(app, "preview");
    await app.host.until(() => app.world.calls.length > 0, "Exist is asked");
    run(app, "compare");
    await vi.advanceTimersByTimeAsync(3 * SLOWLY);
    await idle(app);
    app.host.disable(ID);
    expect(windows(app)).toEqual([]);
  });
});
