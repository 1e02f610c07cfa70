import type * as Obsidian from "obsidian";
import type { Components } from "../components/index";
import type { PathSuggest } from "./path-suggest";
import type { SettingRow } from "./setting";

type Source = Pick<Obsidian.SettingTab, "getControlValue" | "setControlValue">;

/** What a kind of control does with its value once it is on the row. */
interface Editor {
  readonly fallback: unknown;
  show(value: unknown): void;
  onInput(commit: (value: unknown) => void, refuse: (message: string) => void): void;
}

/**
 * Puts the control of a declarative row in place: shows the stored value, validates it once, and from then on persists
 * what the user enters, unless `validate` refuses it. `changed` is called after each value that was persisted.
 */
export function mountControl(
  row: SettingRow,
  control: Obsidian.SettingControl,
  source: Source,
  parts: { components: Components; suggestPaths: PathSuggest },
  changed: () => void,
): void {
  const editor = editorOf(row, control, parts);
  const validate = control.validate as ((value: unknown) => string | void | Promise<string | void>) | undefined;
  let latest = 0;

  const check = async (value: unknown): Promise<boolean> => {
    const turn = ++latest;
    const verdict = validate?.(value);
    const message = verdict instanceof Promise ? await verdict : verdict;
    if (turn !== latest) return false;
    row.setErrorMessage(message || null);
    return !message;
  };
  const commit = async (value: unknown): Promise<void> => {
    if (!(await check(value))) return;
    await source.setControlValue(control.key, value);
    changed();
  };

  const stored = source.getControlValue(control.key) ?? control.defaultValue ?? editor.fallback;
  editor.show(stored);
  void check(stored);
  editor.onInput(
    (value) => void commit(value),
    (message) => {
      latest++;
      row.setErrorMessage(message);
    },
  );
}

function editorOf(row: SettingRow, control: Obsidian.SettingControl, parts: { components: Components; suggestPaths: PathSuggest }): Editor {
  const { components, suggestPaths } = parts;
  switch (control.type) {
    case "toggle":
      return plain(row, new components.ToggleComponent(row.setClass("mod-toggle").controlEl), false);
    case "dropdown":
      return plain(row, new components.DropdownComponent(row.controlEl).addOptions(control.options), Object.keys(control.options)[0] ?? "");
    case "color":
      return plain(row, new components.ColorComponent(row.controlEl), "#000000");
    case "slider": {
      const slider = new components.SliderComponent(row.controlEl).setLimits(control.min, control.max, control.step);
      if (control.displayFormat) slider.setDisplayFormat(control.displayFormat);
      return plain(row, slider, control.min);
    }
    case "textarea": {
      const area = new components.TextAreaComponent(row.controlEl).setPlaceholder(control.placeholder ?? "");
      if (control.rows !== undefined) area.inputEl.rows = control.rows;
      return plain(row, area, "");
    }
    case "text":
      return plain(row, new components.TextComponent(row.controlEl).setPlaceholder(control.placeholder ?? ""), "");
    case "file":
    case "folder": {
      const field = new components.SearchComponent(row.controlEl).setPlaceholder(control.placeholder ?? "");
      suggestPaths(field, control);
      return plain(row, field, "");
    }
    case "number":
      return number(row, new components.TextComponent(row.controlEl).setPlaceholder(control.placeholder ?? ""), control);
  }
}

interface Settable<T> extends Obsidian.BaseComponent {
  setValue(value: T): unknown;
  onChange(callback: (value: T) => unknown): unknown;
}

/** Persists at every change the component reports. */
function plain<T>(row: SettingRow, component: Settable<T>, fallback: T): Editor {
  row.components.push(component);
  return {
    fallback,
    show: (value) => void component.setValue(value as T),
    onInput: (commit) => void component.onChange(commit),
  };
}

/** Persists on Enter and when the field is left; what is no number becomes the default (obsidian.d.ts). */
function number(row: SettingRow, field: Obsidian.TextComponent, control: Obsidian.SettingNumberControl): Editor {
  row.components.push(field);
  const { inputEl } = field;
  inputEl.setAttrs({ type: "number", min: control.min ?? null, max: control.max ?? null, step: control.step ?? null });
  let shown = "";
  const show = (value: unknown): void => {
    shown = String(value);
    inputEl.value = shown;
  };
  return {
    fallback: 0,
    show,
    onInput(commit, refuse) {
      const finish = (): void => {
        const text = inputEl.value.trim();
        if (text === shown) return;
        const parsed = text === "" ? Number.NaN : Number(text);
        const value = Number.isFinite(parsed) ? parsed : (control.defaultValue ?? 0);
        show(value);
        const outside = outOfRange(value, control);
        if (outside) refuse(outside);
        else commit(value);
      };
      inputEl.addEventListener("blur", finish);
      inputEl.addEventListener("keydown", (event) => {
        if (event.key === "Enter") finish();
      });
    },
  };
}

function outOfRange(value: number, { min, max }: Obsidian.SettingNumberControl): string | null {
  if (min !== undefined && value < min) return `Value must be ${min} or more.`;
  if (max !== undefined && value > max) return `Value must be ${max} or less.`;
  return null;
}
