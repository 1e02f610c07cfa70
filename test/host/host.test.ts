import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newDeviceStorage } from "./app";
import { Host, type HostOptions } from "./host";
import type { Manifest } from "./plugin";
import type { TransportRequest } from "./request-url";

const MANIFEST: Manifest = { id: "sample", name: "Sample", version: "1.0.0", minAppVersion: "1.13.1", description: "A sample.", author: "nobody", isDesktopOnly: false };

/** A plugin that writes down what happens to it. */
function plugin(onload: string, more = ""): string {
  return `const o = require("obsidian");
    exports.default = class extends o.Plugin {
      log = [];
      async onload() { const log = this.log; ${onload} }
      onunload() { this.log.push("unload"); }
      ${more}
    };`;
}

type Logging = { readonly log: string[] };

let host: Host | undefined;
let requests: TransportRequest[] = [];

const options = (rest: Partial<HostOptions> = {}): HostOptions => ({
  indexedDB,
  files: { "a.md": "---\nmood: 5\n---\n#tag", "sub/b.md": "text", ".obsidian/app.json": "{}" },
  transport: (request) => {
    requests.push(request);
    return Promise.resolve({ status: request.url.endsWith("/bad") ? 500 : 200, headers: { "content-type": "text/plain" }, text: "no json" });
  },
  ...rest,
});

async function withPlugin(main: string, rest: Partial<HostOptions> = {}, cold = false): Promise<{ host: Host; log: string[] }> {
  host = await Host.startWith(options(rest), { manifest: MANIFEST, main }, { cold });
  return { host, log: (host.plugin("sample") as unknown as Logging).log };
}

beforeEach(() => { requests = []; });
afterEach(() => { host?.close(); host = undefined; });

describe("the start of the app", () => {
  const WATCH = `
    this.registerEvent(this.app.vault.on("create", (file) => log.push("create " + file.path)));
    this.registerEvent(this.app.metadataCache.on("changed", (file) => log.push("changed " + file.path)));
    this.registerEvent(this.app.metadataCache.on("resolved", () => log.push("resolved")));
    this.app.workspace.onLayoutReady(() => log.push("ready"));`;

  it("loads plugins, tells of every file, makes the layout ready, then resolves", async () => {
    const { log } = await withPlugin(plugin(WATCH));
    expect(log).toEqual(["create a.md", "create sub/b.md", "ready", "resolved"]);
  });

  it("tells of every note as changed when the cache is cold", async () => {
    const { log } = await withPlugin(plugin(WATCH), {}, true);
    expect(log.slice(-3)).toEqual(["changed a.md", "changed sub/b.md", "resolved"]);
  });

  it("is over already for a plugin that a user enables later, who is told of it", async () => {
    host = await Host.start(options());
    const later = await host.enable({ manifest: MANIFEST, main: plugin(WATCH, 'onUserEnable() { this.log.push("by user"); }') }, { byUser: true });
    expect((later as unknown as Logging).log).toEqual(["ready", "by user"]);
  });

  it("refuses a plugin that needs a newer app, or a desktop", async () => {
    host = await Host.start(options({ appVersion: "1.12.7" }));
    await expect(host.enable({ manifest: MANIFEST, main: plugin("") })).rejects.toThrow("requires Obsidian 1.13.1");
    const phone = await Host.start(options({ mobile: true }));
    await expect(phone.enable({ manifest: { ...MANIFEST, isDesktopOnly: true }, main: plugin("") })).rejects.toThrow("mobile");
    phone.close();
  });

  it("takes everything back when a plugin fails to load", async () => {
    host = await Host.start(options());
    await expect(host.enable({ manifest: MANIFEST, main: plugin('this.addCommand({ id: "x", name: "X", callback() {} }); throw new Error("no");') })).rejects.toThrow("no");
    expect(host.leaks().commands).toBe(0);
  });

  it("gives plugins nothing but obsidian to require", async () => {
    host = await Host.start(options());
    await expect(host.enable({ manifest: MANIFEST, main: 'require("fs");' })).rejects.toThrow("Cannot find module 'fs'");
  });
});

describe("notes", () => {
  const WATCH = `
    const mood = (file) => this.app.metadataCache.getFileCache(file)?.frontmatter?.mood;
    this.app.workspace.onLayoutReady(() => {
      this.registerEvent(this.app.vault.on("modify", (file) => log.push("modify " + mood(file))));
      this.registerEvent(this.app.metadataCache.on("changed", (file, text, cache) => log.push("changed " + cache.frontmatter?.mood)));
      this.registerEvent(this.app.vault.on("rename", (file, old) => log.push("rename " + old + " " + file.path)));
      this.registerEvent(this.app.metadataCache.on("deleted", (file, before) => log.push("deleted " + before?.frontmatter?.mood)));
    });`;

  it("are indexed after they are written, not with it; a rename changes nothing", async () => {
    const { host: app, log } = await withPlugin(plugin(WATCH));
    await app.write("a.md", "---\nmood: 6\n---\n");
    expect(log).toEqual(["modify 5"]);
    await app.until(() => log.includes("changed 6"), "it is indexed");
    await app.rename("a.md", "c.md");
    await app.remove("c.md");
    expect(log).toEqual(["modify 5", "changed 6", "rename a.md c.md", "deleted 6"]);
  });

  it("in hidden folders are seen by the adapter only", async () => {
    host = await Host.start(options());
    expect(host.app.vault.getFileByPath(".obsidian/app.json")).toBeNull();
    expect(await host.app.vault.adapter.exists(".obsidian/app.json")).toBe(true);
    expect(host.app.vault.getFiles().map(({ path }) => path)).toEqual(["a.md", "sub/b.md"]);
    await expect(host.app.vault.create("a.md", "")).rejects.toThrow("exists");
  });

  it("are processed one change after the other", async () => {
    host = await Host.start(options());
    const file = host.app.vault.getFileByPath("sub/b.md");
    if (file === null) throw new Error("no file");
    const vault = host.app.vault;
    await Promise.all(["1", "2", "3"].map((more) => vault.process(file, (text) => text + more)));
    expect(await vault.read(file)).toBe("text123");
    expect(file.stat.size).toBe(7);
  });
});

describe("what a plugin adds", () => {
  it("is prefixed, can be run while it applies, and is gone with the plugin", async () => {
    const { host: app, log } = await withPlugin(plugin(`
      this.addCommand({ id: "go", name: "Go", callback: () => log.push("went") });
      this.addCommand({ id: "never", name: "Never", checkCallback: () => false });
      this.addStatusBarItem().setText("here");
      this.addRibbonIcon("eye", "Look", () => log.push("looked"));
      this.registerObsidianProtocolHandler("sample", () => log.push("called"));
      this.registerCliHandler("sample", "", null, () => "answer");
      this.registerDomEvent(document, "click", () => log.push("click"));
      this.registerEvent(this.app.workspace.on("file-open", () => log.push("open")));`));
    expect(app.app.commands.available().map(({ id, name }) => [id, name])).toEqual([["sample:go", "Sample: Go"]]);
    expect(app.runCommand("sample:go")).toBe(true);
    expect(app.runCommand("sample:never")).toBe(false);
    app.root.querySelector<HTMLElement>(".side-dock-ribbon-action")?.click();
    expect(log).toEqual(["went", "looked", "click"]);
    expect(app.statusBarText()).toBe("here");
    app.disable("sample");
    document.body.click();
    app.openNote("a.md");
    expect(log).toEqual(["went", "looked", "click", "unload"]);
    expect(Object.values(app.leaks()).every((count) => count === 0)).toBe(true);
  });

  it("answers to the command line under its own name, with flags as they are described", async () => {
    const { host: app, log } = await withPlugin(plugin(`
      for (const [name, flags] of [["other:go", null], ["sample:no blanks", null], ["sample", { day: { value: "" , description: "Day" } }], ["sample", { day: { text: "Day" } }]]) {
        try { this.registerCliHandler(name, "Sample", flags, () => ""); } catch (error) { log.push(error.message); }
      }
      this.registerCliHandler("sample", "Sample", null, (given) => JSON.stringify(given));
      this.registerCliHandler("sample:go", "Goes", { day: { value: "<day>", description: "Day", required: true } }, async ({ day }) => "went on " + day);
      this.registerCliHandler("sample:mute", "Says nothing", null, () => undefined);
      try { this.registerCliHandler("sample", "Again", null, () => ""); } catch (error) { log.push(error.message); }`));
    expect(log).toEqual([
      '"other:go" is neither "sample" nor "sample:<action>".', '"sample:no blanks" is neither "sample" nor "sample:<action>".', 'The flag "day" is not as CliFlag says: its value.',
      'The flag "day" is not as CliFlag says: its description.', '"sample" is registered already.',
    ]);
    expect(JSON.parse(await app.callCli("sample json day=2026-09-21"))).toEqual({ json: "true", day: "2026-09-21" });
    expect(await app.callCli("sample:go day=Monday")).toBe("went on Monday");
    await expect(app.callCli("sample:go")).rejects.toThrow("Missing required parameter: day.");
    await expect(app.callCli("sample:mute")).rejects.toThrow("answered no text");
    await expect(app.callCli("nobody")).rejects.toThrow('Command "nobody" not found.');
  });

  it("is counted when it is forgotten", async () => {
    const { host: app } = await withPlugin(plugin('this.app.vault.on("modify", () => {}); window.setTimeout(() => {}, 100000);'));
    app.disable("sample");
    expect(app.leaks()).toMatchObject({ vault: 1, timers: 1, commands: 0 });
  });

  it("dies with the app when it is killed", async () => {
    const { host: app, log } = await withPlugin(plugin('window.setTimeout(() => log.push("late"), 20);'));
    app.close({ kill: true });
    host = undefined;
    await new Promise((done) => { setTimeout(done, 40); });
    expect(log).toEqual([]);
  });
});

describe("data, secrets and requests", () => {
  it("keeps data.json as JSON, absent as null, and what is none or cannot be read as undefined", async () => {
    const { host: app, log } = await withPlugin(plugin('log.push(JSON.stringify(await this.loadData())); await this.saveData({ a: undefined, b: 1 }); log.push(JSON.stringify(await this.loadData()));', 'onExternalSettingsChange() { this.log.push("outside"); }'));
    expect(log).toEqual(["null", '{"b":1}']);
    await app.changeDataFromOutside("sample", "{ damaged");
    expect(log.at(-1)).toBe("outside");
    expect(await app.plugin("sample").loadData()).toBeUndefined();
    await app.changeDataFromOutside("sample", "");
    expect(await app.plugin("sample").loadData()).toBeUndefined();
    app.app.vault.adapter.read = () => Promise.reject(new Error("EACCES: permission denied"));
    expect(await app.plugin("sample").loadData()).toBeUndefined();
  });

  it("has a keychain that can be locked, and then throws for everything", async () => {
    const device = { ...newDeviceStorage(), isKeychainLocked: true };
    const locked = await Host.start(options({ device }));
    for (const use of [() => locked.app.secretStorage.getSecret("s-1"), () => { locked.app.secretStorage.setSecret("s-1", "x"); }]) expect(use).toThrow("locked");
    device.isKeychainLocked = false;
    expect(locked.app.secretStorage.getSecret("s-1")).toBeNull();
    locked.close();
  });

  it("keeps local storage and secrets over a restart; secrets have strict names", async () => {
    const { host: app } = await withPlugin(plugin('this.app.saveLocalStorage("k", { a: 1 }); this.app.secretStorage.setSecret("s-1", "x");'));
    expect(() => app.app.secretStorage.setSecret("No Good", "x")).toThrow("Invalid secret id");
    const again = await Host.start({ ...app.kept });
    expect(again.app.loadLocalStorage("k")).toEqual({ a: 1 });
    expect(again.app.secretStorage.getSecret("s-1")).toBe("x");
    expect(again.app.secretStorage.getSecret("s-2")).toBeNull();
    again.close();
  });

  it("throws on 400 and above unless told not to, and on json that is none", async () => {
    const { log } = await withPlugin(plugin(`
      const good = await o.requestUrl({ url: "https://example.org/x", headers: { "X-Y": "1" }, contentType: "application/json", body: "{}", method: "POST" });
      log.push(good.status, good.text);
      try { good.json } catch { log.push("no json"); }
      log.push((await o.requestUrl({ url: "https://example.org/bad", throw: false })).status);
      try { await o.requestUrl("https://example.org/bad") } catch (error) { log.push(error.message, error.status); }`));
    expect(log).toEqual([200, "no json", "no json", 500, "Request failed, status 500", 500]);
    expect(requests[0]).toEqual({ url: "https://example.org/x", method: "POST", headers: { "x-y": "1", "content-type": "application/json" }, body: "{}" });
  });

  it("shows plugins the host's time", async () => {
    const { log } = await withPlugin(plugin('log.push(new Date().getFullYear(), Date.now(), new Date(2020, 1, 1).getFullYear(), new Date() instanceof Date);'), { clock: { now: () => new Date(2031, 5, 1).getTime() } });
    expect(log).toEqual([2031, new Date(2031, 5, 1).getTime(), 2020, true]);
  });
});
