import type { LocalDate } from "../domain/local-date";
import type { DayNotes, Note, NoteRef } from "../domain/note";
import { hashOf } from "./hash";
import type { NoteList } from "./ports";

/*
 * Settled means read. A day is settled when everything that its notes say is at Exist, or known not to go there.
 *
 * 1. What was read settles a day, never what a file's time says: the entry of a day names the notes that counted for it, in
 *    their order, and of each the contents that were read (its stamp) and a fingerprint of what they held.
 * 2. A day is unsettled when other notes count for it, or in another order, when a note of it has other contents or is gone,
 *    or when the vault told of a change that no run has read yet (`touched`), whatever time and size say.
 * 3. Where stamps cannot tell contents apart for certain, fingerprints are compared once a day and after each start.
 * 4. A note whose day cannot be told at the moment is of the day whose entry names it: that day is not known without it. So
 *    a day that has something left has an entry, too, of its notes alone.
 */

/** What was read of each day's notes when it was settled: path, stamp and fingerprint of each, as `entryOf` writes them. */
export type SettledDays = ReadonlyMap<LocalDate, string>;

/** Days whose notes have changed by the vault's word since a run last read them, each with a number that grows with every change. */
export type TouchedDays = ReadonlyMap<LocalDate, number>;

/** No path, no stamp and no fingerprint has a tab in it. */
const SEPARATOR = "\t";

/** What a settled day is remembered by. @param prints those of the notes, in their order */
export function entryOf(refs: DayNotes, prints: readonly string[]): string {
  return refs.map(({ path, stamp }, at) => [path, stamp, prints[at]].join(SEPARATOR)).join(SEPARATOR);
}

/** What a day is remembered by whose notes were read and have something left: which they were, so that none is missed later. */
export function unfinishedEntryOf(refs: DayNotes): string {
  return entryOf(refs.map((ref) => ({ ...ref, stamp: "" })), refs.map(() => ""));
}

/** The parts of an entry that stand at one place for each of its notes. */
function partsOf(entry: string, part: "path" | "print"): string[] {
  return entry.split(SEPARATOR).filter((_, at) => at % 3 === (part === "path" ? 0 : 2));
}

/** Whether the notes that count for a day are those that were settled, with the same contents as far as their stamps tell. */
export function isSettled(settled: SettledDays, date: LocalDate, refs: DayNotes): boolean {
  const entry = settled.get(date);
  if (entry === undefined) return false;
  // Compared in parts: ten thousand of them are looked at, and none is to be put together for it.
  let at = 0;
  for (const { path, stamp } of refs) {
    const stampAt = at + path.length + 1;
    const printAt = stampAt + stamp.length + 1;
    if (!entry.startsWith(path, at) || entry[stampAt - 1] !== SEPARATOR || !entry.startsWith(stamp, stampAt) || entry[printAt - 1] !== SEPARATOR) return false;
    const end = entry.indexOf(SEPARATOR, printAt);
    at = end < 0 ? entry.length : end + 1;
  }
  return at === entry.length;
}

/** Whether the notes of a settled day still hold what it was settled with, by their properties and tags. */
export function hasFingerprints(settled: SettledDays, date: LocalDate, notes: readonly Note[]): boolean {
  const entry = settled.get(date);
  return entry !== undefined && partsOf(entry, "print").join(SEPARATOR) === notes.map(fingerprintOf).join(SEPARATOR);
}

/** The notes of a day, with those that were on it when it was settled and whose day cannot be told now; undefined without any. */
export function notesOn(settled: SettledDays | undefined, list: NoteList, date: LocalDate): DayNotes | undefined {
  const refs = list.notes.get(date);
  const entry = list.undated.size === 0 ? undefined : settled?.get(date);
  if (entry === undefined) return refs;
  const undated = partsOf(entry, "path").flatMap((path): NoteRef[] => {
    const note = list.undated.get(path);
    return note === undefined ? [] : [{ path, date, stamp: note.stamp, ...(note.property === undefined ? {} : { property: note.property }) }];
  });
  return undated.length === 0 ? refs : [...(refs ?? []), ...undated];
}

/** A fingerprint of what Obsidian has indexed of a note: properties and tags. */
export function fingerprintOf({ path, properties, broken, tags }: Note): string {
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
  readonly notes: ReadonlyMap<LocalDate, DayNotes>;
  /** Days that were settled and have no note any more. */
  readonly gone: ReadonlySet<LocalDate>;
}

/** What was found when a list was gone through. */
interface Finding {
  readonly list: NoteList;
  readonly notes: Map<LocalDate, DayNotes>;
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
    const refs = notesOn(settled, list, date);
    if (refs === undefined) gone.add(date);
    else notes.set(date, refs);
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

/** A day that was looked at. */
export interface Examined {
  readonly date: LocalDate;
  /** By `entryOf` where it has nothing left, by `unfinishedEntryOf` where it has; null where it has no note. */
  readonly entry: string | null;
}

/** The settled days after some were looked at. */
export function settledAfter(before: SettledDays, looked: readonly Examined[]): SettledDays {
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
    const refs = notesOn(settled, list, date);
    if (refs === undefined || isSettled(settled, date, refs)) notes.delete(date);
    else notes.set(date, refs);
    if (refs === undefined && settled.has(date)) gone.add(date);
    else gone.delete(date);
  }
}
