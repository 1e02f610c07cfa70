import { contentHash } from "./content-hash";
import { Events } from "./events";
import { type IndexOptions, type IndexStore, newIndexStore } from "./index-store";
import { type CachedMetadata, readMetadata } from "./metadata-parse";
import { TFile, TFolder, type Vault } from "./vault";

/** How long after writing a file is indexed unless a test tells otherwise (assumption `index-delay`). */
const DELAY = 10;
/** When a start begins with files that changed while the app was closed: later than a plugin may care to wait (assumption `warm-start`). */
const START_AFTER = 15_000;

type Timer = ReturnType<typeof setTimeout>;

/** obsidian.d.ts: MetadataCache. Always behind the vault: inside `modify` it still shows what was. */
export class MetadataCache extends Events {
  /** The listeners that the index itself has at the vault. */
  static readonly VAULT_LISTENERS = 4;
  /** Undocumented (assumption `file-cache`). */
  declare readonly fileCache?: IndexStore["files"];
  /** Undocumented: entries by hash. */
  declare readonly metadataCache?: IndexStore["entries"];
  /** The index as a restart finds it. */
  readonly store: IndexStore;

  private readonly waiting = new Map<TFile, Timer>();
  private readonly told = new Map<string, number>();
  private readonly held = new Set<string>();
  private readonly exempt = new Set<string>();
  private allHeld: boolean;
  private lagOf: (path: string) => number = () => DELAY;
  /** Until the app has started, the files it finds come from the cache of last time. */
  private started = false;
  private closed = false;

  /** `kept` is the index of last time; absent in a world that begins with an app that knows its vault already. */
  constructor(private readonly vault: Vault, private readonly options: IndexOptions = {}, private readonly kept?: IndexStore) {
    super();
    this.store = kept ?? newIndexStore();
    this.allHeld = options.held ?? false;
    this.showStore(options.fileCache ?? "present");
    const index = (file: unknown): void => { if (file instanceof TFile) this.indexLater(file); };
    vault.on("create", index);
    vault.on("modify", index);
    vault.on("rename", (file: unknown, from: string) => { this.move(file, from); });
    vault.on("delete", (file: unknown) => { if (file instanceof TFile) this.forget(file); });
  }

  getFileCache(file: TFile): CachedMetadata | null {
    const known = this.store.files[file.path];
    return known === undefined ? null : (this.store.entries[known.hash] ?? null);
  }

  getCache(path: string): CachedMetadata | null {
    const file = this.vault.getFileByPath(path);
    return file === null ? null : this.getFileCache(file);
  }

  getFirstLinkpathDest(link: string): TFile | null {
    return this.vault.getFileByPath(link) ?? this.vault.getFileByPath(`${link}.md`);
  }

  /**
   * What the app does with its index once the layout is ready. With the index of last time it looks for files whose times
   * or size are others, and tells of each as it gets to it; without (`cold`) it tells of every file. A world that begins
   * with this app has an index of everything, and nobody is told.
   */
  async indexAll(cold: boolean): Promise<void> {
    const { startAfter, noticesBy = "times" } = this.options;
    const { files } = this.store;
    for (const path of Object.keys(files)) if (cold || this.vault.getFileByPath(path) === null) Reflect.deleteProperty(files, path);
    this.started = true;
    for (const file of this.vault.getMarkdownFiles()) {
      const known = files[file.path];
      const isSame = known?.mtime === file.stat.mtime && known.size === file.stat.size;
      if (isSame && (noticesBy === "times" || known.hash === contentHash(await this.vault.read(file)))) continue;
      const isBeginning = this.kept === undefined && !cold;
      if (!this.isHeld(file.path) && (isBeginning || (cold && startAfter === undefined))) await this.index(file, isBeginning ? 0 : 1);
      else this.queue(file, (startAfter ?? START_AFTER) + this.lagOf(file.path));
    }
    if (this.isQuiet()) this.trigger("resolved");
  }

  /** Whether all that was written is indexed. */
  isQuiet(): boolean {
    return this.waiting.size === 0;
  }

  /** From now on a file is indexed so long after it was written, milliseconds: for all alike, or by path, so that they come out of order. */
  lag(ms: number | ((path: string) => number)): void {
    this.lagOf = typeof ms === "number" ? () => ms : ms;
  }

  /** The file, or without a path any file, is not indexed until `release`; what is written meanwhile waits. */
  hold(path?: string): void {
    if (path !== undefined) {
      this.held.add(path);
      this.exempt.delete(path);
      return;
    }
    this.allHeld = true;
    this.exempt.clear();
  }

  /** Indexes what waited: one file, or all. */
  release(path?: string): void {
    if (path === undefined) {
      this.allHeld = false;
      this.held.clear();
    } else {
      this.held.delete(path);
      this.exempt.add(path);
    }
    for (const file of this.waiting.keys()) if (path === undefined || file.path === path) this.queue(file, DELAY);
  }

  /** A busy app indexes nothing; what was written meanwhile is indexed when it is no longer. */
  setBusy(busy: boolean): void {
    if (busy) this.hold();
    else this.release();
  }

  /** The file is indexed from now on without a word of it. */
  silent(path: string): void {
    this.told.set(path, 0);
  }

  /** `changed` comes twice for the file from now on. */
  twice(path: string): void {
    this.told.set(path, 2);
  }

  /** The file's changes are told of as they usually are. */
  usual(path: string): void {
    this.told.delete(path);
  }

  /** Says that the index is as new as the file while it holds what was before, as after reading a file that was half replaced. */
  claimNew(path: string): void {
    const file = this.vault.getFileByPath(path);
    const known = this.store.files[path];
    if (file === null || known === undefined) throw new Error(`${path} is not indexed.`);
    this.store.files[path] = { ...known, mtime: file.stat.mtime, size: file.stat.size };
  }

  close(): void {
    this.closed = true;
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private isHeld(path: string): boolean {
    return this.held.has(path) || (this.allHeld && !this.exempt.has(path));
  }

  private indexLater(file: TFile): void {
    if (file.extension === "md" && this.started) this.queue(file, this.lagOf(file.path));
  }

  private queue(file: TFile, ms: number): void {
    if (this.closed) return;
    clearTimeout(this.waiting.get(file));
    const timer = setTimeout(() => {
      if (!this.isHeld(file.path)) void this.index(file, this.told.get(file.path) ?? 1).then(() => { this.finish(file, timer); });
    }, ms);
    this.waiting.set(file, timer);
  }

  /** Unless the file was written again while it was read, it no longer waits. */
  private finish(file: TFile, timer: Timer): void {
    if (this.waiting.get(file) !== timer) return;
    this.waiting.delete(file);
    if (this.isQuiet()) this.trigger("resolved");
  }

  /** Reads and indexes a file, and tells `times` times. What cannot be read keeps the entry it had, without a word. */
  private async index(file: TFile, times: number): Promise<void> {
    const { mtime, size } = file.stat;
    const text = await this.vault.read(file).catch(() => null);
    if (text === null || this.closed || this.vault.getFileByPath(file.path) !== file) return;
    const { files, entries } = this.store;
    const hash = contentHash(text);
    const isSame = files[file.path]?.hash === hash;
    const cache = (entries[hash] ??= readMetadata(text));
    files[file.path] = { mtime, size, hash };
    if (times === 0 || (isSame && this.options.sameContents === "untold")) return;
    for (let time = 0; time < times; time += 1) this.trigger("changed", file, text, cache);
    this.trigger("resolve", file);
  }

  /** Entries go with a renamed file, and with each file of a renamed folder; `changed` is not called (obsidian.d.ts). */
  private move(file: unknown, from: string): void {
    const { files } = this.store;
    if (file instanceof TFolder) {
      for (const path of Object.keys(files)) if (path.startsWith(`${from}/`)) this.moveEntry(path, file.path + path.slice(from.length));
    } else if (file instanceof TFile) {
      this.moveEntry(from, file.path);
      if (this.waiting.has(file)) this.indexLater(file);
    }
  }

  private moveEntry(from: string, to: string): void {
    const { files } = this.store;
    const known = files[from];
    if (known === undefined) return;
    files[to] = known;
    Reflect.deleteProperty(files, from);
  }

  private forget(file: TFile): void {
    const before = this.getFileCache(file);
    clearTimeout(this.waiting.get(file));
    this.waiting.delete(file);
    Reflect.deleteProperty(this.store.files, file.path);
    this.trigger("deleted", file, before);
  }

  private showStore(mode: "present" | "absent" | "throws"): void {
    if (mode === "absent") return;
    const refuse = (): never => { throw new Error("There is no such member any more."); };
    const show = (name: string, part: (store: IndexStore) => object): void => {
      Object.defineProperty(this, name, { get: mode === "throws" ? refuse : () => part(this.store) });
    };
    show("fileCache", ({ files }) => files);
    show("metadataCache", ({ entries }) => entries);
  }
}
