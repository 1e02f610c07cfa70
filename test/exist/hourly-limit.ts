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
