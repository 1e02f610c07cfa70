const HOUR = 3_600_000;
/** Exist reference, rate limiting. */
export const REQUESTS_AN_HOUR = 300;

/** Counts the requests of any sixty minutes. What was refused does not count. */
export class HourlyLimit {
  private readonly admitted = new Map<string, readonly number[]>();

  constructor(private readonly most = REQUESTS_AN_HOUR) {}

  /** Whether `who` may make one more request; it is counted then. */
  admit(who: string, now: number): boolean {
    const lately = this.lately(who, now);
    if (lately.length >= this.most) return false;
    this.admitted.set(who, [...lately, now]);
    return true;
  }

  /** When the oldest request of `who` counts no longer; in an hour where none is known. */
  reopens(who: string, now: number): number {
    const lately = this.lately(who, now);
    return Math.min(now, ...lately) + HOUR;
  }

  private lately(who: string, now: number): readonly number[] {
    return (this.admitted.get(who) ?? []).filter((at) => at > now - HOUR);
  }
}

/** Until when a 429 with `Retry-After`, in seconds or as a date, asks whoever got it to wait. */
export function closedUntil(retryAfter: string, now: number): number {
  return /^\d+$/.test(retryAfter) ? now + Number(retryAfter) * 1000 : Date.parse(retryAfter);
}
