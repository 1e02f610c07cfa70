import { quote } from "../sanitize";
import type { LocalDate } from "../local-date";
import { type ReadOptions, type Target, targetType, type Unit } from "../mapping";
import { isSameName } from "../name-key";
import { hasTemplateSyntax } from "../note";
import { templateNamed } from "../templates";
import { isValueOf, type ValueType, valueType } from "../value-type";
import { readDecimal, readPercentage, readQuantity } from "./amount";
import { readBoolean } from "./boolean";
import { readDuration } from "./duration";
import type { Measure } from "./measure";
import { blank, found, type Outcome, problem } from "./outcome";
import { readScale } from "./scale";
import { readText } from "./text";
import { readTimeFromMidday, readTimeOfDay } from "./time-of-day";
import { customaryUnit, type Imperial, UNIT_ROWS, unitsFor, wireUnitOf } from "./unit";

export type { Outcome, Problem } from "./outcome";
export { currencyIn } from "./amount";
export { IMPERIAL, type Imperial } from "./unit";

/** How one value is to be read: the mapping's options, the type Exist wants, and what it measures the attribute in. */
export interface Reader {
  readonly type: ValueType;
  readonly options: Pick<ReadOptions, "unit" | "scale" | "round" | "glass" | "words">;
  /** The unit of what is sent; undefined for plain counts. */
  readonly wire?: Unit | undefined;
  /** Whether the attribute is the user's own and none of Exist's templates. */
  readonly isOwn?: boolean | undefined;
  /** The day the value counts for, which a date written with a time has to agree with. */
  readonly day?: LocalDate | undefined;
}

type Converter = (text: string, reader: Reader) => Outcome;

/** One converter a value type. Each is given trimmed text that is not blank, and must understand all of it. */
const CONVERTERS: Readonly<Record<ValueType, Converter>> = {
  [valueType.quantity]: (text, reader) => readQuantity(text, measureOf(reader), reader.options.round === true),
  [valueType.decimal]: (text, reader) => readDecimal(text, measureOf(reader)),
  [valueType.string]: (text) => readText(text),
  [valueType.duration]: (text, { options, isOwn }) => readDuration(text, options.unit, isOwn),
  [valueType.timeOfDay]: (text, { day }) => readTimeOfDay(text, day),
  [valueType.percentage]: (text, { options }) => readPercentage(text, options.unit),
  [valueType.timeFromMidday]: (text, { day }) => readTimeFromMidday(text, day),
  [valueType.boolean]: (text) => readBoolean(text),
  [valueType.scale]: (text, { options }) => readScale(text, options.scale, options.round),
};

/** Words for "nothing was measured". */
const NOTHING = /^(?:-+|–|—|_+|\.\.\.|…|\?+|n\/?a|none|null|undefined|nan|tbd|todo|keine?|keins|nichts|k\. ?a\.|fehlt|[+-]?inf(?:inity)?|[+-]?∞|[+-]?\.inf|\.nan)$/i;
/** Most values begin with a digit, and then none of the words above is meant. */
const BEGINS_WITH_DIGIT = /^\d/;
/** Most values need none of the replacements below. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
/** What a form plugin shows in place of a value (Meta Bind: `INPUT[number:weight]`). */
const FORM_FIELD = /^`?(?:INPUT|VIEW|BUTTON)\[.*\]`?$/s;
/** Blanks that look like blanks and characters that look like nothing (census: no-break and zero-width spaces). */
const ODD_SPACE = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const INVISIBLE = /[\u200b\u200c\u2060\ufeff]/g;
/** Quotes, bold or italic marks around all of a value. */
const WRAPPED = /^(\*\*|__|==|["“„'*_])(?=\S)(.*\S)(?:\1|[”“])$/s;
/** The forms of one emoji, and the frame of a digit in a key, which say nothing more. */
const EMOJI_FORMS = /[\ufe0e\ufe0f\u20e3]/g;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

/**
 * Reads one value as written in a note. The whole of it must be understood; nothing is picked out of a longer text.
 * @param raw what YAML or the text gave: text, number, true or false, null; lists and objects are no single value
 * @returns a value that Exist takes for the type, `blank` for no value, or the problem. Never throws.
 */
export function convert(raw: unknown, reader: Reader): Outcome {
  const text = written(raw);
  if (text === null) return problem({ code: "not-text" });
  if (text === "" || hasTemplateSyntax(text)) return blank;
  if (BEGINS_WITH_DIGIT.test(text)) return reader.type === valueType.string ? readText(text) : read(text, plainText(text), reader);
  if (FORM_FIELD.test(text)) return blank;
  if (reader.type === valueType.string) return readText(text);
  const plain = unwrapped(plainText(text));
  return saysNothing(plain) ? blank : read(text, plain, reader);
}

function read(text: string, plain: string, reader: Reader): Outcome {
  const word = reader.options.words === undefined ? undefined : lookUp(reader.options.words, plain);
  const outcome = word === undefined ? CONVERTERS[reader.type](plain, reader) : found(word);
  if (outcome.kind !== "value" || isValueOf(reader.type, outcome.value)) return outcome;
  return word === undefined ? problem({ code: "not-a-number" }) : problem({ code: "unknown-word", word: quote(text) });
}

/** The text of a raw value, trimmed; empty for null, null for what has no text of its own. */
export function written(raw: unknown): string | null {
  switch (typeof raw) {
    case "string":
      return PLAIN.test(raw) ? raw : raw.replace(INVISIBLE, "").replace(ODD_SPACE, " ").trim();
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

/** The text in the one form that numbers and words are compared in: single blanks, ASCII digits and signs. */
export function plainText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(EMOJI_FORMS, "")
    .replace(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(/\u2212/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}

/** A value without marks around all of it, which say nothing more. */
function unwrapped(text: string): string {
  const inner = WRAPPED.exec(text)?.[2];
  return inner === undefined || /["“„*_=]/.test(inner) ? text : inner;
}

/** Whether the text is a word for "nothing was measured". */
export function saysNothing(text: string): boolean {
  return NOTHING.test(text);
}

function lookUp(words: Readonly<Record<string, number>>, text: string): number | undefined {
  const key = Object.keys(words).find((each) => isSameName(unwrapped(plainText(each)), text));
  return key === undefined ? undefined : words[key];
}

function measureOf({ wire, options }: Reader): Measure {
  return { wire, bare: options.unit, glass: options.glass };
}

const HAS_UNIT: readonly ValueType[] = [valueType.quantity, valueType.decimal];

/** The unit in which an attribute is sent: Exist's for a template, else the mapping's; undefined for plain counts and other types. */
export function sentUnit(to: Target, read: ReadOptions): Unit | undefined {
  if (to.kind === "template") return wireUnitOf(to.template);
  const type = targetType(to);
  return type !== undefined && HAS_UNIT.includes(type) ? read.unit : undefined;
}

/** The unit of a bare number where a mapping names none. */
export function usualUnit(to: Target): Unit | undefined {
  return targetType(to) === valueType.duration ? "minutes" : sentUnit(to, {});
}

/** How a mapping's values are read; null while Exist has not said which type the attribute takes. */
export function readerFor({ to, read }: { readonly to: Target; readonly read: ReadOptions }, day?: LocalDate): Reader | null {
  const type = targetType(to);
  return type === undefined ? null : { type, options: read, wire: sentUnit(to, read), isOwn: to.kind === "create" || (to.kind === "attribute" && templateNamed(to.name) === undefined), day };
}

/** What a bare number may be measured in: the unit that holds without a choice, if any, and the others. */
export interface UnitChoice {
  readonly usual: Unit | undefined;
  readonly others: readonly Unit[];
}

/** The units a person may choose among; null where there is nothing to choose. */
export function unitChoice(to: Target, imperial: readonly Imperial[]): UnitChoice | null {
  const type = targetType(to);
  if (type === valueType.duration) return { usual: "minutes", others: unitsFor("minutes").slice(1) };
  if (type === valueType.percentage) return { usual: undefined, others: ["percent", "fraction"] };
  if (type === undefined || !HAS_UNIT.includes(type)) return null;
  if (to.kind !== "template") return { usual: undefined, others: UNIT_ROWS.map(({ unit }) => unit) };
  const wire = wireUnitOf(to.template);
  if (wire === undefined) return null;
  const usual = customaryUnit(wire, imperial);
  return { usual, others: unitsFor(wire).filter((unit) => unit !== usual) };
}

/** The options with the unit a bare number has for people with these preferences, unless the mapping names one. */
export function withCustomaryUnit(to: Target, read: ReadOptions, imperial: readonly Imperial[]): ReadOptions {
  if (imperial.length === 0 || read.unit !== undefined || to.kind !== "template") return read;
  const wire = wireUnitOf(to.template);
  return wire === undefined ? read : { ...read, unit: customaryUnit(wire, imperial) };
}
