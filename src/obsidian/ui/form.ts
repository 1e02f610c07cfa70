import { type IconName, setIcon, Setting, type SettingDefinitionRender } from "obsidian";

/** A dropdown. */
export function choice<K extends string>(parent: HTMLElement, name: string, options: Readonly<Record<K, string>>, chosen: NoInfer<K>, onChoose: (key: K) => void): Setting {
  return new Setting(parent).setName(name).addDropdown((dropdown) => {
    dropdown.addOptions(options).setValue(chosen).onChange((key) => { onChoose(key as K); });
    dropdown.selectEl.setAttr("aria-label", name);
  });
}

/** A line of text, trimmed. */
export function line(parent: HTMLElement, name: string, hint: string, value: string, onChange: (value: string) => void): Setting {
  return new Setting(parent).setName(name).setDesc(hint).addText((text) => {
    text.setValue(value).onChange((changed) => { onChange(changed.trim()); });
    text.inputEl.setAttr("aria-label", name);
  });
}

/**
 * A row of the settings tab that does something when it is pressed, anywhere on it or by its name with the keyboard.
 * Obsidian's own action rows are not known to be within reach of one.
 * @param desc a function where finding it out takes work: it is called when the row is drawn, and not when it is declared
 */
export function pressable(icon: IconName, name: string, desc: string | (() => string), onPress: () => void): SettingDefinitionRender {
  return {
    name,
    ...(typeof desc === "string" ? { desc } : {}),
    render: (setting) => {
      if (typeof desc === "function") setting.setDesc(desc());
      press(setting, icon, onPress);
    },
  };
}

/** Lets a row be pressed. */
export function press({ settingEl, nameEl, controlEl }: Setting, icon: IconName, onPress: () => void): void {
  settingEl.addClass("exist-sync-pressable");
  nameEl.setAttrs({ role: "button", tabindex: "0" });
  setIcon(controlEl.createSpan("exist-sync-icon"), icon);
  settingEl.addEventListener("click", onPress);
  nameEl.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onPress();
  });
}

/** Options of a dropdown, from keys and what each is called. */
export function named<K extends string>(keys: readonly K[], name: (key: K) => string): Record<K, string> {
  return Object.fromEntries(keys.map((key) => [key, name(key)])) as Record<K, string>;
}
