import type { Unit } from "../mapping";
import { mayBeThousands, NOT_A_NUMBER, readNumber } from "./number";
import type { Problem } from "./outcome";
import { inUnit, unitAfter, unitCalled } from "./unit";

/** What a number with or without a unit is to become. */
export interface Measure {
  /** The unit wanted; undefined for plain counts, where no unit can be read. */
  readonly wire: Unit | undefined;
  /** The unit of a bare number; `wire` when undefined. */
  readonly bare: Unit | undefined;
  /** Millilitres of a glass. */
  readonly glass?: number | undefined;
}

/** An amount in the unit wanted, or why the text is none. */
export type Measured =
  | { readonly kind: "number"; readonly number: number; /** Whether it was written in another unit. */ readonly converted: boolean }
  | { readonly kind: "problem"; readonly problem: Problem };

/** A number and what follows it up to the next one. */
const PART = /([+-]?(?:\d[\d.,'’]*|[.,]\d+))\s*(\D*)/y;
/** What may stand between two amounts that belong together. */
const BETWEEN = /\s*(?:,|&|\band\b|\bund\b|\bet\b|\by\b)?\s*$/i;
const UNIT_LIKE = /^[^\s()]{1,20}$/;
const MOST_PARTS = 3;
/** Units of which nobody writes thousandths. */
const SMALL: readonly Unit[] = ["kcal", "kJ", "ml", "mg", "bpm", "ms", "minutes", "seconds"];

/**
 * Reads an amount that is the whole text: `72`, `180 lbs`, `7h 30m`, `11 st 4`. Several parts go from the larger unit to
 * the smaller, each less than one of the unit before; only the last may have a fraction.
 * @param whole whether a fraction makes no sense, which settles `9,847` as thousands
 */
export function readMeasure(text: string, measure: Measure, whole = false): Measured {
  const { wire, glass } = measure;
  const plain = readNumber(wire === "celsius" ? text.replace(/\s*°$/, "") : text, whole);
  if (plain.kind === "number") {
    const bare = measure.bare ?? wire;
    return bare === undefined || wire === undefined
      ? { kind: "number", number: plain.number, converted: false }
      : { kind: "number", number: inUnit(plain.number, bare, wire, glass), converted: bare !== wire };
  }
  const parts = partsOf(text);
  const only = parts?.length === 1 ? parts[0] : undefined;
  if (parts === null || (only?.unit === "")) return plain;
  if (wire === undefined) return only !== undefined && UNIT_LIKE.test(only.unit) ? noUnit(only.unit) : NOT_A_NUMBER;
  return sumOf(parts, wire, glass, whole);
}

interface Part {
  readonly amount: string;
  readonly unit: string;
}

function partsOf(text: string): Part[] | null {
  const parts: Part[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const match = PART.exec(text);
    if (match === null || parts.length === MOST_PARTS) return null;
    parts.push({ amount: match[1] ?? "", unit: (match[2] ?? "").trim() });
  }
  return parts.map((part, index) => (index === parts.length - 1 ? part : { ...part, unit: part.unit.replace(BETWEEN, "") }));
}

function sumOf(parts: readonly Part[], wire: Unit, glass: number | undefined, whole: boolean): Measured {
  let sum = 0;
  let before: Unit | undefined;
  for (const [index, { amount, unit: written }] of parts.entries()) {
    const read = readNumber(amount, whole);
    if (read.kind === "problem") return read;
    const unit = written === "" && before !== undefined ? unitAfter(before) : unitCalled(written, wire);
    if (unit === undefined) return parts.length === 1 && UNIT_LIKE.test(written) ? noUnit(written) : NOT_A_NUMBER;
    if (SMALL.includes(unit) && mayBeThousands(amount)) return { kind: "problem", problem: { code: "ambiguous-number" } };
    const isLast = index === parts.length - 1;
    // 90 minutes are a duration; 7 hours and 90 minutes are a slip.
    const isRest = before === undefined || (/^\d/.test(amount) && inUnit(read.number, unit, before) < 1 && inUnit(1, unit, before) < 1);
    if (!isRest || !(isLast || Number.isInteger(read.number))) return NOT_A_NUMBER;
    sum += inUnit(read.number, unit, wire, glass);
    before = unit;
  }
  return { kind: "number", number: sum, converted: parts.length > 1 || before !== wire };
}

function noUnit(unit: string): Measured {
  return { kind: "problem", problem: { code: "unit", unit } };
}
