import { readBody } from "./body";
import { written } from "./convert";
import { toShortJson } from "./sanitize";
import type { LocalDate } from "./local-date";
import { type Mapping, needsText } from "./mapping";
import type { Note } from "./note";
import { type ReadOutcome, readValue, targetDate } from "./reading";
import { rawValues } from "./source";

/** A value as it stands in a note, and what it would be sent as, or why not. */
export interface Example {
  /** The note's day. */
  readonly date: LocalDate;
  readonly written: string;
  readonly outcome: ReadOutcome;
}

/** The latest `most` values of a mapping's source in `notes`, the latest first. Blank ones are passed over. */
export function examplesOf(mapping: Mapping, notes: readonly Note[], most = 5): Example[] {
  const found: Example[] = [];
  for (const note of [...notes].sort((a, b) => b.date.localeCompare(a.date))) {
    const body = note.text !== null && needsText(mapping) ? readBody(note.text) : null;
    for (const raw of rawValues(mapping, note, body)) {
      const text = writtenOut(raw);
      if (text === "") continue;
      found.push({ date: note.date, written: text, outcome: readValue(mapping, raw, targetDate(note.date, mapping.read)) });
      if (found.length === most) return found;
    }
  }
  return found;
}

/** What a value looks like in the note; a list or an object as JSON. */
export function writtenOut(raw: unknown): string {
  return written(raw) ?? toShortJson(raw);
}
