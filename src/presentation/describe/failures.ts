import type { Language } from "../../locales";
import { joined } from "../../locales/fill";
import { ended } from "../../locales/formats";
import type { Failure } from "../../sync/report";

/** What kept something from being done. */
type Reason = Pick<Failure, "kind" | "text">;

/** Why requests and runs failed, and what to do about it. */
export function describeFailures({ words, formats, fill }: Language) {
  const { failures } = words;
  const { remedy: remedies } = failures;

  /** Which of the sentences for settings is meant. */
  const settingsCode = (text: string): "newer" | "damaged" | "notSaved" => (text === "newer" || text === "damaged" ? text : "notSaved");

  const cause = ({ kind, text }: Reason): string => {
    switch (kind) {
      case "settings":
        return fill(failures.settings[settingsCode(text)], { text });
      case "refused":
      case "unexpected":
        return fill(failures.cause[kind], { text: ended(text) });
      default:
        return fill(failures.cause[kind], { text });
    }
  };

  /** What to do where the settings or the keychain of this device are in the way. */
  const storageRemedy = ({ kind, text }: Reason): string => (kind === "keychain" ? remedies.unlock : failures.settingsRemedy[settingsCode(text)]);

  /** Why something was not done that settings or keychain are needed for. @param undone a sentence that says what */
  const withoutStorage = (of: Reason, undone: string): string => joined(cause(of), undone, storageRemedy(of));

  /** What becomes of a run that failed, and what to do. */
  const remedy = ({ kind, text, retryAt, waitingHelps }: Failure): string => {
    switch (kind) {
      case "offline":
      case "rate-limited":
      case "unavailable":
        if (retryAt === null) return waitingHelps ? remedies.automatically : remedies.later;
        return fill(waitingHelps ? remedies.automaticallyAt : remedies.laterAt, { time: formats.time(retryAt) });
      case "settings":
      case "keychain":
        return joined(failures.nothingMore, storageRemedy({ kind, text }));
      case "unexpected":
        return "";
      default:
        return remedies[kind];
    }
  };

  const failure = (of: Failure): string => joined(cause(of), remedy(of));

  return {
    cause,
    failure,
    withoutStorage,
    /** Why a change of the settings was not saved. */
    notSaved: (of: Failure): string => (of.kind === "settings" ? withoutStorage(of, words.settings.notSaved) : failure(of)),
    /** Why nothing was added to a value; that request is not repeated automatically. */
    notAdded: (of: Failure): string => {
      if (of.kind === "settings" || of.kind === "keychain") return withoutStorage(of, failures.notAdded);
      const again = of.retryAt === null ? failures.addLater : fill(failures.addAfter, { time: formats.time(of.retryAt) });
      const todo = of.kind === "token" || of.kind === "account" || of.kind === "scope" || of.kind === "not-connected" ? remedy(of) : again;
      return joined(cause(of), failures.notAdded, todo);
    },
    /** Why the set-up needs somebody to sign in again. */
    noAccess: (of: Reason): string => fill(words.setUp.noAccess, { reason: of.kind === "token" || of.kind === "account" ? cause(of) : words.setUp.signedOut }),
  };
}
