import type * as Obsidian from "obsidian";
import { Component } from "../component";
import type { UiEnv } from "./env";
import type { Icons } from "./icons";
import { newScope } from "./new-scope";

export type MenuClasses = ReturnType<typeof createMenu>;

/** Context menus of one host, drawn in its root (never native). */
export function createMenu({ app, document, root }: UiEnv, { setIcon }: Icons) {
  const shown = new Set<Menu>();
  const ofEvent = new WeakMap<Event, Menu>();

  class MenuItem {
    readonly dom: HTMLElement;
    private readonly iconEl: HTMLElement;
    private readonly titleEl: HTMLElement;
    section = "";
    disabled = false;
    isLabel = false;
    private callback: ((event: MouseEvent | KeyboardEvent) => unknown) | undefined;

    constructor(readonly menu: Menu) {
      this.dom = document.createElement("div");
      this.dom.addClass("menu-item", "tappable");
      this.iconEl = this.dom.createDiv("menu-item-icon");
      this.titleEl = this.dom.createDiv("menu-item-title");
      this.dom.addEventListener("click", (event) => this.choose(event));
      this.dom.addEventListener("mouseenter", () => menu.select(this));
    }

    setTitle(title: string | DocumentFragment): this {
      this.titleEl.setText(title);
      return this;
    }

    setIcon(icon: Obsidian.IconName | null): this {
      this.iconEl.empty();
      if (icon) setIcon(this.iconEl, icon);
      return this;
    }

    setChecked(checked: boolean | null): this {
      this.dom.toggleClass("mod-checked", checked === true);
      return checked ? this.setIcon("check") : this;
    }

    setDisabled(disabled: boolean): this {
      this.disabled = disabled;
      this.dom.toggleClass("is-disabled", disabled);
      return this;
    }

    setWarning(isWarning: boolean): this {
      this.dom.toggleClass("is-warning", isWarning);
      return this;
    }

    setIsLabel(isLabel: boolean): this {
      this.isLabel = isLabel;
      this.dom.toggleClass("is-label", isLabel);
      return this;
    }

    setSection(section: string): this {
      this.section = section;
      this.dom.dataset["section"] = section;
      return this;
    }

    onClick(callback: (event: MouseEvent | KeyboardEvent) => unknown): this {
      this.callback = callback;
      return this;
    }

    choose(event: MouseEvent | KeyboardEvent): void {
      if (this.disabled || this.isLabel) return;
      this.menu.hide();
      this.callback?.(event);
    }
  }

  class MenuSeparator {
    readonly dom = document.createElement("div");

    constructor() {
      this.dom.addClass("menu-separator");
    }
  }

  class Menu extends Component {
    readonly dom: HTMLElement;
    private readonly scope: Obsidian.Scope = newScope();
    private items: (MenuItem | MenuSeparator)[] = [];
    private selected: MenuItem | undefined;
    private hideCallback: (() => unknown) | undefined;

    constructor() {
      super();
      this.dom = document.createElement("div");
      this.dom.addClass("menu");
      this.scope.register([], "Escape", () => this.onKey(() => this.hide()));
      this.scope.register([], "ArrowDown", () => this.onKey(() => this.step(1)));
      this.scope.register([], "ArrowUp", () => this.onKey(() => this.step(-1)));
      this.scope.register([], "Enter", (event) => this.onKey(() => this.selected?.choose(event)));
    }

    /** The one menu that everybody who hears of the event adds to; it shows itself after them. */
    static forEvent(event: PointerEvent | MouseEvent): Menu {
      const known = ofEvent.get(event);
      if (known) return known;
      const menu = new Menu();
      ofEvent.set(event, menu);
      root.win.setTimeout(() => menu.showAtMouseEvent(event), 0);
      return menu;
    }

    setNoIcon(): this {
      this.dom.addClass("mod-no-icon");
      return this;
    }

    setUseNativeMenu(): this {
      return this;
    }

    setParentElement(): this {
      return this;
    }

    addItem(callback: (item: Obsidian.MenuItem) => unknown): this {
      const item = new MenuItem(this);
      this.items.push(item);
      // The declared class has a private constructor, which nothing else can satisfy.
      callback(item);
      return this;
    }

    addSeparator(): this {
      this.items.push(new MenuSeparator());
      return this;
    }

    showAtMouseEvent(event: MouseEvent): this {
      return this.showAtPosition({ x: event.clientX, y: event.clientY });
    }

    showAtPosition({ x, y, width, left }: Obsidian.MenuPositionDef): this {
      if (shown.has(this)) return this;
      shown.add(this);
      this.load();
      this.dom.replaceChildren(...this.inSections().map((item) => item.dom));
      root.appendChild(this.dom);
      app().keymap.pushScope(this.scope);
      document.addEventListener("mousedown", this.onMouseDown);
      const size = this.dom.getBoundingClientRect();
      const furthest = { x: this.dom.win.innerWidth - size.width, y: this.dom.win.innerHeight - size.height };
      this.dom.setCssStyles({
        left: `${Math.clamp(left ? x - size.width : x, 0, Math.max(0, furthest.x))}px`,
        top: `${Math.clamp(y, 0, Math.max(0, furthest.y))}px`,
        ...(width ? { width: `${width}px` } : {}),
      });
      return this;
    }

    hide(): this {
      if (!shown.delete(this)) return this;
      document.removeEventListener("mousedown", this.onMouseDown);
      app().keymap.popScope(this.scope);
      this.dom.remove();
      this.unload();
      this.hideCallback?.();
      return this;
    }

    close(): void {
      this.hide();
    }

    onHide(callback: () => unknown): void {
      this.hideCallback = callback;
    }

    select(item: MenuItem | undefined): void {
      this.selected?.dom.removeClass("selected");
      this.selected = item;
      item?.dom.addClass("selected");
    }

    private readonly onMouseDown = (event: MouseEvent): void => {
      if (!this.dom.contains(event.target as Node)) this.hide();
    };

    private onKey(act: () => void): false {
      act();
      return false;
    }

    private step(by: number): void {
      const items = this.inSections().filter((item) => item instanceof MenuItem && !item.disabled && !item.isLabel) as MenuItem[];
      const at = this.selected ? items.indexOf(this.selected) : by > 0 ? -1 : 0;
      this.select(items[(at + by + items.length) % items.length]);
    }

    /** Items stay in the order of their sections' first items, with a line between two sections. */
    private inSections(): (MenuItem | MenuSeparator)[] {
      const sections = new Map<string, (MenuItem | MenuSeparator)[]>();
      let current = "";
      for (const item of this.items) {
        if (item instanceof MenuItem) current = item.section;
        sections.set(current, [...(sections.get(current) ?? []), item]);
      }
      return [...sections.values()].flatMap((items, index) => (index === 0 ? items : [new MenuSeparator(), ...items]));
    }
  }

  return { Menu, MenuItem, MenuSeparator, hideAll: (): void => [...shown].forEach((menu) => menu.hide()) };
}
