/**
 * The device did not read or store what it was asked to, also when it was asked again. The message names the cause in a
 * word that is the same in every language, most often that of an IndexedDB exception (`QuotaExceededError`).
 */
export class StorageError extends Error {
  override readonly name = "StorageError";
}
