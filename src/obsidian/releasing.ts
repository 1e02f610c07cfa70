import type { App } from "obsidian";
import type { OwnedAttribute, ReleaseReport } from "../sync/release";
import type { Foreground } from "./ui/foreground";
import { ReleaseModal } from "./ui/release-modal";
import { words } from "./words";

/** What releasing needs. */
interface ReleasingParts {
  readonly app: App;
  readonly foreground: Foreground;
  /** What this client owns at Exist; null without a connection. Throws ExistError. */
  readonly owned: () => Promise<readonly OwnedAttribute[] | null>;
  readonly release: (chosen: readonly OwnedAttribute[]) => Promise<ReleaseReport>;
}

/** Shows what this client owns at Exist, and releases what a person ticks. Throws ExistError. */
export async function releaseAttributes({ app, owned, foreground, release }: ReleasingParts): Promise<void> {
  const attributes = await owned();
  if (attributes === null) foreground.say(words.notices.notConnected);
  else if (attributes.length === 0) foreground.say(words.release.nothing);
  else foreground.show(new ReleaseModal(app, attributes, foreground.live(release)));
}
