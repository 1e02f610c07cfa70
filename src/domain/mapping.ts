import { sanitize } from "./sanitize";
import { nameKey } from "./name-key";
import { type Template, templateNamed } from "./templates";
import { type ValueType, valueType } from "./value-type";

/** What in a note feeds an attribute. */
export type Source =
  /** A property; `key` may be a dotted path into objects. */
  | { readonly kind: "property"; readonly key: string }
  /** An inline field, `key:: value`. */
  | { readonly kind: "inline"; readonly key: string }
  /** A tag, without `#`. */
  | { readonly kind: "tag"; readonly tag: string }
  /** A task line, found by its text. */
  | { readonly kind: "task"; readonly text: string }
  | { readonly kind: "count"; readonly of: CountOf };

export const COUNTS = ["words", "tasks-done", "tasks-open"] as const;
export type CountOf = (typeof COUNTS)[number];

/**
 * Which attribute is fed. `name` is Exist's identifier, kept here once Exist has said it. A template has a label where Exist's is not
 * the bundled one, and group and value type where it is not bundled at all.
 */
export type Target =
  | { readonly kind: "template"; readonly template: string; readonly name?: string | undefined; readonly label?: string | undefined; readonly group?: string | undefined; readonly valueType?: ValueType | undefined }
  | { readonly kind: "attribute"; readonly name: string; readonly label?: string | undefined; readonly group?: string | undefined; readonly valueType?: ValueType | undefined }
  | { readonly kind: "create"; readonly label: string; readonly group: string; readonly valueType: ValueType; readonly name?: string | undefined };

export const UNITS = [
  "hours", "minutes", "seconds", "kg", "lb", "st", "oz", "g", "mg", "km", "mi", "m", "yd", "ft", "kJ", "kcal", "ml", "cl", "l", "floz", "cups", "glasses",
  "celsius", "fahrenheit", "kmh", "mph", "bpm", "ms", "percent", "fraction",
] as const;
/** What a bare number is measured in. */
export type Unit = (typeof UNITS)[number];

export const SCALES = ["1-9", "1-3", "0-3", "1-5", "0-5", "1-7", "1-10", "0-10", "0-100"] as const;
/** The scale a number in the note is on; Exist's own is 1 to 9. */
export type Scale = (typeof SCALES)[number];

export const COMBINES = ["first", "last", "sum", "average", "maximum", "count"] as const;
/** How several values of one day become one. */
export type Combine = (typeof COMBINES)[number];

/** How the text of a value is understood. */
export interface ReadOptions {
  readonly unit?: Unit | undefined;
  readonly scale?: Scale | undefined;
  /** Whether a fraction may become the nearest whole number. */
  readonly round?: boolean | undefined;
  /** Millilitres of a glass; 250 unless told. */
  readonly glass?: number | undefined;
  /** Words or emoji and what each is sent as. */
  readonly words?: Readonly<Record<string, number>> | undefined;
  readonly combine?: Combine | undefined;
  /** Days from the note's day to Exist's: 1 for tonight's bedtime, which belongs to the night that ends tomorrow. */
  readonly dayOffset?: -1 | 0 | 1 | undefined;
}

/** A rule: what in the note feeds which attribute, and how it is read. */
export interface Mapping {
  readonly id: string;
  readonly enabled: boolean;
  readonly from: Source;
  readonly to: Target;
  readonly read: ReadOptions;
  /** What happens at Exist when a value that was sent is gone from the note. Exist cannot go back to "no value". */
  readonly whenRemoved: "keep" | "zero";
  /** Whether people may still enter the attribute by hand at Exist; undefined leaves it as it is. */
  readonly manual?: boolean | undefined;
}

/** Says which attribute a target means, before and after Exist has named it. Equal keys: one attribute. */
export type TargetKey = string;

/** The label of a target that is a tag at Exist, as those are to which the tag rules lead; undefined for others. */
export function labelOfTag(key: TargetKey): string | undefined {
  return /^create:custom:(.+)$/.exec(key)?.[1];
}

/** Each value of each day asks for one, and what is put together anew each time is slow to look up. */
const KEYS = new WeakMap<Target, TargetKey>();

export function targetKey(to: Target): TargetKey {
  const known = KEYS.get(to);
  if (known !== undefined) return known;
  const key = keyOf(to);
  KEYS.set(to, key);
  return key;
}

function keyOf(to: Target): TargetKey {
  switch (to.kind) {
    case "template":
      return `template:${to.template}`;
    case "attribute":
      return `attribute:${to.name}`;
    case "create":
      return `create:${to.group}:${nameKey(to.label.trim())}`;
  }
}

/** Longer than any label people read; what is longer is cut where it is shown. */
export const LONGEST_LABEL = 100;

/** What people call the target when Exist's own label is not known, as it may be shown. */
export function targetLabel(to: Target): string {
  switch (to.kind) {
    case "template":
      return sanitize(to.label ?? templateNamed(to.template)?.label ?? to.template, LONGEST_LABEL);
    case "attribute":
      return sanitize(to.label ?? to.name, LONGEST_LABEL);
    case "create":
      return sanitize(to.label, LONGEST_LABEL);
  }
}

/** The target's value type; undefined for an attribute that Exist has not described yet. */
export function targetType(to: Target): ValueType | undefined {
  return (to.kind === "template" ? templateNamed(to.template)?.valueType : undefined) ?? to.valueType;
}

/** The target that a template of Exist's list stands for, with what the bundled table does not say of it. */
export function templateTarget({ name, label, group, valueType: type }: Template): Target {
  const bundled = templateNamed(name);
  if (bundled === undefined) return { kind: "template", template: name, label, group, valueType: type };
  return { kind: "template", template: name, ...(bundled.label === label ? {} : { label }) };
}

/** What people call a source: the key, the tag with `#`, the task's text, or what is counted. */
export function sourceLabel(from: Source): string {
  switch (from.kind) {
    case "property":
    case "inline":
      return from.key;
    case "tag":
      return `#${from.tag}`;
    case "task":
      return from.text;
    case "count":
      return from.of;
  }
}

/** Whether the note's text is needed, and not only what Obsidian has indexed: a tag's value is in the text alone. */
export function needsText({ from, to }: Mapping): boolean {
  return from.kind === "tag" ? targetType(to) !== valueType.boolean : from.kind !== "property";
}
