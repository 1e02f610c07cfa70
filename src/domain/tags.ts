import { CUSTOM } from "./group";
import type { Mapping } from "./mapping";
import { nameKey } from "./name-key";
import { propertyOf } from "./note";
import { valueType } from "./value-type";

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

/** Tags are the same whatever their case, as in Obsidian (help: Tags), and in either form of Unicode. */
export function tagKey(tag: string): string {
  return nameKey(tag.replace(/^#/, ""));
}

/** The mapping that a tag rule stands for: the tag as a custom tag, labelled like the tag without the prefix. */
function tagMapping(tag: string, rules: TagRules): Mapping {
  const label = rules.mode === "prefix" ? tag.normalize("NFC").slice(rules.prefix.normalize("NFC").length) : tag;
  const known = nameKey(label);
  return {
    id: `tag:${tagKey(tag)}`,
    enabled: true,
    from: { kind: "tag", tag },
    to: { kind: "create", label, group: CUSTOM, valueType: valueType.boolean, name: Object.hasOwn(rules.names, known) ? rules.names[known] : undefined },
    read: {},
    whenRemoved: "zero",
  };
}

/** The tag that the rules would send under `label`, or null where no tag can be written so. */
export function tagLabelled(label: string, { mode, prefix }: TagRules): string | null {
  const tag = mode === "prefix" ? prefix + label : label;
  return TAG.test(tag) ? tag : null;
}

/**
 * The mappings that the tag rules stand for in a note with `tags`. Tags that Exist knows by an earlier note are among
 * them, so that one which is gone is noticed.
 * @param mapped tags that have a mapping of their own, which wins
 * @param filled labels of tags that were sent before and whose names are not known any more
 */
export function tagMappings(tags: readonly string[], rules: TagRules, mapped: ReadonlySet<string>, filled: readonly string[] = []): Mapping[] {
  if (rules.mode === "off") return [];
  const known = [...filled, ...Object.keys(rules.names)].map((label) => (rules.mode === "prefix" ? rules.prefix + label : label));
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

/** What Obsidian takes for a tag: no blanks, at least one sign that is no digit (help: Tags); nor what is no text at all. */
const TAG = /^(?=\d*\D)[^\s#,\p{Cc}\p{Cs}]+$/u;

/**
 * The tags that frontmatter names, without `#`. Also read are lists in one text (`a, b` and `#a #b`), which older versions
 * of Obsidian took and people still have.
 */
export function frontmatterTags(properties: Readonly<Record<string, unknown>>): string[] {
  const value = propertyOf(properties, "tags");
  const items = typeof value === "string" ? value.split(/[\s,]+/) : Array.isArray(value) ? (value as unknown[]).flatMap((item) => (typeof item === "string" ? item.split(",") : [])) : [];
  return items.map((item) => item.trim().replace(/^#/, "")).filter((item) => TAG.test(item));
}

/** Each tag once, as it is written first. */
export function distinctTags(tags: readonly string[]): string[] {
  const first = new Map<string, string>();
  for (const tag of tags) if (!first.has(tagKey(tag))) first.set(tagKey(tag), tag);
  return [...first.values()];
}
