import { type App, ButtonComponent, Modal, Setting } from "obsidian";
import type { LocalDate } from "../../domain/local-date";
import { type TargetKey, targetType } from "../../domain/mapping";
import type { PlannedUpdate } from "../../domain/plan";
import type { OwnershipStep } from "../../sync/ownership";
import type { RunPlan } from "../../sync/run-plan";
import type { Consent } from "../../sync/send";
import { words } from "../words";

/** Days listed before the rest is only counted. */
const MOST_DAYS = 60;

/** The plan of a run, and the user's word on it: what is sent, what is acquired, what is left out and why. */
export class PreviewModal extends Modal {
  private readonly agreed: Set<TargetKey>;
  private button: ButtonComponent | null = null;

  /** @param onSend told what was agreed to when the user sends the plan; not called otherwise */
  constructor(app: App, private readonly plan: RunPlan, private readonly onSend: (consent: Consent) => void) {
    super(app);
    const declined = new Set(plan.draft.settings.declined);
    this.agreed = new Set(plan.steps.filter(({ key, how }) => how !== "take-over" && how !== "conflict" && !declined.has(key)).map(({ key }) => key));
  }

  override onOpen(): void {
    const { plan, contentEl } = this;
    this.modalEl.addClass("exist-sync-preview");
    this.setTitle(words.preview.title);
    contentEl.createEl("p", { text: plan.updates.length === 0 ? words.preview.nothing : words.preview.summary(plan), cls: "exist-sync-summary" });
    const replaced = plan.updates.filter(({ was }) => was !== undefined).length;
    if (replaced > 0) contentEl.createEl("p", { text: words.preview.overwrites(replaced), cls: "exist-sync-caution" });
    if (plan.steps.length > 0) this.showSteps(contentEl);
    if (plan.updates.length > 0) showDays(contentEl, plan.updates);
    this.showIssues(contentEl);
    this.showButtons(contentEl);
  }

  override onClose(): void {
    this.contentEl.empty();
  }

  private showSteps(parent: HTMLElement): void {
    new Setting(parent).setName(words.preview.consent).setDesc(words.preview.consentHint).setHeading();
    for (const step of this.plan.steps) {
      const amount = this.plan.updates.filter(({ key }) => key === step.key).length;
      const row = new Setting(parent).setName(step.label).setDesc(step.how === "conflict" ? words.step(step) : words.preview.allow(amount, words.step(step)));
      if (step.how === "conflict") continue;
      row.addToggle((toggle) => {
        toggle.setValue(this.agreed.has(step.key)).onChange((ticked) => { this.tick(step, ticked); });
        toggle.toggleEl.setAttr("aria-label", step.label);
      });
    }
  }

  private tick({ key }: OwnershipStep, ticked: boolean): void {
    if (ticked) this.agreed.add(key);
    else this.agreed.delete(key);
    this.updateButton();
  }

  private showIssues(parent: HTMLElement): void {
    const { issues, draft } = this.plan;
    const left = draft.leftOut.filter(({ reason }) => reason !== "future");
    if (issues.length === 0 && left.length === 0) return;
    new Setting(parent).setName(words.preview.issues).setHeading();
    const list = parent.createEl("ul", { cls: "exist-sync-issues" });
    for (const issue of issues) this.showLink(list.createEl("li"), words.issue(issue), issue.path);
    for (const each of left) this.showLink(list.createEl("li"), words.leftOut(each), each.path);
  }

  private showLink(item: HTMLElement, sentence: string, path: string): void {
    const link = item.createEl("a", { text: sentence, href: "#", attr: { "aria-label": words.preview.openNote(path) } });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.close();
      void this.app.workspace.openLinkText(path, "");
    });
  }

  private showButtons(parent: HTMLElement): void {
    const row = parent.createDiv({ cls: "modal-button-container" });
    if (this.plan.updates.length > 0) {
      this.button = new ButtonComponent(row).setCta().onClick(() => {
        this.close();
        this.onSend(new Set(this.agreed));
      });
      this.updateButton();
    }
    new ButtonComponent(row).setButtonText(this.plan.updates.length > 0 ? words.preview.cancel : words.preview.close).onClick(() => { this.close(); });
  }

  private updateButton(): void {
    const asked = new Set(this.plan.steps.map(({ key }) => key));
    const amount = this.plan.updates.filter(({ key }) => !asked.has(key) || this.agreed.has(key)).length;
    this.button?.setButtonText(words.preview.send(amount));
  }
}

function showDays(parent: HTMLElement, updates: readonly PlannedUpdate[]): void {
  new Setting(parent).setName(words.preview.values).setHeading();
  const days = new Map<LocalDate, PlannedUpdate[]>();
  for (const update of updates) days.set(update.date, [...(days.get(update.date) ?? []), update]);
  const newestFirst = [...days].sort(([a], [b]) => (a < b ? 1 : -1));
  const list = parent.createEl("dl", { cls: "exist-sync-days" });
  for (const [date, each] of newestFirst.slice(0, MOST_DAYS)) {
    list.createEl("dt", { text: words.dayOfYear(date) });
    for (const update of each) list.createEl("dd", { text: words.update(update, targetType(update.to)) });
  }
  if (newestFirst.length > MOST_DAYS) parent.createEl("p", { text: words.preview.more(newestFirst.length - MOST_DAYS) });
}
