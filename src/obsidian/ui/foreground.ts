import type { Modal } from "obsidian";
import { announce } from "./notices";

/** What a person sees of what was asked for: sentences and windows, as long as the plugin is there. */
export class Foreground {
  private window: Modal | null = null;
  private isClosed = false;

  /** Says sentences in a notice. */
  say(...sentences: readonly string[]): void {
    if (!this.isClosed) announce(sentences);
  }

  show(window: Modal): void {
    if (this.isClosed) return;
    this.window = window;
    window.open();
  }

  /** Closes the window that was shown last; what is late comes no more. */
  close(): void {
    this.isClosed = true;
    this.window?.close();
  }
}
