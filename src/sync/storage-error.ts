import type { SettingsLock } from "./settings";

/** The settings on disk are damaged or of a later version: nothing was changed, and nothing may be. */
export class SettingsLockedError extends Error {
  override readonly name = "SettingsLockedError";

  constructor(readonly lock: SettingsLock) {
    super(lock.kind);
  }
}

/** The settings could not be written: nothing was changed. The message is what the disk said. */
export class SettingsWriteError extends Error {
  override readonly name = "SettingsWriteError";
}

/** This device's keychain is missing, locked, or throws for another reason. */
export class KeychainError extends Error {
  override readonly name = "KeychainError";
}

/**
 * The device did not read or store what it was asked to, also when it was asked again. The message names the cause in a
 * word that is the same in every language, most often that of an IndexedDB exception (`QuotaExceededError`).
 */
export class StorageError extends Error {
  override readonly name = "StorageError";
}

/** What of this device's storage failed. */
export interface StorageFailure {
  readonly kind: "settings" | "keychain" | "storage";
  /** For storage the name of the cause; for settings `damaged`, `newer`, or what the disk said; empty for the keychain, whose words are nobody's business. */
  readonly text: string;
}

/** The storage failure that an error stands for, or null when it is about something else. */
export function storageFailureOf(error: unknown): StorageFailure | null {
  if (error instanceof SettingsLockedError || error instanceof SettingsWriteError) return { kind: "settings", text: error.message };
  if (error instanceof StorageError) return { kind: "storage", text: error.message };
  return error instanceof KeychainError ? { kind: "keychain", text: "" } : null;
}
