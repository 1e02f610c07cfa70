import type { StoredAttribute, Value } from "./model";

/** Why Exist does not take a value. */
export class Unfit extends Error {}

const LAST_MINUTE = 1439;
const LONGEST_MOOD_NOTE = 1000;

/** A value as Exist would store it. Throws `Unfit` for one that it would not. */
export function fit({ value_type, template }: Pick<StoredAttribute, "value_type" | "template">, value: unknown): Value {
  switch (value_type) {
    case 0:
      return whole(value);
    case 1:
      return float(value);
    case 2:
      return text(value, template === "mood_note" ? LONGEST_MOOD_NOTE : Infinity);
    case 3:
      return within(whole(value), 0, Infinity);
    case 4:
    case 6:
      return within(whole(value), 0, LAST_MINUTE);
    case 5:
      if (typeof value === "number" && value >= 0 && value <= 1) return value;
      throw new Unfit("Value must be a float between 0 and 1");
    case 7:
      if (value === 0 || value === 1 || typeof value === "boolean") return Number(value);
      throw new Unfit("Value must be 0 or 1");
    case 8:
      return within(whole(value), 1, 9);
    default:
      throw new Unfit(`Unknown value type ${value_type}`);
  }
}

/** What is held after `change` was added; only amounts can be added to. */
export function added({ value_type, template }: Pick<StoredAttribute, "value_type" | "template">, held: Value | undefined, change: unknown): number {
  if ([2, 4, 6, 8].includes(value_type)) throw new Unfit("This attribute cannot be incremented");
  const fractions = value_type === 1 || value_type === 5;
  if (!fractions && typeof change === "number" && !Number.isInteger(change)) throw new Unfit("Cannot apply a float to an integer type");
  return Number(fit({ value_type, template }, Number(held ?? 0) + float(change)));
}

function whole(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new Unfit("Value must be an integer");
}

function float(value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new Unfit("Value must be a float");
}

function within(value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new Unfit(most === Infinity ? `Value must be at least ${least}` : `Value must be between ${least} and ${most}`);
}

function text(value: unknown, longest: number): string {
  if (typeof value !== "string" || value === "") throw new Unfit("Value must be a string that is not empty");
  if ([...value].length > longest) throw new Unfit(`Value must be at most ${longest} characters`);
  return value;
}
