import type * as Obsidian from "obsidian";
import type { UiEnv } from "./env";
import { newScope } from "./new-scope";
import { SuggestList } from "./suggest-list";

const LIMIT = 100;
const GAP = 4;

export type PopoverClasses = ReturnType<typeof createPopoverSuggests>;

/** Suggestions that hang under a text field. */
export function createPopoverSuggests({ document, root }: UiEnv) {
  const shown = new Set<PopoverSuggest<unknown>>();

  abstract class PopoverSuggest<T> implements Obsidian.PopoverSuggest<T> {
    app: Obsidian.App;
    readonly scope: Obsidian.Scope;
    protected readonly suggestEl: HTMLElement;
    protected readonly list: SuggestList<T>;

    constructor(app: Obsidian.App, scope?: Obsidian.Scope) {
      this.app = app;
      this.scope = scope ?? newScope(app.scope);
      this.suggestEl = document.createElement("div");
      this.suggestEl.addClass("suggestion-container");
      this.list = new SuggestList(this.suggestEl.createDiv("suggestion"), this);
      this.scope.register([], "ArrowDown", (event) => this.onKey(event, () => this.list.move(1)));
      this.scope.register([], "ArrowUp", (event) => this.onKey(event, () => this.list.move(-1)));
      this.scope.register([], "Enter", (event) => this.onKey(event, () => void this.list.chooseSelected(event)));
      this.scope.register([], "Escape", (event) => this.onKey(event, () => this.close()));
    }

    open(): void {
      if (shown.has(this)) return;
      shown.add(this);
      this.app.keymap.pushScope(this.scope);
      root.appendChild(this.suggestEl);
    }

    close(): void {
      if (!shown.delete(this)) return;
      this.app.keymap.popScope(this.scope);
      this.suggestEl.remove();
    }

    abstract renderSuggestion(value: T, el: HTMLElement): void;
    abstract selectSuggestion(value: T, event: MouseEvent | KeyboardEvent): void;

    private onKey(event: KeyboardEvent, act: () => void): false | undefined {
      if (event.isComposing) return undefined;
      act();
      return false;
    }
  }

  abstract class AbstractInputSuggest<T> extends PopoverSuggest<T> {
    limit = LIMIT;
    private readonly inputEl: HTMLInputElement | HTMLDivElement;
    private callback: ((value: T, event: MouseEvent | KeyboardEvent) => unknown) | undefined;
    private query = 0;

    constructor(app: Obsidian.App, inputEl: HTMLInputElement | HTMLDivElement) {
      super(app);
      this.inputEl = inputEl;
      inputEl.addEventListener("input", () => void this.update());
      inputEl.addEventListener("focus", () => void this.update());
      inputEl.addEventListener("blur", () => this.close());
    }

    setValue(value: string): void {
      if (this.inputEl.instanceOf(HTMLInputElement)) this.inputEl.value = value;
      else this.inputEl.setText(value);
    }

    getValue(): string {
      return this.inputEl.instanceOf(HTMLInputElement) ? this.inputEl.value : this.inputEl.getText();
    }

    selectSuggestion(value: T, event: MouseEvent | KeyboardEvent): void {
      this.callback?.(value, event);
    }

    onSelect(callback: (value: T, event: MouseEvent | KeyboardEvent) => unknown): this {
      this.callback = callback;
      return this;
    }

    override close(): void {
      this.query++;
      super.close();
    }

    protected abstract getSuggestions(query: string): T[] | Promise<T[]>;

    /** An answer that comes after a newer question, or after closing, is dropped. */
    private async update(): Promise<void> {
      const query = ++this.query;
      const answer = this.getSuggestions(this.getValue());
      const values = Array.isArray(answer) ? answer : await answer;
      if (query !== this.query) return;
      this.list.show(values, this.limit);
      if (this.list.isEmpty) return this.close();
      this.open();
      const field = this.inputEl.getBoundingClientRect();
      this.suggestEl.setCssStyles({ left: `${field.left}px`, top: `${field.bottom + GAP}px`, minWidth: `${field.width}px` });
    }
  }

  return {
    PopoverSuggest,
    AbstractInputSuggest,
    closeAll: (): void => [...shown].forEach((suggest) => suggest.close()),
  };
}
