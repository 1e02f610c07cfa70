import { afterEach, describe, expect, it } from "vitest";
import { ACCOUNT, atNoon, ID, settings, TestApp, type } from "./app";

atNoon();

/** Settings are a window of their own by default since Obsidian 1.13, and notes may be in one. */
describe("in a second window", () => {
  const main = document;
  const say = (active: Document): void => { Object.assign(window, { activeDocument: active }); };
  afterEach(() => { say(main); });

  it("a modal opens there, works there, and gives the focus back there", async () => {
    const app = await TestApp.start({}, settings({ connection: { keptIn: "keychain", account: ACCOUNT } }));
    const second = document.implementation.createHTMLDocument("second");
    const field = second.body.appendChild(second.createElement("input"));
    field.focus();
    say(second);
    app.host.runCommand(`${ID}:connect`);
    const modal = second.querySelector<HTMLElement>(".exist-sync-connect") as HTMLElement;
    expect(app.host.modal()).toBeNull();
    expect(modal.getAttribute("role")).toBe("dialog");
    expect(modal.contains(second.activeElement)).toBe(true);
    const token = modal.querySelector<HTMLInputElement>('[aria-label="Personal token"]') as HTMLInputElement;
    type(token, app.token);
    token.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    await app.host.until(() => app.said().includes(`Connected as ${ACCOUNT}.`), "it is connected");
    expect(second.querySelector(".modal")).toBeNull();
    expect(second.activeElement).toBe(field);
  });
});
