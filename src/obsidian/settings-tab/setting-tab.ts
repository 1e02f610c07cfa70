import { type App, type Plugin, PluginSettingTab, type SettingDefinitionItem, type SettingDefinitionPage } from "obsidian";
import { localDateAt, parseLocalDate } from "../../domain/local-date";
import { type Mapping, type Target, targetKey } from "../../domain/mapping";
import type { Suggestions } from "../../domain/suggest";
import { TAG_MODES, type TagRules } from "../../domain/tags";
import type { KnownTemplates } from "../../sync/known-templates";
import type { MappingFacts } from "../../presentation/mapping-facts";
import { mergeMapping } from "../../sync/merge-mapping";
import { imperialOf, type Settings, type SettingsLock } from "../../sync/settings";
import { deviceClock } from "../clock";
import type { VaultNotes } from "../notes/vault-notes";
import type { SettingsFile } from "../state/settings-file";
import { keepFocus } from "../ui/focus";
import { saved } from "../ui/save";
import type { WindowManager } from "../ui/window-manager";
import { type AccountHost, accountRows, type Row, tokenRows } from "./account-rows";
import { pressable } from "../ui/form";
import { MappingModal } from "./mapping-modal";
import { sourceRows } from "./source-rows";
import { SuggestionsModal } from "./suggestions-modal";
import { describe, fill, words } from "../words";

const QUIET = { least: 1, most: 3600 };
const LONGEST = { least: 1, most: 240 };

/** What the tab needs of the plugin. */
export interface TabHost extends AccountHost {
  readonly windows: WindowManager;
  readonly settingsFile: SettingsFile;
  readonly notes: VaultNotes;
  readonly templates: KnownTemplates;
  suggest(): Promise<Suggestions>;
  /** What this device knows of each mapping's values, by its id; nothing without a connection. */
  mappingFacts(): Promise<ReadonlyMap<string, MappingFacts>>;
  /** Shows where notes and Exist differ. */
  compare(): void;
  copyDiagnostics(): Promise<void>;
  refresh(): void;
}

type Key = "syncFrom" | "tagMode" | "tagPrefix" | "chosenTags" | "ignoredTags" | "autoSync" | "quietSeconds" | "maxWaitMinutes";

/** The settings tab, declared so that Obsidian's own search finds every row. */
export class ExistSettingTab extends PluginSettingTab {
  override icon = "refresh-cw";
  private facts: ReadonlyMap<string, MappingFacts> = new Map();

  constructor(app: App, plugin: Plugin, private readonly host: TabHost) {
    super(app, plugin);
  }

  override getSettingDefinitions(): SettingDefinitionItem[] {
    const { settingsFile: settings } = this.host;
    if (settings.lock !== null) return [this.lockRow(settings.lock)];
    const redraw = (): void => { this.update(); };
    return [
      { type: "group", heading: words.settings.account, items: accountRows(this.app, this.host, settings.current, redraw) },
      ...sourceRows(this.app, this.host, redraw),
      {
        type: "group",
        items: [
          {
            name: words.settings.syncFrom,
            desc: words.settings.syncFromHint,
            control: { type: "text", key: "syncFrom", placeholder: "2026-09-21", validate: (value) => problemOfDate(value) },
          },
        ],
      },
      this.mappingList(),
      { type: "group", items: [pressable("plus", words.settings.addMapping, "", () => { this.edit(); }), pressable("search", words.settings.suggest, words.settings.suggestHint, () => void this.host.windows.ask("suggestions", () => this.suggest()))] },
      this.tagRows(),
      {
        type: "group",
        heading: words.settings.automatic,
        items: [
          { name: words.settings.autoSync, desc: words.settings.autoSyncHint, control: { type: "toggle", key: "autoSync" } },
          this.advancedPage(redraw),
        ],
      },
    ];
  }

  /** What is rarely needed. Obsidian's search of settings looks into pages too. */
  private advancedPage(redraw: () => void): SettingDefinitionPage {
    const { host } = this;
    return {
      type: "page",
      name: words.rows.advanced,
      desc: words.rows.advancedHint,
      items: [
        {
          type: "group",
          heading: words.settings.timing,
          items: [
            { name: words.settings.quietSeconds, desc: words.settings.quietSecondsHint, control: { type: "number", key: "quietSeconds", validate: within(QUIET) } },
            { name: words.settings.maxWaitMinutes, desc: words.settings.maxWaitMinutesHint, control: { type: "number", key: "maxWaitMinutes", validate: within(LONGEST) } },
          ],
        },
        {
          type: "group",
          heading: words.rows.more,
          items: [
            ...tokenRows(this.app, host, host.settingsFile.current, redraw),
            { name: words.settings.ignoredTags, desc: words.rows.ignoredTagsHint, control: { type: "text", key: "ignoredTags" } },
            pressable("git-compare", words.commands.compare, words.rows.compareHint, () => { host.compare(); }),
            pressable("unlink", words.commands.release, words.rows.releaseHint, () => void host.release()),
            pressable("clipboard-copy", words.commands.diagnostics, words.rows.diagnosticsHint, () => void host.copyDiagnostics()),
          ],
        },
      ],
    };
  }

  /** Draws the rows anew; who was in one of them stays there. */
  override update(): void {
    const focus = keepFocus(this.containerEl.ownerDocument);
    super.update();
    focus();
    void this.learn();
  }

  /** Draws anew what changed elsewhere, but not under the hands of somebody who is typing. */
  redraw(): void {
    const active = this.containerEl.ownerDocument.activeElement;
    if (active?.matches("input, textarea") === true) active.addEventListener("blur", () => { this.update(); }, { once: true });
    else this.update();
  }

  /** Takes up what this device knows of the mappings' values; the rows stay as they are meanwhile. */
  async learn(): Promise<void> {
    if (!this.app.workspace.layoutReady) return;
    // A ledger that is being closed has nothing to say; the rows stay as they are.
    const facts = await this.host.mappingFacts().catch(() => this.facts);
    if (JSON.stringify([...facts]) === JSON.stringify([...this.facts])) return;
    this.facts = facts;
    this.redraw();
  }

  override getControlValue(key: Key): unknown {
    const value = this.host.settingsFile.current[key];
    return Array.isArray(value) ? value.join(", ") : value;
  }

  override async setControlValue(key: Key, value: unknown): Promise<void> {
    const isSaved = await saved(this.host.settingsFile.change((now) => changed(now, key, value)));
    if (!isSaved || key === "tagMode") this.update();
  }

  private lockRow(lock: SettingsLock): SettingDefinitionItem {
    const { settingsFile: settings } = this.host;
    if (lock.kind === "newer") return { name: words.settings.unreadable, desc: fill(words.notices.dataNewer, { version: String(lock.version) }) };
    return {
      name: words.settings.unreadable,
      desc: `${describe.damagedSettings(lock.place)} ${words.settings.startAfreshHint}`,
      render: (setting) => {
        setting.setClass("exist-sync-row").addButton((button) => button.setButtonText(words.settings.startAfresh).setDestructive().onClick(async () => {
          await saved(settings.startAfresh());
          this.host.refresh();
          this.update();
        }));
      },
    };
  }

  private mappingList(): SettingDefinitionItem {
    const { settingsFile: settings } = this.host;
    const { mappings, declined } = settings.current;
    return {
      type: "list",
      heading: words.settings.mappings,
      emptyState: words.settings.noMappings,
      onDelete: (index) => void this.changeMappings((now) => now.filter(({ id }) => id !== mappings[index]?.id)),
      items: mappings.map((mapping) => pressable(
        "pencil", describe.source(mapping), describe.mappingRow(mapping, declined.includes(targetKey(mapping.to)), this.facts.get(mapping.id)), () => { this.edit(mapping.id); },
      )),
    };
  }

  private tagRows(): SettingDefinitionItem {
    const mode = this.host.settingsFile.current.tagMode;
    const text = (key: Key, name: string, desc: string, on: readonly TagRules["mode"][]): Row =>
      ({ name, desc, visible: on.includes(mode), control: { type: "text", key } });
    return {
      type: "group",
      heading: words.settings.tags,
      items: [
        {
          name: words.settings.tagMode,
          desc: words.settings.tagModeHint,
          control: { type: "dropdown", key: "tagMode", options: Object.fromEntries(TAG_MODES.map((each) => [each, words.settings.tagModes[each]])) },
        },
        text("chosenTags", words.settings.chosenTags, words.settings.chosenTagsHint, ["chosen"]),
        text("tagPrefix", words.settings.tagPrefix, fill(words.settings.tagPrefixHint, { prefix: this.host.settingsFile.current.tagPrefix }), ["prefix"]),
      ],
    };
  }

  /** @param id of a mapping; a new one is made without */
  private edit(id?: string): void {
    const { settingsFile: settings } = this.host;
    const base = settings.current.mappings.find((each) => each.id === id) ?? null;
    const { windows } = this.host;
    windows.show(new MappingModal(this.app, base, {
      notes: () => this.host.notes.latest(),
      imperial: imperialOf(settings.current),
      templates: this.host.templates,
      save: windows.whileLoaded(async (mine: Mapping, anew: boolean) => {
        const now = settings.current.mappings.find((each) => each.id === mine.id);
        if (base !== null && now === undefined && !anew) return "deleted";
        const kept = base === null || now === undefined ? mine : mergeMapping(base, mine, now);
        return (await this.changeMappings((all) => (now === undefined ? [...all, kept] : all.map((each) => (each.id === kept.id ? kept : each))), kept.to)) ? "saved" : "unsaved";
      }),
    }));
  }

  private async suggest(): Promise<void> {
    const suggestions = await this.host.suggest();
    const { windows } = this.host;
    windows.show(new SuggestionsModal(this.app, suggestions, windows.whileLoaded(async (mappings, tags) => {
      const isSaved = await saved(this.host.settingsFile.change((now) => ({
        ...now,
        mappings: [...now.mappings, ...mappings],
        ...(tags.length === 0 ? {} : { tagMode: "chosen" as const, chosenTags: [...new Set([...now.chosenTags, ...tags])] }),
      })));
      this.update();
      return isSaved;
    })));
  }

  /** @param wanted the target of a mapping that was saved, which is a wish to have it sent: it is asked about again */
  private async changeMappings(change: (now: readonly Mapping[]) => Mapping[], wanted?: Target): Promise<boolean> {
    const isSaved = await saved(this.host.settingsFile.change((now) => ({
      ...now,
      mappings: change(now.mappings),
      declined: now.declined.filter((key) => wanted === undefined || key !== targetKey(wanted)),
    })));
    this.update();
    return isSaved;
  }
}

function changed(now: Settings, key: Key, value: unknown): Settings {
  switch (key) {
    case "chosenTags":
    case "ignoredTags":
      return { ...now, [key]: String(value).split(",").map((tag) => tag.trim().replace(/^#/, "")).filter((tag) => tag !== "") };
    case "syncFrom":
      return { ...now, syncFrom: parseLocalDate(String(value).trim()) ?? now.syncFrom };
    case "tagPrefix":
      return { ...now, tagPrefix: String(value).trim().replace(/^#/, "") };
    default:
      return { ...now, [key]: value };
  }
}

function problemOfDate(value: string): string | undefined {
  const date = parseLocalDate(value.trim());
  if (date === null) return words.settings.notADate;
  return date > localDateAt(deviceClock.now()) ? words.settings.futureDate : undefined;
}

function within({ least, most }: { readonly least: number; readonly most: number }): (value: number) => string | undefined {
  return (value) => (Number.isInteger(value) && value >= least && value <= most ? undefined : fill(words.settings.outOfRange, { least: String(least), most: String(most) }));
}
