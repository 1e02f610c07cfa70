import { addDays, type LocalDate } from "../../src/domain/local-date";

/** Exist takes no day before this one. */
const FIRST = "2000-01-01" as LocalDate;

/** The last of so many days, which is today in the vault that has them. */
export function lastOf(days: number): LocalDate {
  return addDays(FIRST, days - 1);
}

/** A day's 15 values: how each is written on the n-th day, and what it feeds. */
const TRACKED: readonly { readonly key: string; readonly template: string; readonly unit?: string; readonly written: (n: number) => string }[] = [
  { key: "mood", template: "mood", written: (n) => String(1 + (n % 9)) },
  { key: "energy_level", template: "energy_level", written: (n) => String(1 + (n % 8)) },
  { key: "stress", template: "stress_level", written: (n) => String(1 + (n % 7)) },
  { key: "sleep", template: "sleep", written: (n) => `${6 + (n % 3)}h ${n % 60}m` },
  { key: "bedtime", template: "sleep_start", written: (n) => `"23:${String(n % 60).padStart(2, "0")}"` },
  { key: "woke", template: "sleep_end", written: (n) => `"06:${String(n % 60).padStart(2, "0")}"` },
  { key: "steps", template: "steps", written: (n) => String(3000 + (n % 9000)) },
  { key: "distance", template: "steps_distance", unit: "km", written: (n) => `${2 + (n % 70) / 10} km` },
  { key: "weight", template: "weight", unit: "kg", written: (n) => `"${70 + (n % 10)},${n % 10}"` },
  { key: "body_fat", template: "body_fat", unit: "percent", written: (n) => `${18 + (n % 4)}.${n % 10}%` },
  { key: "water", template: "water", unit: "l", written: (n) => `${1 + (n % 15) / 10} l` },
  { key: "coffees", template: "coffees", written: (n) => String(n % 4) },
  { key: "pages", template: "pages_read", written: (n) => String(n % 80) },
  { key: "meditation", template: "meditation_min", unit: "minutes", written: (n) => `${n % 30} min` },
  { key: "spent", template: "money_spent", written: (n) => `${n % 50}.${10 + (n % 89)}` },
];

export const VALUES_A_DAY = TRACKED.length;
export const KEYS: readonly string[] = TRACKED.map(({ key }) => key);

/** The n-th day. */
export function dayOf(n: number): LocalDate {
  return addDays(FIRST, n);
}

/** `days` daily notes by path. */
export function notesOf(days: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: days }, (_, n) => [`Daily/${dayOf(n)}.md`, textOf(n)] as const));
}

/** The text of the n-th note. */
export function textOf(n: number): string {
  return `---\n${TRACKED.map(({ key, written }) => `${key}: ${written(n)}`).join("\n")}\n---\n\nA day like any other.\n`;
}

/** The properties of the n-th note as Obsidian has indexed them. */
export function propertiesOf(n: number): Record<string, unknown> {
  return Object.fromEntries(TRACKED.map(({ key, written }) => {
    const text = written(n).replaceAll('"', "");
    return [key, /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text] as const;
  }));
}

/** data.json of a person who has sent all of this for years. */
export function settingsOf(token: string, account: string): Record<string, unknown> {
  return {
    version: 1,
    connection: { keptIn: "settings", accessToken: token, account },
    sources: [{ folder: "Daily", format: "YYYY-MM-DD" }],
    syncFrom: FIRST,
    mappings: TRACKED.map(({ key, template, unit }, at) => ({
      id: `m${at}`, from: { kind: "property", key }, to: { kind: "template", template, name: template }, read: unit === undefined ? {} : { unit },
    })),
    agreed: TRACKED.map(({ template }) => template),
  };
}
