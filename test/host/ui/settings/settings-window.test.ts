import { afterEach, describe, expect, it, vi } from "vitest";
import { type } from "../fixture";
import { type TabFixture, tabFixture } from "./fixture";

let host: TabFixture;
afterEach(() => host.dispose());
const open = (...args: Parameters<typeof tabFixture>): TabFixture => (host = tabFixture(...args));
const navItems = (): string[] => host.root.findAll(".vertical-tab-nav-item").map((el) => el.getText());

describe("the settings window", () => {
  it("lists tabs, shows one, and hides it on leaving", () => {
    open(() => [{ name: "First row" }]);
    const onHide = vi.spyOn(host.tab, "hide");
    const display = vi.fn();
    class Old extends host.ui.api.PluginSettingTab {
      override display(): void {
        display();
        this.containerEl.createDiv({ text: "Drawn by hand" });
      }
    }
    host.window.addTab(new Old(host.app, {} as never), { id: "old", name: "Old plugin" });
    expect(navItems()).toEqual(["Exist Sync", "Old plugin"]);
    expect(host.window.openTabById("old")).not.toBeNull();
    expect(onHide).toHaveBeenCalledTimes(1);
    expect(display).toHaveBeenCalledTimes(1);
    expect(host.root.find(".vertical-tab-content").getText()).toBe("Drawn by hand");
    host.root.findAll(".vertical-tab-nav-item")[0]?.click();
    expect(host.names()).toEqual(["First row"]);
    expect(host.root.find(".vertical-tab-nav-item.is-active").getText()).toBe("Exist Sync");
    expect(host.window.openTabById("unknown")).toBeNull();
  });

  it("closes by Escape, and opens again where it was", () => {
    open(() => [{ name: "Row" }]);
    host.press("Escape");
    expect(host.root.find(".mod-settings")).toBeNull();
    host.window.open();
    expect(host.names()).toEqual(["Row"]);
  });

  it("lets go of a tab that is removed", () => {
    open(() => [{ name: "Row" }]);
    host.window.removeTab(host.tab);
    expect(navItems()).toEqual([]);
    expect(host.root.find(".vertical-tab-content")).toBeNull();
  });

  it("shows the list first on mobile, and goes back to it", () => {
    open(() => [{ name: "Row" }], {}, { mobile: true });
    expect(host.root.find(".vertical-tab-content")).toBeNull();
    host.root.find(".vertical-tab-nav-item").click();
    expect(host.names()).toEqual(["Row"]);
    host.root.find(".modal-setting-back-button").click();
    expect(host.root.find(".vertical-tab-content")).toBeNull();
  });
});

describe("its search", () => {
  const search = (query: string): string[] => {
    type(host.root.find(".vertical-tab-header-search input") as HTMLInputElement, query);
    return host.root.findAll(".setting-search-result .setting-item-name").map((el) => el.getText());
  };
  const definitions = (): Parameters<typeof tabFixture>[0] => () => [
    { name: "Quiet time", desc: "Seconds without an edit", aliases: ["debounce"] },
    { name: "Secret row", searchable: false },
    { name: "Hidden row", visible: () => false },
    { type: "page", name: "Advanced", items: [{ type: "group", heading: "Deep", items: [{ name: "Buried row", control: { type: "text", key: "x" } }] }] },
  ];

  it("finds rows by name, description and alias, in pages too, and leaves out what is not to be found", () => {
    open(definitions());
    expect(search("quiet")).toEqual(["Quiet time"]);
    expect(search("edit without")).toEqual(["Quiet time"]);
    expect(search("debounce")).toEqual(["Quiet time"]);
    expect(search("row")).toEqual(["Buried row"]);
    expect(search("nothing like it")).toEqual([]);
    expect(host.root.find(".setting-search-empty").getText()).toBe("No results found.");
  });

  it("leads to the row, through its page", () => {
    open(definitions());
    search("buried");
    host.root.find(".setting-search-result").click();
    expect(host.root.find(".setting-page-title").getText()).toBe("Advanced");
    expect(host.names()).toEqual(["Buried row"]);
    expect(host.root.find(".setting-search-results").isShown()).toBe(false);
  });
});
