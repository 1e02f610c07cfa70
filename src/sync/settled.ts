import type { LocalDate } from "../domain/local-date";
import type { NoteRef } from "../domain/note";
import type { NoteList } from "./ports";

/** The notes that have nothing left to send, by path, each with the modification time at which that was found. */
export type SettledNotes = ReadonlyMap<string, number>;

/** Whether a note is as it was when it was last settled. */
export function isSettled(settled: SettledNotes, { path, modified }: NoteRef): boolean {
  return settled.get(path) === modified;
}

/** What was found when a list was gone through. */
interface Finding {
  readonly list: NoteList;
  /** The notes that are not settled. */
  readonly left: Map<LocalDate, NoteRef>;
  /** How many of the list's changes are in it. */
  changes: number;
}

/** Going through ten thousand notes takes longer than all else of an edit's plan, and a list is the same for many edits. */
const FINDINGS = new WeakMap<SettledNotes, Finding>();

/** The notes of a list that are not settled. */
export function unsettledOf(settled: SettledNotes, list: NoteList): Iterable<NoteRef> {
  const known = FINDINGS.get(settled);
  const finding = known?.list === list ? known : { list, left: new Map<LocalDate, NoteRef>(), changes: 0 };
  look(settled, finding, finding === known ? list.changed.slice(finding.changes) : list.notes.keys());
  finding.changes = list.changed.length;
  FINDINGS.set(settled, finding);
  return finding.left.values();
}

/** The settled notes after some were looked at: those that have nothing left are among them, the others are not. */
export function settledAfter(before: SettledNotes, looked: Iterable<{ readonly ref: NoteRef; readonly isDone: boolean }>): SettledNotes {
  const after = new Map(before);
  const dates: LocalDate[] = [];
  for (const { ref, isDone } of looked) {
    dates.push(ref.date);
    if (isDone) after.set(ref.path, ref.modified);
    else after.delete(ref.path);
  }
  const known = FINDINGS.get(before);
  if (known !== undefined) {
    const finding = { ...known, left: new Map(known.left) };
    look(after, finding, dates);
    FINDINGS.set(after, finding);
  }
  return after;
}

function look(settled: SettledNotes, { list, left }: Finding, dates: Iterable<LocalDate>): void {
  for (const date of dates) {
    const ref = list.notes.get(date);
    if (ref === undefined || isSettled(settled, ref)) left.delete(date);
    else left.set(date, ref);
  }
}
