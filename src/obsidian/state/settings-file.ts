import type { Plugin } from "obsidian";
import { localDateAt } from "../../domain/local-date";
import { mergeSettings } from "../../sync/merge-settings";
import type { MovedToGroup } from "../../sync/possible-groups";
import type { Clock, StoredSettings } from "../../sync/ports";
import { decodeSettings, newSettings, type Settings, type SettingsLock } from "../../sync/settings";
import { isLater, newSave, type Saves, SAVES, savesAfter, savesIn } from "../../sync/settings-saves";
import { SettingsLockedError, SettingsWriteError } from "../../sync/storage-error";

/** The settings as they are known at a moment, and why they may not be used, or null. */
export interface SettingsState {
  readonly settings: Settings;
  readonly lock: SettingsLock | null;
}

export type SettingsListener = (before: SettingsState, after: SettingsState) => void;

/** What was found on disk. */
type OnDisk = SettingsLock | { readonly kind: "none"; readonly saves: Saves } | { readonly kind: "settings"; readonly settings: Settings; readonly saves: Saves; readonly moved?: readonly MovedToGroup[] };

const DAMAGED: SettingsLock = { kind: "damaged", place: "" };

/** A file that is half synchronised is whole again soon, and nobody has to tell of it: milliseconds until the next look. */
const RETRY_AFTER = 30_000;
/** How long the disk may take, milliseconds. What takes longer must not hold up everything that comes after it. */
const PATIENCE = 20_000;
/** Versions kept in mind, as what those of other devices were made of. */
const VERSIONS = 20;

/**
 * data.json. Loads and changes go through one queue, so that none undoes another. Each change reads the file first and is
 * merged with what other devices and programs have made of it, whether Obsidian told of it or not; what is damaged or of a
 * later version is never written over. What is in force is on disk: a change that cannot be stored does not happen.
 */
export class SettingsFile implements StoredSettings {
  private state: SettingsState;
  private queue: Promise<void> = Promise.resolve();
  /** What was last known to be on disk. Other than what is in force only where that could not be written. */
  private stored: Settings;
  private saves: Saves = [];
  private readonly versions = new Map<string, Settings>();
  private readonly listeners = new Set<SettingsListener>();
  private cancelTimer: (() => void) | null = null;
  private closed = false;

  /** @param onMoved told once of new attributes whose group did not take them, when the file has them in another one */
  constructor(private readonly plugin: Plugin, private readonly clock: Clock, private readonly onMoved: (moved: readonly MovedToGroup[]) => void = () => undefined) {
    this.stored = newSettings(localDateAt(clock.now()));
    this.state = { settings: this.stored, lock: null };
  }

  get current(): Settings {
    return this.state.settings;
  }

  get lock(): SettingsLock | null {
    return this.state.lock;
  }

  /** Reads the file: at start, when Obsidian reports that somebody changed it, and before tokens are traded. Never rejects. */
  load(): Promise<void> {
    return this.enqueue(async () => {
      const disk = await this.read();
      if (disk.kind !== "settings") {
        this.become(this.current, lockOf(disk));
        return;
      }
      const merged = this.mergedWith(disk);
      this.keep(disk.settings, disk.saves);
      if (isSame(merged, disk.settings) && disk.moved === undefined) {
        this.saves = disk.saves;
        this.become(disk.settings, null);
        return;
      }
      // Two devices have saved at the same time, and the other one's version has replaced ours; or it was corrected as it was read.
      try {
        await this.write(merged, disk.saves);
        this.onMoved(disk.moved ?? []);
      } catch {
        // Nobody waits for it. It is in force, and goes with the next change, whose failure is told.
        this.become(merged, null);
      }
    });
  }

  /** Changes the settings and stores them. Rejects with SettingsLockedError or SettingsWriteError; then nothing has changed. */
  change(change: (settings: Settings) => Settings): Promise<void> {
    return this.enqueue(async () => {
      const disk = await this.read();
      const lock = lockOf(disk);
      if (lock !== null) {
        this.become(this.current, lock);
        throw new SettingsLockedError(lock);
      }
      const mine = change(this.current);
      await this.write(disk.kind === "settings" ? mergeSettings(this.current, mine, this.mergedWith(disk)) : mine, "saves" in disk ? disk.saves : []);
      if (disk.kind === "settings") this.onMoved(disk.moved ?? []);
    });
  }

  /**
   * Puts a file that cannot be read aside, as data.damaged.json, and goes on with what this device knows, or new settings.
   * One that can be read by now is taken instead. Rejects like `change`.
   */
  async startAfresh(): Promise<void> {
    await this.load();
    if (this.lock === null) return this.change((settings) => settings);
    return this.enqueue(async () => {
      const disk = await this.read();
      if (disk.kind === "newer") throw new SettingsLockedError(disk);
      if (disk.kind === "damaged") await this.putAside();
      await this.write(this.current, []);
    });
  }

  /** Deletes data.damaged.json: whatever is wrong with it, tokens may be in it. */
  async dropDamaged(): Promise<void> {
    const { adapter } = this.plugin.app.vault;
    const path = this.path("data.damaged.json");
    if (await adapter.exists(path)) await adapter.remove(path);
  }

  /** Calls `listener` after every load and every change, with what was known before and after it. @returns ends that */
  onChange(listener: SettingsListener): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  /** Looks at the file no more by itself. */
  close(): void {
    this.closed = true;
    this.cancelTimer?.();
  }

  private enqueue<T>(task: () => Promise<T>): Promise<T> {
    const done = this.queue.then(task);
    // Whoever asked is told; those who come after it are not concerned.
    this.queue = done.then(() => undefined, () => undefined);
    return done;
  }

  /** `loadData` gives undefined for what it cannot read and null where there is no file (public plugins). */
  private async read(): Promise<OnDisk> {
    try {
      const data: unknown = await this.inTime(this.plugin.loadData());
      if (data === null && (await this.inTime(this.plugin.app.vault.adapter.exists(this.path("data.json"))))) return DAMAGED;
      const found = decodeSettings(withoutSaves(data));
      return found.kind === "settings" || found.kind === "none" ? { ...found, saves: savesIn(data) } : found;
    } catch {
      // Nothing is known of the file, so it must not be written over; the lock tells the user.
      return DAMAGED;
    }
  }

  /**
   * What is in force, with what others have made of the last version that both sides know. A version that was here before
   * was put back by somebody, and is taken as it is.
   */
  private mergedWith({ settings, saves }: OnDisk & { readonly kind: "settings" }): Settings {
    const common = saves.find((id) => this.versions.has(id));
    const base = common === undefined ? undefined : this.versions.get(common);
    if (base === undefined || isSame(base, settings)) return decoded(mergeSettings(this.stored, settings, this.current));
    const [later, earlier] = isLater(saves, this.saves) ? [settings, this.current] : [this.current, settings];
    return decoded(mergeSettings(base, later, earlier));
  }

  private async write(settings: Settings, others: Saves): Promise<void> {
    const next = decoded(settings);
    const saves = savesAfter(newSave(this.clock), this.saves, others);
    try {
      await this.inTime(this.plugin.saveData({ ...next, [SAVES]: saves }));
    } catch (error) {
      throw new SettingsWriteError(error instanceof Error ? error.message : String(error));
    }
    this.saves = saves;
    this.keep(next, saves);
    this.become(next, null);
  }

  private keep(settings: Settings, [id]: Saves): void {
    this.stored = settings;
    if (id === undefined) return;
    this.versions.delete(id);
    this.versions.set(id, settings);
    for (const old of [...this.versions.keys()].slice(0, -VERSIONS)) this.versions.delete(old);
  }

  private become(settings: Settings, lock: SettingsLock | null): void {
    const before = this.state;
    this.state = { settings, lock };
    this.cancelTimer?.();
    this.cancelTimer = lock === null || this.closed ? null : this.clock.after(RETRY_AFTER, () => void this.load());
    for (const listener of [...this.listeners]) listener(before, this.state);
  }

  private async putAside(): Promise<void> {
    const { adapter } = this.plugin.app.vault;
    await adapter.write(this.path("data.damaged.json"), await adapter.read(this.path("data.json")));
  }

  private path(name: string): string {
    const { manifest, app } = this.plugin;
    return `${manifest.dir ?? `${app.vault.configDir}/plugins/${manifest.id}`}/${name}`;
  }

  private async inTime<T>(promise: Promise<T>): Promise<T> {
    let cancelTimer = (): void => undefined;
    const late = new Promise<never>((_resolve, reject) => { cancelTimer = this.clock.after(PATIENCE, () => { reject(new Error("no answer in time")); }); });
    try {
      return await Promise.race([promise, late]);
    } finally {
      cancelTimer();
    }
  }
}

function lockOf(disk: OnDisk): SettingsLock | null {
  return disk.kind === "newer" || disk.kind === "damaged" ? disk : null;
}

/** The settings as they are once they are read back: nothing is written that would lock the file. */
function decoded(settings: Settings): Settings {
  const found = decodeSettings(JSON.parse(JSON.stringify(settings)));
  if (found.kind === "settings") return found.settings;
  throw new SettingsWriteError(found.kind === "damaged" ? found.place : found.kind);
}

function withoutSaves(data: unknown): unknown {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== SAVES));
}

function isSame(a: Settings, b: Settings): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
