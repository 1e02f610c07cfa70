import { addDays, type DayRange } from "../../domain/local-date";
import { BATCH } from "../../exist/client";
import { agreedTo, startBackfill } from "./start";
import type { BackfillState } from "../backfill-state";
import { afterCall, afterChunk, nextChunk } from "./chunk";
import type { RunControl } from "../run/control";
import type { EngineDeps } from "../run/engine";
import { type RequestAllowance, timeFor } from "../estimate";
import { emptyReport, type Failure, type Report } from "../report";
import type { RunPlan } from "../run/run-plan";
import { backoff } from "../retries";
import type { Consent } from "../run/consent";
import { failureOf, sendPlan } from "../run/send";

/** Obsidian indexes a note within moments; what it has not indexed after so many waits is left out and reported. */
const INDEXING = { wait: 10_000, most: 6 };

/** What a chunk came to: what stopped it, or whether another is to follow at once; null where none is, or it comes by itself. */
type Outcome = Failure | "more" | null;

export interface BackfillDeps extends EngineDeps {
  /** Runs when no run is under way. */
  readonly exclusively: <T>(run: (control: RunControl) => Promise<T>) => Promise<T>;
  /** Whether another run waits for this one to end. */
  readonly isAwaited: () => boolean;
  /** The requests that a backfill may make. */
  readonly allowance: () => Promise<RequestAllowance>;
  /** Told whenever `now` has changed. */
  readonly onChange: () => void;
  /** Told once when it is done. */
  readonly onDone: (report: Report) => void;
  /** Told once of what stopped it and needs a person. */
  readonly onTrouble: (failure: Failure, range: DayRange) => void;
}

/** What a backfill is doing, for whoever looks. */
export interface BackfillNow extends DayRange {
  readonly phase:
    | "running"
    /** Until `until`, by itself. */
    | "waiting"
    /** By a person. */
    | "paused"
    /** Until a person has mended what `failure` says. */
    | "stopped";
  readonly until: number | null;
  /** What it waits for, or what stopped it; null while notes are being indexed. */
  readonly failure: Failure | null;
  /** Values that Exist has answered for, of `all`. */
  readonly answered: number;
  readonly all: number;
  /** Update calls made, of those that all values take. */
  readonly calls: number;
  readonly allCalls: number;
  /** How long the rest takes, milliseconds. */
  readonly left: number;
}

/**
 * Sends a range of days, the newest first, in turns of a few calls with room for every other run between them. What was
 * agreed to and how far it is are in the ledger, so it goes on after a restart; each chunk plans anew from the notes and
 * the ledger, so nothing is sent twice and edits made meanwhile are sent as they are then.
 */
export class Backfill {
  private isWorking = false;
  /** Whether there is a reason to try at once, whatever the chunk under way comes to. */
  private isWoken = false;
  private cancelTimer: (() => void) | null = null;
  private wait: { readonly until: number; readonly failure: Failure | null } | null = null;
  private failures = 0;
  private looks = 0;
  /** A person wants it to hold after the present call. */
  private holds = false;
  /** What stopped it, should the ledger be unable to keep that. */
  private trouble: Failure | null = null;
  private isClosed = false;

  constructor(private readonly deps: BackfillDeps) {}

  /** Where it stands; null when none is under way. */
  async now(): Promise<BackfillNow | null> {
    const state = await this.deps.ledger.backfill();
    if (state === null) return null;
    const { first, last, paused, trouble, report } = state;
    const all = Math.max(state.all, state.answered);
    const callsLeft = Math.ceil((all - state.answered) / BATCH);
    const at = { first, last, answered: state.answered, all, calls: report.calls, allCalls: report.calls + callsLeft, left: timeFor(callsLeft, await this.deps.allowance()) };
    if (paused || this.holds) return { ...at, phase: "paused", until: null, failure: null };
    const stopped = trouble ?? this.trouble;
    if (stopped !== null) return { ...at, phase: "stopped", until: null, failure: stopped };
    return this.wait === null ? { ...at, phase: "running", until: null, failure: null } : { ...at, phase: "waiting", ...this.wait };
  }

  /**
   * Begins to send what a person has agreed to. What Exist was seen to hold goes into the ledger, so that no chunk asks
   * again. Does nothing while another backfill is under way. Throws when the ledger cannot be written.
   * @param plan of the range, made for a person
   * @param keep whether the days are to be kept in sync from now on
   */
  async start(plan: RunPlan, consent: Consent, keep: boolean): Promise<void> {
    const { ledger } = this.deps;
    const { range } = plan.draft.scope;
    if (range === undefined || (await ledger.backfill()) !== null) return;
    await ledger.putBackfill(await agreedTo(this.deps, plan, range, consent, keep));
    this.wake();
  }

  /** Goes on if there is something to go on with: the app has started, is online or connected again. Never throws. */
  wake(): void {
    this.dropTimer();
    this.failures = 0;
    this.trouble = null;
    this.isWoken = true;
    void this.work();
  }

  /** Holds after the present call, over restarts as well, until `goOn`. */
  async pause(): Promise<void> {
    this.holds = true;
    this.dropTimer();
    this.deps.onChange();
    await this.deps.exclusively(async () => {
      const state = await this.deps.ledger.backfill();
      if (state !== null) await this.deps.ledger.putBackfill({ ...state, paused: true });
    });
    this.deps.onChange();
  }

  /** Goes on after a pause. */
  async goOn(): Promise<void> {
    await this.deps.exclusively(async () => {
      const state = await this.deps.ledger.backfill();
      if (state !== null) await this.deps.ledger.putBackfill({ ...state, paused: false });
    });
    this.holds = false;
    this.wake();
  }

  /**
   * Ends it after the present call. What was sent stays; days that it has not come to are no longer meant to be kept in
   * sync. @returns its report, or null when there was nothing to end
   */
  async cancel(): Promise<Report | null> {
    const { clock, ledger, settings } = this.deps;
    this.holds = true;
    this.dropTimer();
    return this.deps.exclusively(async () => {
      const state = await ledger.backfill();
      this.holds = false;
      if (state === null) return null;
      const { first, next, syncedFrom } = state;
      const reached = addDays(next, 1);
      if (syncedFrom !== null && settings.current.syncFrom === first) {
        await settings.change((now) => ({ ...now, syncFrom: reached < syncedFrom ? reached : syncedFrom }));
      }
      const report: Report = { ...state.report, at: clock.now(), cancelled: true, unsent: state.report.unsent + Math.max(0, state.all - state.answered) };
      await ledger.keepReport(report);
      await ledger.putBackfill(null);
      this.wait = null;
      this.deps.onChange();
      return report;
    });
  }

  /** Ends for good, after the present call; what the ledger says stays. */
  close(): void {
    this.isClosed = true;
    this.dropTimer();
  }

  private dropTimer(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
  }

  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    try {
      let outcome: Outcome = "more";
      while ((outcome === "more" || this.isWoken) && !this.isClosed && !this.holds) {
        this.isWoken = false;
        this.dropTimer();
        outcome = await this.deps.exclusively((control) => this.sendChunk(control));
      }
    } finally {
      this.isWorking = false;
    }
  }

  /** Sends a few calls. Never throws. */
  private async sendChunk(control: RunControl): Promise<Outcome> {
    const { ledger } = this.deps;
    let outcome: Outcome;
    try {
      const state = await ledger.backfill();
      if (state === null || state.paused || control.stopped()) return null;
      this.wait = null;
      this.deps.onChange();
      outcome = await this.carryOn(state.opening === null ? state : await startBackfill(this.deps, state, state.opening), control);
    } catch (error) {
      outcome = failureOf(error);
    }
    if (this.isClosed) return null;
    if (outcome !== null && outcome !== "more") await this.hold(outcome);
    this.deps.onChange();
    return outcome;
  }

  /** Comes back by itself where waiting helps; where it does not, says so once. */
  private async hold(failure: Failure): Promise<void> {
    const { clock, ledger } = this.deps;
    if (failure.waitingHelps) {
      this.failures += 1;
      this.comeBack(Math.max(failure.retryAt ?? 0, clock.now() + backoff(this.failures, clock)), failure);
      return;
    }
    const state = await ledger.backfill().catch(() => null);
    if (state === null) return;
    const isNew = state.trouble?.kind !== failure.kind || state.trouble.text !== failure.text;
    this.trouble = failure;
    // It is told either way, and the next chunk meets it again.
    await ledger.putBackfill({ ...state, trouble: failure }).catch(() => undefined);
    if (isNew) this.deps.onTrouble(failure, state);
  }

  private comeBack(at: number, failure: Failure | null): void {
    const { clock } = this.deps;
    this.wait = { until: at, failure };
    this.cancelTimer = clock.after(at - clock.now(), () => void this.work());
  }

  /** One chunk's share. Throws when the ledger cannot be read or written. */
  private async carryOn(before: BackfillState, control: RunControl): Promise<Outcome> {
    const { ledger, clock } = this.deps;
    const chunk = await nextChunk(this.deps, before);
    if (!chunk.isIndexed && this.looks < INDEXING.most) {
      this.looks += 1;
      this.comeBack(clock.now() + INDEXING.wait, null);
      return null;
    }
    this.looks = 0;
    let state = before;
    let part = emptyReport("backfill", clock.now());
    const sent = await sendPlan({ ...this.deps, client: this.deps.client("backfill") }, chunk.plan, null, {
      stopped: () => control.stopped() || this.deps.isAwaited() || this.holds || this.isClosed,
      onProgress: () => undefined,
      onCall: async (answer) => {
        state = afterCall(state, answer);
        await ledger.putBackfill(state);
        this.deps.onChange();
      },
    }, (told) => { part = { ...part, ...told }; });
    state = afterChunk(state, chunk, sent, part);
    if (part.failure === null) this.failures = 0;
    if (state.next >= state.first) {
      await ledger.putBackfill(state);
      return part.failure ?? "more";
    }
    await this.finish({ ...state.report, at: clock.now() });
    return null;
  }

  private async finish(report: Report): Promise<void> {
    await this.deps.ledger.keepReport(report);
    await this.deps.ledger.putBackfill(null);
    this.deps.onDone(report);
  }
}
