import { readText } from "./convert/text";
import { foldKey } from "./keys";
import { findKey } from "./note";

/** A property with one of its items: `habits[yoga]`. */
const ITEM = /^(.+)\[([^[\]]+)\]$/;

/**
 * The values that a property's key leads to, several for a list. The whole `key` is tried first, then as a dotted path into
 * objects and lists of objects. `habits[yoga]` or `habits.yoga` asks whether an item is in a list (or in a text with commas):
 * yes or no where there is a list with anything in it, and no value where there is none.
 */
export function propertyValues(properties: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const whole = findKey(properties, key);
  if (whole !== undefined) return listOf(properties[whole]);
  const item = key.endsWith("]") ? ITEM.exec(key) : null;
  if (item !== null) return isAmong(item[2] ?? "", propertyValues(properties, item[1] ?? ""));
  return key.includes(".") ? follow(properties, key.split(".")) : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
}

function follow(value: unknown, steps: readonly string[]): readonly unknown[] {
  const [step, ...rest] = steps;
  if (step === undefined) return listOf(value);
  if (typeof value !== "object" || value === null) return [];
  const found = findKey(value, step);
  if (found !== undefined) return follow((value as Record<string, unknown>)[found], rest);
  if (!Array.isArray(value)) return [];
  const items = value as readonly unknown[];
  const objects = items.filter((each) => typeof each === "object" && each !== null && !Array.isArray(each));
  return objects.length > 0 || rest.length > 0 ? objects.flatMap((each) => follow(each, steps)) : isAmong(step, items);
}

function isAmong(wanted: string, items: readonly unknown[]): readonly boolean[] {
  const texts = items.flatMap((item) => (typeof item === "string" ? item.split(/[,;]/) : typeof item === "number" || typeof item === "boolean" ? [String(item)] : []));
  const names = texts.map(plainItem).filter((name) => name !== "");
  const item = plainItem(wanted);
  // `yoga 20min` is yoga.
  return names.length === 0 ? [] : [names.some((name) => name === item || name.startsWith(`${item}-`))];
}

/** An item as it is compared: what is read of a link, without the sign of a tag. */
function plainItem(text: string): string {
  const read = readText(text.trim());
  return read.kind === "value" ? foldKey(String(read.value).replace(/^#/, "")) : "";
}
