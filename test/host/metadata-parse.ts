import { parse, stringify } from "yaml";

interface Loc {
  readonly line: number;
  readonly col: number;
  readonly offset: number;
}

interface Pos {
  readonly start: Loc;
  readonly end: Loc;
}

/** obsidian.d.ts: CachedMetadata, the parts that the host fills. */
export interface CachedMetadata {
  frontmatter?: Record<string, unknown>;
  frontmatterPosition?: Pos;
  sections?: { readonly type: string; readonly position: Pos }[];
  headings?: { readonly heading: string; readonly level: number; readonly position: Pos }[];
  tags?: { readonly tag: string; readonly position: Pos }[];
  links?: { readonly link: string; readonly original: string; readonly position: Pos }[];
  listItems?: { readonly task?: string; readonly parent: number; readonly position: Pos }[];
}

/** YAML as the app reads it: eemeli's `yaml`, default options (help: Credits; obsidian.d.ts names YAMLParseError). */
export function parseYaml(text: string): unknown {
  // "error" keeps warnings off the console; "silent" would swallow the errors as well.
  return parse(text, { logLevel: "error" });
}

export function stringifyYaml(value: unknown): string {
  return stringify(value);
}

const OPENING = /^---[ \t]*\r?\n/;

/** obsidian.d.ts: getFrontMatterInfo. */
export function getFrontMatterInfo(text: string): { exists: boolean; frontmatter: string; from: number; to: number; contentStart: number } {
  const none = { exists: false, frontmatter: "", from: 0, to: 0, contentStart: 0 };
  const opening = OPENING.exec(text);
  if (opening === null) return none;
  const from = opening[0].length;
  const closing = /^---[ \t]*(?:\r?\n|$)/m;
  const rest = text.slice(from);
  const end = closing.exec(rest);
  if (end === null) return none;
  const to = from + end.index;
  return { exists: true, frontmatter: text.slice(from, to), from, to, contentStart: to + end[0].length };
}

/** Letters, digits, marks and emoji (joined ones too), `_`, `-` and `/` (help: Tags). */
const TAG = /(^|[\s(])#((?:[\p{L}\p{N}\p{M}\p{Extended_Pictographic}_/-]|\u200D)+)/gu;
const LIST_ITEM = /^(\s*)(?:[-*+]|\d+[.)])\s+(?:\[(.)\]\s)?/u;
const HEADING = /^(#{1,6})\s+(.*)$/;
const LINK = /!?\[\[([^[\]|]+)(?:\|[^[\]]*)?\]\]/g;

/** What the app's index says of a note. Tags, tasks and links in code, comments and maths do not count. */
export function readMetadata(text: string): CachedMetadata {
  const cache: CachedMetadata = {};
  const lineStarts = startsOf(text);
  const position = (from: number, to: number): Pos => ({ start: locate(lineStarts, from), end: locate(lineStarts, to) });
  const info = getFrontMatterInfo(text);
  const sections: NonNullable<CachedMetadata["sections"]> = [];
  if (info.exists) {
    sections.push({ type: "yaml", position: position(0, info.to + 3) });
    const frontmatter = propertiesOf(info.frontmatter);
    if (frontmatter !== null) {
      cache.frontmatter = frontmatter;
      cache.frontmatterPosition = position(0, info.to + 3);
    }
  }
  if (text.startsWith("\uFEFF---") && getFrontMatterInfo(text.slice(1)).exists) {
    sections.push({ type: "heading", position: position(0, getFrontMatterInfo(text.slice(1)).contentStart) });
  }
  const body = blanked(text, info.contentStart);
  const found: Required<Pick<CachedMetadata, "headings" | "tags" | "links" | "listItems">> = { headings: [], tags: [], links: [], listItems: [] };
  lineStarts.forEach((start, at) => {
    if (start < info.contentStart) return;
    const line = body.slice(start, (lineStarts[at + 1] ?? body.length + 1) - 1);
    if (line.trim() === "") return;
    const here = position(start, start + line.length);
    const heading = HEADING.exec(line);
    const item = LIST_ITEM.exec(line);
    if (heading !== null) found.headings.push({ heading: heading[2] ?? "", level: heading[1]?.length ?? 1, position: here });
    if (item !== null) found.listItems.push({ ...(item[2] === undefined ? {} : { task: item[2] }), parent: -1, position: here });
    sections.push({ type: heading !== null ? "heading" : item !== null ? "list" : /^-{3,}\s*$/.test(line) ? "thematicBreak" : "paragraph", position: here });
    for (const link of line.matchAll(LINK)) found.links.push({ link: link[1] ?? "", original: link[0], position: position(start + link.index, start + link.index + link[0].length) });
    const plain = line.replace(LINK, (link) => " ".repeat(link.length));
    for (const match of plain.matchAll(TAG)) {
      const tag = match[2] ?? "";
      if (/^[\p{N}]+$/u.test(tag)) continue;
      const from = start + match.index + (match[1]?.length ?? 0);
      found.tags.push({ tag: `#${tag}`, position: position(from, from + tag.length + 1) });
    }
  });
  if (sections.length > 0) cache.sections = sections;
  if (found.headings.length > 0) cache.headings = found.headings;
  if (found.tags.length > 0) cache.tags = found.tags;
  if (found.links.length > 0) cache.links = found.links;
  if (found.listItems.length > 0) cache.listItems = found.listItems;
  return cache;
}

/** Properties, or null for YAML that cannot be read or is no map (assumption `invalid-yaml`). */
function propertiesOf(yaml: string): Record<string, unknown> | null {
  try {
    const value = parseYaml(yaml);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The text with code, comments and maths blanked out, every character else in its place. */
function blanked(text: string, from: number): string {
  const blank = (part: string): string => part.replace(/[^\n]/g, " ");
  let fence = "";
  const lines = text.split("\n").map((line) => {
    const mark = /^\s*(?:>\s*)*(`{3,}|~{3,})/.exec(line)?.[1] ?? "";
    if (fence === "") {
      fence = mark;
      return mark === "" ? line : blank(line);
    }
    if (mark.startsWith(fence)) fence = "";
    return blank(line);
  });
  const prose = lines.join("\n").slice(from).replace(/<!--[\s\S]*?-->|%%[\s\S]*?%%|\$\$[\s\S]*?\$\$|`[^`\n]+`/g, blank);
  return text.slice(0, from).replace(/[^\n]/g, " ") + prose;
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function locate(starts: readonly number[], offset: number): Loc {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, col: offset - (starts[low] ?? 0), offset };
}

/** obsidian.d.ts: parseFrontMatterTags. Only `tags` counts; one text is one tag, a list in one text is none (help: 1.9). */
export function parseFrontMatterTags(frontmatter: unknown): string[] | null {
  if (typeof frontmatter !== "object" || frontmatter === null || !("tags" in frontmatter)) return null;
  const { tags } = frontmatter;
  const list: unknown[] = Array.isArray(tags) ? tags : [tags];
  const found = list.filter((tag) => typeof tag === "string").map((tag) => tag.replace(/^#/, "")).filter((tag) => tag !== "" && !/[\s,]/.test(tag) && !/^\d+$/.test(tag));
  return found.length === 0 ? null : found.map((tag) => `#${tag}`);
}

/** obsidian.d.ts: getAllTags. With `#`, in written case, doubles and all; null without any. */
export function getAllTags(cache: CachedMetadata): string[] | null {
  const all = [...(parseFrontMatterTags(cache.frontmatter) ?? []), ...(cache.tags ?? []).map(({ tag }) => tag)];
  return all.length === 0 ? null : all;
}
