import "fake-indexeddb/auto";
import { afterEach, beforeEach, vi } from "vitest";
import { Host, type HostOptions } from "./host";

export const MINUTE = 60_000;
export const SECOND = 1000;
const START = new Date(2026, 8, 21, 12);

const open: Host[] = [];

/** Time stands still in every test but for what it moves. */
export function atNoon(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    vi.setSystemTime(START);
  });
  afterEach(() => {
    for (const host of open.splice(0)) host.close();
    vi.useRealTimers();
  });
}

export const mood = (value: number): string => `---\nmood: ${value}\n---\n`;

/** An app with a ready layout and what it tells, as a plugin would hear it: each event with a path, and the mood that the index shows then. */
export class Told {
  readonly log: string[] = [];

  private constructor(readonly host: Host) {
    const { vault, metadataCache, workspace } = host.app;
    for (const name of ["create", "modify", "delete", "rename"]) {
      vault.on(name, (file: { readonly path: string }, from?: string) => { this.log.push([name, ...(from === undefined ? [] : [from]), file.path].join(" ")); });
    }
    metadataCache.on("changed", (file: { readonly path: string }) => { this.log.push(`changed ${file.path} ${this.mood(file.path)}`); });
    metadataCache.on("resolved", () => { this.log.push("resolved"); });
    workspace.on("file-open", (file: { readonly path: string } | null) => { this.log.push(`file-open ${file?.path ?? "none"}`); });
  }

  static async start(options: Partial<HostOptions> = {}): Promise<Told> {
    const host = await Host.start({ indexedDB, transport: () => Promise.reject(new Error("offline")), ...options });
    open.push(host);
    return new Told(host);
  }

  /** The mood that the index shows for a note, `none` without an entry. */
  mood(path: string): string {
    const value = this.host.app.metadataCache.getCache(path)?.frontmatter?.["mood"];
    return typeof value === "number" ? String(value) : "none";
  }

  mtime(path: string): number {
    return this.host.app.vault.getFileByPath(path)?.stat.mtime ?? Number.NaN;
  }

  /** What was told since the last time this was asked, `resolved` aside. */
  news(): string[] {
    return this.log.splice(0).filter((line) => line !== "resolved");
  }
}

export function pass(ms: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(ms);
}
