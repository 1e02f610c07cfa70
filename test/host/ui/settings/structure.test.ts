import type { SettingDefinitionItem } from "obsidian";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type } from "../fixture";
import { type TabFixture, tabFixture } from "./fixture";

let host: TabFixture;
afterEach(() => host.dispose());
const open = (...args: Parameters<typeof tabFixture>): TabFixture => (host = tabFixture(...args));

describe("rows", () => {
  it("are hidden and disabled by their predicates, asked again after each change", async () => {
    const settings = { auto: false };
    open(
      () => [
        { name: "Automatic", control: { type: "toggle", key: "auto" } },
        { name: "Quiet time", visible: () => settings.auto, control: { type: "text", key: "quiet" } },
        { name: "Tag", control: { type: "text", key: "tag", disabled: () => !settings.auto } },
      ],
      settings,
    );
    expect(host.names()).toEqual(["Automatic", "Tag"]);
    expect(host.input("Tag").disabled).toBe(true);
    host.row("Automatic").find(".checkbox-container").click();
    await host.settle();
    expect(host.names()).toEqual(["Automatic", "Quiet time", "Tag"]);
    expect(host.input("Tag").disabled).toBe(false);
    settings.auto = false;
    host.tab.refreshDomState();
    expect(host.names()).toEqual(["Automatic", "Tag"]);
  });

  it("act when clicked, unless disabled, and know their index", () => {
    const action = vi.fn();
    open(() => [{ type: "group", heading: "Do", items: [{ name: "Plain" }, { name: "Go", action }, { name: "No", action, disabled: true }] }]);
    host.row("Go").click();
    host.row("No").click();
    expect(action.mock.calls).toEqual([[host.row("Go"), 1]]);
    expect(host.row("No").hasClass("is-disabled")).toBe(true);
  });

  it("are drawn by a render callback, whose cleanup runs before the next drawing and on closing", () => {
    const cleanup = vi.fn();
    open(() => [{ name: "Account", desc: "Sam", render: (setting) => (setting.addButton((button) => button.setButtonText("Leave")), cleanup) }]);
    expect(host.row("Account").find("button").getText()).toBe("Leave");
    host.tab.update();
    expect(cleanup).toHaveBeenCalledTimes(1);
    host.window.close();
    expect(cleanup).toHaveBeenCalledTimes(2);
  });
});

describe("groups", () => {
  it("have a heading, a class, buttons, and hide as a whole", () => {
    const click = vi.fn();
    let visible = true;
    open(() => [
      { name: "Loose" },
      { type: "group", heading: "Mapping", cls: "mine also", visible: () => visible, extraButtons: [(button) => button.setIcon("eye").onClick(click)], items: [{ name: "In it" }] },
    ]);
    const group = host.root.find(".setting-group.mine.also");
    expect(group.find(".setting-item-heading .setting-item-name").getText()).toBe("Mapping");
    group.find(".setting-item-heading .clickable-icon").click();
    expect(click).toHaveBeenCalledTimes(1);
    visible = false;
    host.tab.refreshDomState();
    expect(host.names()).toEqual(["Loose"]);
  });

  it("filter their rows by a search that outlives update()", () => {
    open(() => [
      {
        type: "group",
        heading: "Attributes",
        search: { placeholder: "Filter…", match: (def, query) => def.name.toLowerCase().includes(query) },
        items: [{ name: "Mood" }, { name: "Sleep" }, { name: "All of them", searchable: false }],
      },
    ]);
    const field = (): HTMLInputElement => host.root.find(".setting-item-heading input") as HTMLInputElement;
    type(field(), "mo");
    expect(host.names()).toEqual(["Mood", "All of them"]);
    host.tab.update();
    expect(field().value).toBe("mo");
    expect(host.names()).toEqual(["Mood", "All of them"]);
  });
});

describe("lists", () => {
  it("add, delete by button or key, and change nothing before update()", () => {
    const items = ["sleep", "mood"];
    const add = vi.fn();
    open(() => [
      {
        type: "list",
        heading: "Mappings",
        emptyState: "Nothing yet.",
        items: items.map((name) => ({ type: "page" as const, name, items: [] })),
        onDelete: (index) => void items.splice(index, 1),
        addItem: { name: "Add mapping", action: add },
      },
    ]);
    host.root.find("[aria-label='Add mapping']").click();
    expect(add).toHaveBeenCalledTimes(1);
    host.row("sleep").find(".mod-delete").click();
    expect(items).toEqual(["mood"]);
    expect(host.names()).toEqual(["sleep", "mood"]);
    host.tab.update();
    expect(host.names()).toEqual(["mood"]);
    host.row("mood").focus();
    host.press("Delete");
    host.tab.update();
    expect(host.root.find(".setting-group-empty").getText()).toBe("Nothing yet.");
  });

  it("reorder by dragging one row's handle onto another", () => {
    const onReorder = vi.fn();
    open(() => [{ type: "list", items: [{ name: "A" }, { name: "B" }, { name: "C" }], onReorder }]);
    const drag = (el: HTMLElement, kind: string): boolean => el.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }));
    drag(host.row("C").find(".setting-item-drag-handle"), "dragstart");
    expect(drag(host.row("A"), "dragover")).toBe(false);
    drag(host.row("A"), "drop");
    drag(host.row("C").find(".setting-item-drag-handle"), "dragend");
    expect(onReorder.mock.calls).toEqual([[2, 0]]);
    expect(drag(host.row("A"), "dragover")).toBe(true);
  });

  it("offer a row for adding on mobile", () => {
    const add = vi.fn();
    open(() => [{ type: "list", heading: "Mappings", items: [], addItem: { name: "Add mapping", action: add } }], {}, { mobile: true });
    host.window.openTabById("exist-sync");
    const row = host.root.find(".mod-add-item");
    expect(row.getText()).toBe("Add mapping");
    row.click();
    expect(add.mock.calls).toEqual([[row]]);
  });
});

describe("pages", () => {
  it("show value and status, open in place of the tab, nest, and go back", async () => {
    const settings = { name: "Sam" };
    open(
      () => [
        {
          type: "page",
          name: "Connection",
          displayValue: () => settings.name,
          status: "warning",
          items: [{ name: "Name", control: { type: "text", key: "name" } }, { type: "page", name: "Token", items: [{ name: "Paste it" }] }],
        },
      ],
      settings,
    );
    expect(host.row("Connection").find(".setting-display-value-text").getText()).toBe("Sam");
    expect(host.row("Connection").find(".mod-warning")).not.toBeNull();
    host.row("Connection").click();
    expect(host.root.findAll(".vertical-tab-content")).toHaveLength(1);
    expect(host.root.find(".setting-page-title").getText()).toBe("Connection");
    host.row("Token").click();
    expect(host.names()).toEqual(["Paste it"]);
    host.tab.update();
    expect(host.names()).toEqual(["Paste it"]);
    host.root.find(".setting-page-back-button").click();
    type(host.input("Name"), "Samir");
    await host.settle();
    host.root.find(".setting-page-back-button").click();
    const shown = (): string => host.row("Connection").find(".setting-display-value-text").getText();
    expect(shown()).toBe("Sam");
    host.tab.update();
    expect(shown()).toBe("Samir");
  });

  it("may be drawn by hand, anew each time they are opened", () => {
    const log: string[] = [];
    open(() => {
      class Log extends host.ui.api.SettingPage {
        override display(): void {
          log.push("display");
          this.containerEl.createDiv({ cls: "by-hand", text: "By hand" });
        }
        override hide(): void {
          log.push("hide");
          super.hide();
        }
      }
      return [{ type: "page", name: "Log", page: () => new Log() }];
    });
    host.row("Log").click();
    expect(host.root.find(".setting-page .by-hand").getText()).toBe("By hand");
    host.root.find(".setting-page-back-button").click();
    host.row("Log").click();
    host.window.close();
    expect(log).toEqual(["display", "hide", "display", "hide"]);
  });

  it("are left when they are gone after update()", () => {
    let there = true;
    open((): SettingDefinitionItem[] => [{ name: "Stays" }, ...(there ? [{ type: "page" as const, name: "Goes", items: [] }] : [])]);
    host.row("Goes").click();
    there = false;
    host.tab.update();
    expect(host.names()).toEqual(["Stays"]);
  });
});
