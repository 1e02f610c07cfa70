import { type App, ButtonComponent, Setting, type TextComponent, type ToggleComponent } from "obsidian";
import { addDays, type DayRange, FIRST_DAY, type LocalDate, parseLocalDate } from "../../domain/local-date";
import { type RequestAllowance, timeFor } from "../../sync/estimate";
import { countRange, type DayCount, problemsOf } from "../../sync/backfill/range-counts";
import { Dialog } from "../ui/dialog";
import { describe, words } from "../words";

/** What the modal needs besides the days that a person chooses. */
export interface RangeParts {
  readonly today: LocalDate;
  readonly syncFrom: LocalDate;
  readonly allowance: RequestAllowance;
  /** Reads all notes; never rejects for a single one. */
  readonly count: () => Promise<readonly DayCount[]>;
  /**
   * Makes the plan of a range and shows it. @returns why that did not work, as a sentence, or null
   * @param asked is told how many of all requests Exist has answered
   * @param isGone whether the modal was closed meanwhile
   */
  readonly plan: (range: DayRange, keep: boolean, asked: (done: number, all: number) => void, isGone: () => boolean) => Promise<string | null>;
}

/** Asks for the first and the last day of a range, and tells what there is in it while they move. */
export class RangeModal extends Dialog {
  private first: LocalDate | null = null;
  private last: LocalDate | null = null;
  private keep = false;
  private days: readonly DayCount[] | null = null;
  private isOpen = false;
  private isBusy = false;
  private readonly fields: { row: Setting; input: TextComponent }[] = [];
  private readonly presets: { button: ButtonComponent; range: () => DayRange }[] = [];
  private keepRow: { row: Setting; toggle: ToggleComponent } | null = null;
  private counts: HTMLElement | null = null;
  private told: HTMLElement | null = null;
  private button: ButtonComponent | null = null;

  constructor(app: App, private readonly parts: RangeParts) {
    super(app, words.backfill.title);
  }

  override onOpen(): void {
    this.isOpen = true;
    const { contentEl } = this;
    this.modalEl.addClass("exist-sync-backfill-range");
    this.drawPresets(new Setting(contentEl).setName(words.backfill.presets));
    const { first, last } = this.lastMonths();
    this.drawDay(words.backfill.first, first, (date) => { this.first = date; });
    this.drawDay(words.backfill.last, last, (date) => { this.last = date; });
    this.counts = contentEl.createDiv({ cls: "exist-sync-counts", attr: { role: "status" } });
    const row = new Setting(contentEl).setName(words.backfill.keep);
    row.addToggle((toggle) => {
      toggle.onChange((keep) => {
        this.keep = keep;
        this.update();
      });
      toggle.toggleEl.setAttr("aria-label", words.backfill.keep);
      this.keepRow = { row, toggle };
    });
    this.told = contentEl.createDiv({ cls: "exist-sync-backfill-told", attr: { role: "status" } });
    const buttons = contentEl.createDiv({ cls: "modal-button-container" });
    this.button = new ButtonComponent(buttons).setButtonText(words.backfill.plan).setCta().onClick(() => void this.plan());
    new ButtonComponent(buttons).setButtonText(words.backfill.dismiss).onClick(() => { this.close(); });
    this.update();
    void this.parts.count().then((days) => {
      this.days = days;
      this.update();
    });
  }

  override onClose(): void {
    this.isOpen = false;
    this.contentEl.empty();
  }

  private drawPresets(row: Setting): void {
    const { today } = this.parts;
    const ranges = {
      everything: () => ({ first: this.days?.[0]?.date ?? today, last: today }),
      year: () => ({ first: `${today.slice(0, 4)}-01-01` as LocalDate, last: today }),
      months: () => this.lastMonths(),
    };
    row.settingEl.addClass("exist-sync-presets");
    for (const [key, range] of Object.entries(ranges)) {
      row.addButton((button) => {
        button.setButtonText(words.backfill.presetNames[key as keyof typeof ranges]).onClick(() => {
          ({ first: this.first, last: this.last } = range());
          this.fields[0]?.input.setValue(this.first);
          this.fields[1]?.input.setValue(this.last);
          this.update();
        });
        this.presets.push({ button, range });
      });
    }
  }

  private drawDay(name: string, date: LocalDate, choose: (date: LocalDate | null) => void): void {
    choose(date);
    const row = new Setting(this.contentEl).setName(name);
    row.addText((input) => {
      input.inputEl.setAttrs({ type: "date", min: FIRST_DAY, max: this.parts.today, "aria-label": name });
      input.setValue(date).onChange((written) => {
        choose(parseLocalDate(written));
        this.update();
      });
      this.fields.push({ row, input });
    });
  }

  /** Brings everything up to the days that are chosen. */
  private update(): void {
    if (!this.isOpen) return;
    const { today, allowance } = this.parts;
    const problems = problemsOf(this.first, this.last, today);
    for (const [index, problem] of [problems.first, problems.last].entries()) {
      this.fields[index]?.row.setErrorMessage(problem === null ? null : words.backfill.problems[problem]);
      this.fields[index]?.input.inputEl.setAttr("aria-invalid", String(problem !== null));
    }
    const range = this.range;
    const count = range === null || this.days === null ? null : countRange(this.days, range);
    this.drawCounts(count === null ? null : describe.rangeCounts(count, timeFor(count.calls + count.questions, allowance)));
    this.updateKeep(range);
    for (const { button, range: preset } of this.presets) {
      const { first, last } = preset();
      button.setDisabled(this.isBusy || this.days === null).buttonEl.setAttr("aria-pressed", String(first === this.first && last === this.last));
    }
    for (const { input } of this.fields) input.setDisabled(this.isBusy);
    this.button?.setDisabled(this.isBusy || count === null || count.unsent === 0);
  }

  private drawCounts(rows: readonly (readonly [string, string])[] | null): void {
    this.counts?.empty();
    if (rows === null) {
      this.counts?.createEl("p", { text: this.days === null ? words.backfill.reading : words.backfill.noRange });
      return;
    }
    const list = this.counts?.createEl("dl");
    for (const [name, amount] of rows) {
      list?.createEl("dt", { text: name });
      list?.createEl("dd", { text: amount });
    }
  }

  private updateKeep(range: DayRange | null): void {
    const { syncFrom } = this.parts;
    const canKeep = range !== null && range.first < syncFrom && range.last >= addDays(syncFrom, -1);
    if (!canKeep) this.keep = false;
    this.keepRow?.toggle.setValue(this.keep).setDisabled(!canKeep || this.isBusy);
    this.keepRow?.row.setDesc(range === null ? "" : describe.keepHint(range, syncFrom, this.keep));
  }

  private async plan(): Promise<void> {
    const { range } = this;
    if (range === null) return;
    this.isBusy = true;
    this.update();
    this.told?.setText(describe.askingProgress(0, 0));
    const failure = await this.parts.plan(range, this.keep, (done, all) => { this.told?.setText(describe.askingProgress(done, all)); }, () => !this.isOpen);
    this.isBusy = false;
    if (failure === null) this.close();
    else this.told?.setText(failure);
    this.update();
  }

  /** The days that are chosen; null while there is something wrong with them. */
  private get range(): DayRange | null {
    const { first, last } = this;
    const problems = problemsOf(first, last, this.parts.today);
    return first === null || last === null || problems.first !== null || problems.last !== null ? null : { first, last };
  }

  private lastMonths(): DayRange {
    const { today } = this.parts;
    const year = Number(today.slice(0, 4)) - 1;
    const sameDay = parseLocalDate(`${year}${today.slice(4)}`) ?? (`${year}-02-28` as LocalDate);
    return { first: addDays(sameDay, 1), last: today };
  }
}
