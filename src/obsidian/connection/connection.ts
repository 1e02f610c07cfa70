import type { App } from "obsidian";
import type { RedirectAnswer } from "../../exist/oauth";
import { Access } from "../../sync/connection/access";
import { SignIn, type SignInOutcome } from "../../sync/connection/sign-in";
import { type Home, TokenHome } from "../../sync/connection/token-home";
import type { Keychain } from "../../sync/ports";
import { groupsIn, neededScopes } from "../../sync/scopes";
import { deviceClock } from "../clock";
import { existForms, existHttp } from "../request-url";
import type { SettingsFile } from "../state/settings-file";
import type { Foreground } from "../ui/foreground";
import { announce } from "../ui/notices";
import { ConnectModal } from "./connect-modal";
import { type Asking, SignInForm } from "./sign-in-form";
import { words } from "../words";

/** The way to Exist: where the tokens are, how requests get in with them, and how a person signs in. */
export class ExistConnection {
  readonly home: TokenHome;
  readonly access: Access;
  readonly signIn: SignIn;
  private modal: ConnectModal | null = null;
  private form: SignInForm | null = null;

  /** @param onConnected told of every sign-in that worked */
  constructor(private readonly app: App, private readonly settings: SettingsFile, private readonly foreground: Foreground, private readonly onConnected: () => void) {
    const send = (token: string): ReturnType<typeof existHttp> => existHttp(token, deviceClock);
    const post = existForms(deviceClock);
    const keychain: Keychain = { get: (id) => app.secretStorage.getSecret(id), set: (id, secret) => { app.secretStorage.setSecret(id, secret); } };
    this.home = new TokenHome(keychain, settings);
    this.access = new Access({ home: this.home, settings, reload: () => settings.load(), clock: deviceClock, send, post });
    this.signIn = new SignIn({ keychain, home: this.home, clock: deviceClock, send, post, newState, account: () => settings.current.connection?.account ?? null });
  }

  /** Opens the sign-in, the way that was taken before; one that waits for its answer goes on. */
  show(): void {
    this.close();
    const form = this.makeForm({ scopes: () => neededScopes(this.settings.current), hint: words.connect.oauthWay, asksFor: words.connect.asksFor }, (sentences) => {
      this.close();
      announce(sentences);
    });
    this.modal = new ConnectModal(this.app, form);
    this.foreground.show(this.modal);
  }

  /**
   * The sign-in, to be drawn where it is needed. What the browser brings back goes to the one that was made last.
   * @param onConnected told of a sign-in that worked, with what is to be said of it
   */
  makeForm(asking: Asking, onConnected: (sentences: readonly string[]) => void): SignInForm {
    const { connection } = this.settings.current;
    this.form = new SignInForm({
      ...asking,
      signIn: this.signIn,
      live: (press) => this.foreground.live(press),
      clientId: connection?.clientId ?? "",
      home: connection?.keptIn ?? "settings",
      inGit: () => this.app.vault.adapter.exists(".git"),
      onConnected: (outcome) => {
        this.onConnected();
        onConnected(sentencesOf(outcome));
      },
    });
    return this.form;
  }

  /** Takes up what the browser brings back from Exist, in the form where one can be seen. True when it signed somebody in without one. */
  async finish(answer: RedirectAnswer): Promise<boolean> {
    const outcome = await this.signIn.finish(answer);
    if (this.form?.isShown === true) {
      this.form.show(outcome);
      return false;
    }
    if (outcome.kind === "problem") {
      announce([words.connect.problem(outcome.problem)], "until-dismissed");
      return false;
    }
    this.onConnected();
    announce(sentencesOf(outcome));
    return true;
  }

  /** Moves the tokens; false when the keychain cannot be used, and then they are where they were. */
  async moveTo(home: Home): Promise<boolean> {
    try {
      await this.home.moveTo(home);
      return true;
    } catch {
      // The keychain threw; the settings say so beside the choice.
      return false;
    }
  }

  private close(): void {
    this.modal?.close();
  }
}

function sentencesOf({ account, before, withheld }: SignInOutcome & { readonly kind: "connected" }): string[] {
  return [words.connect.connected(account, before), ...(withheld.length === 0 ? [] : [words.connect.withheld(groupsIn(withheld))])];
}

const STATE_BYTES = 16;

function newState(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(STATE_BYTES)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
