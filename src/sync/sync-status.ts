import { isWithin, type LocalDate } from "../domain/local-date";
import type { DayNotes } from "../domain/note";
import { leftToBackfill } from "./backfill-state";
import { type Other, othersIn } from "./declined";
import type { Hold } from "./hold";
import type { Ledger, OpenDay } from "./ledger";
import { hasNotes, isIndexing, type NoteList } from "./ports";
import type { OpenValues } from "./report";
import { rulesOf, type Settings } from "./settings";
import { isSettled, type SettledDays, type TouchedDays, unsettledIn } from "./settled";

/*
 * How things stand between the notes and Exist, from what is known not to be there. Everything that the plugin says of
 * itself is computed from this: status bar, status view, notices, command line, and whether anything is left to do.
 */

/** What is known not to be at Exist, or not for certain. */
export interface SyncStatus extends OpenValues {
  /** Whether there is a daily note at all. */
  readonly hasNotes: boolean;
  /** Whether there are notes whose day is known only once Obsidian has indexed them. */
  readonly isIndexing: boolean;
  /** Folders of daily notes that are not there. */
  readonly missing: readonly string[];
  /** Days whose notes hold something that waits, or that no run has read yet, newest first. */
  readonly waiting: readonly LocalDate[];
  /** Whether a value was acknowledged and an older request for it may still arrive, so that it is sent once more. */
  readonly isConfirming: boolean;
  /** What kept the last run over all notes from sending everything; null where nothing did. */
  readonly hold: Hold | null;
}

/** What is looked at for it. */
export interface SyncFacts {
  readonly list: NoteList;
  readonly settings: Settings;
  /** Null where no run has come to its end under the present rules. */
  readonly settled: SettledDays | null;
  readonly touched: TouchedDays;
  readonly open: ReadonlyMap<LocalDate, OpenDay>;
  readonly hold: Hold | null;
  /** Days that a backfill under way sends. */
  readonly isAway: (date: LocalDate) => boolean;
}

/** Computes how things stand. Takes the time of what changed since it was last computed, not of all notes. */
export function syncStatusOf(facts: SyncFacts): SyncStatus {
  const { list, open, hold, settings } = facts;
  return {
    ...openValues(open, settings),
    hasNotes: hasNotes(list),
    isIndexing: isIndexing(list),
    missing: missingIn(list.places),
    waiting: waitingDays(facts).sort().reverse(),
    isConfirming: [...open.values()].some(({ doubtAt }) => doubtAt !== null),
    hold,
  };
}

/** The folders among places of notes that are not there. */
export function missingIn(places: NoteList["places"]): readonly string[] {
  return places.filter(({ isMissing }) => isMissing).map(({ folder }) => folder);
}

/** How many values are not at Exist by the days' records. */
export function openValues(open: ReadonlyMap<LocalDate, OpenDay>, settings: Pick<Settings, "others" | "declined">): OpenValues {
  let [refused, unreadable, inDoubt] = [0, 0, 0];
  for (const day of open.values()) {
    refused += day.refused;
    unreadable += day.unreadable;
    inDoubt += day.unanswered;
  }
  return { refused, unreadable, inDoubt, others: leftToOthers(open, settings).map(({ days, ...other }) => ({ ...other, days: days.length })) };
}

/** What other services fill, with the days of which notes hold something else for it, the oldest first. */
export function leftToOthers(open: ReadonlyMap<LocalDate, OpenDay>, settings: Pick<Settings, "others" | "declined">): readonly (Other & { readonly days: readonly LocalDate[] })[] {
  const left = [...open].filter(([, { elsewhere }]) => elsewhere !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return [...othersIn(settings)].flatMap(([key, { label, owner }]) => {
    const days = left.flatMap(([date, { elsewhere }]) => (elsewhere?.includes(key) === true ? [date] : []));
    return days.length === 0 ? [] : [{ label, owner, days }];
  });
}

function waitingDays({ list, settings, settled, touched, isAway }: SyncFacts): LocalDate[] {
  const { notes } = settled === null ? list : unsettledIn(settled, touched, list);
  return [...notes.keys()].filter((date) => date >= settings.syncFrom && !isAway(date));
}

/** Whether the notes of a day wait to be read, or hold something that waits. */
export function waits({ settings, settled, touched, isAway }: Omit<SyncFacts, "open" | "hold" | "list">, date: LocalDate, refs: DayNotes): boolean {
  return date >= settings.syncFrom && !isAway(date) && (settled === null || touched.has(date) || !isSettled(settled, date, refs));
}

/** Whether every readable value of every note is acknowledged, none is refused, unreadable or in doubt, and notes were found. */
export function isUpToDate({ hasNotes: isAnyFound, isIndexing: isAnyUnknown, missing, waiting, refused, unreadable, inDoubt, others, isConfirming, hold }: SyncStatus): boolean {
  return isAnyFound && !isAnyUnknown && missing.length === 0 && !isConfirming && waiting.length === 0 && refused + unreadable + inDoubt + others.length === 0 && (hold === null || isOver(hold));
}

/** Whether only a person can do something about what waits. */
export function needsPerson({ hold }: SyncStatus): boolean {
  return hold !== null && (hold.reasons.length > 0 || hold.attributes.length > 0 || (hold.failure !== null && !hold.failure.waitingHelps));
}

/** What held a run up says nothing any more once nothing waits, but for what a person has to see to. */
function isOver({ reasons, attributes, failure }: Hold): boolean {
  return reasons.length === 0 && attributes.length === 0 && failure === null;
}

/** What the books and the vault know, to compute how things stand. */
export async function syncFacts(ledger: Ledger, list: NoteList, settings: Settings): Promise<SyncFacts> {
  const seen = await ledger.settleState();
  const away = leftToBackfill(await ledger.backfill());
  return {
    list, settings,
    settled: seen?.rules === rulesOf(settings) ? seen.settled : null,
    touched: await ledger.touchedDays(),
    open: await ledger.open(),
    hold: await ledger.hold(),
    isAway: (date) => away !== null && isWithin(away, date),
  };
}
