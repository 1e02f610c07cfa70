import type { App } from "obsidian";
import type { RunControl } from "../sync/control";
import { fetchOwned, notReleased, type OwnedAttribute, release, type ReleaseReport } from "../sync/release";
import { failureOf } from "../sync/send";
import type { SettingsStore } from "../sync/ports";
import { NOT_CONNECTED } from "../sync/report";
import type { Session } from "./session";
import { announce } from "./ui/notices";
import { ReleaseModal } from "./ui/release-modal";
import { words } from "./words";

/** What releasing attributes needs. */
interface ReleasingParts {
  readonly app: App;
  readonly settings: SettingsStore;
  readonly session: () => Promise<Session | null>;
  /** Runs when no run is under way. */
  readonly exclusively: <T>(task: (control: RunControl) => Promise<T>) => Promise<T>;
}

/** Shows what this client owns at Exist, and releases what a person ticks. Never throws. */
export async function releaseAttributes({ app, settings, session, exclusively }: ReleasingParts): Promise<void> {
  const releaseChosen = (chosen: readonly OwnedAttribute[]): Promise<ReleaseReport> => exclusively(async (control) => {
    const connected = await session();
    return connected === null ? notReleased(chosen, NOT_CONNECTED) : release(connected.client, settings, chosen, control);
  });
  try {
    const owned = await exclusively(async () => {
      const connected = await session();
      return connected === null ? null : fetchOwned(connected.client, settings.current);
    });
    if (owned === null) announce([words.notices.notConnected]);
    else if (owned.length === 0) announce([words.release.nothing]);
    else new ReleaseModal(app, owned, releaseChosen).open();
  } catch (error) {
    announce([words.failure({ ...failureOf(error), waitingHelps: false })]);
  }
}
