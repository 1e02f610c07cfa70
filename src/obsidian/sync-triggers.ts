import type { App, Plugin } from "obsidian";
import { type LocalDate, localDateAt } from "../domain/local-date";
import { failureOf } from "../sync/run/send";
import type { Schedule } from "../sync/schedule";
import { rulesOf } from "../sync/settings";
import { deviceClock } from "./clock";
import { LeftNotes } from "./notes/left-notes";
import type { VaultNotes } from "./notes/vault-notes";
import type { Session } from "./session";
import type { SyncStatusWatch } from "./sync-status-watch";
import type { SettingsState } from "./state/settings-file";
import type { RunNotifier } from "./ui/run-notifier";
import { words } from "./words";

const SECOND = 1000;
/** Obsidian saves a note within two seconds of the last key (obsidian.d.ts: TextFileView.requestSave). */
const AFTER_LEAVING = 2 * SECOND;
/** How often it is looked whether another day has come, or time has gone by unnoticed. */
const TICK = 5 * 60 * SECOND;

interface WakeParts {
  readonly app: App;
  readonly notes: VaultNotes;
  readonly schedule: Schedule;
  readonly syncStatus: SyncStatusWatch;
  readonly notifier: RunNotifier;
  readonly session: () => Promise<Session | null>;
  readonly isConnected: () => boolean;
}

/** What happens in the app that is a reason to look at the notes: edits, a note that is left, a day that comes, other settings. */
export class SyncTriggers {
  /** The day that it was when it was last looked. */
  private day = localDateAt(deviceClock.now());
  private cancelTick: () => void = () => undefined;

  constructor(private readonly parts: WakeParts) {}

  /** Listens for as long as `plugin` is loaded. */
  listen(plugin: Plugin): void {
    const { app: { workspace }, notes, schedule, isConnected } = this.parts;
    const leaving = new LeftNotes(workspace.getActiveFile()?.path ?? null);
    notes.watch(plugin, {
      onTouch: (dates) => {
        if (!isConnected()) return;
        if (dates.length > 0) schedule.noteWritten();
        void this.touch(dates);
      },
      onChange: (path) => {
        if (!isConnected()) return;
        schedule.noteChanged();
        // The last edit of a note that was left is indexed only now.
        if (leaving.has(path)) schedule.flush(AFTER_LEAVING);
      },
    });
    plugin.registerEvent(workspace.on("file-open", (file) => {
      leaving.open(file?.path ?? null);
      schedule.flush(AFTER_LEAVING);
    }));
    plugin.registerDomEvent(document, "visibilitychange", () => {
      if (document.visibilityState === "hidden") schedule.flush(0);
      else this.noticeTime();
    });
    this.tick();
    plugin.register(() => { this.cancelTick(); });
  }

  /** Settings have changed, here or on another device: what waits because of what they were is looked at again. */
  settingsChanged(before: SettingsState, after: SettingsState): void {
    const { schedule, syncStatus, isConnected } = this.parts;
    void syncStatus.refresh();
    const { autoSync, quietSeconds } = after.settings;
    if (!autoSync) schedule.hold();
    if (!autoSync || !isConnected()) return;
    const canSendAgain = before.lock !== null || !before.settings.autoSync || JSON.stringify(before.settings.connection) !== JSON.stringify(after.settings.connection);
    // Whoever changes one mapping may be about to change another.
    if (canSendAgain) schedule.checkAfter(AFTER_LEAVING);
    else if (rulesOf(before.settings) !== rulesOf(after.settings)) schedule.checkAfter(quietSeconds * SECOND);
  }

  /** Timers stand still while a device sleeps: what is due and which day it is, is looked up and not waited for. */
  private tick(): void {
    this.cancelTick = deviceClock.after(TICK, () => {
      this.noticeTime();
      this.tick();
    });
  }

  private noticeTime(): void {
    this.parts.schedule.catchUp();
    this.noticeDay();
  }

  /** A day has come since it was last looked: notes written ahead are due, and what was said of the day before is over. */
  private noticeDay(): void {
    const today = localDateAt(deviceClock.now());
    if (today === this.day) return;
    this.day = today;
    void this.parts.syncStatus.refresh();
    if (this.parts.isConnected()) this.parts.schedule.checkAfter();
  }

  /** Notes have changed: whatever their time and size say, they are read again, also after a restart. */
  private async touch(dates: readonly LocalDate[]): Promise<void> {
    try {
      await (await this.parts.session())?.ledger.touch(dates);
      void this.parts.syncStatus.refresh();
    } catch (error) {
      this.parts.notifier.about("storage", words.failure(failureOf(error)));
    }
  }
}
