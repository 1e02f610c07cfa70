import { type App, type Plugin, type TAbstractFile, TFile } from "obsidian";
import { type LocalDate, localDateAt } from "../../domain/local-date";
import type { Note, NoteRef } from "../../domain/note";
import { type Clock, isRead, type NamedPlace, type NoteList, type Notes, type SourceProposal, type Unread } from "../../sync/ports";
import type { NoteSource } from "../../sync/settings";
import { IndexState } from "./index-state";
import { type FileImpact, KeptListing } from "./kept-listing";
import { dayOf, filesOf, folderOf } from "./listing";
import { NoteTexts, unreadable } from "./note-texts";
import { type Place, Places } from "./places";
import { proposeProperty } from "./propose-property";
import { proposeSources } from "./propose-sources";
import { readNote } from "./read-note";
import { notesIn, renamed } from "./walk";

/** Obsidian indexes a changed file within moments, unless it is busy; whoever waits for that waits no longer than this, milliseconds. */
const INDEXED_WITHIN = 2_000;
const LOOK_EVERY = 50;

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

/** What listens to changes of daily notes. */
export interface NoteListener {
  /**
   * The contents of these days' notes, or which notes count for them, may have changed. Told at once, also of what is not
   * indexed yet. No day where it is not known which ones are concerned.
   */
  readonly onTouch: (dates: readonly LocalDate[]) => void;
  /** A daily note can be read in its present contents, or is there or gone. */
  readonly onChange: (path: string) => void;
}

/** The vault's daily notes, read through the metadata cache. */
export class VaultNotes implements Notes {
  private readonly kept: KeptListing;
  /** Notes that were written and are not indexed yet, as far as events tell, and may be daily notes. */
  private readonly unindexed = new Set<string>();

  constructor(
    private readonly app: App,
    private readonly clock: Clock,
    private readonly sources: () => readonly NoteSource[],
    private readonly index = new IndexState(app),
    private readonly texts = new NoteTexts(app.vault, clock),
    private readonly known = new Places(app, clock),
  ) {
    this.kept = new KeptListing(app, clock, known, () => this.places, index);
  }

  /** Follows changes for as long as `plugin` is loaded. */
  watch(plugin: Plugin, { onTouch, onChange }: NoteListener): void {
    const { kept, app: { vault, metadataCache } } = this;
    const touch = (...concerns: readonly FileImpact[]): void => { if (concerns.some(({ isAny }) => isAny)) onTouch(concerns.flatMap(({ dates }) => dates)); };
    const written = (file: TAbstractFile): FileImpact => {
      if (file instanceof TFile) this.index.written(file);
      const concern = kept.impactOf(file.path);
      if (file instanceof TFile && (concern.isAny || this.mayGetDay(file))) this.unindexed.add(file.path);
      touch(concern);
      return concern;
    };
    kept.isWatched = true;
    void this.known.refresh();
    plugin.registerEvent(vault.on("create", (file) => {
      written(file);
      kept.relist();
    }));
    plugin.registerEvent(vault.on("modify", (file) => { kept.restamp(file, written(file)); }));
    plugin.registerEvent(vault.on("delete", (file) => {
      this.unindexed.delete(file.path);
      const concern = kept.impactOf(file.path);
      touch(concern);
      kept.relist();
      if (concern.isAny) onChange(file.path);
    }));
    plugin.registerEvent(vault.on("rename", (file, from) => {
      if (this.unindexed.delete(from)) this.unindexed.add(file.path);
      touch(...renamed(file, from).map((path) => kept.impactOf(path)));
      kept.relist();
      for (const path of [from, file.path]) if (kept.impactOf(path).isAny) onChange(path);
    }));
    plugin.registerEvent(metadataCache.on("changed", (file) => {
      this.index.indexed(file);
      this.unindexed.delete(file.path);
      const concern = kept.impactOf(file.path);
      touch(concern);
      kept.restamp(file, concern);
      if (concern.isAny) onChange(file.path);
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

  list(today: LocalDate): Promise<NoteList> {
    return this.kept.on(today);
  }

  /** Whether a note may get a day once it is indexed. */
  private mayGetDay({ path, extension }: TFile): boolean {
    return extension === "md" && this.places.some(({ property, folder }) => property !== undefined && (folder === "" || path.startsWith(`${folder}/`)));
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
