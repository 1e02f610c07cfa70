import type { App } from "obsidian";
import { notConnected, type Report, type Trigger } from "../sync/report";
import type { RunControl } from "../sync/run/control";
import type { Scope } from "../sync/run/prepare";
import type { RunPlan } from "../sync/run/run-plan";
import { failureOf } from "../sync/run/send";
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
  /** Takes up how a run ended, without a word. */
  readonly ran: (report: Report) => void;
}

/** Sends because a person wants it: shows what they have to see first, how far it is, and what came of it. */
export class Sending {
  constructor(private readonly parts: SendingParts) {}

  /** Sends what changed, or what one note holds; shows the plan first where one has to be seen. */
  async sync(scope: Scope = {}): Promise<void> {
    const trigger: Trigger = scope.path === undefined ? "command" : "note";
    if (trigger === "command") this.parts.schedule.overtake();
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
    foreground.show(new PreviewModal(app, plan, { left }, (consent) => {
      const send = this.parts.withSession(({ engine }, control) => engine.send(plan, consent, this.showing(control)));
      void send.then((report) => { this.followUp(report, plan.trigger); });
    }));
  }

  /** Tells a person what the run has come to that they have waited for. */
  tell(report: Report): void {
    const { telling, schedule, ran } = this.parts;
    telling.hide();
    if (schedule.isStopped) return;
    ran(report);
    telling.answer(report);
  }

  /** @param report null where there was no connection */
  private followUp(report: Report | null, trigger: Trigger): void {
    this.tell(this.parts.schedule.followUp(report ?? notConnected(trigger, deviceClock.now())));
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
