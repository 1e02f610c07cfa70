import type { App } from "obsidian";
import { notConnected, type Report, type Trigger } from "../sync/report";
import type { RunControl } from "../sync/run/control";
import type { Scope } from "../sync/run/prepare";
import type { RunPlan } from "../sync/run/run-plan";
import { type Consent, failureOf } from "../sync/run/send";
import type { Schedule } from "../sync/schedule";
import { deviceClock } from "./clock";
import { PreviewModal } from "./preview/preview-modal";
import type { Session } from "./session";
import type { Foreground } from "./ui/foreground";
import type { Telling } from "./ui/telling";
import { words } from "./words";

/** What sending at a person's request needs. */
interface SendingParts {
  readonly app: App;
  readonly foreground: Foreground;
  readonly telling: Telling;
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
  constructor(private readonly parts: SendingParts) {}

  /** Sends what changed, or what one note holds; shows the plan first where one has to be seen. */
  async sync(scope: Scope = {}): Promise<void> {
    const trigger: Trigger = scope.path === undefined ? "command" : "note";
    if (trigger === "command") this.parts.schedule.overtake();
    await this.parts.indexed();
    const result = await this.parts.withSession(({ engine }, control) => engine.run(trigger, scope, this.showing(control)));
    if (result?.kind === "preview") await this.show(result.plan);
    else this.followUp(result?.report ?? null, trigger);
  }

  /** Shows what a run would send now, also what was left unticked before. Never throws. */
  async preview(): Promise<void> {
    try {
      await this.show(await this.parts.withSession(({ engine }) => engine.plan("command", { declined: true })));
    } catch (error) {
      this.parts.foreground.say(words.failure({ ...failureOf(error), waitingHelps: false }));
    }
  }

  /** Shows a plan, and sends what a person agrees to of it. @param plan null where the connection went while it was made */
  async show(plan: RunPlan | null): Promise<void> {
    const { app, foreground } = this.parts;
    const session = await this.parts.session();
    if (plan === null || session === null) {
      foreground.say(words.notices.notConnected);
      return;
    }
    const left = await session.budget.left(0);
    foreground.show(new PreviewModal(app, plan, { now: deviceClock.now(), left }, (consent) => void this.confirm(plan, consent)));
  }

  /** Sends what a person has agreed to, or shows it again where it is not what they saw any more. */
  private async confirm(plan: RunPlan, consent: Consent): Promise<void> {
    const result = await this.parts.withSession(({ engine }, control) => engine.confirm(plan, consent, this.showing(control)));
    if (result?.kind === "moved") {
      this.parts.foreground.say(words.preview.moved);
      await this.show(result.plan);
    } else {
      this.followUp(result?.report ?? null, plan.trigger);
    }
  }

  /** Tells a person what the run has come to that they have waited for. */
  async tell(report: Report): Promise<void> {
    const { telling, schedule, ran } = this.parts;
    telling.hide();
    if (schedule.isStopped) return;
    await ran(report);
    telling.answer(report);
  }

  /** @param report null where there was no connection */
  private followUp(report: Report | null, trigger: Trigger): void {
    void this.tell(this.parts.schedule.followUp(report ?? notConnected(trigger, deviceClock.now())));
  }

  /** Passes progress on to the status bar, and on long runs to a notice. */
  private showing({ onProgress, ...control }: RunControl): RunControl {
    const { telling, schedule } = this.parts;
    return {
      ...control,
      onProgress: (answered, all) => {
        onProgress(answered, all);
        telling.sending(answered, all, () => { schedule.cancel(); });
      },
    };
  }
}
