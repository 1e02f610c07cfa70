import { weekdayOf } from "../../domain/local-date";
import { isSameName } from "../../domain/name-key";
import { dayIn, doubtfulDayIn } from "../../domain/property-day";
import type { SourceProposal } from "../../sync/ports";

/** Properties that people name after the day that a note is of; never those of when it was made, changed, due or published. */
const NAMES = [
  "date", "day", "journal-date", "journal-start-date", "entry-date", "note-date", "log-date", "daily",
  "datum", "dato", "dag", "fecha", "data", "dia", "jour", "data-dziennika", "päivä", "päivämäärä", "tarih", "дата", "день", "日期", "日付", "날짜",
];
/** So many notes with a day are no chance. */
const FEWEST = 5;

/** A note's properties, as Obsidian has indexed them. */
export interface IndexedNote {
  readonly path: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The property that gives most notes a day, with the folder that has all of them; null where none gives several notes theirs. */
export function proposeProperty(notes: readonly IndexedNote[]): SourceProposal | null {
  const found = NAMES.map((name) => {
    const dated = notes.flatMap(({ path, properties }) => {
      const date = dayIn(properties, name)?.date;
      return date === undefined ? [] : [{ path, date, key: Object.keys(properties).find((key) => isSameName(key, name)) ?? name }];
    });
    return { name, dated };
  });
  const { dated, name } = found.reduce((best, each) => (each.dated.length > best.dated.length ? each : best));
  const dates = dated.map(({ date }) => date).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  // Notes of weeks and months name their first day.
  if (first === undefined || last === undefined || dated.length < FEWEST || new Set(dates.map(weekdayOf)).size === 1) return null;
  const folder = commonFolder(dated.map(({ path }) => path));
  const leftOut = notes.filter(({ path, properties }) => isIn(folder, path) && doubtfulDayIn(properties, name) !== null).length;
  return { folder, property: dated[0]?.key ?? name, notes: dated.length, first, last, leftOut, or: null };
}

/** The innermost folder that has all of these files in it; empty for the vault's root. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split("/").slice(0, -1));
  let common = first;
  for (const folders of others) {
    const end = common.findIndex((name, at) => folders[at] !== name);
    if (end >= 0) common = common.slice(0, end);
  }
  return common.join("/");
}

function isIn(folder: string, path: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}
