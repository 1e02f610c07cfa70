import { en as words } from "../locales/en";
import type { ExistSyncPlugin } from "./plugin";

/** What the commands and the ribbon ask for. */
type Actions = Pick<ExistSyncPlugin, "addCommand" | "addRibbonIcon" | "app" | "notes" | "sync" | "preview">;

/** Every command, and the ribbon icon, which has a command for a twin. */
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
  plugin.addRibbonIcon("refresh-cw", words.commands.sync, () => void plugin.sync());
}
