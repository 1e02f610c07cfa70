import { describe, expect, it, vi } from "vitest";
import { newDeviceStorage } from "../host/app";
import { faultyDevice, FaultyDatabases, type Opening, type TransactionFault } from "../host/faulty-storage";
import { atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";
import { close, CONNECT, goTo, heading, isOn, opened, reach, says, tick, VAULT, WEEK } from "./guided";

atNoon();

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAYS = { "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };
const ALL = { "2026-09-20": { steps: 200, mood: 6 }, [TODAY]: { steps: 300 } };
const NO_STORAGE = "Exist Sync can't keep its data on this device now";
const NOT_STORED = "This device couldn't save Exist Sync's data";
const LEDGER = "exist-sync-vault";
const ONCE: readonly TransactionFault[] = ["lost", "closing", "aborted", "hangs"];

async function edit(app: TestApp, steps: number): Promise<void> {
  await app.host.write(`${TODAY}.md`, note({ steps }));
  await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
}

/** Everything sent already, on databases that can fail from now on. */
async function steady(): Promise<{ app: TestApp; databases: FaultyDatabases }> {
  const databases = new FaultyDatabases();
  const app = await TestApp.steady(DAYS, { autoSync: false }, { indexedDB: databases.factory });
  return { app, databases };
}

/** Lets what waits for a limit come to it. */
async function answered(app: TestApp): Promise<void> {
  for (let at = 0; at < 60 && app.said() === "" && app.host.modal() === null; at += 1) await vi.advanceTimersByTimeAsync(SECOND);
  await app.host.until(() => app.said() !== "" || app.host.modal() !== null, "it is answered");
}

describe("a device on which the database does not open", () => {
  it.each<[string, Opening]>([["never answers", "never"], ["answers too late", { late: 8 * SECOND }], ["is refused", "throws"]])("because it %s works without, and says so once", async (_how, opening) => {
    const databases = new FaultyDatabases();
    databases.opening = opening;
    const app = await TestApp.start(DAYS, settings(connected), { indexedDB: databases.factory });
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    await app.host.until(() => app.said().includes(NO_STORAGE), "it is said");
    app.clear();
    expect(await app.sync()).toContain("3 values for 2 days sent.");
    expect(app.held()).toEqual(ALL);
    app.clear();
    expect(await app.sync()).toBe("Nothing new to send.");
    expect(app.world.calls).toEqual([]);
    expect(databases.openConnections).toBe(0);
  });

  it("because it is of a later version works without, and says so; it is told anew when that comes back", async () => {
    const { app, databases } = await steady();
    await databases.raiseVersions();
    const later = await app.restart(false);
    await vi.advanceTimersByTimeAsync(MINUTE);
    later.host.runCommand(`${ID}:preview`);
    await later.host.until(() => later.said().includes(NO_STORAGE), "it is said");
    await later.host.until(() => later.button("Close") !== null || later.button("Send") !== null, "the preview is shown");
  });

  it("at one start says so at that one, and again should it come back after one that worked", async () => {
    const databases = new FaultyDatabases();
    databases.opening = "throws";
    let app = await TestApp.start(DAYS, settings({ ...connected, autoSync: false }), { indexedDB: databases.factory });
    await app.host.until(() => app.said().includes(NO_STORAGE), "it is said");
    const said: boolean[] = [];
    for (const opening of ["throws", "throws", "at-once", "throws"] as const) {
      databases.opening = opening;
      app = await app.restart(false);
      app.host.runCommand(`${ID}:preview`);
      await app.host.until(() => app.host.modal() !== null, "the preview is shown");
      said.push(app.said().includes(NO_STORAGE));
    }
    expect(said).toEqual([false, false, false, true]);
  });
});

describe("a connection to the database that breaks once", () => {
  it.each(ONCE)("(%s) at any transaction of a run changes nothing about what is sent and what is known", async (fault) => {
    const { app, databases } = await steady();
    const before = databases.begun;
    await edit(app, 301);
    expect(await app.sync()).toBe("1 value for 1 day sent.");
    const transactions = databases.begun - before;
    expect(transactions).toBeGreaterThan(3);
    for (let at = 0; at < transactions; at += 1) {
      await edit(app, 400 + at);
      app.clear();
      databases.failOnce(fault, at);
      app.host.runCommand(`${ID}:sync`);
      await answered(app);
      expect(app.said(), `${fault} at transaction ${at}`).toBe("1 value for 1 day sent.");
      expect(app.held()[TODAY]).toEqual({ steps: 400 + at });
      expect(app.world.updateCalls()).toHaveLength(1);
    }
    const again = await app.restart(true);
    again.clear();
    expect(await again.sync()).toBe("Nothing new to send.");
    expect(again.world.calls).toEqual([]);
  });
});

describe("storage that stays broken", () => {
  it.each<TransactionFault>([...ONCE, "full"])("(%s) is said, nothing is sent that could not be written down, and nothing is lost", async (fault) => {
    const { app, databases } = await steady();
    await edit(app, 301);
    databases.fault = fault;
    app.host.runCommand(`${ID}:sync`);
    await answered(app);
    expect(app.said()).toContain(NOT_STORED);
    expect(app.said()).toContain("try again");
    expect(app.world.updateCalls()).toEqual([]);
    app.clear();
    databases.fault = null;
    expect(await app.sync()).toBe("1 value for 1 day sent.");
    expect(app.held()).toEqual({ ...ALL, [TODAY]: { steps: 301 } });
  });

  it.each([[0], [1], [2], [3], [4], [5]])("from its transaction %i on ends the run with a sentence, and the next run sends and knows everything", async (after) => {
    const { app, databases } = await steady();
    await edit(app, 301);
    const begin = databases.begun + after;
    Object.defineProperty(databases, "fault", { configurable: true, get: () => (databases.begun >= begin ? "full" : null) });
    app.host.runCommand(`${ID}:sync`);
    await answered(app);
    Object.defineProperty(databases, "fault", { value: null, writable: true });
    expect(databases.begun).toBeGreaterThan(begin);
    expect(app.said()).toContain(NOT_STORED);
    app.clear();
    await app.sync();
    expect(app.held()[TODAY]).toEqual({ steps: 301 });
    app.clear();
    expect(await app.sync()).toBe("Nothing new to send.");
  });

  it("is told to a person once when an automatic run meets it", async () => {
    const databases = new FaultyDatabases();
    const app = await TestApp.steady(DAYS, {}, { indexedDB: databases.factory });
    databases.fault = "full";
    await edit(app, 301);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    await app.host.until(() => app.said().includes(NOT_STORED), "it is said");
    app.clear();
    await edit(app, 302);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    await app.host.until(() => !app.plugin.schedule.now.running, "the run is over");
    expect(app.said()).toBe("");
    expect(app.host.statusBarText()).toBe("Exist: check storage of this device");
    databases.fault = null;
    await edit(app, 303);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    await app.host.until(() => app.held()[TODAY]?.["steps"] === 303, "it is sent");
  });

  it.each([["increment"], ["backfill"], ["release"], ["compare"]])("does not leave %s without an answer", async (command) => {
    const { app, databases } = await steady();
    databases.fault = "hangs";
    app.host.runCommand(`${ID}:${command}`);
    for (let at = 0; at < 120 && app.said() === "" && app.host.root.querySelector(".modal, .prompt") === null; at += 1) await vi.advanceTimersByTimeAsync(SECOND);
    expect(app.said() !== "" || app.host.root.querySelector(".modal, .prompt") !== null).toBe(true);
  });

  it("does not keep diagnostics from being copied", async () => {
    const { app, databases } = await steady();
    const copied: string[] = [];
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: (text: string) => { copied.push(text); return Promise.resolve(); } } });
    databases.fault = "lost";
    app.host.runCommand(`${ID}:diagnostics`);
    await app.host.until(() => app.said() !== "", "it is said");
    expect(app.said()).toContain("Diagnostics copied.");
    expect(JSON.parse(copied[0] ?? "null")).toMatchObject({ connection: { isConnected: true } });
  });
});

describe("databases that are thrown away", () => {
  it("while the app is open end the run under way with a sentence; the next one asks as a first one does", async () => {
    const { app, databases } = await steady();
    await edit(app, 301);
    await databases.evict();
    app.host.runCommand(`${ID}:sync`);
    await answered(app);
    expect(app.said()).toContain(NOT_STORED);
    expect(app.world.updateCalls()).toEqual([]);
    app.clear();
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.button("Send") !== null, "the preview is shown");
    app.button("Send")?.click();
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.held()).toEqual({ ...ALL, [TODAY]: { steps: 301 } });
    const again = await app.restart(false);
    again.clear();
    expect(await again.sync()).toBe("Nothing new to send.");
  });

  it("while the app is closed lead to a preview", async () => {
    const { app, databases } = await steady();
    app.host.close();
    await databases.evict();
    const again = await app.restart(false);
    again.host.runCommand(`${ID}:sync`);
    await answered(again);
    expect(again.host.modal()?.textContent ?? again.said()).toMatch(/What would be sent|Nothing new/);
  });
});

describe("local storage", () => {
  it.each(["full", "closed", "forgetful"] as const)("that is %s leads to a ledger in memory, which is said once, and never to databases under one name after the other", async (fault) => {
    const databases = new FaultyDatabases();
    const device = faultyDevice();
    device.local.fault = fault;
    const app = await TestApp.start(DAYS, settings(connected), { indexedDB: databases.factory, device });
    await vi.advanceTimersByTimeAsync(12 * SECOND);
    await app.host.until(() => app.said().includes(NO_STORAGE), "it is said");
    app.clear();
    expect(await app.sync()).toContain("3 values for 2 days sent.");
    expect(app.said()).not.toContain(NO_STORAGE);
    expect(app.held()).toEqual(ALL);
    expect(await databases.factory.databases()).toEqual([]);
    // At the next start it works: nothing of that is left in its way.
    device.local.fault = null;
    const again = await app.restart(false);
    expect(await again.sync()).toMatch(/sent\.|Nothing new to send\./);
    expect(await databases.factory.databases()).toHaveLength(1);
  });

  it("that cannot be read for a while keeps the name of the ledger", async () => {
    const databases = new FaultyDatabases();
    const device = faultyDevice();
    const app = await TestApp.steady(DAYS, { autoSync: false }, { indexedDB: databases.factory, device });
    const name = device.local.get(LEDGER);
    device.local.fault = "closed";
    const blind = await app.restart(false);
    blind.host.runCommand(`${ID}:preview`);
    await blind.host.until(() => blind.said().includes(NO_STORAGE), "it is said");
    device.local.fault = null;
    expect(device.local.get(LEDGER)).toBe(name);
    const again = await blind.restart(false);
    again.clear();
    expect(await again.sync()).toBe("Nothing new to send.");
  });

  it("that holds something that is no JSON is written anew", async () => {
    const device = newDeviceStorage();
    for (const key of [LEDGER, "exist-sync-told", "exist-sync-set-up"]) device.local.set(key, "{\"half");
    const databases = new FaultyDatabases();
    const app = await TestApp.steady(DAYS, { autoSync: false }, { indexedDB: databases.factory, device });
    const again = await app.restart(false);
    again.clear();
    expect(await again.sync()).toBe("Nothing new to send.");
    expect(JSON.parse(device.local.get(LEDGER) ?? "null")).toEqual(expect.any(String));
  });

  it("that is full keeps what was ticked in the set-up for as long as the app is open", async () => {
    const device = faultyDevice();
    device.local.fault = "full";
    const app = await opened(WEEK, undefined, { ...VAULT, device });
    await goTo(app, 3);
    tick(app, "Property steps → Steps");
    await goTo(app, 4);
    close(app);
    app.host.runCommand(CONNECT);
    expect(heading(app)).toBe("Step 4 of 4Check and send");
    app.button("Back")?.click();
    await reach(app, 3);
    await says(app, "selected, found in");
    expect(isOn(app, "Property steps → Steps")).toBe(false);
  });
});
