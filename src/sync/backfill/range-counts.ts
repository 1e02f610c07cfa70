import { type DayRange, FIRST_DAY, isWithin, type LocalDate, localDateAt } from "../../domain/local-date";
import { BATCH } from "../../exist/client";
import { makeYieldToUi } from "../yield-to-ui";
import type { EngineDeps } from "../run/engine";
import { prepare } from "../run/prepare";
import { windows } from "../run/reconcile";
import { deviceState, NOT_ASKED, planRun } from "../run/run-plan";

/** What there is of one day. */
export interface DayCount {
  readonly date: LocalDate;
  /** Whether there is a note of it. */
  readonly hasNote: boolean;
  /** Values that notes hold for it. */
  readonly values: number;
  /** Those that Exist does not have, as far as the ledger knows. */
  readonly unsent: number;
}

/** What there is of a range of days. */
export interface RangeCount {
  readonly notes: number;
  readonly values: number;
  readonly unsent: number;
  /** Update calls that sending takes, and requests that ask first what Exist holds. */
  readonly calls: number;
  readonly questions: number;
}

/** Reads every daily note once and counts what it holds, so that any range of days can be told at once. Makes no call. @returns the oldest day first */
export async function countDays(deps: Pick<EngineDeps, "clock" | "notes" | "settings" | "ledger">): Promise<readonly DayCount[]> {
  const { clock, notes, settings } = deps;
  const range = { first: FIRST_DAY, last: localDateAt(clock.now()) };
  const draft = await prepare(deps, settings.current, { range });
  const { updates } = await planRun("command", draft, await deviceState(deps), NOT_ASKED, makeYieldToUi(clock));
  const unsent = new Map<LocalDate, number>();
  for (const { date } of updates) unsent.set(date, (unsent.get(date) ?? 0) + 1);
  const values = new Map(draft.readings.map((reading) => [reading.date, reading.values.length]));
  const noted = new Set((await notes.list(range.last)).notes.keys());
  return [...new Set([...noted, ...values.keys()])].sort().map((date) => ({ date, hasNote: noted.has(date), values: values.get(date) ?? 0, unsent: unsent.get(date) ?? 0 }));
}

export function countRange(days: readonly DayCount[], range: DayRange): RangeCount {
  const within = days.filter(({ date }) => isWithin(range, date));
  const sum = (of: (day: DayCount) => number): number => within.reduce((total, day) => total + of(day), 0);
  const unsent = sum((day) => day.unsent);
  return {
    notes: sum((day) => Number(day.hasNote)),
    values: sum((day) => day.values),
    unsent,
    calls: Math.ceil(unsent / BATCH),
    questions: windows(within.filter((day) => day.unsent > 0).map(({ date }) => date)).length,
  };
}

/** Why days cannot be chosen as the first and the last of a range. */
export type RangeProblem = "no-day" | "too-early" | "future" | "reversed";

/** What is wrong with the first and the last day; null where nothing is. */
export function problemsOf(first: LocalDate | null, last: LocalDate | null, today: LocalDate): { readonly first: RangeProblem | null; readonly last: RangeProblem | null } {
  const of = (date: LocalDate | null): RangeProblem | null => {
    if (date === null) return "no-day";
    if (date < FIRST_DAY) return "too-early";
    return date > today ? "future" : null;
  };
  const problems = { first: of(first), last: of(last) };
  const areReversed = first !== null && last !== null && first > last;
  return problems.first === null && problems.last === null && areReversed ? { first: "reversed", last: null } : problems;
}
