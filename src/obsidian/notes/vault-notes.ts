import { type App, normalizePath, type Plugin, type TAbstractFile, TFile, TFolder, type Vault } from "obsidian";
import { FIRST_DAY, type LocalDate, localDateAt } from "../../domain/local-date";
import type { Note, NoteRef } from "../../domain/note";
import { makeBreather } from "../../sync/breathe";
import { type Clock, isRead, type LeftOut, type NoteList, type NotePlace, type Notes, type SourceProposal, type Unread } from "../../sync/ports";
import type { NoteSource } from "../../sync/settings";
import { followedSource } from "../undocumented";
import { DailyNoteFormat } from "./daily-note-format";
import { IndexState } from "./index-state";
import { NoteTexts, unreadable } from "./note-texts";
import { proposeSources } from "./propose-sources";
import { readNote } from "./read-note";

/** Obsidian indexes a changed file within moments, unless it is busy; whoever waits for that waits no longer than this, milliseconds. */
const INDEXED_WITHIN = 2_000;
const LOOK_EVERY = 50;

/** A listing is kept for so long: should the app ever fail to tell of a change, the change is seen after that. */
const KEPT_FOR = 15 * 60_000;

/** So many dated notes that nothing reads are worth a word beside those that are read. */
const WORTH_NAMING = 5;
/** Folders within folders that are looked into for notes that nothing reads. */
const DEEPEST = 8;
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

/** A source with the path of its note template, which is no daily note. */
interface Place {
  readonly format: DailyNoteFormat;
  readonly template: string;
}

/** The notes of days as they were listed, kept up to date by the vault's events. */
interface Listing {
  /** What it was made by: the sources, and the last day there is. */
  readonly rules: string;
  readonly at: number;
  readonly notes: Map<LocalDate, NoteRef>;
  readonly changed: LocalDate[];
  readonly places: readonly NotePlace[];
  readonly leftOut: readonly LeftOut[];
  readonly isExact: boolean;
}

/** What listens to changes of daily notes. */
export interface NoteListener {
  /** The contents of these days' notes, or which note counts for them, may have changed. Told at once, also of what is not indexed yet. */
  readonly onTouch: (dates: readonly LocalDate[]) => void;
  /** A daily note can be read in its present contents, or is there or gone. */
  readonly onChange: (path: string) => void;
}

/** The vault's daily notes, read through the metadata cache. */
export class VaultNotes implements Notes {
  private formats = new Map<string, DailyNoteFormat>();
  private listing: Listing | null = null;
  /** Daily notes that were written and are not indexed yet, as far as events tell. */
  private readonly unindexed = new Set<string>();
  /** Before anybody listens to the vault, no listing can be kept. */
  private isWatching = false;
  /** Changes of the vault so far: one in the middle of a listing makes it doubtful. */
  private changes = 0;

  constructor(
    private readonly app: App,
    private readonly clock: Clock,
    private readonly sources: () => readonly NoteSource[],
    private readonly index = new IndexState(app),
    private readonly texts = new NoteTexts(app.vault, clock),
  ) {}

  /** Follows changes for as long as `plugin` is loaded. */
  watch(plugin: Plugin, { onTouch, onChange }: NoteListener): void {
    const { vault, metadataCache } = this.app;
    const touch = (...paths: readonly string[]): void => {
      const dates = paths.flatMap((path) => this.dateOf(path) ?? []);
      if (dates.length > 0) onTouch(dates);
    };
    const changed = (path: string): void => { if (this.dateOf(path) !== null) onChange(path); };
    const written = (file: TAbstractFile): void => {
      if (file instanceof TFile) this.index.written(file);
      if (this.dateOf(file.path) !== null) this.unindexed.add(file.path);
      touch(file.path);
    };
    this.isWatching = true;
    plugin.registerEvent(vault.on("create", (file) => {
      written(file);
      this.relist();
    }));
    plugin.registerEvent(vault.on("modify", (file) => {
      written(file);
      this.restamp(file);
    }));
    plugin.registerEvent(vault.on("delete", (file) => {
      this.unindexed.delete(file.path);
      touch(file.path);
      this.relist();
      changed(file.path);
    }));
    plugin.registerEvent(vault.on("rename", (file, from) => {
      if (this.unindexed.delete(from)) this.unindexed.add(file.path);
      touch(...renamed(file, from));
      this.relist();
      changed(from);
      changed(file.path);
    }));
    plugin.registerEvent(metadataCache.on("changed", (file) => {
      this.index.indexed(file);
      this.unindexed.delete(file.path);
      touch(file.path);
      this.restamp(file);
      changed(file.path);
    }));
  }

  /** Settles when what was written is indexed, or after a while: whoever asks for a run has just written something. */
  async indexed(): Promise<void> {
    for (let waited = 0; this.unindexed.size > 0 && waited < INDEXED_WITHIN; waited += LOOK_EVERY) {
      await new Promise<void>((done) => { this.clock.after(LOOK_EVERY, done); });
    }
  }

  /** The day of the note at `path` by the first source that knows it; null when it is no daily note. */
  dateOf(path: string): LocalDate | null {
    for (const { format, template } of this.resolved()) {
      const date = path === template ? null : format.dateOf(path);
      if (date !== null) return date;
    }
    return null;
  }

  async list(today: LocalDate): Promise<NoteList> {
    const places = this.resolved();
    const rules = [today, ...places.map(({ format, template }) => [format.folder, format.format, template].join("\n"))].join("\n\n");
    if (this.listing?.rules === rules && Math.abs(this.clock.now() - this.listing.at) < KEPT_FOR) return this.listing;
    const { changes } = this;
    const listing = { rules, at: this.clock.now(), changed: [], ...(await this.look(places, today)) };
    this.listing = this.isWatching && this.changes === changes ? listing : null;
    return listing;
  }

  private async look(places: readonly Place[], today: LocalDate): Promise<Pick<Listing, "notes" | "places" | "leftOut" | "isExact">> {
    const breathe = makeBreather(this.clock);
    const notes = new Map<LocalDate, NoteRef>();
    const leftOut: LeftOut[] = [];
    const paths = new Set<string>();
    for (const { format, template } of places) {
      for (const file of this.filesOf(format)) {
        await breathe();
        const { path } = file;
        if (path === template || paths.has(path)) continue;
        const date = format.dateOf(path);
        if (date === null) {
          if (format.looksDated(path) && this.dateOf(path) === null) leftOut.push({ path, date, reason: "almost" });
          continue;
        }
        paths.add(path);
        const first = notes.get(date);
        if (first !== undefined) leftOut.push({ path, date, reason: "second-note", instead: first.path });
        else if (date > today) leftOut.push({ path, date, reason: "future" });
        else if (date < FIRST_DAY) leftOut.push({ path, date, reason: "too-early" });
        else notes.set(date, { path, date, stamp: this.index.stampOf(file) });
      }
    }
    const found = places.map(({ format }) => ({ folder: format.folder, format: format.format, isMissing: this.folderOf(format) === null }));
    return { notes, places: found, leftOut, isExact: this.index.isExact(paths) };
  }

  /** Which files there are has changed. */
  private relist(): void {
    this.changes += 1;
    this.listing = null;
  }

  /** What is in a file has changed, or what is known of it. */
  private restamp(file: TAbstractFile): void {
    this.changes += 1;
    const date = this.dateOf(file.path);
    const known = date === null ? undefined : this.listing?.notes.get(date);
    if (known?.path !== file.path || !(file instanceof TFile)) return;
    this.listing?.notes.set(known.date, { ...known, stamp: this.index.stampOf(file) });
    this.listing?.changed.push(known.date);
  }

  /** The same vault's notes as they would be with other sources. */
  over(sources: readonly NoteSource[]): VaultNotes {
    return new VaultNotes(this.app, this.clock, () => sources, this.index, this.texts);
  }

  /** The latest notes that are not of a day to come, the latest first, text and all. */
  async latest(): Promise<Note[]> {
    const { notes: listed } = await this.list(localDateAt(this.clock.now()));
    const refs = [...listed.values()].sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, LATEST);
    const notes = await Promise.all(refs.map((ref) => this.read(ref, true)));
    return notes.filter(isRead);
  }

  /** The paths of all daily notes that are not of a day to come. */
  async paths(): Promise<string[]> {
    const { notes } = await this.list(localDateAt(this.clock.now()));
    return [...notes.values()].map(({ path }) => path);
  }

  /** The texts of the templates that daily notes are made from. */
  async templates(): Promise<string[]> {
    const paths = new Set(this.resolved().map(({ template }) => template));
    const files = [...paths].flatMap((path) => (path === "" ? [] : (this.app.vault.getFileByPath(path) ?? [])));
    // A template that cannot be read is one hint less.
    return Promise.all(files.map((file) => this.app.vault.cachedRead(file).catch(() => "")));
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

  /** Where dated notes seem to be that no source reads: all such places where nothing is read so far, else those with several. */
  proposeSources(): SourceProposal[] {
    const templates = new Set(this.resolved().map(({ template }) => template));
    const unread = notesIn(this.app.vault.getRoot(), DEEPEST).filter(({ path }) => !templates.has(path) && this.dateOf(path) === null).map(({ path }) => path);
    const isAnyRead = this.describe().some(({ dates }) => dates.length > 0);
    return proposeSources(unread).filter(({ notes }) => !isAnyRead || notes >= WORTH_NAMING);
  }

  async read(ref: NoteRef, withText: boolean): Promise<Note | Unread> {
    const file = this.app.vault.getFileByPath(ref.path);
    if (file === null) return { unread: "not-indexed" };
    try {
      return await readNote(this.app, file, ref, { withText, text: () => this.texts.read(file), isCurrent: (read) => this.index.isCurrent(file, read) });
    } catch (error) {
      // Whatever is the matter with one note, the others can be read.
      return unreadable(error);
    }
  }

  private resolved(): Place[] {
    return this.sources().map((source) => {
      const { folder, format, template } = "follow" in source ? followedSource(this.app) : { ...source, template: "" };
      const there = folderThere(this.app.vault, folder);
      const key = `${there}\n${format}`;
      const known = this.formats.get(key) ?? new DailyNoteFormat(there, format);
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

/** The paths before and after a renaming: those of a file, or of all notes in a folder, of which Obsidian may tell by the folder alone. */
function renamed(file: TAbstractFile, from: string): string[] {
  if (!(file instanceof TFolder)) return [from, file.path];
  return notesIn(file, Number.POSITIVE_INFINITY).flatMap(({ path }) => [path, from + path.slice(file.path.length)]);
}

/** A folder's path as the vault has it. On most computers letter case makes no difference, so people don't mind it in settings. */
function folderThere(vault: Vault, folder: string): string {
  const path = normalizePath(folder);
  if (path === "/" || vault.getFolderByPath(path) !== null) return path;
  let at: TFolder = vault.getRoot();
  for (const name of path.split("/")) {
    const next = at.children.find((child): child is TFolder => child instanceof TFolder && child.name.toLowerCase() === name.toLowerCase());
    if (next === undefined) return path;
    at = next;
  }
  return at.path;
}

function notesIn(folder: TFolder, depth: number): TFile[] {
  return folder.children.flatMap((child) => {
    if (child instanceof TFile) return child.extension === "md" ? [child] : [];
    return child instanceof TFolder && depth > 0 ? notesIn(child, depth - 1) : [];
  });
}
