import { type LocalDate, noonOf } from "../domain/local-date";
import { once } from "../domain/once";

/** How numbers, days, times and lists are written in one language. */
export interface Formats {
  readonly number: (of: number) => string;
  /** A fraction of 1 in percent. */
  readonly percent: (of: number) => string;
  /**
   * The form of a word that goes with a number. @param forms by the plural categories that the language has for amounts, in the
   * order of `CATEGORIES`; where there are fewer forms than categories, the last one goes with the rest
   */
  readonly form: (amount: number, forms: readonly string[]) => string;
  /** "a, b and c". */
  readonly list: (items: readonly string[]) => string;
  /** A day without its year. */
  readonly day: (date: LocalDate) => string;
  readonly dayOfYear: (date: LocalDate) => string;
  /** A day with its year, its month abbreviated. */
  readonly shortDay: (date: LocalDate) => string;
  /** The month of a day, with its year. */
  readonly month: (date: LocalDate) => string;
  /** The month of a day, as short as it gets, without its year. */
  readonly shortMonth: (date: LocalDate) => string;
  /** The name of a day's weekday, as short as it gets. */
  readonly shortWeekday: (date: LocalDate) => string;
  /** With which day weeks begin: 1 is Monday, 7 Sunday. */
  readonly firstWeekday: () => number;
  /** The time of day of a moment, milliseconds since 1970. */
  readonly time: (at: number) => string;
  /** The time of day so many minutes after midnight. */
  readonly clock: (minutes: number) => string;
}

/** What a file is called to people. */
export function fileName(path: string): string {
  return path.replace(/\.md$/, "");
}

/** Somebody else's words as a whole sentence, with a full stop where they have no end of their own. */
export function ended(text: string): string {
  return /[.!?…]["”“»)]?$/.test(text) ? text : `${text}.`;
}

/** Every plural category, in CLDR's order. */
const CATEGORIES: readonly Intl.LDMLPluralRule[] = ["zero", "one", "two", "few", "many", "other"];

const MINUTE = 60_000;

/** A length of time, milliseconds, in the unit people would tell it in; 0 for less than a minute. */
export function roughly(ms: number): { readonly amount: number; readonly unit: "minute" | "hour" | "day" } {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 90) return { amount: minutes, unit: "minute" };
  const hours = Math.round(minutes / 60);
  return hours < 48 ? { amount: hours, unit: "hour" } : { amount: Math.round(hours / 24), unit: "day" };
}

/**
 * The formats of a language, as in the user's region where that speaks the language: an English sentence has British
 * dates for a Briton, and no German ones for a German.
 * @param language as in BCP 47, "en" for one
 */
export function formatsFor(language: string): Formats {
  const locale = once(() => {
    const here = new Intl.DateTimeFormat().resolvedOptions().locale;
    return here.split("-")[0] === language.split("-")[0] ? here : language;
  });
  const numbers = once(() => new Intl.NumberFormat(locale(), { maximumFractionDigits: 4 }));
  const percents = once(() => new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 4 }));
  const plurals = once(() => {
    const rules = new Intl.PluralRules(locale());
    const has = rules.resolvedOptions().pluralCategories;
    return { rules, categories: CATEGORIES.filter((each) => has.includes(each)) };
  });
  const lists = once(() => new Intl.ListFormat(locale(), { type: "conjunction" }));
  const dates = (options: Intl.DateTimeFormatOptions): ((date: LocalDate) => string) => {
    const format = once(() => new Intl.DateTimeFormat(locale(), options));
    return (date) => format().format(noonOf(date));
  };
  const times = once(() => new Intl.DateTimeFormat(locale(), { hour: "numeric", minute: "2-digit" }));
  const number = (of: number): string => numbers().format(of);
  return {
    number,
    percent: (of) => percents().format(of),
    form: (amount, forms) => {
      const { rules, categories } = plurals();
      return forms[categories.indexOf(rules.select(amount))] ?? forms.at(-1) ?? "";
    },
    list: (items) => lists().format(items),
    day: dates({ day: "numeric", month: "long" }),
    dayOfYear: dates({ day: "numeric", month: "long", year: "numeric" }),
    shortDay: dates({ day: "numeric", month: "short", year: "numeric" }),
    month: dates({ month: "long", year: "numeric" }),
    shortMonth: dates({ month: "short" }),
    shortWeekday: dates({ weekday: "narrow" }),
    firstWeekday: once(() => weekOf(new Intl.Locale(locale()))),
    time: (at) => times().format(at),
    clock: (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`,
  };
}

const MONDAY = 1;

/** Not every device knows weeks (iOS before 17, Firefox): Monday then, as ISO 8601 has it. */
function weekOf(locale: Intl.Locale & { readonly getWeekInfo?: () => { readonly firstDay: number } }): number {
  return locale.getWeekInfo?.().firstDay ?? MONDAY;
}
