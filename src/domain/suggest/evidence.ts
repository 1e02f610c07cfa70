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
export interface Look {
  readonly kind: Kind;
  readonly unit?: Unit;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const AMOUNT = /^[+-]?[\d.,]+\s*([^\d\s].{0,20})$/;
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200d\s])+$/u;
const MONEY = /^(?:\p{Sc}\s*[\d.,]+|[\d.,]+\s*\p{Sc})$/u;

/** What a value looks like; null for nothing. */
export function lookOf(raw: unknown): Look | null {
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

/** Scales by how much they hold, the narrowest first; without those that are told from a wider one by a single step. */
const BY_WIDTH: readonly Scale[] = ["1-5", "0-5", "1-9", "1-10", "0-10", "0-100"];
/** Fewer values than this do not show that nothing above five is ever meant. */
const EVIDENCE_FOR_FIVE = 10;

/**
 * The narrowest scale that all of the numbers are on, or nearly all: two numbers beside it are no slip any more. Exist's
 * own where there are too few to tell.
 */
export function scaleOf(numbers: readonly number[]): Scale {
  const scales = BY_WIDTH.filter((scale) => endsOf(scale)[1] > 5 || numbers.length >= EVIDENCE_FOR_FIVE);
  const slips = Math.min(1, Math.floor(numbers.length / EVIDENCE_FOR_FIVE));
  const fits = scales.find((scale) => {
    const [least, most] = endsOf(scale);
    return numbers.filter((number) => number < least || number > most).length <= slips;
  });
  return fits ?? "0-100";
}

/** The scale that ratings are on: the widest that is written with one, five for stars alone. */
export function ratedScale(texts: readonly string[]): Scale {
  const most = texts.reduce((so, text) => Math.max(so, Number(/\/\s*(\d+)$/.exec(text)?.[1] ?? 0)), 5);
  return SCALES.find((scale) => endsOf(scale)[0] === 1 && endsOf(scale)[1] === most) ?? "0-100";
}
