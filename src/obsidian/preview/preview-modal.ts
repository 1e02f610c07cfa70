import { type App, ButtonComponent } from "obsidian";
import type { RequestAllowance } from "../../sync/estimate";
import type { RunPlan } from "../../sync/run/run-plan";
import type { Consent } from "../../sync/run/consent";
import { Dialog } from "../ui/dialog";
import { words } from "../words";
import { PlanView } from "./plan-view";

/** The plan of a run, to be sent or not. */
export class PreviewModal extends Dialog {
  /** @param onSend told what was agreed to when the user sends the plan; not called otherwise */
  constructor(app: App, private readonly plan: RunPlan, private readonly allowance: RequestAllowance, private readonly onSend: (consent: Consent) => void) {
    super(app, words.preview.title);
  }

  override onOpen(): void {
    const { plan, contentEl } = this;
    this.modalEl.addClass("exist-sync-preview");
    let button: ButtonComponent | null = null;
    const update = (): void => void button?.setButtonText(words.preview.send(view.amount));
    const view = new PlanView(contentEl.createDiv(), plan, {
      allowance: this.allowance,
      openNote: (path) => {
        this.close();
        void this.app.workspace.openLinkText(path, "");
      },
      onChange: update,
    });
    view.draw();
    const row = contentEl.createDiv({ cls: "modal-button-container" });
    if (plan.updates.length > 0) {
      button = new ButtonComponent(row).setCta().onClick(() => {
        this.close();
        this.onSend(view.consent);
      });
      update();
    }
    new ButtonComponent(row).setButtonText(plan.updates.length > 0 ? words.preview.cancel : words.preview.close).onClick(() => { this.close(); });
  }

  override onClose(): void {
    this.contentEl.empty();
  }
}
