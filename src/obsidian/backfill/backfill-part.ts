import type { App } from "obsidian";
import { type DayRange, localDateAt } from "../../domain/local-date";
import { Backfill, type BackfillNow } from "../../sync/backfill/backfill";
import { backfillAllowance } from "../../sync/estimate";
import { countDays } from "../../sync/backfill/range-counts";
import type { Failure, Report } from "../../sync/report";
import type { RunPlan } from "../../sync/run/run-plan";
import type { Schedule } from "../../sync/schedule";
import type { Consent } from "../../sync/run/consent";
import { failureOf, rememberHeld } from "../../sync/run/send";
import type { Settings } from "../../sync/settings";
import { deviceClock } from "../clock";
import { PreviewModal } from "../preview/preview-modal";
import type { Session } from "../session";
import type { WindowManager } from "../ui/window-manager";
import { words } from "../words";
import { ProgressModal } from "./progress-modal";
import { RangeModal } from "./range-modal";

/** What sending a range of days needs of the plugin. */
export interface BackfillHost {
  readonly app: App;
  readonly windows: WindowManager;
  readonly settings: () => Settings;
  readonly session: () => Promise<Session | null>;
  readonly schedule: () => Pick<Schedule, "exclusively" | "isAwaited">;
  /** Why nothing can be sent at all, as a sentence, or null. */
  readonly blocker: () => string | null;
  /** Told how a backfill stands; null when none is under way. */
  readonly onChange: (now: BackfillNow | null) => void;
  /** Says what a backfill came to. */
  readonly tell: (report: Report) => void;
  /** Says once why a backfill has stopped that only a person can get going again. @param lead goes before it */
  readonly stopped: (lead: string, failure: Failure) => void;
}

/** The command to send a range of days: from its first question to its report, and over restarts. */
export class BackfillPart {
  /** How the backfill stands; null when none is under way. */
  now: BackfillNow | null = null;
  private of: { readonly session: Session; readonly backfill: Backfill } | null = null;
  private modal: ProgressModal | null = null;
  private asked = 0;

  constructor(private readonly host: BackfillHost) {}

  /** Asks for a range of days; shows the progress of one that is under way. Throws where the ledger cannot be read. */
  async show(): Promise<void> {
    const obstacle = this.host.blocker();
    const session = obstacle === null ? await this.host.session() : null;
    if (session === null) {
      this.host.windows.say(obstacle ?? words.notices.notConnected);
      return;
    }
    const backfill = this.in(session);
    const now = await backfill.now();
    if (now === null) await this.ask(session, backfill);
    else this.showProgress(now, backfill);
  }

  /** Goes on with a backfill that was begun: after start-up, when the device is online, or connected again. */
  async resume(): Promise<void> {
    const session = await this.host.session();
    if (session === null) return;
    const backfill = this.in(session);
    backfill.wake();
    await this.update(backfill);
  }

  /** Lets go of the session; what its ledger says stays. */
  close(): void {
    this.of?.backfill.close();
    this.of = null;
    this.modal?.close();
    this.now = null;
  }

  private in(session: Session): Backfill {
    if (this.of?.session === session) return this.of.backfill;
    this.close();
    const { host } = this;
    const backfill: Backfill = new Backfill({
      ...session.deps,
      exclusively: (run) => host.schedule().exclusively(run),
      isAwaited: () => host.schedule().isAwaited,
      allowance: () => backfillAllowance(session.budget),
      onChange: () => void this.update(backfill),
      onDone: (report) => { host.tell(report); },
      onTrouble: (failure, range) => { host.stopped(words.backfill.stopped(range), failure); },
    });
    this.of = { session, backfill };
    return backfill;
  }

  private async update(backfill: Backfill): Promise<void> {
    this.asked += 1;
    const { asked } = this;
    // A ledger that cannot be read is told by whoever has to write to it.
    const now = await backfill.now().catch(() => null);
    if (this.of?.backfill !== backfill || asked !== this.asked) return;
    this.now = now;
    this.host.onChange(now);
    this.modal?.show(now);
  }

  private async ask(session: Session, backfill: Backfill): Promise<void> {
    const { windows } = this.host;
    windows.show(new RangeModal(this.host.app, {
      today: localDateAt(deviceClock.now()),
      syncFrom: this.host.settings().syncFrom,
      allowance: await backfillAllowance(session.budget),
      count: () => countDays(session.deps),
      plan: windows.whileLoaded((range, keep, onProgress, stopped) => this.plan(session, range, { onProgress, stopped }, (plan, consent) => this.start(backfill, plan, consent, keep))),
    }));
  }

  /** Asks Exist what it holds, and shows the plan. @returns why that did not work, as a sentence, or null */
  private async plan(
    session: Session,
    range: DayRange,
    control: { readonly onProgress: (done: number, all: number) => void; readonly stopped: () => boolean },
    onSend: (plan: RunPlan, consent: Consent) => Promise<void>,
  ): Promise<string | null> {
    try {
      const plan = await this.host.schedule().exclusively(() => session.engine.plan("command", { range }, control));
      if (control.stopped()) return null;
      if (plan.updates.length === 0) await rememberHeld(session.ledger, plan);
      await this.showPlan(session, plan, onSend);
      return null;
    } catch (error) {
      return words.failure({ ...failureOf(error), waitingHelps: false });
    }
  }

  private async showPlan(session: Session, plan: RunPlan, onSend: (plan: RunPlan, consent: Consent) => Promise<void>): Promise<void> {
    const allowance = await backfillAllowance(session.budget);
    const send = this.thenNotify((consent: Consent) => this.confirm(session, plan, consent, onSend));
    this.host.windows.show(new PreviewModal(this.host.app, plan, allowance, send));
  }

  /** Begins what a person has agreed to, or shows it again where it is not what they saw any more. */
  private async confirm(session: Session, plan: RunPlan, consent: Consent, onSend: (plan: RunPlan, consent: Consent) => Promise<void>): Promise<void> {
    const isOurs = (await this.host.session()) === session;
    // Who owns what is asked anew by the backfill itself, before it acquires anything.
    if (isOurs && !(await this.host.schedule().exclusively(() => session.engine.isStale(plan, null)))) {
      await onSend(plan, consent);
      return;
    }
    this.host.windows.say(words.preview.moved);
    if (isOurs) await this.showPlan(session, await this.host.schedule().exclusively(() => session.engine.plan("command", plan.draft.scope)), onSend);
  }

  private async start(backfill: Backfill, plan: RunPlan, consent: Consent, keep: boolean): Promise<void> {
    await this.host.schedule().exclusively(() => backfill.start(plan, consent, keep));
    const now = await backfill.now();
    if (now !== null) this.showProgress(now, backfill);
  }

  private showProgress(now: BackfillNow, backfill: Backfill): void {
    this.modal?.close();
    this.modal = new ProgressModal(this.host.app, now, {
      pause: this.thenNotify(() => backfill.pause()),
      goOn: this.thenNotify(() => backfill.goOn()),
      cancel: this.thenNotify(() => this.cancel(backfill)),
    });
    this.host.windows.show(this.modal);
  }

  private async cancel(backfill: Backfill): Promise<void> {
    this.modal?.close();
    const report = await backfill.cancel();
    if (report !== null) this.host.tell(report);
  }

  /** What a button does: it says what goes wrong, and is nothing once the plugin is unloaded. */
  private thenNotify<Parts extends readonly unknown[]>(action: (...parts: Parts) => Promise<void>): (...parts: Parts) => void {
    const { windows } = this.host;
    const live = windows.whileLoaded(action);
    return (...parts) => { live(...parts).catch((error: unknown) => { windows.say(words.failure(failureOf(error))); }); };
  }
}
