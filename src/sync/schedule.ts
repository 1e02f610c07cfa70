import type { RunControl } from "./run/control";
import type { RunResult } from "./run/engine";
import type { Clock } from "./ports";
import type { Scope } from "./run/prepare";
import type { Report, Trigger } from "./report";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** After a failure that waiting helps with, the next try comes between these, doubling each time. */
const FIRST_BACKOFF = 30 * SECOND;
const LONGEST_BACKOFF = 30 * MINUTE;

export interface ScheduleDeps {
  readonly clock: Clock;
  readonly settings: () => { readonly autoSync: boolean; readonly quietSeconds: number; readonly maxWaitMinutes: number };
  /** Null where there is no connection any more, so that there was nothing to run. */
  readonly run: (trigger: Trigger, scope: Scope, control: RunControl) => Promise<RunResult | null>;
  /** Told whenever `state` has changed. */
  readonly onChange: (state: ScheduleState) => void;
  /** Told the outcome of every run that nobody waits for. */
  readonly onAutomatic: (report: Report) => void;
}

/** What the schedule is doing, for the status bar. */
export interface ScheduleState {
  readonly running: boolean;
  readonly answered: number;
  readonly all: number;
  /** When the next automatic run is due, milliseconds since 1970; null when none is. */
  readonly nextAt: number | null;
  /** Whether edits wait for that run. */
  readonly edited: boolean;
}

/** How long to wait after so many failures in a row, milliseconds: doubles from 30 s to 30 min; the jitter keeps many devices from coming back at once. */
export function backoff(failures: number, clock: Clock): number {
  const longest = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (failures - 1));
  return longest * (0.5 + clock.random() / 2);
}

/** Says when to run. One run at a time; what is asked for meanwhile comes once more afterwards. */
export class Schedule {
  /** What it is doing. */
  get now(): ScheduleState {
    return this.state;
  }

  private state: ScheduleState = { running: false, answered: 0, all: 0, nextAt: null, edited: false };
  private current: Promise<unknown> = Promise.resolve();
  private queued = 0;
  /** Whether an automatic run waits for its turn. */
  private isDue = false;
  private firstChange: number | null = null;
  /** A run that no further edit may put off, milliseconds since 1970. */
  private promised: number | null = null;
  private callOff: (() => void) | null = null;
  private failures = 0;
  private stopping = false;
  private stopped = false;

  constructor(private readonly deps: ScheduleDeps) {}

  /** A daily note changed: run when it has been quiet for a while, or when the first change has waited long enough. */
  noteChanged(): void {
    const { clock, settings } = this.deps;
    const { autoSync, quietSeconds, maxWaitMinutes } = settings();
    if (!autoSync || this.isBackingOff()) return;
    const now = clock.now();
    this.firstChange ??= now;
    this.plan(Math.min(now + quietSeconds * SECOND, this.firstChange + maxWaitMinutes * MINUTE, this.promised ?? Infinity));
  }

  /**
   * The note was left, or the app goes to the background: no need to wait for quiet, only `delay` milliseconds. Does
   * nothing when no change waits.
   */
  flush(delay: number): void {
    if (this.firstChange !== null && !this.isBackingOff()) this.promise(delay);
  }

  /** The app has started, or the device is online again: see what changed meanwhile. */
  lookAgain(delay = 0): void {
    if (!this.deps.settings().autoSync) return;
    this.failures = 0;
    this.promise(delay);
  }

  /** Somebody else looks at what was edited so far; a run that is due comes nevertheless, in case that fails. */
  overtake(): void {
    this.firstChange = null;
    this.change({});
  }

  /** Asks the run under way to end after its present call. */
  cancel(): void {
    this.stopping = true;
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  /** Whether something waits for the run under way to end. */
  get isAwaited(): boolean {
    return this.queued > 0;
  }

  /** Ends for good: nothing is started any more, and a run under way ends after its present call. */
  stop(): void {
    this.stopped = true;
    this.stopping = true;
    this.callOff?.();
    this.callOff = null;
  }

  /** Settles when all is over that was asked for until now. */
  get idle(): Promise<unknown> {
    return this.current;
  }

  private isBackingOff(): boolean {
    return this.failures > 0 && this.callOff !== null;
  }

  private promise(delay: number): void {
    this.promised = this.deps.clock.now() + delay;
    this.plan(this.promised);
  }

  private plan(at: number): void {
    if (this.stopped) return;
    this.callOff?.();
    this.callOff = this.deps.clock.after(Math.max(0, at - this.deps.clock.now()), () => void this.automatic());
    this.change({ nextAt: at });
  }

  private async automatic(): Promise<void> {
    this.callOff = null;
    this.firstChange = null;
    this.promised = null;
    this.change({ nextAt: null });
    // A second one would find nothing left to do.
    if (this.isDue) return;
    this.isDue = true;
    const result = await this.exclusively((control) => {
      this.isDue = false;
      return this.deps.run("automatic", {}, control);
    });
    if (result?.kind !== "report" || this.stopped) return;
    const { report } = result;
    this.deps.onAutomatic(this.followUp(report));
  }

  /**
   * Tries again by itself, later each time, what failed in a way that waiting helps with. To be given the report of every
   * run that a person waited for, too; gives it back as it is to be told: without automatic runs waiting helps nothing.
   */
  followUp(report: Report): Report {
    const { failure } = report;
    const { clock, settings } = this.deps;
    if (failure?.waitingHelps !== true) {
      this.failures = 0;
      return report;
    }
    if (!settings().autoSync) return { ...report, failure: { ...failure, waitingHelps: false } };
    this.failures += 1;
    this.plan(Math.max(failure.retryAt ?? 0, clock.now() + backoff(this.failures, clock)));
    return report;
  }

  /** Runs as soon as no other run is under way. */
  async exclusively<T>(run: (control: RunControl) => Promise<T>): Promise<T> {
    this.queued += 1;
    const before = this.current;
    const mine = (async () => {
      await before;
      this.queued -= 1;
      this.stopping = this.stopped;
      this.change({ running: true, answered: 0, all: 0 });
      try {
        return await run({ stopped: () => this.stopping, onProgress: (answered, all) => { this.change({ answered, all }); } });
      } finally {
        this.change({ running: false });
      }
    })();
    this.current = mine.then(() => undefined, () => undefined);
    return mine;
  }

  private change(change: Partial<Omit<ScheduleState, "edited">>): void {
    this.state = { ...this.state, ...change, edited: this.firstChange !== null };
    this.deps.onChange(this.state);
  }
}
