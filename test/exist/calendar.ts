const DAY = 86_400_000;

/** Whether `text` is a day of the calendar, written YYYY-MM-DD. */
export function isDay(text: unknown): text is string {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && dayAt(time) === text;
}

/** `day` and the days before it, newest first. */
export function daysUntil(day: string, count: number): string[] {
  const last = Date.parse(`${day}T00:00:00Z`);
  return Array.from({ length: count }, (_, back) => dayAt(last - back * DAY));
}

/** From `newest` back to `oldest`, both included. */
export function daysBetween(newest: string, oldest: string): string[] {
  return daysUntil(newest, (Date.parse(newest) - Date.parse(oldest)) / DAY + 1);
}

/** The Sundays from the last one that has come by `newest`, back to `oldest` at the earliest; at least one. */
export function sundaysUntil(newest: string, oldest: string): string[] {
  const last = Date.parse(newest) - new Date(newest).getUTCDay() * DAY;
  const weeks = Math.max(1, Math.floor((last - Date.parse(oldest)) / (7 * DAY)) + 1);
  return Array.from({ length: weeks }, (_, back) => dayAt(last - back * 7 * DAY));
}

/** The day it is in `timezone`. Throws a RangeError for a time zone that does not exist. */
export function today(timezone: string, now: number): string {
  return wallTime(timezone, now).slice(0, 10);
}

/** ISO 8601 with the offset of `timezone`, as in the profile. */
export function localTime(timezone: string, now: number): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: timezone, timeZoneName: "longOffset" }).formatToParts(now);
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "") ?? "";
  return `${wallTime(timezone, now).replace(" ", "T")}${offset === "" ? "+00:00" : offset}`;
}

/** Swedish writes dates the ISO way. */
function wallTime(timezone: string, now: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: timezone, dateStyle: "short", timeStyle: "medium" }).format(now);
}

function dayAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
