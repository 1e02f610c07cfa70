import { type App, ButtonComponent, type SettingDefinitionItem } from "obsidian";
import { groupsIn, missingScopes } from "../../sync/scopes";
import type { Settings } from "../../sync/settings";
import type { TokenLocation } from "../../sync/connection/token-store";
import type { ExistConnection } from "../connection/connection";
import { Dialog } from "../ui/dialog";
import type { WindowManager } from "../ui/window-manager";
import { words } from "../words";

/** What the rows need of the plugin. */
export interface AccountHost {
  readonly windows: WindowManager;
  readonly isConnected: boolean;
  readonly isKeychainLocked: boolean;
  readonly connection: Pick<ExistConnection, "show" | "moveTo">;
  disconnect(): Promise<void>;
  /** Offers to release what this client owns. */
  release(): Promise<void>;
}

export type Row = SettingDefinitionItem & { type?: never };

/** Who is connected, and what of it needs attention. */
export function accountRows(app: App, host: AccountHost, settings: Settings, update: () => void): Row[] {
  const { connection } = settings;
  if (connection === null || !host.isConnected) {
    return [{
      name: words.settings.notConnected,
      desc: connection === null ? words.settings.notConnectedHint : host.isKeychainLocked ? words.settings.keychainLocked(connection.account) : words.settings.otherDevice(connection.account),
      render: (setting) => { setting.setClass("exist-sync-row").addButton((button) => button.setButtonText(words.settings.connect).setCta().onClick(() => { host.connection.show(); })); },
    }];
  }
  const missing = groupsIn(missingScopes(settings));
  return [
    {
      name: words.settings.connected(connection.account),
      desc: words.settings.profile(connection, Intl.DateTimeFormat().resolvedOptions().timeZone),
      render: (setting) => { setting.setClass("exist-sync-row").addButton((button) => button.setButtonText(words.settings.disconnect).onClick(() => { host.windows.show(new DisconnectModal(app, host, update)); })); },
    },
    ...(missing.length === 0 ? [] : [{
      name: words.settings.widen,
      desc: words.settings.widenHint(missing),
      render: (setting) => { setting.setClass("exist-sync-row").addButton((button) => button.setButtonText(words.settings.signInAgain).setCta().onClick(() => { host.connection.show(); })); },
    } satisfies Row]),
  ];
}

/** Where the tokens are kept. */
export function tokenRows(app: App, host: Pick<AccountHost, "isConnected" | "connection">, { connection }: Settings, update: () => void): Row[] {
  if (connection === null || !host.isConnected) return [];
  return [
    {
      name: words.connect.home,
      desc: words.connect.homeHint(connection.keptIn, false),
      render: (setting) => {
        setting.setClass("exist-sync-row").addDropdown((dropdown) => {
          dropdown.addOptions(words.connect.homes).setValue(connection.keptIn).onChange((home) => {
            void host.connection.moveTo(home as TokenLocation).then((problem) => {
              if (problem === null) update();
              else setting.setErrorMessage(problem);
            });
          });
          dropdown.selectEl.setAttr("aria-label", words.connect.home);
        });
        void app.vault.adapter.exists(".git").then((inGit) => { setting.setDesc(words.connect.homeHint(connection.keptIn, inGit)); });
      },
    },
  ];
}

/** Asks what is to become of the attributes before the tokens are wiped. */
class DisconnectModal extends Dialog {
  constructor(app: App, private readonly host: AccountHost, private readonly onDone: () => void) {
    super(app, words.settings.disconnectTitle);
  }

  override onOpen(): void {
    this.contentEl.createEl("p", { text: words.settings.disconnectHint });
    const row = this.contentEl.createDiv({ cls: "modal-button-container" });
    const button = (text: string, run: () => Promise<void>): ButtonComponent => new ButtonComponent(row).setButtonText(text).onClick(this.host.windows.whileLoaded(async () => {
      this.close();
      await run();
    }));
    button(words.settings.disconnect, async () => {
      await this.host.disconnect();
      this.onDone();
    }).setDestructive();
    button(words.settings.releaseFirst, () => this.host.release());
    button(words.preview.cancel, () => Promise.resolve());
  }
}
