import { daysBetween, type LocalDate, noonOf, weekdayOf } from "../local-date";

const DAY = 86_400_000;

/** In how many calendar weeks the days lie. */
export function weeksOf(dates: readonly LocalDate[]): number {
  return new Set(dates.map((date) => Math.round((noonOf(date).getTime() - weekdayOf(date) * DAY) / (7 * DAY)))).size;
}

/** On fewer days than this, nothing is surely kept track of. */
const FEWEST_DAYS = 5;
/** A topic fills a week or two; what comes back later is a rhythm. */
const FEWEST_WEEKS = 3;

/** Whether there is enough of it to be sure. */
export function isKept(dates: readonly LocalDate[]): boolean {
  return dates.length >= FEWEST_DAYS;
}

/** Whether something comes back often enough, week after week, to be a rhythm and no topic. */
export function hasRhythm(dates: readonly LocalDate[]): boolean {
  return isKept(dates) && weeksOf(dates) >= FEWEST_WEEKS && !isOneStretch(dates);
}

/** A journey is some days in a row, and perhaps another one later; a habit of every day goes on for longer. */
const LONGEST_STRETCH = 21;

function isOneStretch(dates: readonly LocalDate[]): boolean {
  const sorted = [...dates].sort();
  let longest = 1;
  let length = 1;
  for (const [at, date] of sorted.entries()) {
    const before = sorted[at - 1];
    length = before !== undefined && daysBetween(before, date) <= 1 ? length + 1 : 1;
    longest = Math.max(longest, length);
  }
  return longest > sorted.length / 2 && longest <= LONGEST_STRETCH;
}

/** A Sunday and the Monday after are two weeks, and yet one time. */
const SHORTEST_RETURN = 5;

/** Whether something was done more than once, and in different weeks. */
export function comesBack(done: readonly LocalDate[]): boolean {
  const sorted = [...done].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first !== undefined && last !== undefined && weeksOf(done) >= 2 && daysBetween(first, last) >= SHORTEST_RETURN;
}
