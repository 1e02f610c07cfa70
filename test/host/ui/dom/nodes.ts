import { define } from "./define";

type Window_ = Window & typeof globalThis;

/** Node, Element and HTMLElement helpers of obsidian.d.ts, apart from events and creation. */
export function installNodes(win: Window_): void {
  define(win.Node.prototype, {
    detach() {
      this.parentNode?.removeChild(this);
    },
    empty() {
      while (this.lastChild) this.removeChild(this.lastChild);
    },
    insertAfter(node, child) {
      this.insertBefore(node, child ? child.nextSibling : this.firstChild);
      return node;
    },
    indexOf(other) {
      return Array.from(this.childNodes).indexOf(other as ChildNode);
    },
    setChildrenInPlace(children) {
      const kept = new Set(children);
      for (const child of Array.from(this.childNodes)) if (!kept.has(child)) child.remove();
      children.forEach((child, index) => {
        if (this.childNodes[index] !== child) this.insertBefore(child, this.childNodes[index] ?? null);
      });
    },
    appendText(text) {
      this.appendChild(this.doc.createTextNode(text));
    },
    get doc() {
      return this.ownerDocument ?? (this.nodeType === 9 ? (this as Document) : win.document);
    },
    get win() {
      return this.doc === win.document ? win : (this.doc.defaultView ?? win);
    },
    get constructorWin() {
      return this.win;
    },
  });

  define<object, Node>(win.Node.prototype, {
    instanceOf(type: new () => unknown): boolean {
      if (this instanceof type) return true;
      const sameNamed: unknown = Reflect.get(this.win, type.name);
      return typeof sameNamed === "function" && this instanceof sameNamed;
    },
  });

  define(win.Element.prototype, {
    getText() {
      return this.textContent;
    },
    setText(text) {
      if (typeof text === "string") this.textContent = text;
      else this.replaceChildren(text);
    },
    addClass(...classes) {
      this.addClasses(classes);
    },
    addClasses(classes) {
      this.classList.add(...classes);
    },
    removeClass(...classes) {
      this.removeClasses(classes);
    },
    removeClasses(classes) {
      this.classList.remove(...classes);
    },
    toggleClass(classes, value) {
      for (const name of [classes].flat()) this.classList.toggle(name, value);
    },
    hasClass(name) {
      return this.classList.contains(name);
    },
    setAttr(name, value) {
      if (value === null) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    },
    setAttrs(attributes) {
      for (const [name, value] of Object.entries(attributes)) this.setAttr(name, value);
    },
    getAttr(name) {
      return this.getAttribute(name);
    },
    matchParent(selector, last) {
      for (let el: Element | null = this; el; el = el === last ? null : el.parentElement) if (el.matches(selector)) return el;
      return null;
    },
    getCssPropertyValue(property, pseudo) {
      return this.win.getComputedStyle(this, pseudo).getPropertyValue(property).trim();
    },
    isActiveElement() {
      return this.doc.activeElement === this;
    },
    find(selector: string) {
      return this.querySelector(selector);
    },
    findAll(selector: string) {
      return Array.from(this.querySelectorAll<HTMLElement>(selector));
    },
    findAllSelf(selector: string) {
      return [...(this.matches(selector) ? [this as HTMLElement] : []), ...this.querySelectorAll<HTMLElement>(selector)];
    },
  });

  define(win.HTMLElement.prototype, {
    show() {
      this.toggle(true);
    },
    hide() {
      this.toggle(false);
    },
    toggle(show) {
      this.style.display = show ? "" : "none";
    },
    toggleVisibility(visible) {
      this.style.visibility = visible ? "" : "hidden";
    },
    isShown() {
      for (let el: HTMLElement | null = this; el; el = el.parentElement) if (el.style.display === "none") return false;
      return this.isConnected;
    },
    get innerWidth() {
      const style = this.win.getComputedStyle(this);
      return this.clientWidth - parseFloat(style.paddingLeft || "0") - parseFloat(style.paddingRight || "0");
    },
    get innerHeight() {
      const style = this.win.getComputedStyle(this);
      return this.clientHeight - parseFloat(style.paddingTop || "0") - parseFloat(style.paddingBottom || "0");
    },
  });

  for (const prototype of [win.HTMLElement.prototype, win.SVGElement.prototype]) installCss(prototype);

  define(win.DocumentFragment.prototype, {
    find(selector) {
      return this.querySelector<HTMLElement>(selector) as HTMLElement;
    },
    findAll(selector) {
      return Array.from(this.querySelectorAll<HTMLElement>(selector));
    },
  });
}

function installCss(prototype: HTMLElement | SVGElement): void {
  define<HTMLElement | SVGElement>(prototype, {
    setCssStyles(styles: Partial<CSSStyleDeclaration>) {
      Object.assign(this.style, styles);
    },
    setCssProps(props: Record<string, string>) {
      for (const [name, value] of Object.entries(props)) this.style.setProperty(name, value);
    },
  });
}
