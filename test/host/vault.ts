import type { FileStat, MemoryAdapter, WriteOptions } from "./adapter";
import { Events } from "./events";

/** obsidian.d.ts: TAbstractFile. */
export abstract class TAbstractFile {
  parent: TFolder | null = null;

  constructor(readonly vault: Vault, public path: string) {}

  get name(): string {
    return this.path.slice(this.path.lastIndexOf("/") + 1);
  }
}

export class TFile extends TAbstractFile {
  stat: FileStat = { ctime: 0, mtime: 0, size: 0 };

  get extension(): string {
    const dot = this.name.lastIndexOf(".");
    return dot < 0 ? "" : this.name.slice(dot + 1);
  }

  get basename(): string {
    const dot = this.name.lastIndexOf(".");
    return dot < 0 ? this.name : this.name.slice(0, dot);
  }
}

export class TFolder extends TAbstractFile {
  children: TAbstractFile[] = [];

  isRoot(): boolean {
    return this.path === "/";
  }
}

/** Folders that begin with a dot are no part of the vault's tree; only the adapter sees them (docs: Vault). */
function isHidden(path: string): boolean {
  return path.split("/").some((part) => part.startsWith("."));
}

export function normalizePath(path: string): string {
  const clean = path.replaceAll("\\", "/").replace(/[\u00a0\u202f]/g, " ").replace(/\/+/g, "/").replace(/^\/|\/$/g, "").normalize("NFC");
  return clean === "" ? "/" : clean;
}

/** Of which renames the vault tells when a folder is renamed: of the folder and each file in it, or of the folder only. */
export type FolderRenames = "each" | "folder";

/** obsidian.d.ts: Vault, over an adapter. Events follow the writing at once; indexing comes later, in the metadata cache. */
export class Vault extends Events {
  readonly configDir = ".obsidian";
  private readonly root = new TFolder(this, "/");
  private readonly byPath = new Map<string, TAbstractFile>([["/", this.root]]);
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(readonly adapter: MemoryAdapter, private readonly folderRenames: FolderRenames = "each") {
    super();
    for (const path of adapter.paths()) if (!isHidden(path)) this.addFile(path);
  }

  getName(): string {
    return "Vault";
  }

  getRoot(): TFolder {
    return this.root;
  }

  getAbstractFileByPath(path: string): TAbstractFile | null {
    return this.byPath.get(path) ?? null;
  }

  getFileByPath(path: string): TFile | null {
    const file = this.byPath.get(path);
    return file instanceof TFile ? file : null;
  }

  getFolderByPath(path: string): TFolder | null {
    const folder = this.byPath.get(path);
    return folder instanceof TFolder ? folder : null;
  }

  getAllLoadedFiles(): TAbstractFile[] {
    return [...this.byPath.values()];
  }

  getFiles(): TFile[] {
    return this.getAllLoadedFiles().filter((file) => file instanceof TFile);
  }

  getMarkdownFiles(): TFile[] {
    return this.getFiles().filter((file) => file.extension === "md");
  }

  read(file: TFile): Promise<string> {
    return this.adapter.read(file.path);
  }

  cachedRead(file: TFile): Promise<string> {
    return this.adapter.read(file.path);
  }

  async create(path: string, text: string, options?: WriteOptions): Promise<TFile> {
    if (this.byPath.has(path) || (await this.adapter.exists(path))) throw new Error("File already exists.");
    await this.adapter.write(path, text, options);
    const file = this.addFile(path);
    this.trigger("create", file);
    return file;
  }

  createFolder(path: string): Promise<TFolder> {
    if (this.byPath.has(path)) return Promise.reject(new Error("Folder already exists."));
    const folder = this.folderFor(path);
    this.trigger("create", folder);
    return Promise.resolve(folder);
  }

  async modify(file: TFile, text: string, options?: WriteOptions): Promise<void> {
    await this.adapter.write(file.path, text, options);
    this.refreshStat(file);
    this.trigger("modify", file);
  }

  /** As `modify`, and over when it returns: the stand-in's disk takes no time. */
  modifyNow(file: TFile, text: string): void {
    this.adapter.put(file.path, text);
    this.refreshStat(file);
    this.trigger("modify", file);
  }

  async append(file: TFile, text: string): Promise<void> {
    await this.process(file, (before) => before + text);
  }

  /** Reads, changes and writes; changes of one file come one after the other (obsidian.d.ts). */
  process(file: TFile, change: (text: string) => string, options?: WriteOptions): Promise<string> {
    const before = this.queues.get(file.path) ?? Promise.resolve();
    const mine = before.then(async () => {
      const text = change(await this.adapter.read(file.path));
      await this.modify(file, text, options);
      return text;
    });
    this.queues.set(file.path, mine.catch(() => undefined));
    return mine;
  }

  /** Renames a file or a folder, also into a folder that is not there yet. */
  async rename(file: TAbstractFile, to: string): Promise<void> {
    if (this.byPath.has(to)) throw new Error("Destination file already exists!");
    const from = file.path;
    await this.adapter.rename(from, to);
    const below = file instanceof TFolder ? this.below(file) : [];
    this.move(file, to);
    for (const each of below) this.move(each, to + each.path.slice(from.length));
    this.trigger("rename", file, from);
    if (this.folderRenames === "each") for (const each of below) this.trigger("rename", each, from + each.path.slice(to.length));
  }

  /** Deletes a file, or a folder with all that is in it. */
  async delete(file: TAbstractFile): Promise<void> {
    for (const each of [...(file instanceof TFolder ? this.below(file) : []), file]) {
      if (each instanceof TFile) await this.adapter.remove(each.path);
      this.drop(each);
    }
  }

  /**
   * Looks at a path on disk as the app does when the system tells it of a change: a file that is new, gone, or has another
   * time or size is told of. A change that left both alone is none to it (assumption `same-mtime`).
   */
  reconcile(path: string): void {
    const file = this.getFileByPath(path);
    const stat = this.adapter.statNow(path);
    if (file === null) {
      if (stat !== null) this.trigger("create", this.addFile(path));
    } else if (stat === null) {
      this.drop(file);
    } else if (stat.mtime !== file.stat.mtime || stat.size !== file.stat.size) {
      this.refreshStat(file);
      this.trigger("modify", file);
    }
  }

  /** All that is in a folder, what is deeper after what holds it. */
  private below(folder: TFolder): TAbstractFile[] {
    return folder.children.flatMap((child) => (child instanceof TFolder ? [child, ...this.below(child)] : [child]));
  }

  private move(file: TAbstractFile, to: string): void {
    this.byPath.delete(file.path);
    this.leave(file);
    file.path = to;
    this.byPath.set(to, file);
    this.enter(file);
  }

  private drop(file: TAbstractFile): void {
    this.byPath.delete(file.path);
    this.leave(file);
    this.trigger("delete", file);
  }

  private addFile(path: string): TFile {
    const file = new TFile(this, path);
    this.refreshStat(file);
    this.byPath.set(path, file);
    this.enter(file);
    return file;
  }

  private refreshStat(file: TFile): void {
    file.stat = this.adapter.statNow(file.path) ?? file.stat;
  }

  private enter(file: TAbstractFile): void {
    const cut = file.path.lastIndexOf("/");
    file.parent = cut < 0 ? this.root : this.folderFor(file.path.slice(0, cut));
    file.parent.children.push(file);
  }

  private leave(file: TAbstractFile): void {
    const siblings = file.parent?.children ?? [];
    const at = siblings.indexOf(file);
    if (at >= 0) siblings.splice(at, 1);
  }

  private folderFor(path: string): TFolder {
    const known = this.byPath.get(path);
    if (known instanceof TFolder) return known;
    const folder = new TFolder(this, path);
    this.byPath.set(path, folder);
    this.enter(folder);
    return folder;
  }
}
