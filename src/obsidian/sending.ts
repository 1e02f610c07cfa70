import type { App } from "obsidian";
import { notConnected, type Report, type Trigger } from "../sync/report";
import type { RunControl } from "../sync/run/control";
import type { Scope } from "../sync/run/prepare";
import type { RunPlan } from "../sync/run/run-plan";
import type { Consent } from "../sync/run/consent";
import type { Schedule } from "../sync/schedule";
import { deviceClock } from "./clock";
import { PreviewModal } from "./preview/preview-modal";
import type { Session } from "./session";
import type { WindowManager } from "./ui/window-manager";
import type { RunNotifier } from "./ui/run-notifier";
import { words } from "./words";

/** A preview is open, and says all there is to say. */
const SHOWN = "shown";

/** What sending at a person's request needs. */
interface SendingParts {
  readonly app: App;
  readonly windows: WindowManager;
  readonly notifier: RunNotifier;
  readonly schedule: Schedule;
  /** The connected account's session; null without a connection. */
  readonly session: () => Promise<Session | null>;
  /** Runs a task with that session when no run is under way; null without a connection. */
  readonly withSession: <T>(task: (session: Session, control: RunControl) => Promise<T>) => Promise<T | null>;
  /** Settles when Obsidian has indexed what was just written, or after a while. */
  readonly indexed: () => Promise<void>;
  /** Takes up how a run ended, without a word. */
  readonly ran: (report: Report) => Promise<void>;
}

/** Sends because a person wants it: shows what they have to see first, how far it is, and what came of it. */
export class Sending {
  /** What is to be sent by runs that wait for their turn: the path of a note, or nothing for everything. */
  private readonly waiting = new Set<string>();

  constructor(private readonly parts: SendingParts) {}

  /** Sends what changed, or what one note holds; shows the plan first where one has to be seen. */
  async sync(scope: Scope = {}): Promise<void> {
    const trigger: Trigger = scope.path === undefined ? "command" : "note";
    const what = scope.path ?? "";
    // A run that has not begun yet sends what this one would.
    if (this.waiting.has(what)) return;
    this.waiting.add(what);
    if (trigger === "command") this.parts.schedule.skipWait();
    await this.parts.indexed();
    try {
      const report = await this.inTurn(async ({ engine }, control) => {
        this.waiting.delete(what);
        const result = await engine.run(trigger, scope, this.showing(control));
        if (result.kind === "report") return result.report;
        await this.show(result.plan);
        return SHOWN;
      });
      if (report !== SHOWN) this.followUp(report, trigger);
    } finally {
      this.waiting.delete(what);
    }
  }

  /** Shows what a run would send now, also what was left unticked before. Throws ExistError. */
  async preview(): Promise<void> {
    const answer = await this.inTurn(async ({ engine }) => {
      await this.show(await engine.plan("command", { declined: true }));
      return SHOWN;
    });
    if (answer === null) this.parts.windows.say(words.notices.notConnected);
  }

  /**
   * Runs a task when no run is under way; null without a connection. Where a preview is open by then, that is what a
   * person has to answer first, and no other is made. A task shows its preview before it ends, so that the next one sees it.
   */
  private inTurn<T>(task: (session: Session, control: RunControl) => Promise<T | typeof SHOWN>): Promise<T | typeof SHOWN | null> {
    return this.parts.withSession(async (session, control) => (this.parts.windows.raise(PreviewModal) ? SHOWN : task(session, control)));
  }

  /** Shows a plan, and sends what a person agrees to of it. @param plan null where the connection went while it was made */
  async show(plan: RunPlan | null): Promise<void> {
    const { app, windows } = this.parts;
    const session = await this.parts.session();
    if (plan === null || session === null) {
      windows.say(words.notices.notConnected);
      return;
    }
    const left = await session.budget.left(0);
    const send = windows.whileLoaded((consent: Consent) => this.confirm(plan, consent));
    windows.show(new PreviewModal(app, plan, { left }, (consent) => void send(consent)));
  }

  /** Sends what a person has agreed to, or shows it again where it is not what they saw any more. */
  private async confirm(plan: RunPlan, consent: Consent): Promise<void> {
    const result = await this.parts.withSession(({ engine }, control) => engine.confirm(plan, consent, this.showing(control)));
    if (result?.kind === "moved") {
      this.parts.windows.say(words.preview.moved);
      await this.show(result.plan);
    } else {
      this.followUp(result?.report ?? null, plan.trigger);
    }
  }

  /** Tells a person what the run has come to that they have waited for. */
  async tell(report: Report): Promise<void> {
    const { notifier, schedule, ran } = this.parts;
    notifier.hide();
    if (schedule.isStopped) return;
    await ran(report);
    notifier.attended(report);
  }

  /** @param report null where there was no connection */
  private followUp(report: Report | null, trigger: Trigger): void {
    void this.tell(this.parts.schedule.followUp(report ?? notConnected(trigger, deviceClock.now())));
  }

  /** Passes progress on to the status bar, and on long runs to a notice. */
  private showing({ onProgress, ...control }: RunControl): RunControl {
    const { notifier, schedule } = this.parts;
    return {
      ...control,
      onProgress: (answered, all) => {
        onProgress(answered, all);
        notifier.sending(answered, all, () => { schedule.cancel(); });
      },
    };
  }
}
