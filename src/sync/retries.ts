import type { Clock } from "./ports";
import type { Failure, Report } from "./report";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** After a failure that passes, the next try comes between these, doubling each time. */
const FIRST_BACKOFF = 30 * SECOND;
const LONGEST_BACKOFF = 30 * MINUTE;
/** What was left without a failure (a value that Exist did not answer for, a note that is not indexed) is looked at again after this, doubling each time. */
const FIRST_LOOK = { unread: 10 * SECOND, unanswered: 5 * MINUTE };
const LONGEST_LOOK = 60 * MINUTE;

/** What this device cannot store now, it may store later. That is told at once, and to try again costs Exist nothing. */
const OF_THIS_DEVICE: readonly Failure["kind"][] = ["storage", "settings", "keychain"];

/** How long to wait after so many failures in a row, milliseconds: doubles from 30 s to 30 min; the jitter keeps many devices from coming back at once. */
export function backoff(failures: number, clock: Pick<Clock, "random">): number {
  const longest = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (failures - 1));
  return longest * (0.5 + clock.random() / 2);
}

/** Says when to come back to what runs have left: later each time. */
export class Retries {
  /** Whether Exist is to be left alone until then, whatever is edited. */
  isHoldingBack = false;
  private failures = 0;
  private looks = 0;

  constructor(private readonly clock: Pick<Clock, "now" | "random">) {}

  /** There is reason to think that what failed works now. */
  forget(): void {
    this.isHoldingBack = false;
    this.failures = 0;
    this.looks = 0;
  }

  /** When to come back after a run, milliseconds since 1970; null where there is no need. */
  after(report: Report): number | null {
    const { failure } = report;
    this.isHoldingBack = failure?.waitingHelps === true;
    const passes = failure !== null && (failure.waitingHelps || OF_THIS_DEVICE.includes(failure.kind));
    this.failures = passes ? this.failures + 1 : 0;
    return passes ? Math.max(failure.retryAt ?? 0, this.clock.now() + backoff(this.failures, this.clock)) : this.nextLook(report);
  }

  private nextLook({ unread, unanswered, lookAgainAt }: Report): number | null {
    const first = unread.length > 0 ? FIRST_LOOK.unread : unanswered > 0 ? FIRST_LOOK.unanswered : null;
    this.looks = first === null ? 0 : this.looks + 1;
    const times = [lookAgainAt, first === null ? null : this.clock.now() + Math.min(LONGEST_LOOK, first * 2 ** (this.looks - 1))].filter((at) => at !== null);
    return times.length === 0 ? null : Math.min(...times);
  }
}
