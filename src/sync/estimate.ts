import { type RequestBudget, HOURLY_LIMIT, RESERVED_FROM_BACKFILL } from "../exist/budget";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What Exist takes to answer a call, milliseconds; an assumption, on the cautious side. */
const A_CALL = SECOND;

/** What calls can be made of. */
export interface RequestAllowance {
  /** Calls that may be made now. */
  readonly left: number;
  /** Calls that any sixty minutes allow. */
  readonly perHour?: number;
}

/** What a backfill may make of the hours: it leaves some of each to every other run. */
export async function backfillAllowance(budget: RequestBudget): Promise<RequestAllowance> {
  return { left: await budget.left(RESERVED_FROM_BACKFILL), perHour: HOURLY_LIMIT - RESERVED_FROM_BACKFILL };
}

/** Whether something takes so long that people want to know of it, and may want to pause it. @param ms milliseconds */
export function isLong(ms: number): boolean {
  return ms >= MINUTE;
}

/**
 * How long so many calls take, milliseconds, with the waits for the hours they need. On the cautious side: what was used up is
 * taken for used just now.
 */
export function timeFor(calls: number, { left, perHour: anHour = HOURLY_LIMIT }: RequestAllowance): number {
  if (calls <= left) return calls * A_CALL;
  const later = calls - left;
  const hours = Math.ceil(later / anHour);
  return hours * HOUR + (later - (hours - 1) * anHour) * A_CALL;
}
