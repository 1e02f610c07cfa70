import { Setting } from "obsidian";
import type { Suggestions } from "../../domain/suggest";
import { scopesFor, type SetUpStep } from "../../presentation/set-up";
import type { Asking, SignInForm } from "../connection/sign-in-form";
import { announce } from "../ui/notices";
import { fill, words } from "../words";
import type { SetUpDraft } from "./draft";
import type { Frame, Step } from "./step";

/** What the step needs of the connection. */
export interface ConnectParts {
  readonly isConnected: () => boolean;
  readonly makeForm: (asking: Asking, onConnected: (sentences: readonly string[]) => void) => SignInForm;
}

/** Both ways in. By signing in at Exist it asks for all that the notes call for, as nothing is mapped yet. */
export class ConnectStep implements Step {
  /** Whether somebody who is signed in signs in once more. */
  private again = false;
  /** The step that the sign-in leads back to, where it was come to from a later one. */
  private from: SetUpStep | null = null;

  constructor(private readonly draft: SetUpDraft, private readonly parts: ConnectParts) {}

  /** Asks for the sign-in although somebody is signed in, and leads back to `from`. */
  askAgain(from: SetUpStep): void {
    this.again = true;
    this.from = from;
  }

  draw(frame: Frame): void {
    const { body } = frame;
    body.createEl("p", { text: words.setUp.promise, cls: "setting-item-description" });
    const { connection } = this.draft.settings;
    if (connection !== null && this.parts.isConnected() && !this.again) {
      new Setting(body).setName(fill(words.settings.connected, { name: connection.account })).addButton((button) => button.setButtonText(words.settings.signInAgain).onClick(() => {
        this.again = true;
        frame.redraw();
      }));
      frame.setMain(words.setUp.next, frame.next);
      return;
    }
    this.drawForm(frame);
  }

  private drawForm(frame: Frame): void {
    let suggestions: Suggestions | null = null;
    const form = this.parts.makeForm({
      scopes: () => scopesFor(this.draft.settings, this.draft.progress, suggestions),
      hint: words.setUp.oauthWay,
      asksFor: (groups) => fill(words.setUp.asksFor, { groups: groups.join(", ") }),
    }, (sentences) => {
      const { from } = this;
      this.again = false;
      this.from = null;
      this.draft.startOver();
      if (frame.isShown()) frame.goTo(from ?? "notes", sentences);
      else announce(sentences);
    });
    // What the notes call for is known within moments, and before anybody has chosen to sign in at Exist.
    void this.draft.look().then((found) => {
      ({ suggestions } = found);
      form.update();
    });
    form.draw(frame.body);
    frame.setNoMain(() => { form.submit(); });
  }
}
