import type { FileStat, MemoryAdapter } from "./adapter";
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

/** obsidian.d.ts: Vault, over an adapter. Events follow the writing at once; indexing comes later, in the metadata cache. */
export class Vault extends Events {
  readonly configDir = ".obsidian";
  private readonly root = new TFolder(this, "/");
  private readonly byPath = new Map<string, TAbstractFile>([["/", this.root]]);
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(readonly adapter: MemoryAdapter) {
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

  async create(path: string, text: string): Promise<TFile> {
    if (this.byPath.has(path)) throw new Error("File already exists.");
    await this.adapter.write(path, text);
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

  async modify(file: TFile, text: string): Promise<void> {
    await this.adapter.write(file.path, text);
    this.refreshStat(file);
    this.trigger("modify", file);
  }

  async append(file: TFile, text: string): Promise<void> {
    await this.process(file, (before) => before + text);
  }

  /** Reads, changes and writes; changes of one file come one after the other (obsidian.d.ts). */
  process(file: TFile, change: (text: string) => string): Promise<string> {
    const before = this.queues.get(file.path) ?? Promise.resolve();
    const mine = before.then(async () => {
      const text = change(await this.adapter.read(file.path));
      await this.modify(file, text);
      return text;
    });
    this.queues.set(file.path, mine.catch(() => undefined));
    return mine;
  }

  async rename(file: TFile, to: string): Promise<void> {
    if (this.byPath.has(to)) throw new Error("Destination file already exists!");
    const from = file.path;
    await this.adapter.rename(from, to);
    this.byPath.delete(from);
    this.leave(file);
    file.path = to;
    this.byPath.set(to, file);
    this.enter(file);
    this.trigger("rename", file, from);
  }

  async delete(file: TFile): Promise<void> {
    await this.adapter.remove(file.path);
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
