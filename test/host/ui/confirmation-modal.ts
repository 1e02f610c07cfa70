import type * as Obsidian from "obsidian";
import type { Components } from "./components/index";
import type { ModalClass } from "./modal";

/** Asks one question; a button closes unless its handler answers with something true. */
export function createConfirmationModal(Modal: ModalClass, { ButtonComponent }: Components) {
  class ConfirmationButton extends ButtonComponent {
    initialFocus = false;

    constructor(
      containerEl: HTMLElement,
      private readonly modal: ConfirmationModal,
    ) {
      super(containerEl);
      this.onClick(() => undefined);
    }

    override onClick(handler: (event: MouseEvent) => unknown): this {
      return super.onClick(async (event) => {
        if (!(await handler(event))) this.modal.close();
      });
    }

    setInitialFocus(): this {
      this.initialFocus = true;
      return this;
    }

    setSecondary(): this {
      return this.setClass("mod-secondary");
    }

    setCancel(): this {
      return this.setClass("mod-cancel");
    }
  }

  class ConfirmationModal extends Modal {
    readonly buttonContainerEl: HTMLElement;
    private readonly buttons: ConfirmationButton[] = [];

    constructor(app: Obsidian.App) {
      super(app);
      this.containerEl.addClass("mod-confirmation");
      this.buttonContainerEl = this.modalEl.createDiv("modal-button-container");
    }

    override open(): void {
      super.open();
      this.buttons.filter((button) => button.initialFocus).at(-1)?.buttonEl.focus();
    }

    addClass(name: string): this {
      this.modalEl.addClass(name);
      return this;
    }

    addCheckbox(label: string, callback: (value: boolean) => unknown): this {
      const labelEl = this.buttonContainerEl.createEl("label", { cls: "mod-checkbox" });
      const inputEl = labelEl.createEl("input", { type: "checkbox" });
      labelEl.appendText(label);
      inputEl.addEventListener("change", () => callback(inputEl.checked));
      return this;
    }

    addButton(callback: (button: Obsidian.ConfirmationButton) => unknown): this {
      const button = new ConfirmationButton(this.buttonContainerEl, this);
      this.buttons.push(button);
      // The declared class has a private constructor, which nothing else can satisfy.
      callback(button);
      return this;
    }

    addCancelButton(text = "Cancel"): this {
      return this.addButton((button) => button.setButtonText(text).setCancel());
    }
  }

  return { ConfirmationButton, ConfirmationModal };
}
