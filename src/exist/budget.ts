import { ExistError } from "./error";
import type { Http } from "./http";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Requests by a token that Exist allows in any sixty minutes (Exist reference, "Rate limiting", read strictly). */
export const HOURLY_LIMIT = 300;
/**
 * The longest that Exist is left alone for its own word, milliseconds. Its limit is by the hour; a wait of years comes from a
 * broken server or from a clock that was wrong.
 */
const LONGEST_WAIT = 24 * HOUR;
/** Requests of any sixty minutes that are left to people: all that the plugin does by itself makes at most 240. */
export const RESERVED_FOR_PEOPLE = 60;
/** Requests that a backfill leaves to all other runs: enough for people, and thirty for automatic ones. */
export const RESERVED_FROM_BACKFILL = 90;
/** How long a request counts, in minutes: the rest of the one it was made in, the hour, and one for its way to Exist. */
const COUNTED = 62;

/** The minutes (since 1970) in which requests were made, oldest first, and how many. */
type Minutes = readonly (readonly [minute: number, requests: number])[];

/** What is kept across restarts. `closedUntil` is in milliseconds since 1970. */
export interface RequestBudgetState {
  readonly minutes: Minutes;
  readonly closedUntil: number;
}

/** What was kept before: requests by the hour of the clock. Read as made at the end of that hour. */
interface ByTheHour {
  readonly hour: number;
  readonly used: number;
  readonly closedUntil: number;
}

export interface RequestBudgetDeps {
  readonly now: () => number;
  readonly load: () => Promise<RequestBudgetState | ByTheHour | undefined>;
  readonly save: (state: RequestBudgetState) => Promise<void>;
}

/** Counts the requests of the last sixty minutes, so that Exist never has to say 429, and heeds it when it does. */
export class RequestBudget {
  private kept: RequestBudgetState = { minutes: [], closedUntil: 0 };
  private loading: Promise<void> | null = null;

  constructor(private readonly deps: RequestBudgetDeps) {}

  /** Requests that count at the moment. */
  async used(): Promise<number> {
    await this.ready();
    return sum(this.minutes());
  }

  /** Requests left at the moment after `reserved` are set aside. */
  async left(reserved: number): Promise<number> {
    await this.ready();
    return this.leftNow(reserved);
  }

  /**
   * The same port, with every request counted. Rejects `rate-limited`, unsent, when only `reserved` are left. A 429 says when to
   * ask again in `retry-after`, also where Exist does not.
   */
  limit(http: Http, reserved: number): Http {
    return async (request) => {
      await this.ready();
      // Nothing is waited for between the look and the count: of two requests at once only one gets the last place.
      if (this.leftNow(reserved) === 0) {
        throw new ExistError("rate-limited", "The requests of this hour are used up.", { path: request.path, retryAt: this.reopens(reserved) });
      }
      await this.keep({ ...this.kept, minutes: withMore(this.minutes(), this.minute(), 1) });
      const response = await http(request);
      if (response.status !== 429) return response;
      const closedUntil = this.retryTime(response.headers["retry-after"]);
      await this.keep({ ...this.kept, closedUntil });
      return { ...response, headers: { ...response.headers, "retry-after": String(Math.ceil((closedUntil - this.deps.now()) / 1000)) } };
    };
  }

  /** Without Exist's word: when the oldest request of the hour counts no longer. */
  private retryTime(header: string | undefined): number {
    const [oldest] = this.minutes();
    return retryTime(header, this.deps.now(), endOf(oldest?.[0] ?? this.minute()));
  }

  private leftNow(reserved: number): number {
    return this.isClosed() ? 0 : Math.max(0, HOURLY_LIMIT - reserved - sum(this.minutes()));
  }

  /** When a request may be made again beside the `reserved`, milliseconds since 1970. */
  private reopens(reserved: number): number {
    const minutes = this.minutes();
    let used = sum(minutes);
    let at = this.deps.now();
    for (const [minute, requests] of minutes) {
      if (used < HOURLY_LIMIT - reserved) break;
      used -= requests;
      at = endOf(minute);
    }
    return this.isClosed() ? Math.max(at, this.kept.closedUntil) : at;
  }

  private isClosed(): boolean {
    const now = this.deps.now();
    const { closedUntil } = this.kept;
    return closedUntil > now && closedUntil <= now + LONGEST_WAIT;
  }

  private minute(): number {
    return Math.floor(this.deps.now() / MINUTE);
  }

  /** What counts now. What a clock that was ahead has written down counts as made now: nobody knows when it was. */
  private minutes(): Minutes {
    const now = this.minute();
    const { minutes } = this.kept;
    const counted = minutes.filter(([minute]) => minute <= now && minute > now - COUNTED);
    const ahead = sum(minutes.filter(([minute]) => minute > now));
    if (ahead > 0) this.kept = { ...this.kept, minutes: withMore(counted, now, ahead) };
    return ahead > 0 ? this.kept.minutes : counted;
  }

  private ready(): Promise<void> {
    this.loading ??= this.load();
    return this.loading;
  }

  private async load(): Promise<void> {
    try {
      const kept = await this.deps.load();
      if (kept !== undefined) this.kept = "minutes" in kept ? kept : { minutes: [[kept.hour * 60 + 59, kept.used]], closedUntil: kept.closedUntil };
    } catch (error) {
      // It is asked for again next time; what cannot be counted is not sent.
      this.loading = null;
      throw error;
    }
  }

  private async keep(state: RequestBudgetState): Promise<void> {
    this.kept = state;
    await this.deps.save(state);
  }
}

function sum(minutes: Minutes): number {
  return minutes.reduce((requests, [, more]) => requests + more, 0);
}

/** When what was made in `minute` counts no longer, milliseconds since 1970. */
function endOf(minute: number): number {
  return (minute + COUNTED) * MINUTE;
}

function withMore(minutes: Minutes, minute: number, requests: number): Minutes {
  const inIt = minutes.find(([each]) => each === minute)?.[1] ?? 0;
  return [...minutes.filter(([each]) => each !== minute), [minute, inIt + requests]];
}

/**
 * `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), a day at most.
 * @param otherwise when to ask again where the header is missing or makes no sense; in an hour unless told, when every request of
 *   the present sixty minutes is over it
 */
export function retryTime(header: string | undefined, now: number, otherwise = now + HOUR): number {
  const asked = header === undefined ? Number.NaN : /^\d+$/.test(header.trim()) ? now + Number(header) * 1000 : Date.parse(header);
  return asked >= now ? Math.min(asked, now + LONGEST_WAIT) : otherwise;
}
