import { define } from "./define";

type Window_ = Window & typeof globalThis;
type Delegated = (this: unknown, event: Event, target: HTMLElement) => unknown;

/** Delegated and convenience listeners of obsidian.d.ts. */
export function installEvents(win: Window_): void {
  const delegation = {
    on(this: HTMLElement, type: string, selector: string, listener: Delegated, options?: boolean | AddEventListenerOptions) {
      const callback = (event: Event): void => {
        const target = (event.target as Element | null)?.matchParent(selector, this);
        if (target) listener.call(this, event, target as HTMLElement);
      };
      const entries = registry(this, type);
      entries.push({ selector, listener, callback, ...(options === undefined ? {} : { options }) });
      this.addEventListener(type, callback, options);
    },
    off(this: HTMLElement, type: string, selector: string, listener: Delegated, options?: boolean | AddEventListenerOptions) {
      const entries = registry(this, type);
      for (const entry of entries.filter((e) => e.selector === selector && e.listener === listener && e.options === options)) {
        this.removeEventListener(type, entry.callback as EventListener, options);
        entries.splice(entries.indexOf(entry), 1);
      }
    },
  };
  define<object>(win.HTMLElement.prototype, delegation);
  define<object>(win.Document.prototype, delegation);

  define(win.HTMLElement.prototype, {
    onClickEvent(listener, options) {
      this.addEventListener("click", listener, options);
      this.addEventListener("auxclick", listener, options);
    },
    onNodeInserted(listener, once) {
      let inside = this.isConnected;
      const observer = new win.MutationObserver(() => {
        if (this.isConnected && !inside) {
          if (once) observer.disconnect();
          listener();
        }
        inside = this.isConnected;
      });
      observer.observe(this.doc, { childList: true, subtree: true });
      return () => observer.disconnect();
    },
    // The host has one window, so nothing ever moves to another.
    onWindowMigrated: () => () => undefined,
    trigger(type) {
      this.dispatchEvent(new win.Event(type, { bubbles: true, cancelable: true }));
    },
  });

  define(win.UIEvent.prototype, {
    get targetNode() {
      return this.target as Node | null;
    },
    get doc() {
      return this.targetNode?.doc ?? win.document;
    },
    get win() {
      return this.targetNode?.win ?? win;
    },
    instanceOf(type: new () => unknown): boolean {
      return this instanceof type;
    },
  } as Partial<UIEvent> & ThisType<UIEvent>);
}

function registry(el: HTMLElement, type: string): EventListenerInfo[] {
  const events: Record<string, EventListenerInfo[]> = (el._EVENTS ??= {});
  return (events[type] ??= []);
}
