import type { App } from "obsidian";
import { Access } from "../../sync/connection/access";
import { SignIn } from "../../sync/connection/sign-in";
import { TokenHome } from "../../sync/connection/token-home";
import type { Keychain } from "../../sync/ports";
import { deviceClock } from "../clock";
import { existForms, existHttp } from "../request-url";
import type { SettingsFile } from "../state/settings-file";

/** The way to Exist: where the tokens are, how requests get in with them, and how a person signs in. */
export class ExistConnection {
  readonly home: TokenHome;
  readonly access: Access;
  readonly signIn: SignIn;

  constructor(app: App, settings: SettingsFile) {
    const send = (token: string): ReturnType<typeof existHttp> => existHttp(token, deviceClock);
    const post = existForms(deviceClock);
    const keychain: Keychain = { get: (id) => app.secretStorage.getSecret(id), set: (id, secret) => { app.secretStorage.setSecret(id, secret); } };
    this.home = new TokenHome(keychain, settings);
    this.access = new Access({ home: this.home, settings, reload: () => settings.load(), clock: deviceClock, send, post });
    this.signIn = new SignIn({ keychain, home: this.home, clock: deviceClock, send, post, newState, account: () => settings.current.connection?.account ?? null });
  }
}

const STATE_BYTES = 16;

function newState(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(STATE_BYTES)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
