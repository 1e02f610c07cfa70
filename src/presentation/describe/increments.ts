import type { NoteWriteProblem } from "../../domain/increment-text";
import { sentUnit } from "../../domain/convert";
import type { LocalDate } from "../../domain/local-date";
import type { Unit } from "../../domain/mapping";
import type { Issue } from "../../domain/reading";
import { type ValueType, valueType } from "../../domain/value-type";
import type { Language } from "../../locales";
import { joined } from "../../locales/fill";
import { ended, fileName } from "../../locales/formats";
import type { Addable, Destination, Increment } from "../../sync/increment";
import { describeFailures } from "./failures";
import { describeIssues } from "./issues";
import { describeNames } from "./names";
import { describeValues } from "./values";

/** An amount that a person added, with what has to be known to speak of it. */
export interface Added {
  readonly addable: Addable;
  /** As it is sent. */
  readonly amount: number;
  readonly date: LocalDate;
  /** The day that it is when this is said. */
  readonly today: LocalDate;
  /** Whether what is written to a note is sent by itself. */
  readonly automatic: boolean;
}

/** Adding to a value: to what, how much, and what became of it. */
export function describeIncrements(language: Language) {
  const { words, formats, fill } = language;
  const { increments, adding } = words;
  const { value } = describeValues(language);
  const { source } = describeNames(language);
  const { issue } = describeIssues(language);
  const { notAdded } = describeFailures(language);

  const hindrance = (of: NoteWriteProblem, { path, date, key }: Pick<Issue, "path" | "date" | "key">): string => {
    const note = fileName(path);
    switch (of.code) {
      case "unread":
        return issue(issueOf(of, { path, date, key }));
      case "several-fields":
        return fill(words.hindrances["several-fields"], { note, key, count: of.count });
      case "placeholder-elsewhere":
        return fill(words.hindrances["placeholder-elsewhere"], { note, key: of.key });
      default:
        return fill(words.hindrances[of.code], { note, key });
    }
  };

  return {
    /** What became of an amount. */
    increment: (of: Increment, { addable, amount: added, date, today, automatic }: Added): string => {
      const { label, type, rule, destination } = addable;
      const isToday = date === today;
      const written = (number: number): string => value(number, type, sentUnit(rule.to, rule.read));
      const total = (number: number): string => (isToday ? fill(increments.todayTotal, { label, total: written(number) }) : fill(increments.dayTotal, { label, date: formats.day(date), total: written(number) }));
      const amount = written(added);
      const key = destination.kind === "note" ? destination.mapping.from.key : "";
      switch (of.kind) {
        case "added":
          return of.total === null ? fill(increments.added, { amount, label }) : total(of.total);
        case "refused":
          return of.refusal.text === "" ? fill(increments.refusedWithoutReason, { amount, label }) : fill(increments.refused, { amount, label, text: ended(of.refusal.text) });
        case "failed":
          return notAdded(of.failure);
        case "found-added":
          return joined(of.total === null ? "" : fill(increments.foundTotal, { total: total(of.total) }), fill(increments.foundAdded, { amount }));
        case "found-unchanged":
          if (of.total !== null) return fill(increments.foundUnchanged, { amount, label, total: written(of.total) });
          return isToday ? fill(increments.foundEmptyToday, { amount, label }) : fill(increments.foundEmpty, { amount, label, date: formats.day(date) });
        case "unknown":
          return fill(increments.unknown, { amount, label, reason: fill(increments.unknownReasons[of.because], { label }) });
        case "written": {
          const where = isToday ? fill(increments.writtenToday, { amount, key }) : fill(increments.written, { amount, key, date: formats.day(date) });
          return joined(where, automatic ? "" : increments.sendWritten);
        }
        case "not-confirmed":
          return fill(increments.notConfirmed, { amount, key, note: fileName(of.path) });
        case "no-note":
          return fill(increments.noNote, { date: formats.dayOfYear(date), label });
        case "hindered":
          return joined(hindrance(of.hindrance, { path: of.path, date, key }), words.failures.notAdded);
      }
    },
    /** Why nothing can be added to an attribute that notes feed. */
    noDestination: (label: string, { mapping, because }: Extract<Destination, { kind: "none" }>): string => fill(words.noDestination[because], { label, source: source(mapping) }),
    /** What can be added to, to choose. */
    addableName: ({ label, destination }: Addable): string => (destination.kind === "exist" ? label : fill(adding.item, { label, source: source(destination.mapping) })),
    /** How an amount is written. */
    amountHint: (type: ValueType, unit: Unit | undefined): string => {
      if (type === valueType.duration) return fill(adding.durationHint, { unit: words.units[unit ?? "minutes"] });
      if (unit !== undefined) return fill(adding.unitHint, { unit: words.units[unit] });
      return type === valueType.quantity ? adding.wholeHint : adding.numberHint;
    },
  };
}

/** The issue that kept an amount from being written; without a key where the whole note is meant. */
function issueOf({ found, problem }: Extract<NoteWriteProblem, { readonly code: "unread" }>, { path, date, key }: Pick<Issue, "path" | "date" | "key">): Issue {
  const isOfNote = problem.code === "broken-frontmatter" || problem.code === "file-no-answer";
  return { path, date, key: isOfNote ? "" : key, found, problem };
}
