import type { App } from "obsidian";
import type { OwnedAttribute, ReleaseReport } from "../sync/release";
import { failureOf } from "../sync/send";
import { ReleaseModal } from "./ui/release-modal";
import { words } from "./words";

/** What releasing needs. */
interface ReleasingParts {
  readonly app: App;
  /** What this client owns at Exist; null without a connection. Throws ExistError. */
  readonly owned: () => Promise<readonly OwnedAttribute[] | null>;
  readonly release: (chosen: readonly OwnedAttribute[]) => Promise<ReleaseReport>;
  readonly tell: (sentence: string) => void;
}

/** Shows what this client owns at Exist, and releases what a person ticks. Never throws. */
export async function releaseAttributes({ app, owned, release, tell }: ReleasingParts): Promise<void> {
  try {
    const attributes = await owned();
    if (attributes === null) tell(words.notices.notConnected);
    else if (attributes.length === 0) tell(words.release.nothing);
    else new ReleaseModal(app, attributes, release).open();
  } catch (error) {
    tell(words.failure({ ...failureOf(error), waitingHelps: false }));
  }
}
