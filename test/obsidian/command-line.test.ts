import { describe, expect, it, vi } from "vitest";
import type { Answer } from "../../src/presentation/command-line";
import { atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();

const DAYS = { "2026-09-19.md": note({ steps: 100, mood: 5 }), "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };
const SECOND = 1000;

async function json(app: TestApp, line: string): Promise<Answer> {
  return JSON.parse(await app.host.callCli(`exist-sync ${line} json`)) as Answer;
}

/** Writes a note and lets Obsidian index it. */
async function write(app: TestApp, date: string, properties: Parameters<typeof note>[0], body = ""): Promise<void> {
  await app.host.write(`${date}.md`, note(properties, body));
  await vi.advanceTimersByTimeAsync(50);
}

describe("obsidian exist-sync", () => {
  it("tells how to use it and how things stand, when nothing is asked for", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.until(() => !app.plugin.schedule.now.running, "the look around after the start is over");
    const answer = await app.host.callCli("exist-sync");
    expect(answer).toContain("Usage: obsidian exist-sync [status | preview | sync]");
    expect(answer).toContain("Connected to Exist.\nNothing is waiting to be sent.\nLast run, September 21, 2026, 12:00 PM: Nothing new to send.");
    expect(app.world.calls).toEqual([]);
  });

  it("status counts what waits, without a call, in words and in JSON", async () => {
    const app = await TestApp.steady(DAYS);
    await write(app, TODAY, { steps: "lots" });
    await write(app, "2026-09-20", { steps: 201, mood: 6 });
    expect(await app.host.callCli("exist-sync status")).toContain("2 days wait to be looked at. The next run is at 12:01 PM.");
    const answer = await json(app, "status");
    expect(answer).toMatchObject({
      version: 1, command: "status", ok: true, problem: null,
      status: { connected: true, running: false, waiting: ["2026-09-20", TODAY], refused: [], issues: [], lastRun: { values: 0, days: 0, unsent: 0, waitsFor: [], failure: null }, requests: { of: 300 } },
    });
    expect(answer.status?.requests.used).toBeGreaterThan(0);
    expect(answer.status?.nextRunAt).toBeGreaterThan(Date.now());
    expect(app.world.calls).toEqual([]);
  });

  it("preview shows what would be sent, of the days that are asked for, and sends nothing", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    const all = await app.host.callCli("exist-sync preview");
    expect(all).toContain("5 values for 3 days would be sent, in 1 request:\n2026-09-21\n  Steps: 300\n2026-09-20");
    expect(all).toContain('To be agreed to in Obsidian first, with "Preview":\n  Steps: Will be created at Exist');
    expect(await json(app, "preview from=2026-09-20 to=2026-09-20")).toEqual({
      version: 1, command: "preview", ok: true, problem: null,
      preview: {
        values: [{ date: "2026-09-20", label: "Steps", name: null, value: 200, was: null }, { date: "2026-09-20", label: "Mood", name: null, value: 6, was: null }],
        agreement: [{ label: "Steps", how: "acquire" }, { label: "Mood", how: "acquire" }], waitsFor: ["first-run", "agreement"], calls: 1, issues: [],
      },
    });
    expect(app.world.calls.every(({ method }) => method === "GET")).toBe(true);
    expect(app.host.modal()).toBeNull();
  });

  it("sync sends what was agreed to, and with days only the notes of these days", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    await write(app, "2026-09-19", { steps: 101, mood: 5 });
    await write(app, "2026-09-20", { steps: 201, mood: 6 });
    await write(app, TODAY, { steps: 301 });
    expect(await app.host.callCli("exist-sync sync from=2026-09-20 to=2026-09-20")).toBe("1 value for 1 day sent.");
    expect(app.held()).toMatchObject({ "2026-09-19": { steps: 100 }, "2026-09-20": { steps: 201 }, [TODAY]: { steps: 300 } });
    expect(await json(app, "sync")).toMatchObject({ command: "sync", ok: true, problem: null, sync: { values: 2, days: 2, calls: 1, unsent: 0 } });
    expect(app.held()).toMatchObject({ "2026-09-19": { steps: 101 }, [TODAY]: { steps: 301 } });
    expect(await app.host.callCli("exist-sync sync")).toBe("Nothing new to send.");
    expect(app.world.repeated).toBe(0);
    expect(app.said()).toBe("");
  });

  it("sync of some days does not stand for the first run of a device", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    expect(await json(app, "sync from=2026-09-20")).toMatchObject({ ok: false, problem: { code: "needs-you" }, sync: { values: 0, unsent: 3, waitsFor: ["first-run", "agreement"] } });
    expect(await app.host.callCli("exist-sync sync")).toBe('5 values not sent yet, because this device hasn\'t sent anything yet and some attributes need your approval. Run "Sync now" to review them.');
    expect(app.world.calls).toEqual([]);
    expect(app.host.modal()).toBeNull();
  });

  it("sync sends what was agreed to when only an attribute waits for agreement, and acquires nothing", async () => {
    const app = await TestApp.steady(DAYS, { mappings: [{ id: "m1", from: { kind: "property", key: "steps" }, to: { kind: "template", template: "steps" } }], autoSync: false });
    await app.plugin.settingsFile.change((now) => ({
      ...now, mappings: [...now.mappings, { id: "m2", enabled: true, from: { kind: "property", key: "mood" }, to: { kind: "template", template: "mood" }, read: {}, whenRemoved: "keep" }],
    }));
    await write(app, TODAY, { steps: 301, mood: 8 });
    const answer = await json(app, "sync");
    expect(answer).toMatchObject({ ok: false, problem: { code: "needs-you" }, sync: { values: 1, unsent: 3, waitsFor: ["agreement"] } });
    expect(answer.problem?.message).toContain('3 values not sent yet, because some attributes need your approval. Run "Sync now" to review them.');
    expect(app.held()[TODAY]).toEqual({ steps: 301 });
    expect(app.world.calls.map(({ path }) => path)).toEqual(["/api/2/attributes/update/"]);
  });

  it.each([
    ["not connected", settings(), "not-connected", "Not connected to Exist."],
    ["without a mapping", settings({ ...connected, mappings: [] }), "nothing-mapped", "Nothing is mapped yet."],
    ["with settings of a later version", { version: 2 }, "settings-unreadable", "written by a later version of the plugin"],
  ])("%s it says so and asks nothing of Exist", async (_name, data, code, sentence) => {
    const app = await TestApp.start(DAYS, data);
    for (const command of ["preview", "sync"]) {
      expect(await app.host.callCli(`exist-sync ${command}`)).toContain(sentence);
      expect(await json(app, command)).toMatchObject({ command, ok: false, problem: { code } });
    }
    if (code !== "nothing-mapped") expect(await json(app, "status")).toMatchObject({ ok: true, status: { connected: false } });
    expect(app.world.calls).toEqual([]);
  });

  it("offline it says so, loses nothing, and answers the next time", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    await write(app, TODAY, { steps: 301 });
    app.world.script({ on: () => true, fault: { kind: "drop-before" }, times: 2 });
    expect(await json(app, "sync")).toMatchObject({ ok: false, problem: { code: "offline" }, sync: { values: 0, unsent: 1, failure: { kind: "offline", retryAt: null } } });
    expect(app.host.statusBarText()).toBe("Exist: waiting, offline");
    await app.plugin.settingsFile.change((now) => ({ ...now, syncFrom: "2026-08-01" as typeof now.syncFrom, agreed: [] }));
    expect(await app.host.callCli("exist-sync preview")).toBe("Can't reach Exist. Try again later.");
    expect(await json(app, "sync")).toMatchObject({ ok: false, problem: { code: "needs-you" } });
  });

  it.each([
    ["now", "\"now\" isn't known here."],
    ["sync=yes", '"sync" takes no value.'],
    ["sync preview", "Ask for one thing at a time"],
    ["from=2026-09-20", "Say which of them."],
    ["status to=2026-09-20", "Say which of them."],
    ["sync from=yesterday", "\"yesterday\" isn't a day. Write from like from=2026-09-21."],
    ["sync from=2026-02-30", "isn't a day"],
    ["sync from=2026-08-21", "from has to be a day from 2026-08-22, the start in the settings, to 2026-09-21, today."],
    ["preview to=2026-09-22", "to has to be a day from 2026-08-22"],
    ["sync from=2026-09-20 to=2026-09-19", "The day of from comes after the day of to."],
  ])("answers %s with a sentence and the usage, and does nothing", async (line, sentence) => {
    const app = await TestApp.steady(DAYS);
    await write(app, TODAY, { steps: 301 });
    const answer = await app.host.callCli(`exist-sync ${line}`);
    expect(answer).toContain(sentence);
    expect(answer).toContain("Nothing was done.\nUsage: obsidian exist-sync");
    expect(await json(app, line)).toMatchObject({ command: null, ok: false, problem: { code: "arguments" } });
    expect(app.world.calls).toEqual([]);
  });

  it("passes over what Obsidian's own command line takes", async () => {
    const app = await TestApp.steady(DAYS);
    expect(await app.host.callCli("exist-sync vault=Home sync --copy")).toBe("Nothing new to send.");
  });

  it("holds no token, no account and no text of a note in any answer", async () => {
    const app = await TestApp.start(
      { ...DAYS, [`${TODAY}.md`]: note({ steps: "Zanzibar on foot", mood: 5 }, "Wrote about Casablanca."), "2026-09-18.md": "---\nsteps: [Timbuktu: x\n---\n" },
      settings({ connection: { ...connected.connection, clientSecret: "SENTINEL-SECRET", refreshToken: "SENTINEL-REFRESH" } }),
    );
    const answers: string[] = [];
    const ask = async (): Promise<void> => {
      for (const line of ["", "status", "preview", "sync", "sync bogus"]) for (const form of ["", " json"]) answers.push(await app.host.callCli(`exist-sync ${line}${form}`));
    };
    await ask();
    await app.sync();
    await ask();
    expect(answers.join("\n")).toContain(`${TODAY}, steps: not sent for September 21. Run "Show status" to see why.`);
    expect(answers.some((answer) => answer.includes('"code": "broken-frontmatter"'))).toBe(true);
    for (const secret of [app.token, "SENTINEL", "Zanzibar", "Casablanca", "Timbuktu", '"sam"']) expect(answers.filter((answer) => answer.includes(secret)), secret).toEqual([]);
  });

  it("is in Obsidian's help, under the plugin's own name, and goes with the plugin", async () => {
    const app = await TestApp.steady(DAYS);
    expect([...app.host.cli.keys()]).toEqual([ID]);
    expect(Object.entries(app.host.cli.get(ID)?.flags ?? {}).map(([name, { value }]) => (value === undefined ? name : `${name}=${value}`))).toEqual(["status", "preview", "sync", "from=<YYYY-MM-DD>", "to=<YYYY-MM-DD>", "json"]);
    app.host.disable(ID);
    expect(app.host.cli.size).toBe(0);
  });

  it.each([["on a phone", { mobile: true }], ["in an Obsidian without a command line", { commandLine: false }]])("is not there %s, and everything else works", async (_name, options) => {
    const app = await TestApp.steady(DAYS, {}, options);
    expect(app.host.cli.size).toBe(0);
    await write(app, TODAY, { steps: 301 });
    await vi.advanceTimersByTimeAsync(61 * SECOND);
    await app.host.until(() => app.held()[TODAY]?.["steps"] === 301, "the edit is sent");
  });
});
