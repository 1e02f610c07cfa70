import { Setting } from "obsidian";
import type { Mapping } from "../../domain/mapping";
import type { Suggestion } from "../../domain/suggest";
import { mayTakeAway, type OwnershipStep } from "../../sync/run/ownership";
import { imperialOf } from "../../sync/settings";
import { answerSource, isInFront, tickSource } from "../../presentation/set-up";
import { MappingModal } from "../settings-tab/mapping-modal";
import { type Control, questionRow, suggestionRow, unclearRows } from "../settings-tab/suggestion-rows";
import { fold } from "../ui/fold";
import { describe, fill, words } from "../words";
import { failureIn, type Found, type SetUpDraft } from "./draft";
import { drawFailure, drawStatus, type Frame, type Step } from "./step";
import { TagsPart } from "./tags-part";

/** A row, as far as it depends on what Exist says. */
interface Row {
  readonly suggestion: Suggestion;
  readonly owner: HTMLElement;
  readonly control: Control;
}

/**
 * What of the notes is sent: values to be ticked, with who would stop filling them at Exist, and tags. What matters is in
 * front; the rest is folded. What was not found can be added.
 */
export class ChooseStep implements Step {
  private readonly tags: TagsPart;
  /** Whether somebody has opened what is folded; null while nobody has touched it. */
  private isMoreOpen: boolean | null = null;

  constructor(private readonly draft: SetUpDraft) {
    this.tags = new TagsPart(draft);
  }

  draw(frame: Frame): void {
    const { body } = frame;
    const status = drawStatus(body, words.setUp.looking);
    frame.setMain(words.setUp.next, frame.next);
    void this.draft.look().then((found) => {
      if (frame.isShown()) this.drawFound(frame, status, found);
    });
  }

  private drawFound(frame: Frame, status: HTMLElement, found: Found): void {
    const { body } = frame;
    const { suggestions } = found;
    const { settings, progress } = this.draft;
    let isAsking = false;
    const trouble = body.createDiv();
    const tell = (): void => {
      const ticked = suggestions.mappings.filter((each) => this.draft.isTicked(each)).length;
      status.setText([describe.tickedSuggestions(ticked, suggestions.mappings.length, suggestions.notes), ...(isAsking ? [words.setUp.asking] : [])].join(" "));
    };
    if (settings.mappings.length > 0) body.createEl("p", { text: fill(words.setUp.mappedAlready, { amount: settings.mappings.length }), cls: "setting-item-description" });
    for (const mapping of progress.made) this.drawMade(frame, mapping);
    const rows = this.drawSuggestions(body, found, tell);
    new Setting(body).setName(words.setUp.byHand).setDesc(words.setUp.byHandHint)
      .addButton((button) => button.setButtonText(words.settings.addMapping).onClick(() => { this.edit(frame, null); }));
    this.tags.draw(body, found);
    const ask = (): void => {
      isAsking = true;
      tell();
      void this.draft.ask().then(() => null, failureIn).then((failure) => {
        if (!frame.isShown()) return;
        isAsking = false;
        for (const row of rows) this.showOwner(row);
        if (failure !== null) drawFailure(frame, trouble, failure, ask);
        tell();
      });
    };
    if (rows.length > 0) ask();
    else tell();
  }

  /** What matters, and then what is there besides: private, not certain or not clear, behind a line that opens it. */
  private drawSuggestions(body: HTMLElement, { suggestions: { mappings, unclear } }: Found, tell: () => void): Row[] {
    const { progress } = this.draft;
    const front = mappings.filter((each) => isInFront(progress, each));
    const tail = mappings.filter((each) => !front.includes(each));
    const rows = front.map((suggestion) => this.drawRow(body, suggestion, tell));
    const amount = tail.length + unclear.length;
    if (amount === 0) return rows;
    const more = fold(body, fill(words.setUp.moreFound, { amount }), this.isMoreOpen ?? front.length === 0, (isOpen) => { this.isMoreOpen = isOpen; });
    more.describe(words.setUp.moreFoundHint);
    rows.push(...tail.map((suggestion) => this.drawRow(more.el, suggestion, tell)));
    unclearRows(more.el, unclear);
    return rows;
  }

  private drawRow(parent: HTMLElement, suggestion: Suggestion, tell: () => void): Row {
    let control!: Control;
    const { question, mapping: { from } } = suggestion;
    const onControl = (made: Control): void => { control = made; };
    const row = question === undefined ? suggestionRow(parent, suggestion, {
      ticked: this.draft.isTicked(suggestion),
      onTick: (ticked) => {
        // The toggle follows what Exist says as well; only what a person does is kept.
        if (ticked !== this.draft.isTicked(suggestion)) this.draft.change((now) => tickSource(now, from, ticked));
        tell();
      },
      onControl,
    }) : questionRow(parent, suggestion, question.options, {
      chosen: this.draft.answerTo(suggestion),
      onChoose: (chosen) => {
        this.draft.change((now) => answerSource(now, from, chosen));
        tell();
      },
      onControl,
    });
    return { suggestion, owner: row.descEl.createDiv("exist-sync-owner"), control };
  }

  /** Who fills it now, where that is to be thought of. What is made or filled is told by the last step, before it happens. */
  private showOwner({ suggestion, owner, control }: Row): void {
    const step = this.draft.stepOf(suggestion.mapping);
    const isNews = step !== undefined && isToBeSeen(step);
    owner.setText(isNews ? describe.ownershipStep(step) : "");
    owner.toggleClass("mod-warning", isNews);
    control.show(this.draft.isTicked(suggestion), step?.how === "conflict");
  }

  private drawMade(frame: Frame, mapping: Mapping): void {
    new Setting(frame.body).setName(fill(words.setUp.fromTo, { from: describe.source(mapping), to: describe.target(mapping.to) })).setDesc(words.setUp.made)
      .addExtraButton((button) => button.setIcon("pencil").setTooltip(words.setUp.edit).onClick(() => { this.edit(frame, mapping); }))
      .addExtraButton((button) => button.setIcon("trash-2").setTooltip(words.setUp.remove).onClick(() => {
        this.draft.change((now) => ({ ...now, made: now.made.filter(({ id }) => id !== mapping.id) }));
        frame.redraw();
      }));
  }

  private edit(frame: Frame, mapping: Mapping | null): void {
    frame.openOver(new MappingModal(this.draft.app, mapping, {
      notes: async () => (await this.draft.look()).notes,
      imperial: imperialOf(this.draft.settings),
      templates: this.draft.templates,
      save: (saved) => {
        if (frame.isShown()) this.draft.change((now) => ({ ...now, made: [...now.made.filter(({ id }) => id !== saved.id), saved] }));
        frame.redraw();
        return Promise.resolve("saved");
      },
    }));
  }
}

/** Whether a step takes something away, or may, or cannot be done as it is. */
function isToBeSeen(step: OwnershipStep): boolean {
  return mayTakeAway(step) || step.how === "conflict" || step.withheld !== undefined;
}
