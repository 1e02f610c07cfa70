import type * as Obsidian from "obsidian";
import type { Components } from "../components/index";
import type { Icons } from "../icons";
import { mountControl } from "./control";
import { type Group, holds, inGroups, isList, isPage, type Row } from "./definition";
import { makeRemovable, makeReorderable } from "./list-affordances";
import type { PathSuggest } from "./path-suggest";
import type { SettingClasses, SettingRow } from "./setting";

/** What the renderer builds with. */
export interface Parts extends SettingClasses {
  readonly components: Components;
  readonly icons: Icons;
  readonly suggestPaths: PathSuggest;
  readonly isMobile: () => boolean;
}

export interface Surroundings {
  readonly source: Pick<Obsidian.SettingTab, "getControlValue" | "setControlValue">;
  /** What was typed into the groups' search fields; outlives a render. */
  readonly queries: Map<string, string>;
  readonly openPage: (page: Obsidian.SettingDefinitionPage) => void;
  /** Called after a control's value was persisted. */
  readonly changed: () => void;
}

/** Rows on screen: `refresh` asks their conditions again, `dispose` runs what `render` callbacks returned. */
export interface Rendered {
  refresh(): void;
  dispose(): void;
}

type GroupInstance = InstanceType<SettingClasses["SettingGroup"]>;

/** Draws declarative settings (obsidian.d.ts 1.13: getSettingDefinitions) into an element. */
export function renderDefinitions(
  parts: Parts,
  containerEl: HTMLElement,
  items: readonly Obsidian.SettingDefinitionItem[],
  around: Surroundings,
): Rendered {
  const groups = inGroups(items).map((group, index) => renderGroup(parts, containerEl, group, around, `${index}/${group.heading ?? ""}`));
  const rendered = {
    refresh: () => groups.forEach((group) => group.refresh()),
    dispose: () => groups.forEach((group) => group.dispose()),
  };
  rendered.refresh();
  return rendered;
}

function renderGroup(parts: Parts, containerEl: HTMLElement, def: Group, around: Surroundings, id: string): Rendered {
  const group = new parts.SettingGroup(containerEl);
  const { search } = def;
  let refresh = (): void => undefined;
  if (def.heading !== undefined) group.setHeading(def.heading);
  if (def.cls) group.addClass(...def.cls.split(/\s+/).filter(Boolean));
  if (search) {
    group.addSearch((field) =>
      field
        .setPlaceholder(search.placeholder ?? "")
        .setValue(around.queries.get(id) ?? "")
        .onChange((query) => {
          around.queries.set(id, query);
          refresh();
        }),
    );
  }
  for (const configure of def.extraButtons ?? []) group.addExtraButton(configure);
  const rows = (def.items ?? []).map((row, index) => renderRow(parts, group, row, index, around));
  if (isList(def)) renderListParts(parts, group, def, rows.map(({ setting }) => setting));

  refresh = () => {
    const query = around.queries.get(id) ?? "";
    for (const { row, setting } of rows) {
      const bypasses = isPage(row) || !holds(row.searchable, true);
      const matches = !search || query === "" || bypasses || search.match(row, query);
      setting.settingEl.toggle(holds(row.visible, true) && matches);
      const disabled = disabledOf(row);
      if (disabled !== undefined) setting.setDisabled(disabled);
    }
    const named = def.heading !== undefined || search !== undefined || isList(def);
    group.groupEl.toggle(holds(def.visible, true) && (named || rows.some(({ row }) => holds(row.visible, true))));
  };
  return { refresh, dispose: () => rows.forEach(({ cleanup }) => cleanup?.()) };
}

interface LiveRow {
  readonly row: Row;
  readonly setting: SettingRow;
  readonly cleanup: (() => void) | undefined;
}

function renderRow(parts: Parts, group: GroupInstance, row: Row, index: number, around: Surroundings): LiveRow {
  const setting = new parts.Setting(group.listEl).setName(row.name);
  if (row.desc !== undefined) setting.setDesc(typeof row.desc === "string" ? row.desc : (row.desc.cloneNode(true) as DocumentFragment));
  let cleanup: (() => void) | undefined;
  if (isPage(row)) {
    renderPageEntry(parts, setting, row, around.openPage);
  } else if (row.control) {
    mountControl(setting, row.control, around.source, parts, around.changed);
  } else if (row.render) {
    cleanup = row.render(setting, group) ?? undefined;
  } else if (row.action) {
    const { action } = row;
    setting.setClass("mod-action").settingEl.addEventListener("click", () => {
      if (!disabledOf(row)) action(setting.settingEl, index);
    });
  }
  return { row, setting, cleanup };
}

function renderPageEntry(parts: Parts, setting: SettingRow, page: Obsidian.SettingDefinitionPage, open: (page: Obsidian.SettingDefinitionPage) => void): void {
  const value = typeof page.displayValue === "function" ? page.displayValue() : page.displayValue;
  const status = typeof page.status === "function" ? page.status() : page.status;
  if (value !== undefined || status) setting.addDisplayValue((display) => display.setValue(value ?? null).setStatus(status ?? null));
  parts.icons.setIcon(setting.controlEl.createDiv("setting-item-chevron"), "chevron-right");
  setting.setClass("mod-page").settingEl.addEventListener("click", () => open(page));
}

function renderListParts(parts: Parts, group: GroupInstance, list: Obsidian.SettingDefinitionList, settings: SettingRow[]): void {
  group.addClass("mod-list");
  const { addItem, emptyState, onDelete, onReorder } = list;
  settings.forEach((setting, index) => {
    if (onReorder) makeReorderable(parts.icons, setting, index, onReorder);
    if (onDelete) makeRemovable(setting, () => onDelete(index));
  });
  if (settings.length === 0 && emptyState !== undefined) {
    const el = group.listEl.createDiv("setting-group-empty");
    el.setText(typeof emptyState === "string" ? emptyState : (emptyState.cloneNode(true) as DocumentFragment));
  }
  if (!addItem) return;
  if (parts.isMobile()) {
    const el = group.groupEl.createDiv("setting-item mod-add-item");
    parts.icons.setIcon(el.createDiv("setting-item-icon"), "plus");
    el.createDiv({ cls: "setting-item-name", text: addItem.name });
    el.addEventListener("click", () => addItem.action(el));
  } else {
    group.addExtraButton((button) =>
      button
        .setIcon("plus")
        .setTooltip(addItem.name)
        .onClick(() => addItem.action(button.extraSettingsEl)),
    );
  }
}

function disabledOf(row: Row): boolean | undefined {
  if (isPage(row)) return undefined;
  if (row.control) return holds(row.control.disabled, false);
  return row.action ? holds(row.disabled, false) : undefined;
}
