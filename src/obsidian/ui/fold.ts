import { setIcon } from "obsidian";

/** A line that opens what is below it. */
export interface Fold {
  readonly el: HTMLDetailsElement;
  /** Says something in small print below the line, seen whether it is open or not. */
  readonly describe: (text: string) => void;
}

/**
 * Folds away what is rarely needed. It is the browser's own, so keyboards, screen readers and a search in the page know it.
 * @param onToggle told whether it is open, after each change
 */
export function fold(parent: HTMLElement, name: string, isOpen: boolean, onToggle?: (isOpen: boolean) => void): Fold {
  const el = parent.createEl("details", "exist-sync-fold");
  el.open = isOpen;
  const summary = el.createEl("summary");
  setIcon(summary.createSpan({ cls: "exist-sync-chevron", attr: { "aria-hidden": "true" } }), "chevron-right");
  const text = summary.createDiv();
  text.createSpan({ text: name });
  let small: HTMLElement | null = null;
  let known = isOpen;
  el.addEventListener("toggle", () => {
    // The browser also tells of the state that it began with.
    if (el.open === known) return;
    known = el.open;
    onToggle?.(known);
  });
  return {
    el,
    describe: (sentence) => {
      small ??= text.createDiv("setting-item-description");
      small.setText(sentence);
    },
  };
}
