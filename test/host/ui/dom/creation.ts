import { define } from "./define";

type Window_ = Window & typeof globalThis;
type Info = Partial<DomElementInfo>;

/** createEl and its kin: on nodes they append, as globals they only make. */
export function installCreation(win: Window_): void {
  const make = (doc: Document, tag: string, info: Info | string | undefined, parent: Node | null): HTMLElement =>
    furnish(doc.createElement(tag), info, parent);
  const makeSvg = (doc: Document, tag: string, info: SvgElementInfo | string | undefined, parent: Node | null): SVGElement =>
    furnish(doc.createElementNS("http://www.w3.org/2000/svg", tag), info, parent);
  const then = <T>(el: T, callback: ((el: T) => void) | undefined): T => {
    callback?.(el);
    return el;
  };

  define(win.Node.prototype, {
    createEl(tag: string, info?: Info | string, callback?: (el: HTMLElement) => void) {
      return then(make(this.doc, tag, info, this), callback);
    },
    createDiv(info?: Info | string, callback?: (el: HTMLDivElement) => void) {
      return this.createEl("div", info, callback);
    },
    createSpan(info?: Info | string, callback?: (el: HTMLSpanElement) => void) {
      return this.createEl("span", info, callback);
    },
    createSvg(tag: string, info?: SvgElementInfo | string, callback?: (el: SVGElement) => void) {
      return then(makeSvg(this.doc, tag, info, this), callback);
    },
  } as Partial<Node> & ThisType<Node>);

  const createEl = (tag: string, info?: Info | string, callback?: (el: HTMLElement) => void): HTMLElement =>
    then(make(win.document, tag, info, null), callback);
  define<object>(win, {
    createEl,
    createDiv: (info?: Info | string, callback?: (el: HTMLDivElement) => void) => createEl("div", info, callback as never),
    createSpan: (info?: Info | string, callback?: (el: HTMLSpanElement) => void) => createEl("span", info, callback),
    createSvg: (tag: string, info?: SvgElementInfo | string, callback?: (el: SVGElement) => void) =>
      then(makeSvg(win.document, tag, info, null), callback),
    createFragment: (callback?: (el: DocumentFragment) => void) => then(win.document.createDocumentFragment(), callback),
    fish: (selector: string) => win.document.querySelector<HTMLElement>(selector),
    fishAll: (selector: string) => Array.from(win.document.querySelectorAll<HTMLElement>(selector)),
    isBoolean: (value: unknown): value is boolean => typeof value === "boolean",
    sleep: (ms: number) => new Promise((resolve) => win.setTimeout(resolve, ms)),
    nextFrame: () => new Promise<void>((resolve) => win.requestAnimationFrame(() => resolve())),
    ready: (callback: () => unknown) => {
      if (win.document.readyState === "loading") win.document.addEventListener("DOMContentLoaded", () => callback(), { once: true });
      else callback();
    },
    activeWindow: win,
    activeDocument: win.document,
  });
}

/** Applies a DomElementInfo; a bare string stands for its class, as in the app. */
function furnish<T extends Element>(el: T, info: Info | SvgElementInfo | string | undefined, parent: Node | null): T {
  const { cls, text, attr, title, value, type, prepend, placeholder, href, parent: named } =
    typeof info === "string" ? ({ cls: info } as Info) : ((info ?? {}) as Info);
  const classes = [cls ?? []].flat().flatMap((names) => names.split(/\s+/)).filter(Boolean);
  if (classes.length > 0) el.classList.add(...classes);
  if (text !== undefined) el.setText(text);
  if (attr) el.setAttrs(attr);
  for (const [name, given] of Object.entries({ title, type, placeholder, href })) if (given !== undefined) el.setAttribute(name, given);
  if (value !== undefined) Reflect.set(el, "value", value);
  const home = named ?? parent;
  if (home) home.insertBefore(el, prepend ? home.firstChild : null);
  return el;
}
