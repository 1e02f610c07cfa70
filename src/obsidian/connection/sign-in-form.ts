import { ButtonComponent, Setting, type TextComponent } from "obsidian";
import { readRedirect } from "../../exist/oauth";
import { groupsIn } from "../../sync/scopes";
import { choice, line } from "../ui/form";
import { REDIRECT, type SignIn, type SignInOutcome } from "../../sync/connection/sign-in";
import type { TokenLocation } from "../../sync/connection/token-store";
import { keepFocus } from "../ui/focus";
import type { WindowManager } from "../ui/window-manager";
import { describe, words } from "../words";

/** What a sign-in at Exist asks for. */
export interface Asking {
  /** The scopes; without any there is nothing to ask for yet, and the form says so. */
  readonly scopes: () => readonly string[];
  /** Says what kind of thing is asked for. */
  readonly hint: string;
  /** Says what is asked for, by the groups of the scopes. */
  readonly asksFor: (groups: readonly string[]) => string;
}

/** What the form needs besides the place where it is drawn. */
export interface SignInHost extends Asking {
  readonly signIn: SignIn;
  /** The developer app and the home of the tokens as they are now. */
  readonly clientId: string;
  readonly home: TokenLocation;
  /** Whether the vault is in Git. */
  readonly inGit: () => Promise<boolean>;
  /** What a button does as long as the plugin is there. */
  readonly live: WindowManager["whileLoaded"];
  /** Told of every sign-in that worked. */
  readonly onConnected: (outcome: SignInOutcome & { readonly kind: "connected" }) => void;
}

type Way = "token" | "oauth";

const APPS = "https://exist.io/account/apps/";

/** Both ways in, step by step. What went wrong is said beside the field it went wrong in. */
export class SignInForm {
  private readonly el = createDiv("exist-sync-sign-in");
  private way: Way;
  private home: TokenLocation;
  private token = "";
  private clientId: string;
  private clientSecret = "";
  private redirectUri: string = REDIRECT;
  private pasted = "";
  /** The page that asks the user, once a sign-in has begun. */
  private page = "";
  private inGit = false;
  private answerRow: Setting | null = null;
  private homeRow: Setting | null = null;
  private main: (() => Promise<void> | void) | null = null;

  constructor(private readonly host: SignInHost) {
    this.way = host.signIn.isWaiting || host.clientId !== "" ? "oauth" : "token";
    this.home = host.home;
    this.clientId = host.clientId;
  }

  /** Draws the form at the end of an element. */
  draw(parent: HTMLElement): void {
    parent.append(this.el);
    this.render();
    void this.host.inGit().then((inGit) => {
      this.inGit = inGit;
      this.describeHome();
    });
  }

  /** Whether people can see it. */
  get isShown(): boolean {
    return this.el.isConnected;
  }

  /** Takes up that the scopes are others now; what was typed stays. */
  update(): void {
    if (this.way === "oauth") this.render();
  }

  /** Does what the form's latest button does. */
  submit(): void {
    void this.main?.();
  }

  /** Takes up what the browser came back with, as the address that calls Obsidian does. */
  show(outcome: SignInOutcome): void {
    if (outcome.kind === "connected") this.host.onConnected(outcome);
    else this.answerRow?.setErrorMessage(describe.signInProblem(outcome.problem));
  }

  private render(): void {
    const { el: parent } = this;
    const focus = keepFocus(parent.ownerDocument);
    parent.empty();
    this.answerRow = null;
    this.main = null;
    parent.createEl("p", { text: this.way === "token" ? words.connect.tokenWay : this.host.hint, cls: "setting-item-description" });
    if (this.way === "token") this.renderToken(parent);
    else this.renderOAuth(parent);
    this.renderOtherWay(parent);
    focus();
  }

  /** The way that is not shown, behind a link. What was typed on this one stays. */
  private renderOtherWay(parent: HTMLElement): void {
    const isToken = this.way === "token";
    const link = parent.createDiv("exist-sync-other-way").createEl("a", { text: isToken ? words.connect.toOAuth : words.connect.toToken, href: "#" });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.way = isToken ? "oauth" : "token";
      this.render();
      this.el.querySelector<HTMLElement>("input, a")?.focus();
    });
  }

  private renderToken(parent: HTMLElement): void {
    steps(parent, words.connect.tokenSteps);
    const row = secret(parent, words.connect.token, words.connect.tokenHint, this.token, (text) => { this.token = text; }, () => { this.submit(); });
    this.renderHome(parent);
    const connect = async (): Promise<void> => {
      row.setErrorMessage(null);
      if (this.token.trim() === "") row.setErrorMessage(words.connect.tokenEmpty);
      else this.showAt(row, await this.host.signIn.withToken(this.token.trim(), this.home));
    };
    this.main = action(parent, words.connect.connect, this.host.live(connect));
  }

  private renderOAuth(parent: HTMLElement): void {
    const scopes = this.host.scopes();
    steps(parent, words.connect.oauthSteps);
    if (scopes.length === 0) {
      parent.createEl("p", { text: words.connect.nothingMapped, cls: "exist-sync-caution" });
      return;
    }
    line(parent, words.connect.redirect, words.connect.redirectHint, this.redirectUri, (text) => { this.redirectUri = text; });
    line(parent, words.connect.clientId, "", this.clientId, (text) => { this.clientId = text; });
    const row = secret(parent, words.connect.clientSecret, words.connect.clientSecretHint, this.clientSecret, (text) => { this.clientSecret = text; }, () => { this.begin(row); });
    this.renderHome(parent);
    parent.createEl("p", { text: this.host.asksFor(groupsIn(scopes)), cls: "setting-item-description" });
    this.main = action(parent, words.connect.allow, this.host.live(() => {
      this.begin(row);
      return Promise.resolve();
    }));
    if (this.page !== "" || this.host.signIn.isWaiting) this.renderAnswer(parent);
  }

  /** Opens Exist's page within the click itself, as browsers and phones ask for. */
  private begin(row: Setting): void {
    const missing = this.clientId === "" || this.clientSecret === "" || this.redirectUri === "";
    row.setErrorMessage(missing ? words.connect.appMissing : null);
    if (missing) return;
    try {
      this.page = this.host.signIn.begin({ clientId: this.clientId, clientSecret: this.clientSecret }, this.redirectUri, this.host.scopes(), this.home);
    } catch {
      // The keychain throws where the device has none that can be used.
      row.setErrorMessage(describe.signInProblem({ code: "keychain" }));
      return;
    }
    window.open(this.page);
    this.render();
  }

  private renderAnswer(parent: HTMLElement): void {
    const wait = parent.createEl("p", { text: words.connect.waiting, cls: "setting-item-description", attr: { role: "status" } });
    if (this.page !== "") wait.createEl("a", { text: words.connect.openPage, href: this.page });
    const row = secret(parent, words.connect.answer, words.connect.answerHint, "", (text) => { this.pasted = text; }, () => { this.submit(); });
    const finish = async (): Promise<void> => {
      row.setErrorMessage(null);
      const answer = readRedirect(this.pasted);
      if (answer === null) row.setErrorMessage(words.connect.notAnAnswer);
      else this.showAt(row, await this.host.signIn.finish(answer, "person"));
    };
    this.answerRow = row;
    this.main = action(parent, words.connect.finish, this.host.live(finish));
  }

  private renderHome(parent: HTMLElement): void {
    this.homeRow = choice(parent, words.connect.home, words.connect.homes, this.home, (home) => {
      this.home = home;
      this.describeHome();
    });
    this.describeHome();
  }

  private describeHome(): void {
    this.homeRow?.setDesc(describe.tokenHome(this.home, this.inGit));
  }

  private showAt(row: Setting, outcome: SignInOutcome): void {
    if (outcome.kind === "problem") row.setErrorMessage(describe.signInProblem(outcome.problem));
    else this.show(outcome);
  }
}

function steps(parent: HTMLElement, sentences: readonly string[]): void {
  const list = parent.createEl("ol", { cls: "exist-sync-steps" });
  for (const [index, sentence] of sentences.entries()) {
    const item = list.createEl("li", { text: sentence });
    if (index === 0) item.createDiv().createEl("a", { text: words.connect.appsLink, href: APPS });
  }
}

/** A field whose content is not shown, as it must be seen by nobody. */
function secret(parent: HTMLElement, name: string, hint: string, value: string, onChange: (text: string) => void, onEnter: () => void): Setting {
  return new Setting(parent).setName(name).setDesc(hint).addText((text: TextComponent) => {
    text.setValue(value).onChange(onChange);
    text.inputEl.type = "password";
    text.inputEl.autocomplete = "off";
    text.inputEl.setAttr("aria-label", name);
    text.inputEl.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      // The key ends here: what gets the focus when this closes must not be pressed by it.
      event.preventDefault();
      onEnter();
    });
  });
}

/** A button that cannot be pressed again before it has done its work. Gives what pressing it does. */
function action(parent: HTMLElement, name: string, run: () => Promise<void> | void): () => Promise<void> {
  const button = new ButtonComponent(new Setting(parent).controlEl).setButtonText(name).setCta();
  const press = async (): Promise<void> => {
    if (button.disabled) return;
    button.setDisabled(true);
    await run();
    button.setDisabled(false);
  };
  button.onClick(press);
  return press;
}
