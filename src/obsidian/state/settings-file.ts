import type { Plugin } from "obsidian";
import type { LocalDate } from "../../domain/local-date";
import type { SettingsStore } from "../../sync/ports";
import { type DecodedSettings, decodeSettings, newSettings, type Settings } from "../../sync/settings";

/** Why the settings may not be used or written, or null. */
export type SettingsLock = Extract<DecodedSettings, { readonly kind: "newer" | "damaged" }> | null;

/**
 * data.json. Written only when something is changed; a file from a later version, or one that cannot be read, is never
 * written over.
 */
export class SettingsFile implements SettingsStore {
  current: Settings;
  lock: SettingsLock = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly plugin: Plugin, today: LocalDate) {
    this.current = newSettings(today);
  }

  /** Reads the file: at start, and when Obsidian reports that another device or program changed it. */
  async load(): Promise<void> {
    // A write that failed was told to whoever asked for it.
    await this.writing.catch(() => undefined);
    const decoded = await this.decode();
    this.lock = decoded.kind === "newer" || decoded.kind === "damaged" ? decoded : null;
    if (decoded.kind === "settings") this.current = decoded.settings;
  }

  async change(change: (settings: Settings) => Settings): Promise<void> {
    if (this.lock !== null) return;
    this.current = change(this.current);
    const settings = this.current;
    this.writing = this.writing.then(() => this.plugin.saveData(settings), () => this.plugin.saveData(settings));
    await this.writing;
  }

  /** Puts a file that cannot be read aside, as data.damaged.json, and starts with new settings. */
  async startAfresh(): Promise<void> {
    const { dir } = this.plugin.manifest;
    const { adapter } = this.plugin.app.vault;
    if (dir !== undefined && (await adapter.exists(`${dir}/data.json`))) {
      await adapter.write(`${dir}/data.damaged.json`, await adapter.read(`${dir}/data.json`));
    }
    this.lock = null;
    await this.change((settings) => settings);
  }

  private async decode(): Promise<DecodedSettings> {
    try {
      const data: unknown = await this.plugin.loadData();
      return decodeSettings(data);
    } catch {
      // Not JSON at all; the lock tells the user, and the file stays as it is.
      return { kind: "damaged", place: "" };
    }
  }
}
