/** A subscription, to be handed to `offref` (obsidian.d.ts: EventRef). */
export interface EventRef {
  readonly e: Events;
  readonly name: string;
  readonly callback: (...data: unknown[]) => unknown;
  readonly context: unknown;
}

/**
 * obsidian.d.ts: Events. One handler that throws does not keep the others from running; what it threw surfaces as an
 * unhandled error (assumption `handler-errors`).
 */
export class Events {
  private readonly refs = new Map<string, Set<EventRef>>();

  on(name: string, callback: (...data: never[]) => unknown, context?: unknown): EventRef {
    const ref: EventRef = { e: this, name, callback: callback as EventRef["callback"], context };
    const refs = this.refs.get(name) ?? new Set();
    refs.add(ref);
    this.refs.set(name, refs);
    return ref;
  }

  off(name: string, callback: (...data: never[]) => unknown): void {
    for (const ref of this.refs.get(name) ?? []) if (ref.callback === callback) this.offref(ref);
  }

  offref(ref: EventRef): void {
    this.refs.get(ref.name)?.delete(ref);
  }

  trigger(name: string, ...data: unknown[]): void {
    for (const ref of [...(this.refs.get(name) ?? [])]) this.tryTrigger(ref, data);
  }

  tryTrigger(ref: EventRef, data: unknown[]): void {
    try {
      ref.callback.apply(ref.context, data);
    } catch (error) {
      setTimeout(() => { throw error; }, 0);
    }
  }

  /** How many handlers are registered; for finding those a plugin forgot. */
  count(): number {
    return [...this.refs.values()].reduce((sum, refs) => sum + refs.size, 0);
  }
}
