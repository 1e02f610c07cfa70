import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Fixture, fixture, settle, type } from "./fixture";

let host: Fixture;
beforeEach(() => {
  host = fixture();
});
afterEach(() => {
  host.dispose();
  vi.useRealTimers();
});

describe("a modal", () => {
  it("has the public markup and no roles", () => {
    const modal = new host.ui.api.Modal(host.app).setTitle("Title").setContent("Content");
    modal.open();
    expect([...modal.containerEl.children].map((el) => el.className)).toEqual(["modal-bg", "modal"]);
    expect(host.root.find(".modal > .modal-header > .modal-title").getText()).toBe("Title");
    expect(host.root.find(".modal > .modal-content").getText()).toBe("Content");
    expect(host.root.find("[role], [aria-modal]")).toBeNull();
  });

  it.each([
    ["Escape", () => host.press("Escape")],
    ["its button", () => host.root.find(".modal-close-button").click()],
    ["the backdrop", () => host.root.find(".modal-bg").click()],
  ])("closes once by %s", (_, close) => {
    const modal = new host.ui.api.Modal(host.app);
    const onClose = vi.spyOn(modal, "onClose");
    const callback = vi.fn();
    modal.setCloseCallback(callback).open();
    close();
    modal.close();
    expect(onClose).toHaveBeenCalledTimes(1);
    expect(callback).toHaveBeenCalledTimes(1);
    expect(host.root.find(".modal-container")).toBeNull();
  });

  it("takes the focus away and does not give it back", () => {
    const button = host.root.createEl("button");
    button.focus();
    const modal = new host.ui.api.Modal(host.app);
    modal.open();
    expect(button.isActiveElement()).toBe(false);
    modal.close();
    expect(button.isActiveElement()).toBe(false);
  });

  it("closes only the topmost by Escape, and all with the host", () => {
    const [first, second] = [new host.ui.api.Modal(host.app), new host.ui.api.Modal(host.app)];
    first.open();
    second.open();
    host.press("Escape");
    expect(host.ui.openModals()).toBe(1);
    host.ui.dispose();
    expect(host.ui.openModals()).toBe(0);
  });
});

describe("a confirmation", () => {
  it("closes after the handler, and stays when it answers true", async () => {
    let answer: boolean = true;
    const modal = new host.ui.api.ConfirmationModal(host.app).addButton((button) =>
      button.setButtonText("Delete").setDestructive().setInitialFocus().onClick(async () => answer),
    );
    modal.open();
    const button = host.root.find(".modal-button-container button");
    expect(button.isActiveElement()).toBe(true);
    button.click();
    await settle();
    expect(host.ui.openModals()).toBe(1);
    answer = false;
    button.click();
    await settle();
    expect(host.ui.openModals()).toBe(0);
  });

  it("has a cancel button that just closes, and a checkbox", async () => {
    const onCheck = vi.fn();
    new host.ui.api.ConfirmationModal(host.app).addCheckbox("Don't ask again", onCheck).addCancelButton().open();
    const checkbox = host.root.find(".mod-checkbox input");
    checkbox.click();
    host.root.find("button.mod-cancel").click();
    await settle();
    expect(onCheck.mock.calls).toEqual([[true]]);
    expect(host.ui.openModals()).toBe(0);
  });
});

describe("a notice", () => {
  it("goes by itself, by a click, or stays when sticky", () => {
    vi.useFakeTimers();
    const { Notice } = host.ui.api;
    new Notice("Brief", 1000);
    new Notice("Default");
    const sticky = new Notice("Sticky", 0);
    const texts = (): string[] => host.root.findAll(".notice-container > .notice").map((el) => el.getText());
    expect(texts()).toEqual(["Brief", "Default", "Sticky"]);
    vi.advanceTimersByTime(1000);
    expect(texts()).toEqual(["Default", "Sticky"]);
    vi.advanceTimersByTime(60_000);
    sticky.setMessage("Still here");
    expect(texts()).toEqual(["Still here"]);
    host.root.find(".notice").click();
    expect(host.root.find(".notice-container")).toBeNull();
  });
});

describe("a menu", () => {
  it("groups items by section and runs one by mouse or keyboard", () => {
    const chosen: string[] = [];
    const { Menu } = host.ui.api;
    const show = (): void => {
      new Menu()
        .addItem((item) => item.setTitle("A").setSection("one").setIcon("eye").onClick(() => chosen.push("A")))
        .addItem((item) => item.setTitle("B").setSection("two").onClick(() => chosen.push("B")))
        .addItem((item) => item.setTitle("C").setSection("one").setDisabled(true).onClick(() => chosen.push("C")))
        .showAtPosition({ x: 10, y: 10 });
    };
    show();
    expect(host.root.findAll(".menu > *").map((el) => el.getText())).toEqual(["A", "C", "", "B"]);
    host.root.findAll(".menu-item")[1]?.click();
    expect(host.root.find(".menu")).not.toBeNull();
    host.root.findAll(".menu-item")[0]?.click();
    show();
    host.press("ArrowDown");
    host.press("ArrowDown");
    host.press("Enter");
    expect(chosen).toEqual(["A", "B"]);
    expect(host.root.find(".menu")).toBeNull();
  });

  it("is one menu for one event", async () => {
    const event = new MouseEvent("contextmenu");
    const { Menu } = host.ui.api;
    expect(Menu.forEvent(event)).toBe(Menu.forEvent(event).addItem((item) => item.setTitle("Only")));
    await settle();
    expect(host.root.findAll(".menu")).toHaveLength(1);
    document.body.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
    expect(host.root.find(".menu")).toBeNull();
  });
});

describe("a suggest modal", () => {
  it("filters, moves round the ends, closes, then chooses", () => {
    const log: string[] = [];
    class Pick extends host.ui.api.FuzzySuggestModal<string> {
      override getItems = (): string[] => ["Mood", "Sleep", "Steps"];
      override getItemText = (item: string): string => item;
      override onChooseItem = (item: string): void => void log.push(item);
      override onClose(): void {
        log.push("closed");
      }
    }
    const modal = new Pick(host.app);
    modal.open();
    expect(modal.inputEl.isActiveElement()).toBe(true);
    const items = (): string[] => host.root.findAll(".suggestion-item").map((el) => el.getText());
    expect(items()).toEqual(["Mood", "Sleep", "Steps"]);
    type(modal.inputEl, "sp");
    expect(items().sort()).toEqual(["Sleep", "Steps"]);
    host.press("ArrowUp");
    const last = host.root.find(".suggestion-item.is-selected");
    expect(last).toBe(host.root.findAll(".suggestion-item").at(-1));
    host.press("Enter");
    expect(log).toEqual(["closed", last.getText()]);
  });

  it("says when there is nothing, and drops an answer that comes too late", async () => {
    const answers = new Map<string, (values: string[]) => void>();
    class Slow extends host.ui.api.SuggestModal<string> {
      override getSuggestions = (query: string): Promise<string[]> => new Promise((resolve) => answers.set(query, resolve));
      override renderSuggestion = (value: string, el: HTMLElement): void => el.setText(value);
      override onChooseSuggestion = (): void => undefined;
    }
    const modal = new Slow(host.app);
    modal.open();
    type(modal.inputEl, "x");
    answers.get("x")?.([]);
    answers.get("")?.(["late"]);
    await settle();
    expect(host.root.findAll(".suggestion-item")).toEqual([]);
    expect(host.root.find(".suggestion-empty").getText()).toBe("No results found.");
  });
});

describe("an input suggest", () => {
  it("hangs under its field, chooses by keyboard or click, and goes with Escape or blur", () => {
    const chosen: string[] = [];
    class Keys extends host.ui.api.AbstractInputSuggest<string> {
      protected override getSuggestions = (query: string): string[] => ["mood", "sleep"].filter((key) => key.includes(query));
      override renderSuggestion = (value: string, el: HTMLElement): void => el.setText(value);
    }
    const input = host.root.createEl("input");
    const suggest = new Keys(host.app, input).onSelect((value) => chosen.push(value));
    input.focus();
    expect(host.root.findAll(".suggestion-container .suggestion-item")).toHaveLength(2);
    host.press("ArrowDown");
    host.press("Enter");
    host.root.find(".suggestion-item").click();
    expect(chosen).toEqual(["sleep", "mood"]);
    expect(suggest.getValue()).toBe("");
    host.press("Escape");
    expect(host.root.find(".suggestion-container")).toBeNull();
    type(input, "mo");
    expect(host.root.findAll(".suggestion-item")).toHaveLength(1);
    input.blur();
    expect(host.root.find(".suggestion-container")).toBeNull();
  });
});

describe("the shell", () => {
  it("runs a command from the palette", () => {
    const run = vi.fn();
    const palette = new host.ui.shell.CommandPalette(host.app, () => [{ id: "p:a", name: "P: Alpha" }, { id: "p:b", name: "P: Beta" }], run);
    palette.open();
    type(palette.inputEl, "beta");
    host.press("Enter");
    expect(run.mock.calls).toEqual([["p:b"]]);
  });

  it("has a ribbon and a status bar, which mobile has not", () => {
    const onClick = vi.fn();
    new host.ui.shell.Ribbon().addAction("refresh-cw", "Sync", onClick).click();
    expect(onClick).toHaveBeenCalledTimes(1);
    new host.ui.shell.StatusBar().addItem("exist-sync").setText("Synced");
    expect(host.root.find(".status-bar > .status-bar-item.plugin-exist-sync").getText()).toBe("Synced");
    const phone = fixture({ mobile: true });
    expect(new phone.ui.shell.StatusBar().addItem("exist-sync").isConnected).toBe(false);
    phone.dispose();
  });
});

describe("two hosts in one document", () => {
  it("keep to their own root", () => {
    const other = fixture();
    new other.ui.api.Notice("Other");
    new host.ui.api.Modal(host.app).open();
    expect(host.root.find(".notice")).toBeNull();
    expect(other.root.find(".modal")).toBeNull();
    other.dispose();
    expect(host.ui.openModals()).toBe(1);
  });
});
