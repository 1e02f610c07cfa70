import { type Budget, HOURLY_LIMIT, RESERVED_FROM_BACKFILL } from "../exist/budget";

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** What Exist takes to answer a call, milliseconds; an assumption, on the cautious side. */
const A_CALL = SECOND;

/** What calls can be made of. */
export interface Allowance {
  readonly now: number;
  /** Calls that this hour still allows. */
  readonly left: number;
  /** Calls that every later hour allows. */
  readonly anHour?: number;
}

/** What a backfill may make of the hours: it leaves some of each to every other run. */
export async function backfillAllowance(budget: Budget, now: number): Promise<Allowance> {
  return { now, left: await budget.left(RESERVED_FROM_BACKFILL), anHour: HOURLY_LIMIT - RESERVED_FROM_BACKFILL };
}

/** How long so many calls take, milliseconds, with the waits for the hours they need. */
export function timeFor(calls: number, { now, left, anHour = HOURLY_LIMIT }: Allowance): number {
  if (calls <= left) return calls * A_CALL;
  const later = calls - left;
  const hours = Math.ceil(later / anHour) - 1;
  return HOUR - (now % HOUR) + hours * HOUR + (later - hours * anHour) * A_CALL;
}
