import { groupsIn, missingScopes } from "../../sync/scopes";
import { applyChoices } from "../../presentation/set-up";
import { PlanView } from "../preview/plan-view";
import { describe, fill, formats, words } from "../words";
import { failureIn, type Planned, type SetUpDraft } from "./draft";
import { type SendHost, SendPart } from "./send-part";
import { drawFailure, drawStatus, drawProblem, type Frame, type Step } from "./step";

/** The plan as it was shown, with what is ticked in it. */
interface Shown {
  readonly planned: Planned;
  readonly el: HTMLElement;
  readonly view: PlanView;
  /** Told after every tick, by the drawing that people see. */
  onChange: () => void;
}

/** What would be sent of the last days, the user's word on it, and then sending it: nothing is sent before. */
export class CheckStep implements Step {
  private shown: Shown | null = null;
  private readonly sending: SendPart;

  constructor(private readonly draft: SetUpDraft, host: SendHost) {
    this.sending = new SendPart(draft, host);
  }

  draw(frame: Frame): void {
    const status = drawStatus(frame.body, fill(words.setUp.planning, { from: formats.dayOfYear(this.draft.settings.syncFrom) }));
    frame.setNoMain();
    void this.draft.plan().then((planned) => {
      if (!frame.isShown()) return;
      status.remove();
      if (planned === null) this.drawNothing(frame);
      else this.drawPlan(frame, planned);
    }, (error: unknown) => {
      if (!frame.isShown()) return;
      status.remove();
      drawFailure(frame, frame.body, failureIn(error), frame.redraw);
    });
  }

  private drawNothing(frame: Frame): void {
    this.shown = null;
    drawProblem(frame.body, words.setUp.nothingChosen, words.setUp.chooseNow, () => { frame.goTo("choose"); });
    frame.setMain(words.setUp.finish, () => {
      this.draft.end();
      frame.close();
    });
  }

  private drawPlan(frame: Frame, planned: Planned): void {
    const { body } = frame;
    const missing = groupsIn(missingScopes(applyChoices(this.draft.settings, planned.chosen)));
    if (missing.length > 0) drawProblem(body, fill(words.settings.widenHint, { groups: formats.list(missing) }), words.settings.signInAgain, frame.signIn);
    const shown = this.show(frame, planned);
    const { view, el } = shown;
    body.append(el);
    const update = (): void => {
      const { amount, consent } = view;
      frame.setMain(amount === 0 ? words.setUp.finish : describe.sendButton(amount), () => void this.sending.send(frame, { planned, consent, amount }));
    };
    shown.onChange = update;
    update();
  }

  /** The plan's view; the same with its ticks as long as the plan is the same. */
  private show(frame: Frame, planned: Planned): Shown {
    if (this.shown?.planned === planned) return this.shown;
    const el = frame.body.createDiv("exist-sync-plan");
    const view = new PlanView(el, planned.plan, {
      allowance: planned.allowance,
      takeOvers: this.draft.takenKnowingly(planned),
      isTableFolded: true,
      hint: (amount) => (amount > 0 ? words.setUp.readyHint : planned.plan.updates.length === 0 ? words.setUp.nothingNow : words.setUp.nothingAgreed),
      openNote: (path) => {
        frame.close();
        void this.draft.app.workspace.openLinkText(path, "");
      },
      onChange: () => { shown.onChange(); },
    });
    const shown: Shown = { planned, el, view, onChange: () => undefined };
    view.draw();
    this.shown = shown;
    return shown;
  }
}
