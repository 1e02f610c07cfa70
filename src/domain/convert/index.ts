import type { LocalDate } from "../local-date";
import type { ReadOptions } from "../mapping";
import { isUnfilledTemplate } from "../note";
import { isValueOf, type ValueType, valueType } from "../value-type";
import { readDecimal, readPercentage, readQuantity } from "./amount";
import { readBoolean } from "./boolean";
import { readDuration } from "./duration";
import { blank, found, type Outcome, problem } from "./outcome";
import { readScale } from "./scale";
import { readText } from "./text";
import { readTimeFromMidday, readTimeOfDay } from "./time-of-day";
import type { WireUnit } from "./unit";

export type { Outcome, Problem } from "./outcome";
export { unitsFor, wireUnitOf, type WireUnit } from "./unit";

/** How one value is to be read: the mapping's options, the type Exist wants, and what it measures the attribute in. */
export interface Reader {
  readonly type: ValueType;
  readonly options: Pick<ReadOptions, "unit" | "scale" | "words">;
  readonly wireUnit?: WireUnit | undefined;
  /** The note's day: a time written with a date must be of it, or of a day next to it. */
  readonly date?: LocalDate | undefined;
}

type Converter = (text: string, reader: Reader) => Outcome;

/** One converter a value type. Each is given trimmed text that is not blank, and must understand all of it. */
const CONVERTERS: Readonly<Record<ValueType, Converter>> = {
  [valueType.quantity]: (text, { wireUnit, options }) => readQuantity(text, wireUnit, options.unit),
  [valueType.decimal]: (text, { wireUnit, options }) => readDecimal(text, wireUnit, options.unit),
  [valueType.string]: (text) => readText(text),
  [valueType.duration]: (text, { options }) => readDuration(text, options.unit),
  [valueType.timeOfDay]: (text, { date }) => readTimeOfDay(text, date),
  [valueType.percentage]: (text, { options }) => readPercentage(text, options.unit),
  [valueType.timeFromMidday]: (text, { date }) => readTimeFromMidday(text, date),
  [valueType.boolean]: (text) => readBoolean(text),
  [valueType.scale]: (text, { options }) => readScale(text, options.scale),
};

/** Words for "nothing was measured". */
const NOTHING = /^(?:-+|–|—|\.\.\.|…|\?+|n\/?a|none|null|nan|[+-]?inf(?:inity)?|[+-]?\.inf|\.nan)$/i;
/** Blanks that look like blanks and characters that look like nothing (census: no-break and zero-width spaces). */
const ODD_SPACE = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const INVISIBLE = /[\u200b\u200c\u2060\ufeff]/g;

/**
 * Reads one value as written in a note. The whole of it must be understood; nothing is picked out of a longer text.
 * @param raw what YAML or the text gave: text, number, true or false, null; lists and objects are no single value
 * @returns a value that Exist takes for the type, `blank` for no value, or the problem. Never throws.
 */
export function convert(raw: unknown, reader: Reader): Outcome {
  const text = written(raw);
  if (text === null) return problem({ code: "not-text" });
  if (text === "" || isUnfilledTemplate(text)) return blank;
  if (reader.type !== valueType.string && NOTHING.test(text)) return blank;
  const word = reader.options.words === undefined ? undefined : lookUp(reader.options.words, text);
  const outcome = word === undefined ? CONVERTERS[reader.type](text, reader) : found(word);
  if (outcome.kind !== "value" || isValueOf(reader.type, outcome.value)) return outcome;
  return word === undefined ? problem({ code: "not-a-number" }) : problem({ code: "unknown-word", word: text });
}

/** The text of a raw value, trimmed; empty for null, null for what has no text of its own. */
export function written(raw: unknown): string | null {
  switch (typeof raw) {
    case "string":
      return raw.replace(INVISIBLE, "").replace(ODD_SPACE, " ").trim();
    case "number":
      return Number.isFinite(raw) ? String(raw) : "";
    case "boolean":
      return String(raw);
    case "undefined":
      return "";
    default:
      return raw === null ? "" : null;
  }
}

function lookUp(words: Readonly<Record<string, number>>, text: string): number | undefined {
  const folded = text.toLocaleLowerCase();
  const key = Object.keys(words).find((each) => each.trim().toLocaleLowerCase() === folded);
  return key === undefined ? undefined : words[key];
}
