import { setTooltip } from "obsidian";
import { type Condition, type ConditionFacts, conditionOf } from "../../presentation/condition";
import type { Report } from "../../sync/report";
import { describe } from "../words";

interface Shown extends ConditionFacts {
  /** The last run. */
  readonly report: Report | null;
}

/** How things stand, in a few words: in the status bar, where there is one, and for whoever else tells it. */
export class StatusBar {
  private shown: Shown = { connected: false, locked: false, state: null, report: null, syncStatus: null, backfill: null };
  private item: HTMLElement | null = null;

  /** Tells it in an item of Obsidian's status bar from now on. A click opens the status view. */
  drawIn(item: HTMLElement, onClick: () => void): void {
    this.item = item;
    item.addClass("mod-clickable", "exist-sync-status");
    item.setAttrs({ role: "button", tabindex: "0" });
    item.addEventListener("click", onClick);
    item.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onClick();
    });
    this.draw(item);
  }

  show(change: Partial<Shown>): void {
    this.shown = { ...this.shown, ...change };
    if (this.item !== null) this.draw(this.item);
  }

  get condition(): Condition {
    return conditionOf(this.shown);
  }

  private draw(item: HTMLElement): void {
    const text = drawCondition(item, this.condition);
    const { report } = this.shown;
    setTooltip(item, describe.statusHint(text, report === null ? [] : describe.report(report)), { placement: "top" });
  }
}

const STATES: readonly Condition["state"][] = ["fine", "waiting", "look"];

/** Draws one of the three states into an element, by its shape and in words. @returns the words */
export function drawCondition(el: HTMLElement, condition: Condition): string {
  const text = describe.condition(condition);
  for (const state of STATES) el.toggleClass(`mod-${state}`, state === condition.state);
  if (el.textContent === text) return text;
  el.empty();
  el.createSpan({ cls: "exist-sync-mark", attr: { "aria-hidden": "true" } });
  el.createSpan({ text });
  return text;
}
