import { addDays, type LocalDate } from "../local-date";
import { found, type Outcome, problem } from "./outcome";

const TIME = /^(\d{1,2})[:h](\d{1,2})(?::\d{1,2}(?:\.\d+)?)?(?:\s*([ap])\.?m\.?)?$/i;
const HOUR = /^(\d{1,2})\s*([ap])\.?m\.?$/i;
/** `7 Uhr`, `11:30 Uhr`, `23.10 Uhr`, `7 Uhr 30`. */
const UHR = /^(\d{1,2})(?:[:.](\d{2}))?\s*Uhr(?:\s*(\d{1,2}))?$/i;
/** What is a time only where one is wanted: `2330`, `7h`. */
const WANTED = /^(\d{2})(\d{2})$|^(\d{1,2})\s?h$/i;
/** A date before the time; Obsidian's "Date & time" property writes it with a T (help: Properties). */
const DATED = /^(\d{4}-\d{2}-\d{2})(?:T|\s+)(\S.*)$/i;
/** The same as Germans write it. */
const GERMAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,\s*|\s+)(\S.*)$/;
/** An offset from UTC. The clock showed what stands before it. */
const OFFSET = /[+-]\d{2}:?\d{2}$/;

const HALF_A_DAY = 12 * 60;
const DAY = 24 * 60;
/** Some count the hours of a night on: 24:30 and 25:00 are half past midnight and one o'clock. */
const LAST_HOUR = 29;

export interface WrittenTime {
  /** Minutes from midnight; from 24:00 on the morning after is meant. */
  readonly minutes: number;
  /** The date written with it, null where there is none. */
  readonly date: string | null;
}

/** Reads `23:10`, `24:30`, `9:28 pm`, `7am`, `23h10`, `2026-09-21T06:40`; seconds are dropped. Null when the text is no time. */
export function parseTime(text: string): WrittenTime | null {
  const dated = DATED.exec(text.replace(GERMAN, (_all, day: string, month: string, year: string, time: string) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")} ${time}`));
  const time = (dated === null ? text : (dated[2] ?? "").replace(OFFSET, "")).replace(UHR, (all, hour: string, minutes = "00", more?: string) => (more === undefined ? `${hour}:${minutes}` : minutes === "00" ? `${hour}:${more}` : all));
  const parts = TIME.exec(time) ?? HOUR.exec(time);
  if (parts === null) return null;
  const isShort = parts.length === 3;
  const hour = Number(parts[1]);
  const minute = isShort ? 0 : Number(parts[2]);
  const half = (isShort ? parts[2] : parts[3])?.toLowerCase();
  if (minute > 59 || (half === undefined ? hour > LAST_HOUR : hour < 1 || hour > 12)) return null;
  const onClock = half === undefined ? hour : (hour % 12) + (half === "p" ? 12 : 0);
  return { minutes: onClock * 60 + minute, date: dated?.[1] ?? null };
}

/** Minutes from midnight. @param day the day it counts for: a date written with the time has to be it or its eve */
export function readTimeOfDay(text: string, day?: LocalDate): Outcome {
  return read(text, (time) => {
    if (time.minutes >= DAY) return problem({ code: "not-a-time" });
    const fits = time.date === null || day === undefined || time.date === day || time.date === addDays(day, -1);
    return fits ? found(time.minutes) : wrongDate(time.date, day, "other-day");
  });
}

/**
 * Minutes from midday: 23:30 is 690 and 00:30 is 750, the same night. @param day the day that the night ends on: a date
 * written with the time has to put it between midday of the eve and midday of the day
 */
export function readTimeFromMidday(text: string, day?: LocalDate): Outcome {
  return read(text, (time) => {
    const night = time.minutes < HALF_A_DAY ? 0 : -1;
    const fits = time.date === null || day === undefined || time.date === addDays(day, night);
    return fits ? found((time.minutes + HALF_A_DAY) % DAY) : wrongDate(time.date, day, "other-night");
  });
}

/** Another year than that of the day and its neighbours is a slip of its own kind. */
function wrongDate(date: string | null, day: LocalDate | undefined, code: "other-day" | "other-night"): Outcome {
  const year = (date ?? "").slice(0, 4);
  const isNear = day === undefined || [-1, 0, 1].some((shift) => addDays(day, shift).startsWith(year));
  return problem(isNear ? { code } : { code: "other-year", year });
}

function read(text: string, count: (time: WrittenTime) => Outcome): Outcome {
  if (/\d\s*Z$/i.test(text)) return problem({ code: "utc" });
  const time = parseTime(text.replace(WANTED, (_all, hour?: string, minutes?: string, whole?: string) => `${hour ?? whole ?? ""}:${minutes ?? "00"}`));
  return time === null ? problem({ code: "not-a-time" }) : count(time);
}
