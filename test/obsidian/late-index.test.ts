import { beforeEach, describe, expect, it, vi } from "vitest";
import type { MemoryAdapter } from "../host/adapter";
import type { HostOptions } from "../host/host";
import type { IndexOptions } from "../host/index-store";
import { readMetadata } from "../host/metadata-parse";
import { ACCOUNT, atNoon, connected, ID, note, settings, sleep, TestApp, TODAY } from "./app";

atNoon();

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOON = new Date(2026, 8, 21, 12).getTime();
const UP_TO_DATE = "Exist: up to date";
const FRIDAY = "2026-09-18.md";
const SATURDAY = "2026-09-19.md";
const SUNDAY = "2026-09-20.md";
const DAYS = { [FRIDAY]: note({ steps: 100, mood: 4 }), [SATURDAY]: note({ steps: 200, mood: 5 }), [SUNDAY]: note({ steps: 300, mood: 6 }) };

/** The app as it may be: with the undocumented member that says what the index was made from, without it, or with one that throws. */
const APPS: readonly (readonly [NonNullable<IndexOptions["fileCache"]>])[] = [["present"], ["absent"], ["throws"]];

/** What the daily notes of a folder say, read from the files themselves: what Exist is to hold. */
function saidByNotes(adapter: MemoryAdapter, folder: string): Record<string, Record<string, unknown>> {
  const said: Record<string, Record<string, unknown>> = {};
  for (const path of adapter.paths()) {
    const day = /^(\d{4}-\d{2}-\d{2})\.md$/.exec(path.startsWith(folder) ? path.slice(folder.length) : "")?.[1];
    if (day !== undefined) said[day] = readMetadata(adapter.textNow(path) ?? "").frontmatter ?? {};
  }
  return said;
}

/** When the status bar said that all is at Exist, and it was not: how long after noon, in minutes. */
let untrue: string[] = [];
beforeEach(() => { untrue = []; });

function isAtExist(held: Readonly<Record<string, Readonly<Record<string, unknown>>>>, said: Readonly<Record<string, Readonly<Record<string, unknown>>>>): boolean {
  return Object.entries(said).every(([day, values]) => Object.entries(values).every(([name, value]) => held[day]?.[name] === value));
}

/** Lets time pass, and looks all the while whether what the status bar says of Exist is true. */
async function watch(app: TestApp, ms: number, folder = ""): Promise<void> {
  for (let passed = 0; passed < ms; passed += 10 * SECOND) {
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    await app.host.until(() => !app.plugin.schedule.now.running, "the run is over");
    const isTrue = app.host.statusBarText() !== UP_TO_DATE || isAtExist(app.held(), saidByNotes(app.host.kept.adapter, folder));
    if (!isTrue) untrue.push(`${Math.round((Date.now() - NOON) / MINUTE)} min`);
  }
}

/** Gives the app an hour by itself; then Exist holds what the notes say, and the status bar knows it, and never said so too early. */
async function expectAllAtExist(app: TestApp, folder = ""): Promise<void> {
  await watch(app, HOUR, folder);
  expect(app.held()).toMatchObject(saidByNotes(app.host.kept.adapter, folder));
  expect(app.host.statusBarText()).toBe(UP_TO_DATE);
  expect(untrue, `when the status bar said "${UP_TO_DATE}" and it was not so`).toEqual([]);
  expect(app.world.impolite).toEqual([]);
}

const mtimeOf = (app: TestApp, path: string): number => app.host.kept.adapter.statNow(path)?.mtime ?? Number.NaN;
const steady = (options: Partial<HostOptions> = {}, change: Readonly<Record<string, unknown>> = {}): Promise<TestApp> => TestApp.steady(DAYS, change, options);

describe.each(APPS)("where fileCache is %s, a note that is indexed late", (fileCache) => {
  const start = (more: IndexOptions = {}): Promise<TestApp> => steady({ indexing: { fileCache, ...more } });

  it.each([[30 * SECOND], [3 * MINUTE], [20 * MINUTE]])("by %i ms is sent once it is indexed", async (ms) => {
    const app = await start();
    app.host.app.metadataCache.lag(ms);
    await app.host.write(SUNDAY, note({ steps: 301, mood: 6 }));
    await expectAllAtExist(app);
  });

  it("while others are indexed and sent is sent after them", async () => {
    const app = await start();
    app.host.app.metadataCache.lag((path) => (path === SUNDAY ? 12 * MINUTE : 10));
    await app.host.write(SUNDAY, note({ steps: 301, mood: 6 }));
    for (const steps of [201, 202, 203]) {
      await app.host.write(SATURDAY, note({ steps, mood: 5 }));
      await watch(app, 2 * MINUTE);
    }
    await expectAllAtExist(app);
  });

  it("and looked at by a person meanwhile, who presses Sync, is not taken for sent", async () => {
    const app = await start();
    app.host.app.metadataCache.hold(SUNDAY);
    await app.host.write(SUNDAY, note({ steps: 301, mood: 6 }));
    await watch(app, 2 * MINUTE);
    await app.sync();
    app.clear();
    app.host.app.metadataCache.release(SUNDAY);
    await expectAllAtExist(app);
  });

  it("after it was written twice, with a run between the two, is sent as it was written last", async () => {
    const app = await start();
    app.host.app.metadataCache.hold(SUNDAY);
    await app.host.write(SUNDAY, note({ steps: 301, mood: 6 }));
    await watch(app, 2 * MINUTE);
    await app.host.write(SATURDAY, note({ steps: 201, mood: 5 }));
    await watch(app, 2 * MINUTE);
    await app.host.write(SUNDAY, note({ steps: 302, mood: 7 }));
    await watch(app, 2 * MINUTE);
    app.host.app.metadataCache.release(SUNDAY);
    await expectAllAtExist(app);
  });

  it("is sent after a restart too, if the app was closed before it got to it", async () => {
    const app = await start();
    app.host.app.metadataCache.hold();
    await app.host.write(SUNDAY, note({ steps: 301, mood: 6 }));
    await watch(app, 2 * MINUTE);
    await expectAllAtExist(await app.restart(false, undefined, { indexing: { fileCache, startAfter: 3 * MINUTE } }));
  });

  it("while the device sleeps over a weekend is sent after it", async () => {
    const app = await start();
    app.host.app.metadataCache.lag(5 * MINUTE);
    await app.host.write(SUNDAY, note({ steps: 301, mood: 6 }));
    await watch(app, MINUTE);
    sleep(48 * HOUR);
    await expectAllAtExist(app);
  });

  it("without a word is sent all the same, at the latest after a restart", async () => {
    const app = await start();
    app.host.app.metadataCache.silent(SUNDAY);
    await app.host.write(SUNDAY, note({ steps: 301, mood: 6 }));
    await watch(app, HOUR);
    await expectAllAtExist(await app.restart(false));
  });

  it("and told of twice is sent once", async () => {
    const app = await start();
    app.host.app.metadataCache.twice(SUNDAY);
    await app.host.write(SUNDAY, note({ steps: 301, mood: 6 }));
    await expectAllAtExist(app);
    expect(app.world.updateCalls()).toHaveLength(1);
  });

  it("but was only touched asks nothing of Exist, and does not wait for ever", async () => {
    for (const sameContents of ["told", "untold"] as const) {
      const app = await start({ sameContents });
      await app.host.write(SUNDAY, DAYS[SUNDAY]);
      await expectAllAtExist(app);
      expect(app.world.calls).toEqual([]);
    }
  });

  it("and claimed to be as new as its file before it is, is sent when it is told of", async () => {
    const app = await start();
    app.host.app.metadataCache.hold(SUNDAY);
    await app.host.write(SUNDAY, note({ steps: 301, mood: 6 }));
    app.host.app.metadataCache.claimNew(SUNDAY);
    await app.host.write(SATURDAY, note({ steps: 201, mood: 5 }));
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    app.host.app.metadataCache.release(SUNDAY);
    await vi.advanceTimersByTimeAsync(SECOND);
    await expectAllAtExist(app);
  });
});

describe.each(APPS)("where fileCache is %s, a note whose time tells nothing", (fileCache) => {
  const start = (): Promise<TestApp> => steady({ indexing: { fileCache } });

  it("because it stands still is sent", async () => {
    const app = await start();
    await vi.advanceTimersByTimeAsync(MINUTE);
    await app.host.write(SUNDAY, note({ steps: 301, mood: 6 }), { mtime: mtimeOf(app, SUNDAY) });
    await expectAllAtExist(app);
  });

  it("because it goes back, as after restoring an earlier version, is sent", async () => {
    const app = await start();
    await app.host.write(SUNDAY, note({ steps: 31, mood: 6 }), { mtime: mtimeOf(app, SUNDAY) - 24 * HOUR });
    await expectAllAtExist(app);
    await app.host.write(SUNDAY, DAYS[SUNDAY], { mtime: mtimeOf(app, SUNDAY) + 24 * HOUR });
    await expectAllAtExist(app);
  });

  it("because it swapped names with another of one time is sent, and so is the other", async () => {
    const app = await start();
    expect(mtimeOf(app, SUNDAY)).toBe(mtimeOf(app, SATURDAY));
    await app.host.swap(SUNDAY, SATURDAY);
    await expectAllAtExist(app);
  });

  it("because it swapped names, and the app was killed before it ran, is sent after the restart", async () => {
    const app = await start();
    await app.host.swap(SUNDAY, SATURDAY);
    await vi.advanceTimersByTimeAsync(SECOND);
    await expectAllAtExist(await app.restart(true));
  });

  it("because it stands still, and the app was killed between its index and the run, is sent after the restart", async () => {
    const app = await start();
    await app.host.write(SUNDAY, note({ steps: 301, mood: 6 }), { mtime: mtimeOf(app, SUNDAY) });
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "it is indexed");
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(app.world.calls).toEqual([]);
    await expectAllAtExist(await app.restart(true));
  });

  it("because it was written while the app was closed, is sent once the app compares contents, or has lost its index", async () => {
    for (const [options, cold] of [[{ indexing: { fileCache, noticesBy: "contents" } }, false], [{}, true]] as const) {
      const app = await start();
      const mtime = mtimeOf(app, SUNDAY);
      const again = await app.restart(false, (adapter) => { adapter.put(SUNDAY, note({ steps: 301, mood: 6 }), mtime); }, options, cold);
      await vi.advanceTimersByTimeAsync(20 * SECOND);
      await expectAllAtExist(again);
      again.host.close();
    }
  });
});

describe.each(APPS)("where fileCache is %s, what happened while the app was closed", (fileCache) => {
  /** Closes the app, lets `change` happen, and starts it again; it gets to what changed `startAfter` later. */
  async function reopened(change: (adapter: MemoryAdapter) => unknown, startAfter = 3 * MINUTE): Promise<TestApp> {
    const app = await steady();
    await vi.advanceTimersByTimeAsync(HOUR);
    return app.restart(false, change, { indexing: { fileCache, startAfter } });
  }

  it.each([[SECOND], [15 * SECOND], [10 * MINUTE]])("to a note is sent, though it is indexed %i ms after the start", async (startAfter) => {
    await expectAllAtExist(await reopened((adapter) => { adapter.put(SUNDAY, note({ steps: 301, mood: 6 })); }, startAfter));
  });

  it("to two notes is sent, though the app gets to the second much later", async () => {
    const app = await reopened((adapter) => { for (const path of [SATURDAY, SUNDAY]) adapter.put(path, note({ steps: 999, mood: 9 })); }, 20 * SECOND);
    app.host.app.metadataCache.hold(SUNDAY);
    await watch(app, 10 * MINUTE);
    app.host.app.metadataCache.release(SUNDAY);
    await expectAllAtExist(app);
  });

  it("is sent too if somebody presses Sync before the app has got to it", async () => {
    const app = await reopened((adapter) => { adapter.put(SUNDAY, note({ steps: 301, mood: 6 })); });
    await watch(app, 20 * SECOND);
    await app.sync();
    app.clear();
    await expectAllAtExist(app);
  });

  it("to two notes that swapped names is sent", async () => {
    const app = await steady();
    await app.host.write(SATURDAY, note({ steps: 201, mood: 5 }));
    await expectAllAtExist(app);
    const again = await app.restart(false, async (adapter) => {
      await adapter.rename(SATURDAY, "between.md");
      await adapter.rename(SUNDAY, SATURDAY);
      await adapter.rename("between.md", SUNDAY);
    }, { indexing: { fileCache, startAfter: 3 * MINUTE } });
    await expectAllAtExist(again);
  });

  it("to a note that came, or is that of another day now, is sent", async () => {
    await expectAllAtExist(await reopened(async (adapter) => {
      adapter.put(`${TODAY}.md`, note({ steps: 400, mood: 7 }));
      await adapter.rename(FRIDAY, "2026-09-17.md");
    }));
  });

  it("is sent where the index is lost, and comes one note after the other", async () => {
    const app = await steady();
    const again = await app.restart(false, (adapter) => { adapter.put(SUNDAY, note({ steps: 301, mood: 6 })); }, { indexing: { fileCache, held: true } }, true);
    await watch(again, 5 * MINUTE);
    for (const path of [SATURDAY, FRIDAY, SUNDAY]) {
      again.host.app.metadataCache.release(path);
      await watch(again, 3 * MINUTE);
    }
    await expectAllAtExist(again);
  });

  it("was nothing: then nothing is asked of Exist, with the index of last time and without", async () => {
    for (const cold of [false, true]) {
      const app = await steady();
      const again = await app.restart(false, undefined, { indexing: { fileCache } }, cold);
      await expectAllAtExist(again);
      expect(again.world.calls).toEqual([]);
      again.host.close();
    }
  });
});

describe("a day with two notes, of two sources", () => {
  const SOURCES = [{ folder: "Daily", format: "YYYY-MM-DD" }, { folder: "Archive", format: "YYYY-MM-DD" }];
  const FIRST = `Daily/${SUNDAY}`;
  const SECOND_NOTE = `Archive/${SUNDAY}`;
  const start = (options: Partial<HostOptions> = {}): Promise<TestApp> => TestApp.steady({ [FIRST]: note({ steps: 300 }), [SECOND_NOTE]: note({ steps: 900 }), [`Daily/${SATURDAY}`]: note({ steps: 200 }) }, { sources: SOURCES }, options);
  const steps = (app: TestApp): unknown => app.held()["2026-09-20"]?.["steps"];

  it("follows the other when the one that counts is deleted, and the first again when it is restored", async () => {
    const app = await start();
    expect(steps(app)).toBe(300);
    await app.host.remove(FIRST);
    await expectAllAtExist(app, "Archive/");
    await app.host.write(FIRST, note({ steps: 300 }), { mtime: mtimeOf(app, SECOND_NOTE) });
    await expectAllAtExist(app, "Daily/");
  });

  it("follows the other when the one that counts is moved away, also by a killed app", async () => {
    const app = await start();
    await app.host.rename(FIRST, "Old note.md");
    await vi.advanceTimersByTimeAsync(SECOND);
    await expectAllAtExist(await app.restart(true), "Archive/");
  });

  it("follows the other when the one that counts is gone at the next start", async () => {
    const app = await start();
    await expectAllAtExist(await app.restart(false, (adapter) => adapter.remove(FIRST)), "Archive/");
  });

  it("follows the first again when it comes back at the next start with the time it had", async () => {
    const app = await start();
    const mtime = mtimeOf(app, FIRST);
    await app.host.remove(FIRST);
    await expectAllAtExist(app, "Archive/");
    await expectAllAtExist(await app.restart(false, (adapter) => { adapter.put(FIRST, note({ steps: 300 }), mtime); }), "Daily/");
  });
});

describe.each([["each"], ["folder"]] as const)("a folder of daily notes whose renaming tells of %s", (folderRenames) => {
  const IN_FOLDER = Object.fromEntries(Object.entries(DAYS).map(([path, text]) => [`Daily/${path}`, text]));
  const start = (): Promise<TestApp> => TestApp.steady(IN_FOLDER, { sources: [{ folder: "Daily", format: "YYYY-MM-DD" }] }, { folderRenames });

  it("is sent when it is renamed and back, with an edit in between that leaves the time as it was", async () => {
    const app = await start();
    const mtime = mtimeOf(app, `Daily/${SUNDAY}`);
    await app.host.rename("Daily", "Journal");
    await watch(app, 5 * MINUTE, "Daily/");
    await app.host.write(`Journal/${SUNDAY}`, note({ steps: 301, mood: 6 }), { mtime });
    await watch(app, 5 * MINUTE, "Daily/");
    await app.host.rename("Journal", "Daily");
    await expectAllAtExist(app, "Daily/");
  });

  it("is sent when another folder takes its place, with notes of the same times", async () => {
    const app = await start();
    await app.host.write(`Other/${SUNDAY}`, note({ steps: 777, mood: 7 }), { mtime: mtimeOf(app, `Daily/${SUNDAY}`) });
    await app.host.rename("Daily", "Journal");
    await app.host.rename("Other", "Daily");
    await expectAllAtExist(app, "Daily/");
  });

  it("says nothing new when it is renamed and back, and nothing is asked of Exist", async () => {
    const app = await start();
    await app.host.rename("Daily", "Journal");
    await app.host.rename("Journal", "Daily");
    await expectAllAtExist(app, "Daily/");
    expect(app.world.calls).toEqual([]);
  });
});

describe("a vault that arrives in parts", () => {
  const PARTS = { [SATURDAY]: note({ steps: 201, mood: 6 }), [SUNDAY]: note({ steps: 301, mood: 7 }), [`${TODAY}.md`]: note({ steps: 401, mood: 8 }) };

  it.each([[false, 10], [false, 4 * MINUTE], [true, 10], [true, 4 * MINUTE]])("(in halves: %s, indexed after %i ms) is at Exist in the end", async (inHalves, lag) => {
    const app = await TestApp.steady({ [FRIDAY]: DAYS[FRIDAY] });
    app.host.app.metadataCache.lag(lag);
    const arriving = app.host.disk.arrive(PARTS, 3 * MINUTE + 5 * SECOND, { inHalves });
    await watch(app, 20 * MINUTE);
    await arriving;
    await expectAllAtExist(app);
  });

  it("with files that are empty at first, of one time with what comes into them, is at Exist in the end", async () => {
    const app = await TestApp.steady({ [FRIDAY]: DAYS[FRIDAY] });
    const mtime = Date.now();
    for (const path of Object.keys(PARTS)) app.host.disk.write(path, "", { mtime });
    await watch(app, 5 * MINUTE);
    for (const [path, text] of Object.entries(PARTS)) app.host.disk.write(path, text, { mtime });
    await expectAllAtExist(app);
  });
});

describe("a note that is typed in", () => {
  it("and left for another at once is sent as it was left", async () => {
    const app = await steady();
    app.host.app.metadataCache.lag(90 * SECOND);
    for (const steps of [3, 30, 301]) {
      app.host.type(SUNDAY, note({ steps, mood: 6 }));
      await vi.advanceTimersByTimeAsync(1500);
    }
    app.host.openNote(SATURDAY);
    app.host.type(SATURDAY, note({ steps: 201, mood: 5 }));
    app.host.openNote(null);
    await expectAllAtExist(app);
  });

  it("for ten minutes is sent as it reads in the end, with two calls at most", async () => {
    const app = await steady();
    for (let times = 1; times <= 30; times += 1) {
      app.host.type(SUNDAY, note({ steps: 300 + times, mood: 6 }));
      await vi.advanceTimersByTimeAsync(20 * SECOND);
    }
    await expectAllAtExist(app);
    expect(app.world.calls.length).toBeLessThanOrEqual(2);
  });
});

describe("a file that cannot be read when it is indexed", () => {
  it("is sent when it can be, and is not taken for sent before", async () => {
    const app = await steady();
    app.host.kept.adapter.breakReading(SUNDAY, { kind: "never" });
    app.host.disk.write(SUNDAY, note({ steps: 301, mood: 6 }));
    await watch(app, 5 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ steps: 300, mood: 6 });
    app.host.kept.adapter.breakReading(SUNDAY, null);
    app.host.disk.write(SUNDAY, note({ steps: 302, mood: 6 }));
    await expectAllAtExist(app);
  });
});

describe("the first run on a device", () => {
  it("does not take for read what the app has not indexed yet, and sends it when it has, as agreed to", async () => {
    const app = await TestApp.start(DAYS, settings(connected), { indexing: { held: true } }, true);
    app.host.app.metadataCache.release(SATURDAY);
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    await app.sync();
    app.clear();
    expect(app.held()).toEqual({ "2026-09-19": { steps: 200, mood: 5 } });
    await watch(app, MINUTE);
    app.host.app.metadataCache.release();
    await watch(app, 5 * MINUTE);
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.host.modal() !== null || app.said() !== "", "the command answers");
    app.button("Send")?.click();
    await expectAllAtExist(app);
    expect(app.world.valuesOf(ACCOUNT)).toEqual(app.held());
  });
});
