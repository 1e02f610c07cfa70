import { Setting } from "obsidian";
import { type Imperial, unitChoice } from "../../domain/convert";
import { COMBINES, type ReadOptions, SCALES, type Target, targetType, type Unit } from "../../domain/mapping";
import { isValueOf, type ValueType, valueType } from "../../domain/value-type";
import { choice, line, named } from "../ui/form";
import { describe, fill, words } from "../words";

const USUAL_GLASS = 250;
const LARGEST_GLASS = 5000;
const ROUNDED: readonly ValueType[] = [valueType.quantity, valueType.scale];
/** Types whose values are read from what people write, and not from links or clocks: words may stand for them. */
const WORDED: readonly ValueType[] = [valueType.scale, valueType.quantity, valueType.decimal, valueType.boolean, valueType.percentage];

/** What the rows show and change. */
export interface ReadingForm {
  readonly to: Target;
  readonly read: ReadOptions;
  readonly imperial: readonly Imperial[];
  /** `draw` is true where other rows depend on what was changed. */
  readonly change: (part: Partial<ReadOptions>, draw: boolean) => void;
}

/** What a bare number is measured in, where that can be chosen: a unit or a scale. */
export function measureRows(parent: HTMLElement, { to, read, imperial, change }: ReadingForm): void {
  const units = unitChoice(to, imperial);
  if (units !== null) {
    const options: Record<string, string> = { "": describe.usualUnit(units.usual), ...named(units.others, (unit) => words.units[unit]) };
    // The usual unit, chosen once, stays chosen when what is usual changes.
    if (read.unit !== undefined) options[read.unit] = words.units[read.unit];
    choice(parent, words.mapping.unit, options, read.unit ?? "", (unit) => { change({ unit: unit === "" ? undefined : (unit as Unit) }, true); }).setDesc(words.mapping.unitHint);
  }
  if (targetType(to) === valueType.scale) {
    choice(parent, words.mapping.scale, named(SCALES, (scale) => words.scales[scale]), read.scale ?? "1-9", (scale) => { change({ scale }, true); });
  }
}

/** What is rarely needed of how a value is understood: glasses, fractions, words, several values, the day. Only what the target's type can use. */
export function readingRows(parent: HTMLElement, { to, read, imperial, change }: ReadingForm): void {
  const type = targetType(to);
  const units = unitChoice(to, imperial);
  if (units !== null && (units.usual === "glasses" || units.others.includes("glasses"))) glassRow(parent, read.glass, change);
  if (type !== undefined && ROUNDED.includes(type)) {
    new Setting(parent).setName(words.mapping.round).setDesc(words.mapping.roundHint).addToggle((toggle) => {
      toggle.setValue(read.round === true).onChange((round) => { change({ round: round || undefined }, false); });
      toggle.toggleEl.setAttr("aria-label", words.mapping.round);
    });
  }
  if (type !== undefined && WORDED.includes(type)) wordsRow(parent, type, read.words, change);
  const combine = { "": words.mapping.combineNone, ...named(COMBINES, (combine) => words.combines[combine]) };
  choice(parent, words.mapping.combine, combine, read.combine ?? "", (chosen) => { change({ combine: chosen === "" ? undefined : chosen }, false); });
  const offset = String(read.dayOffset ?? 0) as "-1" | "0" | "1";
  choice(parent, words.mapping.dayOffset, words.mapping.dayOffsets, offset, (days) => { change({ dayOffset: days === "0" ? undefined : (Number(days) as -1 | 1) }, false); });
}

/** Whether anything in `readingRows` is other than it is at first. */
export function isReadingUsual({ glass, round, words: table, combine, dayOffset }: ReadOptions): boolean {
  return glass === undefined && round !== true && table === undefined && combine === undefined && (dayOffset ?? 0) === 0;
}

function glassRow(parent: HTMLElement, glass: number | undefined, change: ReadingForm["change"]): void {
  const row = line(parent, words.mapping.glass, words.mapping.glassHint, String(glass ?? USUAL_GLASS), (text) => {
    const size = Number(text);
    const fits = Number.isFinite(size) && size >= 1 && size <= LARGEST_GLASS;
    row.setErrorMessage(fits ? null : words.mapping.glassWrong);
    if (fits) change({ glass: size === USUAL_GLASS ? undefined : size }, false);
  });
}

function wordsRow(parent: HTMLElement, type: ValueType, table: ReadOptions["words"], change: ReadingForm["change"]): void {
  const row = new Setting(parent).setName(words.mapping.words).setDesc(describe.wordsHint(type)).addTextArea((area) => {
    area.setPlaceholder(words.mapping.wordsExample).setValue(Object.entries(table ?? {}).map(([word, number]) => `${word} = ${number}`).join("\n"));
    area.onChange((text) => {
      const parsed = parseWords(text, type);
      row.setErrorMessage("wrong" in parsed ? fill(words.mapping.wordsWrong, { line: parsed.wrong }) : null);
      if (!("wrong" in parsed)) change({ words: Object.keys(parsed.words).length === 0 ? undefined : parsed.words }, false);
    });
    area.inputEl.setAttr("aria-label", words.mapping.words);
    area.inputEl.rows = 3;
  });
}

/** Reads a table of words, one `word = number` a line; `wrong` is the first line that is none. */
function parseWords(text: string, type: ValueType): { readonly words: Record<string, number> } | { readonly wrong: string } {
  const table = new Map<string, number>();
  for (const each of text.split("\n").map((one) => one.trim())) {
    if (each === "") continue;
    const at = each.lastIndexOf("=");
    const word = each.slice(0, Math.max(at, 0)).trim();
    const number = each.slice(at + 1).trim();
    if (at < 0 || word === "" || number === "" || !isValueOf(type, Number(number.replace(",", ".")))) return { wrong: each };
    table.set(word, Number(number.replace(",", ".")));
  }
  return { words: Object.fromEntries(table) };
}
