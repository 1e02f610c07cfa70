import type { Unit } from "../mapping";
import { type Measure, readMeasure } from "./measure";
import { mayBeThousands, readNumber, rounded } from "./number";
import { found, type Outcome, problem } from "./outcome";

/** A currency sign at either end of a number. */
const SIGN = /^\p{Sc}|\p{Sc}$/u;
/** A currency's three letters (ISO 4217) at either end. */
const LETTERS = /^([A-Z]{3})(?=\s*[\d+-])|([A-Z]{3})$/;

/** A whole number. A fraction is refused, unless a unit was converted or the mapping has it rounded. */
export function readQuantity(text: string, measure: Measure, round: boolean): Outcome {
  // Who has fractions rounded writes fractions.
  if (!round && mayBeThousands(text)) return problem({ code: "ambiguous-number" });
  const read = readMeasure(text, measure, true);
  if (read.kind === "problem") return read;
  const exact = rounded(read.number);
  const number = round || read.converted ? Math.round(exact) + 0 : exact;
  return Number.isSafeInteger(number) ? found(number) : problem({ code: "not-whole" });
}

/** A number with a fraction; a currency sign is left out where nothing else is measured. */
export function readDecimal(text: string, measure: Measure): Outcome {
  const amount = measure.wire === undefined ? withoutCurrency(text) : text;
  if (amount !== text && mayBeThousands(amount)) return problem({ code: "ambiguous-number" });
  const read = readMeasure(amount, measure);
  return read.kind === "problem" ? read : found(rounded(read.number));
}

/** Most amounts come without a currency. */
const BARE = /^[+-]?\d[\d.,]*$/;

/** The currency that an amount is written with, as it is written; empty without one. */
export function currencyIn(text: string): string {
  if (BARE.test(text)) return "";
  const sign = SIGN.exec(text)?.[0] ?? "";
  if (sign !== "") return sign;
  const letters = LETTERS.exec(text);
  const code = letters?.[1] ?? letters?.[2] ?? "";
  // The list is long and made anew each time; most amounts have no letters.
  return code !== "" && Intl.supportedValuesOf("currency").includes(code) ? code : "";
}

function withoutCurrency(text: string): string {
  return currencyIn(text) === "" ? text : text.replace(SIGN.test(text) ? SIGN : LETTERS, "").trim();
}

/**
 * A share of a whole, 0.0 to 1.0. A bare number is percent or a fraction as the mapping says; where it says neither, a
 * number up to 1 may be both and is refused.
 */
export function readPercentage(text: string, unit: Unit | undefined): Outcome {
  const bare = text.replace(/\s*(?:%|percent|prozent)$/i, "");
  const read = readNumber(bare);
  if (read.kind === "problem") return read;
  const isFraction = bare === text && unit === "fraction";
  if (bare === text && unit === undefined && read.number > 0 && read.number <= 1) return problem({ code: "percent-or-fraction" });
  const share = isFraction ? read.number : read.number / 100;
  return share >= 0 && share <= 1 ? found(rounded(share)) : problem({ code: "out-of-range", least: 0, most: isFraction ? 1 : 100 });
}
