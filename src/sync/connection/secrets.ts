import type { Keychain } from "../ports";
import { KeychainError } from "../storage-error";

/** The text of an entry, empty where there is none; null where the keychain throws, which counts as no keychain. */
export function readSecret(keychain: Keychain, id: string): string | null {
  try {
    return keychain.get(id) ?? "";
  } catch {
    // Locked, or missing on this device. Whoever needs the entry says so.
    return null;
  }
}

/** Throws KeychainError. */
export function writeSecret(keychain: Keychain, id: string, secret: string): void {
  try {
    keychain.set(id, secret);
  } catch {
    // What the keychain says of itself is not for people, and may hold anything.
    throw new KeychainError();
  }
}
