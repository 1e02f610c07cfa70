import type { EventRef } from "./events";

/** obsidian.d.ts: Component. What is registered is undone on unload, children first. */
export class Component {
  /** What `onload` answered: the app waits for a plugin's, nobody waits for a child's. */
  loading: unknown = undefined;
  private loaded = false;
  private readonly children = new Set<Component>();
  private undo: (() => void)[] = [];

  load(): void {
    if (this.loaded) return;
    this.loaded = true;
    this.loading = this.onload();
    for (const child of this.children) child.load();
  }

  onload(): void | Promise<void> {
    // for subclasses
  }

  unload(): void {
    if (!this.loaded) return;
    this.loaded = false;
    for (const child of [...this.children]) this.removeChild(child);
    for (const undo of this.undo.reverse()) undo();
    this.undo = [];
    this.onunload();
  }

  onunload(): void {
    // for subclasses
  }

  addChild<T extends Component>(child: T): T {
    this.children.add(child);
    if (this.loaded) child.load();
    return child;
  }

  removeChild<T extends Component>(child: T): T {
    this.children.delete(child);
    child.unload();
    return child;
  }

  register(undo: () => unknown): void {
    this.undo.push(undo);
  }

  registerEvent(ref: EventRef): void {
    this.register(() => { ref.e.offref(ref); });
  }

  registerDomEvent(target: EventTarget, type: string, callback: (event: Event) => unknown, options?: boolean | AddEventListenerOptions): void {
    target.addEventListener(type, callback, options);
    this.register(() => { target.removeEventListener(type, callback, options); });
  }

  registerInterval(id: number): number {
    this.register(() => { clearInterval(id); });
    return id;
  }
}
