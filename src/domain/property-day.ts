import { toShortJson, quote } from "./sanitize";
import { type LocalDate, parseLocalDate } from "./local-date";
import { holdsPlaceholder, propertyOf } from "./note";

/** The day that a property names, with the time of day where there is one: `HH:MM:SS`, empty without. */
export interface DayOfNote {
  readonly date: LocalDate;
  readonly time: string;
}

/** The year first: whether 03/04/2026 is in March or in April is never guessed. */
const DAY = /^(?<year>\d{4})(?:(?<between>[-/._ ])(?<month>\d\d?)\k<between>(?<day>\d\d?)|(?<month2>\d\d)(?<day2>\d\d)|[年년] ?(?<month3>\d\d?)[月월] ?(?<day3>\d\d?)[日일])(?!\d)(?<rest>.*)$/su;
/** ISO 8601, with a blank for the T as people write it. */
const TIME = /^(?:T| +)(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]\d+)?)? ?(?<half>[ap]\.?m\.?)?(?<zone>Z|[+-]\d\d:?(?:\d\d)?)?$/i;
/** `[[Daily/2026-09-21#Morning|today]]`: what is linked to. */
const LINK = /^!?\[\[(?<target>[^[\]|#]+)(?:[|#][^[\]]*)?\]\]$/;

/**
 * The day that a property of a note names: as text, date or date-time, as a number like 20260921, as a link to the day's note,
 * alone in a list or with a weekday behind it. Null where it names none, or none for certain.
 */
export function dayIn(properties: Readonly<Record<string, unknown>>, property: string): DayOfNote | null {
  const text = textOf(propertyOf(properties, property));
  const parts = text === null ? undefined : DAY.exec(text)?.groups;
  if (parts === undefined) return null;
  const { year = "", rest = "" } = parts;
  const [month, day] = [parts.month ?? parts.month2 ?? parts.month3 ?? "", parts.day ?? parts.day2 ?? parts.day3 ?? ""];
  const date = parseLocalDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  const time = timeIn(rest);
  return date === null || time === null ? null : { date, time };
}

/** What a property says that might be meant for a day and is none for certain, as it may be shown; null where nothing is. */
export function doubtfulDayIn(properties: Readonly<Record<string, unknown>>, property: string): string | null {
  const value = propertyOf(properties, property);
  if (value === undefined || value === null || holdsPlaceholder(value) || dayIn(properties, property) !== null) return null;
  const found = textOf(value) ?? toShortJson(value);
  return /\d/.test(found) ? quote(found) : null;
}

/** @param depth how many lists deep it is looked: YAML reads an unquoted [[2026-09-21]] as one within another, and one may hold itself */
function textOf(value: unknown, depth = 2): string | null {
  if (Array.isArray(value)) return value.length === 1 && depth > 0 ? textOf(value[0], depth - 1) : null;
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return null;
  const text = value.trim();
  const target = LINK.exec(text)?.groups?.target;
  return target === undefined ? text : target.slice(target.lastIndexOf("/") + 1).replace(/\.md$/i, "").trim();
}

/** The time of day behind a date, empty without one; null where what stands there leaves the day in doubt. */
function timeIn(rest: string): string | null {
  // A weekday or a title, which is no other date.
  if (!/\d/.test(rest)) return "";
  const { hour, minute, second = "00", half, zone } = TIME.exec(rest)?.groups ?? {};
  if (hour === undefined || minute === undefined) return null;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase().startsWith("p") ? 12 : 0);
  const time = `${String(hours).padStart(2, "0")}:${minute}:${second}`;
  if (time >= "24:00:00") return null;
  // With an offset, the day is the one that stands there. In UTC it may be another one than here, but for midnight, which programs write for no time at all.
  return zone?.toUpperCase() === "Z" && time !== "00:00:00" ? null : time;
}
