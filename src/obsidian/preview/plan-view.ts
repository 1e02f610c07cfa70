import { Setting } from "obsidian";
import type { TargetKey } from "../../domain/mapping";
import type { RequestAllowance } from "../../sync/estimate";
import { filterGrid, gridOf, type PlanGrid, tally, type Ticks, type Totals, totalsOf } from "../../presentation/plan-grid";
import { mayTakeAway, type OwnershipStep } from "../../sync/run/ownership";
import type { RunPlan } from "../../sync/run/run-plan";
import { fold } from "../ui/fold";
import { describe, words } from "../words";
import { FilterBar } from "./filter-bar";
import { drawLeftOut } from "./left-out-list";
import { drawSteps } from "./ownership-steps";
import { drawSummary } from "./plan-summary";
import { PlanTable } from "./plan-table";

/** What the view of a plan tells whoever shows it. */
export interface PlanHost {
  /** The requests that the plan can be carried out with. */
  readonly allowance: RequestAllowance;
  /** What takes something away, or may, and the user has agreed to a moment ago, knowing from whom; it is ticked. */
  readonly takeOvers?: ReadonlySet<TargetKey>;
  /** What else is to be said of sending so many values, below what it comes to. */
  readonly hint?: (amount: number) => string;
  /** Whether the values by day are behind a line that opens them. */
  readonly isTableFolded?: boolean;
  /** Called by a click on what names a note. */
  readonly openNote: (path: string) => void;
  /** Told after every tick. */
  readonly onChange: () => void;
}

/**
 * The plan of a run: what sending comes to, what is acquired, every value by day and attribute, what is left out and why;
 * and the user's word on it.
 */
export class PlanView {
  private readonly agreed: Set<TargetKey>;
  private readonly asked: ReadonlySet<TargetKey>;
  private readonly grid: PlanGrid;
  private readonly ticks: Ticks = (key) => !this.asked.has(key) || this.agreed.has(key);

  constructor(private readonly parent: HTMLElement, private readonly plan: RunPlan, private readonly host: PlanHost) {
    const declined = new Set(plan.draft.settings.declined);
    const isTicked = (step: OwnershipStep): boolean => (mayTakeAway(step) ? host.takeOvers?.has(step.key) === true : step.how !== "conflict" && !declined.has(step.key));
    this.agreed = new Set(plan.steps.filter(isTicked).map(({ key }) => key));
    this.asked = new Set(plan.steps.map(({ key }) => key));
    this.grid = gridOf(plan);
  }

  draw(): void {
    const { plan, parent, grid } = this;
    const parts = [drawSummary(parent, plan, this.host.allowance, () => ({ totals: this.totals, agreed: this.agreed }))];
    const { hint } = this.host;
    if (hint !== undefined) {
      const el = parent.createEl("p", { cls: "setting-item-description" });
      parts.push(() => { el.setText(hint(this.amount)); });
    }
    const refresh = (): void => { for (const part of parts) part(); };
    if (plan.steps.length > 0) {
      drawSteps(parent, plan, this.agreed, () => {
        refresh();
        this.host.onChange();
      });
    }
    if (grid.rows.length > 0) parts.push(this.drawGrid(this.drawHeading(parent)));
    refresh();
    if (plan.issues.length === 0 && plan.draft.leftOut.every(({ reason }) => reason === "future")) return;
    new Setting(parent).setName(words.preview.issues).setHeading();
    drawLeftOut(parent, plan, this.host.openNote);
  }

  /** The targets that are ticked. */
  get consent(): ReadonlySet<TargetKey> {
    return new Set(this.agreed);
  }

  /** How many values would be sent as things are ticked. */
  get amount(): number {
    return this.totals.values;
  }

  private get totals(): Totals {
    return totalsOf(this.plan, this.ticks);
  }

  /** @returns where the grid is to be drawn */
  private drawHeading(parent: HTMLElement): HTMLElement {
    if (this.host.isTableFolded === true) return fold(parent, words.planView.heading, false).el;
    new Setting(parent).setName(words.planView.heading).setHeading();
    return parent;
  }

  /** @returns what draws the grid as it is filtered and ticked */
  private drawGrid(parent: HTMLElement): () => void {
    const { grid, ticks } = this;
    const bar = new FilterBar(parent, grid.columns, () => { refresh(); });
    const shown = parent.createEl("p", { cls: "exist-sync-shown", attr: { role: "status" } });
    const table = new PlanTable(parent, { ticks, openNote: this.host.openNote });
    const refresh = (): void => {
      const filtered = filterGrid(grid, bar.filter, ticks);
      bar.count(tally(grid, bar.filter, ticks));
      shown.setText(describe.shownDays(filtered.rows.length, grid.rows.length, this.totals));
      table.show(filtered, bar.filter);
    };
    return refresh;
  }
}
