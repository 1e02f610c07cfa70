import type { App, MetadataCache, TFile } from "obsidian";
import { dayIn, type DayOfNote, doubtfulDayIn } from "../../domain/property-day";
import type { Clock, LeftOut, NamedPlace } from "../../sync/ports";
import type { NoteSource } from "../../sync/settings";
import { withTimeLimit } from "../../sync/time-limit";
import { type DailyJournals, dailyJournals, dailyNotesSetBy, followedSource } from "../obsidian-internals";
import { DailyNoteFormat } from "./daily-note-format";
import { hasUnreadProperties } from "./read-note";
import { folderThere } from "./walk";

/** The settings of another plugin are a small file on the device, milliseconds. */
const PATIENCE = 2_000;

/** The day of a note cannot be told yet: it is not indexed, or has properties that could not be read. */
interface Undated {
  readonly reason: "undated";
  readonly isIndexed: boolean;
}

/** A place where notes of days are: a folder, and what tells the day of a note in it. */
export interface Place {
  /** As the vault has it. */
  readonly folder: string;
  readonly named: NamedPlace;
  /** How many folders deep below `folder` notes are looked for. */
  readonly depth: number;
  /** Whether it can tell days at all. */
  readonly complete: boolean;
  /** The property that gives the days, of which each may have several notes; undefined where paths do. */
  readonly property: string | undefined;
  /** Path of the template that notes are made from, which is none; empty without one. */
  readonly template: string;
  /** The day of the note at `path`; null where it is no note of this place. */
  dayOf(path: string): DayOfNote | null;
  /** Why a file in the place has no day, where that is worth a word: it looks dated, or its day cannot be told yet. */
  whyNot(file: TFile): LeftOut | Undated | null;
}

/** Notes whose paths tell the day, as core and community plugins make them. */
class FormatPlace implements Place {
  readonly property = undefined;

  constructor(private readonly format: DailyNoteFormat, readonly template: string) {}

  get folder(): string {
    return this.format.folder;
  }

  get named(): NamedPlace {
    return { folder: this.folder, format: this.format.format };
  }

  get depth(): number {
    return this.format.depth;
  }

  get complete(): boolean {
    return this.format.complete;
  }

  dayOf(path: string): DayOfNote | null {
    const date = path === this.template ? null : this.format.dateOf(path);
    return date === null ? null : { date, time: "" };
  }

  whyNot({ path }: TFile): LeftOut | null {
    return path !== this.template && this.format.looksDated(path) ? { path, date: null, reason: "almost" } : null;
  }
}

/** Notes anywhere below a folder that a property gives their day, as Obsidian has indexed it. */
class PropertyPlace implements Place {
  readonly depth = Number.POSITIVE_INFINITY;
  readonly complete: boolean;
  readonly template = "";

  /** @param journals only notes that belong to one of these count */
  constructor(private readonly cache: MetadataCache, readonly folder: string, readonly property: string, private readonly journals?: readonly string[]) {
    this.complete = property !== "";
  }

  get named(): NamedPlace {
    return { folder: this.folder, property: this.property, ...(this.journals === undefined ? {} : { journals: this.journals }) };
  }

  dayOf(path: string): DayOfNote | null {
    if (!path.endsWith(".md") || (this.folder !== "" && !path.startsWith(`${this.folder}/`))) return null;
    const properties = this.cache.getCache(path)?.frontmatter;
    return properties === undefined || !this.isOurs(properties) ? null : dayIn(properties, this.property);
  }

  whyNot(file: TFile): LeftOut | Undated | null {
    const { path, stat } = file;
    const cache = this.cache.getFileCache(file);
    if (cache === null ? stat.size > 0 : hasUnreadProperties(cache)) return { reason: "undated", isIndexed: cache !== null };
    const properties = cache?.frontmatter ?? {};
    const found = this.isOurs(properties) ? doubtfulDayIn(properties, this.property) : null;
    return found === null ? null : { path, date: null, reason: "no-day", property: this.property, found };
  }

  private isOurs(properties: Readonly<Record<string, unknown>>): boolean {
    return this.journals === undefined || this.journals.includes(String(properties.journal));
  }
}

/** The places that the settings name, each made once: names of days are many. */
export class Places {
  private readonly known = new Map<string, Place>();
  private journals: readonly DailyJournals[] = [];

  constructor(private readonly app: App, private readonly clock: Pick<Clock, "after">) {}

  /** Looks again for what cannot be asked at once: which journals there are. Never rejects. */
  async refresh(): Promise<void> {
    try {
      this.journals = await withTimeLimit(this.clock, PATIENCE, "the settings of Journals", dailyJournals(this.app));
    } catch {
      // While its file is being written or is still in the cloud, those that were known before hold.
    }
  }

  /** The places of each source, in the order in which they count. */
  of(sources: readonly NoteSource[]): (readonly Place[])[] {
    return sources.map((source) => {
      if ("property" in source) return [this.byProperty(source)];
      return "follow" in source ? this.followed() : [this.byFormat(source.folder, source.format, "")];
    });
  }

  /** Where other plugins have daily notes: Periodic Notes; else Obsidian, and Journals beside it or in its place where it is off. */
  private followed(): Place[] {
    const { folder, format, template } = followedSource(this.app);
    const byName = this.byFormat(folder, format, template === "" || template.endsWith(".md") ? template : `${template}.md`);
    const setBy = dailyNotesSetBy(this.app);
    if (setBy === "periodic-notes" || this.journals.length === 0) return [byName];
    const byJournals = this.journals.map(({ property, names }) => this.once(`\n\n${property}\n${names.join("\n")}`, () => new PropertyPlace(this.app.metadataCache, "", property, names)));
    return setBy === "core" ? [byName, ...byJournals] : byJournals;
  }

  private byFormat(folder: string, format: string, template: string): Place {
    const there = folderThere(this.app.vault, folder);
    return this.once(`${there}\n${format}\n${template}`, () => new FormatPlace(new DailyNoteFormat(there, format), template));
  }

  private byProperty({ folder, property }: Extract<NoteSource, { readonly property: string }>): Place {
    const there = folderThere(this.app.vault, folder);
    const inVault = there === "/" ? "" : there;
    return this.once(`${inVault}\n\n${property}`, () => new PropertyPlace(this.app.metadataCache, inVault, property));
  }

  private once(key: string, make: () => Place): Place {
    const place = this.known.get(key) ?? make();
    this.known.set(key, place);
    return place;
  }
}
