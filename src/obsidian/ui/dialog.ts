import { type App, Modal } from "obsidian";
import { deviceClock } from "../clock";

const REACHED_BY_TAB = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]:not([tabindex='-1'])";

/**
 * A modal that says to screen readers what it is, has the focus from the start and keeps it while it is open. Obsidian's
 * own does none of this (accessibility audit of 1.12.7). It is opened by the Foreground, which gives the focus back.
 */
export abstract class Dialog extends Modal {
  constructor(app: App, title: string) {
    super(app);
    const { modalEl, titleEl } = this;
    this.setTitle(title);
    titleEl.id = `exist-sync-title-${Math.floor(deviceClock.random() * 1e9)}`;
    modalEl.addClass("exist-sync-dialog");
    modalEl.setAttrs({ role: "dialog", "aria-modal": "true", "aria-labelledby": titleEl.id, tabindex: "-1" });
    modalEl.addEventListener("keydown", (event) => { this.stayInside(event); });
  }

  override open(): void {
    super.open();
    const { modalEl } = this;
    if (!modalEl.contains(modalEl.ownerDocument.activeElement)) modalEl.focus();
  }

  /** From the last element Tab leads to the first, and back. */
  private stayInside(event: KeyboardEvent): void {
    if (event.key !== "Tab" || event.defaultPrevented) return;
    const { modalEl } = this;
    const reached = [...modalEl.querySelectorAll<HTMLElement>(REACHED_BY_TAB)].filter((element) => element.getClientRects().length > 0);
    const focused = modalEl.ownerDocument.activeElement;
    const [from, to] = event.shiftKey ? [reached[0], reached.at(-1)] : [reached.at(-1), reached[0]];
    if (focused !== from && !(event.shiftKey && focused === modalEl)) return;
    event.preventDefault();
    to?.focus();
  }
}
