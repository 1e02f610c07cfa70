import type { ExistSyncPlugin } from "../../src/obsidian/plugin";
import type { MemoryAdapter } from "../host/adapter";
import type { Configured } from "./disk-vault";
import type { HostClock } from "../host/clock";
import { Host, type PluginFiles } from "../host/host";
import type { Transport } from "../host/request-url";
import type { ExistWorld } from "../exist/world";

export const ACCOUNT = "sam";
export const PLUGIN = "exist-sync";
/** The developer app of the account, for signing in at Exist. */
export const CLIENT_ID = "notes-app";
export const CLIENT_SECRET = "a-secret-of-the-stand-in";

/** What the demo and the playground have on stage: an app with the vault and the plugin, and the account's token. */
export interface Stage {
  readonly host: Host;
  readonly plugin: ExistSyncPlugin;
  readonly token: string;
}

/** An account at the stand-in in which other services fill a few attributes already. */
export function furnish(world: ExistWorld): string {
  world.addAccount({ username: ACCOUNT, first_name: "Sam", timezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  world.addService("exist_android", "Exist for Android", ["mood", "energy_level", "stress_level"]);
  world.addClient(CLIENT_ID, CLIENT_SECRET, "Notes app");
  world.addAttribute(ACCOUNT, { template: "mood", owner: null });
  world.addAttribute(ACCOUNT, { name: "friends", label: "friends", group: "custom", value_type: 7, owner: null });
  return world.personalToken(ACCOUNT);
}

export async function openStage(world: ExistWorld, parts: {
  readonly files: PluginFiles;
  readonly adapter: MemoryAdapter;
  readonly clock: HostClock;
  readonly transport: Transport;
  readonly indexedDB: IDBFactory;
  readonly root?: HTMLElement;
  readonly mobile?: boolean;
  /** What the app is set to; English unless told. */
  readonly language?: string;
  readonly onPage?: (url: string) => void;
  readonly configured: Configured;
  /** Whether it is the user who enables the plugin, just now; else it was enabled before. */
  readonly byUser?: boolean;
}): Promise<Stage> {
  const { files, configured, byUser = false, ...rest } = parts;
  const token = furnish(world);
  const host = await Host.start({ ...rest, ...configured });
  // The built plugin is the same class under another roof; its public methods are what the demo presses.
  const plugin = (await host.enable(files, { byUser })) as unknown as ExistSyncPlugin;
  return { host, plugin, token };
}
