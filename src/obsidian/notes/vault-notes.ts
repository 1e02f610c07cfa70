import { type App, type CachedMetadata, getFrontMatterInfo, parseYaml, type Plugin, TFile, TFolder } from "obsidian";
import { legible } from "../../domain/legible";
import { FIRST_DAY, type LocalDate, localDateAt } from "../../domain/local-date";
import type { Note, NoteRef } from "../../domain/note";
import { distinctTags, frontmatterTags } from "../../domain/tags";
import type { Clock, LeftOut, NoteList, Notes } from "../../sync/ports";
import type { NoteSource } from "../../sync/settings";
import { followedSource } from "../undocumented";
import { DailyNoteFormat } from "./daily-note-format";

/** Obsidian indexes a changed file within moments; a change it never reports as indexed changed nothing. */
const INDEXED_WITHIN = 10_000;

/** The longest that the parser's words about a note get. */
const LONGEST_REASON = 120;

const USUAL_FORMATS = ["YYYY-MM-DD", "YYYY-MM-DD dddd", "YYYY-MM-DD-dddd", "YYYY_MM_DD", "YYYYMMDD", "DD-MM-YYYY", "DD.MM.YYYY"];
const PROPOSAL_DEPTH = 4;
/** How many of the latest notes suggestions and examples are drawn from. */
const LATEST = 90;

/** A configured place for daily notes, resolved. */
export interface ResolvedSource {
  readonly folder: string;
  readonly format: string;
  /** Whether there is such a folder. */
  readonly exists: boolean;
  /** Whether the format tells year, month and day. */
  readonly complete: boolean;
  /** Days of its notes, in no order. */
  readonly dates: readonly LocalDate[];
  /** Files that look dated but are not as the format says. */
  readonly almost: number;
}

/** The vault's daily notes, read through the metadata cache. */
export class VaultNotes implements Notes {
  private formats = new Map<string, DailyNoteFormat>();

  constructor(
    private readonly app: App,
    private readonly clock: Clock,
    private readonly sources: () => readonly NoteSource[],
    /** Files written but not indexed again yet, and since when: what the cache says of them is old. */
    private readonly stale = new Map<string, number>(),
  ) {}

  /** Follows changes for as long as `plugin` is loaded. `onChange` is told of daily notes only. */
  watch(plugin: Plugin, onChange: (path: string) => void): void {
    const { vault, metadataCache } = this.app;
    const tell = (path: string): void => { if (this.dateOf(path) !== null) onChange(path); };
    plugin.registerEvent(vault.on("modify", (file) => this.stale.set(file.path, this.clock.now())));
    plugin.registerEvent(vault.on("delete", (file) => this.stale.delete(file.path)));
    plugin.registerEvent(vault.on("rename", (file) => { tell(file.path); }));
    plugin.registerEvent(metadataCache.on("changed", (file) => {
      this.stale.delete(file.path);
      tell(file.path);
    }));
  }

  /** The day of the note at `path` by the first source that knows it; null when it is no daily note. */
  dateOf(path: string): LocalDate | null {
    for (const { format, template } of this.resolved()) {
      const date = path === template ? null : format.dateOf(path);
      if (date !== null) return date;
    }
    return null;
  }

  list(today: LocalDate): NoteList {
    const byDate = new Map<LocalDate, NoteRef>();
    const leftOut: LeftOut[] = [];
    const paths = new Set<string>();
    for (const { format, template } of this.resolved()) {
      for (const file of this.filesOf(format)) {
        if (file.path === template || paths.has(file.path)) continue;
        const date = format.dateOf(file.path);
        const { path } = file;
        if (date === null) {
          if (format.looksDated(path) && this.dateOf(path) === null) leftOut.push({ path, date, reason: "almost" });
          continue;
        }
        paths.add(path);
        const first = byDate.get(date);
        if (first !== undefined) leftOut.push({ path, date, reason: "second-note", instead: first.path });
        else if (date > today) leftOut.push({ path, date, reason: "future" });
        else if (date < FIRST_DAY) leftOut.push({ path, date, reason: "too-early" });
        else byDate.set(date, { path, date, modified: file.stat.mtime });
      }
    }
    return { notes: [...byDate.values()], leftOut };
  }

  /** The same vault's notes as they would be with other sources. */
  over(sources: readonly NoteSource[]): VaultNotes {
    return new VaultNotes(this.app, this.clock, () => sources, this.stale);
  }

  /** The latest notes that are not of a day to come, the latest first, text and all. */
  async latest(): Promise<Note[]> {
    const { notes: listed } = this.list(localDateAt(this.clock.now()));
    const refs = [...listed].sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, LATEST);
    const notes = await Promise.all(refs.map((ref) => this.read(ref, true)));
    return notes.filter((note) => note !== null);
  }

  /** Each configured source with what it finds, for the settings. */
  describe(): ResolvedSource[] {
    return this.resolved().map(({ format }) => {
      const paths = this.filesOf(format).map((file) => file.path);
      const dates = paths.flatMap((path) => format.dateOf(path) ?? []);
      const almost = paths.filter((path) => format.dateOf(path) === null && format.looksDated(path)).length;
      return { folder: format.folder, format: format.format, exists: this.folderOf(format) !== null, complete: format.complete, dates, almost };
    });
  }

  /** The folder and usual format with the most daily notes, for when the configured ones find none; null without any. */
  proposeSource(): { readonly folder: string; readonly format: string; readonly notes: number } | null {
    let best: { folder: string; format: string; notes: number } | null = null;
    const look = (folder: TFolder, depth: number): void => {
      const path = folder.isRoot() ? "" : folder.path;
      for (const format of USUAL_FORMATS) {
        const known = new DailyNoteFormat(path, format);
        const notes = notesIn(folder, 0).filter((file) => known.dateOf(file.path) !== null).length;
        if (notes > (best?.notes ?? 0)) best = { folder: path, format, notes };
      }
      if (depth === 0) return;
      for (const child of folder.children) if (child instanceof TFolder) look(child, depth - 1);
    };
    look(this.app.vault.getRoot(), PROPOSAL_DEPTH);
    return best;
  }

  async read(ref: NoteRef, withText: boolean): Promise<Note | null> {
    const file = this.app.vault.getFileByPath(ref.path);
    if (file === null || this.isStale(ref.path)) return null;
    const cache = this.app.metadataCache.getFileCache(file);
    if (cache === null && file.stat.size > 0) return null;
    const text = withText || mayHoldMore(cache) ? await this.app.vault.cachedRead(file) : null;
    const indexed: Record<string, unknown> | undefined = cache?.frontmatter;
    const { properties, broken } = indexed === undefined && text !== null ? frontmatterIn(text) : { properties: indexed ?? {}, broken: null };
    const inText = (cache?.tags ?? []).map(({ tag }) => tag.replace(/^#/, ""));
    return { ...ref, properties, broken, tags: distinctTags([...frontmatterTags(properties), ...inText]), text: withText ? text : null };
  }

  private isStale(path: string): boolean {
    const since = this.stale.get(path);
    return since !== undefined && this.clock.now() - since < INDEXED_WITHIN;
  }

  private resolved(): { readonly format: DailyNoteFormat; readonly template: string }[] {
    return this.sources().map((source) => {
      const { folder, format, template } = "follow" in source ? followedSource(this.app) : { ...source, template: "" };
      const key = `${folder}\n${format}`;
      const known = this.formats.get(key) ?? new DailyNoteFormat(folder, format);
      this.formats.set(key, known);
      return { format: known, template: template === "" || template.endsWith(".md") ? template : `${template}.md` };
    });
  }

  private filesOf(format: DailyNoteFormat): TFile[] {
    const folder = this.folderOf(format);
    return folder === null ? [] : notesIn(folder, format.depth);
  }

  private folderOf({ folder }: DailyNoteFormat): TFolder | null {
    const { vault } = this.app;
    return folder === "" ? vault.getRoot() : vault.getFolderByPath(folder);
  }
}

function notesIn(folder: TFolder, depth: number): TFile[] {
  return folder.children.flatMap((child) => {
    if (child instanceof TFile) return child.extension === "md" ? [child] : [];
    return child instanceof TFolder && depth > 0 ? notesIn(child, depth - 1) : [];
  });
}

/**
 * Whether the note may begin with frontmatter of which the cache made no properties: a block between `---` lines, or, to
 * an app that takes a byte order mark for text, a heading over several lines.
 */
function mayHoldMore(cache: CachedMetadata | null): boolean {
  if (cache === null || cache.frontmatter !== undefined) return false;
  const first = cache.sections?.[0];
  if (first === undefined || first.position.start.offset > 1) return false;
  return first.type === "yaml" || first.type === "thematicBreak" || (first.type === "heading" && first.position.end.line > first.position.start.line);
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
  return legible((message.split("\n", 1)[0] ?? "").replace(/:$/, ""), LONGEST_REASON);
}
