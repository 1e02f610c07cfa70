import type { TargetKey } from "../../domain/mapping";
import type { Totals } from "../../presentation/plan-grid";
import { type RequestAllowance, timeFor } from "../../sync/estimate";
import { mayTakeAway, type OwnershipStep } from "../../sync/run/ownership";
import type { RunPlan } from "../../sync/run/run-plan";
import { describe, fill, words } from "../words";

/** What sending comes to as things are ticked. */
interface Ticked {
  readonly totals: Totals;
  /** The targets that are ticked. */
  readonly agreed: ReadonlySet<TargetKey>;
}

/**
 * What a plan comes to, in a few sentences: how many values since when, what is made at Exist, filled there, or switched from
 * another service, and how much is replaced.
 * @returns what writes it, now and after every tick
 */
export function drawSummary(parent: HTMLElement, { steps, updates }: RunPlan, allowance: RequestAllowance, ticked: () => Ticked): () => void {
  const summary = parent.createDiv({ attr: { role: "status" } });
  const caution = parent.createEl("p", { cls: "exist-sync-caution" });
  return () => {
    const { totals, agreed } = ticked();
    summary.empty();
    summary.createEl("p", { text: updates.length === 0 ? words.preview.nothing : describe.planTotals(totals, timeFor(totals.calls, allowance)), cls: "exist-sync-summary" });
    for (const text of attributesIn(steps.filter(({ key }) => agreed.has(key)))) summary.createEl("p", { text, cls: "exist-sync-told" });
    caution.setText(totals.replaced === 0 ? "" : fill(words.preview.overwrites, { amount: totals.replaced }));
  };
}

/** What happens to attributes at Exist, a sentence for each kind. */
function attributesIn(steps: readonly OwnershipStep[]): string[] {
  const isMade = ({ how, attribute }: OwnershipStep): boolean => how === "create" || (how === "acquire" && attribute === undefined);
  const labels = (of: readonly OwnershipStep[]): string[] => of.map(({ label }) => label);
  const made = labels(steps.filter(isMade));
  const filled = labels(steps.filter((step) => step.how === "acquire" && !isMade(step)));
  const switched = steps.filter(mayTakeAway).map(({ label, owner }) => describe.switchedFrom(label, owner?.label ?? null));
  return [
    ...(made.length === 0 ? [] : [fill(words.planView.made, { labels: describe.listNames(made) })]),
    ...(filled.length === 0 ? [] : [fill(words.planView.filled, { labels: describe.listNames(filled) })]),
    ...(switched.length === 0 ? [] : [fill(words.planView.switched, { labels: describe.listNames(switched) })]),
  ];
}
