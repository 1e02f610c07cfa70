import type { PlannedUpdate } from "../../domain/plan";
import type { Value } from "../../domain/value-type";
import type { ExistClient, Refusal, Update } from "../../exist/client";
import { ExistError } from "../../exist/error";
import type { Ledger, RefusedValue } from "../ledger";
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

/**
 * Sends updates, newest day first, 35 to a call, and writes to the ledger before each call what it tries and after it
 * what Exist made of that, so that a crash repeats one harmless call at most.
 * @param onCall waited for after each call
 */
export async function push(
  client: ExistClient,
  ledger: Ledger,
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
    try {
      const inDoubt = await begin(ledger, batch);
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
      await record(ledger, answered, inDoubt);
      await onCall(answered);
    } catch (error) {
      if (!(error instanceof ExistError)) throw error;
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

/**
 * Writes down what is about to be sent. When no answer comes, or the app dies before it, Exist may hold either value, and
 * the next run has to send what the note says even where that is what Exist held before.
 * @returns the updates for which an earlier answer is missing: a refusal of this one does not say what Exist holds
 */
async function begin(ledger: Ledger, batch: readonly NamedUpdate[]): Promise<ReadonlySet<NamedUpdate>> {
  const inDoubt = new Set<NamedUpdate>();
  await ledger.change(batch.map(({ date }) => date), (date, day) => {
    const sent = batch.filter((update) => update.date === date);
    for (const update of sent) if (day.unanswered?.has(update.name) === true) inDoubt.add(update);
    return { ...day, unanswered: new Map([...(day.unanswered ?? []), ...sent.map(({ name, value }) => [name, value] as const)]) };
  });
  return inDoubt;
}

async function record(ledger: Ledger, { accepted, refused }: CallAnswer, inDoubt: ReadonlySet<NamedUpdate>): Promise<void> {
  const final = refused.filter(isFinal);
  const dates = [...accepted.map(({ date }) => date), ...final.map(({ update }) => update.date)];
  await ledger.change(dates, (date, day) => {
    const values = new Map<string, Value>(day.values);
    const refusals = new Map<string, RefusedValue>(day.refused);
    const unanswered = new Map<string, Value>(day.unanswered);
    for (const update of accepted) {
      if (update.date !== date) continue;
      values.set(update.name, update.value);
      refusals.delete(update.name);
      unanswered.delete(update.name);
    }
    for (const { update, refusal } of final) {
      if (update.date !== date) continue;
      refusals.set(update.name, { ...refusal, value: update.value });
      if (!inDoubt.has(update)) unanswered.delete(update.name);
    }
    return { ...day, values, unanswered, refused: refusals };
  });
}
