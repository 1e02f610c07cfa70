import { type MomentLike, momentLike } from "./moment-like";

/** A day of the calendar, as its names are made of it. */
export interface CalendarDay {
  readonly year: number;
  /** From 1 to 12. */
  readonly month: number;
  /** From 1 to 31. */
  readonly date: number;
  /** From 0, a Sunday, to 6. */
  readonly weekday: number;
}

type Piece = (day: CalendarDay) => string;

/** A year that its words are taken from, and where its first Sunday is. */
const TRIED_YEAR = 2004;
const FIRST_SUNDAY = 3;
/** Tokens, text in brackets and what stands for itself, as Moment parts a format (Moment's documentation, "Format"). */
const PARTS = /\[[^\]]*\]|\\.|LTS|LT|L{1,4}|l{1,4}|([A-Za-z])\1*o?|[^A-Za-z[\\]+|./gs;

/**
 * Makes the names of days by a Moment format: from the numbers of a day and the words of its month and weekday, some ten times
 * faster than Moment; by Moment itself where the format or the language has more to it.
 */
export function dayNames(format: string, language: string): (day: CalendarDay) => string {
  const slow: Piece = (day) => at(day).locale(language).format(format);
  const pieces = [...format.matchAll(PARTS)].map(([part]) => pieceFor(part, format, language));
  if (!pieces.every((piece) => piece !== null)) return slow;
  const fast: Piece = (day) => {
    let text = "";
    for (const piece of pieces) text += piece(day);
    return text;
  };
  // Every month, weekday and date is tried.
  return [...firstsOfMonths(), ...daysOf(TRIED_YEAR).slice(0, 31)].every((day) => fast(day) === slow(day)) ? fast : slow;
}

function pieceFor(part: string, format: string, language: string): Piece | null {
  switch (part) {
    case "YYYY":
      return ({ year }) => padded(year, 4);
    case "YY":
      return ({ year }) => padded(year % 100, 2);
    case "M":
      return ({ month }) => String(month);
    case "MM":
      return ({ month }) => padded(month, 2);
    case "D":
      return ({ date }) => String(date);
    case "DD":
      return ({ date }) => padded(date, 2);
    case "MMM":
    case "MMMM": {
      const data = momentLike.localeData(language);
      const names = firstsOfMonths().map((day) => (part === "MMM" ? data.monthsShort(at(day), format) : data.months(at(day), format)));
      return ({ month }) => names[month - 1] ?? "";
    }
    case "ddd":
    case "dddd": {
      const data = momentLike.localeData(language);
      const names = daysOf(TRIED_YEAR).slice(FIRST_SUNDAY, FIRST_SUNDAY + 7).map((day) => (part === "ddd" ? data.weekdaysShort(at(day)) : data.weekdays(at(day), format)));
      return ({ weekday }) => names[weekday] ?? "";
    }
    default: {
      if (/^[A-Za-z\\]/.test(part)) return null;
      const text = part.replace(/^\[(.*)\]$/s, "$1");
      return () => text;
    }
  }
}

/** The days of a year, in their order. */
export function daysOf(year: number): CalendarDay[] {
  const days: CalendarDay[] = [];
  let weekday = new Date(Date.UTC(year, 0, 1)).getUTCDay();
  for (let month = 1; month <= 12; month += 1) {
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    for (let date = 1; date <= last; date += 1) {
      days.push({ year, month, date, weekday });
      weekday = (weekday + 1) % 7;
    }
  }
  return days;
}

function firstsOfMonths(): CalendarDay[] {
  return daysOf(TRIED_YEAR).filter(({ date }) => date === 1);
}

function at({ year, month, date }: CalendarDay): MomentLike {
  return momentLike([year, month - 1, date, 12]);
}

/** A number with so many digits at least, two or four. */
export function padded(number: number, length: 2 | 4): string {
  const digits = number < 10 ? `0${number}` : String(number);
  return length === 2 || number >= 1000 ? digits : digits.padStart(4, "0");
}
