import { setTooltip } from "obsidian";
import type { BackfillNow } from "../../sync/backfill/backfill";
import type { Report } from "../../sync/report";
import type { ScheduleState } from "../../sync/schedule";
import { words } from "../words";

interface Shown {
  readonly connected: boolean;
  readonly locked: boolean;
  readonly state: ScheduleState | null;
  /** The last run. */
  readonly report: Report | null;
  /** A backfill that is under way. */
  readonly backfill: BackfillNow | null;
}

/** The status bar item: what the plugin is doing, in a few words. A click opens the status view. */
export class StatusBar {
  private shown: Shown = { connected: false, locked: false, state: null, report: null, backfill: null };

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

function textOf({ connected, locked, state, report, backfill }: Shown): string {
  const { status } = words;
  if (locked) return status.locked;
  if (!connected) return status.notConnected;
  if (state?.running === true && state.all > 0) return status.progress(state.answered, state.all);
  if (backfill !== null) return words.backfill.status(backfill);
  if (state?.running === true) return status.running;
  const failure = report?.failure ?? null;
  if (failure !== null) {
    if (failure.kind === "offline") return status.offline;
    return failure.waitingHelps ? status.waiting(state?.nextAt ?? failure.retryAt) : status.needsYou;
  }
  if (report !== null && report.waitsFor.length > 0) return status.needsYou;
  if (state?.edited === true) return status.waiting(state.nextAt);
  return report === null ? status.connected : status.idle;
}
