import type { MemoryAdapter } from "./adapter";
import type { Vault } from "./vault";

interface OutsideWrite {
  /** The modification time that the file gets, milliseconds since 1970: also one that stands still or goes back. */
  readonly mtime?: number;
  /** Whether the system tells the app of it; it does unless told. */
  readonly told?: boolean;
}

/** The vault's folder in the hands of another program (git, iCloud, Syncthing, another editor) while the app is open. */
export class Disk {
  constructor(private readonly adapter: MemoryAdapter, private readonly vault: Vault) {}

  write(path: string, text: string, { mtime, told = true }: OutsideWrite = {}): void {
    this.adapter.put(path, text, mtime);
    if (told) this.vault.reconcile(path);
  }

  async remove(path: string): Promise<void> {
    await this.adapter.remove(path);
    this.vault.reconcile(path);
  }

  /** A renamed file is to the app one that went and one that came. */
  async rename(path: string, to: string): Promise<void> {
    await this.adapter.rename(path, to);
    this.vault.reconcile(path);
    this.vault.reconcile(to);
  }

  /** Gives each of two files the other's name. With one time and one size, the app has nothing to notice. */
  async swap(path: string, other: string): Promise<void> {
    const between = `${path}.swap`;
    await this.adapter.rename(path, between);
    await this.adapter.rename(other, path);
    await this.adapter.rename(between, other);
    this.vault.reconcile(path);
    this.vault.reconcile(other);
  }

  /** Keeps the text that lost beside the one that won, as sync programs do: `2026-09-21 (conflict).md`. Gives its path. */
  conflict(path: string, text: string): string {
    const copy = path.replace(/\.md$/, " (conflict).md");
    this.write(copy, text);
    return copy;
  }

  /** Files that arrive one after the other, each `everyMs` after the one before; `inHalves` half of the text comes first. */
  async arrive(files: Readonly<Record<string, string>>, everyMs: number, { inHalves = false } = {}): Promise<void> {
    const pause = (): Promise<void> => new Promise((done) => { setTimeout(done, everyMs); });
    for (const [path, text] of Object.entries(files)) {
      await pause();
      if (inHalves) {
        this.write(path, text.slice(0, text.length / 2));
        await pause();
      }
      this.write(path, text);
    }
  }
}
