import type * as Obsidian from "obsidian";
import type { Tooltips } from "../tooltip";
import { ValueComponent } from "./base";

/** `setValue` fires when it changes the value, and the native checkbox stays unchecked: only `is-enabled` tells. */
export function createToggle({ setTooltip }: Tooltips) {
  return class ToggleComponent extends ValueComponent<boolean> implements Obsidian.ToggleComponent {
    readonly toggleEl: HTMLElement;
    private readonly inputEl: HTMLInputElement;
    private on = false;
    private callback: ((value: boolean) => unknown) | undefined;

    constructor(containerEl: HTMLElement) {
      super();
      this.toggleEl = containerEl.createEl("label", "checkbox-container");
      this.inputEl = this.toggleEl.createEl("input", { type: "checkbox", attr: { tabindex: 0 } });
      this.toggleEl.addEventListener("click", (event) => {
        // Keeps the label from clicking its checkbox, which would come back here.
        event.preventDefault();
        if (!this.disabled) this.onClick();
      });
    }

    override setDisabled(disabled: boolean): this {
      this.toggleEl.toggleClass("is-disabled", disabled);
      this.inputEl.disabled = disabled;
      return super.setDisabled(disabled);
    }

    getValue(): boolean {
      return this.on;
    }

    setValue(on: boolean): this {
      if (this.on === on) return this;
      this.on = on;
      this.toggleEl.toggleClass("is-enabled", on);
      this.callback?.(on);
      return this;
    }

    setTooltip(tooltip: string, options?: Obsidian.TooltipOptions): this {
      setTooltip(this.toggleEl, tooltip, options);
      return this;
    }

    onClick(): void {
      this.setValue(!this.on);
    }

    onChange(callback: (value: boolean) => unknown): this {
      this.callback = callback;
      return this;
    }
  };
}
