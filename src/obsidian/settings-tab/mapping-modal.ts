import { type App, Modal, Setting } from "obsidian";
import {
  COMBINES, COUNTS, type CountOf, type Mapping, type ReadOptions, SCALES, type Source, type Target, targetType, type Unit,
} from "../../domain/mapping";
import { unitsFor, wireUnitOf } from "../../domain/convert";
import { GROUPS_FOR_CUSTOM, TEMPLATES } from "../../domain/templates";
import { VALUE_TYPES, type ValueType, valueType } from "../../domain/value-type";
import { en as words } from "../../locales/en";
import { deviceClock } from "../clock";

/** Types that Exist lets a client create: all but the one that only a template has (Exist reference). */
const CREATABLE = VALUE_TYPES.filter((type) => type !== valueType.timeFromMidday);

interface Draft {
  from: Source;
  to: Target;
  read: ReadOptions;
  whenRemoved: Mapping["whenRemoved"];
  enabled: boolean;
}

/** Makes a mapping, or changes one. Nothing is kept until it is saved. */
export class MappingModal extends Modal {
  private readonly draft: Draft;
  private readonly id: string;

  constructor(app: App, private readonly mapping: Mapping | null, private readonly onSave: (mapping: Mapping) => Promise<void>) {
    super(app);
    this.id = mapping?.id ?? `m${deviceClock.now().toString(36)}${Math.floor(deviceClock.random() * 1296).toString(36)}`;
    this.draft = mapping === null
      ? { from: { kind: "property", key: "" }, to: { kind: "template", template: "mood" }, read: {}, whenRemoved: "keep", enabled: true }
      : { from: mapping.from, to: mapping.to, read: mapping.read, whenRemoved: mapping.whenRemoved, enabled: mapping.enabled };
  }

  override onOpen(): void {
    this.setTitle(words.mapping.title);
    this.render();
  }

  private render(): void {
    const { contentEl } = this;
    contentEl.empty();
    this.renderFrom(contentEl);
    this.renderTo(contentEl);
    this.renderReading(contentEl);
    this.choice(contentEl, words.mapping.whenRemoved, words.mapping.whenRemovedOptions, this.draft.whenRemoved, (whenRemoved) => { this.draft.whenRemoved = whenRemoved; });
    new Setting(contentEl).setName(words.mapping.enabled).addToggle((toggle) => toggle.setValue(this.draft.enabled).onChange((enabled) => { this.draft.enabled = enabled; }));
    const buttons = new Setting(contentEl);
    buttons.addButton((button) => button.setButtonText(words.mapping.save).setCta().onClick(async () => {
      const saved = this.finished();
      if (saved === null) {
        buttons.setErrorMessage(words.mapping.missing);
        return;
      }
      await this.onSave(saved);
      this.close();
    }));
    buttons.addButton((button) => button.setButtonText(words.mapping.cancel).onClick(() => { this.close(); }));
  }

  private renderFrom(parent: HTMLElement): void {
    const { draft } = this;
    this.choice(parent, words.mapping.from, words.mapping.kinds, draft.from.kind, (kind) => { draft.from = emptySource(kind); }, true);
    const { from } = draft;
    switch (from.kind) {
      case "property":
        this.text(parent, words.mapping.key, words.mapping.keyHint, from.key, (key) => { draft.from = { kind: "property", key }; });
        break;
      case "inline":
        this.text(parent, words.mapping.key, words.mapping.fieldHint, from.key, (key) => { draft.from = { kind: "inline", key }; });
        break;
      case "tag":
        this.text(parent, words.mapping.tag, "", from.tag, (tag) => { draft.from = { kind: "tag", tag: tag.replace(/^#/, "") }; });
        break;
      case "task":
        this.text(parent, words.mapping.task, words.mapping.taskHint, from.text, (text) => { draft.from = { kind: "task", text }; });
        break;
      case "count":
        this.choice(parent, words.mapping.count, named(COUNTS, words.countName), from.of, (of: CountOf) => { draft.from = { kind: "count", of }; });
    }
  }

  private renderTo(parent: HTMLElement): void {
    const { draft } = this;
    this.choice(parent, words.mapping.to, words.mapping.toKinds, draft.to.kind, (kind) => { draft.to = emptyTarget(kind); }, true);
    const { to } = draft;
    switch (to.kind) {
      case "template": {
        const options = Object.fromEntries(TEMPLATES.map(({ name, label }) => [name, label]));
        this.choice(parent, words.mapping.template, options, to.template, (template) => { draft.to = { kind: "template", template }; draft.read = {}; }, true);
        break;
      }
      case "attribute":
        this.text(parent, words.mapping.attributeName, words.mapping.attributeNameHint, to.name, (name) => { draft.to = { kind: "attribute", name }; });
        break;
      case "create": {
        // A changed label, group or type means another attribute, so the name Exist gave is let go.
        const { label, group, valueType: type } = to;
        const change = (part: Partial<Extract<Target, { kind: "create" }>>): void => {
          if (draft.to.kind === "create") draft.to = { ...draft.to, name: undefined, ...part };
        };
        this.text(parent, words.mapping.label, words.mapping.labelHint, label, (changed) => { change({ label: changed }); });
        this.choice(parent, words.mapping.group, named(GROUPS_FOR_CUSTOM, (each) => each), group, (changed) => { change({ group: changed }); });
        this.choice(parent, words.mapping.valueType, named(CREATABLE.map(String), (code) => words.typeName(Number(code) as ValueType)), String(type),
          (code) => { change({ valueType: Number(code) as ValueType }); draft.read = {}; }, true);
      }
    }
  }

  private renderReading(parent: HTMLElement): void {
    const { draft } = this;
    const units = unitsOf(draft.to);
    const set = (part: Partial<ReadOptions>): void => { draft.read = { ...draft.read, ...part }; };
    new Setting(parent).setName(words.mapping.reading).setHeading();
    if (units.length > 0) {
      const options = { "": words.mapping.unitDefault, ...named(units, words.unitName) };
      this.choice(parent, words.mapping.unit, options, draft.read.unit ?? "", (unit) => { set({ unit: unit === "" ? undefined : unit }); });
    }
    if (targetType(draft.to) === valueType.scale) {
      this.choice(parent, words.mapping.scale, named(SCALES, words.scaleName), draft.read.scale ?? "1-9", (scale) => { set({ scale }); });
    }
    const combine = { "": words.mapping.combineNone, ...named(COMBINES, words.combineName) };
    this.choice(parent, words.mapping.combine, combine, draft.read.combine ?? "", (chosen) => { set({ combine: chosen === "" ? undefined : chosen }); });
    const offset = String(draft.read.dayOffset ?? 0) as "-1" | "0" | "1";
    this.choice(parent, words.mapping.dayOffset, words.mapping.dayOffsets, offset, (days) => { set({ dayOffset: Number(days) as -1 | 0 | 1 }); });
  }

  /** A dropdown; with `again` the form is drawn anew, because other rows depend on the choice. */
  private choice<K extends string>(parent: HTMLElement, name: string, options: Readonly<Record<K, string>>, chosen: NoInfer<K>, onChoose: (key: K) => void, again = false): void {
    new Setting(parent).setName(name).addDropdown((dropdown) => {
      dropdown.addOptions(options).setValue(chosen).onChange((key) => {
        onChoose(key as K);
        if (again) this.render();
      });
      dropdown.selectEl.setAttr("aria-label", name);
    });
  }

  private text(parent: HTMLElement, name: string, hint: string, value: string, onChange: (value: string) => void): void {
    new Setting(parent).setName(name).setDesc(hint).addText((text) => {
      text.setValue(value).onChange((changed) => { onChange(changed.trim()); });
      text.inputEl.setAttr("aria-label", name);
    });
  }

  private finished(): Mapping | null {
    const { from, to, read, whenRemoved, enabled } = this.draft;
    const source = from.kind === "property" || from.kind === "inline" ? from.key : from.kind === "tag" ? from.tag : from.kind === "task" ? from.text : from.of;
    const target = to.kind === "template" ? to.template : to.kind === "attribute" ? to.name : to.label;
    if (source === "" || target === "") return null;
    return { ...this.mapping, id: this.id, enabled, from, to, read, whenRemoved };
  }
}

function named<K extends string>(keys: readonly K[], name: (key: K) => string): Record<K, string> {
  return Object.fromEntries(keys.map((key) => [key, name(key)])) as Record<K, string>;
}

function unitsOf(to: Target): readonly Unit[] {
  const type = targetType(to);
  if (type === valueType.duration) return unitsFor("minutes");
  if (type === valueType.percentage) return ["percent", "fraction"];
  const wire = to.kind === "template" ? wireUnitOf(to.template) : undefined;
  return wire === undefined ? [] : unitsFor(wire);
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
      return { kind, label: "", group: "custom", valueType: valueType.boolean };
  }
}
