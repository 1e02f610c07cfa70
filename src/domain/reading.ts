import { type Body, countWords, readBody } from "./body";
import { convert, type Outcome, type Problem, wireUnitOf, written } from "./convert";
import { addDays, type LocalDate } from "./local-date";
import { type Mapping, needsText, type ReadOptions, sourceLabel, tagKey, type Target, targetKey, type TargetKey, targetType } from "./mapping";
import { isUnfilledTemplate, type Note, propertyOf } from "./note";
import { isValueOf, type Value, type ValueType, valueType } from "./value-type";

/** A value in a note that could not be read, with where it stands. The day's other values go on. */
export interface Issue {
  readonly path: string;
  readonly date: LocalDate;
  /** The property, field, tag or task as the mapping names it; empty when the whole note is meant. */
  readonly key: string;
  /** What is written there. */
  readonly found: string;
  readonly problem: Problem | NoteProblem;
}

export type NoteProblem =
  /** The frontmatter is no valid YAML; `reason` is the parser's. */
  | { readonly code: "broken-frontmatter"; readonly reason: string }
  | { readonly code: "unfilled-template" }
  /** The attribute's value type is not known before Exist was asked once. */
  | { readonly code: "unknown-type" }
  /** The value is gone from the note, and Exist cannot go back to "no value". */
  | { readonly code: "removed"; readonly value: Value }
  /** Two mappings with different targets lead to one attribute. */
  | { readonly code: "same-attribute"; readonly name: string };

/** One written value on its way to an attribute. */
interface Contribution {
  readonly mapping: Mapping;
  /** The note's own day. */
  readonly noteDate: LocalDate;
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
  for (const note of notes) {
    const mappings = mappingsOf(note).filter((mapping) => targetDate(note.date, mapping.read) === date);
    const fault = faultOf(note);
    if (fault !== null && note.date === date) issues.push({ path: note.path, date, key: "", found: "", problem: fault });
    if (fault?.code === "unfilled-template") continue;
    const body = note.text !== null && mappings.some(needsText) ? readBody(note.text) : null;
    for (const mapping of mappings) {
      if (fault !== null && !needsText(mapping)) continue;
      const raws = rawValues(mapping, note, body).filter((raw) => written(raw) !== "");
      if (raws.length === 0) blank.push({ mapping, path: note.path });
      const key = targetKey(mapping.to);
      const earlier = contributions.get(key) ?? [];
      contributions.set(key, [...earlier, ...raws.map((raw) => ({ mapping, noteDate: note.date, path: note.path, raw }))]);
    }
  }
  const values: ReadValue[] = [];
  for (const [key, each] of contributions) {
    const first = each[0];
    if (first === undefined) continue;
    const outcome = combined(each);
    const { path } = first;
    if (outcome.kind === "value") {
      values.push({ key, to: first.mapping.to, date, value: outcome.value, path, source: sourceLabel(first.mapping.from) });
    } else if (outcome.kind === "problem") {
      issues.push({ path, date, key: sourceLabel(outcome.at.mapping.from), found: shown(each, outcome.at), problem: outcome.problem });
    }
  }
  return { date, values, issues, blank };
}

function faultOf(note: Note): NoteProblem | null {
  if (note.broken !== null) return { code: "broken-frontmatter", reason: note.broken };
  return isUnfilledTemplate(note.properties) ? { code: "unfilled-template" } : null;
}

function rawValues(mapping: Mapping, note: Note, body: Body | null): readonly unknown[] {
  const { from } = mapping;
  switch (from.kind) {
    case "property": {
      const value = propertyOf(note.properties, from.key);
      return Array.isArray(value) ? (value as unknown[]) : [value];
    }
    case "inline": {
      const exact = body?.fields.filter((field) => field.key === from.key) ?? [];
      if (exact.length > 0) return exact.map((field) => field.value);
      const folded = from.key.toLocaleLowerCase();
      return body?.fields.filter((field) => field.key.toLocaleLowerCase() === folded).map((field) => field.value) ?? [];
    }
    case "tag":
      return note.tags.some((tag) => tagKey(tag) === tagKey(from.tag)) ? [true] : [];
    case "task": {
      const wanted = from.text.trim().toLocaleLowerCase();
      const lines = body?.tasks.filter((task) => task.text.toLocaleLowerCase() === wanted) ?? [];
      return lines.length === 0 ? [] : [lines.some((task) => isDone(task.status))];
    }
    case "count":
      return body === null ? [] : [count(from.of, body)];
  }
}

function isDone(status: string): boolean {
  return status === "x" || status === "X";
}

/** Counts, or null where there is nothing to count: a note without any tasks says nothing about tasks. */
function count(of: "words" | "tasks-done" | "tasks-open", body: Body): number | null {
  if (of === "words") return countWords(body.prose) || null;
  if (body.tasks.length === 0) return null;
  return body.tasks.filter((task) => (of === "tasks-done" ? isDone(task.status) : task.status === " ")).length;
}

type Combined = Exclude<Outcome, { kind: "problem" }> | { kind: "problem"; problem: Issue["problem"]; at: Contribution };

/** One value out of all that a day's notes give for one attribute, never a guess between several. */
function combined(contributions: readonly Contribution[]): Combined {
  const read: { at: Contribution; value: Value }[] = [];
  for (const at of contributions) {
    const outcome = convertOne(at);
    if (outcome.kind === "problem") return { ...outcome, at };
    if (outcome.kind === "value") read.push({ at, value: outcome.value });
  }
  const first = read[0];
  if (first === undefined) return { kind: "blank" };
  const combine = contributions.find((each) => each.mapping.read.combine !== undefined)?.mapping.read.combine;
  if (combine === "count") return { kind: "value", value: read.length };
  if (read.length === 1) return { kind: "value", value: first.value };
  const values = read.map((each) => each.value);
  const type = targetType(first.at.mapping.to);
  const value = combine === undefined || type === undefined ? null : combineValues(values, combine, type);
  if (value === null || type === undefined || !isValueOf(type, value)) {
    return { kind: "problem", problem: { code: "several-values", count: read.length }, at: first.at };
  }
  return { kind: "value", value };
}

function combineValues(values: readonly Value[], combine: Exclude<ReadOptions["combine"], "count" | undefined>, type: ValueType): Value | null {
  if (combine === "first") return values[0] ?? null;
  if (combine === "last") return values.at(-1) ?? null;
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length !== values.length) return null;
  if (combine === "maximum") return Math.max(...numbers);
  const sum = numbers.reduce((total, number) => total + number, 0);
  if (combine === "sum") return sum;
  const average = sum / numbers.length;
  return type === valueType.decimal || type === valueType.percentage ? average : Math.round(average);
}

function convertOne({ mapping, noteDate, raw }: Contribution): Outcome | { kind: "problem"; problem: NoteProblem } {
  const type = targetType(mapping.to);
  if (mapping.read.combine === "count") return { kind: "value", value: 1 };
  if (type === undefined) return { kind: "problem", problem: { code: "unknown-type" } };
  const wireUnit = mapping.to.kind === "template" ? wireUnitOf(mapping.to.template) : undefined;
  return convert(raw, { type, options: mapping.read, wireUnit, date: noteDate });
}

const LONGEST_SHOWN = 80;

/** What is written, short enough for a sentence; a list or an object as JSON. */
function shown(all: readonly Contribution[], at: Contribution): string {
  const same = all.filter((each) => each.mapping === at.mapping).map((each) => written(each.raw) ?? JSON.stringify(each.raw));
  const text = same.join(", ");
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}
