import type { Plugin } from "obsidian";
import type { BackfillPart } from "./backfill/backfill-part";
import type { SetUp } from "./set-up/set-up";
import type { StatusPane } from "./status/status-pane";
import type { VaultNotes } from "./notes/vault-notes";
import type { WindowManager } from "./ui/window-manager";
import { words } from "./words";

/** What the commands and the ribbon ask for. */
interface Actions extends Pick<Plugin, "addCommand" | "addRibbonIcon" | "app"> {
  readonly notes: Pick<VaultNotes, "dateOf">;
  /** Sends what changed; with a path, what that note holds. */
  sync(scope?: { readonly path: string }): Promise<void>;
  preview(): Promise<void>;
  /** Shows where notes and Exist differ. */
  compare(): void;
  readonly setUp: Pick<SetUp, "connect">;
  release(): Promise<void>;
  copyDiagnostics(): Promise<void>;
  readonly status: Pick<StatusPane, "show">;
  /** Asks what to add to which value. */
  increment(): Promise<void>;
  readonly backfill: Pick<BackfillPart, "show">;
  readonly windows: Pick<WindowManager, "ask">;
}

/** Every command, and the ribbon icon, which has a command for a twin. Obsidian puts the plugin's name before a command's. */
export function addCommands(plugin: Actions): void {
  plugin.addCommand({ id: "sync", name: words.commands.sync, icon: "refresh-cw", callback: () => void plugin.sync() });
  plugin.addCommand({
    id: "sync-note",
    name: words.commands.syncNote,
    icon: "file-up",
    checkCallback: (checking) => {
      const file = plugin.app.workspace.getActiveFile();
      if (file === null || plugin.notes.dateOf(file.path) === null) return false;
      if (!checking) void plugin.sync({ path: file.path });
      return true;
    },
  });
  plugin.addCommand({ id: "preview", name: words.commands.preview, icon: "eye", callback: () => void plugin.preview() });
  plugin.addCommand({ id: "backfill", name: words.commands.backfill, icon: "calendar-range", callback: () => void plugin.windows.ask("backfill", () => plugin.backfill.show()) });
  plugin.addCommand({ id: "compare", name: words.commands.compare, icon: "git-compare", callback: () => { plugin.compare(); } });
  plugin.addCommand({ id: "connect", name: words.commands.connect, icon: "link", callback: () => { plugin.setUp.connect(); } });
  plugin.addCommand({ id: "release", name: words.commands.release, icon: "unlink", callback: () => void plugin.release() });
  plugin.addCommand({ id: "increment", name: words.commands.increment, icon: "plus", callback: () => void plugin.increment() });
  plugin.addCommand({ id: "status", name: words.commands.status, icon: "calendar-check", callback: () => void plugin.status.show() });
  plugin.addCommand({ id: "diagnostics", name: words.commands.diagnostics, icon: "clipboard-list", callback: () => void plugin.copyDiagnostics() });
  plugin.addRibbonIcon("refresh-cw", words.commands.syncRibbon, () => void plugin.sync());
}
