import type * as Obsidian from "obsidian";
import type { Components } from "../components/index";
import type { Tooltips } from "../tooltip";

export type SettingClasses = ReturnType<typeof createSetting>;
export type SettingRow = InstanceType<SettingClasses["Setting"]>;

/** A settings row and a group of rows. */
export function createSetting(components: Components, { setTooltip }: Tooltips) {
  class Setting implements Obsidian.Setting {
    readonly settingEl: HTMLElement;
    readonly infoEl: HTMLElement;
    readonly nameEl: HTMLElement;
    readonly descEl: HTMLElement;
    readonly controlEl: HTMLElement;
    components: Obsidian.BaseComponent[] = [];
    errorEl: HTMLElement | null = null;

    constructor(containerEl: HTMLElement) {
      this.settingEl = containerEl.createDiv("setting-item");
      this.infoEl = this.settingEl.createDiv("setting-item-info");
      this.nameEl = this.infoEl.createDiv("setting-item-name");
      this.descEl = this.infoEl.createDiv("setting-item-description");
      this.controlEl = this.settingEl.createDiv("setting-item-control");
    }

    setName(name: string | DocumentFragment): this {
      this.nameEl.setText(name);
      return this;
    }

    setDesc(desc: string | DocumentFragment): this {
      this.descEl.setText(desc);
      return this;
    }

    setClass(name: string): this {
      this.settingEl.addClass(name);
      return this;
    }

    setTooltip(tooltip: string, options?: Obsidian.TooltipOptions): this {
      setTooltip(this.nameEl, tooltip, options);
      return this;
    }

    setHeading(): this {
      return this.setClass("setting-item-heading");
    }

    setDisabled(disabled: boolean): this {
      this.settingEl.toggleClass("is-disabled", disabled);
      for (const component of this.components) component.setDisabled(disabled);
      return this;
    }

    setErrorMessage(message: string | null): this {
      this.settingEl.toggleClass("is-invalid", Boolean(message));
      if (message) {
        this.errorEl ??= this.settingEl.createDiv("setting-item-error");
        this.errorEl.setText(message);
      } else {
        this.errorEl?.remove();
        this.errorEl = null;
      }
      return this;
    }

    addDisplayValue(callback: (component: Obsidian.DisplayValueComponent) => unknown): this {
      callback(new components.DisplayValueComponent(this.controlEl));
      return this;
    }

    addComponent<T extends Obsidian.BaseComponent>(make: (el: HTMLElement) => T): this {
      this.components.push(make(this.controlEl));
      return this;
    }

    addButton(callback: (component: Obsidian.ButtonComponent) => unknown): this {
      return this.add(new components.ButtonComponent(this.controlEl), callback);
    }

    addExtraButton(callback: (component: Obsidian.ExtraButtonComponent) => unknown): this {
      return this.add(new components.ExtraButtonComponent(this.controlEl), callback);
    }

    addToggle(callback: (component: Obsidian.ToggleComponent) => unknown): this {
      return this.setClass("mod-toggle").add(new components.ToggleComponent(this.controlEl), callback);
    }

    addText(callback: (component: Obsidian.TextComponent) => unknown): this {
      return this.add(new components.TextComponent(this.controlEl), callback);
    }

    addSearch(callback: (component: Obsidian.SearchComponent) => unknown): this {
      return this.add(new components.SearchComponent(this.controlEl), callback);
    }

    addTextArea(callback: (component: Obsidian.TextAreaComponent) => unknown): this {
      return this.add(new components.TextAreaComponent(this.controlEl), callback);
    }

    addMomentFormat(callback: (component: Obsidian.MomentFormatComponent) => unknown): this {
      return this.add(new components.MomentFormatComponent(this.controlEl), callback);
    }

    addDropdown(callback: (component: Obsidian.DropdownComponent) => unknown): this {
      return this.add(new components.DropdownComponent(this.controlEl), callback);
    }

    addColorPicker(callback: (component: Obsidian.ColorComponent) => unknown): this {
      return this.add(new components.ColorComponent(this.controlEl), callback);
    }

    addProgressBar(callback: (component: Obsidian.ProgressBarComponent) => unknown): this {
      return this.add(new components.ProgressBarComponent(this.controlEl), callback);
    }

    addSlider(callback: (component: Obsidian.SliderComponent) => unknown): this {
      return this.add(new components.SliderComponent(this.controlEl), callback);
    }

    then(callback: (setting: this) => unknown): this {
      callback(this);
      return this;
    }

    clear(): this {
      this.controlEl.empty();
      this.components = [];
      return this;
    }

    private add<T extends Obsidian.BaseComponent>(component: T, callback: (component: T) => unknown): this {
      this.components.push(component);
      callback(component);
      return this;
    }
  }

  class SettingGroup implements Obsidian.SettingGroup {
    readonly groupEl: HTMLElement;
    readonly listEl: HTMLElement;
    private heading: Setting | undefined;

    constructor(containerEl: HTMLElement) {
      this.groupEl = containerEl.createDiv("setting-group");
      this.listEl = this.groupEl.createDiv("setting-items");
    }

    setHeading(text: string | DocumentFragment): this {
      this.header().setName(text);
      return this;
    }

    addClass(...classes: string[]): this {
      this.groupEl.addClass(...classes);
      return this;
    }

    addSetting(callback: (setting: Obsidian.Setting) => void): this {
      callback(new Setting(this.listEl));
      return this;
    }

    addSearch(callback: (component: Obsidian.SearchComponent) => unknown): this {
      this.header().addSearch(callback);
      return this;
    }

    addExtraButton(callback: (component: Obsidian.ExtraButtonComponent) => unknown): this {
      this.header().addExtraButton(callback);
      return this;
    }

    /** Comes into being with the first thing that goes into it. */
    private header(): Setting {
      if (!this.heading) {
        this.heading = new Setting(this.groupEl).setHeading();
        this.groupEl.insertBefore(this.heading.settingEl, this.listEl);
      }
      return this.heading;
    }
  }

  return { Setting, SettingGroup };
}
