import { type TFile, type TFolder, type Vault } from "obsidian";
import { FIRST_DAY, type LocalDate } from "../../domain/local-date";
import type { DayNotes, NoteRef } from "../../domain/note";
import type { DayOfNote } from "../../domain/property-day";
import type { LeftOut, NoteList, UndatedNote } from "../../sync/ports";
import type { IndexState } from "./index-state";
import type { Place } from "./places";
import { notesIn } from "./walk";

/** The notes of days as they were listed. */
export interface Listing extends NoteList {
  readonly notes: Map<LocalDate, DayNotes>;
  readonly changed: LocalDate[];
  /** The days of the notes to which a property gives theirs, by path: such a note may move from one to another. */
  readonly dated: ReadonlyMap<string, DayOfNote>;
}

/** What is looked through for a listing. */
interface Sight {
  readonly vault: Vault;
  readonly index: IndexState;
  readonly today: LocalDate;
  readonly yieldToUi: () => Promise<void>;
}

/**
 * Lists the notes of days. A note is of the first place that gives it a day. Of notes whose paths tell one day, the first
 * counts and the others are left out; notes to which a property gives the day all count, beside it. A day's notes are in the
 * order of places, then by the time that the property names, then by path.
 */
export async function listNotes(places: readonly Place[], { vault, index, today, yieldToUi }: Sight): Promise<Listing> {
  const notes = new Map<LocalDate, NoteRef[]>();
  const dated = new Map<string, DayOfNote>();
  const undated = new Map<string, UndatedNote>();
  const leftOut: LeftOut[] = [];
  const paths = new Set<string>();
  const byPath = new Map<LocalDate, string>();
  for (const place of places) {
    const { property } = place;
    const several = new Map<LocalDate, NoteRef[]>();
    for (const file of filesOf(vault, place)) {
      await yieldToUi();
      const { path } = file;
      if (path === place.template || paths.has(path)) continue;
      const day = place.dayOf(path);
      if (day === null) {
        const why = place.whyNot(file);
        if (why?.reason === "undated") undated.set(path, { stamp: index.stampOf(file), isIndexed: why.isIndexed, ...(property === undefined ? {} : { property }) });
        else if (why !== null && dayOf(places, path) === null) leftOut.push(why);
        continue;
      }
      paths.add(path);
      const { date } = day;
      if (property !== undefined) dated.set(path, day);
      const first = property === undefined ? byPath.get(date) : undefined;
      if (first !== undefined) leftOut.push({ path, date, reason: "second-note", instead: first });
      else if (date > today) leftOut.push({ path, date, reason: "future" });
      else if (date < FIRST_DAY) leftOut.push({ path, date, reason: "too-early" });
      else {
        const ref = { path, date, stamp: index.stampOf(file) };
        if (property === undefined) {
          byPath.set(date, path);
          add(notes, date, ref);
        } else add(several, date, { ...ref, property });
      }
    }
    for (const [date, refs] of several) for (const ref of inOrder(refs, dated)) add(notes, date, ref);
  }
  for (const path of paths) undated.delete(path);
  const found = places.map((place) => ({ ...place.named, isMissing: folderOf(vault, place) === null }));
  return { places: found, notes, dated, undated, changed: [], leftOut, isExact: index.isExact(paths) };
}

/** The day of the note at `path` by the first place that gives it one. */
export function dayOf(places: readonly Place[], path: string): (DayOfNote & { readonly place: Place }) | null {
  for (const place of places) {
    const day = place.dayOf(path);
    if (day !== null) return { ...day, place };
  }
  return null;
}

/** The files that a place's notes are among. */
export function filesOf(vault: Vault, place: Place): TFile[] {
  const folder = folderOf(vault, place);
  return folder === null ? [] : notesIn(folder, place.depth);
}

export function folderOf(vault: Vault, { folder }: Pick<Place, "folder">): TFolder | null {
  return folder === "" ? vault.getRoot() : vault.getFolderByPath(folder);
}

function add(notes: Map<LocalDate, NoteRef[]>, date: LocalDate, ref: NoteRef): void {
  const refs = notes.get(date);
  if (refs === undefined) notes.set(date, [ref]);
  else refs.push(ref);
}

/** A day's notes by the time that their property names, those without one first, then by path. */
function inOrder(refs: readonly NoteRef[], dated: ReadonlyMap<string, DayOfNote>): readonly NoteRef[] {
  const orderOf = ({ path }: NoteRef): string => `${dated.get(path)?.time ?? ""}\t${path}`;
  return refs.length === 1 ? refs : [...refs].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}
