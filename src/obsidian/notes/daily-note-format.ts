import { type LocalDate, parseLocalDate } from "../../domain/local-date";
import { type CalendarDay, dayNames, daysOf, padded } from "./day-names";
import { type MomentLike, momentLike } from "./moment-like";

/** A name that begins with a date in any of the usual ways. */
const BEGINS_WITH_DATE = /^(?:\d{4}[-_.]?\d{2}[-_.]?\d{2}|\d{2}[-_.]\d{2}[-_.]\d{4})/;
/** Years that a name can be of. Notes from before 2000 are named among those left out. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2199];
/** The days of one year that together have all names of months and weekdays, and all ordinals of days. */
const PLAIN_YEAR = 2001;

/** What the tokens of a Moment format say, as far as it matters here (Moment's documentation, "Format"). */
interface Tokens {
  /** A time of day or an offset: then a day has many names. */
  readonly time: boolean;
  /** Weeks, or years by weeks, which begin on other days in other languages. */
  readonly weeks: boolean;
  readonly weekdays: boolean;
  readonly ordinals: boolean;
  /** Names of months or weekdays, or ordinals. */
  readonly words: boolean;
  readonly offset: boolean;
}

/**
 * The user's daily-note format: a folder and a Moment format, which may itself hold folders. A note belongs to the day for
 * which the format gives its path, in the app's language or else in any other that the app knows. So names are not parsed,
 * but made of days and looked up, a year at a time; only a format with a time of day in it has to be parsed.
 */
export class DailyNoteFormat {
  readonly folder: string;
  /** How many folders deep below `folder` the notes are. */
  readonly depth: number;
  /** Whether a path by this format tells year, month and day; if not, no note has a day. */
  readonly complete: boolean;
  private readonly pattern: string;
  private readonly tokens: Tokens;
  /** Whether names have a year of four digits. */
  private readonly hasWholeYear: boolean;
  /** How names of days are made, by language. */
  private readonly naming = new Map<string, (day: CalendarDay) => string>();
  /** The day of each name, by language and year; null for a name that several days have. */
  private readonly years = new Map<string, ReadonlyMap<string, LocalDate | null>>();
  /** The names of the year that was found last. */
  private last: { readonly language: string; readonly names: ReadonlyMap<string, LocalDate | null> } | null = null;
  /** Languages by the words that names have in them. */
  private languages: ReadonlyMap<string, readonly string[]> | null = null;
  private readonly parsed = new Map<string, LocalDate | null>();

  /** @param languages whether names may be in other languages than the app's */
  constructor(folder: string, readonly format: string, private readonly languagesOfNames: "app" | "all" = "all") {
    this.folder = folder.replace(/^\/+|\/+$/g, "");
    // The ending that people write is that of the file; Moment would make minutes and a weekday of it.
    this.pattern = format.trim().replace(/\.md$/i, "");
    this.tokens = tokensOf(this.pattern);
    const [day = "", ...others] = ([[2001, 1, 3], [2002, 1, 3], [2001, 2, 3], [2001, 1, 4]] as const).map(([year, month, date]) => this.nameOn(momentLike([year, month, date, 12])));
    this.depth = day.split("/").length - 1;
    this.complete = others.every((other) => other !== day);
    this.hasWholeYear = asciiDigits(day).includes("2001");
  }

  /** The day of the note at `path`, or null when the path is not exactly what the format writes for a day. */
  dateOf(path: string): LocalDate | null {
    const prefix = this.folder === "" ? "" : `${this.folder}/`;
    if (!this.complete || !path.startsWith(prefix) || !path.endsWith(".md")) return null;
    const name = tidy(path.slice(prefix.length, -".md".length));
    if (this.tokens.time) return this.parse(name);
    const here = this.lookUp(name, momentLike.locale());
    return here ?? (here === null || this.languagesOfNames === "app" ? null : this.lookUpElsewhere(name));
  }

  /** Whether the file's name looks dated, for telling people about notes that are not read. */
  looksDated(path: string): boolean {
    return BEGINS_WITH_DATE.test(path.slice(path.lastIndexOf("/") + 1));
  }

  /** The day that has this name in a language; null for several days, undefined for none. */
  private lookUp(name: string, language: string): LocalDate | null | undefined {
    // Notes come in the order of their days, mostly. A name of one year is of no other one, but for years by weeks.
    const atOnce = this.tokens.weeks || this.last?.language !== language ? undefined : this.last.names.get(name);
    if (atOnce !== undefined) return atOnce;
    const found = new Set(this.yearsIn(name).flatMap((year) => {
      const names = this.namesOf(year, language);
      const date = names.get(name);
      if (date !== undefined) this.last = { language, names };
      return date === undefined ? [] : [date];
    }));
    const [only] = found;
    return found.size > 1 ? null : only;
  }

  /** The day that has this name in other languages, where all of them mean the same one. */
  private lookUpElsewhere(name: string): LocalDate | null {
    if (!this.tokens.words && !this.tokens.weeks && asciiDigits(name) === name) return null;
    this.languages ??= this.languagesByWords();
    const found = new Set((this.languages.get(wordsOf(name)) ?? []).map((language) => this.lookUp(name, language)).filter((date) => date !== undefined));
    const [only = null] = found;
    return found.size > 1 ? null : only;
  }

  private namesOf(year: number, language: string): ReadonlyMap<string, LocalDate | null> {
    const key = `${language} ${year}`;
    const known = this.years.get(key);
    if (known !== undefined) return known;
    let nameOf = this.naming.get(language);
    if (nameOf === undefined) this.naming.set(language, (nameOf = dayNames(this.pattern, language)));
    const names = new Map<string, LocalDate | null>();
    for (const day of daysOf(year)) {
      const name = tidy(nameOf(day));
      names.set(name, names.has(name) ? null : dateOf(day));
    }
    this.years.set(key, names);
    return names;
  }

  /** One language for each way in which others than the app's write days, by the words in it. */
  private languagesByWords(): ReadonlyMap<string, readonly string[]> {
    const { weekdays, ordinals, weeks } = this.tokens;
    const perMonth = ordinals ? 31 : weekdays ? 7 : 1;
    const languages = new Map<string, Map<string, string>>();
    for (const language of momentLike.locales()) {
      if (language === momentLike.locale()) continue;
      const { firstDayOfWeek, firstDayOfYear } = ofLanguage(language);
      const rules = weeks ? `${firstDayOfWeek} ${firstDayOfYear}` : "";
      for (const day = momentLike([PLAIN_YEAR, 0, 1, 12]).locale(language); day.year() === PLAIN_YEAR; day.add(1, "day")) {
        if (day.date() > perMonth) continue;
        const words = wordsOf(this.nameOn(day));
        const same = languages.get(words) ?? new Map<string, string>();
        languages.set(words, same);
        // One word may be of two months (listopad) or weekdays (So), and digits may be of other scripts.
        const what = `${rules} ${day.month()} ${weekdays ? day.day() : ""} ${day.format("D")}`;
        if (!same.has(what)) same.set(what, language);
      }
    }
    return new Map([...languages].map(([words, byWhat]) => [words, [...new Set(byWhat.values())]]));
  }

  /** The years that a name may be of, by the digits in it. */
  private yearsIn(name: string): number[] {
    const length = this.hasWholeYear ? 4 : 2;
    const years = new Set<number>();
    for (const [run] of asciiDigits(name).matchAll(/\d+/g)) {
      for (let at = 0; at + length <= run.length; at += 1) {
        const year = Number(run.slice(at, at + length)) + (this.hasWholeYear ? 0 : 2000);
        // The year of a week may be another one than that of the day.
        for (const each of this.tokens.weeks ? [year - 1, year, year + 1] : [year]) if (each >= FIRST_YEAR && each <= LAST_YEAR) years.add(each);
      }
    }
    return [...years];
  }

  private nameOn(day: MomentLike): string {
    return tidy(day.format(this.pattern));
  }

  private parse(name: string): LocalDate | null {
    const known = this.parsed.get(name);
    if (known !== undefined) return known;
    // With an offset, the day is the one that stands in the name, and not what that moment is here.
    const day = this.tokens.offset ? momentLike.parseZone(name, this.pattern, true) : momentLike(name, this.pattern, true);
    // `Hmm` reads 0030 and writes 030; of the day itself Moment is strict.
    const date = day.isValid() && withoutZeros(this.nameOn(day)) === withoutZeros(name) ? dateOn(day) : null;
    this.parsed.set(name, date);
    return date;
  }
}

const TIMES = /^(?:[HhkmsSaAZzXx]|LTS?|LLL|LLLL|lll|llll)/;

function tokensOf(format: string): Tokens {
  // What is in brackets or behind a backslash stands for itself.
  const tokens = [...format.matchAll(/\[[^\]]*\]|\\.|LTS|LT|L{1,4}|l{1,4}|([A-Za-z])\1*o?/g)].map(([token]) => token).filter((token) => !/^[[\\]/.test(token));
  const has = (kind: RegExp): boolean => tokens.some((token) => kind.test(token));
  return {
    time: tokens.some((token) => TIMES.test(token)),
    weeks: has(/^[wgGeE]/),
    weekdays: has(/^d{2,4}$/),
    ordinals: has(/o$/),
    words: has(/^(?:M{3,4}|d{2,4}|L{1,4}|l{1,4})$|o$/),
    offset: has(/^[Zz]/),
  };
}

function ofLanguage(language: string): { readonly firstDayOfWeek: number; readonly firstDayOfYear: number } {
  const data = momentLike.localeData(language);
  return { firstDayOfWeek: data.firstDayOfWeek(), firstDayOfYear: data.firstDayOfYear() };
}

/** Most names are tidy, and there are many. */
const TIDY = /^(?:[!-.0-~]+(?: +[!-.0-~]+)*)(?:\/[!-.0-~]+(?: +[!-.0-~]+)*)*$/;

/** A name as Obsidian makes a path of it: no blank beside a slash or at an end, no slash twice, letters in one form (API: `normalizePath`). */
function tidy(name: string): string {
  if (TIDY.test(name)) return name;
  return name.normalize("NFC").split("/").map((part) => part.trim()).filter((part) => part !== "").join("/");
}

/** What a name has besides digits. */
function wordsOf(name: string): string {
  return name.replace(/\p{Nd}+/gu, "");
}

/** A name with the zeros left out that numbers begin with. */
function withoutZeros(name: string): string {
  return name.replace(/(?<!\d)0+(?=\d)/g, "");
}

/** Digits of other scripts as those of ASCII: each script has its ten in a row, from zero on (Unicode 16.0, 4.6). */
function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}\d]/gu, (digit) => {
    let value = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint((digit.codePointAt(0) ?? 0) - value - 1))) value += 1;
    return String(value % 10);
  });
}

function dateOn(day: MomentLike): LocalDate | null {
  return parseLocalDate(dateOf({ year: day.year(), month: day.month() + 1, date: day.date() }));
}

/** Moment itself would write the digits of its language. */
function dateOf({ year, month, date }: Omit<CalendarDay, "weekday">): LocalDate {
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(date, 2)}` as LocalDate;
}
