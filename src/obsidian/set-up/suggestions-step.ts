import { Setting } from "obsidian";
import type { Mapping } from "../../domain/mapping";
import type { Suggestion } from "../../domain/suggest";
import { mayTakeAway } from "../../sync/run/ownership";
import { imperialOf } from "../../sync/settings";
import { answerSource, tickSource } from "../../presentation/set-up";
import { MappingModal } from "../settings-tab/mapping-modal";
import { type Control, questionRow, suggestionRow, unclearRows } from "../settings-tab/suggestion-rows";
import { describe, fill, words } from "../words";
import { failureIn, type Found, type SetUpDraft } from "./draft";
import { drawFailure, drawStatus, type Frame, type Step } from "./step";

/** A row, as far as it depends on what Exist says. */
interface Row {
  readonly suggestion: Suggestion;
  readonly owner: HTMLElement;
  readonly control: Control;
}

/** What the notes keep track of, to be ticked, with who fills it at Exist now; and a way to add what was not found. */
export class SuggestionsStep implements Step {
  constructor(private readonly draft: SetUpDraft) {}

  draw(frame: Frame): void {
    const { body } = frame;
    const status = drawStatus(body, words.setUp.looking);
    frame.setMain(words.setUp.next, frame.next);
    void this.draft.look().then((found) => {
      if (frame.isShown()) this.drawFound(frame, status, found);
    });
  }

  private drawFound(frame: Frame, status: HTMLElement, { suggestions }: Found): void {
    const { body } = frame;
    const { settings, progress } = this.draft;
    const trouble = body.createDiv();
    const tell = (): void => {
      const ticked = suggestions.mappings.filter((each) => this.draft.isTicked(each)).length;
      status.setText(describe.tickedSuggestions(ticked, suggestions.mappings.length, suggestions.notes));
    };
    if (settings.mappings.length > 0) body.createEl("p", { text: fill(words.setUp.mappedAlready, { amount: settings.mappings.length }), cls: "setting-item-description" });
    for (const mapping of progress.made) this.drawMade(frame, mapping);
    const rows = suggestions.mappings.map((suggestion) => this.drawRow(body, suggestion, tell));
    unclearRows(body, suggestions.unclear);
    new Setting(body).setName(words.setUp.byHand).setDesc(words.setUp.byHandHint)
      .addButton((button) => button.setButtonText(words.settings.addMapping).onClick(() => { this.edit(frame, null); }));
    tell();
    const ask = (): void => {
      for (const { owner } of rows) owner.setText(words.setUp.asking);
      void this.draft.ask().then(() => null, failureIn).then((failure) => {
        if (!frame.isShown()) return;
        for (const row of rows) this.showOwner(row);
        if (failure !== null) drawFailure(frame, trouble, failure, ask);
        tell();
      });
    };
    if (rows.length > 0) ask();
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

  private showOwner({ suggestion, owner, control }: Row): void {
    const step = this.draft.stepOf(suggestion.mapping);
    owner.setText(step === undefined ? words.setUp.ownerUnknown : describe.ownershipStep(step));
    owner.toggleClass("mod-warning", step !== undefined && (mayTakeAway(step) || step.how === "conflict" || step.withheld !== undefined));
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
