import { afterEach, describe, expect, it, vi } from "vitest";
import { ACCOUNT, atNoon, choose, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();
afterEach(() => { vi.restoreAllMocks(); });

const DAYS = { "2026-09-19.md": note({ steps: 100, mood: 5 }), "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300, mood: 12 }) };

async function preview(app: TestApp): Promise<HTMLElement> {
  app.host.runCommand(`${ID}:preview`);
  await app.host.until(() => app.host.modal() !== null, "the preview opens");
  return app.host.modal() as HTMLElement;
}

const grid = (): HTMLElement => document.querySelector("[role=grid]") as HTMLElement;
const rowsShown = (): string[] => [...grid().querySelectorAll("[role=row] a")].map((day) => day.textContent ?? "");
/** Where the focus is in the grid: the day and the text of the cell. */
const place = (): string => [document.activeElement?.closest("[role=row]")?.querySelector("a")?.textContent, document.activeElement?.textContent].join(": ");

/** Comes into the grid with Tab, to the one place in it that Tab leads to. */
function enter(): void {
  const reached = [...grid().querySelectorAll<HTMLElement>('[tabindex="0"]')];
  expect(reached).toHaveLength(1);
  reached[0]?.focus();
}

/** Presses keys one after the other, such as "End" or "Control+End". */
function press(keys: string): void {
  for (const each of keys.split(" ").filter((text) => text !== "")) {
    const [key = "", modifier] = each.split("+").reverse();
    const init = { key: key === "Space" ? " " : key, ctrlKey: modifier === "Control", altKey: modifier === "Alt", metaKey: modifier === "Meta", bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", init));
  }
}

describe("the values by day, from the keyboard", () => {
  it.each([
    ["", "Sep 21, 2026: Sep 21, 2026"],
    ["ArrowRight", "Sep 21, 2026: 300"],
    ["ArrowDown ArrowRight ArrowRight", "Sep 20, 2026: 6"],
    ["ArrowDown ArrowDown ArrowUp ArrowRight", "Sep 20, 2026: 200"],
    ["End", "Sep 21, 2026: 12"],
    ["End Home", "Sep 21, 2026: Sep 21, 2026"],
    ["End ArrowLeft", "Sep 21, 2026: 300"],
    ["Control+End", "Sep 19, 2026: 5"],
    ["Control+End Control+Home", "Sep 21, 2026: Sep 21, 2026"],
    ["PageDown ArrowRight", "Sep 19, 2026: 100"],
    ["PageDown PageUp", "Sep 21, 2026: Sep 21, 2026"],
    ["ArrowUp ArrowLeft", "Sep 21, 2026: Sep 21, 2026"],
    ["Control+End ArrowDown ArrowRight", "Sep 19, 2026: 5"],
    // What belongs to the app or the system, and what means nothing here, moves nothing.
    ["Alt+ArrowDown Meta+ArrowRight x", "Sep 21, 2026: Sep 21, 2026"],
  ])("are walked with %s, and Tab comes back to where one was", async (keys, reached) => {
    const app = await TestApp.start(DAYS, settings(connected));
    await preview(app);
    enter();
    press(keys);
    expect(place()).toBe(reached);
    (document.activeElement as HTMLElement).blur();
    enter();
    expect(place()).toBe(reached);
  });

  it("are walked the other way where one reads from right to left", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    await preview(app);
    vi.spyOn(window, "getComputedStyle").mockReturnValue({ direction: "rtl" } as CSSStyleDeclaration);
    enter();
    press("ArrowLeft");
    expect(place()).toBe("Sep 21, 2026: 300");
    press("ArrowRight");
    expect(place()).toBe("Sep 21, 2026: Sep 21, 2026");
  });

  it.each(["Enter", "Space"])("open the note of what is left out with %s, and do nothing where there is nothing to open", async (key) => {
    const app = await TestApp.start(DAYS, settings(connected));
    const modal = await preview(app);
    enter();
    press(`ArrowRight ${key}`);
    expect(app.host.modal()).toBe(modal);
    press(`ArrowRight ${key}`);
    expect(app.host.modal()).toBeNull();
    expect(app.host.app.workspace.getActiveFile()?.path).toBe(`${TODAY}.md`);
  });
});

describe("the values of many days", () => {
  const ROW = 20;
  const IN_SIGHT = 10;

  /** A page with a layout, which happy-dom has not: rows have a height, and the grid shows ten of them. */
  function layOut(): void {
    vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue({ height: ROW } as DOMRect);
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(ROW * IN_SIGHT);
  }

  function scrollTo(row: number): void {
    grid().scrollTop = row * ROW;
    grid().dispatchEvent(new Event("scroll"));
  }

  /** Two hundred days, of which a preview shows all. */
  async function long(): Promise<TestApp> {
    const files = Object.fromEntries(Array.from({ length: 200 }, (_, back) => [`${new Date(Date.UTC(2026, 8, 21 - back)).toISOString().slice(0, 10)}.md`, note({ steps: back + 1 })]));
    const app = await TestApp.start(files, settings({ ...connected, syncFrom: "2026-01-01" }));
    layOut();
    await preview(app);
    return app;
  }

  it("are in the page as far as they are in sight, in order, wherever one scrolls", async () => {
    await long();
    expect(grid().getAttribute("aria-rowcount")).toBe("201");
    expect(rowsShown()).toHaveLength(17);
    expect(rowsShown()[0]).toBe("Sep 21, 2026");
    scrollTo(100);
    expect(rowsShown()).toEqual(["Sep 21, 2026", ...Array.from({ length: 23 }, (_, at) => new Date(2026, 8, 21 - 94 - at).toLocaleDateString("en", { year: "numeric", month: "short", day: "numeric" }))]);
    expect(grid().querySelectorAll("[role=row]")[2]?.getAttribute("aria-rowindex")).toBe("96");
    scrollTo(90);
    expect(rowsShown()[1]).toBe(new Date(2026, 8, 21 - 84).toLocaleDateString("en", { year: "numeric", month: "short", day: "numeric" }));
    expect(rowsShown()).toHaveLength(24);
    scrollTo(190);
    expect(rowsShown()).toHaveLength(17);
  });

  it("keep the row that has the focus in the page while one scrolls away from it", async () => {
    await long();
    enter();
    press("PageDown ArrowRight");
    expect(place()).toBe("Sep 12, 2026: 10");
    scrollTo(150);
    expect(place()).toBe("Sep 12, 2026: 10");
    expect(rowsShown()).not.toContain("Sep 21, 2026");
  });

  it("are there again after a filter has left none of them", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write("2026-09-18.md", note({ mood: 7 }));
    await app.host.write("2026-09-19.md", note({ steps: 101, mood: 5 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the notes are indexed");
    layOut();
    const modal = await preview(app);
    const days = rowsShown();
    const filters = modal.querySelector<HTMLElement>(".exist-sync-filters") as HTMLElement;
    app.button("Replaced")?.click();
    choose(filters, "mood");
    expect(rowsShown()).toEqual([]);
    expect(modal.textContent).toContain(`0 of ${days.length} days shown.`);
    choose(filters, "");
    expect(rowsShown()).toEqual(["Sep 19, 2026"]);
    app.button("Everything")?.click();
    expect(rowsShown()).toEqual(days);
  });
});

describe("the values by day, where each day has a few of many attributes", () => {
  const files = Object.fromEntries(["2026-09-19", "2026-09-20", TODAY].map((date, day) => [`${date}.md`, note({ steps: day, tags: [`tag${day}`, `tag${day + 10}`] })]));
  const tagged = (): Promise<TestApp> => TestApp.start(files, settings({ ...connected, tagMode: "all" }));

  it("have no cells but those with something in them, each where its column is", async () => {
    const app = await tagged();
    await preview(app);
    const heads = [...grid().querySelectorAll("[role=columnheader]")].map((each) => each.textContent);
    expect(heads).toEqual(["Day", "Steps", "tag0", "tag1", "tag2", "tag10", "tag11", "tag12"]);
    const [first] = [...grid().querySelectorAll("[role=row]")].slice(1);
    const cells = [...(first?.children ?? [])].map((each) => [Number(each.getAttribute("aria-colindex")), each.textContent]);
    expect(cells).toEqual([[1, "Sep 21, 2026"], [2, "2"], [5, "yes"], [8, "yes"]]);
    expect([...(first?.querySelectorAll<HTMLElement>("[role=gridcell]") ?? [])].map((each) => each.style.getPropertyValue("--exist-sync-column"))).toEqual(["2", "5", "8"]);
  });

  it("are walked all the same, also where nothing stands", async () => {
    const app = await tagged();
    await preview(app);
    enter();
    press("ArrowRight ArrowRight");
    expect(place()).toBe("Sep 21, 2026: ");
    expect(document.activeElement?.getAttribute("aria-colindex")).toBe("3");
    enter();
    press("ArrowRight ArrowRight");
    expect(place()).toBe("Sep 21, 2026: yes");
    press("ArrowDown");
    expect(place()).toBe("Sep 20, 2026: ");
    expect([...(document.activeElement?.parentElement?.children ?? [])].map((each) => each.getAttribute("aria-colindex"))).toEqual(["1", "2", "4", "5", "7"]);
  });
});

describe("what a cell says", () => {
  it("of a value that is gone from the note: what Exist keeps", async () => {
    const app = await TestApp.steady({ [`${TODAY}.md`]: note({ steps: 300, mood: 4 }) });
    await app.host.write(`${TODAY}.md`, note({ mood: 5 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    await preview(app);
    const cell = [...grid().querySelectorAll("[role=gridcell]")].find((each) => each.textContent === "300");
    expect(cell?.getAttribute("aria-label")).toMatch(/^300, not sent: /);
  });
});

describe("the attributes that are to be filled", () => {
  it("are folded where they are many, and can be left out one by one", async () => {
    const keys = ["steps", "mood", "sleep", "weight", "water"];
    const mappings = keys.map((key) => ({ id: key, from: { kind: "property", key }, to: { kind: "template", template: key } }));
    const app = await TestApp.start({ [`${TODAY}.md`]: note({ steps: 300, mood: 4, sleep: 7, weight: 70, water: 2000 }) }, settings({ ...connected, mappings }));
    const modal = await preview(app);
    expect(modal.querySelector("details")?.open).toBe(false);
    expect(modal.querySelector("summary")?.textContent).toContain("All 5 selected.");
    app.row("Steps").querySelector<HTMLElement>(".checkbox-container")?.click();
    expect(modal.querySelector("summary")?.textContent).toContain("4 of 5 selected. Not selected: Steps.");
    app.button("Send 4 values")?.click();
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(Object.keys(app.held()[TODAY] ?? {}).sort()).toEqual(["mood", "sleep", "water", "weight"]);
    expect((await app.data()).declined).toEqual(["template:steps"]);
  });
});

describe("very many attributes that are to be filled", () => {
  const tags = Array.from({ length: 20 }, (_, at) => `tag${at}`);

  it("are named in part, and ticked or left out all at once", async () => {
    const app = await TestApp.start({ [`${TODAY}.md`]: note({ steps: 300, tags }) }, settings({ ...connected, tagMode: "all" }));
    const modal = await preview(app);
    const said = (): string => modal.querySelector("summary .setting-item-description")?.textContent ?? "";
    expect(modal.textContent).toContain("New at Exist: Steps, tag0, tag1, tag2, tag3, tag4, tag5, tag6, tag7, tag8, tag9, tag10, tag11, tag12, tag13, and 7 more.");
    expect(said()).toBe("All 22 selected.");
    app.button("Clear all")?.click();
    expect(said()).toBe("None of 22 selected.");
    expect(modal.querySelectorAll("details .checkbox-container.is-enabled")).toHaveLength(0);
    app.row("tag7").querySelector<HTMLElement>(".checkbox-container")?.click();
    app.button("Send 1 value")?.click();
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.held()[TODAY]).toEqual({ tag7: 1 });
    expect((await app.data()).declined).toHaveLength(21);
  });

  it("are ticked all at once but for what another service fills", async () => {
    const app = await TestApp.start({ [`${TODAY}.md`]: note({ steps: 300, tags }) }, settings({ ...connected, tagMode: "all" }));
    app.world.addAttribute(ACCOUNT, { template: "steps", owner: "fitbit" });
    const modal = await preview(app);
    app.button("Clear all")?.click();
    app.button("Select all")?.click();
    expect(modal.querySelector("summary .setting-item-description")?.textContent).toBe("21 of 22 selected. Not selected: Steps.");
    expect(modal.querySelectorAll("details .checkbox-container.is-enabled")).toHaveLength(21);
    expect(modal.textContent).toContain("21 attributes that no other service fills");
  });
});

describe("an attribute that is at Exist with another kind of value", () => {
  it("is named with what stands in the way, and cannot be ticked", async () => {
    const mappings = [
      { id: "m1", from: { kind: "property", key: "steps" }, to: { kind: "template", template: "steps" } },
      { id: "m2", from: { kind: "property", key: "mood" }, to: { kind: "create", label: "Coffee", group: "food", valueType: 0 } },
    ];
    const app = await TestApp.start({ [`${TODAY}.md`]: note({ steps: 300, mood: 4 }) }, settings({ ...connected, mappings }));
    app.world.addAttribute(ACCOUNT, { name: "coffee", label: "Coffee", group: "food", value_type: 5, owner: null });
    await preview(app);
    expect(app.row("Coffee").textContent).toContain("Exist expects another kind of value here: percentage.");
    expect(app.row("Coffee").querySelector(".checkbox-container")).toBeNull();
    app.button("Send 1 value")?.click();
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.held()[TODAY]).toEqual({ steps: 300 });
  });
});
