import { setTooltip } from "obsidian";
import type { BackfillNow } from "../../sync/backfill/backfill";
import type { Report } from "../../sync/report";
import type { ScheduleState } from "../../sync/schedule";
import { isUpToDate, needsPerson, type SyncStatus } from "../../sync/sync-status";
import { words } from "../words";

interface Shown {
  readonly connected: boolean;
  readonly locked: boolean;
  readonly state: ScheduleState | null;
  /** The last run. */
  readonly report: Report | null;
  /** Null before it was looked at for the first time. */
  readonly syncStatus: SyncStatus | null;
  /** A backfill that is under way. */
  readonly backfill: BackfillNow | null;
}

/** The status bar item: what the plugin is doing, in a few words. A click opens the status view. */
export class StatusBar {
  private shown: Shown = { connected: false, locked: false, state: null, report: null, syncStatus: null, backfill: null };

  constructor(private readonly item: HTMLElement, onClick: () => void) {
    item.addClass("mod-clickable", "exist-sync-status");
    item.setAttrs({ role: "button", tabindex: "0" });
    item.addEventListener("click", onClick);
    item.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onClick();
    });
  }

  show(change: Partial<Shown>): void {
    this.shown = { ...this.shown, ...change };
    const text = textOf(this.shown);
    this.item.setText(text);
    const { report } = this.shown;
    setTooltip(this.item, words.status.hint(text, report === null ? [] : words.report(report)), { placement: "top" });
  }
}

function textOf({ connected, locked, state, syncStatus, backfill }: Shown): string {
  const { status } = words;
  if (locked) return status.locked;
  if (!connected) return status.notConnected;
  if (state?.running === true && state.all > 0) return status.progress(state.answered, state.all);
  if (backfill !== null) return words.backfill.status(backfill);
  if (state?.running === true) return status.running;
  return syncStatus === null ? status.connected : syncStatusText(syncStatus, state);
}

/** What needs a person comes before what needs none, and what is lost before what only waits. */
function syncStatusText(syncStatus: SyncStatus, state: ScheduleState | null): string {
  const { status } = words;
  const { hold, refused, unreadable, waiting, hasNotes, isIndexing, missing, others } = syncStatus;
  if (needsPerson(syncStatus)) return status.needsYou;
  if (!hasNotes) return status.noNotes;
  if (missing[0] !== undefined) return status.missing(missing[0]);
  if (others[0] !== undefined) return status.left(others[0]);
  if (hold?.failure?.kind === "offline") return status.offline;
  if (hold !== null && hold.failure !== null) return status.waiting(state?.nextAt ?? hold.failure.retryAt);
  if (state?.edited === true) return status.waiting(state.nextAt);
  if (refused + unreadable > 0) return status.notSent(refused + unreadable);
  if (waiting.length > 0 || isIndexing || hold !== null) return status.waiting(state?.nextAt ?? null);
  return isUpToDate(syncStatus) ? status.idle : status.confirming;
}
