import type * as Obsidian from "obsidian";
import type { Icons } from "../icons";
import type { Tooltips } from "../tooltip";
import { BaseComponent } from "./base";
import { AbstractTextComponent } from "./text";

/** The components that carry an icon or a tooltip. */
export function createButtons({ setIcon }: Icons, { setTooltip }: Tooltips) {
  class ButtonComponent extends BaseComponent implements Obsidian.ButtonComponent {
    readonly buttonEl: HTMLButtonElement;
    private callback: ((event: MouseEvent) => unknown) | undefined;

    constructor(containerEl: HTMLElement) {
      super();
      this.buttonEl = containerEl.createEl("button");
      this.buttonEl.addEventListener("click", (event) => this.callback?.(event));
    }

    override setDisabled(disabled: boolean): this {
      this.buttonEl.disabled = disabled;
      return super.setDisabled(disabled);
    }

    setCta(): this {
      return this.setClass("mod-cta");
    }

    removeCta(): this {
      this.buttonEl.removeClass("mod-cta");
      return this;
    }

    setWarning(): this {
      return this.setClass("mod-warning");
    }

    setDestructive(): this {
      return this.setClass("mod-destructive");
    }

    removeDestructive(): this {
      this.buttonEl.removeClass("mod-destructive");
      return this;
    }

    setTooltip(tooltip: string, options?: Obsidian.TooltipOptions): this {
      setTooltip(this.buttonEl, tooltip, options);
      return this;
    }

    setButtonText(name: string): this {
      this.buttonEl.setText(name);
      return this;
    }

    setIcon(icon: Obsidian.IconName): this {
      setIcon(this.buttonEl, icon);
      return this;
    }

    setClass(name: string): this {
      this.buttonEl.addClass(name);
      return this;
    }

    onClick(callback: (event: MouseEvent) => unknown): this {
      this.callback = callback;
      return this;
    }
  }

  class ExtraButtonComponent extends BaseComponent implements Obsidian.ExtraButtonComponent {
    readonly extraSettingsEl: HTMLElement;
    private callback: (() => unknown) | undefined;

    constructor(containerEl: HTMLElement) {
      super();
      this.extraSettingsEl = containerEl.createDiv("clickable-icon extra-setting-button");
      this.setIcon("settings");
      this.extraSettingsEl.addEventListener("click", () => {
        if (!this.disabled) this.callback?.();
      });
    }

    override setDisabled(disabled: boolean): this {
      this.extraSettingsEl.toggleClass("is-disabled", disabled);
      return super.setDisabled(disabled);
    }

    setTooltip(tooltip: string, options?: Obsidian.TooltipOptions): this {
      setTooltip(this.extraSettingsEl, tooltip, options);
      return this;
    }

    setIcon(icon: Obsidian.IconName): this {
      setIcon(this.extraSettingsEl, icon);
      return this;
    }

    onClick(callback: () => unknown): this {
      this.callback = callback;
      return this;
    }
  }

  class SearchComponent extends AbstractTextComponent<HTMLInputElement> implements Obsidian.SearchComponent {
    readonly clearButtonEl: HTMLElement;

    constructor(containerEl: HTMLElement) {
      const el = containerEl.createDiv("search-input-container");
      super(el.createEl("input", { type: "search", attr: { enterkeyhint: "search", spellcheck: false } }));
      this.clearButtonEl = el.createDiv("search-input-clear-button");
      this.clearButtonEl.addEventListener("click", () => {
        this.setValue("");
        this.onChanged();
        this.inputEl.focus();
      });
      this.showClearButton();
    }

    override setValue(value: string): this {
      super.setValue(value);
      this.showClearButton();
      return this;
    }

    override onChanged(): void {
      this.showClearButton();
      super.onChanged();
    }

    private showClearButton(): void {
      this.clearButtonEl.toggle(this.getValue() !== "");
    }
  }

  return { ButtonComponent, ExtraButtonComponent, SearchComponent };
}
