import type { TFile, Vault } from "./vault";

/** obsidian.d.ts, TextFileView.requestSave: "Debounced save in 2 seconds from now"; typing on does not put it off. */
const SAVE_AFTER = 2000;

/** The editor of the open note: text that is typed and not saved yet. */
export class NoteEditor {
  private unsaved: { readonly file: TFile; readonly text: string } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly vault: Vault) {}

  /** What the note says on screen while that is not saved; null when all of it is. */
  unsavedText(file: TFile): string | null {
    return this.unsaved?.file === file ? this.unsaved.text : null;
  }

  type(file: TFile, text: string): void {
    this.unsaved = { file, text };
    this.timer ??= setTimeout(() => { this.save(); }, SAVE_AFTER);
  }

  /** Saves what is not, at once: `modify` is heard before this returns, and the index is behind it as ever. */
  save(): void {
    const { unsaved } = this;
    this.discard();
    if (unsaved === null || this.vault.getFileByPath(unsaved.file.path) !== unsaved.file) return;
    this.vault.modifyNow(unsaved.file, unsaved.text);
  }

  /** Loses what is not saved, as an app does that is killed. */
  discard(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.unsaved = null;
  }
}
