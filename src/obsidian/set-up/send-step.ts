import { ButtonComponent } from "obsidian";
import type { Report } from "../../sync/report";
import { describe, fill, words } from "../words";
import type { SetUpDraft } from "./draft";
import type { Agreed, PreviewStep } from "./preview-step";
import { drawStatus, type Frame, isSignInNeeded, type Step } from "./step";

/** What the step tells the plugin. */
export interface SendParts {
  /** Told of every report; `isSeen` is false where the set-up was closed meanwhile. */
  readonly onReport: (report: Report, isSeen: boolean) => void;
  readonly openStatus: () => void;
}

/** The only step that sends: takes what was chosen into force, sends it, and says what happens from now on. */
export class SendStep implements Step {
  private tries = 0;

  constructor(private readonly draft: SetUpDraft, private readonly preview: PreviewStep, private readonly parts: SendParts) {}

  draw(frame: Frame): void {
    const { agreed } = this.preview;
    if (agreed === null) {
      drawStatus(frame.body, words.setUp.nothingToDo);
      frame.setMain(words.setUp.finish, () => { this.finish(frame); });
      return;
    }
    const { amount } = agreed;
    const nothing = agreed.planned.plan.updates.length === 0 ? words.setUp.nothingNow : words.setUp.nothingAgreed;
    const status = drawStatus(frame.body, amount === 0 ? nothing : fill(words.setUp.ready, { amount }));
    if (amount > 0) frame.body.createEl("p", { text: words.setUp.readyHint, cls: "setting-item-description" });
    frame.setMain(amount === 0 ? words.setUp.finish : describe.sendButton(amount), () => void this.send(frame, status, agreed));
  }

  private async send(frame: Frame, status: HTMLElement, agreed: Agreed): Promise<void> {
    const { body } = frame;
    body.empty();
    body.append(status);
    status.setText(fill(words.notices.sending, { answered: 0, all: agreed.amount }));
    frame.setBack(false);
    frame.setNoMain();
    const stop = new ButtonComponent(body.createDiv()).setButtonText(words.notices.stop).onClick(() => { this.draft.cancel(); });
    this.tries += 1;
    const report = await this.draft.send(agreed.planned, agreed.consent, this.tries > 1, (answered, all) => { status.setText(fill(words.notices.sending, { answered, all })); });
    if (report === null) {
      frame.goTo("preview", [words.preview.moved]);
      return;
    }
    const { failure, cancelled } = report;
    const isDone = failure === null && !cancelled;
    if (isDone) this.draft.end();
    this.parts.onReport(report, frame.isShown());
    if (!frame.isShown()) return;
    stop.buttonEl.remove();
    status.empty();
    for (const sentence of describe.report({ ...(isDone ? report : asAsked(report)), issues: [], leftOut: [] })) status.createDiv({ text: sentence });
    if (isDone) this.drawDone(frame, report);
    else {
      frame.setBack(true);
      if (failure !== null && isSignInNeeded(failure)) frame.setMain(words.settings.signInAgain, frame.signIn);
      else frame.setMain(words.setUp.again, () => void this.send(frame, status, agreed));
    }
  }

  private drawDone(frame: Frame, report: Report): void {
    const { body } = frame;
    const { autoSync, quietSeconds } = this.draft.settings;
    for (const sentence of describe.fromNowOn(autoSync ? quietSeconds : null)) body.createEl("p", { text: sentence });
    new ButtonComponent(body.createDiv()).setButtonText(words.commands.status).onClick(() => {
      frame.close();
      this.parts.openStatus();
    });
    frame.setMain(words.preview.close, frame.close);
    const leftOut = [...report.issues.map((each) => describe.issue(each)), ...report.leftOut.filter(({ reason }) => reason !== "future").map((each) => describe.leftOut(each))];
    if (leftOut.length === 0) return;
    body.createEl("h4", { text: words.preview.issues });
    const list = body.createEl("ul", { cls: "exist-sync-issues" });
    for (const text of leftOut) list.createEl("li", { text });
  }

  private finish(frame: Frame): void {
    this.draft.end();
    frame.close();
  }
}

/** Nobody has agreed for good yet, so nothing of it is tried again by itself. */
function asAsked(report: Report): Report {
  return { ...report, failure: report.failure === null ? null : { ...report.failure, waitingHelps: false } };
}
