import type { RunControl } from "./run/control";
import type { RunResult } from "./run/engine";
import { Pace } from "./pace";
import type { Clock } from "./ports";
import type { Scope } from "./run/prepare";
import type { Report, Trigger } from "./report";
import { Retries } from "./retries";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Obsidian tells that a written note is indexed, or it is looked at after this. */
const UNTOLD = 5 * MINUTE;

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

/**
 * Says when to run. One run at a time; what is asked for meanwhile comes once more afterwards. Two reasons for a run are
 * kept apart: edits, which ask for one soon, and what a run has left, which asks for one at its own time.
 */
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
  /** When edits ask for a run, milliseconds since 1970. */
  private soon: number | null = null;
  /** When to look again at what was left, milliseconds since 1970. */
  private again: number | null = null;
  private cancelTimer: (() => void) | null = null;
  private readonly pace = new Pace();
  private readonly retries: Retries;
  private stopping = false;
  private stopped = false;

  constructor(private readonly deps: ScheduleDeps) {
    this.retries = new Retries(deps.clock);
  }

  /** A daily note changed: run when it has been quiet for a while, or when the first change has waited long enough. */
  noteChanged(): void {
    const { clock, settings } = this.deps;
    const { autoSync, quietSeconds, maxWaitMinutes } = settings();
    if (!autoSync || this.isBackingOff()) return;
    const now = clock.now();
    this.firstChange ??= now;
    const wanted = Math.min(now + quietSeconds * SECOND, this.firstChange + maxWaitMinutes * MINUTE);
    this.plan(Math.min(this.atPace(wanted), this.promised ?? Infinity));
  }

  /** A daily note was written; should the app never say that it is indexed, look at it all the same. */
  noteWritten(): void {
    const { clock, settings } = this.deps;
    if (!settings().autoSync || this.isBackingOff()) return;
    this.again = Math.min(this.again ?? Infinity, this.atPace(clock.now() + UNTOLD));
    this.arm();
  }

  /**
   * The note was left, or the app goes to the background: no need to wait for quiet, only `delay` milliseconds and for what
   * is due to Exist after the runs before. Does nothing when no change waits.
   */
  flush(delay: number): void {
    if (this.firstChange === null || this.isBackingOff()) return;
    this.promise(Math.min(this.promised ?? Infinity, this.atPace(this.deps.clock.now() + delay)));
  }

  /** Timers stand still while a device sleeps: what is due by the clock is done now. */
  catchUp(): void {
    if (this.cancelTimer !== null) this.arm();
  }

  /** There is reason to look at what waits: the app has started, the device is online again, the settings have changed. */
  checkAfter(delay = 0): void {
    if (!this.deps.settings().autoSync) return;
    this.retries.forget();
    this.promise(this.deps.clock.now() + delay);
  }

  /** Nothing is sent by itself any more: what was to come is called off. */
  hold(): void {
    this.firstChange = null;
    this.promised = null;
    this.soon = null;
    this.again = null;
    this.retries.forget();
    this.arm();
  }

  /** Somebody else looks at what was edited so far; a run that is due comes nevertheless, in case that fails. */
  skipWait(): void {
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
    this.cancelTimer?.();
    this.cancelTimer = null;
  }

  /** Settles when all is over that was asked for until now. */
  get idle(): Promise<unknown> {
    return this.current;
  }

  private isBackingOff(): boolean {
    return this.retries.isHoldingBack && this.cancelTimer !== null;
  }

  private promise(at: number): void {
    this.promised = at;
    this.plan(at);
  }

  /** When edits may have a run that they would like to have `at`. */
  private atPace(at: number): number {
    const { clock, settings } = this.deps;
    return this.pace.from(at, clock.now(), settings().maxWaitMinutes * MINUTE);
  }

  private plan(at: number): void {
    this.soon = at;
    this.arm();
  }

  /** Sets the one timer to the first time at which there is something to do. */
  private arm(): void {
    if (this.stopped) return;
    const times = [this.soon, this.again].filter((at) => at !== null);
    const at = times.length === 0 ? null : Math.min(...times);
    this.cancelTimer?.();
    this.cancelTimer = at === null ? null : this.deps.clock.after(Math.max(0, at - this.deps.clock.now()), () => void this.automatic());
    this.change({ nextAt: this.soon ?? (this.retries.isHoldingBack ? this.again : null) });
  }

  private async automatic(): Promise<void> {
    this.cancelTimer = null;
    this.firstChange = null;
    this.promised = null;
    this.soon = null;
    this.again = null;
    this.change({ nextAt: null });
    // Switched off since, or a second one that would find nothing left to do.
    if (!this.deps.settings().autoSync || this.isDue) return;
    this.isDue = true;
    const result = await this.exclusively((control) => {
      this.isDue = false;
      return this.deps.settings().autoSync ? this.deps.run("automatic", {}, control) : Promise.resolve(null);
    });
    if (result?.kind !== "report" || this.stopped) return;
    const { report } = result;
    if (report.calls > 0) this.pace.ran(this.deps.clock.now());
    this.deps.onAutomatic(this.followUp(report));
  }

  /**
   * Comes back by itself to what a run has left, later each time: to what failed in a way that waiting helps with, to what
   * nobody answered for, to notes that could not be read, and when a day or a doubt is due. To be given the report of every
   * run that a person waited for, too; gives it back as it is to be told: without automatic runs waiting helps nothing.
   */
  followUp(report: Report): Report {
    const { failure } = report;
    const isAutomatic = this.deps.settings().autoSync;
    if (failure?.waitingHelps === true && !isAutomatic) return { ...report, failure: { ...failure, waitingHelps: false } };
    this.again = isAutomatic ? this.retries.after(report) : null;
    if (this.retries.isHoldingBack) this.soon = null;
    this.arm();
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
