/*
 * A request that got no answer may still arrive, after a newer value was acknowledged; then Exist holds the old value again.
 * So a value whose request was lost is sent once more a while after that. One that was cut off arrives at once or never; one
 * that this device has only stopped waiting for is still under way, and may arrive an hour later.
 */

const MINUTE = 60_000;

/** When after the loss of a request its value is sent again, milliseconds. No request is known to be under way for an hour. */
const SENT_AGAIN_AFTER: readonly number[] = [2 * MINUTE, 65 * MINUTE];
/** How long after a loss the last time is; a time that is further away comes from a clock that was wrong. */
export const LONGEST_DOUBT = SENT_AGAIN_AFTER.at(-1) ?? 0;
/** A value that no note holds any more cannot be sent again; its doubt ends then, milliseconds after the loss. */
const ENDS_AFTER = 24 * 60 * MINUTE;

/** A request for a value was lost. */
export interface Doubt {
  /** When it was given up, milliseconds since 1970. */
  readonly lostAt: number;
  /** When the value was last acknowledged since, milliseconds since 1970; null for never. */
  readonly confirmedAt: number | null;
  /** Whether the request may still be under way: it was not cut off, only no longer waited for. */
  readonly isUnderWay: boolean;
}

function timesOf({ lostAt, isUnderWay }: Doubt): readonly number[] {
  return SENT_AGAIN_AFTER.slice(0, isUnderWay ? undefined : 1).map((after) => lostAt + after);
}

/** When a value is to be sent again, milliseconds since 1970; null when there is no need any more. */
export function againAt(doubt: Doubt): number | null {
  const { confirmedAt } = doubt;
  return timesOf(doubt).find((at) => confirmedAt === null || confirmedAt < at) ?? null;
}

/** Whether a value has to be sent again now, although it was acknowledged. A clock that was put back counts as late. */
export function isDue(doubt: Doubt, now: number): boolean {
  const at = againAt(doubt);
  return at !== null && (now >= at || now < doubt.lostAt);
}

/**
 * The doubt after the value was acknowledged; null when nothing can arrive late any more. Where the clock was put back
 * behind the loss nobody knows how long ago that was, so it counts as lost just now.
 */
export function confirmed(doubt: Doubt, now: number): Doubt | null {
  const later = { ...doubt, lostAt: Math.min(doubt.lostAt, now), confirmedAt: now };
  return againAt(later) === null ? null : later;
}

/** The doubt when one more request for the value is lost: what was under way before may be so still. */
export function lostAgain(before: Doubt | undefined, doubt: Doubt): Doubt {
  return { ...doubt, isUnderWay: doubt.isUnderWay || before?.isUnderWay === true };
}

/** Whether a doubt is over because nothing was left to send for it. */
export function hasEnded({ lostAt }: Doubt, now: number): boolean {
  return now >= lostAt + ENDS_AFTER;
}
