import type { Problem } from "./outcome";

/** A number as read, or why the text is none. */
export type Numeric = { readonly kind: "number"; readonly number: number } | { readonly kind: "problem"; readonly problem: Problem };

const DIGITS = /^-?\d+$/;
const PLAIN = /^[+-]?(?:\d+|\d*[.,]\d+|\d+[.,])$/;
const EXPONENT = /^[+-]?\d+(?:\.\d+)?e[+-]?\d{1,3}$/i;
/** Thousands in the full pattern, by the sign between them; two groups or a fraction leave no doubt. */
const COMMAS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const POINTS = /^[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+)$/;
const APOSTROPHES = /^[+-]?[1-9]\d{0,2}(?:['’]\d{3})+(?:\.\d+)?$/;
/** `1,234`: thousands to one reader, a decimal comma to another. Only `0,234` can be nothing but decimal. */
const EITHER = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/** `1.234`: a fraction to one reader, thousands to another. */
const POINT_OR_THOUSANDS = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;

/** Whether a number may be meant as thousands, where nobody writes a fraction of three digits: `9.847` steps, `1.850 kcal`. */
export function mayBeThousands(text: string): boolean {
  return POINT_OR_THOUSANDS.test(text);
}

/**
 * Reads a number that is the whole text: digits, one decimal point or comma, thousands in the full pattern.
 * @param wholeOnly true where a fraction makes no sense, which settles `9,847` as thousands
 */
export function readNumber(text: string, wholeOnly = false): Numeric {
  if (DIGITS.test(text)) return number(text);
  if (EITHER.test(text) && !wholeOnly) return { kind: "problem", problem: { code: "ambiguous-number" } };
  if (COMMAS.test(text)) return number(text.replaceAll(",", ""));
  if (APOSTROPHES.test(text)) return number(text.replace(/['’]/g, ""));
  if (POINTS.test(text)) return number(text.replaceAll(".", "").replace(",", "."));
  if (PLAIN.test(text)) return number(text.replace(",", "."));
  if (EXPONENT.test(text)) return number(text);
  return NOT_A_NUMBER;
}

export const NOT_A_NUMBER = { kind: "problem", problem: { code: "not-a-number" } } as const satisfies Numeric;

function number(text: string): Numeric {
  const value = Number(text);
  return Number.isFinite(value) ? { kind: "number", number: value } : NOT_A_NUMBER;
}

/** Cuts what binary fractions add (0.1 + 0.2); four places are what Exist is known to keep (2015 schema, Decimal(16,4)). */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}
