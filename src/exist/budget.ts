import { ExistError } from "./error";
import type { Http } from "./http";

const HOUR = 3_600_000;

/** Requests an hour and token that Exist allows (Exist reference, "Rate limiting"). */
export const HOURLY_LIMIT = 300;
/**
 * The longest that Exist is left alone for its own word, milliseconds. Its limit is by the hour; a wait of years comes from a
 * broken server or from a clock that was wrong.
 */
const LONGEST_WAIT = 24 * HOUR;
/** Requests of each hour that automatic runs leave to the user. */
export const RESERVED_FOR_PEOPLE = 30;
/** Requests of each hour that a backfill leaves to all other runs: enough for people, and as many for automatic ones. */
export const RESERVED_FROM_BACKFILL = 60;

/** What is kept across restarts. `hour` counts hours since 1970; `closedUntil` is in milliseconds. */
export interface BudgetState {
  readonly hour: number;
  readonly used: number;
  readonly closedUntil: number;
}

export interface BudgetDeps {
  readonly now: () => number;
  readonly load: () => Promise<BudgetState | undefined>;
  readonly save: (state: BudgetState) => Promise<void>;
}

/** Counts the requests of the hour, so that Exist never has to say 429, and heeds it when it does. */
export class Budget {
  private state: BudgetState | undefined;

  constructor(private readonly deps: BudgetDeps) {}

  /** Requests left in this hour after `reserved` are set aside. */
  async left(reserved: number): Promise<number> {
    const { used, closedUntil } = await this.current();
    return this.isClosed(closedUntil) ? 0 : Math.max(0, HOURLY_LIMIT - reserved - used);
  }

  /** The same port, with every request counted. Rejects `rate-limited`, unsent, when only `reserved` are left. */
  limit(http: Http, reserved: number): Http {
    return async (request) => {
      if ((await this.left(reserved)) === 0) {
        throw new ExistError("rate-limited", "The requests of this hour are used up.", { path: request.path, retryAt: await this.reopens() });
      }
      const before = await this.current();
      await this.keep({ ...before, used: before.used + 1 });
      const response = await http(request);
      if (response.status === 429) {
        await this.keep({ ...(await this.current()), closedUntil: retryTime(response.headers["retry-after"], this.deps.now()) });
      }
      return response;
    };
  }

  /** When requests may be made again, milliseconds since 1970. */
  async reopens(): Promise<number> {
    const { closedUntil } = await this.current();
    return this.isClosed(closedUntil) ? closedUntil : nextHour(this.deps.now());
  }

  private isClosed(until: number): boolean {
    const now = this.deps.now();
    return until > now && until <= now + LONGEST_WAIT;
  }

  private async current(): Promise<BudgetState> {
    this.state ??= (await this.deps.load()) ?? { hour: 0, used: 0, closedUntil: 0 };
    const hour = Math.floor(this.deps.now() / HOUR);
    if (this.state.hour !== hour) this.state = { ...this.state, hour, used: 0 };
    return this.state;
  }

  private async keep(state: BudgetState): Promise<void> {
    this.state = state;
    await this.deps.save(state);
  }
}

function nextHour(now: number): number {
  return (Math.floor(now / HOUR) + 1) * HOUR;
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), a day at most; without it, Exist's own rule: the next hour. */
export function retryTime(header: string | undefined, now: number): number {
  const asked = header === undefined ? Number.NaN : /^\d+$/.test(header.trim()) ? now + Number(header) * 1000 : Date.parse(header);
  return asked >= now ? Math.min(asked, now + LONGEST_WAIT) : nextHour(now);
}
