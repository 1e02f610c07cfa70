import { type App, ButtonComponent, Setting, type ToggleComponent } from "obsidian";
import type { OwnedAttribute, ReleaseReport } from "../../sync/release";
import { Dialog } from "../ui/dialog";
import { announce } from "../ui/notices";
import { words } from "../words";

/** What this client owns at Exist, to be ticked and released; then what became of each. */
export class ReleaseModal extends Dialog {
  private readonly chosen = new Set<OwnedAttribute>();
  private readonly toggles: ToggleComponent[] = [];
  /** Says where things stand; read out when it changes. */
  private readonly summary: HTMLElement;
  private readonly body: HTMLElement;
  private button: ButtonComponent | null = null;
  private isOpen = false;

  /** @param onRelease releases what was chosen, at least one; never rejects */
  constructor(app: App, private readonly owned: readonly OwnedAttribute[], private readonly onRelease: (chosen: readonly OwnedAttribute[]) => Promise<ReleaseReport>) {
    super(app, words.release.title);
    this.summary = this.contentEl.createDiv({ cls: "exist-sync-summary", attr: { role: "status" } });
    this.body = this.contentEl.createDiv();
  }

  override onOpen(): void {
    this.isOpen = true;
    this.modalEl.addClass("exist-sync-release");
    this.tell([words.release.summary(this.owned.length)]);
    this.body.createEl("p", { text: words.release.hint, cls: "exist-sync-caution" });
    this.showOwned();
    const buttons = this.body.createDiv({ cls: "modal-button-container" });
    this.button = new ButtonComponent(buttons).setCta().onClick(() => void this.release());
    new ButtonComponent(buttons).setButtonText(words.release.cancel).onClick(() => { this.close(); });
    this.updateButton();
  }

  override onClose(): void {
    this.isOpen = false;
    this.contentEl.empty();
  }

  private showOwned(): void {
    new Setting(this.body).setName(words.release.attributes).setHeading().addButton((button) =>
      button.setButtonText(words.ticking.all).onClick(() => { for (const toggle of this.toggles) toggle.setValue(true); }));
    for (const each of this.owned) {
      const { attribute } = each;
      const row = new Setting(this.body).setName(attribute.label).addToggle((toggle) => {
        toggle.onChange((ticked) => { this.tick(each, ticked); });
        toggle.toggleEl.setAttr("aria-label", attribute.label);
        this.toggles.push(toggle);
      });
      for (const line of [words.release.fedBy(each), words.release.whenReleased(attribute)]) row.descEl.createDiv({ text: line });
    }
  }

  private tick(each: OwnedAttribute, ticked: boolean): void {
    if (ticked) this.chosen.add(each);
    else this.chosen.delete(each);
    this.updateButton();
  }

  private updateButton(): void {
    this.button?.setButtonText(words.release.release(this.chosen.size)).setDisabled(this.chosen.size === 0);
  }

  private async release(): Promise<void> {
    const chosen = this.owned.filter((each) => this.chosen.has(each));
    this.body.empty();
    this.tell([words.release.releasing(chosen.length)]);
    const report = await this.onRelease(chosen);
    if (this.isOpen) this.showReport(report);
    else announce(words.release.result(report));
  }

  private showReport(report: ReleaseReport): void {
    this.tell(words.release.result(report));
    for (const { attribute, outcome } of report.items) new Setting(this.body).setName(attribute.label).setDesc(words.release.outcome(outcome));
    const buttons = this.body.createDiv({ cls: "modal-button-container" });
    new ButtonComponent(buttons).setButtonText(words.release.close).onClick(() => { this.close(); }).buttonEl.focus();
  }

  private tell(sentences: readonly string[]): void {
    this.summary.empty();
    for (const sentence of sentences) this.summary.createDiv({ text: sentence });
  }
}
