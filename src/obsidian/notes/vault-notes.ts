import { type App, type Plugin, type TAbstractFile, TFile } from "obsidian";
import { type LocalDate, localDateAt } from "../../domain/local-date";
import type { Note, NoteRef } from "../../domain/note";
import { makeBreather } from "../../sync/breathe";
import { type Clock, isRead, type NamedPlace, type NoteList, type Notes, type SourceProposal, type Unread } from "../../sync/ports";
import type { NoteSource } from "../../sync/settings";
import { IndexState } from "./index-state";
import { dayOf, filesOf, folderOf, type Listing, listNotes } from "./listing";
import { NoteTexts, unreadable } from "./note-texts";
import { type Place, Places } from "./places";
import { proposeProperty } from "./propose-property";
import { proposeSources } from "./propose-sources";
import { readNote } from "./read-note";
import { notesIn, renamed } from "./walk";

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

/** A configured source of daily notes, resolved. */
export type ResolvedSource = NamedPlace & {
  /** Whether notes of the Journals plugin count. */
  readonly withJournals: boolean;
  /** Whether there is such a folder. */
  readonly exists: boolean;
  /** Whether it tells year, month and day. */
  readonly complete: boolean;
  /** Days of its notes, in no order; a day as often as it has a note. */
  readonly dates: readonly LocalDate[];
  /** Files that look dated and have no day by it. */
  readonly almost: number;
};

/** The listing that is kept, up to date by the vault's events. */
interface Kept extends Listing {
  /** What it was made by: the sources, and the last day there is. */
  readonly rules: string;
  readonly at: number;
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
  private listing: Kept | null = null;
  /** The days of notes to which a property gave theirs when it was last listed. */
  private dated: Listing["dated"] = new Map();
  /** Notes that were written and are not indexed yet, as far as events tell, and may be daily notes. */
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
    private readonly known = new Places(app, clock),
  ) {}

  /** Follows changes for as long as `plugin` is loaded. */
  watch(plugin: Plugin, { onTouch, onChange }: NoteListener): void {
    const { vault, metadataCache } = this.app;
    const touch = (dates: readonly LocalDate[]): void => { if (dates.length > 0) onTouch(dates); };
    const written = (file: TAbstractFile): readonly LocalDate[] => {
      if (file instanceof TFile) this.index.written(file);
      const dates = this.daysOf(file.path);
      if (file instanceof TFile && (dates.length > 0 || this.mayGetDay(file))) this.unindexed.add(file.path);
      touch(dates);
      return dates;
    };
    this.isWatching = true;
    void this.known.refresh();
    plugin.registerEvent(vault.on("create", (file) => {
      written(file);
      this.relist();
    }));
    plugin.registerEvent(vault.on("modify", (file) => { this.restamp(file, written(file)); }));
    plugin.registerEvent(vault.on("delete", (file) => {
      this.unindexed.delete(file.path);
      const dates = this.daysOf(file.path);
      touch(dates);
      this.relist();
      if (dates.length > 0) onChange(file.path);
    }));
    plugin.registerEvent(vault.on("rename", (file, from) => {
      if (this.unindexed.delete(from)) this.unindexed.add(file.path);
      touch(renamed(file, from).flatMap((path) => this.daysOf(path)));
      const concerned = [from, file.path].filter((path) => this.daysOf(path).length > 0);
      this.relist();
      for (const path of concerned) onChange(path);
    }));
    plugin.registerEvent(metadataCache.on("changed", (file) => {
      this.index.indexed(file);
      this.unindexed.delete(file.path);
      const dates = this.daysOf(file.path);
      // What was waited for to tell a note's day is known, also where it is none.
      if (dates.length > 0 || this.listing?.undated.has(file.path) === true) onTouch(dates);
      this.restamp(file, dates);
      if (dates.length > 0) onChange(file.path);
    }));
  }

  /** Settles when what was written is indexed, or after a while: whoever asks for a run has just written something. */
  async indexed(): Promise<void> {
    for (let waited = 0; this.unindexed.size > 0 && waited < INDEXED_WITHIN; waited += LOOK_EVERY) {
      await new Promise<void>((done) => { this.clock.after(LOOK_EVERY, done); });
    }
  }

  /** The day of the note at `path` by the first source that gives it one; null when it is no daily note. */
  dateOf(path: string): LocalDate | null {
    return dayOf(this.places, path)?.date ?? null;
  }

  async list(today: LocalDate): Promise<NoteList> {
    if (this.listing?.rules === this.rulesOn(today) && Math.abs(this.clock.now() - this.listing.at) < KEPT_FOR) return this.listing;
    await this.known.refresh();
    const { changes } = this;
    const rules = this.rulesOn(today);
    const listed = await listNotes(this.places, { vault: this.app.vault, index: this.index, today, breathe: makeBreather(this.clock) });
    const listing = { rules, at: this.clock.now(), ...listed };
    this.dated = listing.dated;
    this.listing = this.isWatching && this.changes === changes ? listing : null;
    return listing;
  }

  /** What a listing is made by: the day, and where notes are. */
  private rulesOn(today: LocalDate): string {
    return JSON.stringify([today, this.places.map(({ named, template }) => [named, template])]);
  }

  /** The day of a note, and the one that a property gave it when it was last listed. */
  private daysOf(path: string): LocalDate[] {
    const now = this.dateOf(path);
    const before = this.dated.get(path)?.date;
    return [...(now === null ? [] : [now]), ...(before === undefined || before === now ? [] : [before])];
  }

  /** Whether a note may get a day once it is indexed. */
  private mayGetDay({ path, extension }: TFile): boolean {
    return extension === "md" && this.places.some(({ property, folder }) => property !== undefined && (folder === "" || path.startsWith(`${folder}/`)));
  }

  /** Which files there are has changed, or which day one is of. */
  private relist(): void {
    this.changes += 1;
    this.listing = null;
  }

  /** What is in a file has changed, or what is known of it. @param dates its days, by `daysOf` */
  private restamp(file: TAbstractFile, dates: readonly LocalDate[]): void {
    this.changes += 1;
    const { listing } = this;
    if (listing === null || !(file instanceof TFile)) return;
    if (listing.undated.has(file.path) || this.hasMoved(file.path)) {
      this.relist();
      return;
    }
    for (const date of dates) {
      const refs = listing.notes.get(date);
      if (refs?.some(({ path }) => path === file.path) !== true) continue;
      listing.notes.set(date, refs.map((ref) => (ref.path === file.path ? { ...ref, stamp: this.index.stampOf(file) } : ref)));
      listing.changed.push(date);
    }
  }

  /** Whether a property gives a note another day than when it was last listed, or another time of it. */
  private hasMoved(path: string): boolean {
    const before = this.dated.get(path);
    const now = dayOf(this.places, path);
    const isNow = now?.place.property !== undefined;
    return isNow ? before?.date !== now.date || before.time !== now.time : before !== undefined;
  }

  /** The same vault's notes as they would be with other sources. */
  over(sources: readonly NoteSource[]): VaultNotes {
    return new VaultNotes(this.app, this.clock, () => sources, this.index, this.texts, this.known);
  }

  /** The latest notes that are not of a day to come, the latest first, text and all. */
  async latest(): Promise<Note[]> {
    const { notes: listed } = await this.list(localDateAt(this.clock.now()));
    const refs = [...listed.values()].flat().sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, LATEST);
    const notes = await Promise.all(refs.map((ref) => this.read(ref, true)));
    return notes.filter(isRead);
  }

  /** The paths of all daily notes that are not of a day to come. */
  async paths(): Promise<string[]> {
    const { notes } = await this.list(localDateAt(this.clock.now()));
    return [...notes.values()].flatMap((refs) => refs.map(({ path }) => path));
  }

  /** The texts of the templates that daily notes are made from. */
  async templates(): Promise<string[]> {
    const paths = new Set(this.places.map(({ template }) => template));
    const files = [...paths].flatMap((path) => (path === "" ? [] : (this.app.vault.getFileByPath(path) ?? [])));
    // A template that cannot be read is one hint less.
    return Promise.all(files.map((file) => this.app.vault.cachedRead(file).catch(() => "")));
  }

  /** Each configured source with what it finds, for the settings. */
  describe(): ResolvedSource[] {
    const { vault } = this.app;
    return this.known.of(this.sources()).flatMap((places): ResolvedSource[] => {
      const [first] = places;
      if (first === undefined) return [];
      const dates: LocalDate[] = [];
      let almost = 0;
      for (const place of places) {
        for (const file of filesOf(vault, place)) {
          const day = place.dayOf(file.path);
          if (day !== null) dates.push(day.date);
          else if ((place.whyNot(file)?.reason ?? "undated") !== "undated") almost += 1;
        }
      }
      return [{ ...first.named, withJournals: places.some(({ named }) => named.journals !== undefined), exists: folderOf(vault, first) !== null, complete: first.complete, dates, almost }];
    });
  }

  /**
   * Where dated notes seem to be that no source reads: all such places where nothing is read so far, else those with several.
   * Where no name tells a day either, it is looked for in properties.
   */
  proposeSources(): SourceProposal[] {
    const templates = new Set(this.places.map(({ template }) => template));
    const unread = notesIn(this.app.vault.getRoot(), DEEPEST).filter(({ path }) => !templates.has(path) && this.dateOf(path) === null).map(({ path }) => path);
    const isAnyRead = this.describe().some(({ dates }) => dates.length > 0);
    const byName = proposeSources(unread).filter(({ notes }) => !isAnyRead || notes >= WORTH_NAMING);
    if (isAnyRead || byName.length > 0) return byName;
    const byProperty = proposeProperty(unread.map((path) => ({ path, properties: this.app.metadataCache.getCache(path)?.frontmatter ?? {} })));
    return byProperty === null ? [] : [byProperty];
  }

  async read(ref: NoteRef, withText: boolean): Promise<Note | Unread | null> {
    const file = this.app.vault.getFileByPath(ref.path);
    if (file === null) return { unread: "not-indexed" };
    try {
      return await readNote(this.app, file, ref, { withText, text: () => this.texts.read(file), isCurrent: (read) => this.index.isCurrent(file, read) });
    } catch (error) {
      // Whatever is the matter with one note, the others can be read.
      return unreadable(error);
    }
  }

  /** All places in the order in which they count. */
  private get places(): readonly Place[] {
    return this.known.of(this.sources()).flat();
  }
}
