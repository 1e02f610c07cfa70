import type * as Obsidian from "obsidian";
import type { UiEnv } from "./env";

const DEFAULT_DURATION = 5000;

/** Notices of one host, stacked in its root. */
export function createNotice({ document, root }: UiEnv) {
  const stackEl = document.createElement("div");
  stackEl.addClass("notice-container");
  const shown = new Set<Notice>();

  class Notice implements Obsidian.Notice {
    readonly noticeEl: HTMLElement;
    readonly containerEl: HTMLElement;
    readonly messageEl: HTMLElement;
    private readonly timer: number | undefined;

    constructor(message: string | DocumentFragment, duration = DEFAULT_DURATION) {
      if (!stackEl.isConnected) root.appendChild(stackEl);
      this.containerEl = stackEl.createDiv("notice");
      this.noticeEl = this.containerEl;
      this.messageEl = this.containerEl.createDiv("notice-message");
      this.setMessage(message);
      this.containerEl.addEventListener("click", () => this.hide());
      if (duration > 0) this.timer = this.containerEl.win.setTimeout(() => this.hide(), duration);
      shown.add(this);
    }

    setMessage(message: string | DocumentFragment): this {
      this.messageEl.setText(message);
      return this;
    }

    hide(): void {
      shown.delete(this);
      this.containerEl.win.clearTimeout(this.timer);
      this.containerEl.remove();
      if (shown.size === 0) stackEl.remove();
    }
  }

  return { Notice, hideAll: (): void => [...shown].forEach((notice) => notice.hide()) };
}
