import type { Modal, Notice } from "obsidian";
import { failureOf } from "../../sync/run/send";
import { words } from "../words";
import { keepFocus } from "./focus";
import { announce } from "./notices";

/** A kind of window. */
type Kind = abstract new (...parts: never[]) => Modal;

/**
 * What a person sees of the plugin besides its views: sentences, and one window at a time. All of it ends with the plugin:
 * what comes later is neither said nor shown, and the buttons of a window that was there do nothing any more.
 */
export class WindowManager {
  /** The window that is open, with those over it. */
  private open: readonly Modal[] = [];
  /** Windows that were asked for before, and open one by one. */
  private next: readonly Modal[] = [];
  /** What is being done that leads to a window. */
  private readonly asked = new Set<string>();
  private isClosed = false;
  /** What was said last. */
  private said: { readonly text: string; readonly notice: Notice } | null = null;

  /** Says sentences in a notice. What is said once more takes the place of what was said before. */
  say(...sentences: readonly string[]): void {
    if (this.isClosed) return;
    const text = sentences.join("\n");
    if (this.said?.text === text) this.said.notice.hide();
    this.said = { text, notice: announce(sentences) };
  }

  /**
   * Does what a person asks for and what leads to a window, and says what goes wrong. While a window is open, that is
   * brought to the front instead; and what is being done already is not done twice. Never throws.
   */
  async ask(what: string, task: () => Promise<void>): Promise<void> {
    if (this.isClosed || this.asked.has(what) || this.raise()) return;
    this.asked.add(what);
    try {
      await task();
    } catch (error) {
      this.say(words.failure({ ...failureOf(error), waitingHelps: false }));
    } finally {
      this.asked.delete(what);
    }
  }

  /** Opens a window; where another one is open, as soon as that is closed. Of one kind only the latest waits. */
  show(window: Modal): void {
    if (this.isClosed) return;
    if (!this.isTaken) this.put(window);
    else this.next = [...this.next.filter((each) => each.constructor !== window.constructor), window];
  }

  /** Opens a window over the one that is open, with which it closes. */
  showOver(window: Modal, onClosed: () => void): void {
    if (this.isTaken) this.put(window, onClosed);
  }

  /**
   * Brings the open window to the front.
   * @param kind does so only where a window of this kind is open, or waits for the open one to be closed
   * @returns whether there is one
   */
  raise(kind?: Kind): boolean {
    if (!this.isTaken) return false;
    if (kind !== undefined && ![...this.open, ...this.next].some((each) => each instanceof kind)) return false;
    for (const { containerEl, modalEl } of this.open) {
      if (containerEl.nextElementSibling !== null) containerEl.parentElement?.append(containerEl);
      if (!modalEl.contains(modalEl.ownerDocument.activeElement)) modalEl.focus();
    }
    return true;
  }

  /** What a window does for a person, as long as the plugin is there. Later it does nothing, and nobody is told of an end. */
  whileLoaded<Parts extends readonly unknown[], T>(action: (...parts: Parts) => Promise<T>): (...parts: Parts) => Promise<T> {
    return (...parts) => (this.isClosed ? new Promise<T>(() => undefined) : action(...parts));
  }

  /** Closes every window, for good. */
  close(): void {
    this.isClosed = true;
    this.next = [];
    this.open[0]?.close();
  }

  /** Opens a window and takes its end up; the focus goes back to what has it now. */
  private put(window: Modal, onClosed?: () => void): void {
    const giveFocusBack = keepFocus(activeDocument);
    window.setCloseCallback(() => {
      this.drop(window);
      giveFocusBack();
      onClosed?.();
      this.goOn();
    });
    this.open = [...this.open, window];
    try {
      window.open();
    } catch (error) {
      this.drop(window);
      throw error;
    }
  }

  /** Takes a window for closed, and closes those over it. */
  private drop(window: Modal): void {
    const at = this.open.indexOf(window);
    if (at < 0) return;
    const over = this.open.slice(at + 1);
    this.open = this.open.slice(0, at);
    for (const each of over.reverse()) each.close();
  }

  private goOn(): void {
    const [first, ...rest] = this.next;
    if (this.open.length > 0 || first === undefined) return;
    this.next = rest;
    this.put(first);
  }

  /** Whether a window is open. One that went down with the pop-out window it was in is not. */
  private get isTaken(): boolean {
    const [bottom] = this.open;
    if (bottom === undefined) return false;
    const { containerEl } = bottom;
    if (!containerEl.isConnected || containerEl.win.closed) this.drop(bottom);
    return this.open.length > 0;
  }
}
