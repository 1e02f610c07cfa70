import { Setting, type ToggleComponent } from "obsidian";
import { sentUnit } from "../../domain/convert";
import { targetType } from "../../domain/mapping";
import type { SuggestedTag, Suggestion, Unclear } from "../../domain/suggest";
import { words } from "../words";

/** Whether a row is ticked, and who is told when that changes. */
export interface Ticking {
  readonly ticked: boolean;
  readonly onTick: (ticked: boolean) => void;
  /** Given the toggle, where it may have to change later. */
  readonly onToggle?: (toggle: ToggleComponent) => void;
}

/** A mapping that is proposed: where from and where to, why, and three values as written and as sent. */
export function suggestionRow(parent: HTMLElement, suggestion: Suggestion, ticking: Ticking): Setting {
  const { mapping } = suggestion;
  return tickable(parent, `${words.source(mapping)} → ${words.target(mapping.to)}`, reasons(suggestion), ticking);
}

/** A tag, with how often it is seen. */
export function tagRow(parent: HTMLElement, { tag, days }: SuggestedTag, ticking: Ticking): Setting {
  return tickable(parent, `#${tag}`, [words.suggestions.seenOn(days)], ticking);
}

/** What nothing is proposed for, each with the reason; nothing at all where there is none. */
export function unclearRows(parent: HTMLElement, unclear: readonly Unclear[]): void {
  if (unclear.length > 0) new Setting(parent).setName(words.suggestions.unclearHeading).setHeading();
  for (const { from, days, reason, examples } of unclear) {
    describe(new Setting(parent).setName(words.source({ from })), [`${words.suggestions.unclear(reason)} ${words.suggestions.seenOn(days)}.`, examples.join(", ")]);
  }
}

function tickable(parent: HTMLElement, name: string, lines: readonly string[], { ticked, onTick, onToggle }: Ticking): Setting {
  const row = new Setting(parent).setName(name).addToggle((toggle) => {
    toggle.setValue(ticked).onChange(onTick);
    toggle.toggleEl.setAttr("aria-label", name);
    onToggle?.(toggle);
  });
  describe(row, lines);
  return row;
}

function describe(row: Setting, lines: readonly string[]): void {
  for (const line of lines) row.descEl.createDiv({ text: line });
}

/** Why a mapping is proposed, and what its values would be sent as. */
function reasons({ reason, days, examples, selected, mapping }: Suggestion): string[] {
  const type = targetType(mapping.to);
  const shown = examples.map(({ written, outcome: { value } }) => words.suggestions.example(written, words.value(value, type, sentUnit(mapping.to, mapping.read))));
  const because = `${words.suggestions.because(reason)}, ${words.suggestions.seenOn(days)}.`;
  return [selected ? because : `${because} ${words.suggestions.private}`, shown.join(", ")];
}
