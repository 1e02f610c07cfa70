import type { Configured } from "../disk-vault";
import type { PluginFiles } from "../../host/host";

/** What the page gets from the server: the vault, what it is configured with, the plugin, and what time it is there. */
export interface PageData {
  readonly files: readonly { readonly path: string; readonly text: string; readonly mtime: number }[];
  readonly configured: Configured;
  /** Milliseconds since 1970, or null for the present. */
  readonly now: number | null;
  readonly plugin: PluginFiles;
  readonly held: Scene["held"];
}

/** A vault in memory, and what the account holds. */
export interface Scene {
  /** Texts by path, the plugin's data.json among them. */
  readonly files: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Values that the user has entered at Exist, by template and day. */
  readonly held: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
}
