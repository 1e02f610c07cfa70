import { addDays, type LocalDate } from "../local-date";
import { found, type Outcome, problem } from "./outcome";

const TIME = /^(\d{1,2}):(\d{1,2})(?::\d{1,2}(?:\.\d+)?)?(?:\s*([ap])\.?m\.?)?$/i;
const HOUR = /^(\d{1,2})\s*([ap])\.?m\.?$/i;
/** A date before the time; Obsidian's "Date & time" property writes it with a T (help: Properties). */
const DATED = /^(\d{4}-\d{2}-\d{2})[T ](.+)$/;

const DAY = 24 * 60;

/** What a time of day was written as: minutes from midnight, and the date where one was written with it. */
export interface WrittenTime {
  readonly minutes: number;
  readonly date: string | null;
}

/** Reads `23:10`, `9:28 pm`, `7am`, `2026-09-21T06:40`; seconds are dropped. Null when the text is no time. */
export function parseTime(text: string): WrittenTime | null {
  const dated = DATED.exec(text);
  const time = dated?.[2] ?? text;
  const parts = TIME.exec(time);
  const short = HOUR.exec(time);
  const hour = Number(parts?.[1] ?? short?.[1] ?? Number.NaN);
  const minute = Number(parts?.[2] ?? 0);
  const half = (parts?.[3] ?? short?.[2])?.toLowerCase();
  if (Number.isNaN(hour) || minute > 59) return null;
  if (half === undefined ? hour > 23 : hour < 1 || hour > 12) return null;
  const onClock = half === undefined ? hour : (hour % 12) + (half === "p" ? 12 : 0);
  return { minutes: onClock * 60 + minute, date: dated?.[1] ?? null };
}

/** Minutes from midnight. @param date the note's day, which a written date has to agree with: it, its eve or the morning after */
export function readTimeOfDay(text: string, date?: LocalDate): Outcome {
  return read(text, date, (minutes) => minutes);
}

/** Minutes from midday: 23:30 is 690 and 00:30 is 750, the same night. */
export function readTimeFromMidday(text: string, date?: LocalDate): Outcome {
  return read(text, date, (minutes) => (minutes + DAY / 2) % DAY);
}

function read(text: string, date: LocalDate | undefined, count: (minutes: number) => number): Outcome {
  const time = parseTime(text);
  if (time === null) return problem({ code: "not-a-time" });
  const far = time.date !== null && date !== undefined && ![-1, 0, 1].some((days) => time.date === addDays(date, days));
  return far ? problem({ code: "other-day" }) : found(count(time.minutes));
}
