import type { HostClock } from "./clock";

export interface FileStat {
  readonly ctime: number;
  readonly mtime: number;
  readonly size: number;
}

const bytes = new TextEncoder();

/** Files in memory, as the app's DataAdapter shows them (obsidian.d.ts). Sizes are UTF-8 bytes. */
export class MemoryAdapter {
  private readonly files = new Map<string, { readonly text: string; readonly stat: FileStat }>();

  constructor(private readonly clock: HostClock, files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.put(path, text);
  }

  /** Adds a file with a modification time of its own, as a vault on disk has them. */
  put(path: string, text: string, mtime = this.clock.now()): void {
    const known = this.files.get(path);
    this.files.set(path, { text, stat: { ctime: known?.stat.ctime ?? mtime, mtime, size: bytes.encode(text).length } });
  }

  paths(): string[] {
    return [...this.files.keys()];
  }

  statNow(path: string): FileStat | null {
    return this.files.get(path)?.stat ?? null;
  }

  exists(path: string): Promise<boolean> {
    const prefix = `${path}/`;
    return Promise.resolve(this.files.has(path) || this.paths().some((each) => each.startsWith(prefix)));
  }

  stat(path: string): Promise<(FileStat & { readonly type: "file" }) | null> {
    const stat = this.statNow(path);
    return Promise.resolve(stat === null ? null : { type: "file", ...stat });
  }

  read(path: string): Promise<string> {
    const file = this.files.get(path);
    return file === undefined ? Promise.reject(new Error(`ENOENT: no such file or directory, open '${path}'`)) : Promise.resolve(file.text);
  }

  write(path: string, text: string): Promise<void> {
    this.put(path, text);
    return Promise.resolve();
  }

  remove(path: string): Promise<void> {
    this.files.delete(path);
    return Promise.resolve();
  }

  rename(path: string, to: string): Promise<void> {
    const file = this.files.get(path);
    if (file === undefined) return Promise.reject(new Error(`ENOENT: no such file or directory, rename '${path}'`));
    this.files.delete(path);
    this.files.set(to, file);
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
}
