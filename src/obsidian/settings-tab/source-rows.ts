import { type App, Setting, type SettingDefinitionItem } from "obsidian";
import { localDateAt } from "../../domain/local-date";
import type { DayPlace, NoteSource } from "../../sync/settings";
import { deviceClock } from "../clock";
import type { SourceProposal } from "../../sync/ports";
import { MOST_PLACES } from "../notes/propose-sources";
import type { ResolvedSource, VaultNotes } from "../notes/vault-notes";
import type { SettingsFile } from "../state/settings-file";
import { Dialog } from "../ui/dialog";
import { keepFocus } from "../ui/focus";
import { saved } from "../ui/save";
import type { WindowManager } from "../ui/window-manager";
import { drawProposedSource } from "../ui/proposed-source";
import { describe, words } from "../words";
import { pressable } from "../ui/form";
import { DEFAULT_FORMAT, PlaceForm } from "./place-fields";

interface Host {
  readonly settingsFile: SettingsFile;
  readonly notes: VaultNotes;
  readonly windows: WindowManager;
}

/** The list of places where daily notes are, each with what is found there. */
export function sourceRows(app: App, host: Host, refresh: () => void): SettingDefinitionItem[] {
  const { sources } = host.settingsFile.current;
  // Obsidian asks for the rows when the plugin is loaded, long before anybody sees them: the vault is looked at only then.
  let found: ReturnType<VaultNotes["describe"]> | null = null;
  const described = (): ReturnType<VaultNotes["describe"]> => (found ??= host.notes.describe());
  let proposals: readonly SourceProposal[] | null = null;
  const proposed = (): readonly SourceProposal[] => (proposals ??= app.workspace.layoutReady ? host.notes.proposeSources() : []);
  // What is there by the time something is done counts: another device may have changed it since this was drawn.
  const change = async (changed: (now: readonly NoteSource[]) => readonly NoteSource[]): Promise<boolean> => {
    const isSaved = await saved(host.settingsFile.change((now) => ({ ...now, sources: changed(now.sources) })));
    refresh();
    return isSaved;
  };
  const replace = (source: NoteSource, edited: NoteSource): Promise<boolean> => change((now) => {
    const isThere = now.some((each) => same(each, source));
    return isThere ? now.map((each) => (same(each, source) ? edited : each)) : [...now, edited];
  });
  const edit = (source: NoteSource | null, save: (source: NoteSource) => Promise<boolean>): void => {
    host.windows.show(new SourceModal(app, source, host.windows.whileLoaded(save)));
  };
  return [
    {
      type: "list",
      heading: words.settings.dailyNotes,
      emptyState: words.settings.noSources,
      onDelete: (index) => void change((now) => now.filter((each) => !same(each, sources[index]))),
      items: sources.map((source, at) => pressable("pencil", nameOf(source), () => foundIn(described()[at], "follow" in source), () => {
        edit(source, (edited) => replace(source, edited));
      })),
    },
    {
      type: "group",
      items: [
        pressable("plus", words.settings.addSource, "", () => { edit(null, (added) => change((now) => [...now, added])); }),
        ...Array.from({ length: MOST_PLACES }, (_, at) => proposalRow(() => proposed()[at], (source) => void change((now) => (described().every(({ dates }) => dates.length === 0) ? [source] : [...now, source])))),
      ],
    },
  ];
}

/** A row that offers a place where dated notes are that nothing reads; it is not there without one. */
function proposalRow(propose: () => SourceProposal | undefined, onTake: (source: NoteSource) => void): SettingDefinitionItem & { type?: never } {
  return {
    name: words.settings.foundSource,
    visible: () => propose() !== undefined,
    render: (setting) => {
      const proposal = propose();
      if (proposal !== undefined) drawProposedSource(setting, proposal, words.settings.useSource, onTake);
    },
  };
}

function same(a: NoteSource, b: NoteSource | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function nameOf(source: NoteSource): string {
  if ("follow" in source) return words.settings.followed;
  return describe.notePlace(source);
}

function foundIn(source: ReturnType<Host["notes"]["describe"]>[number] | undefined, followed: boolean): string {
  if (source === undefined) return "";
  if (!source.complete) return words.settings.incompleteFormat;
  const dates = source.dates.filter((date) => date <= localDateAt(deviceClock.now())).sort();
  const found = `${describe.foundNotes(dates.length, dates[0] ?? null, dates.at(-1) ?? null)}.`;
  const where = followed && "format" in source ? describe.followedPlace(source.folder, source.format) : "";
  return [where, source.withJournals ? words.settings.withJournals : "", found, almostIn(source)].filter((sentence) => sentence !== "").join(" ");
}

/** What is said of files that look dated and have no day by a source; empty without any. */
export function almostIn(source: Pick<ResolvedSource, "almost"> & DayPlace): string {
  return describe.notRead(source.almost, "property" in source ? source.property : undefined);
}

/** Where daily notes are: as Obsidian is set, or a folder with what tells the day of the notes in it. */
class SourceModal extends Dialog {
  private follow: boolean;
  private place: DayPlace;

  /** @param onSave takes the place; false where it could not be stored, which was said */
  constructor(app: App, source: NoteSource | null, private readonly onSave: (source: NoteSource) => Promise<boolean>) {
    super(app, words.settings.sourceTitle);
    this.follow = source !== null && "follow" in source;
    this.place = source === null || "follow" in source ? { folder: "", format: DEFAULT_FORMAT } : source;
  }

  override onOpen(): void {
    this.render();
  }

  private render(): void {
    const { contentEl } = this;
    const focus = keepFocus(contentEl.ownerDocument);
    contentEl.empty();
    new Setting(contentEl).setName(words.settings.follow).addToggle((toggle) => {
      toggle.setValue(this.follow).onChange((follow) => {
        this.follow = follow;
        this.render();
      });
      toggle.toggleEl.setAttr("aria-label", words.settings.follow);
    });
    const form = this.follow ? null : new PlaceForm(contentEl.createDiv(), this.place, (place) => { this.place = place; });
    let fields = form?.draw();
    if (form !== null) form.redraw = () => { fields = form.draw(); };
    new Setting(contentEl).addButton((button) => button.setButtonText(words.mapping.save).setCta().onClick(async () => {
      const { place } = this;
      if (!this.follow && "property" in place && place.property === "") {
        fields?.day.setErrorMessage(words.settings.needsProperty);
        fields?.day.controlEl.querySelector("input")?.focus();
      } else if (await this.onSave(this.follow ? { follow: "daily-notes" } : place)) this.close();
    })).addButton((button) => button.setButtonText(words.mapping.cancel).onClick(() => { this.close(); }));
    focus();
  }
}
