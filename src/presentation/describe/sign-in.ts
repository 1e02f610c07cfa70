import { sameClock } from "../../domain/local-date";
import type { Language } from "../../locales";
import { joined } from "../../locales/fill";
import type { SignInProblem } from "../../sync/connection/sign-in";
import type { Failure } from "../../sync/report";
import type { Connection } from "../../sync/settings";
import { describeFailures } from "./failures";

/** Signing in, the account, and where its token is kept. */
export function describeSignIn(language: Language) {
  const { words, formats, fill } = language;
  const { connect } = words;
  const { withoutStorage } = describeFailures(language);

  const notSignedIn = ({ kind, text }: Failure): string => {
    switch (kind) {
      case "offline":
      case "rate-limited":
      case "unavailable":
      case "unreadable":
        return fill(connect.failures[kind], { text });
      case "settings":
      case "keychain":
        return withoutStorage({ kind, text }, connect.notSignedIn);
      default:
        return fill(connect.failures.other, { text });
    }
  };

  return {
    /** Why signing in failed, and what to do. */
    signInProblem: (what: SignInProblem): string => {
      if (what.code === "failure") return notSignedIn(what.failure);
      return what.code === "exist-error" ? fill(connect.problems["exist-error"], { error: what.error }) : connect.problems[what.code];
    },
    /** @param before the account that was connected until now, or null */
    connectedAs: (account: string, before: string | null): string =>
      before === null || before === account ? fill(connect.connected, { account }) : fill(connect.connectedInstead, { account, before }),
    /** What it means to keep the token there. */
    tokenHome: (home: "settings" | "keychain", inGit: boolean): string => {
      const { homeHints } = connect;
      return joined(homeHints[home], home === "settings" && inGit ? homeHints.inGit : "");
    },
    /** What Exist says of the account, as far as it matters here. @param here the time zone of this device */
    profile: ({ timezone, imperial = [], standing }: Connection, here: string): string => {
      const { profile } = words.settings;
      return joined(
        timezone === undefined ? "" : fill(profile.timezone, { timezone }),
        timezone === undefined || sameClock(timezone, here) ? "" : fill(profile.otherTimezone, { here }),
        imperial.length === 0 ? "" : fill(profile.imperial, { quantities: formats.list(imperial.map((each) => words.imperial[each])) }),
        standing === "trial" || standing === "delinquent" ? profile[standing] : "",
      );
    },
  };
}
