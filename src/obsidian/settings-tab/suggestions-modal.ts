import { type App, ButtonComponent, Setting } from "obsidian";
import type { Mapping } from "../../domain/mapping";
import type { Suggestions } from "../../domain/suggest";
import { type Choosing, questionRow, suggestionRow, tagRow, type Ticking, unclearRows } from "./suggestion-rows";
import { Dialog } from "../ui/dialog";
import { fill, words } from "../words";

/** What the notes keep track of, to be ticked. Nothing is added before the user says so. */
export class SuggestionsModal extends Dialog {
  private readonly mappings: Set<Mapping>;
  private readonly tags: Set<string>;

  /** @param onAccept takes what was ticked; false where it could not be stored, which was said */
  constructor(app: App, private readonly suggestions: Suggestions, private readonly onAccept: (mappings: Mapping[], tags: string[]) => Promise<boolean>) {
    super(app, words.suggestions.title);
    this.mappings = new Set(suggestions.mappings.filter(({ selected }) => selected).map(({ mapping }) => mapping));
    this.tags = new Set(suggestions.tags.filter(({ selected }) => selected).map(({ tag }) => tag));
  }

  override onOpen(): void {
    const { contentEl, suggestions } = this;
    this.modalEl.addClass("exist-sync-suggestions");
    const nothing = suggestions.mappings.length === 0 && suggestions.tags.length === 0;
    contentEl.createEl("p", { text: nothing ? words.suggestions.none : fill(words.suggestions.looking, { amount: suggestions.notes }) });
    for (const suggestion of suggestions.mappings) {
      const { question, mapping } = suggestion;
      if (question === undefined) suggestionRow(contentEl, suggestion, ticking(this.mappings, mapping));
      else questionRow(contentEl, suggestion, question.options, choosing(this.mappings, question.options.map((option) => option.mapping)));
    }
    if (suggestions.tags.length > 0) new Setting(contentEl).setName(words.suggestions.tagsHeading).setHeading();
    for (const suggested of suggestions.tags) tagRow(contentEl, suggested, ticking(this.tags, suggested.tag));
    unclearRows(contentEl, suggestions.unclear);
    if (nothing) return;
    const buttons = contentEl.createDiv({ cls: "modal-button-container" });
    new ButtonComponent(buttons).setButtonText(words.suggestions.accept).setCta().onClick(async () => {
      if (await this.onAccept([...this.mappings], [...this.tags])) this.close();
    });
  }
}

/** A row of which one reading at the most is in a set. */
function choosing<T>(chosen: Set<T>, options: readonly T[]): Choosing {
  return {
    chosen: null,
    onChoose: (at) => {
      for (const option of options) chosen.delete(option);
      const option = at === null ? undefined : options[at];
      if (option !== undefined) chosen.add(option);
    },
  };
}

/** A row that is in a set while it is ticked. */
function ticking<T>(chosen: Set<T>, what: T): Ticking {
  return {
    ticked: chosen.has(what),
    onTick: (ticked) => {
      if (ticked) chosen.add(what);
      else chosen.delete(what);
    },
  };
}
