import { Setting } from "obsidian";
import type { LocalDate } from "../../domain/local-date";
import { type TargetKey, targetType } from "../../domain/mapping";
import type { PlannedUpdate } from "../../domain/plan";
import { type Allowance, timeFor } from "../../sync/estimate";
import type { OwnershipStep } from "../../sync/ownership";
import type { RunPlan } from "../../sync/run-plan";
import { words } from "../words";

/** Days listed before the rest is only counted. */
const MOST_DAYS = 60;

/** What the view of a plan tells whoever shows it. */
export interface PlanHost {
  /** The requests that the plan can be carried out with. */
  readonly allowance: Allowance;
  /** Called by a click on what names a note. */
  readonly openNote: (path: string) => void;
  /** Told after every tick. */
  readonly onChange: () => void;
}

/** The plan of a run: what is sent, what is acquired, what is left out and why; and the user's word on it. */
export class PlanView {
  private readonly agreed: Set<TargetKey>;

  constructor(private readonly parent: HTMLElement, private readonly plan: RunPlan, private readonly host: PlanHost) {
    const declined = new Set(plan.draft.settings.declined);
    this.agreed = new Set(plan.steps.filter(({ key, how }) => how !== "take-over" && how !== "conflict" && !declined.has(key)).map(({ key }) => key));
  }

  draw(): void {
    const { plan, parent } = this;
    parent.createEl("p", { text: plan.updates.length === 0 ? words.preview.nothing : words.preview.summary(plan, timeFor(plan.calls, this.host.allowance)), cls: "exist-sync-summary" });
    const replaced = plan.updates.filter(({ was }) => was !== undefined).length;
    if (replaced > 0) parent.createEl("p", { text: words.preview.overwrites(replaced), cls: "exist-sync-caution" });
    if (plan.steps.length > 0) this.showSteps(parent);
    if (plan.updates.length > 0) showDays(parent, plan.updates);
    this.showIssues(parent);
  }

  /** The targets that are ticked. */
  get consent(): ReadonlySet<TargetKey> {
    return new Set(this.agreed);
  }

  /** How many values would be sent as things are ticked. */
  get amount(): number {
    const asked = new Set(this.plan.steps.map(({ key }) => key));
    return this.plan.updates.filter(({ key }) => !asked.has(key) || this.agreed.has(key)).length;
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
    this.host.onChange();
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
      this.host.openNote(path);
    });
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
