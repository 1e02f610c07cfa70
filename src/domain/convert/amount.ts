import { found, type Outcome, problem } from "./outcome";
import { type Numeric, readNumber, rounded, splitUnit } from "./number";
import { toWireUnit, type WireUnit } from "./unit";

/** A currency sign at either end of a number. */
const CURRENCY = /^\p{Sc}\s*|\s*\p{Sc}$/u;

function amount(text: string, wire: WireUnit | undefined, unit: string | undefined, wholeOnly: boolean): Numeric {
  const parts = splitUnit(text);
  const read = readNumber(parts.amount, wholeOnly);
  if (read.kind === "problem") return parts.unit === "" ? read : { kind: "problem", problem: { code: "not-a-number" } };
  const written = parts.unit === "" ? unit : parts.unit;
  if (written === undefined) return read;
  const converted = wire === undefined ? null : toWireUnit(read.number, written, wire);
  return converted === null
    ? { kind: "problem", problem: { code: "unit", unit: written } }
    : { kind: "number", number: converted };
}

/**
 * A whole number. A fraction is refused, unless a unit was converted: then the nearest whole number is meant.
 * @param wire what Exist measures the attribute in, undefined for a plain count
 * @param unit the unit of a bare number, when it is not `wire`
 */
export function readQuantity(text: string, wire: WireUnit | undefined, unit: string | undefined): Outcome {
  const read = amount(text, wire, unit, true);
  if (read.kind === "problem") return read;
  const number = wire === undefined ? read.number : Math.round(read.number);
  return Number.isSafeInteger(number) ? found(number + 0) : problem({ code: "not-whole" });
}

/** A number with a fraction, of `wire`'s unit; a currency sign is left out. */
export function readDecimal(text: string, wire: WireUnit | undefined, unit: string | undefined): Outcome {
  const read = amount(text.replace(CURRENCY, ""), wire, unit, false);
  return read.kind === "problem" ? read : found(rounded(read.number) + 0);
}

/**
 * A share of a whole, 0.0 to 1.0. With a percent sign it is one; a bare number is one as well unless `unit` is
 * "fraction".
 */
export function readPercentage(text: string, unit: string | undefined): Outcome {
  const bare = text.replace(/\s*%$/, "");
  const read = readNumber(bare);
  if (read.kind === "problem") return read;
  const share = bare === text && unit === "fraction" ? read.number : read.number / 100;
  return share >= 0 && share <= 1 ? found(rounded(share)) : problem({ code: "out-of-range", least: 0, most: unit === "fraction" ? 1 : 100 });
}
