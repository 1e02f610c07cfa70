import { type LocalDate, parseLocalDate } from "../../domain/local-date";
import type { SourceProposal } from "../../sync/ports";
import { DailyNoteFormat } from "./daily-note-format";
import { momentLike } from "./moment-like";

/** The format and, in short, what its names look like: only those are given to Moment. The usual ones first, of two that fit equally. */
const NAMES: readonly (readonly [format: string, looks: RegExp])[] = [
  ["YYYY-MM-DD", /^\d{4}-\d\d-\d\d$/], ["YYYY_MM_DD", /^\d{4}_\d\d_\d\d$/], ["YYYY.MM.DD", /^\d{4}\.\d\d\.\d\d$/], ["YYYY MM DD", /^\d{4} \d\d \d\d$/],
  ["YYYYMMDD", /^\d{8}$/], ["DDMMYYYY", /^\d{8}$/], ["MMDDYYYY", /^\d{8}$/], ["YYMMDD", /^\d{6}$/], ["YYYY-M-D", /^\d{4}-\d\d?-\d\d?$/],
  ["DD-MM-YYYY", /^\d\d-\d\d-\d{4}$/], ["MM-DD-YYYY", /^\d\d-\d\d-\d{4}$/], ["DD.MM.YYYY", /^\d\d\.\d\d\.\d{4}$/], ["MM.DD.YYYY", /^\d\d\.\d\d\.\d{4}$/],
  ["DD_MM_YYYY", /^\d\d_\d\d_\d{4}$/], ["MM_DD_YYYY", /^\d\d_\d\d_\d{4}$/], ["DD MM YYYY", /^\d\d \d\d \d{4}$/], ["MM DD YYYY", /^\d\d \d\d \d{4}$/],
  ["D.M.YYYY", /^\d\d?\.\d\d?\.\d{4}$/], ["D-M-YYYY", /^\d\d?-\d\d?-\d{4}$/], ["M-D-YYYY", /^\d\d?-\d\d?-\d{4}$/], ["YY-MM-DD", /^\d\d-\d\d-\d\d$/], ["DD-MM-YY", /^\d\d-\d\d-\d\d$/], ["MM-DD-YY", /^\d\d-\d\d-\d\d$/],
  ...["dddd", "ddd", "[W]WW", "[W]ww"].flatMap((more) => [" ", "-", "_", ", ", ". "].map((between) => [`YYYY-MM-DD${between}${more}`, /^\d{4}-\d\d-\d\d[ ,._-]+[\p{L}\d.]+$/u] as const)),
  ["YYYY-MM-DD (dddd)", /^\d{4}-\d\d-\d\d \(/], ["YYYY-MM-DD (ddd)", /^\d{4}-\d\d-\d\d \(/], ["dddd YYYY-MM-DD", /^\D+ \d{4}-\d\d-\d\d$/], ["ddd YYYY-MM-DD", /^\D+ \d{4}-\d\d-\d\d$/], ["DD.MM.YYYY dddd", /^\d\d\.\d\d\.\d{4} \D+$/],
  ...["MMMM", "MMM"].flatMap((month) => [
    ...["D", "DD", "D.", "DD.", "Do"].flatMap((day) => [`${day} ${month} YYYY`, `${day}-${month}-YYYY`, `${day} ${month} YYYY, dddd`, `ddd ${day} ${month} YYYY`]),
    ...["D", "DD", "Do"].flatMap((day) => [`${month} ${day}, YYYY`, `${month} ${day} YYYY`, `dddd, ${month} ${day}, YYYY`, `dddd, ${month} ${day} YYYY`, `ddd, ${month} ${day} YYYY`, `ddd, ${month} ${day}, YYYY`]),
    ...["D", "DD", "D.", "DD."].flatMap((day) => [`dddd, ${day} ${month} YYYY`, `dddd ${day} ${month} YYYY`, `ddd, ${day} ${month} YYYY`]),
    `YYYY-${month}-DD`, `YYYY ${month} DD`,
  ].map((format) => [format, /^(?=.*\p{L}{3})(?=.*\d{4}).*\d/u] as const)),
  ["YYYY年M月D日", /^\d{4}年\d\d?月\d\d?日$/], ["YYYY年MM月DD日", /^\d{4}年\d\d月\d\d日$/], ["YYYY년 M월 D일", /^\d{4}년 ?\d\d?월/], ["YYYY년 MM월 DD일", /^\d{4}년 ?\d\d월/],
  // Names of which the folders tell the rest.
  ["YYYY/MM/DD", /^\d\d$/], ["YYYY-MM/DD", /^\d\d$/], ["YYYY/MM-MMMM/DD", /^\d\d$/], ["YYYY/MMMM/DD", /^\d\d$/], ["YYYY/MM/MM-DD", /^\d\d-\d\d$/], ["YYYY/MM-DD", /^\d\d-\d\d$/],
];

/** Names of folders in which people put the notes of a year, a quarter, a month or a week. */
const FOLDERS = [
  "YYYY", "MM", "MMMM", "MM-MMMM", "MM MMMM", "MM_MMMM", "MM - MMMM", "MM. MMMM", "MM.MMMM", "M", "M-MMMM", "M MMMM", "MMM", "MM-MMM", "MM MMM", "MM_MMM",
  "YYYY-MM", "YYYY_MM", "YYYY.MM", "YYYY MM", "YYYYMM", "YYYY-MMMM", "YYYY MMMM", "YYYY-MM MMMM", "YYYY-MM-MMMM", "YYYY-MM MMM", "YYYY-MM-MMM", "MMMM YYYY", "MMMM-YYYY", "MMMM, YYYY", "MMM YYYY", "MM-YYYY",
  "[Q]Q", "YYYY-[Q]Q", "[W]WW", "[W]ww", "WW", "ww", "GGGG-[W]WW", "gggg-[W]ww", "YYYY-[W]WW", "YYYY-[W]ww", "[Week] W", "[Week] WW", "[Week] w", "[Week] ww", "GGGG", "gggg",
];

/** A date in the middle of a name; what stands around it may be the same in all of them. */
const WITHIN = /^(?<before>\D*)(?<date>\d{4}-\d\d-\d\d|\d{4}_\d\d_\d\d|\d{4}\.\d\d\.\d\d|\d{8})(?<behind>\D*)$/u;
const DATE_FORMATS: readonly (readonly [RegExp, string])[] = [[/-/, "YYYY-MM-DD"], [/_/, "YYYY_MM_DD"], [/\./, "YYYY.MM.DD"], [/^/, "YYYYMMDD"]];

/** Of each folder so many files are looked at for formats; which of them all a format explains is counted after that. */
const SAMPLES = 6;
/** Formats that are tried on all files: of one folder, so that none takes the room of another, and of all together. */
const MOST_CANDIDATES = { aFolder: 6, inAll: 40 };
/** Places that are proposed at most. */
export const MOST_PLACES = 4;
/** Notes of a place that is proposed beside another one. */
const FEWEST_BESIDE = 3;

interface Candidate {
  readonly folder: string;
  readonly format: string;
  /** In which its names are written. */
  readonly language: string;
  samples: number;
}

interface Explained extends Candidate {
  readonly days: ReadonlyMap<string, LocalDate>;
}

/**
 * Where daily notes seem to be, the most notes first: as many places as it takes to explain most dated names, each with the
 * format that explains the most of them. Names like 05-04-2026 are told apart by those that fit one order only.
 * @param paths of the Markdown files that nothing reads yet
 */
export function proposeSources(paths: readonly string[]): SourceProposal[] {
  // The names of days that an earlier look has made are of no use any more, and many.
  FORMATS.clear();
  const dated = paths.filter((path) => /\d/.test(nameOf(path)));
  const proposals: SourceProposal[] = [];
  let left = dated;
  const candidates = candidatesFor(dated);
  while (proposals.length < MOST_PLACES) {
    const explained = candidates.map((candidate): Explained => ({ ...candidate, days: daysBy(candidate, left) })).sort((a, b) => b.days.size - a.days.size);
    const [best] = explained;
    if (best === undefined || best.days.size === 0 || (proposals.length > 0 && best.days.size < FEWEST_BESIDE)) break;
    left = left.filter((path) => !best.days.has(path));
    proposals.push(asProposal(best, explained, left));
  }
  return proposals;
}

function asProposal({ folder, format, days }: Explained, all: readonly Explained[], left: readonly string[]): SourceProposal {
  const dates = [...days.values()].sort();
  const [first, last] = [dates[0], dates.at(-1)] as readonly [LocalDate, LocalDate];
  const prefix = folder === "" ? "" : `${folder}/`;
  const leftOut = left.filter((path) => path.startsWith(prefix) && WITHIN.test(nameOf(path))).length;
  for (const rival of all) {
    if (rival.folder !== folder || rival.days.size < days.size) continue;
    for (const [path, day] of days) {
      const other = rival.days.get(path);
      if (other !== undefined && other !== day) return { folder, format, notes: days.size, first, last, leftOut, or: { format: rival.format, name: nameOf(path), days: [day, other] } };
    }
  }
  return { folder, format, notes: days.size, first, last, leftOut, or: null };
}

/** Folders and formats that explain some of the files, those with the most files first. */
function candidatesFor(paths: readonly string[]): Candidate[] {
  const byFolder = new Map<string, string[]>();
  for (const path of paths) {
    const folder = folderOf(path);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), path]);
  }
  const candidates = new Map<string, Candidate>();
  for (const files of byFolder.values()) {
    const step = Math.max(1, Math.floor(files.length / SAMPLES));
    for (let at = 0; at < files.length; at += step) {
      for (const { folder, format, language } of explanationsOf(files[at] ?? "")) {
        const key = `${folder}\n${format}`;
        const known = candidates.get(key) ?? { folder, format, language, samples: 0 };
        known.samples += step;
        candidates.set(key, known);
      }
    }
  }
  // Stable: of two that fit equally, the one that is more usual comes first.
  const bestFirst = [...candidates.values()].sort((a, b) => b.samples - a.samples);
  const ofFolder = new Map<string, number>();
  return bestFirst.filter(({ folder }) => {
    const count = (ofFolder.get(folder) ?? 0) + 1;
    ofFolder.set(folder, count);
    return count <= MOST_CANDIDATES.aFolder;
  }).slice(0, MOST_CANDIDATES.inAll);
}

/** All folders and formats by which a path would be that of a daily note, with as many folders in the format as say something of the day. */
function explanationsOf(path: string): Omit<Candidate, "samples">[] {
  return formatsOf(path).flatMap(({ format, date, language }) => {
    const parts = path.split("/").slice(0, -format.split("/").length);
    let formats = [format];
    let at = parts.length;
    for (; at > 0; at -= 1) {
      const fitting = FOLDERS.filter((each) => written(date, each, language) === parts[at - 1]);
      if (fitting.length === 0) break;
      formats = fitting.flatMap((each) => formats.map((inner) => `${each}/${inner}`)).slice(0, MOST_CANDIDATES.inAll);
    }
    const folder = parts.slice(0, at).join("/");
    return formats.map((each) => ({ folder, format: each, language }));
  });
}

interface Fitting {
  readonly format: string;
  readonly date: LocalDate;
  readonly language: string;
}

function formatsOf(path: string): Fitting[] {
  const name = nameOf(path);
  const parts = path.slice(0, -".md".length).split("/");
  const looking = NAMES.filter(([, looks]) => looks.test(name)).map(([format]) => ({ format, written: parts.slice(-format.split("/").length).join("/") }));
  if (looking.length === 0) return aroundDate(name);
  for (const language of languagesOf(name)) {
    const dates = datesIn(parts.slice(-3).join("/"), name, language);
    const fitting = looking.flatMap(({ format, written: text }) => dates.filter((date) => written(date, format, language) === text).map((date) => ({ format, date, language })));
    if (fitting.length > 0) return fitting;
  }
  return aroundDate(name);
}

/** The app's language, English, and those with a name of a month that is in the text. */
function languagesOf(name: string): readonly string[] {
  const here = momentLike.locale();
  if (!/\p{L}{3}/u.test(name)) return [here];
  const others = momentLike.locales().filter((language) => language !== here && language !== "en" && monthsIn(name, language).length > 0);
  return [...new Set([here, "en", ...others])];
}

/** All days that the numbers of a path may mean, with the month by its name where there is one. */
function datesIn(path: string, name: string, language: string): LocalDate[] {
  const runs = path.match(/\d+/g) ?? [];
  const years = runs.filter((run) => run.length === 4).map(Number);
  const short = runs.filter((run) => run.length <= 2).map(Number);
  const months = [...short, ...(/\p{L}{3}/u.test(name) ? monthsIn(path, language) : [])];
  const dates = years.flatMap((year) => months.flatMap((month) => short.map((day) => [year, month, day] as const)));
  for (const run of runs) {
    const part = (from: number, to: number): number => Number(run.slice(from, to));
    if (run.length === 8) dates.push([part(0, 4), part(4, 6), part(6, 8)], [part(4, 8), part(2, 4), part(0, 2)], [part(4, 8), part(0, 2), part(2, 4)]);
    if (run.length === 6) dates.push([2000 + part(0, 2), part(2, 4), part(4, 6)]);
  }
  if (years.length === 0) for (const year of short) for (const month of months) for (const day of short) dates.push([2000 + year, month, day]);
  return [...new Set(dates.flatMap(([year, month, day]) => parseLocalDate(`${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`) ?? []))];
}

const MONTHS = new Map<string, readonly (readonly string[])[]>();

/** The months whose name, long or short, is in a text, from 1 to 12. */
function monthsIn(text: string, language: string): number[] {
  const known = MONTHS.get(language) ?? Array.from({ length: 12 }, (_, month) => ["D MMMM", "MMMM", "D MMM", "MMM"]
    .map((format) => momentLike([2001, month, 1]).locale(language).format(format).replace(/[\d\s]/g, "").toLowerCase()));
  MONTHS.set(language, known);
  const lower = text.toLowerCase();
  return known.flatMap((names, month) => (names.some((each) => each.length >= 3 && lower.includes(each)) ? [month + 1] : []));
}

/** Formats with something around the date that is the same in all names. */
function aroundDate(name: string): Fitting[] {
  const { before = "", date: core = "", behind = "" } = WITHIN.exec(name)?.groups ?? {};
  const date = parseLocalDate(core.replace(/^(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)$/, "$1-$2-$3"));
  if (date === null || /[[\]]/.test(before + behind)) return [];
  const inner = DATE_FORMATS.find(([sign]) => sign.test(core))?.[1] ?? "";
  return [{ format: [before, behind].map((text) => (text === "" ? "" : `[${text}]`)).join(inner), date, language: momentLike.locale() }];
}

function daysBy({ folder, format, language }: Candidate, paths: readonly string[]): ReadonlyMap<string, LocalDate> {
  const key = `${folder}\n${format}`;
  const known = FORMATS.get(key) ?? new DailyNoteFormat(folder, format, language === momentLike.locale() ? "app" : "all");
  FORMATS.set(key, known);
  return new Map(paths.flatMap((path) => {
    const date = known.dateOf(path);
    return date === null ? [] : [[path, date] as const];
  }));
}

const FORMATS = new Map<string, DailyNoteFormat>();

function written(date: LocalDate, format: string, language: string): string {
  return momentLike(date).locale(language).format(format);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1, -".md".length);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
