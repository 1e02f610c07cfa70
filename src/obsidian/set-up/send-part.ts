import { ButtonComponent } from "obsidian";
import type { Report } from "../../sync/report";
import type { Consent } from "../../sync/run/consent";
import { describe, fill, words } from "../words";
import type { Planned, SetUpDraft } from "./draft";
import { drawStatus, type Frame, isSignInNeeded } from "./step";

/** What sending tells the plugin. */
export interface SendHost {
  /** Told of every report; `isSeen` is false where the set-up was closed meanwhile. */
  readonly onReport: (report: Report, isSeen: boolean) => void;
  readonly openStatus: () => void;
}

/** What is sent. */
export interface Agreed {
  readonly planned: Planned;
  readonly consent: Consent;
  /** How many values that is. */
  readonly amount: number;
}

/** The end of the last step: takes what was chosen into force, sends it, and says what happens from now on. */
export class SendPart {
  private tries = 0;

  constructor(private readonly draft: SetUpDraft, private readonly host: SendHost) {}

  /** Sends what was agreed to, in place of what the step has shown. */
  async send(frame: Frame, agreed: Agreed): Promise<void> {
    const { body } = frame;
    body.empty();
    const status = drawStatus(body, fill(words.notices.sending, { answered: 0, all: agreed.amount }));
    frame.setBack(false);
    frame.setNoMain();
    const stop = new ButtonComponent(body.createDiv()).setButtonText(words.notices.stop).onClick(() => { this.draft.cancel(); });
    this.tries += 1;
    const report = await this.draft.send(agreed.planned, agreed.consent, this.tries > 1, (answered, all) => { status.setText(fill(words.notices.sending, { answered, all })); });
    if (report === null) {
      frame.goTo("check", [words.preview.moved]);
      return;
    }
    const { failure, cancelled } = report;
    const isDone = failure === null && !cancelled;
    if (isDone) this.draft.end();
    this.host.onReport(report, frame.isShown());
    if (!frame.isShown()) return;
    stop.buttonEl.remove();
    status.empty();
    // Which attributes are filled was shown just before.
    const told = isDone ? { ...report, acquired: [], created: [] } : asAsked(report);
    for (const sentence of describe.report({ ...told, issues: [], leftOut: [] })) status.createDiv({ text: sentence });
    if (isDone) this.drawDone(frame, report);
    else {
      frame.setBack(true);
      if (failure !== null && isSignInNeeded(failure)) frame.setMain(words.settings.signInAgain, frame.signIn);
      else frame.setMain(words.setUp.again, () => void this.send(frame, agreed));
    }
  }

  private drawDone(frame: Frame, report: Report): void {
    const { body } = frame;
    const { autoSync, quietSeconds } = this.draft.settings;
    for (const sentence of describe.fromNowOn(autoSync ? quietSeconds : null)) body.createEl("p", { text: sentence });
    new ButtonComponent(body.createDiv()).setButtonText(words.commands.status).onClick(() => {
      frame.close();
      this.host.openStatus();
    });
    frame.setMain(words.preview.close, frame.close);
    const leftOut = [...report.issues.map((each) => describe.issue(each)), ...report.leftOut.filter(({ reason }) => reason !== "future").map((each) => describe.leftOut(each))];
    if (leftOut.length === 0) return;
    body.createEl("h4", { text: words.preview.issues });
    const list = body.createEl("ul", { cls: "exist-sync-issues" });
    for (const text of leftOut) list.createEl("li", { text });
  }
}

/** Nobody has agreed for good yet, so nothing of it is tried again by itself. */
function asAsked(report: Report): Report {
  return { ...report, failure: report.failure === null ? null : { ...report.failure, waitingHelps: false } };
}
