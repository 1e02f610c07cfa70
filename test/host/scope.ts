type KeymapListener = (event: KeyboardEvent, context: { readonly key: string | null }) => unknown;

interface KeymapEventHandler {
  readonly scope: Scope;
  readonly modifiers: string | null;
  readonly key: string | null;
  readonly func: KeymapListener;
}

/** obsidian.d.ts: Scope. Handlers of a key; a handler that answers false keeps the key from going further. */
export class Scope {
  private readonly handlers: KeymapEventHandler[] = [];

  constructor(private readonly parent?: Scope) {}

  register(modifiers: readonly string[] | null, key: string | null, func: KeymapListener): KeymapEventHandler {
    const handler = { scope: this, modifiers: modifiers === null ? null : [...modifiers].sort().join(","), key, func };
    this.handlers.push(handler);
    return handler;
  }

  unregister(handler: KeymapEventHandler): void {
    const at = this.handlers.indexOf(handler);
    if (at >= 0) this.handlers.splice(at, 1);
  }

  /** Hands a key to this scope's handlers, then to its parent's. */
  handleKey(event: KeyboardEvent): void {
    const held = Keymap.getModifiers(event);
    for (const handler of [...this.handlers].reverse()) {
      if (handler.key !== null && handler.key.toLowerCase() !== event.key.toLowerCase()) continue;
      if (handler.modifiers !== null && handler.modifiers !== held) continue;
      if (handler.func(event, { key: event.key }) === false) {
        event.preventDefault();
        event.stopPropagation();
      }
      return;
    }
    this.parent?.handleKey(event);
  }
}

/** obsidian.d.ts: Keymap. A stack of scopes, the last pushed being asked first. */
export class Keymap {
  private readonly stack: Scope[] = [];

  pushScope(scope: Scope): void {
    this.stack.push(scope);
  }

  popScope(scope: Scope): void {
    const at = this.stack.lastIndexOf(scope);
    if (at >= 0) this.stack.splice(at, 1);
  }

  onKey(event: KeyboardEvent): void {
    this.stack.at(-1)?.handleKey(event);
  }

  static getModifiers(event: KeyboardEvent): string {
    return [event.altKey && "Alt", event.ctrlKey && "Ctrl", event.metaKey && "Meta", event.shiftKey && "Shift"].filter(Boolean).join(",");
  }

  static isModifier(event: KeyboardEvent, modifier: string): boolean {
    const held = Keymap.getModifiers(event).split(",");
    return held.includes(modifier === "Mod" ? "Ctrl" : modifier);
  }

  static isModEvent(event?: UserIntentEvent | null): boolean {
    return event !== null && event !== undefined && (event.ctrlKey || event.metaKey);
  }
}

type UserIntentEvent = MouseEvent | KeyboardEvent;
