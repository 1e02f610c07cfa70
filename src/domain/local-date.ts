import { addDays as shift, addMonths as shiftMonths, differenceInCalendarDays, isValid, lightFormat, toDate } from "date-fns";

declare const localDate: unique symbol;

/** A calendar day without a time zone, `YYYY-MM-DD`. Two of them compare with `<` and `===`. */
export type LocalDate = string & { readonly [localDate]: true };

/** Exist's own example goes back to 2015; anything before this is a slip of the pen, not a diary. */
export const FIRST_DAY = "2000-01-01" as LocalDate;

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads `YYYY-MM-DD`; null for any other text and for days no calendar has (`2026-02-30`). */
export function parseLocalDate(text: string): LocalDate | null {
  if (!ISO_DAY.test(text)) return null;
  const noon = noonOf(text as LocalDate);
  // JavaScript counts the 30th of February on into March.
  return isValid(noon) && dayOf(noon) === text ? (text as LocalDate) : null;
}

/** Midday of a day on this device: clocks change at night, and some midnights do not exist. */
export function noonOf(date: LocalDate): Date {
  return toDate(`${date}T12:00`);
}

function dayOf(moment: Date | number): LocalDate {
  return lightFormat(moment, "yyyy-MM-dd") as LocalDate;
}

/** The day it is on this device at `epochMs` (milliseconds since 1970). */
export function localDateAt(epochMs: number): LocalDate {
  return dayOf(epochMs);
}

/**
 * The latest day that has come both on this device and in another time zone (a name like `Europe/Berlin`, where one is
 * known): on a journey, one of the two may be a day behind.
 */
export function latestDayAt(epochMs: number, zone: string | undefined): LocalDate {
  const here = localDateAt(epochMs);
  try {
    // Swedish writes dates the ISO way.
    const there = zone === undefined ? here : (new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short" }).format(epochMs) as LocalDate);
    return there < here ? there : here;
  } catch {
    // A zone that this device has never heard of.
    return here;
  }
}

const QUARTER = 15 * 60_000;
const MOST_QUARTERS = 3 * 24 * 4;

/** When `latestDayAt` is next another day, milliseconds since 1970. Time zones differ by quarters of an hour. */
export function nextDayAt(epochMs: number, zone: string | undefined): number {
  const today = latestDayAt(epochMs, zone);
  let at = (Math.floor(epochMs / QUARTER) + 1) * QUARTER;
  for (let quarter = 0; quarter < MOST_QUARTERS && latestDayAt(at, zone) === today; quarter += 1) at += QUARTER;
  return at;
}

/** The day `count` days after `date`, before it when negative. */
export function addDays(date: LocalDate, count: number): LocalDate {
  return count === 0 ? date : dayOf(shift(noonOf(date), count));
}

/** The same day of the month `count` months after `date`, or that month's last day where it has no such day. */
export function addMonths(date: LocalDate, count: number): LocalDate {
  return dayOf(shiftMonths(noonOf(date), count));
}

/** The first day of the month that `date` is in. */
export function startOfMonth(date: LocalDate): LocalDate {
  return `${date.slice(0, 7)}-01` as LocalDate;
}

/** Which day of the week it is: 1 is Monday, 7 Sunday. */
export function weekdayOf(date: LocalDate): number {
  return noonOf(date).getDay() || 7;
}

/** The days from `first` to `last`, both of them included. */
export interface DayRange {
  readonly first: LocalDate;
  readonly last: LocalDate;
}

export function isWithin({ first, last }: DayRange, date: LocalDate): boolean {
  return date >= first && date <= last;
}

/** How many days lie from `first` to `last`; 0 for the same day, negative when `last` is earlier. */
export function daysBetween(first: LocalDate, last: LocalDate): number {
  return differenceInCalendarDays(noonOf(last), noonOf(first));
}

/** A winter and a summer night of one year, which tell zones apart. */
const SAMPLES = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

/** Whether clocks show the same in two time zones (names like `Europe/Berlin`) all year round. */
export function sameClock(zone: string, other: string): boolean {
  const shown = (timeZone: string): string => SAMPLES.map((at) => new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at)).join();
  try {
    return shown(zone) === shown(other);
  } catch {
    // A zone that this device has never heard of.
    return zone === other;
  }
}
