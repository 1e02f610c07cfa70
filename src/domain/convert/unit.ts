import type { Unit } from "../mapping";

/** What Exist measures an attribute in; it is metric throughout (Exist reference, "Units"). */
export type WireUnit = "kg" | "km" | "kJ" | "ml" | "celsius" | "g" | "mg" | "minutes" | "percent";

interface UnitRow {
  readonly unit: Unit;
  /** What people write, in lower case. */
  readonly written: readonly string[];
  readonly of: WireUnit;
  /** How many wire units one of this is. */
  readonly factor: number;
  /** Added after multiplying; only temperatures have it. */
  readonly offset?: number;
}

/**
 * Factors are the definitions: the international pound, mile and US fluid ounce (NIST SP 811, appendix B), the
 * thermochemical calorie (4.184 J). Cups are US cups, a glass is 250 ml.
 */
const ROWS: readonly UnitRow[] = [
  { unit: "kg", written: ["kg", "kgs", "kilo", "kilos"], of: "kg", factor: 1 },
  { unit: "lb", written: ["lb", "lbs", "pound", "pounds"], of: "kg", factor: 0.45359237 },
  { unit: "st", written: ["st", "stone"], of: "kg", factor: 6.35029318 },
  { unit: "g", written: ["g", "gram", "grams"], of: "kg", factor: 0.001 },
  { unit: "km", written: ["km", "kms", "kilometres", "kilometers"], of: "km", factor: 1 },
  { unit: "mi", written: ["mi", "mile", "miles"], of: "km", factor: 1.609344 },
  { unit: "m", written: ["m", "metres", "meters"], of: "km", factor: 0.001 },
  { unit: "kJ", written: ["kj"], of: "kJ", factor: 1 },
  { unit: "kcal", written: ["kcal", "cal", "cals", "calories"], of: "kJ", factor: 4.184 },
  { unit: "ml", written: ["ml"], of: "ml", factor: 1 },
  { unit: "l", written: ["l", "litre", "litres", "liter", "liters"], of: "ml", factor: 1000 },
  { unit: "floz", written: ["oz", "fl oz", "floz"], of: "ml", factor: 29.5735295625 },
  { unit: "cups", written: ["cup", "cups"], of: "ml", factor: 236.5882365 },
  { unit: "glasses", written: ["glass", "glasses"], of: "ml", factor: 250 },
  { unit: "celsius", written: ["°c", "℃", "c"], of: "celsius", factor: 1 },
  { unit: "fahrenheit", written: ["°f", "℉", "f"], of: "celsius", factor: 5 / 9, offset: -160 / 9 },
  { unit: "g", written: ["g", "gram", "grams"], of: "g", factor: 1 },
  { unit: "mg", written: ["mg"], of: "g", factor: 0.001 },
  { unit: "mg", written: ["mg"], of: "mg", factor: 1 },
  { unit: "g", written: ["g", "gram", "grams"], of: "mg", factor: 1000 },
  { unit: "hours", written: ["h", "hr", "hrs", "hour", "hours"], of: "minutes", factor: 60 },
  { unit: "minutes", written: ["m", "min", "mins", "minute", "minutes"], of: "minutes", factor: 1 },
  { unit: "seconds", written: ["s", "sec", "secs", "second", "seconds"], of: "minutes", factor: 1 / 60 },
];

/** Units of templates that are amounts; every other number is a plain count. */
const TEMPLATE_UNITS: Readonly<Record<string, WireUnit>> = {
  steps_elevation: "km", steps_distance: "km", cycle_distance: "km", workouts_distance: "km",
  active_energy: "kJ", energy: "kJ", water: "ml",
  carbohydrates: "g", fat: "g", fibre: "g", protein: "g", sugar: "g",
  sodium: "mg", cholesterol: "mg", caffeine: "mg",
  weight: "kg", lean_mass: "kg",
  weather_temp_max: "celsius", weather_temp_min: "celsius",
};

/** What Exist measures the template in, or undefined for counts, scales and text. */
export function wireUnitOf(template: string): WireUnit | undefined {
  return Object.hasOwn(TEMPLATE_UNITS, template) ? TEMPLATE_UNITS[template] : undefined;
}

/** The units a bare number of `wire` may be in. */
export function unitsFor(wire: WireUnit): readonly Unit[] {
  return ROWS.filter((row) => row.of === wire).map((row) => row.unit);
}

/** Turns `amount` of a unit, as written in the text or named by a mapping, into `wire`; null when it is no such unit. */
export function toWireUnit(amount: number, unit: string, wire: WireUnit): number | null {
  const folded = unit.toLocaleLowerCase();
  const row = ROWS.find((each) => each.of === wire && (each.unit === unit || each.written.includes(folded)));
  return row === undefined ? null : amount * row.factor + (row.offset ?? 0);
}
