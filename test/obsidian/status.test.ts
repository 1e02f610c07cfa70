import { afterEach, describe, expect, it, vi } from "vitest";
import { atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();
afterEach(() => { vi.restoreAllMocks(); });

const DAYS = {
  "2026-09-18.md": note({ steps: 100, mood: "good" }), "2026-09-19.md": note({ steps: 150, mood: 4 }), "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }),
  "2026-09-17.md": "nothing",
};

async function opened(app: TestApp): Promise<HTMLElement> {
  app.host.runCommand(`${ID}:status`);
  await app.host.until(() => app.host.root.querySelector(".exist-sync-runs") !== null, "the view is drawn");
  return app.host.root.querySelector(".exist-sync-status-view") as HTMLElement;
}

const cell = (app: TestApp, date: string): HTMLElement => app.host.root.querySelector(`[data-date="${date}"]`) as HTMLElement;
const chosenDay = (app: TestApp): string | undefined => app.host.root.querySelector<HTMLElement>('.exist-sync-day[aria-pressed="true"]')?.dataset["date"];
/** Presses a key where the focus is; gives whether the view has taken it. */
const press = (key: string): boolean => document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })) === false;
const label = (app: TestApp, date: string): string => cell(app, date).getAttribute("aria-label") ?? "";

describe("the status view", () => {
  it("shows each day by its state, in words and by a shape, and what was sent of the chosen one", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    await app.sync();
    const view = await opened(app);
    expect(label(app, TODAY)).toBe("September 21, 2026: sent");
    expect(label(app, "2026-09-18")).toBe("September 18, 2026: with a value that can't be read");
    expect(label(app, "2026-09-17")).toBe("September 17, 2026: nothing to send");
    expect(cell(app, "2026-09-18").className).toContain("mod-issue");
    expect([...view.querySelectorAll(".exist-sync-values li")].map((item) => [...item.children].map((part) => part.textContent))).toEqual([["Steps", "300"]]);
    expect(view.firstElementChild?.className).toContain("mod-look");
    expect(view.firstElementChild?.textContent).toBe("Exist: check 1 value");
    expect(view.textContent).toContain("Nothing is waiting to be sent.");
    expect(view.textContent).toMatch(/Requests in the last 60 minutes: \d+ of 300\./);
    expect(view.querySelector(".exist-sync-line")?.getAttribute("aria-label")).toBe("Steps on 4 days, from 100 to 300");
    expect(view.querySelector(".exist-sync-runs")?.textContent).toContain("6 values for 4 days sent.");
    cell(app, "2026-09-18").focus();
    cell(app, "2026-09-18").click();
    await app.host.until(() => view.textContent?.includes("mood: \"good\" isn't a number on the scale") === true, "the issue is shown");
    expect(document.activeElement).toBe(cell(app, "2026-09-18"));
    expect(app.world.callsTo("update")).toHaveLength(1);
  });

  it("is walked with the arrow keys, follows the open note, and opens a note with Enter", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    await app.sync();
    await opened(app);
    const chosen = (): string | undefined => app.host.root.querySelector<HTMLElement>('.exist-sync-day[aria-pressed="true"]')?.dataset["date"];
    const press = (key: string): void => { document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); };
    expect(chosen()).toBe(TODAY);
    cell(app, TODAY).focus();
    press("ArrowLeft");
    await app.host.until(() => chosen() === "2026-09-20", "a day back");
    press("ArrowUp");
    await app.host.until(() => chosen() === "2026-09-13", "a week back");
    press("ArrowDown");
    await app.host.until(() => chosen() === "2026-09-20", "a week on");
    expect(app.host.root.querySelectorAll('.exist-sync-day[tabindex="0"]')).toHaveLength(1);
    app.host.openNote("2026-09-19.md");
    await app.host.until(() => chosen() === "2026-09-19", "it follows");
    cell(app, "2026-09-19").click();
    expect(app.host.app.workspace.getActiveFile()?.path).toBe("2026-09-19.md");
  });

  it("shows a year by months: one pressed is shown large, with the day that is worst, or else the same day", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    await app.sync();
    const view = await opened(app);
    const chosen = (): string | undefined => view.querySelector<HTMLElement>('.exist-sync-day[aria-pressed="true"]')?.dataset["date"];
    const tiles = (): HTMLElement[] => [...view.querySelectorAll<HTMLElement>(".exist-sync-tile")];
    const tile = (name: string): HTMLElement => tiles().find((each) => each.getAttribute("aria-label")?.startsWith(name) === true) as HTMLElement;
    expect(tiles()).toHaveLength(12);
    expect(tile("Sep 2026").getAttribute("aria-label")).toBe("Sep 2026: 1 with a value that can't be read and 3 sent");
    expect(tile("Oct 2025").getAttribute("aria-label")).toBe("Oct 2025: nothing sent");
    tile("Aug 2026").focus();
    tile("Aug 2026").click();
    await app.host.until(() => chosen() === "2026-08-21", "August is shown");
    expect(document.activeElement).toBe(tile("Aug 2026"));
    tile("Sep 2026").click();
    await app.host.until(() => chosen() === "2026-09-18", "the day with the issue is shown");
    view.querySelector<HTMLElement>('[aria-label="Month after"]')?.click();
    await app.host.until(() => chosen() === TODAY, "no day is shown that has not come");
    cell(app, TODAY).focus();
    for (let presses = 0; presses < 12; presses += 1) {
      const before = chosen();
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "PageUp", bubbles: true, cancelable: true }));
      await app.host.until(() => chosen() !== before, "a month back");
    }
    expect(chosen()).toBe("2025-09-21");
    expect(tiles().map((each) => each.textContent?.slice(0, 3))).toEqual(["Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]);
    expect(tile("Sep 2025").getAttribute("aria-pressed")).toBe("true");
  });

  it("tells what waits, what Exist refused, and what changed meanwhile", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: () => true, code: "validation", error: "Not today" } });
    await app.host.write(`${TODAY}.md`, note({ steps: 301 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    const view = await opened(app);
    expect(label(app, TODAY)).toBe("September 21, 2026: waiting");
    expect(view.textContent).toContain("1 day waits to be looked at. The next run is at 12:01");
    await vi.advanceTimersByTimeAsync(61_000);
    await app.host.until(() => label(app, TODAY) === "September 21, 2026: refused by Exist", "it is refused");
    expect(view.textContent).toContain("Steps: Exist refused it: Not today");
  });

  it("says so when not connected, and opens from the status bar and by an address, once", async () => {
    const app = await TestApp.start(DAYS, settings());
    app.host.root.querySelector<HTMLElement>(".exist-sync-status")?.click();
    await app.host.until(() => app.host.root.querySelector(".exist-sync-status-view")?.textContent?.includes("Not connected to Exist.") === true, "it is said");
    expect(app.host.root.querySelector(".exist-sync-condition")?.textContent).toBe("Exist: check connection, not signed in");
    app.button("Connect")?.click();
    expect(app.host.modal()).not.toBeNull();
    app.host.modal()?.querySelector<HTMLElement>(".modal-close-button")?.click();
    app.host.openAddress("obsidian://exist-sync?do=status");
    await vi.advanceTimersByTimeAsync(100);
    expect(app.host.root.querySelectorAll(".exist-sync-status-view")).toHaveLength(1);
  });

  it("is called what it is, and opens as a tab where there is no room at the side", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    const { workspace } = app.host.app;
    Object.assign(workspace, { getRightLeaf: () => null });
    await opened(app);
    expect(workspace.getLeavesOfType("exist-sync-status").map(({ view }) => view?.getDisplayText())).toEqual(["Exist status"]);
  });

  it("is drawn once it is shown, where Obsidian has kept it in the background since the last time", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.host.app.workspace.restore("exist-sync-status");
    expect(await app.sync()).toContain("6 values for 4 days sent.");
    expect(app.host.root.querySelector(".exist-sync-status-view")).toBeNull();
    await opened(app);
    expect(label(app, TODAY)).toBe("September 21, 2026: sent");
    expect(app.host.app.workspace.getLeavesOfType("exist-sync-status")).toHaveLength(1);
  });

  it("begins with the day of the note that is open, and stays there while others are looked at that have none", async () => {
    const app = await TestApp.start({ ...DAYS, "Recipe.md": "soup" }, settings(connected));
    app.host.openNote("2026-09-19.md");
    const view = await opened(app);
    expect(chosenDay(app)).toBe("2026-09-19");
    for (const path of ["Recipe.md", null]) app.host.openNote(path);
    app.host.openNote("2026-09-20.md");
    await app.host.until(() => chosenDay(app) === "2026-09-20", "it follows");
    view.querySelector<HTMLElement>(".exist-sync-chosen a")?.click();
    expect(app.host.app.workspace.getActiveFile()?.path).toBe("2026-09-20.md");
  });

  it("shows today for the note of a day to come, and no day before Exist's first", async () => {
    const app = await TestApp.start({ ...DAYS, "2026-09-25.md": "", "2000-01-10.md": "" }, settings(connected));
    await opened(app);
    app.host.openNote("2000-01-10.md");
    await app.host.until(() => chosenDay(app) === "2000-01-10", "it follows");
    cell(app, "2000-01-10").focus();
    expect(press("PageUp")).toBe(true);
    await app.host.until(() => chosenDay(app) === "2000-01-01", "the first day");
    expect(app.host.root.querySelector('[aria-label="Month before"]')?.getAttribute("aria-disabled")).toBe("true");
    app.host.openNote("2026-09-25.md");
    await app.host.until(() => chosenDay(app) === TODAY, "today");
  });

  it("opens nothing for a day without a note, and leaves other keys to Obsidian", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    const view = await opened(app);
    app.host.openNote("2026-09-17.md");
    await app.host.until(() => chosenDay(app) === "2026-09-17", "it follows");
    cell(app, "2026-09-16").click();
    await app.host.until(() => chosenDay(app) === "2026-09-16", "the day is chosen");
    expect(view.textContent).toContain("There is no daily note, and nothing was sent.");
    cell(app, "2026-09-16").click();
    expect(app.host.app.workspace.getActiveFile()?.path).toBe("2026-09-17.md");
    cell(app, "2026-09-16").focus();
    expect(press("a")).toBe(false);
    const shown = view.querySelector<HTMLElement>('.exist-sync-tile[aria-pressed="true"]');
    shown?.click();
    app.host.openNote(`${TODAY}.md`);
    await app.host.until(() => chosenDay(app) === TODAY, "it follows");
    expect(shown?.getAttribute("aria-label")).toContain("Sep 2026");
  });

  it("is walked the other way round from right to left", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    const view = await opened(app);
    view.style.direction = "rtl";
    cell(app, TODAY).focus();
    press("ArrowRight");
    await app.host.until(() => chosenDay(app) === "2026-09-20", "a day back");
    press("ArrowLeft");
    await app.host.until(() => chosenDay(app) === TODAY, "a day on");
  });

  it("keeps to Exist's name where the settings do not know an attribute any more, and draws what never changes as a level line", async () => {
    const steps = 7;
    const app = await TestApp.start({ "2026-09-19.md": note({ steps }), "2026-09-20.md": note({ steps }), [`${TODAY}.md`]: note({ steps }) }, settings({ ...connected, agreed: ["steps"] }));
    await app.sync();
    await app.host.changeDataFromOutside(ID, JSON.stringify({ ...(await app.data()), mappings: [] }));
    const view = await opened(app);
    expect([...view.querySelectorAll(".exist-sync-values li")].map((item) => [...item.children].map((part) => part.textContent))).toEqual([["steps", "7"]]);
    expect(view.querySelector(".exist-sync-trend-name")?.textContent).toBe("steps7");
    const heights = view.querySelector(".exist-sync-line polyline")?.getAttribute("points")?.split(" ").map((point) => point.split(",")[1]);
    expect(heights).toEqual(["14.0", "14.0", "14.0"]);
  });

  it("says why it cannot be drawn, and is drawn when it can", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    const view = await opened(app);
    const broken = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(() => { throw new DOMException("The disk is full.", "QuotaExceededError"); });
    cell(app, "2026-09-20").click();
    await app.host.until(() => view.textContent?.startsWith("This device couldn't save Exist Sync's data (QuotaExceededError).") === true, "it is said");
    broken.mockRestore();
    app.host.openNote("2026-09-19.md");
    await app.host.until(() => chosenDay(app) === "2026-09-19", "it is drawn");
  });

  it("has forgotten the requests of an hour that is over", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    await app.sync();
    await vi.advanceTimersByTimeAsync(62 * 60_000);
    const view = await opened(app);
    expect(view.textContent).toContain("Requests in the last 60 minutes: 0 of 300.");
  });
});
