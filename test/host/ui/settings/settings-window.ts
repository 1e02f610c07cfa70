import type * as Obsidian from "obsidian";
import type { ModalClass } from "../modal";
import { prepareSimpleSearch } from "../search";
import { findables, isPage, searchText } from "./definition";
import type { Parts } from "./render-definitions";
import type { OpenTabView, TabViews } from "./tab-view";

/** How a tab is known in the window. */
export interface TabEntry {
  readonly id: string;
  readonly name: string;
  /** The heading it stands under on the left. */
  readonly section: string;
}

const PLUGIN_SECTION = "Community plugins";

export type SettingsWindowClass = ReturnType<typeof createSettingsWindow>;

/** The settings window: the tabs on the left, the open one on the right, a search over all declarative rows. */
export function createSettingsWindow(Modal: ModalClass, parts: Parts, showTab: TabViews) {
  return class SettingsWindow extends Modal {
    activeTab: Obsidian.SettingTab | null = null;
    private readonly entries = new Map<Obsidian.SettingTab, TabEntry>();
    private readonly navEls = new Map<Obsidian.SettingTab, HTMLElement>();
    private readonly listEl: HTMLElement;
    private readonly tabTitleEl: HTMLElement;
    private readonly tabHostEl: HTMLElement;
    private readonly resultsEl: HTMLElement;
    private readonly search: Obsidian.SearchComponent;
    private view: OpenTabView | undefined;
    private isOpen = false;

    constructor(app: Obsidian.App) {
      super(app);
      this.modalEl.addClass("mod-settings", "mod-sidebar-layout");
      this.setTitle("Settings");
      this.contentEl.addClass("vertical-tabs-container");
      const headerEl = this.contentEl.createDiv("vertical-tab-header");
      this.search = new parts.components.SearchComponent(headerEl.createDiv("vertical-tab-header-search"))
        .setPlaceholder("Search settings…")
        .onChange((query) => this.showResults(query));
      this.listEl = headerEl.createDiv("vertical-tab-header-list");
      const bodyEl = this.contentEl.createDiv("vertical-tab-content-container");
      const titlebarEl = bodyEl.createDiv("modal-setting-titlebar");
      const backEl = titlebarEl.createDiv("modal-setting-back-button clickable-icon");
      parts.icons.setIcon(backEl, "chevron-left");
      backEl.addEventListener("click", () => this.showTab(null));
      this.tabTitleEl = titlebarEl.createDiv("modal-setting-title");
      this.tabHostEl = bodyEl.createDiv("vertical-tab-content-host");
      this.resultsEl = bodyEl.createDiv("setting-search-results");
      this.resultsEl.hide();
    }

    /** Takes up a tab and asks for its definitions, for the search (obsidian.d.ts: SettingTab.update). */
    addTab(tab: Obsidian.SettingTab, entry: Omit<TabEntry, "section"> & Partial<TabEntry>): void {
      this.entries.set(tab, { section: PLUGIN_SECTION, ...entry });
      tab.update();
      this.drawList();
    }

    removeTab(tab: Obsidian.SettingTab): void {
      if (this.activeTab === tab) this.showTab(null);
      this.entries.delete(tab);
      this.drawList();
    }

    get tabs(): readonly Obsidian.SettingTab[] {
      return [...this.entries.keys()];
    }

    /** On a phone the list comes first; elsewhere the tab that was open before, or the first one. */
    override onOpen(): void {
      this.isOpen = true;
      this.drawList();
      if (parts.isMobile()) return;
      const tab = this.activeTab ?? this.tabs[0];
      if (tab) this.showTab(tab);
    }

    override onClose(): void {
      this.isOpen = false;
      this.leaveTab();
      this.search.setValue("");
      this.showResults("");
      this.modalEl.removeClass("is-tab-open");
    }

    openTabById(id: string): Obsidian.SettingTab | null {
      const tab = this.tabs.find((candidate) => this.entries.get(candidate)?.id === id);
      if (!tab) return null;
      if (this.isOpen) this.showTab(tab);
      else this.activeTab = tab;
      return tab;
    }

    private showTab(tab: Obsidian.SettingTab | null): void {
      this.leaveTab();
      this.activeTab = tab;
      this.modalEl.toggleClass("is-tab-open", tab !== null);
      for (const [other, el] of this.navEls) el.toggleClass("is-active", other === tab);
      this.tabTitleEl.setText((tab && this.entries.get(tab)?.name) ?? "");
      this.tabHostEl.empty();
      if (tab) this.view = showTab(tab, this.tabHostEl);
    }

    private leaveTab(): void {
      if (!this.view) return;
      this.view = undefined;
      this.activeTab?.hide();
      this.tabHostEl.empty();
    }

    private drawList(): void {
      this.listEl.empty();
      this.navEls.clear();
      for (const section of new Set([...this.entries.values()].map((entry) => entry.section))) {
        const groupEl = this.listEl.createDiv("vertical-tab-header-group");
        groupEl.createDiv({ cls: "vertical-tab-header-group-title", text: section });
        const itemsEl = groupEl.createDiv("vertical-tab-header-group-items");
        for (const [tab, entry] of this.entries) if (entry.section === section) this.drawEntry(itemsEl, tab, entry);
      }
    }

    private drawEntry(itemsEl: HTMLElement, tab: Obsidian.SettingTab, { name }: TabEntry): void {
      const el = itemsEl.createDiv("vertical-tab-nav-item tappable");
      el.toggleClass("is-active", tab === this.activeTab && this.isOpen);
      parts.icons.setIcon(el.createDiv("vertical-tab-nav-item-icon"), tab.icon || "puzzle");
      el.createDiv({ cls: "vertical-tab-nav-item-title", text: name });
      parts.icons.setIcon(el.createDiv("vertical-tab-nav-item-chevron"), "chevron-right");
      el.addEventListener("click", () => {
        this.search.setValue("");
        this.showResults("");
        this.showTab(tab);
      });
      this.navEls.set(tab, el);
    }

    private showResults(query: string): void {
      const searching = query.trim() !== "";
      this.resultsEl.empty();
      this.resultsEl.toggle(searching);
      this.tabHostEl.toggle(!searching);
      this.modalEl.toggleClass("is-searching", searching);
      if (!searching) return;
      const matches = prepareSimpleSearch(query);
      for (const [tab, { name }] of this.entries) {
        const found = findables(tab.settingItems).filter(({ row }) => matches(searchText(row)));
        if (found.length === 0) continue;
        const group = new parts.SettingGroup(this.resultsEl).setHeading(name);
        for (const { row, heading, pages } of found) {
          const setting = new parts.Setting(group.listEl).setName(row.name).setClass("setting-search-result");
          setting.setDesc([...pages, heading].filter(Boolean).join(" › "));
          setting.settingEl.addEventListener("click", () => this.reveal(tab, isPage(row) ? [...pages, row.name] : pages, row.name));
        }
      }
      if (!this.resultsEl.hasChildNodes()) this.resultsEl.createDiv({ cls: "setting-search-empty", text: "No results found." });
    }

    private reveal(tab: Obsidian.SettingTab, pages: readonly string[], name: string): void {
      this.search.setValue("");
      this.showResults("");
      this.showTab(tab);
      this.view?.openPages(pages);
      const nameEl = this.tabHostEl.findAll(".setting-item-name").find((el) => el.getText() === name);
      nameEl?.scrollIntoView?.({ block: "center" });
    }
  };
}
