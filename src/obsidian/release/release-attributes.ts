import type { App } from "obsidian";
import type { OwnedAttribute, ReleaseReport } from "../../sync/release";
import type { WindowManager } from "../ui/window-manager";
import { ReleaseModal } from "./release-modal";
import { words } from "../words";

/** What releasing needs. */
interface ReleasingParts {
  readonly app: App;
  readonly windows: WindowManager;
  /** What this client owns at Exist; null without a connection. Throws ExistError. */
  readonly owned: () => Promise<readonly OwnedAttribute[] | null>;
  readonly release: (chosen: readonly OwnedAttribute[]) => Promise<ReleaseReport>;
}

/** Shows what this client owns at Exist, and releases what a person ticks. Throws ExistError. */
export async function releaseAttributes({ app, owned, windows, release }: ReleasingParts): Promise<void> {
  const attributes = await owned();
  if (attributes === null) windows.say(words.notices.notConnected);
  else if (attributes.length === 0) windows.say(words.release.nothing);
  else windows.show(new ReleaseModal(app, attributes, windows.whileLoaded(release)));
}
