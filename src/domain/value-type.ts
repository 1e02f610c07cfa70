/** Exist's nine value types by their wire number (Exist reference, "Value types"). */
export const valueType = {
  /** integer */
  quantity: 0,
  /** float */
  decimal: 1,
  /** text */
  string: 2,
  /** whole minutes */
  duration: 3,
  /** whole minutes from midnight */
  timeOfDay: 4,
  /** float, 0.0 to 1.0 */
  percentage: 5,
  /** whole minutes from midday; only the template `sleep_start` has it */
  timeFromMidday: 6,
  /** 0 or 1 */
  boolean: 7,
  /** integer, 1 to 9 */
  scale: 8,
} as const;

export type ValueType = (typeof valueType)[keyof typeof valueType];

/** A value as Exist takes it: a number in metric units, or text. */
export type Value = number | string;

/** The least and the most Exist takes, for the types that have bounds. */
export const bounds: Readonly<Partial<Record<ValueType, { readonly least: number; readonly most: number }>>> = {
  [valueType.timeOfDay]: { least: 0, most: 1439 },
  [valueType.percentage]: { least: 0, most: 1 },
  [valueType.timeFromMidday]: { least: 0, most: 1439 },
  [valueType.boolean]: { least: 0, most: 1 },
  [valueType.scale]: { least: 1, most: 9 },
};

/** Exist's documented limit for `mood_note`; kept for every string, as no other is documented. */
export const LONGEST_STRING = 1000;

const FRACTIONAL: readonly ValueType[] = [valueType.decimal, valueType.percentage];

/** The length of a text in characters as people count them: an emoji is one. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Whether Exist takes `value` for `type`. What fails here must never reach the wire. */
export function isValueOf(type: ValueType, value: Value): boolean {
  if (type === valueType.string) {
    return typeof value === "string" && value !== "" && lengthOf(value) <= LONGEST_STRING;
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  if (!FRACTIONAL.includes(type) && !Number.isSafeInteger(value)) return false;
  const range = bounds[type];
  return range === undefined || (value >= range.least && value <= range.most);
}

/** The types by number, in Exist's order. */
export const VALUE_TYPES: readonly ValueType[] = Object.values(valueType);

/** Whether `code` is the number of a value type. */
export function isValueType(code: number): code is ValueType {
  return (VALUE_TYPES as readonly number[]).includes(code);
}
