import type { Unit } from "../mapping";

/** What can be converted into each other. */
export type Dimension = "mass" | "length" | "energy" | "volume" | "temperature" | "speed" | "time" | "pulse" | "interval";

interface UnitRow {
  readonly unit: Unit;
  readonly of: Dimension;
  /** How many of the dimension's first unit one of this is. */
  readonly factor: number;
  /** Added after multiplying; only temperatures have it. */
  readonly offset?: number;
  /** What people write, in lower case, besides the unit's own name. */
  readonly written: readonly string[];
}

/**
 * Factors are the definitions: the international pound, stone, ounce, mile, yard and foot and the US fluid ounce and cup
 * (NIST SP 811, appendix B), the thermochemical calorie of 4.184 J; "calories" of food are kilocalories. A glass is
 * 250 ml unless the mapping says otherwise.
 */
export const UNIT_ROWS: readonly UnitRow[] = [
  { unit: "kg", of: "mass", factor: 1, written: ["kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramm", "kilogramo", "kilogramos", "quilo", "quilos", "公斤", "千克", "キロ"] },
  { unit: "lb", of: "mass", factor: 0.45359237, written: ["lbs", "pound", "pounds"] },
  { unit: "st", of: "mass", factor: 6.35029318, written: ["stone", "stones"] },
  { unit: "oz", of: "mass", factor: 0.028349523125, written: ["ounce", "ounces"] },
  { unit: "g", of: "mass", factor: 0.001, written: ["gr", "gram", "grams", "gramm", "gramme", "grammes", "gramos", "gramas", "克", "グラム"] },
  { unit: "mg", of: "mass", factor: 0.000001, written: ["milligram", "milligrams"] },
  { unit: "km", of: "length", factor: 1, written: ["kms", "kilometer", "kilometers", "kilometre", "kilometres", "kilometern", "kilomètre", "kilomètres", "kilómetro", "kilómetros", "quilómetros", "quilômetros", "公里", "千米", "キロメートル"] },
  { unit: "mi", of: "length", factor: 1.609344, written: ["mile", "miles", "meile", "meilen"] },
  { unit: "m", of: "length", factor: 0.001, written: ["meter", "meters", "metre", "metres", "metern", "mètre", "mètres", "metro", "metros", "米", "メートル"] },
  { unit: "yd", of: "length", factor: 0.0009144, written: ["yds", "yard", "yards"] },
  { unit: "ft", of: "length", factor: 0.0003048, written: ["foot", "feet"] },
  { unit: "kJ", of: "energy", factor: 1, written: ["kilojoule", "kilojoules"] },
  { unit: "kcal", of: "energy", factor: 4.184, written: ["kcals", "cal", "cals", "calorie", "calories", "kilocalorie", "kilocalories", "kalorien", "calorías", "calorias", "大卡", "千卡", "カロリー"] },
  { unit: "ml", of: "volume", factor: 1, written: ["milliliter", "milliliters", "millilitre", "millilitres", "毫升", "ミリリットル"] },
  { unit: "cl", of: "volume", factor: 10, written: [] },
  { unit: "l", of: "volume", factor: 1000, written: ["liter", "liters", "litre", "litres", "litern", "litro", "litros", "升", "リットル"] },
  { unit: "floz", of: "volume", factor: 29.5735295625, written: ["oz", "fl oz", "fl. oz", "fl. oz.", "ounce", "ounces", "fluid ounces"] },
  { unit: "cups", of: "volume", factor: 236.5882365, written: ["cup", "tasse", "tassen", "taza", "tazas", "tasses", "xícara", "xícaras"] },
  { unit: "glasses", of: "volume", factor: 250, written: ["glass", "glas", "gläser", "verre", "verres", "vaso", "vasos", "copo", "copos", "杯"] },
  { unit: "celsius", of: "temperature", factor: 1, written: ["°c", "℃", "c", "degrees celsius"] },
  { unit: "fahrenheit", of: "temperature", factor: 5 / 9, offset: -160 / 9, written: ["°f", "℉", "f", "degrees fahrenheit"] },
  { unit: "kmh", of: "speed", factor: 1, written: ["km/h", "kph"] },
  { unit: "mph", of: "speed", factor: 1.609344, written: [] },
  { unit: "minutes", of: "time", factor: 1, written: ["m", "min", "min.", "mins", "minute", "minuten", "minuto", "minutos", "minuti", "分", "分間", "分钟", "分鐘", "분"] },
  { unit: "hours", of: "time", factor: 60, written: ["h", "hr", "hr.", "hrs", "hour", "std", "std.", "stunde", "stunden", "heure", "heures", "hora", "horas", "ora", "ore", "uur", "小时", "小時", "時間", "시간"] },
  { unit: "seconds", of: "time", factor: 1 / 60, written: ["s", "sec", "sec.", "secs", "second", "sekunden", "secondes", "segundos", "秒", "초", "sek", "sek.", "sekunde"] },
  { unit: "bpm", of: "pulse", factor: 1, written: ["beats per minute", "/min", "schläge pro minute"] },
  { unit: "ms", of: "interval", factor: 1, written: ["msec"] },
];

/** The unit that is customarily left out after another: `1h30` and `11st 4`. */
const NEXT: Readonly<Partial<Record<Unit, Unit>>> = { hours: "minutes", st: "lb" };

/** Units of Exist's templates, which are metric throughout (Exist reference, "List of attributes"); others are counts. */
const TEMPLATE_UNITS: Readonly<Record<string, Unit>> = {
  steps_elevation: "km", steps_distance: "km", cycle_distance: "km", workouts_distance: "km",
  active_energy: "kJ", energy: "kJ", water: "ml",
  carbohydrates: "g", fat: "g", fibre: "g", protein: "g", sugar: "g",
  sodium: "mg", cholesterol: "mg", caffeine: "mg",
  weight: "kg", lean_mass: "kg",
  heartrate: "bpm", heartrate_max: "bpm", heartrate_resting: "bpm", heartrate_variability: "ms",
  weather_temp_max: "celsius", weather_temp_min: "celsius", weather_wind_speed: "kmh",
};

const BY_UNIT = new Map(UNIT_ROWS.map((row) => [row.unit, row]));

/** What Exist measures the template in, or undefined for counts, scales and text. */
export function wireUnitOf(template: string): Unit | undefined {
  return Object.hasOwn(TEMPLATE_UNITS, template) ? TEMPLATE_UNITS[template] : undefined;
}

/** The units a bare number may be in where `wire` is wanted, `wire` first. */
export function unitsFor(wire: Unit): readonly Unit[] {
  const { of } = rowOf(wire);
  return [wire, ...UNIT_ROWS.filter((row) => row.of === of && row.unit !== wire).map((row) => row.unit)];
}

/** The unit that people mean by `written` where `wire` is wanted: `m` is metres among lengths and minutes among times. */
export function unitCalled(written: string, wire: Unit): Unit | undefined {
  const { of } = rowOf(wire);
  const name = written.toLowerCase();
  return UNIT_ROWS.find((row) => row.of === of && (row.unit.toLowerCase() === name || row.written.includes(name)))?.unit;
}

/** The unit of a number that follows an amount of `unit` without one of its own. */
export function unitAfter(unit: Unit): Unit | undefined {
  return NEXT[unit];
}

/** How many of `to` an amount of `from` is. Both are of one dimension. @param glass millilitres of a glass */
export function inUnit(amount: number, from: Unit, to: Unit, glass?: number): number {
  if (from === to) return amount;
  const source = rowOf(from);
  const target = rowOf(to);
  const factor = from === "glasses" && glass !== undefined ? glass : source.factor;
  return (amount * factor + (source.offset ?? 0) - (target.offset ?? 0)) / target.factor;
}

function rowOf(unit: Unit): UnitRow {
  const row = BY_UNIT.get(unit);
  if (row === undefined) throw new Error(`${unit} is no unit of measure.`);
  return row;
}

export const IMPERIAL = ["distance", "weight", "energy", "liquid", "temperature"] as const;
/** What a person wants to see in other units than Exist keeps (`imperial_*` of the profile, Exist reference). */
export type Imperial = (typeof IMPERIAL)[number];

const IMPERIAL_UNITS: Readonly<Partial<Record<Unit, readonly [Imperial, Unit]>>> = {
  km: ["distance", "mi"], kg: ["weight", "lb"], kJ: ["energy", "kcal"], ml: ["liquid", "floz"], celsius: ["temperature", "fahrenheit"],
};

/** The unit of a bare number for someone with these preferences, when the mapping does not say. */
export function customaryUnit(wire: Unit, imperial: readonly Imperial[]): Unit {
  const other = IMPERIAL_UNITS[wire];
  return other !== undefined && imperial.includes(other[0]) ? other[1] : wire;
}
