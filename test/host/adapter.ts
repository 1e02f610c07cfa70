import type { HostClock } from "./clock";

export interface FileStat {
  readonly ctime: number;
  readonly mtime: number;
  readonly size: number;
}

/** obsidian.d.ts: DataWriteOptions. Times that the file is to have, milliseconds since 1970; unless told, that of the write. */
export interface WriteOptions {
  readonly ctime?: number;
  readonly mtime?: number;
}

/** What becomes of a reading: it fails, never ends (a file that is only in the cloud), or takes its time. */
export type ReadFault = { readonly kind: "error"; readonly message?: string } | { readonly kind: "never" } | { readonly kind: "slow"; readonly ms: number };

const bytes = new TextEncoder();

/** Files in memory, as the app's DataAdapter shows them (obsidian.d.ts). Sizes are UTF-8 bytes. */
export class MemoryAdapter {
  /** Whether the disk takes paths that differ in letter case for one, as those of macOS and Windows do. */
  ignoresCase = false;
  private readonly files = new Map<string, { readonly text: string; readonly stat: FileStat }>();
  private readonly faults = new Map<string, ReadFault>();

  constructor(private readonly clock: HostClock, files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.put(path, text);
  }

  /** Writes a file at once, with a modification time of its own, as a vault on disk has them. Nobody is told. */
  put(path: string, text: string, mtime = this.clock.now(), ctime?: number): void {
    const key = this.keyOf(path);
    const known = this.files.get(key);
    this.files.set(key, { text, stat: { ctime: ctime ?? known?.stat.ctime ?? mtime, mtime, size: bytes.encode(text).length } });
  }

  /** From now on, whoever reads the file meets `fault`; null makes it readable again. Readings under way stay as they are. */
  breakReading(path: string, fault: ReadFault | null): void {
    if (fault === null) this.faults.delete(path);
    else this.faults.set(path, fault);
  }

  paths(): string[] {
    return [...this.files.keys()];
  }

  statNow(path: string): FileStat | null {
    return this.files.get(this.keyOf(path))?.stat ?? null;
  }

  /** What is in a file, whoever may or may not be able to read it; null without one. */
  textNow(path: string): string | null {
    return this.files.get(this.keyOf(path))?.text ?? null;
  }

  exists(path: string): Promise<boolean> {
    const key = this.keyOf(path);
    return Promise.resolve(this.files.has(key) || this.paths().some((each) => each.startsWith(`${key}/`)));
  }

  stat(path: string): Promise<(FileStat & { readonly type: "file" }) | null> {
    const stat = this.statNow(path);
    return Promise.resolve(stat === null ? null : { type: "file", ...stat });
  }

  read(path: string): Promise<string> {
    const key = this.keyOf(path);
    const file = this.files.get(key);
    if (file === undefined) return Promise.reject(new Error(`ENOENT: no such file or directory, open '${path}'`));
    const fault = this.faults.get(key);
    if (fault?.kind === "error") return Promise.reject(new Error(fault.message ?? "EIO: i/o error, read"));
    if (fault?.kind === "never") return new Promise(() => undefined);
    if (fault?.kind === "slow") return new Promise((done) => { setTimeout(() => { done(file.text); }, fault.ms); });
    return Promise.resolve(file.text);
  }

  write(path: string, text: string, { ctime, mtime }: WriteOptions = {}): Promise<void> {
    this.put(path, text, mtime, ctime);
    return Promise.resolve();
  }

  remove(path: string): Promise<void> {
    this.files.delete(this.keyOf(path));
    return Promise.resolve();
  }

  /** Renames a file, or a folder with all that is in it. Times stay as they are. */
  rename(path: string, to: string): Promise<void> {
    const key = this.keyOf(path);
    const moved = this.paths().filter((each) => each === key || each.startsWith(`${key}/`));
    if (moved.length === 0) return Promise.reject(new Error(`ENOENT: no such file or directory, rename '${path}'`));
    for (const from of moved) {
      const file = this.files.get(from);
      this.files.delete(from);
      if (file !== undefined) this.files.set(to + from.slice(key.length), file);
    }
    return Promise.resolve();
  }

  mkdir(): Promise<void> {
    return Promise.resolve();
  }

  list(folder: string): Promise<{ readonly files: string[]; readonly folders: string[] }> {
    const prefix = folder === "" || folder === "/" ? "" : `${folder}/`;
    const below = this.paths().filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
    const folders = new Set(below.filter((path) => path.includes("/")).map((path) => prefix + path.slice(0, path.indexOf("/"))));
    return Promise.resolve({ files: below.filter((path) => !path.includes("/")).map((path) => prefix + path), folders: [...folders] });
  }

  /** The path as the file or folder was written first, where the disk makes no difference. */
  private keyOf(path: string): string {
    if (!this.ignoresCase || this.files.has(path)) return path;
    const wanted = path.toLowerCase();
    const same = this.paths().find((each) => each.toLowerCase() === wanted || each.toLowerCase().startsWith(`${wanted}/`));
    return same?.slice(0, path.length) ?? path;
  }
}
