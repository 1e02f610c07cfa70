import type { StoredAttribute } from "./model";

const MINUTES_OF_A_DAY = 1440;

/** Checks a value as strictly as the reference allows, and gives it as it would be stored; or says what is wrong. */
export function storable(attribute: StoredAttribute, value: unknown): { readonly value: number | string } | { readonly error: string } {
  switch (attribute.value_type) {
    case 0:
    case 3:
      return whole(value, attribute.value_type === 3 ? 0 : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    case 1:
      return typeof value === "number" && Number.isFinite(value) ? { value } : { error: "Value must be a float" };
    case 2:
      if (typeof value !== "string" || value === "") return { error: "Value must be a non-empty string" };
      return attribute.template === "mood_note" && [...value].length > 1000 ? { error: "Value must be at most 1000 characters" } : { value };
    case 4:
    case 6:
      return whole(value, 0, MINUTES_OF_A_DAY - 1);
    case 5:
      return typeof value === "number" && value >= 0 && value <= 1 ? { value } : { error: "Value must be a float between 0 and 1" };
    case 7:
      if (typeof value === "boolean") return { value: Number(value) };
      return value === 0 || value === 1 ? { value } : { error: "Value must be 0 or 1" };
    case 8:
      return whole(value, 1, 9);
    default:
      return { error: "Unknown value type" };
  }
}

function whole(value: unknown, least: number, most: number): { readonly value: number } | { readonly error: string } {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) return { error: "Value must be an integer" };
  return value < least || value > most ? { error: `Value must be between ${least} and ${most}` } : { value };
}
