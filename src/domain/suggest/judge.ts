import { convert, type Outcome, readerFor } from "../convert";
import { writtenOut } from "../examples";
import { sanitize } from "../sanitize";
import type { LocalDate } from "../local-date";
import { type ReadOptions, type Source, type Target, targetLabel, targetType } from "../mapping";
import { targetDate } from "../reading";
import { valueType } from "../value-type";
import type { Candidate } from "./candidates";
import { areUsual } from "./plausible";
import type { Proposal, QuestionCode, UnclearReason } from "./proposal";
import { misfit, READABLE } from "./proposals";

/** A value as written, and what it would be sent as. */
export interface Example {
  readonly written: string;
  readonly outcome: Extract<Outcome, { readonly kind: "value" }>;
}

/** A proposal that the values bear out. */
export interface Judged extends Omit<Proposal, "question"> {
  readonly examples: readonly Example[];
  /** The days on which there was a yes. */
  readonly done: readonly LocalDate[];
  readonly question: { readonly about: QuestionCode; readonly options: readonly { readonly read: ReadOptions; readonly examples: readonly Example[] }[] } | undefined;
}

const FEWEST_VALUES = 3;
/** From so many days on, one value on nearly all of them is what a template left there. */
const ENOUGH_FOR_CONSTANT = 7;
const NEARLY_ALL = 0.9;
const EXAMPLES = 3;
const LONGEST_EXAMPLE = 40;

/** The first proposal that the values bear out, or why none does; null where nothing need be said. */
export function judge(candidate: Candidate, notes: number, proposals: readonly Proposal[] | UnclearReason | null): Judged | UnclearReason | null {
  if (proposals === null || "code" in proposals) return proposals;
  const { from, days } = candidate;
  for (const proposal of proposals) {
    const { all, valued } = valuesOf(candidate, proposal);
    if (valued.length < FEWEST_VALUES || valued.length < all * READABLE) continue;
    if (proposal.to.kind === "template" && proposal.question === undefined && !areUsual(proposal.to.template, valued.map(({ example }) => example.outcome.value))) continue;
    if (isConstant(valued.map(({ example }) => example.outcome), notes)) return from.kind === "task" ? null : { code: "constant" };
    const several = days.some((day) => day.raws.length > 1);
    const combine = several ? combineFor(from, proposal.to) : undefined;
    if (several && combine === undefined) return { code: "several" };
    const done = valued.filter(({ example }) => example.outcome.value === 1).map(({ date }) => date);
    // A to-do that was carried on until it was done is no habit.
    if (from.kind === "task" && done.length < 2) return null;
    const withCombine = (read: ReadOptions): ReadOptions => (combine === undefined ? read : { ...read, combine });
    const options = proposal.question?.readings.map((read) => ({ read: withCombine(read), examples: distinct(valuesOf(candidate, { to: proposal.to, read }).valued.map(({ example }) => example)) }));
    return {
      to: proposal.to, reason: proposal.reason, read: withCombine(proposal.read), examples: distinct(valued.map(({ example }) => example)), done,
      question: proposal.question === undefined ? undefined : { about: proposal.question.about, options: options ?? [] },
    };
  }
  const best = proposals[0];
  return best?.to.kind === "template" ? misfit(candidate, targetLabel(best.to)) : null;
}

/** What the candidate's values would be sent as, and how many there are of them. */
function valuesOf({ from, days }: Candidate, rule: Pick<Proposal, "to" | "read">): { readonly all: number; readonly valued: readonly { readonly date: LocalDate; readonly example: Example }[] } {
  let all = 0;
  const valued: { date: LocalDate; example: Example }[] = [];
  for (const { date, raws } of days) {
    const reader = readerFor(rule, targetDate(date, rule.read));
    for (const raw of reader === null ? [] : raws) {
      const outcome = reader === null ? null : convert(raw, reader);
      if (outcome === null || outcome.kind === "blank") continue;
      all += 1;
      if (outcome.kind === "value") valued.push({ date, example: { written: from.kind === "task" ? box(raw) : short(writtenOut(raw)), outcome } });
    }
  }
  return { all, valued };
}

/** A task as people see it in the note. */
function box(done: unknown): string {
  return done === true ? "[x]" : "[ ]";
}

/**
 * Whether the values are one and the same throughout, as templates leave them: nothing but 0 or "no", or any other value
 * on nearly all days. A "yes" that is only on some of the notes is a habit.
 */
function isConstant(outcomes: readonly Outcome[], notes: number): boolean {
  const counts = new Map<unknown, number>();
  for (const outcome of outcomes) {
    const value = outcome.kind === "value" ? outcome.value : null;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const [value, most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null, 0];
  if (value === 0 && most === outcomes.length) return true;
  const base = value === 1 ? Math.max(outcomes.length, notes) : outcomes.length;
  return outcomes.length >= ENOUGH_FOR_CONSTANT && most >= base * NEARLY_ALL;
}

/**
 * Amounts that are written down one by one add up; a mood or a time of day has no sum. Neither has a list of numbers
 * of the user's own, which may be the two of a blood pressure.
 */
function combineFor(from: Source, to: Target): ReadOptions["combine"] {
  const type = targetType(to);
  const isAmount = type === valueType.quantity || type === valueType.decimal || type === valueType.duration;
  return isAmount && (from.kind !== "property" || to.kind === "template") ? "sum" : undefined;
}

/** Three different examples. */
export function distinct<T extends { readonly written: string }>(examples: readonly T[]): T[] {
  return [...new Map(examples.map((example) => [example.written, example])).values()].slice(0, EXAMPLES);
}

export function short(text: string): string {
  return sanitize(text, LONGEST_EXAMPLE);
}
