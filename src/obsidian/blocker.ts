import type { SettingsFile } from "./state/settings-file";
import { words } from "./words";

/** What stands in the way, as far as the plugin knows. */
interface PluginState {
  readonly settingsFile: Pick<SettingsFile, "lock" | "current">;
  readonly isConnected: boolean;
  /** Whether the connection's tokens are in a keychain that cannot be read now. */
  readonly isKeychainLocked: boolean;
}

/** Why Exist cannot be asked anything, as a sentence, or null. */
export function askBlocker({ settingsFile: { lock }, isConnected, isKeychainLocked }: PluginState): string | null {
  if (lock !== null) return lock.kind === "newer" ? words.notices.dataNewer(lock.version) : words.notices.dataDamaged(lock.place);
  if (isKeychainLocked) return words.notices.keychainLocked;
  return isConnected ? null : words.notices.notConnected;
}

/** Why nothing can be sent at all, as a sentence, or null. */
export function sendBlocker(known: PluginState): string | null {
  const { mappings, tagMode } = known.settingsFile.current;
  return askBlocker(known) ?? (mappings.length === 0 && tagMode === "off" ? words.notices.nothingMapped : null);
}
