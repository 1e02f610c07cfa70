import { type App, type TAbstractFile, TFile } from "obsidian";
import type { LocalDate } from "../../domain/local-date";
import type { DayOfNote } from "../../domain/property-day";
import { makeYieldToUi } from "../../sync/yield-to-ui";
import type { Clock } from "../../sync/ports";
import type { IndexState } from "./index-state";
import { dayOf, type Listing, listNotes } from "./listing";
import type { Place, Places } from "./places";

/** A listing is kept for so long: should the app ever fail to tell of a change, the change is seen after that. */
const KEPT_FOR = 15 * 60_000;

/** The listing that is kept. */
interface Kept extends Listing {
  /** What it was made by: the places, and the last day there is. */
  readonly rules: string;
  readonly at: number;
}

/** What the list of notes has to do with a file, now and as it was last made. */
export interface FileImpact {
  /** The days that it is of, and was of when it was last listed. */
  readonly dates: readonly LocalDate[];
  /** Whether what becomes of it changes what is known of days, also where it is not known of which. */
  readonly isAny: boolean;
  /** Whether it is to be found in the list at another day or time than now, or cannot be found because its day was not known. */
  readonly hasMoved: boolean;
}

/** The list of notes, kept up to date by what is told of the vault. */
export class KeptListing {
  /** Before anybody listens to the vault, no listing can be kept. */
  isWatched = false;
  private listing: Kept | null = null;
  /** Notes to which a property gave a day when it was last listed, or might have. */
  private last: Pick<Listing, "dated" | "undated"> = { dated: new Map(), undated: new Map() };
  /** Changes of the vault so far: one in the middle of a listing makes it doubtful. */
  private changes = 0;

  /** @param now the places in which notes are looked for, in the order in which they count */
  constructor(private readonly app: App, private readonly clock: Clock, private readonly places: Places, private readonly now: () => readonly Place[], private readonly index: IndexState) {}

  async on(today: LocalDate): Promise<Listing> {
    if (this.listing?.rules === this.rulesOn(today) && Math.abs(this.clock.now() - this.listing.at) < KEPT_FOR) return this.listing;
    await this.places.refresh();
    const { changes } = this;
    const rules = this.rulesOn(today);
    const listed = await listNotes(this.now(), { vault: this.app.vault, index: this.index, today, yieldToUi: makeYieldToUi(this.clock) });
    const listing = { rules, at: this.clock.now(), ...listed };
    this.last = listing;
    this.listing = this.isWatched && this.changes === changes ? listing : null;
    return listing;
  }

  impactOf(path: string): FileImpact {
    const now = dayOf(this.now(), path);
    const before = this.last.dated.get(path);
    const wasUndated = this.last.undated.has(path);
    const dates = [...(now === null ? [] : [now.date]), ...(before === undefined || before.date === now?.date ? [] : [before.date])];
    return { dates, isAny: dates.length > 0 || wasUndated, hasMoved: wasUndated || !isSame(before, now?.place.property === undefined ? undefined : now) };
  }

  /** Which files there are has changed, or which day one is of. */
  relist(): void {
    this.changes += 1;
    this.listing = null;
  }

  /** What is in a file has changed, or what is known of it. */
  restamp(file: TAbstractFile, { dates, hasMoved }: FileImpact): void {
    this.changes += 1;
    const { listing } = this;
    if (listing === null || !(file instanceof TFile)) return;
    if (hasMoved) {
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

  private rulesOn(today: LocalDate): string {
    return JSON.stringify([today, this.now().map(({ named, template }) => [named, template])]);
  }
}

function isSame(a: DayOfNote | undefined, b: DayOfNote | undefined): boolean {
  return a?.date === b?.date && a?.time === b?.time;
}
