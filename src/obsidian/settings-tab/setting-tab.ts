import { type App, type Plugin, PluginSettingTab, type SettingDefinitionItem } from "obsidian";
import { localDateAt, parseLocalDate } from "../../domain/local-date";
import { type Mapping, targetKey, targetType } from "../../domain/mapping";
import type { Suggestions } from "../../domain/suggest";
import { TAG_MODES, type TagRules } from "../../domain/tags";
import { imperialOf, type Settings } from "../../sync/settings";
import { deviceClock } from "../clock";
import type { VaultNotes } from "../notes/vault-notes";
import type { SettingsFile } from "../state/settings-file";
import { type AccountHost, accountRows } from "./account-rows";
import { keepFocus } from "../ui/focus";
import { pressable } from "./form";
import { MappingModal } from "./mapping-modal";
import { sourceRows } from "./source-rows";
import { SuggestionsModal } from "./suggestions-modal";
import { words } from "../words";

const QUIET = { least: 1, most: 3600 };
const LONGEST = { least: 1, most: 240 };

/** What the tab needs of the plugin. */
export interface TabHost extends AccountHost {
  readonly settingsFile: SettingsFile;
  readonly notes: VaultNotes;
  suggest(): Promise<Suggestions>;
  refresh(): void;
}

type Key = "syncFrom" | "tagMode" | "tagPrefix" | "chosenTags" | "ignoredTags" | "autoSync" | "quietSeconds" | "maxWaitMinutes";

/** The settings tab, declared so that Obsidian's own search finds every row. */
export class ExistSettingTab extends PluginSettingTab {
  override icon = "refresh-cw";

  constructor(app: App, plugin: Plugin, private readonly host: TabHost) {
    super(app, plugin);
  }

  override getSettingDefinitions(): SettingDefinitionItem[] {
    const { settingsFile: settings } = this.host;
    if (settings.lock !== null) return [this.lockRow()];
    return [
      { type: "group", heading: words.settings.account, items: accountRows(this.app, this.host, settings.current, () => { this.update(); }) },
      ...sourceRows(this.app, this.host, () => { this.update(); }),
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
      { type: "group", items: [pressable("plus", words.settings.addMapping, "", () => { this.edit(null); }), pressable("search", words.settings.suggest, words.settings.suggestHint, () => void this.suggest())] },
      ...this.tagRows(),
      {
        type: "group",
        heading: words.settings.automatic,
        items: [
          { name: words.settings.autoSync, desc: words.settings.autoSyncHint, control: { type: "toggle", key: "autoSync" } },
          {
            type: "page",
            name: words.settings.timing,
            items: [
              { name: words.settings.quietSeconds, desc: words.settings.quietSecondsHint, control: { type: "number", key: "quietSeconds", validate: within(QUIET) } },
              { name: words.settings.maxWaitMinutes, desc: words.settings.maxWaitMinutesHint, control: { type: "number", key: "maxWaitMinutes", validate: within(LONGEST) } },
            ],
          },
        ],
      },
    ];
  }

  /** Draws the rows anew; who was in one of them stays there. */
  override update(): void {
    const focus = keepFocus(this.containerEl.ownerDocument);
    super.update();
    focus();
  }

  override getControlValue(key: Key): unknown {
    const value = this.host.settingsFile.current[key];
    return Array.isArray(value) ? value.join(", ") : value;
  }

  override async setControlValue(key: Key, value: unknown): Promise<void> {
    await this.host.settingsFile.change((now) => changed(now, key, value));
    if (key === "tagMode") this.update();
  }

  private lockRow(): SettingDefinitionItem {
    const { settingsFile: settings } = this.host;
    const lock = settings.lock;
    if (lock?.kind === "newer") return { name: words.settings.unreadable, desc: words.notices.dataNewer(lock.version) };
    return {
      name: words.settings.unreadable,
      desc: `${words.notices.dataDamaged(lock?.place ?? "")} ${words.settings.startAfreshHint}`,
      render: (setting) => {
        setting.setClass("exist-sync-row").addButton((button) => button.setButtonText(words.settings.startAfresh).setDestructive().onClick(async () => {
          await settings.startAfresh();
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
      onDelete: (index) => void this.changeMappings(mappings.filter((_each, at) => at !== index)),
      items: mappings.map((mapping) => pressable("pencil", words.source(mapping), stateOf(mapping, declined), () => { this.edit(mapping); })),
    };
  }

  private tagRows(): SettingDefinitionItem[] {
    const mode = this.host.settingsFile.current.tagMode;
    const text = (key: Key, name: string, desc: string, on: readonly TagRules["mode"][]): SettingDefinitionItem & { type?: never } =>
      ({ name, desc, visible: on.includes(mode), control: { type: "text", key } });
    return [
      {
        type: "group",
        heading: words.settings.tags,
        items: [
          {
            name: words.settings.tagMode,
            desc: words.settings.tagModeHint,
            control: { type: "dropdown", key: "tagMode", options: Object.fromEntries(TAG_MODES.map((each) => [each, words.settings.tagModes[each]])) },
          },
          text("chosenTags", words.settings.chosenTags, words.settings.chosenTagsHint, ["chosen"]),
          text("tagPrefix", words.settings.tagPrefix, words.settings.tagPrefixHint(this.host.settingsFile.current.tagPrefix), ["prefix"]),
          text("ignoredTags", words.settings.ignoredTags, words.settings.chosenTagsHint, ["prefix", "all"]),
        ],
      },
    ];
  }

  private edit(mapping: Mapping | null): void {
    new MappingModal(this.app, mapping, {
      notes: () => this.host.notes.latest(),
      imperial: imperialOf(this.host.settingsFile.current),
      save: async (saved) => {
        const { mappings } = this.host.settingsFile.current;
        await this.changeMappings(mapping === null ? [...mappings, saved] : mappings.map((each) => (each.id === mapping.id ? saved : each)), saved);
      },
    }).open();
  }

  private async suggest(): Promise<void> {
    const suggestions = await this.host.suggest();
    new SuggestionsModal(this.app, suggestions, async (mappings, tags) => {
      await this.host.settingsFile.change((now) => ({
        ...now,
        mappings: [...now.mappings, ...mappings],
        ...(tags.length === 0 ? {} : { tagMode: "chosen" as const, chosenTags: [...new Set([...now.chosenTags, ...tags])] }),
      }));
      this.update();
    }).open();
  }

  /** Saving a mapping is a wish to have it sent, so a target left unticked before is asked about again. */
  private async changeMappings(mappings: readonly Mapping[], saved?: Mapping): Promise<void> {
    await this.host.settingsFile.change((now) => ({
      ...now,
      mappings: [...mappings],
      declined: now.declined.filter((key) => saved === undefined || key !== targetKey(saved.to)),
    }));
    this.update();
  }
}

function stateOf(mapping: Mapping, declined: readonly string[]): string {
  if (!mapping.enabled) return words.settings.mappingOff;
  if (declined.includes(targetKey(mapping.to))) return words.settings.mappingDeclined;
  const type = targetType(mapping.to);
  return words.settings.mappingState(words.target(mapping.to), type === undefined ? "" : words.typeName(type));
}

function changed(now: Settings, key: Key, value: unknown): Settings {
  switch (key) {
    case "chosenTags":
    case "ignoredTags":
      return { ...now, [key]: String(value).split(",").map((tag) => tag.trim().replace(/^#/, "")).filter((tag) => tag !== "") };
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
  return (value) => (Number.isInteger(value) && value >= least && value <= most ? undefined : words.settings.outOfRange(least, most));
}
