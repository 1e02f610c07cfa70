const MINUTE = 60_000;

/** What Exist is asked for edits: no more than so many runs with requests in so long a time (milliseconds). */
const MOST_RUNS = 2;
const SPAN = 10 * MINUTE;

/** Keeps the runs that edits ask for apart, in whatever rhythm notes are written, left and taken up again. */
export class Pace {
  /** When the last runs with requests ended, the oldest first. */
  private runs: readonly number[] = [];

  /** A run that nobody asked for has made requests. */
  ran(at: number): void {
    this.runs = [...this.runs, at].slice(-MOST_RUNS);
  }

  /**
   * When edits may have a run that they would like to have `at`. A person's longest wait is kept where it is the shorter one.
   * @param longestWait milliseconds
   */
  from(at: number, now: number, longestWait: number): number {
    const [oldest] = this.runs;
    // After a clock that was put back, what is known of the past is none of it.
    if (oldest === undefined || this.runs.length < MOST_RUNS || oldest > now) return at;
    return Math.max(at, oldest + Math.min(SPAN, longestWait));
  }
}
