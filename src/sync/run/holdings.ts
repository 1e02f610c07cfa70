import type { LocalDate } from "../../domain/local-date";
import type { Target } from "../../domain/mapping";
import { sendsZeroAsTag } from "../../domain/plan";
import type { Value } from "../../domain/value-type";
import type { ExistClient } from "../../exist/client";
import type { RunControl } from "./control";
import type { Draft } from "./prepare";
import { type HeldByDay, reconcile } from "./reconcile";
import { type ExistState, namesIn, type RunPlan } from "./run-plan";

/** A value of a day, by what it is for. */
export interface ValueSlot {
  readonly to: Target;
  readonly date: LocalDate;
}

/**
 * Tags that a note does not have and of which the ledger knows nothing: another device, or this one before it lost its
 * ledger, may have sent them, and then they are to become 0.
 */
export function unknownTags({ readings, records }: Draft, known: ExistState): ValueSlot[] {
  const nameOf = namesIn(known);
  return readings.flatMap(({ date, blank }) => blank.flatMap(({ mapping }) => {
    const name = nameOf(mapping.to);
    // A tag that is known to be there is sent as 0 without a question; one that is not may be there since.
    return name === undefined || !sendsZeroAsTag(mapping) || (records.get(date)?.values.get(name) ?? 0) !== 0 ? [] : [{ to: mapping.to, date }];
  }));
}

/** Values of the notes that were looked at and that are not sent, because the ledger takes them for held: another device may have replaced them since. */
export function assumedHeld({ draft, known, updates, refused, blocked }: RunPlan): ValueSlot[] {
  const nameOf = namesIn(known);
  const planned = new Set([...updates, ...refused, ...blocked].map(({ key, date }) => `${date} ${key}`));
  return draft.readings.flatMap(({ date, values }) => values.filter(({ to, key }) => nameOf(to) !== undefined && !planned.has(`${date} ${key}`)).map(({ to }) => ({ to, date })));
}

/** Where nobody looks at it, a 0 that Exist gives is taken for no answer: it may stand for a day without a record (Exist's guide). */
export function withoutZeros(held: HeldByDay): HeldByDay {
  return new Map([...held].map(([date, values]) => [date, new Map([...values].filter(([, value]) => value !== 0))]));
}

/** What Exist holds for just these values. */
export async function holdings(client: ExistClient, asked: readonly ValueSlot[], known: ExistState, control: RunControl): Promise<HeldByDay> {
  const nameOf = namesIn(known);
  const wanted = new Map<LocalDate, Set<string>>();
  for (const { to, date } of asked) {
    const names = wanted.get(date) ?? new Set<string>();
    wanted.set(date, names);
    const name = nameOf(to);
    if (name !== undefined) names.add(name);
  }
  const names = new Set([...wanted.values()].flatMap((each) => [...each]));
  const held = await reconcile(client, [...names], [...wanted.keys()], control);
  return new Map([...held].map(([date, values]) => [date, new Map<string, Value>([...values].filter(([name]) => wanted.get(date)?.has(name)))]));
}
