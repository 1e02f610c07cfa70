import { addDays, type DayRange, FIRST_DAY, isWithin, latestDayAt, type LocalDate } from "../../domain/local-date";
import { withCustomaryUnit } from "../../domain/convert";
import { type Mapping, needsText } from "../../domain/mapping";
import type { Note, NoteRef } from "../../domain/note";
import { type Issue, type Reading, readDay, targetDate } from "../../domain/reading";
import { tagKey, tagMappings } from "../../domain/tags";
import { leftToBackfill } from "../backfill/state";
import { makeBreather } from "../breathe";
import type { DayRecord, Ledger } from "../ledger";
import { type Clock, isRead, type LeftOut, type Notes, type Unread } from "../ports";
import { imperialOf, rulesOf, type Settings, tagRules } from "../settings";
import { unsettledOf } from "../settled";

/** Which notes a run looks at. */
export interface Scope {
  /** Only this note, changed or not. */
  readonly path?: string;
  /** Only what leads to these days of Exist's, changed or not, and also before `syncFrom`. */
  readonly range?: DayRange;
  /** Also what the user left unticked before, to be asked about once more. */
  readonly declined?: boolean;
  /** Only notes of these days, and none from before `syncFrom`. */
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  /** All notes, also those that the ledger has settled: what it believes is to be compared with what Exist holds. */
  readonly compare?: boolean;
}

/** Whether a run looks at some of the notes only, so that it tells nothing of the rest. */
export function isPartial({ path, range, from, to }: Scope): boolean {
  return path !== undefined || range !== undefined || from !== undefined || to !== undefined;
}

/** A note that could not be read, and why. */
export interface UnreadNote {
  readonly ref: NoteRef;
  readonly why: Unread;
}

/** What the notes say, before Exist was asked anything. */
export interface Draft {
  readonly scope: Scope;
  readonly settings: Settings;
  /** `rulesOf` the settings. */
  readonly rules: string;
  /** The notes that were read, with the days they feed. Those in `unread` are not among them. */
  readonly notes: readonly { readonly ref: NoteRef; readonly feeds: readonly LocalDate[] }[];
  readonly readings: readonly Reading[];
  readonly records: ReadonlyMap<LocalDate, DayRecord>;
  /** Files that are left out and that the user has not been told of; all of them where everything is asked about. */
  readonly leftOut: readonly LeftOut[];
  /** Notes that were to be read and could not be, with the reason. They stay unsettled. */
  readonly unread: readonly UnreadNote[];
  /** Days that were not looked at, because a backfill under way is going to send them; null where there are none. */
  readonly away: DayRange | null;
  readonly today: LocalDate;
}

/** Reads the notes that changed since the ledger last saw them, or those of a range. Makes no call and changes nothing. */
export async function prepare(deps: { clock: Clock; notes: Notes; ledger: Ledger }, settings: Settings, scope: Scope): Promise<Draft> {
  const { clock, notes, ledger } = deps;
  // Exist refuses a day that has not come where the account is, and what it refused is not sent again by itself.
  const today = latestDayAt(clock.now(), settings.connection?.timezone);
  const breathe = makeBreather(clock);
  const rules = rulesOf(settings);
  const list = await notes.list(today);
  const seen = await ledger.seenNotes();
  const { range } = scope;
  const whole = scope.path === undefined && range === undefined;
  const away = whole ? leftToBackfill(await ledger.backfill()) : null;
  const isWanted = (date: LocalDate): boolean => (range === undefined || isWithin(range, date)) && (away === null || !isWithin(away, date));
  // What was left unticked is in notes that count as settled.
  const all = scope.compare === true || (scope.declined === true && settings.declined.length > 0);
  const explicit = settings.mappings.filter((mapping) => mapping.enabled)
    .map((mapping) => ({ ...mapping, read: withCustomaryUnit(mapping.to, mapping.read, imperialOf(settings)) }));
  const withText = explicit.some(needsText);
  const offsets = [...new Set([0, ...explicit.map((mapping) => mapping.read.dayOffset ?? 0)])];
  const feedsOf = (ref: NoteRef): LocalDate[] =>
    offsets.map((dayOffset) => targetDate(ref.date, { dayOffset: dayOffset as -1 | 0 | 1 })).filter((date) => date >= FIRST_DAY);

  const first = range === undefined ? settings.syncFrom : FIRST_DAY;
  const noteOf = (date: LocalDate): NoteRef | undefined => (date >= first ? list.notes.get(date) : undefined);
  const isAsked = ({ date }: NoteRef): boolean => date >= (scope.from ?? date) && date <= (scope.to ?? date);
  const isConcerned = (ref: NoteRef): boolean => {
    if (scope.path !== undefined) return ref.path === scope.path && ref.date >= first;
    return ref.date >= first && isAsked(ref) && feedsOf(ref).some(isWanted);
  };
  const leftOut = list.leftOut.filter(({ path, date }) => (scope.declined === true || seen?.told.has(path) !== true) && (range === undefined || (date !== null && isWithin(range, date))));
  const mappingsOf = mappingsFor(settings, explicit);
  const opened = new Map<string, Promise<Note | Unread>>();
  const open = (ref: NoteRef): Promise<Note | Unread> => {
    const note = opened.get(ref.path) ?? notes.read(ref, withText);
    opened.set(ref.path, note);
    return note;
  };

  const concerned: NoteRef[] = [];
  const looked = !whole || all || seen?.rules !== rules ? list.notes.values() : unsettledOf(seen.modified, list);
  for (const ref of looked) if (isConcerned(ref)) concerned.push(ref);
  const read: { ref: NoteRef; feeds: LocalDate[] }[] = [];
  const unread: UnreadNote[] = [];
  for (const ref of concerned) {
    await breathe();
    const note = await open(ref);
    if (isRead(note)) read.push({ ref, feeds: feedsOf(ref) });
    else unread.push({ ref, why: note });
  }

  const dates = [...new Set(read.flatMap(({ feeds }) => feeds))].filter((date) => date <= today && isWanted(date)).sort();
  const readings: Reading[] = [];
  for (const date of dates) {
    await breathe();
    const around: Note[] = [];
    for (const offset of offsets) {
      const ref = noteOf(addDays(date, -offset));
      const note = ref === undefined ? null : await open(ref);
      if (note !== null && isRead(note)) around.push(note);
    }
    readings.push(readDay(date, around, mappingsOf));
  }
  return { scope, settings, rules, notes: read, readings, records: await ledger.days(dates), leftOut, unread, away, today };
}

/** An unread note as an issue of the whole note. */
export function unreadIssue({ ref: { path, date }, why }: UnreadNote): Issue {
  return { path, date, key: "", found: "", problem: problemOf(why) };
}

function problemOf(why: Unread): Issue["problem"] {
  switch (why.unread) {
    case "not-indexed":
      return { code: "not-indexed" };
    case "unreadable":
      return { code: "file-unreadable", reason: why.reason };
    case "no-answer":
      return { code: "file-no-answer" };
  }
}

/** The mappings that hold for a note: the `explicit` ones, and those that the tag rules stand for. */
export function mappingsFor(settings: Settings, explicit: readonly Mapping[]): (note: Pick<Note, "tags">) => readonly Mapping[] {
  const rules = tagRules(settings);
  if (rules.mode === "off") return () => explicit;
  const mapped = new Set(explicit.flatMap(({ from }) => (from.kind === "tag" ? [tagKey(from.tag)] : [])));
  return (note) => [...explicit, ...tagMappings(note.tags, rules, mapped)];
}
