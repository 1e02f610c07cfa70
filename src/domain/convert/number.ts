import type { Problem } from "./outcome";

/** A number as read, or why the text is none. */
export type Numeric = { readonly kind: "number"; readonly number: number } | { readonly kind: "problem"; readonly problem: Problem };

const PLAIN = /^[+-]?(?:\d+|\d*[.,]\d+|\d+[.,])$/;
const THOUSANDS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const EXPONENT = /^[+-]?\d+(?:\.\d+)?e[+-]?\d{1,3}$/i;

/** `1,234`: thousands to one reader, a decimal comma to another. Only `0,234` can be nothing but decimal. */
const EITHER = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/**
 * Reads a number that is the whole text: digits, one decimal point or comma, thousands separated by commas in the full
 * pattern.
 * @param wholeOnly true where a fraction makes no sense, which settles `9,847` as thousands
 */
export function readNumber(text: string, wholeOnly = false): Numeric {
  if (EITHER.test(text)) {
    return wholeOnly ? number(text.replaceAll(",", "")) : { kind: "problem", problem: { code: "ambiguous-number" } };
  }
  if (THOUSANDS.test(text)) return number(text.replaceAll(",", ""));
  if (PLAIN.test(text)) return number(text.replace(",", "."));
  if (EXPONENT.test(text)) return number(text);
  return { kind: "problem", problem: { code: "not-a-number" } };
}

function number(text: string): Numeric {
  const value = Number(text);
  return Number.isFinite(value) ? { kind: "number", number: value } : { kind: "problem", problem: { code: "not-a-number" } };
}

const WITH_UNIT = /^([+-]?[\d.,]+)\s*(\D[^\d]*)$/;

/** Splits `180 lbs` into the number's text and the unit's; the unit is empty for a bare number. */
export function splitUnit(text: string): { readonly amount: string; readonly unit: string } {
  const match = WITH_UNIT.exec(text);
  return match === null ? { amount: text, unit: "" } : { amount: match[1] ?? "", unit: (match[2] ?? "").trim() };
}

/** Cuts what binary fractions add (0.1 + 0.2); four places are what Exist is known to keep (2015 schema, Decimal(16,4)). */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
