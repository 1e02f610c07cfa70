import { Setting } from "obsidian";
import { sentUnit } from "../../domain/convert";
import { targetType } from "../../domain/mapping";
import type { Option, SuggestedTag, Suggestion, Unclear } from "../../domain/suggest";
import { describe, fill, words } from "../words";

/** What a row is ticked with: a toggle, or a choice of readings. */
export interface Control {
  show(ticked: boolean, disabled: boolean): void;
}

/** Whether a row is ticked, and who is told when that changes. */
export interface Ticking {
  readonly ticked: boolean;
  readonly onTick: (ticked: boolean) => void;
  /** Given what it is ticked with, where it may have to change later. */
  readonly onControl?: (control: Control) => void;
}

/** Which reading of a suggestion is chosen, by its place; null for none. */
export interface Choosing {
  readonly chosen: number | null;
  readonly onChoose: (chosen: number | null) => void;
  readonly onControl?: (control: Control) => void;
}

/** A mapping that is proposed: where from and where to, why, and three values as written and as sent. */
export function suggestionRow(parent: HTMLElement, suggestion: Suggestion, ticking: Ticking): Setting {
  return tickable(parent, nameOf(suggestion), [because(suggestion), shown(suggestion)], ticking);
}

/** The same where more than one reading fits: nothing is sent before one is chosen. */
export function questionRow(parent: HTMLElement, suggestion: Suggestion, options: readonly Option[], { chosen, onChoose, onControl }: Choosing): Setting {
  const name = nameOf(suggestion);
  const row = new Setting(parent).setName(name).addDropdown((dropdown) => {
    dropdown.addOption("", words.suggestions.leaveOut);
    for (const [at, { mapping }] of options.entries()) dropdown.addOption(String(at), describe.readingOption(mapping));
    dropdown.setValue(chosen === null ? "" : String(chosen)).onChange((value) => { onChoose(value === "" ? null : Number(value)); });
    dropdown.selectEl.setAttr("aria-label", name);
    let last = chosen;
    dropdown.selectEl.addEventListener("change", () => { last = dropdown.getValue() === "" ? last : Number(dropdown.getValue()); });
    onControl?.({
      show: (ticked, disabled) => { dropdown.setValue(ticked && last !== null ? String(last) : "").setDisabled(disabled); },
    });
  });
  const readings = options.map((option) => `${describe.readingOption(option.mapping)}: ${shown(option)}`);
  addLines(row, [because(suggestion), ...(suggestion.question === undefined ? [] : [words.suggestions.questions[suggestion.question.about]]), ...readings]);
  return row;
}

/** A tag, with how often it is seen. */
export function tagRow(parent: HTMLElement, { tag, days }: SuggestedTag, ticking: Ticking): Setting {
  return tickable(parent, `#${tag}`, [fill(words.suggestions.seenOn, { amount: days })], ticking);
}

/** What nothing is proposed for, each with the reason; nothing at all where there is none. */
export function unclearRows(parent: HTMLElement, unclear: readonly Unclear[]): void {
  if (unclear.length > 0) new Setting(parent).setName(words.suggestions.unclearHeading).setHeading();
  for (const { from, days, reason, examples } of unclear) {
    addLines(new Setting(parent).setName(describe.source({ from })), [`${describe.unclearReason(reason)} ${fill(words.suggestions.seenOn, { amount: days })}.`, examples.join(", ")]);
  }
}

function tickable(parent: HTMLElement, name: string, lines: readonly string[], { ticked, onTick, onControl }: Ticking): Setting {
  const row = new Setting(parent).setName(name).addToggle((toggle) => {
    toggle.setValue(ticked).onChange(onTick);
    toggle.toggleEl.setAttr("aria-label", name);
    onControl?.({ show: (now, disabled) => { toggle.setValue(now).setDisabled(disabled); } });
  });
  addLines(row, lines);
  return row;
}

function addLines(row: Setting, lines: readonly string[]): void {
  for (const line of lines) row.descEl.createDiv({ text: line });
}

function nameOf({ mapping }: Suggestion): string {
  return `${describe.source(mapping)} → ${describe.target(mapping.to)}`;
}

/** Why a mapping is proposed. A scale or a unit that is asked for is not said to be known. */
function because({ reason, days, isPrivate, question }: Suggestion): string {
  const why = question === undefined ? `${describe.suggestionReason(reason)}, ${fill(words.suggestions.seenOn, { amount: days })}.` : `${sentence(fill(words.suggestions.seenOn, { amount: days }))}.`;
  return isPrivate ? `${why} ${words.suggestions.private}` : why;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What three values would be sent as. */
function shown({ mapping, examples }: Option): string {
  const type = targetType(mapping.to);
  return examples.map(({ written, outcome: { value } }) => fill(words.suggestions.example, { written, read: describe.value(value, type, sentUnit(mapping.to, mapping.read)) })).join(", ");
}
