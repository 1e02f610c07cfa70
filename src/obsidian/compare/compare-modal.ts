import { type App, ButtonComponent, Setting } from "obsidian";
import { addDays, daysBetween, type LocalDate } from "../../domain/local-date";
import { DAYS_A_CALL } from "../../exist/client";
import { words } from "../words";
import { Dialog } from "../ui/dialog";

/** Spans that are offered besides the whole time, days. */
const SPANS = [DAYS_A_CALL, 90];

/** Asks which days are to be compared. Nothing is asked of Exist before the user says so. */
export class CompareModal extends Dialog {
  private from: LocalDate;

  /** @param onCompare told the first day to compare; the modal says that it is busy until it has done so */
  constructor(app: App, private readonly days: { readonly syncFrom: LocalDate; readonly today: LocalDate }, private readonly onCompare: (from: LocalDate) => Promise<void>) {
    super(app, words.comparing.title);
    [this.from] = this.choices;
  }

  override onOpen(): void {
    const { contentEl } = this;
    contentEl.createEl("p", { text: words.comparing.hint });
    const cost = createFragment().createEl("p", { cls: "exist-sync-summary", attr: { role: "status" } });
    const tellCost = (): void => { cost.setText(words.comparing.cost(Math.ceil(this.length(this.from) / DAYS_A_CALL))); };
    new Setting(contentEl).setName(words.comparing.days).addDropdown((dropdown) => {
      for (const from of this.choices) dropdown.addOption(from, from === this.days.syncFrom ? words.comparing.all(from) : words.comparing.last(this.length(from)));
      dropdown.setValue(this.from).onChange((from) => {
        this.from = from as LocalDate;
        tellCost();
      });
      dropdown.selectEl.setAttr("aria-label", words.comparing.days);
    });
    contentEl.append(cost);
    tellCost();
    const row = contentEl.createDiv({ cls: "modal-button-container" });
    const button = new ButtonComponent(row).setButtonText(words.comparing.compare).setCta().onClick(async () => {
      button.setDisabled(true);
      cost.setText(words.comparing.asking);
      await this.onCompare(this.from);
      this.close();
    });
    new ButtonComponent(row).setButtonText(words.preview.cancel).onClick(() => { this.close(); });
  }

  override onClose(): void {
    this.contentEl.empty();
  }

  /** First days, the shortest span first. */
  private get choices(): readonly [...LocalDate[], LocalDate] {
    const { syncFrom, today } = this.days;
    return [...SPANS.map((days) => addDays(today, 1 - days)).filter((from) => from > syncFrom), syncFrom];
  }

  private length(from: LocalDate): number {
    return daysBetween(from, this.days.today) + 1;
  }
}
