import { type App, Setting } from "obsidian";
import { type Imperial, withCustomaryUnit } from "../../domain/convert";
import { examplesOf } from "../../domain/examples";
import { COUNTS, type CountOf, type Mapping, type Source, sourceLabel, type Target, targetLabel, templateTarget } from "../../domain/mapping";
import type { Note } from "../../domain/note";
import type { Template } from "../../domain/templates";
import type { KnownTemplates } from "../../sync/known-templates";
import { deviceClock } from "../clock";
import { drawExamples } from "./example-list";
import { choice, line, named } from "../ui/form";
import { EMPTY, newAttributeRows } from "./new-attribute-rows";
import { isReadingUsual, measureRows, type ReadingForm, readingRows } from "./reading-rows";
import { Dialog } from "../ui/dialog";
import { keepFocus } from "../ui/focus";
import { fold } from "../ui/fold";
import { fill, formats, words } from "../words";

interface Draft extends Pick<Mapping, "from" | "to" | "read" | "whenRemoved" | "enabled" | "manual"> {
  from: Source;
  to: Target;
  read: Mapping["read"];
  whenRemoved: Mapping["whenRemoved"];
  enabled: boolean;
  manual: boolean | undefined;
}

/** What the modal needs besides the mapping. */
export interface MappingContext {
  /** Notes to show examples from. */
  readonly notes: () => Promise<readonly Note[]>;
  readonly imperial: readonly Imperial[];
  /** What may be chosen of Exist's own attributes: as it is known now, and as Exist has it. */
  readonly templates: Pick<KnownTemplates, "now" | "latest">;
  /**
   * Keeps the mapping.
   * @param anew whether to add it once more, should it have been deleted meanwhile
   * @returns whether it is kept; "deleted" when it is gone and was not to be added; "unsaved" when it could not be stored, which was said
   */
  readonly save: (mapping: Mapping, anew: boolean) => Promise<"saved" | "deleted" | "unsaved">;
}

/** Makes a mapping, or changes one. Shows while it is made what it reads; nothing is kept until it is saved. */
export class MappingModal extends Dialog {
  private readonly draft: Draft;
  private readonly id: string;
  private notes: readonly Note[] | null = null;
  private templates: readonly Template[];
  private isMoreOpen: boolean;
  private readonly examples = this.contentEl.createDiv({ cls: "exist-sync-examples", attr: { "aria-live": "polite" } });

  constructor(app: App, private readonly mapping: Mapping | null, private readonly context: MappingContext) {
    super(app, words.mapping.title);
    this.templates = context.templates.now;
    this.id = mapping?.id ?? `m${deviceClock.now().toString(36)}${Math.floor(deviceClock.random() * 1296).toString(36)}`;
    this.draft = mapping === null
      ? { from: { kind: "property", key: "" }, to: { kind: "template", template: "mood" }, read: {}, whenRemoved: "keep", enabled: true, manual: undefined }
      : { from: mapping.from, to: mapping.to, read: mapping.read, whenRemoved: mapping.whenRemoved, enabled: mapping.enabled, manual: mapping.manual };
    this.isMoreOpen = !isUsual(this.draft);
  }

  override onOpen(): void {
    this.modalEl.addClass("exist-sync-mapping");
    this.render();
    void this.context.notes().then((notes) => {
      this.notes = notes;
      this.showExamples();
    });
    void this.context.templates.latest().then((templates) => {
      const isOld = JSON.stringify(templates) !== JSON.stringify(this.templates);
      this.templates = templates;
      if (isOld && this.draft.to.kind === "template") this.render();
    });
  }

  private render(): void {
    const { contentEl, draft } = this;
    const focus = keepFocus(contentEl.ownerDocument);
    contentEl.empty();
    this.renderFrom(contentEl);
    this.renderTo(contentEl);
    const form: ReadingForm = {
      to: draft.to, read: draft.read, imperial: this.context.imperial,
      change: (part, draw) => { this.change({ read: { ...draft.read, ...part } }, draw); },
    };
    measureRows(contentEl, form);
    contentEl.append(this.examples);
    this.renderMore(fold(contentEl, words.mapping.more, this.isMoreOpen, (isOpen) => { this.isMoreOpen = isOpen; }).el, form);
    this.renderButtons(contentEl);
    this.showExamples();
    focus();
  }

  /** What is rarely needed. */
  private renderMore(parent: HTMLElement, form: ReadingForm): void {
    const { draft } = this;
    readingRows(parent, form);
    choice(parent, words.mapping.whenRemoved, words.mapping.whenRemovedOptions, draft.whenRemoved, (whenRemoved) => { draft.whenRemoved = whenRemoved; });
    const { manual } = draft;
    choice(parent, words.mapping.manual, words.mapping.manualOptions, manual === undefined ? "keep" : manual ? "on" : "off", (chosen) => {
      draft.manual = chosen === "keep" ? undefined : chosen === "on";
    }).setDesc(words.mapping.manualHint);
    new Setting(parent).setName(words.mapping.enabled).addToggle((toggle) => {
      toggle.setValue(draft.enabled).onChange((enabled) => { draft.enabled = enabled; });
      toggle.toggleEl.setAttr("aria-label", words.mapping.enabled);
    });
  }

  /** Takes a change up; with `draw` the form is drawn anew, because other rows depend on it. */
  private change(part: Partial<Draft>, draw = false): void {
    Object.assign(this.draft, part);
    if (draw) this.render();
    else this.showExamples();
  }

  private renderFrom(parent: HTMLElement): void {
    const { from } = this.draft;
    choice(parent, words.mapping.from, words.mapping.kinds, from.kind, (kind) => { this.change({ from: emptySource(kind) }, true); });
    switch (from.kind) {
      case "property":
        line(parent, words.mapping.key, words.mapping.keyHint, from.key, (key) => { this.change({ from: { kind: "property", key } }); });
        break;
      case "inline":
        line(parent, words.mapping.key, words.mapping.fieldHint, from.key, (key) => { this.change({ from: { kind: "inline", key } }); });
        break;
      case "tag":
        line(parent, words.mapping.tag, words.mapping.tagHint, from.tag, (tag) => { this.change({ from: { kind: "tag", tag: tag.replace(/^#/, "") } }); });
        break;
      case "task":
        line(parent, words.mapping.task, words.mapping.taskHint, from.text, (text) => { this.change({ from: { kind: "task", text } }); });
        break;
      case "count":
        choice(parent, words.mapping.count, named(COUNTS, (each) => words.counts[each]), from.of, (of: CountOf) => { this.change({ from: { kind: "count", of } }); });
    }
  }

  private renderTo(parent: HTMLElement): void {
    const { to } = this.draft;
    choice(parent, words.mapping.to, words.mapping.toKinds, to.kind, (kind) => { this.change({ to: emptyTarget(kind), read: {} }, true); });
    switch (to.kind) {
      case "template": {
        const { templates } = this;
        const known = Object.fromEntries(templates.map(({ name, label }) => [name, label]));
        choice(parent, words.mapping.template, { [to.template]: targetLabel(to), ...known }, to.template, (name) => {
          const chosen = templates.find((each) => each.name === name);
          this.change({ to: chosen === undefined ? to : templateTarget(chosen), read: {} }, true);
        });
        break;
      }
      case "attribute":
        line(parent, words.mapping.attributeName, words.mapping.attributeNameHint, to.name, (name) => { this.change({ to: { kind: "attribute", name } }); });
        break;
      case "create":
        newAttributeRows(parent, to, (made, isOtherKind) => { this.change({ to: made, ...(isOtherKind ? { read: {} } : {}) }, isOtherKind); });
    }
  }

  private showExamples(): void {
    const { examples, notes, draft } = this;
    examples.empty();
    if (notes === null || sourceLabel(draft.from) === "") return;
    const read = withCustomaryUnit(draft.to, draft.read, this.context.imperial);
    const found = examplesOf({ id: this.id, ...draft, read }, notes);
    const title = found.length === 0 ? words.mapping.noExamples : words.mapping.examples;
    drawExamples(examples, title, found.map((example) => ({ example, mapping: { to: draft.to, read }, written: fill(words.mapping.example, { date: formats.dayOfYear(example.date), written: example.written }) })));
  }

  private renderButtons(parent: HTMLElement): void {
    let anew = false;
    const buttons = new Setting(parent);
    buttons.addButton((button) => button.setButtonText(words.mapping.save).setCta().onClick(async () => {
      const saved = this.finished();
      if (saved === null) {
        buttons.setErrorMessage(words.mapping.missing);
        buttons.settingEl.scrollIntoView({ block: "end" });
        return;
      }
      const outcome = await this.context.save(saved, anew);
      if (outcome === "saved") this.close();
      if (outcome !== "deleted") return;
      anew = true;
      buttons.setErrorMessage(words.rows.deleted);
    }));
    buttons.addButton((button) => button.setButtonText(words.mapping.cancel).onClick(() => { this.close(); }));
  }

  private finished(): Mapping | null {
    const { from, to } = this.draft;
    const target = to.kind === "template" ? to.template : to.kind === "attribute" ? to.name : to.label;
    if (sourceLabel(from).replace(/^#/, "") === "" || target === "") return null;
    return { ...this.mapping, id: this.id, ...this.draft };
  }
}

/** Whether everything under "More options" is as it is at first. */
function isUsual({ read, whenRemoved, enabled, manual }: Draft): boolean {
  return isReadingUsual(read) && whenRemoved === "keep" && enabled && manual === undefined;
}

function emptySource(kind: Source["kind"]): Source {
  switch (kind) {
    case "property":
    case "inline":
      return { kind, key: "" };
    case "tag":
      return { kind, tag: "" };
    case "task":
      return { kind, text: "" };
    case "count":
      return { kind, of: "words" };
  }
}

function emptyTarget(kind: Target["kind"]): Target {
  switch (kind) {
    case "template":
      return { kind, template: "mood" };
    case "attribute":
      return { kind, name: "" };
    case "create":
      return EMPTY;
  }
}
