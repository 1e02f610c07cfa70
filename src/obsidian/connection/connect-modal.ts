import { type App, Modal } from "obsidian";
import type { SignInForm } from "./sign-in-form";
import { words } from "../words";

/** The sign-in by itself. */
export class ConnectModal extends Modal {
  constructor(app: App, private readonly form: SignInForm) {
    super(app);
  }

  override onOpen(): void {
    this.modalEl.addClass("exist-sync-connect");
    this.setTitle(words.connect.title);
    this.form.draw(this.contentEl);
  }

  override onClose(): void {
    this.contentEl.empty();
  }
}
