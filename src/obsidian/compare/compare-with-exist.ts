import type { App } from "obsidian";
import { localDateAt } from "../../domain/local-date";
import type { Comparison } from "../../sync/run/compare";
import type { SettingsStore } from "../../sync/ports";
import type { RunPlan } from "../../sync/run/run-plan";
import { failureOf } from "../../sync/run/send";
import type { Scope } from "../../sync/run/prepare";
import { deviceClock } from "../clock";
import { CompareModal } from "./compare-modal";
import type { WindowManager } from "../ui/window-manager";
import { words } from "../words";

/** What comparing needs. */
interface ComparingParts {
  readonly app: App;
  readonly windows: WindowManager;
  readonly settings: Pick<SettingsStore, "current">;
  /** Compares when no run is under way; null without a connection. Throws ExistError. */
  readonly compare: (days: Pick<Scope, "from">) => Promise<Comparison | null>;
  /** Shows what differs, to be sent or not. */
  readonly showPlan: (plan: RunPlan) => Promise<void>;
}

/** Lets a person choose days, compares them with Exist, and shows what differs or says that nothing does. */
export function compareWithExist({ app, windows, settings, compare, showPlan }: ComparingParts): void {
  const { syncFrom } = settings.current;
  windows.show(new CompareModal(app, { syncFrom, today: localDateAt(deviceClock.now()) }, windows.whileLoaded(async (from) => {
    try {
      // All days, where all are asked for: that is more than the sum of some days to the ledger.
      const comparison = await compare(from === syncFrom ? {} : { from });
      const sentences = comparison === null ? [words.notices.notConnected] : words.comparing.result(comparison);
      if (sentences.length > 0) windows.say(...sentences);
      if (comparison !== null && comparison.plan.updates.length > 0) await showPlan(comparison.plan);
    } catch (error) {
      windows.say(words.failure({ ...failureOf(error), waitingHelps: false }));
    }
  })));
}
