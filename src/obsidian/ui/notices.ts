import { Notice } from "obsidian";

/** Longer than Obsidian's default: some of these are several sentences. */
const READING_TIME = 10_000;

/** Shows sentences in a notice, one a line. */
export function announce(sentences: readonly string[], stays: "while-read" | "until-dismissed" = "while-read"): void {
  const message = createFragment((fragment) => {
    for (const sentence of sentences) fragment.createDiv({ text: sentence });
  });
  new Notice(message, stays === "until-dismissed" ? 0 : READING_TIME);
}

/** One notice that follows a run a person is waiting for. */
export class ProgressNotice {
  private readonly notice = new Notice("", 0);

  show(text: string): void {
    this.notice.setMessage(text);
  }

  hide(): void {
    this.notice.hide();
  }
}
