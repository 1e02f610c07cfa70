import { Events } from "./events";
import { type CachedMetadata, readMetadata } from "./metadata-parse";
import { TFile, type Vault } from "./vault";

/** How long after writing a file is indexed (assumption `index-delay`). */
const DELAY = 10;

/** obsidian.d.ts: MetadataCache. Always behind the vault: inside `modify` it still shows what was. */
export class MetadataCache extends Events {
  private readonly caches = new Map<TFile, CachedMetadata>();
  private readonly waiting = new Map<TFile, ReturnType<typeof setTimeout>>();
  /** Until the app has started, the files it finds come from the cache of last time. */
  private started = false;
  private closed = false;
  private busy = false;

  constructor(private readonly vault: Vault) {
    super();
    const index = (file: unknown): void => { if (file instanceof TFile) this.indexLater(file); };
    vault.on("create", index);
    vault.on("modify", index);
    vault.on("delete", (file: unknown) => {
      if (!(file instanceof TFile)) return;
      const before = this.caches.get(file) ?? null;
      this.caches.delete(file);
      this.trigger("deleted", file, before);
    });
  }

  getFileCache(file: TFile): CachedMetadata | null {
    return this.caches.get(file) ?? null;
  }

  getCache(path: string): CachedMetadata | null {
    const file = this.vault.getFileByPath(path);
    return file === null ? null : this.getFileCache(file);
  }

  getFirstLinkpathDest(link: string): TFile | null {
    return this.vault.getFileByPath(link) ?? this.vault.getFileByPath(`${link}.md`);
  }

  /** Indexes the whole vault. A warm cache was kept from last time and tells nobody; a cold one tells of every file. */
  async indexAll(cold: boolean): Promise<void> {
    for (const file of this.vault.getMarkdownFiles()) {
      const text = await this.vault.read(file);
      const cache = readMetadata(text);
      this.caches.set(file, cache);
      if (cold) this.trigger("changed", file, text, cache);
    }
    this.started = true;
    this.trigger("resolved");
  }

  isQuiet(): boolean {
    return this.waiting.size === 0;
  }

  /** A busy app indexes nothing; what was written meanwhile is indexed when it is no longer. */
  setBusy(busy: boolean): void {
    this.busy = busy;
    if (!busy) for (const file of this.waiting.keys()) this.indexLater(file);
  }

  close(): void {
    this.closed = true;
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private indexLater(file: TFile): void {
    if (file.extension !== "md" || !this.started || this.closed) return;
    clearTimeout(this.waiting.get(file));
    this.waiting.set(file, setTimeout(() => { if (!this.busy) void this.index(file); }, DELAY));
  }

  private async index(file: TFile): Promise<void> {
    if (this.vault.getFileByPath(file.path) === file) {
      const text = await this.vault.read(file);
      const cache = readMetadata(text);
      this.caches.set(file, cache);
      this.waiting.delete(file);
      this.trigger("changed", file, text, cache);
      this.trigger("resolve", file);
    }
    this.waiting.delete(file);
    if (this.isQuiet()) this.trigger("resolved");
  }
}
