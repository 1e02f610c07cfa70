import { normalizePath, Setting } from "obsidian";
import { withCustomaryUnit } from "../../domain/convert";
import { examplesOf } from "../../domain/examples";
import { localDateAt } from "../../domain/local-date";
import { type Mapping, sourceLabel } from "../../domain/mapping";
import type { Note } from "../../domain/note";
import { type DayPlace, imperialOf } from "../../sync/settings";
import { deviceClock } from "../clock";
import type { ResolvedSource, VaultNotes } from "../notes/vault-notes";
import { drawExamples, type ShownExample } from "../settings-tab/example-list";
import { DEFAULT_FORMAT, PlaceForm } from "../settings-tab/place-fields";
import { almostIn } from "../settings-tab/source-rows";
import { drawProposedSource } from "../ui/proposed-source";
import { words } from "../words";
import type { Found, SetUpDraft } from "./draft";
import { drawStatus, type Frame, type Step } from "./step";

/** Values of the latest note that are listed; the rest is counted. */
const MOST_SHOWN = 8;
/** While somebody types, the notes are read once there was no key for this long, milliseconds. */
const AFTER_TYPING = 300;

/** Which notes are found, and what would be read of the latest; folder and format can be put right there. */
export class NotesStep implements Step {
  /** What was typed and is not in the settings yet. */
  private typed: DayPlace | null = null;
  /** The notes as they would be with what was typed. */
  private candidate: VaultNotes;
  private cancelTimer: (() => void) | null = null;

  constructor(private readonly draft: SetUpDraft) {
    this.candidate = draft.notes;
  }

  draw(frame: Frame): void {
    const { body } = frame;
    const { sources } = this.draft.settings;
    const status = drawStatus(body);
    const proposal = body.createDiv();
    const fields = sources.length <= 1 ? this.drawFields(body, () => { update(AFTER_TYPING); }) : null;
    if (fields === null) body.createEl("p", { text: words.setUp.severalSources(sources.length), cls: "setting-item-description" });
    const readings = body.createDiv({ cls: "exist-sync-examples" });
    const update = (delay: number): void => {
      const notes = this.notes;
      const described = notes.describe();
      status.setText(summaryOf(described));
      fields?.show(described[0]);
      this.drawProposal(proposal, described, () => { frame.redraw(); });
      this.cancelTimer?.();
      this.cancelTimer = deviceClock.after(delay, () => void this.lookIn(notes).then((found) => { if (this.notes === notes && frame.isShown()) this.drawReadings(readings, found); }));
    };
    update(0);
    frame.setMain(words.setUp.next, () => {
      if (this.typed !== null && this.candidate.describe()[0]?.complete === false) fields?.focus();
      else frame.next();
    });
  }

  /** What is typed is where the notes are, once it says what a day is. */
  async leave(): Promise<void> {
    this.cancelTimer?.();
    const { typed } = this;
    if (typed === null || this.candidate.describe()[0]?.complete !== true) return;
    await this.draft.readFrom([typed]);
    this.typed = null;
  }

  private get notes(): VaultNotes {
    return this.typed === null ? this.draft.notes : this.candidate;
  }

  private lookIn(notes: VaultNotes): Promise<Found> {
    return notes === this.draft.notes ? this.draft.look() : this.draft.lookIn(notes);
  }

  private take(place: DayPlace | null): void {
    this.typed = place;
    if (place !== null) this.candidate = this.draft.notes.over([place]);
  }

  private drawFields(parent: HTMLElement, onType: () => void): { show(found: ResolvedSource | undefined): void; focus(): void } {
    const now = this.draft.notes.describe()[0];
    const form = new PlaceForm(parent.createDiv(), this.typed ?? now ?? { folder: "", format: DEFAULT_FORMAT }, (place) => {
      const typed = { ...place, folder: place.folder === "" ? "" : normalizePath(place.folder) };
      this.take(now !== undefined && isSamePlace(typed, now) ? null : typed);
      onType();
    });
    let fields = form.draw();
    let shown: ResolvedSource | undefined;
    const show = (found: ResolvedSource | undefined): void => {
      shown = found;
      fields.folder.setErrorMessage(found?.exists === false ? words.setUp.noFolder(found.folder) : null);
      fields.day.setErrorMessage(found?.complete === false ? ("property" in found ? words.settings.needsProperty : words.settings.incompleteFormat) : null);
    };
    form.redraw = () => {
      fields = form.draw();
      show(shown);
    };
    return { show, focus: () => { fields.day.controlEl.querySelector("input")?.focus(); } };
  }

  /** Where daily notes seem to be that are not read: all of them where none are found as it is set, else where there are more. */
  private drawProposal(parent: HTMLElement, described: readonly ResolvedSource[], onUse: () => void): void {
    parent.empty();
    const isAnyRead = described.some(({ dates }) => dates.length > 0);
    const proposals = this.draft.notes.proposeSources();
    if (!isAnyRead && proposals.length === 0) parent.createEl("p", { text: words.setUp.noNotes, cls: "exist-sync-caution" });
    if (isAnyRead && this.typed !== null) return;
    for (const proposal of proposals) {
      drawProposedSource(new Setting(parent), proposal, isAnyRead ? words.setUp.alsoUse : words.setUp.use, (place) => {
        if (isAnyRead) void this.draft.readFrom([...this.draft.settings.sources, place]).then(onUse);
        else {
          this.take(place);
          onUse();
        }
      });
    }
  }

  /** The values of the latest note in which any is found. */
  private drawReadings(parent: HTMLElement, { notes, suggestions }: Found): void {
    parent.empty();
    const { settings, progress } = this.draft;
    const mappings = [...settings.mappings.filter(({ enabled }) => enabled), ...progress.made, ...suggestions.mappings.filter((each) => this.draft.isTicked(each)).map(({ mapping }) => mapping)]
      .map((mapping) => ({ ...mapping, read: withCustomaryUnit(mapping.to, mapping.read, imperialOf(settings)) }));
    for (const note of notes) {
      const shown = readingsOf(note, mappings);
      if (shown.length === 0) continue;
      drawExamples(parent, words.setUp.readOf(note.date, localDateAt(deviceClock.now())), shown.slice(0, MOST_SHOWN));
      if (shown.length > MOST_SHOWN) parent.createDiv({ cls: "exist-sync-examples-title", text: words.setUp.moreReadings(shown.length - MOST_SHOWN) });
      return;
    }
    if (notes.length > 0) parent.createDiv({ cls: "exist-sync-examples-title", text: words.setUp.nothingRead });
  }
}

function isSamePlace(a: DayPlace, b: DayPlace): boolean {
  if (a.folder !== b.folder) return false;
  return "property" in a ? "property" in b && a.property === b.property : "format" in b && a.format === b.format;
}

function readingsOf(note: Note, mappings: readonly Mapping[]): ShownExample[] {
  return mappings.flatMap((mapping) => examplesOf(mapping, [note], 1).map((example) => ({ example, mapping, written: writtenAs(mapping, example.written) })));
}

/** A value as it stands in the note, with its name. */
function writtenAs({ from }: Mapping, text: string): string {
  return from.kind === "task" ? `[${text === "true" ? "x" : " "}] ${from.text}` : words.setUp.written(sourceLabel(from), text);
}

function summaryOf(described: readonly ResolvedSource[]): string {
  const dates = described.flatMap((each) => each.dates).filter((date) => date <= localDateAt(deviceClock.now())).sort();
  return [`${words.settings.found(dates.length, dates[0] ?? null, dates.at(-1) ?? null)}.`, ...described.map(almostIn)].join(" ").trim();
}
