import type { Notice, ObsidianProtocolData, Plugin } from "obsidian";
import type { ExistConnection } from "../connection/connection";
import type { SetUp } from "../set-up/set-up";
import type { StatusPane } from "../status/status-pane";
import { announce } from "../ui/notices";
import { words } from "../words";

/** What may be asked for from outside: nothing that sends more than a command would, and nothing that undoes anything. */
interface Actions extends Pick<Plugin, "registerObsidianProtocolHandler"> {
  readonly connection: Pick<ExistConnection, "finish">;
  readonly setUp: Pick<SetUp, "resume">;
  sync(): Promise<void>;
  preview(): Promise<void>;
  readonly status: Pick<StatusPane, "show">;
}

/** Listens to `obsidian://exist-sync`: the way back from Exist's sign-in, and `?do=sync`, `?do=preview` and `?do=status`. */
export function registerUriHandler(plugin: Actions): void {
  let unknown: Notice | null = null;
  plugin.registerObsidianProtocolHandler("exist-sync", (address: ObsidianProtocolData) => {
    switch (address.do) {
      case undefined:
        void plugin.connection.finish({ code: address.code ?? null, state: address.state ?? null, error: address.error ?? null }, "address")
          .then((signedIn) => { if (signedIn) plugin.setUp.resume(); });
        return;
      case "sync":
        void plugin.sync();
        return;
      case "preview":
        void plugin.preview();
        return;
      case "status":
        void plugin.status.show();
        return;
      default:
        // Any page can open addresses without end; what is said of them takes no more room than one notice.
        unknown?.hide();
        unknown = announce([words.notices.unknownAddress(address.do)]);
    }
  });
}
