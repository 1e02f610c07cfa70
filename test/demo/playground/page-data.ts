import type { Configured } from "../disk-vault";
import type { PluginFiles } from "../../host/host";

/** What the page gets from the server: the vault, what it is configured with, the plugin, and what time it is there. */
export interface PageData {
  readonly files: readonly { readonly path: string; readonly text: string; readonly mtime: number }[];
  readonly configured: Configured;
  /** Milliseconds since 1970, or null for the present. */
  readonly now: number | null;
  readonly plugin: PluginFiles;
}
