import type { App } from "obsidian";

type LocalStorage = Pick<App, "loadLocalStorage" | "saveLocalStorage">;

/**
 * Small values that belong to this vault on this device (obsidian.d.ts: App.loadLocalStorage). Local storage may be full,
 * or closed to plugins: what cannot be stored is kept in memory, until the plugin is unloaded.
 */
export class DeviceValues {
  private readonly unstored = new Map<string, unknown>();

  constructor(private readonly storage: LocalStorage) {}

  /** Null when there is nothing, or what there is was not written by this plugin; undefined where it cannot be read now. */
  load(key: string): unknown {
    if (this.unstored.has(key)) return this.unstored.get(key);
    try {
      return this.storage.loadLocalStorage(key) as unknown;
    } catch (error) {
      // What is no JSON is nobody's value any more. All else may be readable at the next start and must not be replaced.
      return error instanceof SyntaxError ? null : undefined;
    }
  }

  /** Stores a value, or takes it away where it is null. @returns whether it will be there after a restart */
  save(key: string, value: unknown): boolean {
    const isStored = this.store(key, value);
    if (isStored) this.unstored.delete(key);
    else this.unstored.set(key, value);
    return isStored;
  }

  private store(key: string, value: unknown): boolean {
    try {
      this.storage.saveLocalStorage(key, value);
      return JSON.stringify(this.storage.loadLocalStorage(key) ?? null) === JSON.stringify(value);
    } catch {
      // Full, or closed to plugins; the caller is told.
      return false;
    }
  }
}
