import type { App, Command } from "./app";
import { Component } from "./component";
import type { ItemView, WorkspaceLeaf } from "./workspace";

export interface Manifest {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly minAppVersion: string;
  readonly description: string;
  readonly author: string;
  readonly isDesktopOnly: boolean;
  readonly dir?: string;
}

export type ProtocolHandler = (params: Readonly<Record<string, string>>) => unknown;
export type CliHandler = (params: Readonly<Record<string, string>>) => unknown;

/** obsidian.d.ts: CliFlag. Without `value` it is a word that is there or not. */
export interface CliFlag {
  readonly value?: string;
  readonly description: string;
  readonly required?: boolean;
}

/** A command of the command line as a plugin has registered it. */
export interface CliCommand {
  readonly description: string;
  readonly flags: Readonly<Record<string, CliFlag>>;
  readonly handler: CliHandler;
}

/** Where a plugin puts what it adds to the app. The host is it. */
export interface PluginShell {
  addStatusBarItem(plugin: Plugin): HTMLElement;
  addRibbonIcon(icon: string, title: string, callback: (event: MouseEvent) => unknown): HTMLElement;
  addSettingTab(tab: unknown, plugin: Plugin): void;
  removeSettingTab(tab: unknown): void;
  readonly protocols: Map<string, ProtocolHandler>;
  readonly cli: Map<string, CliCommand>;
}

/** obsidian.d.ts: Plugin. Everything added is taken away again on unload. */
export class Plugin extends Component {
  // Declared only: a field would hide the methods of the plugin's own class.
  declare onUserEnable?: () => unknown;
  declare onExternalSettingsChange?: () => unknown;

  constructor(readonly app: App, readonly manifest: Manifest) {
    super();
  }

  addCommand(command: Command): Command {
    const full = { ...command, id: `${this.manifest.id}:${command.id}`, name: `${this.manifest.name}: ${command.name}` };
    this.app.commands.addCommand(full);
    this.register(() => { this.app.commands.removeCommand(full.id); });
    return full;
  }

  removeCommand(id: string): void {
    this.app.commands.removeCommand(`${this.manifest.id}:${id}`);
  }

  addRibbonIcon(icon: string, title: string, callback: (event: MouseEvent) => unknown): HTMLElement {
    const item = shellOf(this.app).addRibbonIcon(icon, title, callback);
    this.register(() => { item.remove(); });
    return item;
  }

  addStatusBarItem(): HTMLElement {
    const item = shellOf(this.app).addStatusBarItem(this);
    this.register(() => { item.remove(); });
    return item;
  }

  addSettingTab(tab: unknown): void {
    const shell = shellOf(this.app);
    shell.addSettingTab(tab, this);
    this.register(() => { shell.removeSettingTab(tab); });
  }

  registerView(type: string, make: (leaf: WorkspaceLeaf) => ItemView): void {
    this.app.workspace.registerView(type, make);
    this.register(() => { this.app.workspace.unregisterView(type); });
  }

  registerObsidianProtocolHandler(action: string, handler: ProtocolHandler): void {
    registerOnce(this, shellOf(this.app).protocols, action, handler);
  }

  registerCliHandler(command: string, description: string, flags: Readonly<Record<string, CliFlag>> | null, handler: CliHandler): void {
    const { id } = this.manifest;
    if (command !== id && !(command.startsWith(`${id}:`) && /^[\w-]+$/.test(command.slice(id.length + 1)))) {
      throw new Error(`"${command}" is neither "${id}" nor "${id}:<action>".`);
    }
    if (typeof description !== "string" || typeof handler !== "function") throw new Error(`"${command}" has no description or no handler.`);
    for (const [name, flag] of Object.entries(flags ?? {})) checkFlag(name, flag);
    registerOnce(this, shellOf(this.app).cli, command, { description, flags: flags ?? {}, handler });
  }

  registerExtensions(): void {
    throw new Error("The host has no views for file types.");
  }

  /** Never rejects (public plugins): null where there is no file, undefined where it is no JSON or cannot be read. */
  async loadData(): Promise<unknown> {
    const { adapter } = this.app.vault;
    const path = dataPath(this.manifest);
    try {
      return (await adapter.exists(path)) ? (JSON.parse(await adapter.read(path)) as unknown) : null;
    } catch {
      // As the app does, which keeps the reason to itself.
      return undefined;
    }
  }

  async saveData(data: unknown): Promise<void> {
    await this.app.vault.adapter.write(dataPath(this.manifest), JSON.stringify(data, undefined, 2));
  }
}

export function dataPath(manifest: Manifest): string {
  return `.obsidian/plugins/${manifest.id}/data.json`;
}

const shells = new WeakMap<App, PluginShell>();

/** Tells which shell belongs to an app; done once by the host before any plugin is loaded. */
export function setShell(app: App, shell: PluginShell): void {
  shells.set(app, shell);
}

function shellOf(app: App): PluginShell {
  const shell = shells.get(app);
  if (shell === undefined) throw new Error("This app has no shell.");
  return shell;
}

/** obsidian.d.ts: CliFlag, and nothing besides. */
function checkFlag(name: string, flag: CliFlag): void {
  const wrong = !/^[\w-]+$/.test(name) ? "its name" : typeof flag.description !== "string" ? "its description"
    : flag.value !== undefined && (typeof flag.value !== "string" || flag.value === "") ? "its value"
      : flag.required !== undefined && typeof flag.required !== "boolean" ? "required"
        : Object.keys(flag).find((key) => !["value", "description", "required"].includes(key));
  if (wrong !== undefined) throw new Error(`The flag "${name}" is not as CliFlag says: ${wrong}.`);
}

function registerOnce<T>(plugin: Plugin, handlers: Map<string, T>, name: string, handler: T): void {
  if (handlers.has(name)) throw new Error(`"${name}" is registered already.`);
  handlers.set(name, handler);
  plugin.register(() => { handlers.delete(name); });
}
