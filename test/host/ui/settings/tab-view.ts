import type * as Obsidian from "obsidian";
import { inGroups, isPage } from "./definition";
import { type Parts, type Rendered, renderDefinitions, type Surroundings } from "./render-definitions";
import type { TabClasses, TabView } from "./tab";

type Tab = Obsidian.SettingTab;
type Definition = Obsidian.SettingDefinitionPage;

interface OpenPage {
  definition: Definition;
  readonly page: Obsidian.SettingPage;
  rendered: Rendered | undefined;
}

export type TabViews = ReturnType<typeof createTabViews>;
export type OpenTabView = TabView & { openPages(names: readonly string[]): void };

/** Shows a tab: its definitions with their pages, or, when it has none, what its `display()` draws. */
export function createTabViews(parts: Parts, { SettingPage, attachView }: TabClasses) {
  class DeclarativePage extends SettingPage {
    display(): void {}
  }

  return function showTab(tab: Tab, hostEl: HTMLElement): OpenTabView {
    let root: Rendered | undefined;
    const pages: OpenPage[] = [];
    const queries = new Map<string, Map<string, string>>();

    const render = (el: HTMLElement, items: readonly Obsidian.SettingDefinitionItem[]): Rendered => {
      const path = pages.map(({ definition }) => definition.name).join("/");
      const around: Surroundings = {
        source: tab,
        queries: queries.get(path) ?? new Map<string, string>(),
        openPage: (definition) => open(definition),
        changed: () => view.refresh(),
      };
      queries.set(path, around.queries);
      el.empty();
      return renderDefinitions(parts, el, items, around);
    };

    const front = (): HTMLElement => pages.at(-1)?.page.rootEl ?? tab.containerEl;

    const open = (definition: Definition): void => {
      front().detach();
      const page = definition.page?.() ?? new DeclarativePage();
      page.title ||= definition.name;
      page.titlebarEl.empty();
      const backEl = page.titlebarEl.createDiv("clickable-icon setting-page-back-button");
      parts.icons.setIcon(backEl, "arrow-left");
      backEl.addEventListener("click", back);
      page.titlebarEl.createDiv({ cls: "setting-page-title", text: page.title });
      pages.push({ definition, page, rendered: undefined });
      hostEl.appendChild(page.rootEl);
      fill(pages.at(-1));
    };

    const fill = (open: OpenPage | undefined): void => {
      if (!open) return;
      if (open.definition.page) open.page.display();
      else open.rendered = render(open.page.containerEl, open.definition.items ?? []);
    };

    const leave = ({ page, rendered }: OpenPage): void => {
      rendered?.dispose();
      page.hide();
      page.rootEl.detach();
    };

    const back = (): void => {
      const left = pages.pop();
      if (left) leave(left);
      hostEl.appendChild(front());
    };

    const view: OpenTabView = {
      update() {
        const scrolled = front().scrollTop;
        root?.dispose();
        const shown = pages.splice(0);
        root = render(tab.containerEl, tab.settingItems);
        let items = tab.settingItems;
        for (const open of shown) {
          open.rendered?.dispose();
          const definition = pages.length === shown.indexOf(open) ? pageNamed(items, open.definition.name) : undefined;
          if (!definition) {
            leave(open);
            continue;
          }
          pages.push(open);
          open.definition = definition;
          if (!definition.page) fill(open);
          items = definition.items ?? [];
        }
        if (!front().isConnected) hostEl.appendChild(front());
        front().scrollTop = scrolled;
      },
      refresh() {
        root?.refresh();
        for (const { rendered } of pages) rendered?.refresh();
      },
      dispose() {
        root?.dispose();
        root = undefined;
        for (const page of pages.splice(0).reverse()) leave(page);
      },
      openPages(names) {
        let items = tab.settingItems;
        for (const name of names) {
          const definition = pageNamed(items, name);
          if (!definition) return;
          open(definition);
          items = definition.items ?? [];
        }
      },
    };

    tab.update();
    hostEl.appendChild(tab.containerEl);
    if (tab.settingItems.length > 0) {
      root = render(tab.containerEl, tab.settingItems);
      attachView(tab, view);
    } else {
      tab.display();
    }
    return view;
  };
}

function pageNamed(items: readonly Obsidian.SettingDefinitionItem[], name: string): Definition | undefined {
  return inGroups(items)
    .flatMap((group) => group.items ?? [])
    .find((row): row is Definition => isPage(row) && row.name === name);
}
