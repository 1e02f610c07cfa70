import { type App, type CachedMetadata, getFrontMatterInfo, parseYaml, type TFile } from "obsidian";
import { sanitize } from "../../domain/sanitize";
import type { Note, NoteRef } from "../../domain/note";
import { dayIn } from "../../domain/property-day";
import type { Unread } from "../../sync/ports";
import { distinctTags, frontmatterTags } from "../../domain/tags";

/** The longest that the parser's words about a note get. */
const LONGEST_REASON = 120;

interface Reading {
  readonly withText: boolean;
  /** Opens the file, and says why where that does not work. */
  readonly text: () => Promise<string | Unread>;
  /** Whether the index has the file's present contents. @param read opens the file, where nothing else tells */
  readonly isCurrent: (read: () => Promise<string | Unread>) => Promise<boolean | Unread>;
}

/**
 * The note as Obsidian has indexed it, or why it cannot be read now; null where a property gives it another day by now, or
 * none. The text is opened only where it is needed.
 */
export async function readNote({ metadataCache }: App, file: TFile, { path, date, property }: NoteRef, { withText, text: open, isCurrent }: Reading): Promise<Note | Unread | null> {
  const cache = metadataCache.getFileCache(file);
  if (cache === null && file.stat.size > 0) return { unread: "not-indexed" };
  const current = await isCurrent(open);
  if (current !== true) return current === false ? { unread: "not-indexed" } : current;
  const text = withText || mayHoldMore(cache) ? await open() : null;
  if (text !== null && typeof text !== "string") return text;
  const indexed: Record<string, unknown> | undefined = cache?.frontmatter;
  const { properties, broken } = indexed === undefined && text !== null ? frontmatterIn(text) : { properties: indexed ?? {}, broken: null };
  if (property !== undefined && broken === null && dayIn(properties, property)?.date !== date) return null;
  const inText = (cache?.tags ?? []).map(({ tag }) => tag.replace(/^#/, ""));
  return { path, date, properties, broken, tags: distinctTags([...frontmatterTags(properties), ...inText]), text: withText ? text : null };
}

/**
 * Whether the note may begin with frontmatter of which the cache made no properties: a block between `---` lines, or, to
 * an app that takes a byte order mark for text, a heading over several lines.
 */
function mayHoldMore(cache: CachedMetadata | null): boolean {
  if (cache === null || cache.frontmatter !== undefined) return false;
  const first = cache.sections?.[0];
  if (first === undefined || first.position.start.offset > 1) return false;
  return hasUnreadProperties(cache) || first.type === "thematicBreak" || (first.type === "heading" && first.position.end.line > first.position.start.line);
}

/** Whether the note begins with a block of properties of which the index made none, as of one that is no valid YAML. */
export function hasUnreadProperties({ frontmatter, sections }: CachedMetadata): boolean {
  return frontmatter === undefined && sections?.[0]?.type === "yaml";
}

/** What the cache did not say: why the frontmatter cannot be read, or what stands in it behind a byte order mark. */
function frontmatterIn(text: string): { readonly properties: Record<string, unknown>; readonly broken: string | null } {
  const bare = text.replace(/^\uFEFF/, "");
  const info = getFrontMatterInfo(bare);
  if (!info.exists) return { properties: {}, broken: null };
  try {
    const parsed: unknown = parseYaml(info.frontmatter);
    const isRecord = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    return { properties: isRecord && bare !== text ? (parsed as Record<string, unknown>) : {}, broken: null };
  } catch (error) {
    return { properties: {}, broken: yamlReason(error) };
  }
}

/** Why frontmatter could not be read, in the parser's words, without the lines it quotes. */
export function yamlReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return sanitize((message.split("\n", 1)[0] ?? "").replace(/:$/, ""), LONGEST_REASON);
}
