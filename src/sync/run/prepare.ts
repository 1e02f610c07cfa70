import { addDays, type DayRange, FIRST_DAY, isWithin, latestDayAt, type LocalDate } from "../../domain/local-date";
import { withCustomaryUnit } from "../../domain/convert";
import { labelOfTag, type Mapping, needsText, targetKey, type TargetKey } from "../../domain/mapping";
import type { DayNotes, Note, NoteRef } from "../../domain/note";
import { type Reading, readDay, targetDate } from "../../domain/reading";
import { tagKey, tagMappings } from "../../domain/tags";
import { filledNames } from "../agreement";
import { leftToBackfill } from "../backfill-state";
import { makeYieldToUi } from "../yield-to-ui";
import { LONGEST_DOUBT } from "../doubt";
import type { UnreadNote } from "../unread";
import type { DayRecord, Ledger } from "../ledger";
import { type Clock, hasNotes, isRead, type LeftOut, type NoteList, type NotePlace, type Notes } from "../ports";
import { imperialOf, rulesOf, type Settings, tagRules } from "../settings";
import { hasFingerprints, notesOn, type SettledDays, type TouchedDays, unsettledIn } from "../settled";

/** Which notes a run looks at. */
export interface Scope {
  /** Only the day of this note, changed or not. */
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

/** A day all of whose notes were read, with the days of Exist's that they may feed. */
export interface ReadDay {
  readonly date: LocalDate;
  readonly refs: DayNotes;
  /** In the order of `refs`. */
  readonly notes: readonly Note[];
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
  /** The days whose notes were looked at. */
  readonly days: readonly ReadDay[];
  /** Days that were settled and have no note any more. */
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
  const yieldToUi = makeYieldToUi(clock);
  const rules = rulesOf(settings);
  const list = await deps.notes.list(today);
  const seen = await ledger.settleState();
  let touched: TouchedDays = new Map(await ledger.touchedDays());
  const { range } = scope;
  const whole = scope.path === undefined && range === undefined;
  const away = whole ? leftToBackfill(await ledger.backfill()) : null;
  const explicit = enabledMappings(settings);
  const offsets = [...new Set([0, ...explicit.map((mapping) => mapping.read.dayOffset ?? 0)])] as (-1 | 0 | 1)[];
  const opened = new OpenedDays(deps.notes, (date) => notesOn(seen?.settled, list, date), explicit.some(needsText));

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
  const looked = new Set(unsettled.keys());
  // Notes from before the first day that was looked at may be settled for what they lead to after that.
  if (!all && settings.syncFrom < seen.from) for (const date of list.notes.keys()) if (date < seen.from) looked.add(date);
  if (whole) for (const date of doubtful) for (const offset of offsets) looked.add(addDays(date, -offset));
  if (!all && verify && !list.isExact) {
    const changed = await findChanged(deps, looked, seen.settled, list, yieldToUi);
    for (const date of changed) looked.add(date);
    // It is asked once a day, and what this run finds may be left to a later one.
    await ledger.touch(changed);
    touched = new Map(await ledger.touchedDays());
  }

  const days: ReadDay[] = [];
  const unread: UnreadNote[] = [];
  for (const date of looked) {
    if (date < earliest) continue;
    const feeds = feedsOf(date);
    if (feeds.length === 0 || !isAsked(date) || (scope.path !== undefined && notesOn(seen?.settled, list, date)?.some(({ path }) => path === scope.path) !== true)) continue;
    await yieldToUi();
    const day = await opened.on(date);
    if (day === null) continue;
    if (day.unread.length > 0) unread.push(...day.unread);
    else days.push({ date, refs: day.refs, notes: day.notes, feeds, alsoFeeds: daysOf(date).filter(isForOthers) });
  }
  const vanished = [...gone].filter((date) => isAsked(date) && feedsOf(date).length > 0);

  // Days that were agreed to, or have something open, and of which no note is left are looked at, to find them done.
  const unfinished = whole ? [...(await ledger.agreement()).pending, ...(await ledger.open()).keys()] : [];
  const lapsed = unfinished.filter((date) => isWanted(date) && offsets.every((offset) => !list.notes.has(addDays(date, -offset))));

  const dates = [...new Set([...days.flatMap(({ feeds }) => feeds), ...vanished.flatMap(feedsOf), ...lapsed])].sort();
  const readings: Reading[] = [];
  const ahead: { from: LocalDate; date: LocalDate }[] = [];
  const mappingsOf = mappingsFor(settings, explicit, [...filledNames(await ledger.agreement()).keys()]);
  for (const date of dates) {
    await yieldToUi();
    const { notes: around, missing } = await opened.around(date, offsets);
    if (around.length === 0 && missing.length > 0) continue;
    // What a note may feed that cannot be read now would be read in part, and a part of a sum is a wrong value.
    const partial = new Set(explicit.filter(({ read: { dayOffset = 0 } }) => missing.includes(dayOffset)).map(({ to }) => targetKey(to)));
    const reading = readDay(date, around, partial.size === 0 ? mappingsOf : (note) => mappingsOf(note).filter(({ to }) => !partial.has(targetKey(to))));
    if (date <= today) readings.push(reading);
    else for (const { path } of reading.values) ahead.push({ from: around.find((note) => note.path === path)?.date ?? date, date });
  }
  const leftOut = list.leftOut.filter(({ path, date }) => (scope.declined === true || seen?.told.has(path) !== true) && (range === undefined || (date !== null && isWithin(range, date))));
  return {
    ledger, scope, settings, rules, days, gone: vanished, touched, readings, records: await ledger.days(dates), leftOut, unread, away, today, ahead, places: list.places,
    hasNotes: hasNotes(list), readAt,
  };
}

/** The enabled mappings, with the units that bare numbers have for this person. */
function enabledMappings(settings: Settings): Mapping[] {
  return settings.mappings.filter((mapping) => mapping.enabled).map((mapping) => ({ ...mapping, read: withCustomaryUnit(mapping.to, mapping.read, imperialOf(settings)) }));
}

/** The notes of a day, as they could be read. */
interface OpenedDay {
  readonly refs: DayNotes;
  /** In the order of `refs` where all could be read. */
  readonly notes: readonly Note[];
  readonly unread: readonly UnreadNote[];
}

/** The days of one run, the notes of each opened once. */
class OpenedDays {
  private readonly opened = new Map<LocalDate, Promise<OpenedDay | null>>();

  constructor(private readonly notes: Notes, private readonly refsOn: (date: LocalDate) => DayNotes | undefined, private readonly withText: boolean) {}

  /** The notes of a day; null where it has none. */
  on(date: LocalDate): Promise<OpenedDay | null> {
    const day = this.opened.get(date) ?? this.open(date);
    this.opened.set(date, day);
    return day;
  }

  /** The notes that may feed a day, and how many days before it those are from of which one at least cannot be read. */
  async around(date: LocalDate, offsets: readonly number[]): Promise<{ readonly notes: readonly Note[]; readonly missing: readonly number[] }> {
    const notes: Note[] = [];
    const missing: number[] = [];
    for (const offset of offsets) {
      const day = await this.on(addDays(date, -offset));
      if (day === null) continue;
      if (day.unread.length > 0) missing.push(offset);
      else notes.push(...day.notes);
    }
    return { notes, missing };
  }

  private async open(date: LocalDate): Promise<OpenedDay | null> {
    const refs: NoteRef[] = [];
    const notes: Note[] = [];
    const unread: UnreadNote[] = [];
    for (const ref of this.refsOn(date) ?? []) {
      const note = await this.notes.read(ref, this.withText);
      // What has left the day since the list was made is another day's.
      if (note === null) continue;
      if ("unread" in note) unread.push({ ...note, path: ref.path, date });
      else notes.push(note);
      refs.push(ref);
    }
    return refs.length === 0 ? null : { refs, notes, unread };
  }
}

/** Days with values in doubt that are to be sent again now. */
async function doubtfulDays(ledger: Ledger, now: number): Promise<LocalDate[]> {
  return [...(await ledger.open())].flatMap(([date, { doubtAt }]) => (doubtAt !== null && (doubtAt <= now || doubtAt > now + LONGEST_DOUBT) ? [date] : []));
}

/** The settled days whose notes hold something else than they were settled with, though their stamps are the same, or cannot be read now. */
async function findChanged({ notes }: PrepareDeps, looked: ReadonlySet<LocalDate>, settled: SettledDays, list: NoteList, yieldToUi: () => Promise<void>): Promise<LocalDate[]> {
  const changed: LocalDate[] = [];
  for (const [date, refs] of [...list.notes]) {
    if (looked.has(date)) continue;
    await yieldToUi();
    const read = await Promise.all(refs.map((ref) => notes.read(ref, false)));
    if (!read.every(isRead) || !hasFingerprints(settled, date, read)) changed.push(date);
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
