import { type App, FuzzySuggestModal, Setting } from "obsidian";
import { type Amount, bareUnit, readAmount } from "../../domain/increment-text";
import type { LocalDate } from "../../domain/local-date";
import type { Addable } from "../../sync/increment";
import { words } from "../words";
import { Dialog } from "../ui/dialog";

/** The attributes that can be added to, to be found by a few letters. */
export class ChooseModal extends FuzzySuggestModal<Addable> {
  constructor(app: App, private readonly addables: Addable[], private readonly onChoose: (addable: Addable) => void) {
    super(app);
    this.setPlaceholder(words.adding.choose);
  }

  override getItems(): Addable[] {
    return this.addables;
  }

  override getItemText(addable: Addable): string {
    return words.adding.item(addable);
  }

  override onChooseItem(addable: Addable): void {
    this.onChoose(addable);
  }
}

/** Asks how much is to be added on one day, which it names. What cannot be read is said beside the field, and nothing happens. */
export class AmountModal extends Dialog {
  private written = "";
  private row: Setting | null = null;

  constructor(app: App, private readonly addable: Addable, private readonly date: LocalDate, private readonly onAdd: (amount: Extract<Amount, { readonly kind: "amount" }>) => void) {
    super(app, words.adding.title(addable.label));
  }

  override onOpen(): void {
    const { contentEl } = this;
    const { type, rule, destination } = this.addable;
    this.row = new Setting(contentEl).setName(words.adding.amount).setDesc(words.adding.hint(type, bareUnit(rule))).addText((text) => {
      text.onChange((written) => {
        this.written = written;
        this.row?.setErrorMessage(null);
      });
      text.inputEl.setAttr("aria-label", words.adding.amount);
      text.inputEl.setAttr("enterkeyhint", "done");
      text.inputEl.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        this.submit();
      });
      text.inputEl.focus();
    });
    const where = destination.kind === "note" ? words.adding.toNote(this.date, destination.mapping) : words.adding.counts(this.date);
    contentEl.createEl("p", { text: where, cls: "setting-item-description" });
    new Setting(contentEl)
      .addButton((button) => button.setButtonText(words.adding.add).setCta().onClick(() => { this.submit(); }))
      .addButton((button) => button.setButtonText(words.adding.cancel).onClick(() => { this.close(); }));
  }

  override onClose(): void {
    this.contentEl.empty();
  }

  private submit(): void {
    const amount = readAmount(this.written, this.addable.rule);
    if (amount.kind === "amount" && amount.value !== 0) {
      this.close();
      this.onAdd(amount);
      return;
    }
    this.row?.setErrorMessage(this.complaint(amount));
  }

  private complaint(amount: Amount): string {
    if (amount.kind === "problem") return words.adding.unread({ problem: amount.problem, found: this.written.trim() });
    return amount.kind === "blank" ? words.adding.missing : words.adding.zero;
  }
}
