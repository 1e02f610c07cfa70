import type * as Obsidian from "obsidian";
import { type Fixture, fixture, settle } from "../fixture";

type Definitions = (tab: Obsidian.PluginSettingTab) => Obsidian.SettingDefinitionItem[];

export interface TabFixture extends Fixture {
  readonly settings: Record<string, unknown>;
  readonly saved: unknown[];
  readonly tab: Obsidian.PluginSettingTab;
  readonly window: InstanceType<Fixture["ui"]["shell"]["SettingsWindow"]>;
  /** The rows that are on screen, by name. */
  names(): string[];
  row(name: string): HTMLElement;
  input(name: string): HTMLInputElement;
  settle(): Promise<void>;
}

/** An open settings window with one plugin's declarative tab. */
export function tabFixture(definitions: Definitions, settings: Record<string, unknown> = {}, options: { mobile?: boolean } = {}): TabFixture {
  const host = fixture(options);
  const saved: unknown[] = [];
  const plugin = { settings, saveData: async (data: unknown) => void saved.push(structuredClone(data)) } as unknown as Obsidian.Plugin;
  class Tab extends host.ui.api.PluginSettingTab {
    override getSettingDefinitions(): Obsidian.SettingDefinitionItem[] {
      return definitions(this);
    }

    override display(): void {
      throw new Error("display() is not for a tab with definitions");
    }
  }
  const tab = new Tab(host.app, plugin);
  const window = new host.ui.shell.SettingsWindow(host.app);
  window.addTab(tab, { id: "exist-sync", name: "Exist Sync" });
  window.open();
  const rows = (): HTMLElement[] => host.root.findAll(".vertical-tab-content .setting-items > .setting-item").filter((el) => el.isShown());
  const row = (name: string): HTMLElement => {
    const found = rows().find((el) => el.find(".setting-item-name").getText() === name);
    if (!found) throw new Error(`No row "${name}" among: ${rows().map((el) => el.getText()).join(", ")}`);
    return found;
  };
  return {
    ...host,
    settings,
    saved,
    tab,
    window,
    row,
    names: () => rows().map((el) => el.find(".setting-item-name").getText()),
    input: (name) => row(name).find("input, textarea") as HTMLInputElement,
    settle,
  };
}
