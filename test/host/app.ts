import type { HostClock } from "./clock";
import type { IndexOptions, IndexStore } from "./index-store";
import { MetadataCache } from "./metadata-cache";
import { parseYaml, stringifyYaml, getFrontMatterInfo } from "./metadata-parse";
import { Keymap, Scope } from "./scope";
import type { MemoryAdapter } from "./adapter";
import { communityPlugins } from "./periodic-notes";
import { PropertyTypes } from "./property-types";
import { type FolderRenames, type TFile, Vault } from "./vault";
import { Workspace } from "./workspace";

export interface Command {
  readonly id: string;
  readonly name: string;
  readonly icon?: string;
  readonly callback?: () => unknown;
  readonly checkCallback?: (checking: boolean) => boolean | void;
}

/** What outlives a restart of the app on one device: local storage and the keychain. */
export interface DeviceStorage {
  readonly local: Map<string, string>;
  readonly secrets: Map<string, string>;
  /** Whether the keychain throws, for reading and for writing. */
  isKeychainLocked?: boolean;
}

export function newDeviceStorage(): DeviceStorage {
  return { local: new Map(), secrets: new Map() };
}

export interface AppOptions {
  readonly adapter: MemoryAdapter;
  readonly clock: HostClock;
  readonly root: HTMLElement;
  readonly device: DeviceStorage;
  /** Options of the core plugin Daily notes; null when it is off and was never set. */
  readonly dailyNotes: Readonly<Record<string, unknown>> | null;
  /** Settings of Periodic Notes, or `{ store: settings }` for those of its beta; null when it is not installed. */
  readonly periodicNotes: Readonly<Record<string, unknown>> | null;
  /** Whether the Journals plugin is enabled. */
  readonly journals: boolean;
  /** Types that people have given to properties (`.obsidian/types.json`), by name. */
  readonly propertyTypes: Readonly<Record<string, string>>;
  readonly indexing: IndexOptions;
  /** The index of last time, if there was one. */
  readonly metadata: IndexStore | undefined;
  readonly folderRenames: FolderRenames;
}

/** obsidian.d.ts: App, with the undocumented members that plugins in the wild look for. */
export class App {
  readonly vault: Vault;
  readonly metadataCache: MetadataCache;
  readonly workspace: Workspace;
  readonly keymap = new Keymap();
  readonly scope = new Scope();
  readonly lastEvent = null;
  readonly appId = "host";
  readonly secretStorage: ReturnType<typeof secretStorage>;
  readonly internalPlugins: Readonly<Record<string, unknown>>;
  readonly metadataTypeManager: PropertyTypes;
  readonly plugins: Readonly<Record<string, unknown>>;
  readonly commands = new CommandRegistry();
  readonly fileManager = {
    processFrontMatter: (file: TFile, change: (frontmatter: Record<string, unknown>) => void) => this.processFrontMatter(file, change),
    trashFile: (file: TFile) => this.vault.delete(file),
    renameFile: (file: TFile, path: string) => this.vault.rename(file, path),
  };

  constructor(private readonly options: AppOptions) {
    this.vault = new Vault(options.adapter, options.folderRenames);
    this.metadataCache = new MetadataCache(this.vault, options.indexing, options.metadata);
    this.workspace = new Workspace(this, this.vault, options.root);
    this.secretStorage = secretStorage(options.device);
    const daily = { enabled: options.dailyNotes !== null, instance: { options: options.dailyNotes ?? {} } };
    const find = (id: string): unknown => (id === "daily-notes" ? daily : null);
    this.internalPlugins = {
      plugins: { "daily-notes": daily },
      getPluginById: find,
      getEnabledPluginById: (id: string) => (id === "daily-notes" && daily.enabled ? daily.instance : null),
    };
    this.metadataTypeManager = new PropertyTypes(options.propertyTypes, () => this.metadataCache.store);
    this.plugins = communityPlugins(options.periodicNotes, options.journals);
  }

  isDarkMode(): boolean {
    return document.body.classList.contains("theme-dark");
  }

  loadLocalStorage(key: string): unknown {
    const text = this.options.device.local.get(key);
    return text === undefined ? null : (JSON.parse(text) as unknown);
  }

  saveLocalStorage(key: string, value: unknown): void {
    if (value === null || value === undefined) this.options.device.local.delete(key);
    else this.options.device.local.set(key, JSON.stringify(value));
  }

  private async processFrontMatter(file: TFile, change: (frontmatter: Record<string, unknown>) => void): Promise<void> {
    await this.vault.process(file, (text) => {
      const info = getFrontMatterInfo(text);
      const frontmatter = ((info.exists ? parseYaml(info.frontmatter) : null) ?? {}) as Record<string, unknown>;
      change(frontmatter);
      return `---\n${stringifyYaml(frontmatter)}---\n${text.slice(info.contentStart)}`;
    });
  }
}

/** The app's commands by full id. */
export class CommandRegistry {
  readonly commands: Record<string, Command> = {};

  addCommand(command: Command): void {
    this.commands[command.id] = command;
  }

  removeCommand(id: string): void {
    Reflect.deleteProperty(this.commands, id);
  }

  /** The commands that the palette would offer now. */
  available(): Command[] {
    return Object.values(this.commands).filter((command) => command.checkCallback === undefined || command.checkCallback(true) === true);
  }

  executeCommandById(id: string): boolean {
    const command = this.commands[id];
    if (command === undefined) return false;
    if (command.checkCallback !== undefined) {
      if (command.checkCallback(true) !== true) return false;
      command.checkCallback(false);
      return true;
    }
    command.callback?.();
    return true;
  }
}

/** obsidian.d.ts: SecretStorage. Ids are lower-case letters, digits and dashes; anything else throws. */
function secretStorage(device: DeviceStorage) {
  const { secrets } = device;
  const checked = (id: string): string => {
    if (device.isKeychainLocked === true) throw new Error("The keychain is locked.");
    if (!/^[a-z0-9-]+$/.test(id)) throw new Error(`Invalid secret id "${id}"`);
    return id;
  };
  return {
    setSecret: (id: string, secret: string): void => { secrets.set(checked(id), secret); },
    getSecret: (id: string): string | null => secrets.get(checked(id)) ?? null,
    listSecrets: (): string[] => [...secrets.keys()],
  };
}
