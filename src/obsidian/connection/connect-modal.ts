import type { App } from "obsidian";
import { Dialog } from "../ui/dialog";
import { words } from "../words";
import type { SignInForm } from "./sign-in-form";

/** The sign-in by itself. */
export class ConnectModal extends Dialog {
  constructor(app: App, private readonly form: SignInForm) {
    super(app, words.connect.title);
  }

  override onOpen(): void {
    this.modalEl.addClass("exist-sync-connect");
    this.form.draw(this.contentEl);
  }

  override onClose(): void {
    this.contentEl.empty();
  }
}
