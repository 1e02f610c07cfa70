import type { App, TFile } from "obsidian";
import type { Unread } from "../../sync/ports";
import { indexedContents } from "../obsidian-internals";
import { agreesWithIndex } from "./index-agreement";

/** How much of a hash is kept: enough to tell the versions of one note apart. */
const HASH_LENGTH = 12;

/**
 * Which contents Obsidian's index was made from. The index may lag behind the vault by minutes, so that a file has its new
 * time while the metadata cache still answers with what was; a note is only known as of the contents that were read.
 */
export class IndexState {
  /** Files of which `changed` was heard, with the time and size that they had then. */
  private readonly heard = new WeakMap<TFile, string>();

  constructor(private readonly app: App) {}

  /** `changed`: the index has the file's present contents. */
  indexed(file: TFile): void {
    this.heard.set(file, timeOf(file));
  }

  /** `modify` and `create`: what was heard of the file before says nothing of what is in it now, even under the same time. */
  written(file: TFile): void {
    this.heard.delete(file);
  }

  /** Tells a file's present contents from others. See `NoteRef.stamp`. */
  stampOf(file: TFile): string {
    const made = indexedContents(this.app, file.path);
    const isOfNow = made !== null && made.mtime === file.stat.mtime && made.size === file.stat.size;
    return isOfNow ? `${timeOf(file)} ${made.hash.slice(0, HASH_LENGTH)}` : timeOf(file);
  }

  /** Whether this app tells by a hash of their contents what its index was made from. */
  isExact(paths: Iterable<string>): boolean {
    for (const path of paths) return indexedContents(this.app, path) !== null;
    return true;
  }

  /**
   * Whether the index has the file's present contents: by what the app says it was made from, by a `changed` that was heard,
   * or, where neither tells, by the file's own text.
   * @param read opens the file; what keeps it from that is given back
   */
  async isCurrent(file: TFile, read: () => Promise<string | Unread>): Promise<boolean | Unread> {
    const made = indexedContents(this.app, file.path);
    if (made !== null && made.mtime === file.stat.mtime && made.size === file.stat.size) return true;
    if (this.heard.get(file) === timeOf(file)) return true;
    // An app that says what its index was made from says so of every file; one that does not is asked by the text.
    if (made !== null) return false;
    const cache = this.app.metadataCache.getFileCache(file);
    if (cache === null) return false;
    const text = await read();
    return typeof text === "string" ? agreesWithIndex(text, cache) : text;
  }
}

function timeOf({ stat }: TFile): string {
  return `${stat.mtime} ${stat.size}`;
}
