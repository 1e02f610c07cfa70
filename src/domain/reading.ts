import { readBody } from "./body";
import { convert, currencyIn, type Outcome, type Problem, readerFor, written } from "./convert";
import { toShortJson, quote } from "./sanitize";
import { addDays, type LocalDate } from "./local-date";
import { type Mapping, needsText, type ReadOptions, sourceLabel, type Target, targetKey, type TargetKey, targetType } from "./mapping";
import { holdsPlaceholder, type Note, placeholderShown } from "./note";
import { rawValues, tagKeysOf } from "./source";
import { isValueOf, type Value, type ValueType, valueType } from "./value-type";

/** A value in a note that could not be read, or not all of it, with where it stands. The day's other values go on. */
export interface Issue {
  readonly path: string;
  readonly date: LocalDate;
  /** The property, field, tag or task as the mapping names it; empty when the whole note is meant. */
  readonly key: string;
  /** The attribute it was meant for; absent when the whole note is meant. */
  readonly target?: Target;
  /** What is written there. */
  readonly found: string;
  readonly problem: Problem | NoteProblem;
}

export type NoteProblem =
  /** The frontmatter is no valid YAML; `reason` is the parser's. */
  | { readonly code: "broken-frontmatter"; readonly reason: string }
  /** A placeholder of a template stands where the value should be. */
  | { readonly code: "unfilled-template" }
  /** Obsidian has not indexed the note, so nothing in it can be read. */
  | { readonly code: "not-indexed" }
  /** The file cannot be opened; `reason` is the error's. */
  | { readonly code: "file-unreadable"; readonly reason: string }
  /** Opening the file took too long. */
  | { readonly code: "file-no-answer" }
  /** The attribute's value type is not known before Exist was asked once. */
  | { readonly code: "unknown-type" }
  /** The value is gone from the note, and Exist cannot go back to "no value". */
  | { readonly code: "removed"; readonly value: Value }
  /** Two mappings with different targets lead to one attribute. */
  | { readonly code: "same-attribute"; readonly name: string };

/** One written value on its way to an attribute. */
interface Contribution {
  readonly mapping: Mapping;
  readonly path: string;
  readonly raw: unknown;
}

/** A value of one day, ready for Exist but for the attribute's name. */
export interface ReadValue {
  readonly key: TargetKey;
  readonly to: Target;
  readonly date: LocalDate;
  readonly value: Value;
  /** The note and the source it came from. */
  readonly path: string;
  readonly source: string;
}

/** What the notes say about one of Exist's days. */
export interface Reading {
  readonly date: LocalDate;
  readonly values: readonly ReadValue[];
  readonly issues: readonly Issue[];
  /** Mappings whose note was readable and holds nothing for them: what was sent before is gone. */
  readonly blank: readonly { readonly mapping: Mapping; readonly path: string }[];
}

/** The day of Exist's that a mapping feeds from the note of `date`. */
export function targetDate(date: LocalDate, read: ReadOptions): LocalDate {
  return read.dayOffset ? addDays(date, read.dayOffset) : date;
}

/**
 * Reads what `notes` say about `date`. Only mappings that lead from a note's own day to `date` are followed, so the
 * notes of the neighbouring days belong here too when a mapping shifts its day.
 * @param mappingsOf the enabled mappings and tag rules as they apply to a note
 */
export function readDay(date: LocalDate, notes: readonly Note[], mappingsOf: (note: Note) => readonly Mapping[]): Reading {
  const contributions = new Map<TargetKey, Contribution[]>();
  const issues: Issue[] = [];
  const blank: { mapping: Mapping; path: string }[] = [];
  // What one note has for an attribute and cannot be read leaves the others' values a part, and a part of a sum is a wrong value.
  const partial = new Set<TargetKey>();
  for (const note of notes) {
    const mappings = mappingsOf(note).filter((mapping) => targetDate(note.date, mapping.read) === date);
    const { path } = note;
    if (note.broken !== null && note.date === date) issues.push({ path, date, key: "", found: "", problem: { code: "broken-frontmatter", reason: note.broken } });
    const body = note.text !== null && mappings.some(needsText) ? readBody(note.text) : null;
    const tags = tagKeysOf(note);
    for (const mapping of mappings) {
      const key = targetKey(mapping.to);
      if (note.broken !== null && !needsText(mapping)) {
        partial.add(key);
        continue;
      }
      const raws = rawValues(mapping, note, body, tags).filter((raw) => written(raw) !== "");
      const open = raws.find(holdsPlaceholder);
      if (open !== undefined) {
        issues.push({ path, date, key: quote(sourceLabel(mapping.from)), target: mapping.to, found: quote(written(open) ?? placeholderShown(open)), problem: { code: "unfilled-template" } });
        partial.add(key);
        continue;
      }
      const all = contributions.get(key) ?? [];
      if (all.length === 0 && raws.length > 0) contributions.set(key, all);
      for (const raw of raws) all.push({ mapping, path, raw });
      if (raws.length === 0) blank.push({ mapping, path });
    }
  }
  const values: ReadValue[] = [];
  for (const [key, each] of contributions) {
    const first = each[0];
    if (first === undefined || partial.has(key)) continue;
    const { value, faults } = combined(each, date);
    if (value !== null) values.push({ key, to: first.mapping.to, date, value, path: first.path, source: sourceLabel(first.mapping.from) });
    for (const { at, problem } of faults) issues.push({ path: at.path, date, key: quote(sourceLabel(at.mapping.from)), target: first.mapping.to, found: shown(each, at), problem });
  }
  return { date, values, issues, blank: partial.size === 0 ? blank : blank.filter(({ mapping }) => !partial.has(targetKey(mapping.to))) };
}

/** What the contributions to one attribute come to: a value, none, and what is to be said of them. */
interface Combined {
  readonly value: Value | null;
  readonly faults: readonly { readonly at: Contribution; readonly problem: Issue["problem"] }[];
}

const NOTHING: Combined = { value: null, faults: [] };

/** One value out of all that a day's notes give for one attribute, never a guess between several. */
function combined(contributions: readonly Contribution[], date: LocalDate): Combined {
  const [only] = contributions;
  if (only !== undefined && contributions.length === 1) return alone(only, date);
  const read: { at: Contribution; value: Value }[] = [];
  const faults: { at: Contribution; problem: Issue["problem"] }[] = [];
  for (const at of contributions) {
    const outcome = readValue(at.mapping, at.raw, date);
    if (outcome.kind === "problem") return { value: null, faults: [{ at, problem: outcome.problem }] };
    if (outcome.kind === "blank") continue;
    read.push({ at, value: outcome.value });
    if (outcome.warning !== undefined) faults.push({ at, problem: outcome.warning });
  }
  const first = read[0];
  if (first === undefined) return { value: null, faults };
  const combine = contributions.find((each) => each.mapping.read.combine !== undefined)?.mapping.read.combine;
  if (combine === "count") return { value: read.length, faults };
  if (read.length === 1) return { value: first.value, faults };
  const type = targetType(first.at.mapping.to);
  // A tag in two notes of a day, or a task done in both, is there and done.
  if (type === valueType.boolean && read.every(({ value }) => value === first.value)) return { value: first.value, faults };
  const currencies = type === valueType.decimal ? new Set(read.map(({ at }) => currencyIn(written(at.raw) ?? "")).filter((currency) => currency !== "")) : null;
  if (currencies !== null && currencies.size > 1) return { value: null, faults: [{ at: first.at, problem: { code: "currencies" } }] };
  const value = combine === undefined || type === undefined ? null : combineValues(read.map((each) => each.value), combine, type);
  if (value === null || type === undefined || !isValueOf(type, value)) {
    return { value: null, faults: [{ at: first.at, problem: { code: "several-values", count: read.length } }] };
  }
  return { value, faults };
}

/** What one contribution comes to, as nearly all do. */
function alone(at: Contribution, date: LocalDate): Combined {
  const outcome = readValue(at.mapping, at.raw, date);
  if (outcome.kind === "problem") return { value: null, faults: [{ at, problem: outcome.problem }] };
  if (outcome.kind === "blank") return NOTHING;
  return { value: outcome.value, faults: outcome.warning === undefined ? [] : [{ at, problem: outcome.warning }] };
}

function combineValues(values: readonly Value[], combine: Exclude<ReadOptions["combine"], "count" | undefined>, type: ValueType): Value | null {
  if (combine === "first") return values[0] ?? null;
  if (combine === "last") return values.at(-1) ?? null;
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length !== values.length) return null;
  if (combine === "maximum") return numbers.reduce((most, number) => Math.max(most, number));
  const sum = numbers.reduce((total, number) => total + number, 0);
  if (combine === "sum") return sum;
  const average = sum / numbers.length;
  return type === valueType.decimal || type === valueType.percentage ? average : Math.round(average);
}

/** What reading one value for a mapping comes to, on the day it counts for. */
export type ReadOutcome = Outcome | { readonly kind: "problem"; readonly problem: NoteProblem };

/** Reads one value as a mapping says. */
export function readValue(mapping: Pick<Mapping, "to" | "read">, raw: unknown, day: LocalDate): ReadOutcome {
  if (mapping.read.combine === "count") return { kind: "value", value: 1 };
  const reader = readerFor(mapping, day);
  return reader === null ? { kind: "problem", problem: { code: "unknown-type" } } : convert(raw, reader);
}

/** More values than this are never needed to fill the room there is. */
const MOST_SHOWN = 100;

/** What is written, short enough for a sentence; a list or an object as JSON. */
function shown(all: readonly Contribution[], at: Contribution): string {
  const same = all.filter((each) => each.mapping === at.mapping).slice(0, MOST_SHOWN).map((each) => written(each.raw) ?? toShortJson(each.raw));
  return quote(same.join(", "));
}
