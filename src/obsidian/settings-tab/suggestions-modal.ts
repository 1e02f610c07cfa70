import { type App, ButtonComponent, Setting } from "obsidian";
import { sentUnit } from "../../domain/convert";
import { type Mapping, targetType } from "../../domain/mapping";
import type { Suggestion, Suggestions } from "../../domain/suggest";
import { Dialog } from "../ui/dialog";
import { words } from "../words";

/** What the notes keep track of, to be ticked. Nothing is added before the user says so. */
export class SuggestionsModal extends Dialog {
  private readonly mappings: Set<Mapping>;
  private readonly tags: Set<string>;

  constructor(app: App, private readonly suggestions: Suggestions, private readonly onAccept: (mappings: Mapping[], tags: string[]) => Promise<void>) {
    super(app, words.suggestions.title);
    this.mappings = new Set(suggestions.mappings.filter(({ selected }) => selected).map(({ mapping }) => mapping));
    this.tags = new Set(suggestions.tags.filter(({ selected }) => selected).map(({ tag }) => tag));
  }

  override onOpen(): void {
    const { contentEl, suggestions } = this;
    this.modalEl.addClass("exist-sync-suggestions");
    const nothing = suggestions.mappings.length === 0 && suggestions.tags.length === 0;
    contentEl.createEl("p", { text: nothing ? words.suggestions.none : words.suggestions.looking(suggestions.notes) });
    for (const suggestion of suggestions.mappings) {
      const { mapping } = suggestion;
      tickable(contentEl, `${words.source(mapping)} → ${words.target(mapping.to)}`, reasons(suggestion), this.mappings.has(mapping), (ticked) => {
        if (ticked) this.mappings.add(mapping);
        else this.mappings.delete(mapping);
      });
    }
    if (suggestions.tags.length > 0) new Setting(contentEl).setName(words.suggestions.tagsHeading).setHeading();
    for (const { tag, days } of suggestions.tags) {
      tickable(contentEl, `#${tag}`, [words.suggestions.seenOn(days)], this.tags.has(tag), (ticked) => {
        if (ticked) this.tags.add(tag);
        else this.tags.delete(tag);
      });
    }
    if (suggestions.unclear.length > 0) new Setting(contentEl).setName(words.suggestions.unclearHeading).setHeading();
    for (const { from, days, reason, examples } of suggestions.unclear) {
      describe(new Setting(contentEl).setName(words.source({ from })), [`${words.suggestions.unclear(reason)} ${words.suggestions.seenOn(days)}.`, examples.join(", ")]);
    }
    if (nothing) return;
    const buttons = contentEl.createDiv({ cls: "modal-button-container" });
    new ButtonComponent(buttons).setButtonText(words.suggestions.accept).setCta().onClick(async () => {
      await this.onAccept([...this.mappings], [...this.tags]);
      this.close();
    });
  }
}

function tickable(parent: HTMLElement, name: string, lines: readonly string[], ticked: boolean, onTick: (ticked: boolean) => void): void {
  const row = new Setting(parent).setName(name).addToggle((toggle) => {
    toggle.setValue(ticked).onChange(onTick);
    toggle.toggleEl.setAttr("aria-label", name);
  });
  describe(row, lines);
}

function describe(row: Setting, lines: readonly string[]): void {
  for (const line of lines) row.descEl.createDiv({ text: line });
}

/** Why a mapping is proposed, and what its values would be sent as. */
function reasons({ reason, days, examples, selected, mapping }: Suggestion): string[] {
  const type = targetType(mapping.to);
  const shown = examples.map(({ written, outcome }) =>
    outcome.kind === "value" ? words.suggestions.example(written, words.value(outcome.value, type, sentUnit(mapping.to, mapping.read))) : written);
  const because = `${words.suggestions.because(reason)}, ${words.suggestions.seenOn(days)}.`;
  return [selected ? because : `${because} ${words.suggestions.private}`, shown.join(", ")];
}
