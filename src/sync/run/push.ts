import type { PlannedUpdate } from "../../domain/plan";
import type { Value } from "../../domain/value-type";
import type { ExistClient, Refusal, Update } from "../../exist/client";
import { ExistError, type ExistErrorKind } from "../../exist/error";
import { confirmed, type Doubt, lostAgain } from "../doubt";
import type { DayRecord, Ledger, RefusedValue } from "../ledger";
import type { Clock } from "../ports";
import { batches } from "./ownership";

/** A planned update whose attribute Exist has named. */
export interface NamedUpdate extends PlannedUpdate {
  readonly name: string;
}

export interface RefusedNamedUpdate {
  readonly update: NamedUpdate;
  /** Null where Exist said nothing of it. */
  readonly refusal: Refusal | null;
}

/** What Exist made of one update call. */
export interface CallAnswer {
  readonly accepted: readonly NamedUpdate[];
  readonly refused: readonly RefusedNamedUpdate[];
}

/** What pushing came to. What is in none of the lists was not sent. */
export interface Pushed {
  readonly accepted: readonly NamedUpdate[];
  readonly refused: readonly RefusedNamedUpdate[];
  readonly calls: number;
  /** The failure that ended it early. */
  readonly error: ExistError | null;
}

/** Codes that speak of the attribute and not of the value: ownership settles them, then the value goes again. */
export const ABOUT_OWNERSHIP: ReadonlySet<string> = new Set(["unauthorised", "not_found"]);

/** A failed request of these kinds may have been carried out nevertheless, or may be yet. */
const MAY_STILL_ARRIVE: readonly ExistErrorKind[] = ["offline", "unavailable", "unreadable"];

/** What pushing needs. */
export interface PushDeps {
  readonly client: ExistClient;
  readonly ledger: Ledger;
  readonly clock: Pick<Clock, "now">;
}

/**
 * Sends updates, newest day first, 35 to a call, and writes to the ledger before each call what it tries and after it
 * what Exist made of that, so that a crash repeats one harmless call at most.
 * @param onCall waited for after each call
 */
export async function push(
  { client, ledger, clock }: PushDeps,
  updates: readonly NamedUpdate[],
  { stopped, onCall }: { readonly stopped: () => boolean; readonly onCall: (answer: CallAnswer) => Promise<void> },
): Promise<Pushed> {
  const accepted: NamedUpdate[] = [];
  const refused: RefusedNamedUpdate[] = [];
  let calls = 0;
  for (const batch of batches(newestFirst(updates))) {
    if (stopped()) break;
    calls += 1;
    const items = new Map<Update, NamedUpdate>(batch.map((update) => [{ name: update.name, date: update.date, value: update.value }, update]));
    const tried = await begin(ledger, batch, clock.now());
    try {
      const answers = await client.update([...items.keys()]);
      const answered = { accepted: [] as NamedUpdate[], refused: [] as RefusedNamedUpdate[] };
      for (const answer of answers) {
        const update = items.get(answer.item);
        if (update === undefined) continue;
        if (answer.accepted) answered.accepted.push(update);
        else answered.refused.push({ update, refusal: answer.refusal });
      }
      accepted.push(...answered.accepted);
      refused.push(...answered.refused);
      await record(ledger, batch, answered, tried, clock.now());
      await onCall(answered);
    } catch (error) {
      if (!(error instanceof ExistError)) throw error;
      await giveUp(ledger, batch, tried, MAY_STILL_ARRIVE.includes(error.kind) ? { lostAt: clock.now(), confirmedAt: null, isUnderWay: error.isUnderWay } : null);
      return { accepted, refused, calls, error };
    }
  }
  return { accepted, refused, calls, error: null };
}

export function newestFirst(updates: readonly NamedUpdate[]): NamedUpdate[] {
  return [...updates].sort((a, b) => (a.date === b.date ? a.name.localeCompare(b.name) : a.date < b.date ? 1 : -1));
}

/** Whether Exist has refused a value once and for all, and not for its attribute's sake. */
export function isFinal(refused: RefusedNamedUpdate): refused is RefusedNamedUpdate & { readonly refusal: Refusal } {
  const { refusal } = refused;
  return refusal !== null && refusal.code !== "" && !ABOUT_OWNERSHIP.has(refusal.code);
}

/** Changes what is known of the days of some updates. */
async function changeDays(ledger: Ledger, updates: readonly NamedUpdate[], change: (day: DayRecord, updates: readonly NamedUpdate[]) => DayRecord): Promise<void> {
  await ledger.change(updates.map(({ date }) => date), (date, day) => change(day, updates.filter((update) => update.date === date)));
}

/** What is known of the updates of a call while it is under way. */
interface Tried {
  /** Those for which an earlier answer is missing: a refusal does not say what Exist holds. */
  readonly before: ReadonlySet<NamedUpdate>;
  /** Those in doubt because of this call alone. Every answer to it ends the doubt. */
  readonly fresh: ReadonlySet<NamedUpdate>;
}

/**
 * Writes down what is about to be sent. When no answer comes, or the app dies before it, Exist may hold either value, and
 * the next run has to send what the note says even where that is what Exist held before.
 */
async function begin(ledger: Ledger, batch: readonly NamedUpdate[], now: number): Promise<Tried> {
  const tried = { before: new Set<NamedUpdate>(), fresh: new Set<NamedUpdate>() };
  await changeDays(ledger, batch, (day, updates) => {
    const doubts = new Map(day.doubts);
    for (const update of updates) {
      if (day.unanswered?.has(update.name) === true) tried.before.add(update);
      if (doubts.has(update.name)) continue;
      doubts.set(update.name, { lostAt: now, confirmedAt: null, isUnderWay: false });
      tried.fresh.add(update);
    }
    return { ...day, doubts, unanswered: new Map([...(day.unanswered ?? []), ...updates.map(({ name, value }) => [name, value] as const)]) };
  });
  return tried;
}

/** No answer came to a call, or one that says that nothing of it was done. @param doubt null where it was not carried out for certain */
async function giveUp(ledger: Ledger, batch: readonly NamedUpdate[], { before, fresh }: Tried, doubt: Doubt | null): Promise<void> {
  await changeDays(ledger, batch, (day, updates) => {
    const unanswered = new Map(day.unanswered);
    const doubts = new Map(day.doubts);
    for (const update of updates) {
      if (doubt !== null) doubts.set(update.name, lostAgain(doubts.get(update.name), doubt));
      else if (fresh.has(update)) doubts.delete(update.name);
      if (doubt === null && !before.has(update)) unanswered.delete(update.name);
    }
    return { ...day, unanswered, doubts };
  });
}

/** Keeps what Exist answered. A value that it said nothing of may be there or not, but does not arrive later. */
async function record(ledger: Ledger, batch: readonly NamedUpdate[], { accepted, refused }: CallAnswer, { before, fresh }: Tried, now: number): Promise<void> {
  const taken = new Set(accepted);
  const refusals = new Map(refused.filter(isFinal).map(({ update, refusal }) => [update, refusal]));
  await changeDays(ledger, batch, (day, updates) => {
    const values = new Map<string, Value>(day.values);
    const refusedNow = new Map<string, RefusedValue>(day.refused);
    const unanswered = new Map<string, Value>(day.unanswered);
    const doubts = new Map(day.doubts);
    for (const update of updates) {
      const { name, value } = update;
      const refusal = refusals.get(update);
      if (fresh.has(update)) doubts.delete(name);
      if (refusal !== undefined) {
        refusedNow.set(name, { ...refusal, value, at: now });
        if (!before.has(update)) unanswered.delete(name);
      }
      if (!taken.has(update)) continue;
      values.set(name, value);
      refusedNow.delete(name);
      unanswered.delete(name);
      const doubt = doubts.get(name);
      const left = doubt === undefined ? null : confirmed(doubt, now);
      if (left === null) doubts.delete(name);
      else doubts.set(name, left);
    }
    return { ...day, values, unanswered, doubts, refused: refusedNow };
  });
}
