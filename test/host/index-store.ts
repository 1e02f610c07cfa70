import type { CachedMetadata } from "./metadata-parse";

/** What an entry of the index was made from: the file's times and size as they were then, and a hash of its text. */
export interface IndexedFile {
  /** Milliseconds since 1970. */
  readonly mtime: number;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly hash: string;
}

/** The index as the app keeps it in IndexedDB from one start to the next. */
export interface IndexStore {
  /** By path. */
  readonly files: Record<string, IndexedFile>;
  /** By hash: two files of one text share an entry. */
  readonly entries: Record<string, CachedMetadata>;
}

/** An index without entries: that of a new device, or of an app that has thrown its own away. */
export function newIndexStore(): IndexStore {
  return { files: {}, entries: {} };
}

/** How the app indexes; assumptions `index-delay`, `no-change-no-index`, `warm-start`, `same-mtime`, `file-cache`. */
export interface IndexOptions {
  /** Whether the undocumented members `fileCache` and `metadataCache` are there; there unless told. */
  readonly fileCache?: "present" | "absent" | "throws";
  /** How long after the layout is ready the app begins with files that changed while it was closed, milliseconds. */
  readonly startAfter?: number;
  /** By what the app finds them when it starts; by times and size unless told. */
  readonly noticesBy?: "times" | "contents";
  /** Whether `changed` follows a write that left the contents as they were; it does unless told. */
  readonly sameContents?: "told" | "untold";
  /** Whether nothing is indexed from the start on, until `release`. */
  readonly held?: boolean;
}
