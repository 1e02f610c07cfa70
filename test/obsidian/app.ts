import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { ExistSyncPlugin } from "../../src/obsidian/plugin";
import type { Settings } from "../../src/sync/settings";
import { ExistWorld } from "../exist/world";
import type { MemoryAdapter } from "../host/adapter";
import { Host, type HostOptions, type PluginFiles } from "../host/host";
import type { Manifest } from "../host/plugin";
import { carryTo } from "../host/transport";

export const ACCOUNT = "sam";
export const ID = "exist-sync";
/** Every test takes place on this day, at noon. */
export const TODAY = "2026-09-21";

export const FILES: PluginFiles = {
  manifest: JSON.parse(readFileSync("manifest.json", "utf8")) as Manifest,
  main: readFileSync("main.js", "utf8"),
  styles: readFileSync("styles.css", "utf8"),
};

const AFTER_START = 10_500;

const open: Host[] = [];

/** Puts the clock to noon of `TODAY` in whatever zone the suite runs; time goes on, and can be moved. */
export function atNoon(): void {
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
    vi.setSystemTime(new Date(2026, 8, 21, 12));
  });
  afterEach(() => {
    for (const host of open.splice(0)) host.close();
    vi.useRealTimers();
  });
}

/** The device sleeps: its clock goes on, and its timers do not. */
export function sleep(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

export function note(properties: Readonly<Record<string, string | number | boolean | readonly string[]>>, body = ""): string {
  const lines = Object.entries(properties).map(([key, value]) => `${key}: ${Array.isArray(value) ? JSON.stringify(value) : String(value)}`);
  return `---\n${lines.join("\n")}\n---\n${body}`;
}

export const MAPPINGS = [
  { id: "m1", from: { kind: "property", key: "steps" }, to: { kind: "template", template: "steps" } },
  { id: "m2", from: { kind: "property", key: "mood" }, to: { kind: "template", template: "mood" } },
];

/** data.json as a user would have it after setting up, but not yet connected. */
export function settings(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { version: 1, connection: null, syncFrom: "2026-08-22", mappings: MAPPINGS, ...change };
}

/** An app with the built plugin in it, and an account at the stand-in for Exist. */
export class TestApp {
  readonly world: ExistWorld;
  readonly token: string;

  private constructor(readonly host: Host, world: ExistWorld, token: string) {
    this.world = world;
    this.token = token;
  }

  /** Starts with the plugin enabled already. `data` is data.json: an object, its text, or absent. */
  static async start(files: Readonly<Record<string, string>>, data?: Record<string, unknown> | string, options: Partial<HostOptions> = {}, cold = false): Promise<TestApp> {
    const world = new ExistWorld(() => Date.now(), (ms) => new Promise((done) => { setTimeout(done, ms); }));
    world.addAccount({ username: ACCOUNT, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    const token = world.personalToken(ACCOUNT);
    const json = typeof data === "object" ? JSON.stringify(data).replaceAll("TOKEN", token) : data;
    const all = json === undefined ? files : { ...files, [`.obsidian/plugins/${ID}/data.json`]: json };
    const host = await Host.startWith({ files: all, transport: carryTo(world), indexedDB: new IDBFactory(), ...options }, FILES, { cold });
    open.push(host);
    return new TestApp(host, world, token);
  }

  /** Starts connected, with everything of the last days sent already. */
  static async steady(files: Readonly<Record<string, string>>, change: Readonly<Record<string, unknown>> = {}, options: Partial<HostOptions> = {}): Promise<TestApp> {
    const app = await TestApp.start(files, settings({ ...connected, ...change }), options);
    await app.sync();
    // The look around after start-up is over too.
    await vi.advanceTimersByTimeAsync(AFTER_START);
    await app.host.until(() => !app.plugin.schedule.now.running, "the app has looked around");
    app.clear();
    return app;
  }

  /**
   * The same vault and device after the app was closed, or killed. `whileClosed` has the vault's folder in its hands in
   * between; `options` is how the app is from then on, and a `cold` start has lost the index.
   */
  async restart(kill: boolean, whileClosed: (adapter: MemoryAdapter) => unknown = () => undefined, options: Partial<HostOptions> = {}, cold = false): Promise<TestApp> {
    const { kept } = this.host;
    open.splice(open.indexOf(this.host), 1);
    this.host.close({ kill });
    await whileClosed(kept.adapter);
    const host = await Host.startWith({ ...kept, ...options }, FILES, { cold });
    open.push(host);
    return new TestApp(host, this.world, this.token);
  }

  get plugin(): ExistSyncPlugin {
    return this.host.plugin(ID) as unknown as ExistSyncPlugin;
  }

  /** Presses "Sync now", agrees to what a preview asks, and gives what the notice says. */
  async sync(): Promise<string> {
    this.host.runCommand(`${ID}:sync`);
    await this.host.until(() => this.host.modal() !== null || this.said() !== "", "the command answers");
    this.button("Send")?.click();
    await this.host.until(() => this.said() !== "", "the run is over");
    return this.said();
  }

  /** What notices say, progress aside. */
  said(): string {
    return this.host.notices().filter((text) => !text.startsWith("Sending to Exist")).join("\n");
  }

  /** Forgets notices and calls. */
  clear(): void {
    for (const notice of this.host.root.querySelectorAll<HTMLElement>(".notice")) notice.click();
    this.world.calls.length = 0;
  }

  button(text: string): HTMLElement | null {
    return [...this.host.root.querySelectorAll<HTMLElement>("button")].filter((button) => button.textContent?.startsWith(text)).at(-1) ?? null;
  }

  /** The latest link with this text. */
  link(text: string): HTMLElement | null {
    return [...this.host.root.querySelectorAll<HTMLElement>("a")].filter((link) => link.textContent === text).at(-1) ?? null;
  }

  /** The row of a settings tab or a modal with this name. */
  row(name: string): HTMLElement {
    const found = [...this.host.root.querySelectorAll<HTMLElement>(".setting-item")].filter((row) => row.querySelector(".setting-item-name")?.textContent === name).at(-1);
    expect(found, `a row called ${name}`).toBeDefined();
    return found as HTMLElement;
  }

  input(name: string): HTMLInputElement {
    return this.row(name).querySelector("input, textarea") as HTMLInputElement;
  }

  async data(): Promise<Settings> {
    return (await this.host.data(ID)) as Settings;
  }

  held(): Record<string, Record<string, number | string>> {
    return this.world.valuesOf(ACCOUNT);
  }
}

export const connected = { connection: { keptIn: "settings", accessToken: "TOKEN", account: ACCOUNT } };

/** Types into a field as a person does, and leaves it. */
export function type(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  input.dispatchEvent(new Event("blur", { bubbles: true }));
}

export function choose(row: HTMLElement, value: string): void {
  const select = row.querySelector("select");
  if (select === null) throw new Error("no dropdown");
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}
