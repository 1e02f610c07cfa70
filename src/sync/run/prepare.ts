import { addDays, type DayRange, FIRST_DAY, isWithin, latestDayAt, type LocalDate } from "../../domain/local-date";
import { withCustomaryUnit } from "../../domain/convert";
import { labelOfTag, type Mapping, needsText, targetKey, type TargetKey } from "../../domain/mapping";
import type { Note, NoteRef } from "../../domain/note";
import { type Reading, readDay, targetDate } from "../../domain/reading";
import { tagKey, tagMappings } from "../../domain/tags";
import { filledNames } from "../agreement";
import { leftToBackfill } from "../backfill/state";
import { makeBreather } from "../breathe";
import { LONGEST_DOUBT } from "../doubt";
import type { UnreadNote } from "../unread";
import type { DayRecord, Ledger } from "../ledger";
import type { Clock, LeftOut, NoteList, NotePlace, Notes, Unread } from "../ports";
import { imperialOf, rulesOf, type Settings, tagRules } from "../settings";
import { hasPrint, type SettledDays, type TouchedDays, unsettledIn } from "../settled";

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

/** A note that was read, with the days of Exist's that it may feed. */
export interface ReadNote {
  readonly ref: NoteRef;
  readonly note: Note;
  /** Those that the run looks at. */
  readonly feeds: readonly LocalDate[];
  /** Those that other runs look at and this one does not. */
  readonly alsoFeeds: readonly LocalDate[];
}

/** What the notes say, before Exist was asked anything. */
export interface Draft {
  /** That of the account for which it was made. */
  readonly ledger: Ledger;
  readonly scope: Scope;
  readonly settings: Settings;
  /** `rulesOf` the settings. */
  readonly rules: string;
  /** The notes that were looked at. */
  readonly notes: readonly ReadNote[];
  /** Days that were settled with a note that is there no more. */
  readonly gone: readonly LocalDate[];
  /** The ledger's touches when the notes were read. */
  readonly touched: TouchedDays;
  readonly readings: readonly Reading[];
  readonly records: ReadonlyMap<LocalDate, DayRecord>;
  /** Files that are left out and that the user has not been told of; all of them where everything is asked about. */
  readonly leftOut: readonly LeftOut[];
  /** Notes that were to be read and could not be. Days that they may feed are not among the readings. */
  readonly unread: readonly UnreadNote[];
  /** Days that were not looked at, because a backfill under way is going to send them; null where there are none. */
  readonly away: DayRange | null;
  readonly today: LocalDate;
  /** Days to come for which a note holds something already, the note's day first. */
  readonly ahead: readonly { readonly from: LocalDate; readonly date: LocalDate }[];
  /** Where the notes were looked for. */
  readonly places: readonly NotePlace[];
  /** Whether there is a daily note at all, of whatever day. */
  readonly hasNotes: boolean;
  /** When what was due was looked up, milliseconds since 1970. */
  readonly readAt: number;
}

export interface PrepareDeps {
  readonly clock: Clock;
  readonly notes: Notes;
  readonly ledger: Ledger;
}

/**
 * Reads the notes that are not settled, or those of a range, and what is in doubt. Makes no call.
 * @param verify whether settled notes are compared with what they were settled with; those that differ are touched in the ledger
 */
export async function prepare(deps: PrepareDeps, settings: Settings, scope: Scope, verify = false): Promise<Draft> {
  const { clock, ledger } = deps;
  // Exist refuses a day that has not come where the account is, and what it refused is not sent again by itself.
  const today = latestDayAt(clock.now(), settings.connection?.timezone);
  const breathe = makeBreather(clock);
  const rules = rulesOf(settings);
  const list = await deps.notes.list(today);
  const seen = await ledger.seenNotes();
  let touched: TouchedDays = new Map(await ledger.touchedDays());
  const { range } = scope;
  const whole = scope.path === undefined && range === undefined;
  const away = whole ? leftToBackfill(await ledger.backfill()) : null;
  const explicit = enabledMappings(settings);
  const offsets = [...new Set([0, ...explicit.map((mapping) => mapping.read.dayOffset ?? 0)])] as (-1 | 0 | 1)[];
  const opened = new OpenedNotes(deps.notes, explicit.some(needsText));

  const first = range === undefined ? settings.syncFrom : FIRST_DAY;
  const isWanted = (date: LocalDate): boolean => date >= first && (range === undefined || isWithin(range, date)) && (away === null || !isWithin(away, date));
  const earliest = addDays(first, -Math.max(...offsets));
  const isAsked = (date: LocalDate): boolean => date >= (scope.from ?? date) && date <= (scope.to ?? date);
  const daysOf = (date: LocalDate): LocalDate[] => offsets.map((dayOffset) => targetDate(date, { dayOffset })).filter((each) => each >= FIRST_DAY);
  const feedsOf = (date: LocalDate): LocalDate[] => daysOf(date).filter(isWanted);
  const isForOthers = (date: LocalDate): boolean => !isWanted(date) && date >= settings.syncFrom && (away === null || !isWithin(away, date));

  // What was left unticked is in notes that count as settled.
  const all = !whole || scope.compare === true || (scope.declined === true && settings.declined.length > 0) || seen?.rules !== rules;
  const { notes: unsettled, gone } = all ? { notes: list.notes, gone: new Set<LocalDate>() } : unsettledIn(seen.settled, touched, list);
  const readAt = clock.now();
  const doubtful = await doubtfulDays(ledger, readAt);
  const looked = new Map(unsettled);
  // A note from before the first day that was looked at may be settled for what it leads to after that.
  if (!all && settings.syncFrom < seen.from) for (const ref of list.notes.values()) if (ref.date < seen.from) looked.set(ref.date, ref);
  if (whole) for (const date of doubtful) addAround(looked, date, offsets, list);
  if (!all && verify && !list.isExact) {
    const changed = await findChanged(deps, looked, seen.settled, list, breathe);
    for (const ref of changed) looked.set(ref.date, ref);
    // It is asked once a day, and what this run finds may be left to a later one.
    await ledger.touch(changed.map(({ date }) => date));
    touched = new Map(await ledger.touchedDays());
  }

  const read: ReadNote[] = [];
  const unread: UnreadNote[] = [];
  for (const ref of looked.values()) {
    if (ref.date < earliest) continue;
    const feeds = feedsOf(ref.date);
    if (feeds.length === 0 || !isAsked(ref.date) || (scope.path !== undefined && ref.path !== scope.path)) continue;
    await breathe();
    const note = await opened.open(ref);
    if ("unread" in note) unread.push({ ...note, path: ref.path, date: ref.date });
    else read.push({ ref, note, feeds, alsoFeeds: daysOf(ref.date).filter(isForOthers) });
  }
  const vanished = [...gone].filter((date) => isAsked(date) && feedsOf(date).length > 0);

  // Days that were agreed to, or have something open, and of which no note is left are looked at, to find them done.
  const unfinished = whole ? [...(await ledger.agreement()).pending, ...(await ledger.open()).keys()] : [];
  const lapsed = unfinished.filter((date) => isWanted(date) && offsets.every((offset) => !list.notes.has(addDays(date, -offset))));

  const dates = [...new Set([...read.flatMap(({ feeds }) => feeds), ...vanished.flatMap(feedsOf), ...lapsed])].sort();
  const readings: Reading[] = [];
  const ahead: { from: LocalDate; date: LocalDate }[] = [];
  const mappingsOf = mappingsFor(settings, explicit, [...filledNames(await ledger.agreement()).keys()]);
  for (const date of dates) {
    await breathe();
    const { notes: around, missing } = await opened.around(date, offsets, list);
    if (around.length === 0 && missing.length > 0) continue;
    // What a note may feed that cannot be read now would be read in part, and a part of a sum is a wrong value.
    const partial = new Set(explicit.filter(({ read: { dayOffset = 0 } }) => missing.includes(dayOffset)).map(({ to }) => targetKey(to)));
    const reading = readDay(date, around, partial.size === 0 ? mappingsOf : (note) => mappingsOf(note).filter(({ to }) => !partial.has(targetKey(to))));
    if (date <= today) readings.push(reading);
    else for (const { path } of reading.values) ahead.push({ from: around.find((note) => note.path === path)?.date ?? date, date });
  }
  const leftOut = list.leftOut.filter(({ path, date }) => (scope.declined === true || seen?.told.has(path) !== true) && (range === undefined || (date !== null && isWithin(range, date))));
  return {
    ledger, scope, settings, rules, notes: read, gone: vanished, touched, readings, records: await ledger.days(dates), leftOut, unread, away, today, ahead, places: list.places,
    hasNotes: list.notes.size > 0 || list.leftOut.some(({ reason }) => reason === "future"), readAt,
  };
}

/** The enabled mappings, with the units that bare numbers have for this person. */
function enabledMappings(settings: Settings): Mapping[] {
  return settings.mappings.filter((mapping) => mapping.enabled).map((mapping) => ({ ...mapping, read: withCustomaryUnit(mapping.to, mapping.read, imperialOf(settings)) }));
}

/** The notes of one run, each opened once. */
class OpenedNotes {
  private readonly opened = new Map<string, Promise<Note | Unread>>();

  constructor(private readonly notes: Notes, private readonly withText: boolean) {}

  open(ref: NoteRef): Promise<Note | Unread> {
    const note = this.opened.get(ref.path) ?? this.notes.read(ref, this.withText);
    this.opened.set(ref.path, note);
    return note;
  }

  /** The notes that may feed a day, and how many days before it those are from that cannot be read. */
  async around(date: LocalDate, offsets: readonly number[], list: NoteList): Promise<{ readonly notes: readonly Note[]; readonly missing: readonly number[] }> {
    const notes: Note[] = [];
    const missing: number[] = [];
    for (const offset of offsets) {
      const ref = list.notes.get(addDays(date, -offset));
      if (ref === undefined) continue;
      const note = await this.open(ref);
      if ("unread" in note) missing.push(offset);
      else notes.push(note);
    }
    return { notes, missing };
  }
}

/** Days with values in doubt that are to be sent again now. */
async function doubtfulDays(ledger: Ledger, now: number): Promise<LocalDate[]> {
  return [...(await ledger.open())].flatMap(([date, { doubtAt }]) => (doubtAt !== null && (doubtAt <= now || doubtAt > now + LONGEST_DOUBT) ? [date] : []));
}

function addAround(looked: Map<LocalDate, NoteRef>, date: LocalDate, offsets: readonly number[], list: NoteList): void {
  for (const offset of offsets) {
    const ref = list.notes.get(addDays(date, -offset));
    if (ref !== undefined) looked.set(ref.date, ref);
  }
}

/** The settled notes that hold something else than they were settled with, though their stamps are the same, or cannot be read now. */
async function findChanged({ notes }: PrepareDeps, looked: ReadonlyMap<LocalDate, NoteRef>, settled: SettledDays, list: NoteList, breathe: () => Promise<void>): Promise<NoteRef[]> {
  const changed: NoteRef[] = [];
  for (const ref of [...list.notes.values()]) {
    if (looked.has(ref.date)) continue;
    await breathe();
    const note = await notes.read(ref, false);
    if ("unread" in note || !hasPrint(settled, note)) changed.push(ref);
  }
  return changed;
}

/**
 * The mappings that hold for a note: the `explicit` ones, and those that the tag rules stand for.
 * @param filled targets that were filled before: of the tags among them, one that is gone is noticed
 */
export function mappingsFor(settings: Settings, explicit: readonly Mapping[], filled: readonly TargetKey[] = []): (note: Pick<Note, "tags">) => readonly Mapping[] {
  const rules = tagRules(settings);
  if (rules.mode === "off") return () => explicit;
  const mapped = new Set(explicit.flatMap(({ from }) => (from.kind === "tag" ? [tagKey(from.tag)] : [])));
  const before = filled.flatMap((key) => labelOfTag(key) ?? []);
  return (note) => [...explicit, ...tagMappings(note.tags, rules, mapped, before)];
}
