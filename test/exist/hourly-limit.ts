const HOUR = 3_600_000;
/** Exist reference, rate limiting. */
export const REQUESTS_AN_HOUR = 300;

/** Counts requests by the hour of the clock. */
export class HourlyLimit {
  private readonly used = new Map<string, { readonly hour: number; readonly count: number }>();

  /** Counts one more request of `who`; gives how many that makes in this hour. */
  count(who: string, now: number): number {
    const hour = Math.floor(now / HOUR);
    const before = this.used.get(who);
    const count = before?.hour === hour ? before.count + 1 : 1;
    this.used.set(who, { hour, count });
    return count;
  }
}

/** Until when a 429 asks whoever got it to wait: `Retry-After` in seconds or as a date, else the next hour (Exist reference, rate limiting). */
export function closedUntil(retryAfter: string | undefined, now: number): number {
  if (retryAfter === undefined) return (Math.floor(now / HOUR) + 1) * HOUR;
  return /^\d+$/.test(retryAfter) ? now + Number(retryAfter) * 1000 : Date.parse(retryAfter);
}
