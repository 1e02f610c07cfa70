import type * as Obsidian from "obsidian";
import { ValueComponent } from "./base";

export class DropdownComponent extends ValueComponent<string> implements Obsidian.DropdownComponent {
  readonly selectEl: HTMLSelectElement;
  private callback: ((value: string) => unknown) | undefined;

  constructor(containerEl: HTMLElement) {
    super();
    this.selectEl = containerEl.createEl("select", "dropdown");
    this.selectEl.addEventListener("change", () => this.callback?.(this.getValue()));
  }

  override setDisabled(disabled: boolean): this {
    this.selectEl.disabled = disabled;
    return super.setDisabled(disabled);
  }

  addOption(value: string, display: string): this {
    this.selectEl.createEl("option", { value, text: display });
    return this;
  }

  addOptions(options: Record<string, string>): this {
    for (const [value, display] of Object.entries(options)) this.addOption(value, display);
    return this;
  }

  getValue(): string {
    return this.selectEl.value;
  }

  setValue(value: string): this {
    this.selectEl.value = value;
    return this;
  }

  onChange(callback: (value: string) => unknown): this {
    this.callback = callback;
    return this;
  }
}

/** Shows its value beside it; reports when the handle is let go, or while it moves after `setInstant(true)`. */
export class SliderComponent extends ValueComponent<number> implements Obsidian.SliderComponent {
  readonly sliderEl: HTMLInputElement;
  private readonly valueEl: HTMLElement;
  private callback: ((value: number) => unknown) | undefined;
  private instant = false;
  private format: (value: number) => string = String;

  constructor(containerEl: HTMLElement) {
    super();
    this.valueEl = containerEl.createSpan("slider-value");
    this.sliderEl = containerEl.createEl("input", { cls: "slider", type: "range" });
    this.sliderEl.addEventListener("input", () => this.changed(this.instant));
    this.sliderEl.addEventListener("change", () => this.changed(!this.instant));
    this.changed(false);
  }

  override setDisabled(disabled: boolean): this {
    this.sliderEl.disabled = disabled;
    return super.setDisabled(disabled);
  }

  setInstant(instant: boolean): this {
    this.instant = instant;
    return this;
  }

  setLimits(min: number | null, max: number | null, step: number | "any"): this {
    this.sliderEl.setAttrs({ min, max, step });
    this.changed(false);
    return this;
  }

  getValue(): number {
    return Number(this.sliderEl.value);
  }

  setValue(value: number): this {
    this.sliderEl.value = String(value);
    this.changed(false);
    return this;
  }

  getValuePretty(): string {
    return this.format(this.getValue());
  }

  setDisplayFormat(format: (value: number) => string): this {
    this.format = format;
    this.changed(false);
    return this;
  }

  setDynamicTooltip(): this {
    return this;
  }

  onChange(callback: (value: number) => unknown): this {
    this.callback = callback;
    return this;
  }

  private changed(report: boolean): void {
    this.valueEl.setText(this.getValuePretty());
    if (report) this.callback?.(this.getValue());
  }
}

export class ProgressBarComponent extends ValueComponent<number> implements Obsidian.ProgressBarComponent {
  private readonly barEl: HTMLElement;
  private value = 0;

  constructor(containerEl: HTMLElement) {
    super();
    this.barEl = containerEl.createDiv("setting-progress-bar").createDiv("setting-progress-bar-inner");
    this.setValue(0);
  }

  getValue(): number {
    return this.value;
  }

  setValue(value: number): this {
    this.value = Math.clamp(value, 0, 100);
    this.barEl.setCssStyles({ width: `${this.value}%` });
    return this;
  }
}

/** A read-only value on a row, with a mark when it needs attention. */
export class DisplayValueComponent implements Obsidian.DisplayValueComponent {
  readonly valueEl: HTMLElement;
  private readonly statusEl: HTMLElement;

  constructor(containerEl: HTMLElement) {
    const el = containerEl.createDiv("setting-display-value");
    this.statusEl = el.createSpan("setting-display-status");
    this.valueEl = el.createSpan("setting-display-value-text");
    this.setStatus(null);
  }

  setValue(value: string | null): this {
    this.valueEl.setText(value ?? "");
    return this;
  }

  setStatus(status: "warning" | null): this {
    this.statusEl.toggleClass("mod-warning", status === "warning");
    this.statusEl.toggle(status !== null);
    return this;
  }
}
