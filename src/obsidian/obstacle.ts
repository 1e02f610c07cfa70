import type { SettingsFile } from "./state/settings-file";
import { words } from "./words";

/** Why Exist cannot be asked anything, as a sentence, or null. */
export function obstacleToAsking({ lock }: Pick<SettingsFile, "lock">, isConnected: boolean): string | null {
  if (lock !== null) return lock.kind === "newer" ? words.notices.dataNewer(lock.version) : words.notices.dataDamaged(lock.place);
  return isConnected ? null : words.notices.notConnected;
}

/** Why nothing can be sent at all, as a sentence, or null. */
export function obstacleToSending(file: Pick<SettingsFile, "lock" | "current">, isConnected: boolean): string | null {
  const { mappings, tagMode } = file.current;
  return obstacleToAsking(file, isConnected) ?? (mappings.length === 0 && tagMode === "off" ? words.notices.nothingMapped : null);
}
