import type { TFile, Vault } from "obsidian";
import { sanitize } from "../../domain/sanitize";
import type { Clock, Unread } from "../../sync/ports";
import { TimeLimitError, withTimeLimit } from "../../sync/time-limit";

/** A file on the device is read within milliseconds; this is for one that is fetched from somewhere first. */
const PATIENCE = 10_000;
/** While several files hang it is the place that hangs, and the next one is not waited for as long. */
const SHORT_PATIENCE = 1_000;
const SEVERAL = 3;

const LONGEST_REASON = 120;

/** A reading that goes on although nobody waits for it any more. */
interface Hanging {
  /** The file's modification time when it began: what comes of it is of no use once that is another. */
  readonly modified: number;
  readonly text: Promise<string>;
}

/**
 * Reads the texts of notes, each within a limit. A reading cannot be broken off, and a file that hangs is not opened a
 * second time while it does: the reading under way is waited for again, and not for long.
 */
export class NoteTexts {
  private readonly hanging = new Map<string, Hanging>();

  constructor(private readonly vault: Pick<Vault, "cachedRead">, private readonly clock: Pick<Clock, "after">) {}

  /** The text of a file, or why it could not be had. Never rejects. */
  async read(file: TFile): Promise<string | Unread> {
    const { path, stat: { mtime: modified } } = file;
    const before = this.hanging.get(path);
    const isUnderWay = before?.modified === modified;
    const text = isUnderWay ? before.text : this.begin(file);
    const limit = isUnderWay || this.hanging.size >= SEVERAL ? SHORT_PATIENCE : PATIENCE;
    try {
      return await withTimeLimit(this.clock, limit, path, text);
    } catch (error) {
      if (!(error instanceof TimeLimitError)) return unreadable(error);
      if (!isUnderWay) this.follow(path, { modified, text });
      return { unread: "no-answer" };
    }
  }

  /** Begins to read; what the app throws at once is as good as what it rejects with. */
  private async begin(file: TFile): Promise<string> {
    return this.vault.cachedRead(file);
  }

  /** Remembers a reading until it ends after all. */
  private follow(path: string, hanging: Hanging): void {
    this.hanging.set(path, hanging);
    const end = (): void => { if (this.hanging.get(path) === hanging) this.hanging.delete(path); };
    hanging.text.then(end, end);
  }
}

/** A note that cannot be read, with the reason in the words of what was thrown. */
export function unreadable(error: unknown): Unread {
  return { unread: "unreadable", reason: sanitize(error instanceof Error ? error.message : String(error), LONGEST_REASON) };
}
