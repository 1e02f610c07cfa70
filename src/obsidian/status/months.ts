import { addDays, addMonths, type LocalDate, startOfMonth, weekdayOf } from "../../domain/local-date";
import { type Day, DAY_STATES, type DayState } from "../../presentation/days";

export const WEEK = 7;
export const YEAR = 12;

/** The days of the month that begins with `first`. */
export function daysOf(first: LocalDate): readonly LocalDate[] {
  const length = Number(addDays(addMonths(first, 1), -1).slice(8));
  return Array.from({ length }, (_each, at) => addDays(first, at));
}

/** Twelve months in a row, by their first days: those to today, or as many years before as it takes to have `chosen` among them. */
export function yearAround(chosen: LocalDate, today: LocalDate): readonly LocalDate[] {
  let last = startOfMonth(today);
  while (chosen < addMonths(last, 1 - YEAR)) last = addMonths(last, -YEAR);
  return Array.from({ length: YEAR }, (_each, at) => addMonths(last, at + 1 - YEAR));
}

/** How many cells of a month's first week are another month's, in weeks that begin with `weekday` (1 is Monday). */
export function cellsBefore(first: LocalDate, weekday: number): number {
  return (weekdayOf(first) - weekday + WEEK) % WEEK;
}

/** A month's days by state, the worst first. */
export function byState(month: readonly LocalDate[], days: ReadonlyMap<LocalDate, Day>): ReadonlyMap<DayState, readonly LocalDate[]> {
  return new Map(DAY_STATES.map((state) => [state, month.filter((date) => (days.get(date)?.state ?? "nothing") === state)]));
}
