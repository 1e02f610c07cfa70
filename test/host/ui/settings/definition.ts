import type { SettingDefinition, SettingDefinitionGroup, SettingDefinitionItem, SettingDefinitionList, SettingDefinitionPage } from "obsidian";

export type Group = SettingDefinitionGroup | SettingDefinitionList;
export type Row = SettingDefinition | SettingDefinitionPage;

export const isPage = (item: SettingDefinitionItem): item is SettingDefinitionPage => "type" in item && item.type === "page";
export const isGroup = (item: SettingDefinitionItem): item is Group => "type" in item && (item.type === "group" || item.type === "list");
export const isList = (group: Group): group is SettingDefinitionList => group.type === "list";

/** A flag that may be given as a value or as a question. */
export function holds(flag: boolean | (() => boolean) | undefined, otherwise: boolean): boolean {
  return typeof flag === "function" ? flag() : (flag ?? otherwise);
}

/** Rows that stand in no group share one without a heading, so that everything on a page is in groups. */
export function inGroups(items: readonly SettingDefinitionItem[]): Group[] {
  const groups: Group[] = [];
  let loose: Row[] | undefined;
  for (const item of items) {
    if (isGroup(item)) {
      groups.push(item);
      loose = undefined;
    } else if (loose) {
      loose.push(item);
    } else {
      loose = [item];
      groups.push({ type: "group", items: loose });
    }
  }
  return groups;
}

/** A row that the settings search may find, with the names of the pages that lead to it. */
export interface Findable {
  readonly row: Row;
  readonly heading: string | undefined;
  readonly pages: readonly string[];
}

export function findables(items: readonly SettingDefinitionItem[], pages: readonly string[] = []): Findable[] {
  return inGroups(items)
    .filter((group) => holds(group.visible, true))
    .flatMap((group) => (group.items ?? []).flatMap((row) => withPage(row, group.heading, pages)));
}

/** Everything the search looks at (obsidian.d.ts: name, description text, aliases). */
export function searchText(row: Row): string {
  const desc = typeof row.desc === "string" ? row.desc : (row.desc?.textContent ?? "");
  return [row.name, desc, ...("aliases" in row ? (row.aliases ?? []) : [])].join(" ");
}

function withPage(row: Row, heading: string | undefined, pages: readonly string[]): Findable[] {
  if (!holds(row.visible, true)) return [];
  if (isPage(row)) return [{ row, heading, pages }, ...findables(row.items ?? [], [...pages, row.name])];
  return holds(row.searchable, true) ? [{ row, heading, pages }] : [];
}
