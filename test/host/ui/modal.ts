import type * as Obsidian from "obsidian";
import type { UiEnv } from "./env";
import type { Icons } from "./icons";
import { newScope } from "./new-scope";

export type ModalClass = ReturnType<typeof createModal>["Modal"];
export type ModalInstance = InstanceType<ModalClass>;

/** Modals of one host: no ARIA roles, no focus given back (see the assumptions). */
export function createModal({ document, root }: UiEnv, { setIcon }: Icons) {
  const open = new Set<Modal>();

  class Modal implements Obsidian.Modal {
    app: Obsidian.App;
    readonly scope: Obsidian.Scope = newScope();
    readonly containerEl: HTMLElement;
    readonly modalEl: HTMLElement;
    readonly titleEl: HTMLElement;
    readonly contentEl: HTMLElement;
    shouldRestoreSelection = true;
    private closeCallback: (() => unknown) | undefined;

    constructor(app: Obsidian.App) {
      this.app = app;
      this.containerEl = document.createElement("div");
      this.containerEl.addClass("modal-container", "mod-dim");
      this.containerEl.createDiv("modal-bg").addEventListener("click", () => this.close());
      this.modalEl = this.containerEl.createDiv("modal");
      const closeEl = this.modalEl.createDiv("modal-close-button clickable-icon");
      setIcon(closeEl, "x");
      closeEl.addEventListener("click", () => this.close());
      this.titleEl = this.modalEl.createDiv("modal-header").createDiv("modal-title");
      this.contentEl = this.modalEl.createDiv("modal-content");
      this.scope.register([], "Escape", () => {
        this.close();
        return false;
      });
    }

    open(): void {
      if (open.has(this)) return;
      open.add(this);
      if (activeDocument.activeElement?.instanceOf(HTMLElement)) activeDocument.activeElement.blur();
      this.app.keymap.pushScope(this.scope);
      // Where the person is: in the window that is active, which may be a pop-out (obsidian.d.ts: activeDocument).
      (activeDocument === document ? root : activeDocument.body).appendChild(this.containerEl);
      void this.onOpen();
    }

    close(): void {
      if (!open.delete(this)) return;
      this.app.keymap.popScope(this.scope);
      this.containerEl.remove();
      this.onClose();
      this.closeCallback?.();
    }

    onOpen(): Promise<void> | void {}

    onClose(): void {}

    setTitle(title: string): this {
      this.titleEl.setText(title);
      return this;
    }

    setContent(content: string | DocumentFragment): this {
      this.contentEl.setText(content);
      return this;
    }

    setCloseCallback(callback: () => unknown): this {
      this.closeCallback = callback;
      return this;
    }
  }

  return {
    Modal,
    /** How many are open: after a plugin is gone, none of its may be. */
    openModals: (): number => open.size,
    closeAll: (): void => [...open].reverse().forEach((modal) => modal.close()),
  };
}
