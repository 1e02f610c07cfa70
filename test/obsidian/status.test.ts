import { describe, expect, it, vi } from "vitest";
import { atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();

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
const label = (app: TestApp, date: string): string => cell(app, date).getAttribute("aria-label") ?? "";

describe("the status view", () => {
  it("shows each day by its state, in words and by a shape, and what was sent of the chosen one", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    await app.sync();
    const view = await opened(app);
    expect(label(app, TODAY)).toBe("September 21, 2026: sent");
    expect(label(app, "2026-09-18")).toBe("September 18, 2026: with a value that cannot be read");
    expect(label(app, "2026-09-17")).toBe("September 17, 2026: nothing to send");
    expect(cell(app, "2026-09-18").className).toContain("mod-issue");
    expect([...view.querySelectorAll(".exist-sync-values li")].map((item) => [...item.children].map((part) => part.textContent))).toEqual([["Steps", "300"]]);
    expect(view.textContent).toContain("Nothing waits to be sent.");
    expect(view.textContent).toMatch(/\d+ of this hour's 300 requests are used\./);
    expect(view.querySelector(".exist-sync-line")?.getAttribute("aria-label")).toBe("Steps on 4 days, from 100 to 300");
    expect(view.querySelector(".exist-sync-runs")?.textContent).toContain("6 values for 4 days sent.");
    cell(app, "2026-09-18").focus();
    cell(app, "2026-09-18").click();
    await app.host.until(() => view.textContent?.includes('mood: "good" is not a number on the scale') === true, "the issue is shown");
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
    expect(tile("Sep 2026").getAttribute("aria-label")).toBe("Sep 2026: 1 with a value that cannot be read and 3 sent");
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
    app.host.openAddress("obsidian://exist-sync?do=status");
    await vi.advanceTimersByTimeAsync(100);
    expect(app.host.root.querySelectorAll(".exist-sync-status-view")).toHaveLength(1);
  });
});
