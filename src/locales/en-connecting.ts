import type { SignInProblem } from "../sync/connection/sign-in";
import type { Failure } from "../sync/report";

/** What a person needs to know when signing in comes to nothing. */
function problem(what: SignInProblem): string {
  switch (what.code) {
    case "nothing-waits":
      return "No sign-in waits for this answer here. It was finished already, or it began in another vault or on another device: paste the address there, or begin again.";
    case "other-sign-in":
      return "This is the answer to another sign-in, so it was not used. Begin again, and allow it on the page that opens then.";
    case "too-old":
      return "This sign-in began more than an hour ago and is void. Begin again.";
    case "denied":
      return "You did not allow it at Exist, so nothing was changed. Begin again if you want to connect.";
    case "exist-error":
      return `Exist did not sign you in (${what.error}). Nothing was changed. Check the redirect address at Exist, and begin again.`;
    case "no-code":
      return "There is no code in this address. Paste the whole address on which the browser ended after you allowed it.";
    case "wrong-app":
      return "Exist does not know this client ID with this secret. Copy both once more from the page of your developer app, and begin again.";
    case "code-refused":
      return "Exist does not take this code. It works once, for a few minutes, and with the redirect address of your app only. Begin again.";
    case "token-refused":
      return "Exist does not accept this token. Copy it once more from the page of your developer app, whole and without blanks.";
    case "keychain":
      return "The keychain of this device cannot be used. Keep the token in the plugin's settings, or unlock the keychain and try again.";
    case "failure":
      return failure(what.failure);
  }
}

function failure({ kind, text }: Failure): string {
  switch (kind) {
    case "offline":
      return "Exist could not be reached, so nothing was changed. Try again when you are online.";
    case "rate-limited":
      return "Exist takes no more requests for now, so nothing was changed. Try again in an hour.";
    case "unavailable":
      return `Exist has trouble at the moment (${text}), so nothing was changed. Try again later.`;
    case "unreadable":
      return `Exist answered something that is no answer of its interface: ${text} Nothing was changed. Try again later.`;
    default:
      return `Exist refused this (${text}), so nothing was changed. Check the app at Exist, and begin again.`;
  }
}

export const connecting = {
  title: "Connect to Exist",
  way: "How",
  ways: { token: "With a personal token", oauth: "By signing in at Exist" },
  wayHint: {
    token: "Takes a minute. The token may read and write everything in your account.",
    oauth: "Asks you at Exist for what your mappings need, and for nothing else.",
  },
  appsLink: "Open developer apps at exist.io",
  tokenSteps: [
    "Open your developer apps and create one, with any name and address.",
    "Its page shows a personal access token. Copy it.",
    "Paste it here.",
  ],
  token: "Personal token",
  tokenHint: "Checked with Exist at once.",
  tokenEmpty: "Paste a token first.",
  connect: "Connect",
  oauthSteps: [
    "Open your developer apps and create one, with the redirect address below.",
    "Copy its client ID and client secret to here.",
    "Allow the app at Exist. Obsidian opens again by itself, or you paste the address on which the browser ended.",
  ],
  nothingMapped: "Choose first what is sent: Exist is asked for exactly what your mappings need, and nothing is mapped yet.",
  redirect: "Redirect address",
  redirectHint: "The same as at Exist. Any address will do, because you can paste where the browser ended.",
  clientId: "Client ID",
  clientSecret: "Client secret",
  clientSecretHint: "Sent to Exist only, to sign in and to stay signed in.",
  appMissing: "Fill in redirect address, client ID and client secret.",
  asksFor: (groups: readonly string[]) => `Exist will be asked to let this plugin read and write: ${groups.join(", ")}.`,
  allow: "Allow at Exist",
  waiting: "Waiting for Exist. If no page has opened, or Obsidian does not come back by itself: ",
  openPage: "Open Exist's page",
  answer: "Address or code",
  answerHint: "The address on which the browser ended, or the code in it.",
  notAnAnswer: "This is neither an address with a code in it nor a code.",
  finish: "Finish",
  home: "Keep the token",
  homes: { settings: "In this plugin's settings", keychain: "In this device's keychain" },
  homeHint: (home: "settings" | "keychain", inGit: boolean) => {
    if (home === "keychain") return "Stays on this device. Every other device has to be connected by itself.";
    const plain = "Works on every device that this vault is synced to, as plain text wherever the vault goes.";
    return inGit ? `${plain} This vault is in Git: keep data.json of this plugin out of it, or use the keychain.` : plain;
  },
  problem,
  connected: (account: string, before: string | null) => (before === null || before === account ? `Connected as ${account}.` : `Connected as ${account}, before as ${before}. What was sent for ${before} stays with that account.`),
  withheld: (groups: readonly string[]) => `You did not allow ${groups.join(", ")}, so values of these cannot be sent.`,
};
