import { type App, ButtonComponent } from "obsidian";
import type { BackfillNow } from "../../sync/backfill/backfill";
import { isLong, timeFor } from "../../sync/estimate";
import { Dialog } from "../ui/dialog";
import { describe, fill, words } from "../words";

/** What can be done about a backfill that is under way. */
interface ProgressActions {
  readonly pause: () => void;
  readonly goOn: () => void;
  readonly cancel: () => void;
}

/** How far a backfill is. Closing it stops nothing. What takes no longer than a minute can only be canceled. */
export class ProgressModal extends Dialog {
  private bar: HTMLProgressElement | null = null;
  private amounts: HTMLElement | null = null;
  private told: HTMLElement | null = null;
  private hint: HTMLElement | null = null;
  private pause: ButtonComponent | null = null;
  private cancel: ButtonComponent | null = null;
  private dismiss: ButtonComponent | null = null;
  private isPaused = false;
  private isLong = false;

  constructor(app: App, private now: BackfillNow, private readonly actions: ProgressActions) {
    super(app, words.backfill.progressTitle);
  }

  override onOpen(): void {
    const { contentEl, now } = this;
    this.modalEl.addClass("exist-sync-backfill");
    contentEl.createEl("p", { text: describe.dayRange(now) });
    this.bar = contentEl.createEl("progress", { attr: { "aria-label": words.backfill.bar } });
    this.amounts = contentEl.createEl("p", { cls: "exist-sync-amounts" });
    this.told = contentEl.createEl("p", { attr: { role: "status" } });
    this.hint = contentEl.createEl("p", { text: words.backfill.closing, cls: "setting-item-description" });
    const buttons = contentEl.createDiv({ cls: "modal-button-container" });
    this.pause = new ButtonComponent(buttons).setCta().onClick(() => { (this.isPaused ? this.actions.goOn : this.actions.pause)(); });
    this.cancel = new ButtonComponent(buttons).setButtonText(words.backfill.cancel).onClick(() => { this.actions.cancel(); });
    this.dismiss = new ButtonComponent(buttons).setButtonText(words.backfill.close).onClick(() => { this.close(); });
    this.show(now);
  }

  override onClose(): void {
    this.contentEl.empty();
    this.bar = null;
  }

  /** Brings it up to date; null when the backfill is over. */
  show(now: BackfillNow | null): void {
    if (this.bar === null) return;
    this.now = now ?? { ...this.now, answered: this.now.all, calls: this.now.allCalls };
    const { answered, all, phase } = this.now;
    this.bar.max = Math.max(all, 1);
    this.bar.value = all === 0 ? 1 : answered;
    this.bar.setAttr("aria-valuetext", fill(words.backfill.values, { answered, all }));
    this.amounts?.setText(fill(words.backfill.values, { answered, all }));
    const sentence = now === null ? words.backfill.done : describe.backfillPhase(now);
    // Said anew only when it has changed, so that a screen reader is not told the same after every request.
    if (this.told?.textContent !== sentence) this.told?.setText(sentence);
    this.isPaused = phase === "paused" || phase === "stopped";
    this.isLong ||= takesLong(this.now);
    const isLeft = now !== null;
    this.pause?.setButtonText(this.isPaused ? words.backfill.goOn : words.backfill.pause).buttonEl.toggle(isLeft && (this.isLong || this.isPaused));
    this.cancel?.buttonEl.toggle(isLeft);
    this.dismiss?.buttonEl.toggle(!isLeft || this.isLong || this.isPaused);
    this.hint?.toggle(isLeft && this.isLong && !this.isPaused);
  }
}

/** Whether all of it takes more than a minute, or what is left of it: the hour's limit counts as well. */
function takesLong({ left, allCalls }: BackfillNow): boolean {
  return isLong(left) || isLong(timeFor(allCalls, { left: allCalls }));
}
