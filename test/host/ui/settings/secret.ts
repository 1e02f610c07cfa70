import type * as Obsidian from "obsidian";
import type { Components } from "../components/index";
import { BaseComponent } from "../components/base";
import type { ModalClass } from "../modal";
import type { SettingClasses } from "./setting";

/** Lets the user pick a secret of the keychain by its name, or add one. Its value is the name, never the secret. */
export function createSecretComponent(Modal: ModalClass, components: Components, { Setting }: SettingClasses) {
  class SecretModal extends Modal {
    constructor(
      app: Obsidian.App,
      private readonly choose: (id: string) => void,
    ) {
      super(app);
      this.setTitle("Choose a secret");
    }

    override onOpen(): void {
      for (const id of this.app.secretStorage.listSecrets()) {
        new Setting(this.contentEl).setName(id).addButton((button) => button.setButtonText("Use").onClick(() => this.finish(id)));
      }
      this.offerNew();
    }

    private offerNew(): void {
      let id = "";
      let secret = "";
      new Setting(this.contentEl).setName("Name").addText((text) => text.onChange((value) => (id = value)));
      new Setting(this.contentEl).setName("Secret").addText((text) => {
        text.inputEl.type = "password";
        text.onChange((value) => (secret = value));
      });
      const save = new Setting(this.contentEl).addButton((button) =>
        button
          .setButtonText("Add secret")
          .setCta()
          .onClick(() => {
            try {
              this.app.secretStorage.setSecret(id, secret);
            } catch (error) {
              return save.setErrorMessage(error instanceof Error ? error.message : String(error));
            }
            return this.finish(id);
          }),
      );
    }

    private finish(id: string): void {
      this.close();
      this.choose(id);
    }
  }

  return class SecretComponent extends BaseComponent implements Obsidian.SecretComponent {
    private readonly button: Obsidian.ButtonComponent;
    private callback: ((value: string) => unknown) | undefined;

    constructor(app: Obsidian.App, containerEl: HTMLElement) {
      super();
      this.button = new components.ButtonComponent(containerEl);
      this.button.onClick(() => new SecretModal(app, (id) => void this.callback?.(this.setValue(id).value)).open());
      this.setValue("");
    }

    private value = "";

    override setDisabled(disabled: boolean): this {
      this.button.setDisabled(disabled);
      return super.setDisabled(disabled);
    }

    setValue(value: string): this {
      this.value = value;
      this.button.setButtonText(value || "Link secret…");
      return this;
    }

    onChange(callback: (value: string) => unknown): this {
      this.callback = callback;
      return this;
    }
  };
}
