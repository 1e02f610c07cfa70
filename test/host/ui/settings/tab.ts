import type * as Obsidian from "obsidian";
import type { UiEnv } from "../env";

export type TabClasses = ReturnType<typeof createTabs>;
export type Tab = InstanceType<TabClasses["SettingTab"]>;

/** What shows a tab on screen and is told when its definitions or their conditions changed. */
export interface TabView {
  update(): void;
  refresh(): void;
  dispose(): void;
}

interface VaultConfig {
  getConfig(key: string): unknown;
  setConfig(key: string, value: unknown): void;
}

/** Settings tabs and sub-pages. */
export function createTabs({ document }: UiEnv) {
  const views = new WeakMap<SettingTab, TabView>();

  abstract class SettingTab implements Obsidian.SettingTab {
    icon: Obsidian.IconName = "";
    app: Obsidian.App;
    containerEl: HTMLElement;
    settingItems: Obsidian.SettingDefinitionItem[] = [];

    constructor(app: Obsidian.App) {
      this.app = app;
      this.containerEl = document.createElement("div");
      this.containerEl.addClass("vertical-tab-content");
    }

    getSettingDefinitions(): Obsidian.SettingDefinitionItem[] {
      return [];
    }

    update(): void {
      this.settingItems = this.getSettingDefinitions();
      views.get(this)?.update();
    }

    getControlValue(key: string): unknown {
      return (this.app.vault as unknown as VaultConfig).getConfig(key);
    }

    setControlValue(key: string, value: unknown): void | Promise<void> {
      (this.app.vault as unknown as VaultConfig).setConfig(key, value);
    }

    refreshDomState(): void {
      views.get(this)?.refresh();
    }

    display(): void {}

    hide(): void {
      views.get(this)?.dispose();
      views.delete(this);
      this.containerEl.empty();
    }
  }

  abstract class PluginSettingTab extends SettingTab implements Obsidian.PluginSettingTab {
    constructor(
      app: Obsidian.App,
      readonly plugin: Obsidian.Plugin,
    ) {
      super(app);
    }

    override getControlValue(key: string): unknown {
      return settingsOf(this.plugin)[key];
    }

    override async setControlValue(key: string, value: unknown): Promise<void> {
      const settings = settingsOf(this.plugin);
      settings[key] = value;
      await this.plugin.saveData(settings);
    }
  }

  abstract class SettingPage implements Obsidian.SettingPage {
    readonly rootEl: HTMLElement;
    readonly titlebarEl: HTMLElement;
    readonly containerEl: HTMLElement;
    title = "";

    constructor() {
      this.rootEl = document.createElement("div");
      this.rootEl.addClass("vertical-tab-content", "setting-page");
      this.titlebarEl = this.rootEl.createDiv("setting-page-titlebar");
      this.containerEl = this.rootEl.createDiv("setting-page-content");
    }

    abstract display(): void;

    hide(): void {
      this.containerEl.empty();
    }
  }

  return {
    SettingTab,
    PluginSettingTab,
    SettingPage,
    /** Binds a tab to what shows it, until its `hide()`. */
    attachView: (tab: SettingTab, view: TabView): void => void views.set(tab, view),
  };
}

function settingsOf(plugin: Obsidian.Plugin): Record<string, unknown> {
  const settings = plugin.settings;
  if (typeof settings !== "object" || settings === null) {
    throw new Error("PluginSettingTab reads plugin.settings, which is not there: set it, or override getControlValue and setControlValue.");
  }
  return settings as Record<string, unknown>;
}
