import { Notice } from "obsidian";
import type { MovedToGroup } from "../../sync/possible-groups";
import { words } from "../words";

/** Longer than Obsidian's default: some of these are several sentences. */
const READING_TIME = 10_000;

/** Shows sentences in a notice, one a line. */
export function announce(sentences: readonly string[], stays: "while-read" | "until-dismissed" = "while-read"): Notice {
  const message = createFragment((fragment) => {
    for (const sentence of sentences) fragment.createDiv({ cls: "exist-sync-said", text: sentence, attr: { role: "status" } });
  });
  return new Notice(message, stays === "until-dismissed" ? 0 : READING_TIME);
}

/** Says which new attributes have another group than before, where any has. */
export function sayMoved(moved: readonly MovedToGroup[]): void {
  if (moved.length > 0) announce([words.notices.moved(moved)], "until-dismissed");
}

/** One notice that follows a run a person is waiting for, with a way to stop it. */
export class ProgressNotice {
  private readonly notice: Notice;
  private readonly text: HTMLElement;

  constructor(onStop: () => void) {
    const message = createFragment();
    this.text = message.createDiv({ attr: { role: "status" } });
    message.createEl("button", { text: words.notices.stop, cls: "exist-sync-stop" }).addEventListener("click", onStop);
    this.notice = new Notice(message, 0);
  }

  show(text: string): void {
    this.text.setText(text);
  }

  hide(): void {
    this.notice.hide();
  }
}
