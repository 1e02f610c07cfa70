import { readBoolean } from "../convert/boolean";
import { readDuration } from "../convert/duration";
import { plainText, saysNothing, written } from "../convert";
import { readNumber } from "../convert/number";
import { endsOf, readScale } from "../convert/scale";
import { parseTime } from "../convert/time-of-day";
import { UNIT_ROWS, unitCalled } from "../convert/unit";
import { type Scale, SCALES, type Unit } from "../mapping";

/** What a written value looks like, whatever it is called. `zero` fits every number. */
export type Kind = "yes-or-no" | "zero" | "number" | "percent" | "amount" | "duration" | "time" | "timestamp" | "date" | "rating" | "emoji" | "text";

/** The kind of one value, with its unit where one is written. */
export interface ValueForm {
  readonly kind: Kind;
  readonly unit?: Unit;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const AMOUNT = /^[+-]?[\d.,]+\s*([^\d\s].{0,20})$/;
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200d\s])+$/u;
const MONEY = /^(?:\p{Sc}\s*[\d.,]+|[\d.,]+\s*\p{Sc})$/u;

/** What a value looks like; null for nothing. */
export function formOf(raw: unknown): ValueForm | null {
  const text = plainText(written(raw) ?? "{}");
  if (text === "" || saysNothing(text)) return null;
  if (/[^01]/.test(text) && readBoolean(text).kind === "value") return { kind: "yes-or-no" };
  const number = readNumber(text, true);
  if (number.kind === "number") return { kind: number.number === 0 ? "zero" : "number" };
  if (MONEY.test(text)) return { kind: "number" };
  if (text.endsWith("%") && readNumber(text.slice(0, -1).trim()).kind === "number") return { kind: "percent" };
  if (DATE.test(text)) return { kind: "date" };
  const time = parseTime(text);
  if (time !== null) return { kind: time.date === null ? "time" : "timestamp" };
  if (readDuration(text, undefined).kind === "value") return { kind: "duration" };
  if (readScale(text, "0-100").kind === "value") return { kind: "rating" };
  const unit = unitIn(text);
  if (unit !== undefined) return { kind: "amount", unit };
  return { kind: EMOJI.test(text) ? "emoji" : "text" };
}

function unitIn(text: string): Unit | undefined {
  const named = AMOUNT.exec(text)?.[1] ?? "";
  return UNIT_ROWS.find((row) => row.of !== "time" && unitCalled(named, row.unit) === row.unit)?.unit;
}

/** The scale that ratings are on: the widest that is written with one, five for stars alone. */
export function ratedScale(texts: readonly string[]): Scale {
  const most = texts.reduce((so, text) => Math.max(so, Number(/\/\s*(\d+)$/.exec(text)?.[1] ?? 0)), 5);
  return SCALES.find((scale) => endsOf(scale)[0] === 1 && endsOf(scale)[1] === most) ?? "0-100";
}

/** Values as text, in the one form that numbers and words are compared in. */
export function textsOf(raws: readonly unknown[]): string[] {
  return raws.map((raw) => plainText(written(raw) ?? ""));
}

/** The numbers among values, without those that have a unit. */
export function numbersIn(raws: readonly unknown[]): number[] {
  return textsOf(raws).flatMap((text) => {
    const read = readNumber(text, true);
    return read.kind === "number" ? [read.number] : [];
  });
}
