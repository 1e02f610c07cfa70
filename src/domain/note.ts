import { foldKey } from "./keys";
import { toShortJson } from "./sanitize";
import type { LocalDate } from "./local-date";
import { isSameName } from "./name-key";

/** A daily note as plain data: what Obsidian has indexed and, where a mapping needs it, the text. */
export interface Note {
  /** Path in the vault. */
  readonly path: string;
  /** The day the note belongs to, from its path or a property. */
  readonly date: LocalDate;
  /** Properties as YAML gives them; empty without frontmatter. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Why the frontmatter could not be read, in the parser's words; null when it could. */
  readonly broken: string | null;
  /** Tags of frontmatter and body without `#`, in written case, each once. */
  readonly tags: readonly string[];
  /** The whole text, or null when no mapping needs it. */
  readonly text: string | null;
}

/** Where a daily note is, and which of its contents are there now. */
export interface NoteRef extends Pick<Note, "path" | "date"> {
  /**
   * Tells the file's present contents from others, as well as that is known without opening it. Without a tab. Two equal
   * stamps of one path mean equal contents only where `NoteList.isExact` says so.
   */
  readonly stamp: string;
  /** The property that gives the day, where the path does not. */
  readonly property?: string;
}

/** The notes of one day, in the order in which they count. There is one at least. */
export type DayNotes = readonly NoteRef[];

const TEMPLATE_SYNTAX = /<%|\{\{[^{}]*\}\}/;

/** Whether a text holds template syntax. */
export function hasTemplateSyntax(text: string): boolean {
  return (text.includes("{{") || text.includes("<%")) && TEMPLATE_SYNTAX.test(text);
}

/**
 * Whether a value still holds template syntax (`{{mood}}`, `<% … %>`), anywhere in it: the template was not filled in there.
 * YAML reads an unquoted `{{mood}}` as a map with a map for a key.
 */
export function holdsPlaceholder(value: unknown): boolean {
  if (typeof value === "string") return hasTemplateSyntax(value);
  if (typeof value !== "object" || value === null) return false;
  // Aliases (`*a`) make one object stand in many places, or in itself: each is looked at once.
  const known = new Set<object>([value]);
  for (const each of known) {
    for (const [key, item] of Object.entries(each) as [string, unknown][]) {
      if (isBraced(key) && !Array.isArray(each)) return true;
      if (typeof item === "string" && hasTemplateSyntax(item)) return true;
      if (typeof item === "object" && item !== null) known.add(item);
    }
  }
  return false;
}

/** A value that holds a placeholder, as it may be shown: an unquoted `{{mood}}` as it was written. */
export function placeholderShown(value: unknown): string {
  const key = typeof value === "object" && value !== null ? Object.keys(value).find(isBraced) : undefined;
  return key === undefined ? toShortJson(value) : `{${key}}`;
}

/** The property with an unquoted `{{mood}}`, which would be written back as something else; undefined without one. */
export function barePlaceholderIn(properties: Readonly<Record<string, unknown>>): string | undefined {
  const isBare = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).some(isBraced);
  return Object.keys(properties).find((key) => isBare(properties[key]) || isBraced(key));
}

function isBraced(key: string): boolean {
  return key.startsWith("{") && key.endsWith("}");
}

/** The key of a record that is meant by `key`: this one, else one that differs in case alone, else one that Dataview takes for the same. */
export function findKey(record: object, key: string): string | undefined {
  if (Object.hasOwn(record, key)) return key;
  const keys = Object.keys(record);
  const alike = keys.find((each) => isSameName(each, key));
  // A path or an item is no spelling of a key without these signs.
  if (alike !== undefined || /[.\]]/.test(key)) return alike;
  const folded = foldKey(key);
  return keys.find((each) => foldKey(each) === folded);
}

/**
 * The value of a property, undefined when there is none. The whole `key` is tried first, then as a dotted path into
 * objects; case, blanks and signs are ignored unless a key matches exactly.
 */
export function propertyOf(properties: Readonly<Record<string, unknown>>, key: string): unknown {
  const whole = findKey(properties, key);
  if (whole !== undefined) return properties[whole];
  if (!key.includes(".")) return undefined;
  let value: unknown = properties;
  for (const step of key.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    const found = findKey(value, step);
    if (found === undefined) return undefined;
    value = (value as Record<string, unknown>)[found];
  }
  return value;
}

/**
 * Gives a property a value, at the place where `propertyOf` finds the one it has. A new one goes into the object its path
 * leads to, where there is one, and else to the top by its whole key.
 */
export function setProperty(properties: Record<string, unknown>, key: string, value: unknown): void {
  const whole = findKey(properties, key);
  const cut = key.lastIndexOf(".");
  const parent: unknown = whole !== undefined || cut < 0 ? undefined : propertyOf(properties, key.slice(0, cut));
  if (typeof parent !== "object" || parent === null || Array.isArray(parent)) {
    put(properties, whole ?? key, value);
    return;
  }
  const last = key.slice(cut + 1);
  put(parent, findKey(parent, last) ?? last, value);
}

/** `__proto__` is a property like any other here, and not the object behind this one. */
function put(record: object, key: string, value: unknown): void {
  Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}
