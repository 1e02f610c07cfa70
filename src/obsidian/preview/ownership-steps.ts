import { Setting, type ToggleComponent } from "obsidian";
import type { TargetKey } from "../../domain/mapping";
import { mayTakeAway, type OwnershipStep } from "../../sync/run/ownership";
import type { RunPlan } from "../../sync/run/run-plan";
import { fold } from "../ui/fold";
import { describe, fill, words } from "../words";

/** Whether a step surely takes nothing away and can be done. */
function isFree(step: OwnershipStep): boolean {
  return !mayTakeAway(step) && step.how !== "conflict";
}

/** More than these would push the values themselves out of sight. */
const MOST_OPEN = 4;

/**
 * What a plan asks about ownership, to be ticked. Many plain steps are folded; whatever takes something away, or cannot be
 * done, lies open.
 * @param agreed the targets that are ticked, changed with every tick
 * @param onTick told after each change
 */
export function drawSteps(parent: HTMLElement, { steps, updates }: RunPlan, agreed: Set<TargetKey>, onTick: () => void): void {
  const { el, describe: describeFold } = fold(parent, words.preview.consent, steps.length <= MOST_OPEN || steps.some((step) => !isFree(step)));
  const sayTicked = (): void => { describeFold(describe.tickedAttributes(steps.filter(({ key }) => !agreed.has(key)).map(({ label }) => label), steps.length)); };
  const tick = (keys: readonly TargetKey[], on: boolean): void => {
    const changed = keys.filter((key) => agreed.has(key) !== on);
    if (changed.length === 0) return;
    for (const key of changed) {
      if (on) agreed.add(key);
      else agreed.delete(key);
    }
    sayTicked();
    onTick();
  };

  sayTicked();
  el.createEl("p", { text: words.preview.consentHint, cls: "setting-item-description" });
  const toggles = new Map<TargetKey, ToggleComponent>();
  const free = steps.filter(isFree).map(({ key }) => key);
  if (free.length > MOST_OPEN) {
    const tickFree = (on: boolean): void => {
      tick(free, on);
      for (const key of free) toggles.get(key)?.setValue(on);
    };
    new Setting(el).setName(fill(words.planView.free, { amount: free.length }))
      .addButton((button) => button.setButtonText(words.ticking.all).onClick(() => { tickFree(true); }))
      .addButton((button) => button.setButtonText(words.ticking.none).onClick(() => { tickFree(false); }));
  }
  const amounts = new Map<TargetKey, number>();
  for (const { key } of updates) amounts.set(key, (amounts.get(key) ?? 0) + 1);
  for (const step of steps) {
    const { key, label, how } = step;
    const row = new Setting(el).setName(label);
    if (how === "conflict") {
      row.setDesc(describe.ownershipStep(step));
      continue;
    }
    row.setDesc(fill(words.preview.allow, { amount: amounts.get(key) ?? 0, of: describe.ownershipStep(step) })).addToggle((toggle) => {
      toggle.setValue(agreed.has(key)).onChange((on) => { tick([key], on); });
      toggle.toggleEl.setAttr("aria-label", label);
      toggles.set(key, toggle);
    });
  }
}
