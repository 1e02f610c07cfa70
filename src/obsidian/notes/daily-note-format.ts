import { moment } from "obsidian";
import type { LocalDate } from "../../domain/local-date";
import { parseLocalDate } from "../../domain/local-date";

/** What is used of Moment. Obsidian's type for it cannot be called under `esModuleInterop`. */
interface MomentLike {
  isValid(): boolean;
  format(format: string): string;
  year(): number;
  month(): number;
  date(): number;
}

const parse = moment as unknown as (text: string, format: string, strict: boolean) => MomentLike;

/** A name that begins with a date in any of the usual ways. */
const BEGINS_WITH_DATE = /^(?:\d{4}[-_.]?\d{2}[-_.]?\d{2}|\d{2}[-_.]\d{2}[-_.]\d{4})/;

/** The user's daily-note format: a folder and a Moment format, which may itself hold folders. */
export class DailyNoteFormat {
  readonly folder: string;
  /** How many folders deep below `folder` the notes are. */
  readonly depth: number;
  /** Whether a path by this format tells year, month and day; if not, no note has a day. */
  readonly complete: boolean;
  private readonly dates = new Map<string, LocalDate | null>();

  constructor(folder: string, readonly format: string) {
    this.folder = folder.replace(/^\/+|\/+$/g, "");
    this.depth = format.split("/").length - 1;
    const [day, ...others] = ["2001-02-03", "2002-02-03", "2001-03-03", "2001-02-04"].map((date) => parse(date, "YYYY-MM-DD", true).format(format));
    this.complete = others.every((other) => other !== day);
  }

  /** The day of the note at `path`, or null when the path is not exactly what the format writes for a day. */
  dateOf(path: string): LocalDate | null {
    const known = this.dates.get(path);
    if (known !== undefined) return known;
    const date = this.complete ? this.parse(path) : null;
    this.dates.set(path, date);
    return date;
  }

  /** Whether the file's name looks dated, for telling people about notes that are not read. */
  looksDated(path: string): boolean {
    return BEGINS_WITH_DATE.test(path.slice(path.lastIndexOf("/") + 1));
  }

  private parse(path: string): LocalDate | null {
    const prefix = this.folder === "" ? "" : `${this.folder}/`;
    if (!path.startsWith(prefix) || !path.endsWith(".md")) return null;
    const name = path.slice(prefix.length, -".md".length);
    const day = parse(name, this.format, true);
    if (!day.isValid() || day.format(this.format) !== name) return null;
    const [year, month, date] = [day.year(), day.month() + 1, day.date()] as const;
    return parseLocalDate(`${digits(year, 4)}-${digits(month, 2)}-${digits(date, 2)}`);
  }
}

/** A number with so many digits at least; Moment itself would write those of its language. */
function digits(number: number, least: number): string {
  return String(number).padStart(least, "0");
}
