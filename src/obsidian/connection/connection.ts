import type { App, Notice } from "obsidian";
import type { RedirectAnswer } from "../../exist/oauth";
import { Access } from "../../sync/connection/access";
import { type AnswerSource, SignIn, type SignInOutcome } from "../../sync/connection/sign-in";
import { type TokenLocation, TokenStore } from "../../sync/connection/token-store";
import { TokenOwner } from "../../sync/connection/token-owner";
import type { DeviceMemory, Keychain } from "../../sync/ports";
import { failureOf } from "../../sync/run/send";
import { groupsIn, neededScopes } from "../../sync/scopes";
import { KeychainError } from "../../sync/storage-error";
import { deviceClock } from "../clock";
import { existForms, existHttp } from "../request-url";
import type { SettingsFile } from "../state/settings-file";
import type { WindowManager } from "../ui/window-manager";
import { announce } from "../ui/notices";
import { ConnectModal } from "./connect-modal";
import { type Asking, SignInForm } from "./sign-in-form";
import { words } from "../words";

/** The way to Exist: where the tokens are, how requests get in with them, and how a person signs in. */
export class ExistConnection {
  readonly home: TokenStore;
  readonly access: Access;
  readonly signIn: SignIn;
  private readonly owner: TokenOwner;
  private modal: ConnectModal | null = null;
  private form: SignInForm | null = null;
  private said: Notice | null = null;

  /** @param onConnected told of every sign-in that worked */
  constructor(private readonly app: App, memory: DeviceMemory, private readonly settings: SettingsFile, private readonly windows: WindowManager, private readonly onConnected: () => void) {
    const send = (token: string): ReturnType<typeof existHttp> => existHttp(token, deviceClock);
    const post = existForms(deviceClock);
    const keychain: Keychain = { get: (id) => app.secretStorage.getSecret(id), set: (id, secret) => { app.secretStorage.setSecret(id, secret); } };
    this.home = new TokenStore(keychain, settings);
    this.owner = new TokenOwner(memory);
    this.access = new Access({ home: this.home, owner: this.owner, settings, clock: deviceClock, send, post });
    this.signIn = new SignIn({ keychain, home: this.home, owner: this.owner, clock: deviceClock, send, post, newState, account: () => settings.current.connection?.account ?? null });
  }

  /** Opens the sign-in, the way that was taken before; one that waits for its answer goes on. */
  show(): void {
    this.close();
    const form = this.makeForm({ scopes: () => neededScopes(this.settings.current), hint: words.connect.oauthWay, asksFor: words.connect.asksFor }, (sentences) => {
      this.close();
      announce(sentences);
    });
    this.modal = new ConnectModal(this.app, form);
    this.windows.show(this.modal);
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
      live: (press) => this.windows.whileLoaded(press),
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

  /** Takes up what an address brings back from Exist, in the form where one can be seen. True when it signed somebody in without one. */
  async finish(answer: RedirectAnswer, from: AnswerSource): Promise<boolean> {
    const outcome = await this.signIn.finish(answer, from);
    if (this.form?.isShown === true) {
      this.form.show(outcome);
      return false;
    }
    if (outcome.kind === "problem") {
      // Any page can open addresses without end; what is said of them takes no more room than one notice.
      this.said?.hide();
      this.said = announce([words.connect.problem(outcome.problem)], "until-dismissed");
      return false;
    }
    this.onConnected();
    announce(sentencesOf(outcome));
    return true;
  }

  /** Moves the tokens. Gives a sentence where that cannot be done, and then they are where they were; null where it is done. */
  async moveTo(home: TokenLocation): Promise<string | null> {
    try {
      await this.home.moveTo(home);
      return null;
    } catch (error) {
      return error instanceof KeychainError ? words.connect.problem({ code: "keychain" }) : words.settings.notSaved(failureOf(error));
    }
  }

  /**
   * Ends the connection and wipes every secret of it, also those of a sign-in that was begun and those in a damaged file that
   * was put aside. @returns false where the keychain cannot be opened, and keeps what it has
   */
  async disconnect(): Promise<boolean> {
    const isWiped = await this.home.wipe();
    this.owner.forget();
    const isForgotten = this.signIn.cancel();
    await this.settings.dropDamaged();
    return isWiped && isForgotten;
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
