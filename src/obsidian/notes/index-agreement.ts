import { type CachedMetadata, getFrontMatterInfo, parseYaml } from "obsidian";
import { readBody } from "../../domain/body";
import { tagKey } from "../../domain/tags";
import { contentsOf } from "../../sync/settled";

const TAG = /(?:^|\s)#([\p{L}\p{N}\p{M}\p{Extended_Pictographic}_/-]+)/gu;

/** Whether a text is what the index was made from, as far as this plugin reads it: the same properties and the same tags. */
export function agreesWithIndex(text: string, cache: CachedMetadata): boolean {
  return same(propertiesIn(text), cache.frontmatter ?? {}) && sameTags(text, cache);
}

function propertiesIn(text: string): unknown {
  const info = getFrontMatterInfo(text.replace(/^\uFEFF/, ""));
  if (!info.exists) return {};
  try {
    return parseYaml(info.frontmatter) ?? {};
  } catch {
    // The index has none of a block that cannot be read either, and the reader says why.
    return {};
  }
}

function same(a: unknown, b: unknown): boolean {
  return contentsOf(withoutPosition(a)) === contentsOf(withoutPosition(b));
}

/** Older versions of the app kept the place of the block among the properties. */
function withoutPosition(properties: unknown): unknown {
  if (typeof properties !== "object" || properties === null) return {};
  return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== "position"));
}

function sameTags(text: string, { tags = [] }: CachedMetadata): boolean {
  const written = new Set([...readBody(text).prose.matchAll(TAG)].map((match) => (match[1] === undefined ? undefined : tagKey(match[1]))).filter((tag) => tag !== undefined && /\D/.test(tag)));
  const indexed = new Set(tags.map(({ tag }) => tagKey(tag)));
  return written.size === indexed.size && [...written].every((tag) => indexed.has(tag ?? ""));
}
