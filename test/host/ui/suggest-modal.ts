import type * as Obsidian from "obsidian";
import type { ModalClass } from "./modal";
import { prepareFuzzySearch, renderResults, sortSearchResults } from "./search";
import { SuggestList } from "./suggest-list";

const LIMIT = 100;

/** The prompt with its list, and its fuzzy kind. */
export function createSuggestModals(Modal: ModalClass) {
  abstract class SuggestModal<T> extends Modal implements Obsidian.SuggestModal<T> {
    limit = LIMIT;
    emptyStateText = "No results found.";
    readonly inputEl: HTMLInputElement;
    readonly resultContainerEl: HTMLElement;
    private readonly list: SuggestList<T>;
    private readonly instructionsEl: HTMLElement;
    private query = 0;

    constructor(app: Obsidian.App) {
      super(app);
      this.modalEl.empty();
      this.modalEl.className = "prompt";
      this.inputEl = this.modalEl
        .createDiv("prompt-input-container")
        .createEl("input", { cls: "prompt-input", type: "text", attr: { autocapitalize: "off", spellcheck: false, enterkeyhint: "done" } });
      this.resultContainerEl = this.modalEl.createDiv("prompt-results");
      this.instructionsEl = this.modalEl.createDiv("prompt-instructions");
      this.list = new SuggestList(this.resultContainerEl, this);
      this.inputEl.addEventListener("input", () => void this.updateSuggestions());
      this.scope.register([], "ArrowDown", (event) => this.move(event, 1));
      this.scope.register([], "ArrowUp", (event) => this.move(event, -1));
      this.scope.register([], "Enter", (event) => {
        if (event.isComposing) return;
        this.selectActiveSuggestion(event);
        return false;
      });
    }

    override open(): void {
      super.open();
      this.inputEl.focus();
      void this.updateSuggestions();
    }

    setPlaceholder(placeholder: string): void {
      this.inputEl.placeholder = placeholder;
    }

    setInstructions(instructions: Obsidian.Instruction[]): void {
      this.instructionsEl.empty();
      for (const { command, purpose } of instructions) {
        const el = this.instructionsEl.createDiv("prompt-instruction");
        el.createSpan({ cls: "prompt-instruction-command", text: command });
        el.createSpan({ text: purpose });
      }
    }

    onNoSuggestion(): void {
      this.resultContainerEl.createDiv({ cls: "suggestion-empty", text: this.emptyStateText });
    }

    /** Closes first, so that `onClose` comes before `onChooseSuggestion`. */
    selectSuggestion(value: T, event: MouseEvent | KeyboardEvent): void {
      this.close();
      this.onChooseSuggestion(value, event);
    }

    selectActiveSuggestion(event: MouseEvent | KeyboardEvent): void {
      this.list.chooseSelected(event);
    }

    abstract getSuggestions(query: string): T[] | Promise<T[]>;
    abstract renderSuggestion(value: T, el: HTMLElement): void;
    abstract onChooseSuggestion(item: T, event: MouseEvent | KeyboardEvent): void;

    private move(event: KeyboardEvent, by: number): false | undefined {
      if (event.isComposing) return undefined;
      this.list.move(by);
      return false;
    }

    /** An answer that comes after a newer question is dropped. */
    private async updateSuggestions(): Promise<void> {
      const query = ++this.query;
      const answer = this.getSuggestions(this.inputEl.value);
      const values = Array.isArray(answer) ? answer : await answer;
      if (query !== this.query) return;
      this.list.show(values, this.limit);
      if (values.length === 0) this.onNoSuggestion();
    }
  }

  abstract class FuzzySuggestModal<T> extends SuggestModal<Obsidian.FuzzyMatch<T>> implements Obsidian.FuzzySuggestModal<T> {
    getSuggestions(query: string): Obsidian.FuzzyMatch<T>[] {
      const search = prepareFuzzySearch(query);
      const matches = this.getItems().flatMap((item) => {
        const match = search(this.getItemText(item));
        return match ? [{ item, match }] : [];
      });
      if (query.trim() !== "") sortSearchResults(matches);
      return matches;
    }

    renderSuggestion({ item, match }: Obsidian.FuzzyMatch<T>, el: HTMLElement): void {
      renderResults(el, this.getItemText(item), match);
    }

    onChooseSuggestion({ item }: Obsidian.FuzzyMatch<T>, event: MouseEvent | KeyboardEvent): void {
      this.onChooseItem(item, event);
    }

    abstract getItems(): T[];
    abstract getItemText(item: T): string;
    abstract onChooseItem(item: T, event: MouseEvent | KeyboardEvent): void;
  }

  return { SuggestModal, FuzzySuggestModal };
}
