import type { Icons } from "../icons";
import type { SettingRow } from "./setting";

/** A delete button at the end of the row, and Delete or Backspace while the row has the focus. */
export function makeRemovable(setting: SettingRow, remove: () => void): void {
  setting.addExtraButton((button) => {
    button.setIcon("trash").setTooltip("Delete");
    button.extraSettingsEl.addClass("mod-delete");
    button.onClick(remove);
    // The click is not one on the row, which may open a page.
    button.extraSettingsEl.addEventListener("click", (event) => event.stopPropagation());
  });
  setting.settingEl.tabIndex = 0;
  setting.settingEl.addEventListener("keydown", (event) => {
    if (event.target !== setting.settingEl || (event.key !== "Delete" && event.key !== "Backspace")) return;
    event.preventDefault();
    remove();
  });
}

/** A handle before the row's name by which the row can be dragged onto another one of its list. */
export function makeReorderable(icons: Icons, setting: SettingRow, index: number, reorder: (from: number, to: number) => void): void {
  const { settingEl } = setting;
  const handleEl = settingEl.createDiv({ cls: "setting-item-drag-handle clickable-icon", prepend: true });
  icons.setIcon(handleEl, "grip-vertical");
  handleEl.draggable = true;
  settingEl.dataset["index"] = String(index);
  handleEl.addEventListener("dragstart", (event) => {
    event.dataTransfer?.setData("text/plain", String(index));
    settingEl.addClass("is-being-dragged");
  });
  handleEl.addEventListener("dragend", () => settingEl.removeClass("is-being-dragged"));
  const draggedSibling = (): HTMLElement | null =>
    (settingEl.parentElement?.querySelector(":scope > .is-being-dragged")) ?? null;
  settingEl.addEventListener("dragover", (event) => {
    if (draggedSibling()) event.preventDefault();
  });
  settingEl.addEventListener("drop", (event) => {
    const from = Number(draggedSibling()?.dataset["index"] ?? Number.NaN);
    if (Number.isNaN(from) || from === index) return;
    event.preventDefault();
    reorder(from, index);
  });
}
