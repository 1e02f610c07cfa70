import { moment } from "obsidian";

/** What is used of Moment. Obsidian's type for it cannot be called under `esModuleInterop`. */
export interface MomentLike {
  isValid(): boolean;
  format(format: string): string;
  year(): number;
  month(): number;
  date(): number;
  day(): number;
  add(count: number, unit: "day"): MomentLike;
  locale(name: string): MomentLike;
}

interface LocaleData {
  firstDayOfWeek(): number;
  firstDayOfYear(): number;
  months(day: MomentLike, format: string): string;
  monthsShort(day: MomentLike, format: string): string;
  weekdays(day: MomentLike, format: string): string;
  weekdaysShort(day: MomentLike): string;
}

interface MomentModule {
  (day: string | readonly [year: number, month: number, date: number, hour?: number]): MomentLike;
  (text: string, format: string, strict: boolean): MomentLike;
  parseZone(text: string, format: string, strict: boolean): MomentLike;
  locale(): string;
  /** Those that are loaded. */
  locales(): string[];
  localeData(name: string): LocaleData;
}

export const momentLike = moment as unknown as MomentModule;
