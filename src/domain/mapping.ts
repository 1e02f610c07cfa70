import { templateNamed } from "./templates";
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

/** Which attribute is fed. `name` is Exist's identifier, kept here once Exist has said it. */
export type Target =
  | { readonly kind: "template"; readonly template: string; readonly name?: string | undefined }
  | { readonly kind: "attribute"; readonly name: string; readonly label?: string | undefined; readonly valueType?: ValueType | undefined }
  | { readonly kind: "create"; readonly label: string; readonly group: string; readonly valueType: ValueType; readonly name?: string | undefined };

export const UNITS = [
  "hours", "minutes", "seconds", "kg", "lb", "st", "km", "mi", "m", "kJ", "kcal", "ml", "l", "floz", "cups", "glasses",
  "celsius", "fahrenheit", "g", "mg", "percent", "fraction",
] as const;
/** What a bare number is measured in. */
export type Unit = (typeof UNITS)[number];

export const SCALES = ["1-9", "1-5", "1-10", "0-10", "0-100"] as const;
/** The scale a number in the note is on; Exist's own is 1 to 9. */
export type Scale = (typeof SCALES)[number];

export const COMBINES = ["first", "last", "sum", "average", "maximum", "count"] as const;
/** How several values of one day become one. */
export type Combine = (typeof COMBINES)[number];

/** How the text of a value is understood. */
export interface ReadOptions {
  readonly unit?: Unit | undefined;
  readonly scale?: Scale | undefined;
  /** Words or emoji and what each stands for. */
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

export const TAG_MODES = ["off", "chosen", "prefix", "all"] as const;

/** Which tags become custom tags at Exist without a mapping of their own. Tags are written without `#`. */
export interface TagRules {
  readonly mode: (typeof TAG_MODES)[number];
  readonly prefix: string;
  readonly chosen: readonly string[];
  readonly ignored: readonly string[];
  /** Exist's names of the tags, once known. */
  readonly names: Readonly<Record<string, string>>;
}

/** Says which attribute a target means, before and after Exist has named it. Equal keys: one attribute. */
export type TargetKey = string;

export function targetKey(to: Target): TargetKey {
  switch (to.kind) {
    case "template":
      return `template:${to.template}`;
    case "attribute":
      return `attribute:${to.name}`;
    case "create":
      return `create:${to.group}:${to.label.trim().toLocaleLowerCase()}`;
  }
}

/** What people call the target when Exist's own label is not known. */
export function targetLabel(to: Target): string {
  switch (to.kind) {
    case "template":
      return templateNamed(to.template)?.label ?? to.template;
    case "attribute":
      return to.label ?? to.name;
    case "create":
      return to.label;
  }
}

/** The target's value type; undefined for an attribute that Exist has not described yet. */
export function targetType(to: Target): ValueType | undefined {
  return to.kind === "template" ? templateNamed(to.template)?.valueType : to.valueType;
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

/** Whether the note's text is needed, and not only what Obsidian has indexed. */
export function needsText(mapping: Mapping): boolean {
  return mapping.from.kind !== "property" && mapping.from.kind !== "tag";
}

/** Tags are the same whatever their case, as in Obsidian (help: Tags). */
export function tagKey(tag: string): string {
  return tag.replace(/^#/, "").toLocaleLowerCase();
}

/** The mapping that a tag rule stands for: the tag as a custom tag, labelled like the tag without the prefix. */
function tagMapping(tag: string, rules: TagRules): Mapping {
  const label = rules.mode === "prefix" ? tag.slice(rules.prefix.length) : tag;
  const known = label.toLocaleLowerCase();
  return {
    id: `tag:${tagKey(tag)}`,
    enabled: true,
    from: { kind: "tag", tag },
    to: { kind: "create", label, group: "custom", valueType: valueType.boolean, name: Object.hasOwn(rules.names, known) ? rules.names[known] : undefined },
    read: {},
    whenRemoved: "zero",
  };
}

/**
 * The mappings that the tag rules stand for in a note with `tags`. Tags that Exist knows by an earlier note are among
 * them, so that one which is gone is noticed.
 * @param mapped tags that have a mapping of their own, which wins
 */
export function tagMappings(tags: readonly string[], rules: TagRules, mapped: ReadonlySet<string>): Mapping[] {
  if (rules.mode === "off") return [];
  const known = Object.keys(rules.names).map((label) => (rules.mode === "prefix" ? rules.prefix + label : label));
  const candidates = new Map([...known, ...rules.chosen, ...tags].map((tag) => [tagKey(tag), tag]));
  return [...candidates].filter(([key, tag]) => !mapped.has(key) && sendsTag(tag, rules)).map(([, tag]) => tagMapping(tag, rules));
}

/** Whether the rules send `tag` (written without `#`). */
export function sendsTag(tag: string, rules: TagRules): boolean {
  const key = tagKey(tag);
  const among = (tags: readonly string[]): boolean => tags.some((each) => tagKey(each) === key);
  if (among(rules.ignored)) return false;
  switch (rules.mode) {
    case "off":
      return false;
    case "chosen":
      return among(rules.chosen);
    case "prefix":
      return rules.prefix !== "" && key.startsWith(tagKey(rules.prefix)) && key.length > tagKey(rules.prefix).length;
    case "all":
      return true;
  }
}
