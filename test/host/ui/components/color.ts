import type * as Obsidian from "obsidian";
import { ValueComponent } from "./base";

export class ColorComponent extends ValueComponent<string> implements Obsidian.ColorComponent {
  private readonly colorEl: HTMLInputElement;
  private callback: ((value: string) => unknown) | undefined;

  constructor(containerEl: HTMLElement) {
    super();
    this.colorEl = containerEl.createEl("input", { type: "color" });
    this.colorEl.addEventListener("input", () => this.callback?.(this.getValue()));
  }

  override setDisabled(disabled: boolean): this {
    this.colorEl.disabled = disabled;
    return super.setDisabled(disabled);
  }

  getValue(): string {
    return this.colorEl.value;
  }

  getValueRgb(): Obsidian.RGB {
    const value = Number.parseInt(this.getValue().slice(1), 16);
    return { r: (value >> 16) & 255, g: (value >> 8) & 255, b: value & 255 };
  }

  getValueHsl(): Obsidian.HSL {
    return toHsl(this.getValueRgb());
  }

  setValue(value: string): this {
    this.colorEl.value = value;
    return this;
  }

  setValueRgb({ r, g, b }: Obsidian.RGB): this {
    return this.setValue(`#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`);
  }

  setValueHsl(hsl: Obsidian.HSL): this {
    return this.setValueRgb(toRgb(hsl));
  }

  onChange(callback: (value: string) => unknown): this {
    this.callback = callback;
    return this;
  }
}

function toHsl(rgb: Obsidian.RGB): Obsidian.HSL {
  const [r, g, b] = [rgb.r / 255, rgb.g / 255, rgb.b / 255];
  const max = Math.max(r, g, b);
  const range = max - Math.min(r, g, b);
  const lightness = max - range / 2;
  const hue = range === 0 ? 0 : max === r ? ((g - b) / range + 6) % 6 : max === g ? (b - r) / range + 2 : (r - g) / range + 4;
  const saturation = range === 0 ? 0 : range / (1 - Math.abs(2 * lightness - 1));
  return { h: Math.round(hue * 60), s: Math.round(saturation * 100), l: Math.round(lightness * 100) };
}

function toRgb({ h, s, l }: Obsidian.HSL): Obsidian.RGB {
  const lightness = l / 100;
  const reach = (s / 100) * Math.min(lightness, 1 - lightness);
  const part = (shift: number): number => {
    const k = (shift + h / 30) % 12;
    return 255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return { r: part(0), g: part(8), b: part(4) };
}
