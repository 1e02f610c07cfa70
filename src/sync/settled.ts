import type { LocalDate } from "../domain/local-date";
import type { Note, NoteRef } from "../domain/note";
import { hashOf } from "./hash";
import type { NoteList } from "./ports";

/*
 * Settled means read. A day is settled when everything that its note says is at Exist, or known not to go there.
 *
 * 1. What was read settles a day, never what a file's time says: the entry of a day names the note that counted for it, the
 *    contents that were read (its stamp), and a fingerprint of what they held.
 * 2. A day is unsettled when another note counts for it, its note has other contents or is gone, or when the vault told of a
 *    change that no run has read yet (`touched`), whatever time and size say.
 * 3. Where stamps cannot tell contents apart for certain, fingerprints are compared once a day and after each start.
 */

/** What was read of each day's note when it was settled: path, stamp and fingerprint, as `entryOf` writes them. */
export type SettledDays = ReadonlyMap<LocalDate, string>;

/** Days whose note has changed by the vault's word since a run last read it, each with a number that grows with every change. */
export type TouchedDays = ReadonlyMap<LocalDate, number>;

/** No path and no stamp has a tab in it. */
const SEPARATOR = "\t";

/** What a settled day is remembered by. */
export function entryOf(ref: NoteRef, print: string): string {
  return `${prefixOf(ref)}${print}`;
}

function prefixOf({ path, stamp }: NoteRef): string {
  return `${path}${SEPARATOR}${stamp}${SEPARATOR}`;
}

/** Whether the note that counts for a day is the one that was settled, with the same contents as far as its stamp tells. */
export function isSettled(settled: SettledDays, ref: NoteRef): boolean {
  const entry = settled.get(ref.date);
  // Compared in parts: ten thousand of them are looked at, and none is to be put together for it.
  return entry !== undefined && entry.startsWith(ref.path) && entry.startsWith(ref.stamp, ref.path.length + 1)
    && entry[ref.path.length] === SEPARATOR && entry[ref.path.length + 1 + ref.stamp.length] === SEPARATOR;
}

/** Whether a settled note still holds what it was settled with, by its properties and tags. */
export function hasPrint(settled: SettledDays, note: Note): boolean {
  return settled.get(note.date)?.endsWith(`${SEPARATOR}${printOf(note)}`) === true;
}

/** A fingerprint of what Obsidian has indexed of a note: properties and tags. */
export function printOf({ path, properties, broken, tags }: Note): string {
  return hashOf(contentsOf([path, properties, broken, tags]));
}

/** Plain data as text, equal for equal data. Objects that hold themselves, and numbers that JSON has no word for, are told apart all the same. */
export function contentsOf(data: unknown): string {
  return JSON.stringify(data, plainly());
}

function plainly(): (key: string, value: unknown) => unknown {
  const above = new Set<unknown>();
  return (_key, value) => {
    if (typeof value === "number" && !Number.isFinite(value)) return String(value);
    if (typeof value !== "object" || value === null) return value;
    if (above.has(value)) return "again";
    above.add(value);
    return value;
  };
}

/** What is not settled. */
export interface Unsettled {
  /** Notes to be read. */
  readonly notes: ReadonlyMap<LocalDate, NoteRef>;
  /** Days that were settled with a note that is there no more. */
  readonly gone: ReadonlySet<LocalDate>;
}

/** What was found when a list was gone through. */
interface Finding {
  readonly list: NoteList;
  readonly notes: Map<LocalDate, NoteRef>;
  readonly gone: Set<LocalDate>;
  /** How many of the list's changes are in it. */
  changes: number;
}

/** Going through ten thousand notes takes longer than all else of an edit's plan, and a list is the same for many edits. */
const FINDINGS = new WeakMap<SettledDays, Finding>();

/** The notes of a list that are not settled, and the settled days that have no note any more. */
export function unsettledIn(settled: SettledDays, touched: TouchedDays, list: NoteList): Unsettled {
  const finding = findingFor(settled, list);
  if (touched.size === 0) return finding;
  const notes = new Map(finding.notes);
  const gone = new Set(finding.gone);
  for (const date of touched.keys()) {
    const ref = list.notes.get(date);
    if (ref === undefined) gone.add(date);
    else notes.set(date, ref);
  }
  return { notes, gone };
}

function findingFor(settled: SettledDays, list: NoteList): Finding {
  const known = FINDINGS.get(settled);
  if (known?.list === list) {
    look(settled, known, list.changed.slice(known.changes));
    known.changes = list.changed.length;
    return known;
  }
  const finding: Finding = { list, notes: new Map(), gone: new Set(), changes: list.changed.length };
  look(settled, finding, list.notes.keys());
  look(settled, finding, settled.keys());
  FINDINGS.set(settled, finding);
  return finding;
}

/** A day that was looked at: with its entry where it has nothing left, without where it has. */
export interface LookedAt {
  readonly date: LocalDate;
  readonly entry: string | null;
}

/** The settled days after some were looked at. */
export function settledAfter(before: SettledDays, looked: readonly LookedAt[]): SettledDays {
  if (looked.every(({ date, entry }) => (before.get(date) ?? null) === entry)) return before;
  const after = new Map(before);
  for (const { date, entry } of looked) {
    if (entry === null) after.delete(date);
    else after.set(date, entry);
  }
  const known = FINDINGS.get(before);
  if (known !== undefined) {
    const finding = { ...known, notes: new Map(known.notes), gone: new Set(known.gone) };
    look(after, finding, looked.map(({ date }) => date));
    FINDINGS.set(after, finding);
  }
  return after;
}

function look(settled: SettledDays, { list, notes, gone }: Finding, dates: Iterable<LocalDate>): void {
  for (const date of dates) {
    const ref = list.notes.get(date);
    if (ref === undefined || isSettled(settled, ref)) notes.delete(date);
    else notes.set(date, ref);
    if (ref === undefined && settled.has(date)) gone.add(date);
    else gone.delete(date);
  }
}
