import type * as Obsidian from "obsidian";
import { MemoryAdapter, type WriteOptions } from "./adapter";
import { App, type DeviceStorage, newDeviceStorage } from "./app";
import { dateFor, type HostClock, systemClock } from "./clock";
import { Disk } from "./disk";
import type { IndexOptions, IndexStore } from "./index-store";
import { MetadataCache } from "./metadata-cache";
import { compareVersions, createModule } from "./module";
import { type CliCommand, dataPath, type Manifest, Plugin, type ProtocolHandler, setShell } from "./plugin";
import { NoteEditor } from "./note-editor";
import type { Transport } from "./request-url";
import { createUi, type Ui } from "./ui/index";
import type { FolderRenames } from "./vault";

export interface HostOptions {
  /** The vault: paths and texts, or an adapter over something else. */
  readonly files?: Readonly<Record<string, string>>;
  readonly adapter?: MemoryAdapter;
  readonly clock?: HostClock;
  readonly transport: Transport;
  readonly indexedDB: IDBFactory;
  readonly device?: DeviceStorage;
  readonly root?: HTMLElement;
  readonly mobile?: boolean;
  /** Whether the mobile device is one of Apple's. */
  readonly ios?: boolean;
  readonly dailyNotes?: Readonly<Record<string, unknown>> | null;
  /** Periodic Notes' settings; `{ store: settings }` where they are a Svelte store, as in its beta. */
  readonly periodicNotes?: Readonly<Record<string, unknown>> | null;
  /** Whether the Journals plugin is enabled; its settings are in the file that it has them in. */
  readonly journals?: boolean;
  readonly propertyTypes?: Readonly<Record<string, string>>;
  /** Told of pages that are to be opened in the browser. */
  readonly onPage?: (url: string) => void;
  readonly appVersion?: string;
  readonly language?: string;
  /** Whether plugins can answer to a command line; desktops only unless told. */
  readonly commandLine?: boolean;
  /** The index of last time; without one the world begins with an app that knows its vault. */
  readonly metadata?: IndexStore;
  readonly indexing?: IndexOptions;
  readonly folderRenames?: FolderRenames;
}

export interface PluginFiles {
  readonly manifest: Manifest;
  /** The built main.js, unchanged. */
  readonly main: string;
  readonly styles?: string;
}

/** What a restart starts from. While the app is closed, `adapter` is the vault's folder: put, remove and rename as another program would. */
type Kept = Pick<HostOptions, "device" | "indexedDB" | "clock" | "transport" | "dailyNotes" | "periodicNotes" | "journals" | "propertyTypes" | "indexing" | "folderRenames">
  & { readonly adapter: MemoryAdapter; readonly metadata: IndexStore };

interface LoadedPlugin {
  readonly plugin: Plugin;
  readonly style: HTMLStyleElement | null;
}

const APP_VERSION = "1.13.7";
/** The longest a test waits for the app to come to rest, milliseconds. */
const PATIENCE = 15_000;

/** The app as tests, demo and playground handle it: a vault, plugins, and what a person would see and press. */
export class Host {
  readonly app: App;
  readonly ui: Ui;
  readonly root: HTMLElement;
  /** Pages that were opened in the browser. */
  readonly pages: string[] = [];
  readonly protocols = new Map<string, ProtocolHandler>();
  readonly cli = new Map<string, CliCommand>();
  /** The vault's folder in the hands of another program. */
  readonly disk: Disk;
  private readonly editor: NoteEditor;
  private readonly module: ReturnType<typeof createModule>;
  private readonly settingsWindow: InstanceType<Ui["shell"]["SettingsWindow"]>;
  private readonly plugins = new Map<string, LoadedPlugin>();
  private readonly timers = new Set<number>();
  private readonly onKey = (event: KeyboardEvent): void => { this.app.keymap.onKey(event); };

  private constructor(private readonly options: HostOptions & { readonly adapter: MemoryAdapter; readonly device: DeviceStorage; readonly clock: HostClock }) {
    this.root = options.root ?? document.body.appendChild(document.createElement("div"));
    const { adapter, clock, device } = options;
    this.app = new App({ adapter, clock, device, root: this.root, dailyNotes: options.dailyNotes ?? null, periodicNotes: options.periodicNotes ?? null, journals: options.journals ?? false, propertyTypes: options.propertyTypes ?? {}, indexing: options.indexing ?? {}, metadata: options.metadata, folderRenames: options.folderRenames ?? "each" });
    this.disk = new Disk(adapter, this.app.vault);
    this.editor = new NoteEditor(this.app.vault);
    this.app.workspace.beforeLeaving = () => { this.editor.save(); };
    // The visual half is written against Obsidian's own types, of which this app fills the part that is used.
    const app = this.app as unknown as Obsidian.App;
    const isMobile = options.mobile ?? false;
    this.ui = createUi({ document, root: this.root, app: () => app, isMobile: () => isMobile });
    document.body.classList.toggle("is-mobile", isMobile);
    document.body.classList.toggle("is-phone", isMobile);
    this.module = createModule({ ui: this.ui.api, isMobile, isIos: options.ios ?? false, transport: options.transport, appVersion: options.appVersion ?? APP_VERSION, language: options.language ?? "en" });
    const { StatusBar, Ribbon, SettingsWindow } = this.ui.shell;
    const statusBar = new StatusBar();
    const ribbon = new Ribbon();
    this.settingsWindow = new SettingsWindow(app);
    setShell(this.app, {
      protocols: this.protocols,
      cli: this.cli,
      addStatusBarItem: ({ manifest }) => statusBar.addItem(manifest.id),
      addRibbonIcon: (icon, title, callback) => ribbon.addAction(icon, title, callback),
      addSettingTab: (tab, { manifest }) => { this.settingsWindow.addTab(tab as Obsidian.SettingTab, { id: manifest.id, name: manifest.name }); },
      removeSettingTab: (tab) => { this.settingsWindow.removeTab(tab as Obsidian.SettingTab); },
    });
    document.addEventListener("keydown", this.onKey);
  }

  /** Starts the app with an empty set of plugins and a ready layout, as when a user enables a plugin later. */
  static async start(options: HostOptions): Promise<Host> {
    const host = Host.prepare(options);
    await host.app.metadataCache.indexAll(false);
    host.app.workspace.becomeReady();
    return host;
  }

  /**
   * Starts the app with a plugin enabled already, in the documented order: plugins, `create` for every file, layout, index.
   * With `kept` of an app before it, the index is that of last time, and files that changed since are indexed some time
   * after this returns. A `cold` start has lost the index and tells of every file.
   */
  static async startWith(options: HostOptions, files: PluginFiles, { cold = false } = {}): Promise<Host> {
    const host = Host.prepare(options);
    await host.enable(files);
    for (const file of host.app.vault.getFiles()) host.app.vault.trigger("create", file);
    host.app.workspace.becomeReady();
    await host.app.metadataCache.indexAll(cold);
    return host;
  }

  private static prepare(options: HostOptions): Host {
    const clock = options.clock ?? systemClock;
    return new Host({ ...options, clock, adapter: options.adapter ?? new MemoryAdapter(clock, options.files), device: options.device ?? newDeviceStorage() });
  }

  /** Loads a plugin as the app does; throws what its `onload` throws, with everything taken back. */
  async enable({ manifest, main, styles }: PluginFiles, { byUser = false } = {}): Promise<Plugin> {
    const version = this.options.appVersion ?? APP_VERSION;
    if (compareVersions(version, manifest.minAppVersion) < 0) throw new Error(`${manifest.name} requires Obsidian ${manifest.minAppVersion}.`);
    if (manifest.isDesktopOnly && this.options.mobile === true) throw new Error(`${manifest.name} does not support mobile.`);
    const PluginClass = this.evaluate(main);
    const plugin = new PluginClass(this.app, { ...manifest, dir: `.obsidian/plugins/${manifest.id}` });
    if (!(this.options.commandLine ?? this.options.mobile !== true)) Object.defineProperty(plugin, "registerCliHandler", { value: undefined });
    const style = styles === undefined ? null : addStyle(styles);
    this.plugins.set(manifest.id, { plugin, style });
    try {
      plugin.load();
      await plugin.loading;
    } catch (error) {
      this.disable(manifest.id);
      throw error;
    }
    if (byUser) plugin.onUserEnable?.();
    return plugin;
  }

  disable(id: string): void {
    const loaded = this.plugins.get(id);
    loaded?.plugin.unload();
    loaded?.style?.remove();
    this.plugins.delete(id);
  }

  /** What a plugin left behind; after all are disabled, every count has to be 0. */
  leaks(): Record<string, number> {
    const { commands, vault, metadataCache, workspace } = this.app;
    return {
      commands: Object.keys(commands.commands).length,
      statusBarItems: this.root.querySelectorAll(".status-bar-item").length,
      ribbonIcons: this.root.querySelectorAll(".side-dock-ribbon-action").length,
      settingTabs: this.settingsWindow.tabs.length,
      protocols: this.protocols.size,
      cli: this.cli.size,
      vault: vault.count() - MetadataCache.VAULT_LISTENERS,
      metadataCache: metadataCache.count(),
      workspace: workspace.count(),
      modals: this.ui.openModals(),
      timers: this.timers.size,
    };
  }

  /** The app is closed, or with `kill` it dies: then nothing is unloaded, and no timer fires any more. */
  close({ kill = false } = {}): void {
    if (kill) this.editor.discard();
    else this.editor.save();
    this.seen("visible");
    if (!kill) for (const id of [...this.plugins.keys()]) this.disable(id);
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.app.metadataCache.close();
    this.ui.dispose();
    document.removeEventListener("keydown", this.onKey);
    if (this.options.root === undefined) this.root.remove();
    else this.root.replaceChildren();
  }

  /** What a restart keeps: the vault's files and what is set in it, the device's storage, the databases, the index, and how the app is. */
  get kept(): Kept {
    const { adapter, device, indexedDB, clock, transport, dailyNotes = null, periodicNotes = null, journals = false, propertyTypes = {}, indexing = {}, folderRenames = "each" } = this.options;
    return { adapter, device, indexedDB, clock, transport, dailyNotes, periodicNotes, journals, propertyTypes, indexing, folderRenames, metadata: this.app.metadataCache.store };
  }

  plugin(id: string): Plugin {
    const loaded = this.plugins.get(id);
    if (loaded === undefined) throw new Error(`${id} is not enabled.`);
    return loaded.plugin;
  }

  runCommand(id: string): boolean {
    return this.app.commands.executeCommandById(id);
  }

  openPalette(): void {
    const { CommandPalette } = this.ui.shell;
    new CommandPalette(this.app as unknown as Obsidian.App, () => this.app.commands.available(), (id) => this.runCommand(id)).open();
  }

  openSettings(id: string): HTMLElement {
    this.settingsWindow.open();
    this.settingsWindow.openTabById(id);
    return this.root.querySelector<HTMLElement>(".vertical-tab-content") ?? this.root;
  }

  closeSettings(): void {
    this.settingsWindow.close();
  }

  /** Calls Obsidian by an address, as the browser does: `obsidian://action?…`. False when no plugin listens to it. */
  openAddress(address: string): boolean {
    const { host: action, searchParams } = new URL(address);
    const handler = this.protocols.get(action);
    handler?.({ action, ...Object.fromEntries(searchParams) });
    return handler !== undefined;
  }

  /**
   * Calls Obsidian by its command line: `exist-sync sync from=2026-09-01`. Words without a value are "true"; what a
   * command does not know is passed on. Throws where no plugin listens, a required flag is missing or the answer is no text.
   */
  async callCli(line: string): Promise<string> {
    const [name = "", ...parameters] = line.split(" ").filter((part) => part !== "");
    const command = this.cli.get(name);
    if (command === undefined) throw new Error(`Command "${name}" not found.`);
    const given = Object.fromEntries(parameters.map((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [part, "true"] : [part.slice(0, at), part.slice(at + 1)];
    }));
    const missing = Object.entries(command.flags).find(([flag, { required }]) => required === true && given[flag] === undefined);
    if (missing !== undefined) throw new Error(`Missing required parameter: ${missing[0]}.`);
    const answer = await command.handler(given);
    if (typeof answer !== "string") throw new Error(`"${name}" answered no text.`);
    return answer;
  }

  /** Writes a note as another plugin would; what listens hears of it. Its time is `mtime`, milliseconds since 1970, or now. */
  async write(path: string, text: string, options?: WriteOptions): Promise<void> {
    const file = this.app.vault.getFileByPath(path);
    if (file === null) await this.app.vault.create(path, text, options);
    else await this.app.vault.modify(file, text, options);
  }

  /** Renames a note or a folder within the app. */
  async rename(path: string, to: string): Promise<void> {
    const file = this.app.vault.getAbstractFileByPath(path);
    if (file !== null) await this.app.vault.rename(file, to);
  }

  /** Gives each of two notes the other's name, by three renames within the app. Contents and times go along. */
  async swap(path: string, other: string): Promise<void> {
    const between = path.replace(/\.md$/, " (moved).md");
    await this.rename(path, between);
    await this.rename(other, path);
    await this.rename(between, other);
  }

  /** Deletes a note, or a folder with all in it. */
  async remove(path: string): Promise<void> {
    const file = this.app.vault.getAbstractFileByPath(path);
    if (file !== null) await this.app.vault.delete(file);
  }

  openNote(path: string | null): void {
    this.app.workspace.open(path === null ? null : this.app.vault.getFileByPath(path));
  }

  /**
   * Opens a note and types until it reads `text`. The editor saves 2 s after the first unsaved change, and at once when
   * another note is opened; only then `modify`, the index and `changed` follow.
   */
  type(path: string, text: string): void {
    const file = this.app.vault.getFileByPath(path);
    if (file === null) throw new Error(`There is no ${path} to type in.`);
    if (this.app.workspace.getActiveFile() !== file) this.openNote(path);
    this.editor.type(file, text);
  }

  /** What an open note says that is not saved yet; null when all of it is. */
  unsaved(path: string): string | null {
    const file = this.app.vault.getFileByPath(path);
    return file === null ? null : this.editor.unsavedText(file);
  }

  /** The app goes to the background. */
  hide(): void {
    this.seen("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
  }

  /** The app comes back to the front. */
  show(): void {
    this.seen("visible");
    document.dispatchEvent(new Event("visibilitychange"));
  }

  /** Texts of the notices that can be seen, oldest first, a line a sentence. */
  notices(): string[] {
    return [...this.root.querySelectorAll<HTMLElement>(".notice-message")].map(linesOf);
  }

  statusBarText(): string {
    return this.root.querySelector(".status-bar-item")?.textContent ?? "";
  }

  /** The modal on top, or null. */
  modal(): HTMLElement | null {
    return [...this.root.querySelectorAll<HTMLElement>(".modal")].at(-1) ?? null;
  }

  async data(id: string): Promise<unknown> {
    const path = dataPath(this.plugin(id).manifest);
    return (await this.options.adapter.exists(path)) ? (JSON.parse(await this.options.adapter.read(path)) as unknown) : null;
  }

  /** Another device's data.json arrives. */
  async changeDataFromOutside(id: string, text: string): Promise<void> {
    const plugin = this.plugin(id);
    await this.options.adapter.write(dataPath(plugin.manifest), text);
    await plugin.onExternalSettingsChange?.();
  }

  /** Waits until `done` is true; fails with `what` when it never is. */
  async until(done: () => boolean, what: string): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!done()) {
      if (Date.now() > end) throw new Error(`Waited in vain until ${what}.`);
      await new Promise((next) => { setTimeout(next, 5); });
    }
  }

  private seen(visibilityState: DocumentVisibilityState): void {
    Object.defineProperty(document, "visibilityState", { value: visibilityState, configurable: true });
  }

  /** Evaluates main.js with nothing but what the app would give it, and this host's time and databases. */
  private evaluate(main: string): new (app: App, manifest: Manifest) => Plugin {
    const require = (name: string): unknown => {
      if (name === "obsidian") return this.module;
      throw new Error(`Cannot find module '${name}'`);
    };
    const module: { exports: { default?: new (app: App, manifest: Manifest) => Plugin } } = { exports: {} };
    const parameters = { require, module, exports: module.exports, Date: dateFor(this.options.clock), indexedDB: this.options.indexedDB, window: this.windowForPlugin() };
    const run = new Function(...Object.keys(parameters), main) as (...values: unknown[]) => void;
    run(...Object.values(parameters));
    if (module.exports.default === undefined) throw new Error("main.js has no default export.");
    return module.exports.default;
  }

  /** The page's window, with timers that the host can count, and stop when the app is killed. */
  private windowForPlugin(): Window {
    const { timers } = this;
    return new Proxy(window, {
      get: (target, key) => {
        if (key === "setTimeout") {
          return (task: () => void, ms?: number): number => {
            const timer = setTimeout(() => { timers.delete(timer); task(); }, ms) as unknown as number;
            timers.add(timer);
            return timer;
          };
        }
        if (key === "clearTimeout") {
          return (timer: number): void => {
            timers.delete(timer);
            clearTimeout(timer);
          };
        }
        if (key === "open") {
          return (url: string): null => {
            this.pages.push(url);
            this.options.onPage?.(url);
            return null;
          };
        }
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === "function" && !/^[A-Z]/.test(String(key)) ? (value.bind(target) as unknown) : value;
      },
    });
  }
}

function addStyle(css: string): HTMLStyleElement {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  return style;
}

function linesOf(message: HTMLElement): string {
  return message.children.length === 0 ? (message.textContent ?? "") : [...message.children].map((line) => line.textContent ?? "").join("\n");
}
