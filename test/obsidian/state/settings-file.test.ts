import type { Plugin } from "obsidian";
import { describe, expect, it, vi } from "vitest";
import { SettingsFile, type SettingsState } from "../../../src/obsidian/state/settings-file";
import { newSettings, type Settings } from "../../../src/sync/settings";
import { SettingsLockedError, SettingsWriteError } from "../../../src/sync/storage-error";
import { mapping, property, template } from "../../domain/build";
import { TestClock, TODAY } from "../../sync/rig";

const PATH = ".obsidian/plugins/exist-sync/data.json";
const STEPS = { ...mapping(property("steps"), template("steps")), id: "steps" };
const MOOD = { ...mapping(property("mood"), template("mood")), id: "mood" };
const SECOND = 1000;

/** A device with its own copy of the vault's folder, as whatever synchronises it leaves it. */
class Device {
  readonly files = new Map<string, string>();
  readonly adapter = {
    exists: (path: string): Promise<boolean> => Promise.resolve(this.files.has(path)),
    read: (path: string): Promise<string> => Promise.resolve(this.files.get(path) ?? ""),
    write: (path: string, text: string): Promise<void> => Promise.resolve(void this.files.set(path, text)),
  };
  readonly file: SettingsFile;
  /** What was told to be in another group than before. */
  readonly moved: string[] = [];
  writes = 0;

  constructor(readonly clock: TestClock, text?: string) {
    if (text !== undefined) this.receive(text);
    const plugin = {
      manifest: { id: "exist-sync" },
      app: { vault: { configDir: ".obsidian", adapter: this.adapter } },
      loadData: () => this.load(),
      saveData: async (data: unknown) => {
        this.writes += 1;
        await this.adapter.write(PATH, JSON.stringify(data));
      },
    };
    this.file = new SettingsFile(plugin as unknown as Plugin, { now: () => clock.now(), after: (ms, task) => clock.after(ms, task), pause: () => clock.pause(), random: () => (drawn += 1) / 1000 }, (moved) => { this.moved.push(...moved.map(({ label, group }) => `${label} to ${group}`)); });
  }

  /** Another device's data.json arrives here. Nobody tells of it. */
  receive(text: string): void {
    this.files.set(PATH, text);
  }

  get text(): string {
    return this.files.get(PATH) ?? "";
  }

  get onDisk(): Settings {
    return JSON.parse(this.text) as Settings;
  }

  private async load(): Promise<unknown> {
    if (!(await this.adapter.exists(PATH))) return null;
    const text = await this.adapter.read(PATH);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // As `Plugin.loadData` does.
      return undefined;
    }
  }
}

/** No two draws are the same, on any device. */
let drawn = 0;

async function device(settings: Partial<Settings> = {}, clock = new TestClock()): Promise<Device> {
  const made = new Device(clock, JSON.stringify({ ...newSettings(TODAY), ...settings }));
  await made.file.load();
  return made;
}

/** Two devices that have the same file. */
async function pair(settings: Partial<Settings> = {}): Promise<readonly [Device, Device]> {
  const clock = new TestClock();
  const one = await device(settings, clock);
  await one.file.change((now) => now);
  const two = new Device(clock, one.text);
  await two.file.load();
  return [one, two];
}

describe("one queue", () => {
  it("keeps a change that is made while the file is being read, and every one of many at once", async () => {
    const one = await device();
    const loading = one.file.load();
    const changes = ["a", "b", "c"].map((tag) => one.file.change((now) => ({ ...now, chosenTags: [...now.chosenTags, tag] })));
    await Promise.all([loading, ...changes, one.file.load()]);
    expect(one.file.current.chosenTags).toEqual(["a", "b", "c"]);
    expect(one.onDisk.chosenTags).toEqual(["a", "b", "c"]);
  });

  it("goes on after a change that failed, of which nothing stays", async () => {
    const one = await device();
    vi.spyOn(one.adapter, "write").mockRejectedValueOnce(new Error("no space left on device"));
    const failing = one.file.change((now) => ({ ...now, chosenTags: ["lost"] }));
    const next = one.file.change((now) => ({ ...now, quietSeconds: 30 }));
    await expect(failing).rejects.toEqual(new SettingsWriteError("no space left on device"));
    await next;
    expect(one.file.current).toMatchObject({ chosenTags: [], quietSeconds: 30 });
  });

  it("does not write what it could not read again", async () => {
    const one = await device();
    const before = one.text;
    await expect(one.file.change((now) => ({ ...now, quietSeconds: 0 }))).rejects.toEqual(new SettingsWriteError("quietSeconds"));
    expect([one.text, one.file.current.quietSeconds]).toEqual([before, 60]);
  });

  it("does not wait for ever for a disk that does not answer", async () => {
    const one = await device();
    vi.spyOn(one.adapter, "read").mockReturnValueOnce(new Promise(() => undefined));
    const changing = one.file.change((now) => ({ ...now, autoSync: false }));
    const failed = expect(changing).rejects.toEqual(new SettingsLockedError({ kind: "damaged", place: "" }));
    await one.clock.pass(20 * SECOND);
    await failed;
    await one.file.change((now) => ({ ...now, autoSync: false }));
    expect(one.onDisk.autoSync).toBe(false);
  });
});

describe("a file that was replaced", () => {
  it("without a word keeps both sides' changes at the next one", async () => {
    const [one, two] = await pair({ mappings: [STEPS], chosenTags: ["gym"] });
    await two.file.change((now) => ({ ...now, mappings: [...now.mappings, MOOD], chosenTags: [] }));
    one.receive(two.text);
    await one.file.change((now) => ({ ...now, chosenTags: [...now.chosenTags, "rain"] }));
    expect(one.onDisk).toMatchObject({ mappings: [{ id: "steps" }, { id: "mood" }], chosenTags: ["rain"] });
    expect(one.file.current.chosenTags).toEqual(["rain"]);
  });

  it.each(["told of", "not told of"])("by a version that was saved in the same minute, %s, keeps what ours had changed", async (told) => {
    const [one, two] = await pair({ chosenTags: ["gym"] });
    await one.file.change((now) => ({ ...now, chosenTags: [...now.chosenTags, "one"], quietSeconds: 10 }));
    await two.file.change((now) => ({ ...now, chosenTags: [...now.chosenTags, "two"], maxWaitMinutes: 5 }));
    one.receive(two.text);
    if (told === "told of") await one.file.load();
    else await one.file.change((now) => ({ ...now, tagPrefix: "x/" }));
    const all = { quietSeconds: 10, maxWaitMinutes: 5 };
    expect(one.onDisk).toMatchObject(all);
    expect([...one.onDisk.chosenTags].sort()).toEqual(["gym", "one", "two"]);
    two.receive(one.text);
    await two.file.load();
    expect(two.file.current).toEqual(one.file.current);
  });

  it("on both devices by the other's version comes to the same on both, and to rest", async () => {
    const [one, two] = await pair();
    await one.file.change((now) => ({ ...now, chosenTags: ["one"], quietSeconds: 10 }));
    await one.clock.pass(SECOND);
    await two.file.change((now) => ({ ...now, chosenTags: ["two"], quietSeconds: 20 }));
    const swap = async (): Promise<void> => {
      const [a, b] = [one.text, two.text];
      one.receive(b);
      two.receive(a);
      await one.file.load();
      await two.file.load();
    };
    await swap();
    expect(one.file.current).toEqual(two.file.current);
    expect(one.file.current).toMatchObject({ quietSeconds: 20 });
    expect([...one.file.current.chosenTags].sort()).toEqual(["one", "two"]);
    await swap();
    const writes = [one.writes, two.writes];
    await swap();
    await swap();
    expect([one.writes, two.writes]).toEqual(writes);
  });

  it("takes over what was made of ours, also where that takes something back", async () => {
    const [one, two] = await pair();
    await one.file.change((now) => ({ ...now, chosenTags: ["gym"] }));
    two.receive(one.text);
    await two.file.load();
    await two.file.change((now) => ({ ...now, chosenTags: [] }));
    one.receive(two.text);
    await one.file.load();
    expect(one.file.current.chosenTags).toEqual([]);
  });

  it("by an earlier version of itself is as somebody wanted it, and one written by hand too", async () => {
    const [one] = await pair();
    const before = one.text;
    await one.file.change((now) => ({ ...now, chosenTags: ["gym"], quietSeconds: 10 }));
    one.receive(before);
    await one.file.load();
    expect(one.file.current).toMatchObject({ chosenTags: [], quietSeconds: 60 });
    one.receive(JSON.stringify({ ...newSettings(TODAY), autoSync: false }));
    await one.file.load();
    expect(one.file.current.autoSync).toBe(false);
  });

  it("keeps a pair of tokens that was refreshed here when an older one comes with another change", async () => {
    const connection = { keptIn: "settings" as const, account: "sam", accessToken: "a1", refreshToken: "r1", expiresAt: "2027-09-21" };
    const [one, two] = await pair({ connection });
    const fresh = { ...connection, accessToken: "a2", refreshToken: "r2", expiresAt: "2027-09-22" };
    await one.file.change((now) => ({ ...now, connection: fresh }));
    await two.file.change((now) => ({ ...now, autoSync: false }));
    one.receive(two.text);
    await one.file.load();
    expect(one.onDisk).toMatchObject({ connection: fresh, autoSync: false });
  });
});

describe("a file that must not be written over", () => {
  const SPOILT: readonly [string, (text: string) => string, string][] = [
    ["of a later version", (text) => text.replace("\"version\":1", "\"version\":2"), "newer"],
    ["half synchronised", (text) => text.slice(0, 40), "damaged"],
    ["without a byte", () => "", "damaged"],
    ["that says null", () => "null", "damaged"],
    ["of another shape", () => "[]", "damaged"],
  ];

  it.each(SPOILT)("%s is left alone by changes, which are refused, and taken up again when it is whole", async (_, spoil, kind) => {
    const one = await device({ chosenTags: ["gym"] });
    const good = one.text;
    one.receive(spoil(good));
    const change = one.file.change((now) => ({ ...now, autoSync: false }));
    await expect(change).rejects.toBeInstanceOf(SettingsLockedError);
    expect([one.text, one.writes, one.file.lock?.kind, one.file.current.autoSync]).toEqual([spoil(good), 0, kind, true]);
    one.receive(good);
    await one.clock.pass(31 * SECOND);
    expect(one.file.lock).toBeNull();
    await one.file.change((now) => ({ ...now, autoSync: false }));
    expect(one.onDisk).toMatchObject({ autoSync: false, chosenTags: ["gym"] });
  });

  it.each(SPOILT)("%s locks from the start, and is not looked at any more once the plugin is closed", async (_, spoil, kind) => {
    const one = new Device(new TestClock(), spoil(JSON.stringify(newSettings(TODAY))));
    await one.file.load();
    expect(one.file.lock?.kind).toBe(kind);
    one.file.close();
    one.receive(JSON.stringify(newSettings(TODAY)));
    await one.clock.pass(3600 * SECOND);
    expect([one.file.lock?.kind, one.clock.waiting]).toEqual([kind, 0]);
  });

  it("is told from one that is not there", async () => {
    const one = new Device(new TestClock());
    await one.file.load();
    expect([one.file.lock, one.writes]).toEqual([null, 0]);
  });

  it("is not put aside when it has become whole by the time a person starts afresh", async () => {
    const one = new Device(new TestClock(), "{");
    await one.file.load();
    one.receive(JSON.stringify({ ...newSettings(TODAY), chosenTags: ["gym"] }));
    await one.file.startAfresh();
    expect(one.onDisk.chosenTags).toEqual(["gym"]);
    expect(await one.adapter.exists(PATH.replace("data", "data.damaged"))).toBe(false);
  });

  it("and cannot be copied is not put aside", async () => {
    const one = new Device(new TestClock(), "{");
    await one.file.load();
    vi.spyOn(one.adapter, "write").mockRejectedValueOnce(new Error("no space left on device"));
    await expect(one.file.startAfresh()).rejects.toThrow("no space left on device");
    expect([one.text, one.file.lock?.kind]).toEqual(["{", "damaged"]);
  });
});

describe("a file with a new attribute in a group that does not take it", () => {
  const PAGES = { ...mapping(property("pages"), { kind: "create", label: "Pages", group: "custom", valueType: 0 }), id: "pages" };

  it("is corrected once, on disk too, and that is told once", async () => {
    const one = await device({ mappings: [PAGES] });
    expect([one.onDisk.mappings[0]?.to, one.moved, one.writes]).toMatchObject([{ label: "Pages", group: "media" }, ["Pages to media"], 1]);
    await one.file.load();
    expect([one.moved, one.writes]).toEqual([["Pages to media"], 1]);
    const other = new Device(one.clock, one.text);
    await other.file.load();
    expect([other.file.current.mappings, other.moved, other.writes]).toEqual([one.file.current.mappings, [], 0]);
  });

  it("is corrected with a change that finds it so", async () => {
    const one = await device();
    one.receive(JSON.stringify({ ...newSettings(TODAY), mappings: [PAGES] }));
    await one.file.change((now) => ({ ...now, quietSeconds: 90 }));
    expect([one.onDisk.quietSeconds, one.onDisk.mappings[0]?.to, one.moved]).toMatchObject([90, { group: "media" }, ["Pages to media"]]);
  });

  it("that cannot be written is in force as corrected, and told of when it could be", async () => {
    const one = new Device(new TestClock(), JSON.stringify({ ...newSettings(TODAY), mappings: [PAGES] }));
    const { write } = one.adapter;
    one.adapter.write = () => Promise.reject(new Error("full"));
    await one.file.load();
    expect([one.file.current.mappings[0]?.to, one.moved, one.file.lock]).toMatchObject([{ group: "media" }, [], null]);
    one.adapter.write = write;
    await one.file.load();
    expect([one.onDisk.mappings[0]?.to, one.moved]).toMatchObject([{ group: "media" }, ["Pages to media"]]);
  });
});

describe("who listens", () => {
  it("is told after every load and change what was before and what is, until it has had enough", async () => {
    const one = await device();
    const told: [SettingsState, SettingsState][] = [];
    const stop = one.file.onChange((before, after) => { told.push([before, after]); });
    const good = one.text;
    one.receive("{");
    await one.file.load();
    one.receive(good);
    await one.file.load();
    await one.file.change((now) => ({ ...now, autoSync: false }));
    const { length } = told;
    stop();
    await one.file.load();
    expect(told).toHaveLength(length);
    expect(told.map(([before, after]) => [before.lock?.kind, after.lock?.kind, before.settings.autoSync, after.settings.autoSync])).toEqual([
      [undefined, "damaged", true, true], ["damaged", undefined, true, true], [undefined, undefined, true, false],
    ]);
  });
});
