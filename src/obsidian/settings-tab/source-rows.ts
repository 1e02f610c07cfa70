import { type App, Modal, Setting, type SettingDefinitionItem } from "obsidian";
import { localDateAt } from "../../domain/local-date";
import type { NoteSource } from "../../sync/settings";
import { deviceClock } from "../clock";
import type { VaultNotes } from "../notes/vault-notes";
import type { SettingsFile } from "../state/settings-file";
import { words } from "../words";

interface Host {
  readonly settingsFile: SettingsFile;
  readonly notes: VaultNotes;
}

/** The list of places where daily notes are, each with what is found there. */
export function sourceRows(app: App, host: Host, refresh: () => void): SettingDefinitionItem[] {
  const { sources } = host.settingsFile.current;
  const described = host.notes.describe();
  // What is there by the time something is done counts: another device may have changed it since this was drawn.
  const change = async (changed: (now: readonly NoteSource[]) => readonly NoteSource[]): Promise<void> => {
    await host.settingsFile.change((now) => ({ ...now, sources: changed(now.sources) }));
    refresh();
  };
  const replace = (source: NoteSource, saved: NoteSource): Promise<void> => change((now) => {
    const isThere = now.some((each) => same(each, source));
    return isThere ? now.map((each) => (same(each, source) ? saved : each)) : [...now, saved];
  });
  const nothing = described.every(({ dates }) => dates.length === 0);
  const proposal = nothing ? host.notes.proposeSource() : null;
  return [
    {
      type: "list",
      heading: words.settings.dailyNotes,
      emptyState: words.settings.noSources,
      addItem: { name: words.settings.addSource, action: () => { new SourceModal(app, null, (added) => change((now) => [...now, added])).open(); } },
      onDelete: (index) => void change((now) => now.filter((each) => !same(each, sources[index]))),
      items: sources.map((source, at) => ({
        name: nameOf(source),
        desc: foundIn(described[at], "follow" in source),
        action: () => { new SourceModal(app, source, (saved) => replace(source, saved)).open(); },
      })),
    },
    {
      type: "group",
      visible: proposal !== null,
      items: proposal === null ? [] : [{
        name: words.settings.suggestedSource(proposal.folder, proposal.format, proposal.notes),
        action: () => void change(() => [{ folder: proposal.folder, format: proposal.format }]),
      }],
    },
  ];
}

function same(a: NoteSource, b: NoteSource | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function nameOf(source: NoteSource): string {
  return "follow" in source ? words.settings.followed : words.settings.sourceAt(source.folder, source.format);
}

function foundIn(source: ReturnType<Host["notes"]["describe"]>[number] | undefined, followed: boolean): string {
  if (source === undefined) return "";
  if (!source.complete) return words.settings.incompleteFormat;
  const dates = source.dates.filter((date) => date <= localDateAt(deviceClock.now())).sort();
  const found = `${words.settings.found(dates.length, dates[0] ?? null, dates.at(-1) ?? null)}.`;
  const where = followed ? words.settings.followedHint(source.folder, source.format) : "";
  return [where, found, words.settings.almost(source.almost)].filter((sentence) => sentence !== "").join(" ");
}

/** Where daily notes are: as Obsidian is set, or a folder and a format. */
class SourceModal extends Modal {
  private follow: boolean;
  private folder: string;
  private format: string;

  constructor(app: App, source: NoteSource | null, private readonly onSave: (source: NoteSource) => Promise<void>) {
    super(app);
    this.follow = source !== null && "follow" in source;
    this.folder = source === null || "follow" in source ? "" : source.folder;
    this.format = source === null || "follow" in source ? "YYYY-MM-DD" : source.format;
  }

  override onOpen(): void {
    this.setTitle(words.settings.sourceTitle);
    this.render();
  }

  private render(): void {
    const { contentEl } = this;
    contentEl.empty();
    new Setting(contentEl).setName(words.settings.follow).addToggle((toggle) => toggle.setValue(this.follow).onChange((follow) => {
      this.follow = follow;
      this.render();
    }));
    if (!this.follow) {
      new Setting(contentEl).setName(words.settings.folder).setDesc(words.settings.folderHint)
        .addText((text) => text.setValue(this.folder).onChange((folder) => { this.folder = folder.trim(); }));
      new Setting(contentEl).setName(words.settings.format).setDesc(words.settings.formatHint("YYYY/MM/YYYY-MM-DD"))
        .addText((text) => text.setValue(this.format).onChange((format) => { this.format = format.trim(); }));
    }
    new Setting(contentEl).addButton((button) => button.setButtonText(words.mapping.save).setCta().onClick(async () => {
      await this.onSave(this.follow ? { follow: "daily-notes" } : { folder: this.folder, format: this.format || "YYYY-MM-DD" });
      this.close();
    }));
  }
}
