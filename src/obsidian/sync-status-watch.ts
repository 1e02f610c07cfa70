import { localDateAt } from "../domain/local-date";
import type { Settings } from "../sync/settings";
import { type SyncStatus, syncFacts, syncStatusOf } from "../sync/sync-status";
import { deviceClock } from "./clock";
import type { VaultNotes } from "./notes/vault-notes";
import type { Session } from "./session";

interface WatchParts {
  readonly notes: VaultNotes;
  readonly settings: () => Settings;
  /** The connected account's session; null without a connection. */
  readonly session: () => Promise<Session | null>;
  /** Told how things stand; null where that cannot be known. */
  readonly onChange: (syncStatus: SyncStatus | null) => void;
}

/** Keeps what the plugin says of itself in step with what is known not to be at Exist. */
export class SyncStatusWatch {
  private looking: Promise<void> | null = null;
  private isStale = false;

  constructor(private readonly parts: WatchParts) {}

  /** Looks again. What is asked for while it looks is one more look afterwards. */
  refresh(): Promise<void> {
    this.isStale = true;
    this.looking ??= this.lookAsLongAsAsked().finally(() => { this.looking = null; });
    return this.looking;
  }

  private async lookAsLongAsAsked(): Promise<void> {
    while (this.isStale) {
      this.isStale = false;
      // What cannot be read is told by whoever has to write it; until then nothing is claimed.
      this.parts.onChange(await this.look().catch(() => null));
    }
  }

  private async look(): Promise<SyncStatus | null> {
    const { notes, settings, session } = this.parts;
    const opened = await session();
    if (opened === null) return null;
    const list = await notes.list(localDateAt(deviceClock.now()));
    return syncStatusOf(await syncFacts(opened.ledger, list, settings()));
  }
}
