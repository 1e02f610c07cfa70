import type { Host } from "../../host/host";

/** How long after the last key a note is saved, as the app does it (obsidian.d.ts: TextFileView.requestSave). */
const SAVE_AFTER = 2000;

/** The vault's notes, and the one that is open. */
export class Editor {
  private readonly listEl: HTMLElement;
  private readonly titleEl: HTMLElement;
  private readonly textEl: HTMLTextAreaElement;
  private path: string | null = null;
  private save: (() => void) | null = null;

  constructor(parent: HTMLElement, private readonly host: Host, isPhone: boolean) {
    this.listEl = isPhone ? parent.createEl("select", "playground-notes dropdown") : parent.createDiv("playground-notes");
    this.listEl.setAttr("aria-label", "Notes");
    const mainEl = parent.createDiv("playground-editor");
    this.titleEl = mainEl.createDiv("playground-note-title");
    this.textEl = mainEl.createEl("textarea", { cls: "playground-text", attr: { spellcheck: "false", "aria-label": "Text of the note" } });
    this.textEl.addEventListener("input", () => { this.saveLater(); });
    this.listEl.addEventListener("change", () => { if (this.listEl instanceof HTMLSelectElement) void this.open(this.listEl.value); });
    host.app.workspace.on("file-open", (file: { readonly path: string } | null) => { if (file !== null && file.path !== this.path) void this.show(file.path); });
    this.drawList();
  }

  openLatest(): void {
    const [latest] = this.paths();
    if (latest !== undefined) void this.open(latest);
  }

  private async open(path: string): Promise<void> {
    this.save?.();
    await this.show(path);
    this.host.openNote(path);
  }

  private async show(path: string): Promise<void> {
    const file = this.host.app.vault.getFileByPath(path);
    if (file === null) return;
    this.path = path;
    this.titleEl.setText(path.replace(/\.md$/, ""));
    this.textEl.value = await this.host.app.vault.read(file);
    for (const item of this.listEl.findAll(".playground-note")) item.toggleClass("is-active", item.dataset.path === path);
    if (this.listEl instanceof HTMLSelectElement) this.listEl.value = path;
  }

  private saveLater(): void {
    if (this.save !== null) return;
    const { path } = this;
    const write = (): void => {
      clearTimeout(timer);
      this.save = null;
      if (path !== null) void this.host.write(path, this.textEl.value);
    };
    const timer = setTimeout(write, SAVE_AFTER);
    this.save = write;
  }

  /** Daily notes first, the latest on top. */
  private paths(): string[] {
    const paths = this.host.app.vault.getMarkdownFiles().map((file) => file.path);
    const isDaily = (path: string): boolean => /(?:^|\/)\d{4}-\d{2}-\d{2}\.md$/.test(path);
    return [...paths.filter(isDaily).sort().reverse(), ...paths.filter((path) => !isDaily(path)).sort()];
  }

  private drawList(): void {
    for (const path of this.paths()) {
      const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/, "");
      if (this.listEl instanceof HTMLSelectElement) {
        this.listEl.createEl("option", { value: path, text: name });
        continue;
      }
      const item = this.listEl.createEl("button", { cls: "playground-note", text: name, attr: { title: path } });
      item.dataset.path = path;
      item.addEventListener("click", () => void this.open(path));
    }
  }
}
