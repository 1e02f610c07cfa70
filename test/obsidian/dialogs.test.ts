import { describe, expect, it, vi } from "vitest";
import { OUR_CLIENT } from "../exist/world";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY, type } from "./app";

atNoon();

const DAYS = { "2026-09-20.md": note({ steps: 200 }), [`${TODAY}.md`]: note({ steps: 300 }) };

/** Presses a key; gives whether somebody has taken it. */
function press(element: Element | null, key: string, rest: KeyboardEventInit = {}): boolean {
  return element?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...rest })) === false;
}

describe("a window", () => {
  it("keeps the focus: Tab leads from the last element to the first, and back", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.host.runCommand(`${ID}:compare`);
    const modal = app.host.modal() as HTMLElement;
    const reached = [...modal.querySelectorAll<HTMLElement>("button, select, [tabindex='0']")].filter((element) => element.tabIndex >= 0);
    const [first, last] = [reached[0], reached.at(-1)] as [HTMLElement, HTMLElement];
    last.focus();
    expect(press(last, "Tab")).toBe(true);
    expect(document.activeElement).toBe(first);
    expect(press(first, "Tab", { shiftKey: true })).toBe(true);
    expect(document.activeElement).toBe(last);
    modal.focus();
    expect(press(modal, "Tab", { shiftKey: true })).toBe(true);
    expect(document.activeElement).toBe(last);
  });

  it("leaves Tab to the browser in between, and every other key", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.host.runCommand(`${ID}:compare`);
    const modal = app.host.modal() as HTMLElement;
    const button = app.button("Compare") as HTMLElement;
    button.focus();
    expect([press(button, "Tab"), press(button, "a"), press(button, "Tab", { shiftKey: true })]).toEqual([false, false, false]);
    modal.focus();
    expect(press(modal, "Tab")).toBe(false);
  });
});

describe("Enter", () => {
  it("that ends the composing of a word adds nothing, and neither does any other key", async () => {
    const app = await TestApp.start(DAYS, settings({ ...connected, mappings: [] }));
    app.world.addAttribute(ACCOUNT, { template: "coffees", owner: OUR_CLIENT });
    app.host.runCommand(`${ID}:increment`);
    await app.host.until(() => app.host.root.querySelector(".suggestion-item") !== null, "the list opens");
    app.host.root.querySelector<HTMLElement>(".suggestion-item")?.click();
    type(app.input("Amount"), "1");
    expect([press(app.input("Amount"), "2"), press(app.input("Amount"), "Enter", { isComposing: true })]).toEqual([false, false]);
    expect(app.host.modal()).not.toBeNull();
    expect(app.world.callsTo("increment")).toEqual([]);
    press(app.input("Amount"), "Enter");
    await app.host.until(() => app.said() === "Coffees today: 1", "it is added");
  });

  it("asks Exist once for a token, however often it is pressed", async () => {
    const app = await TestApp.start(DAYS, settings({ connection: { keptIn: "keychain", account: ACCOUNT } }));
    app.world.script({ on: () => true, fault: { kind: "delay", ms: 1000 } });
    app.host.runCommand(`${ID}:connect`);
    const token = app.input("Personal token");
    type(token, app.token);
    expect([press(token, "x"), press(token, "Enter", { isComposing: true })]).toEqual([false, false]);
    expect(app.world.calls).toEqual([]);
    expect([press(token, "Enter"), press(token, "Enter"), press(token, "Enter")]).toEqual([true, true, true]);
    await vi.advanceTimersByTimeAsync(1000);
    await app.host.until(() => app.said().includes("Connected as sam."), "it is connected");
    expect(app.world.callsTo("profile")).toHaveLength(1);
  });

  it("and the space bar open the status view from the status bar, and no other key does", async () => {
    for (const key of ["Enter", " "]) {
      const app = await TestApp.start(DAYS, settings());
      const item = app.host.root.querySelector(".exist-sync-status");
      expect(press(item, "a")).toBe(false);
      expect(app.host.root.querySelector(".exist-sync-status-view")).toBeNull();
      expect(press(item, key)).toBe(true);
      await app.host.until(() => app.host.root.querySelector(".exist-sync-status-view") !== null, "the view opens");
    }
  });
});
