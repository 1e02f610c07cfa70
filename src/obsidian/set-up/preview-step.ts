import { groupsIn, missingScopes } from "../../sync/scopes";
import { applyChoices } from "../../presentation/set-up";
import type { Consent } from "../../sync/run/consent";
import { PlanView } from "../preview/plan-view";
import { words } from "../words";
import { failureIn, type Planned, type SetUpDraft } from "./draft";
import { drawFailure, drawStatus, drawProblem, type Frame, type Step } from "./step";

/** The plan as it was shown, with what is ticked in it. */
interface Shown {
  readonly planned: Planned;
  readonly el: HTMLElement;
  readonly view: PlanView;
}

/** What the last step sends. */
export interface Agreed {
  readonly planned: Planned;
  readonly consent: Consent;
  /** How many values that is. */
  readonly amount: number;
}

/** What would be sent of the last days, and the user's word on it. */
export class PreviewStep implements Step {
  private shown: Shown | null = null;

  constructor(private readonly draft: SetUpDraft) {}

  /** What was agreed to; null where nothing was chosen. */
  get agreed(): Agreed | null {
    return this.shown === null ? null : { planned: this.shown.planned, consent: this.shown.view.consent, amount: this.shown.view.amount };
  }

  draw(frame: Frame): void {
    const status = drawStatus(frame.body, words.setUp.planning(this.draft.settings.syncFrom));
    frame.setNoMain();
    void this.draft.plan().then((planned) => {
      if (!frame.isShown()) return;
      status.remove();
      this.drawPlan(frame, planned);
    }, (error: unknown) => {
      if (!frame.isShown()) return;
      status.remove();
      drawFailure(frame, frame.body, failureIn(error), frame.redraw);
    });
  }

  private drawPlan(frame: Frame, planned: Planned | null): void {
    const { body } = frame;
    frame.setMain(words.setUp.next, frame.next);
    if (planned === null) {
      this.shown = null;
      drawProblem(body, words.setUp.nothingChosen, words.setUp.chooseNow, () => { frame.goTo("suggestions"); });
      return;
    }
    const missing = groupsIn(missingScopes(applyChoices(this.draft.settings, planned.chosen)));
    if (missing.length > 0) drawProblem(body, words.settings.widenHint(missing), words.settings.signInAgain, frame.signIn);
    body.append(this.show(frame, planned).el);
  }

  /** The plan's view; the same with its ticks as long as the plan is the same. */
  private show(frame: Frame, planned: Planned): Shown {
    if (this.shown?.planned === planned) return this.shown;
    const el = frame.body.createDiv("exist-sync-plan");
    const view = new PlanView(el, planned.plan, {
      allowance: planned.allowance,
      takeOvers: this.draft.takenKnowingly(planned),
      openNote: (path) => {
        frame.close();
        void this.draft.app.workspace.openLinkText(path, "");
      },
      onChange: () => undefined,
    });
    view.draw();
    this.shown = { planned, el, view };
    return this.shown;
  }
}
