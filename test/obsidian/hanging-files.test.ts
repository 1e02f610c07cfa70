import type { TFile } from "obsidian";
import { describe, expect, it, vi } from "vitest";
import { NoteTexts } from "../../src/obsidian/notes/note-texts";
import { settled, TestClock } from "../sync/rig";
import { atNoon, ID, note, TestApp, TODAY } from "./app";

atNoon();

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const fileOf = (path: string, mtime = 1): TFile => ({ path, stat: { mtime, ctime: 1, size: 1 } }) as TFile;

/** Files of which each is answered when the test says so. */
function disk() {
  const clock = new TestClock();
  const open = new Map<string, { answer: (text: string) => void; fail: (error: unknown) => void }>();
  let opened = 0;
  const cachedRead = (file: TFile): Promise<string> => {
    opened += 1;
    return new Promise((answer, fail) => { open.set(file.path, { answer, fail }); });
  };
  return { clock, open, texts: new NoteTexts({ cachedRead }, clock), opened: () => opened };
}

describe("the text of a note", () => {
  /** Reads a file that hangs, and gives how long that was waited for. */
  async function waited({ clock, texts }: ReturnType<typeof disk>, file: TFile): Promise<number> {
    const begun = clock.now();
    let over = 0;
    const reading = texts.read(file).then((text) => {
      over = clock.now();
      return text;
    });
    await clock.pass(MINUTE);
    expect(await reading).toEqual({ unread: "no-answer" });
    return over - begun;
  }

  it("is waited for ten seconds; of a place where several files hang, one second each", async () => {
    const all = disk();
    const limits: number[] = [];
    for (let at = 0; at < 6; at += 1) limits.push(await waited(all, fileOf(`${at}.md`)));
    expect(limits).toEqual([10_000, 10_000, 10_000, 1000, 1000, 1000]);
  });

  it("is waited for as long as ever once those that hung have answered, however they did", async () => {
    const all = disk();
    for (let at = 0; at < 4; at += 1) await waited(all, fileOf(`${at}.md`));
    all.open.get("0.md")?.answer("late");
    all.open.get("1.md")?.fail(new Error("EIO"));
    await settled();
    expect(await waited(all, fileOf("5.md"))).toBe(10_000);
  });

  it("that hangs is not opened again while it does, is taken when it has come, and is opened again when the file is another", async () => {
    const all = disk();
    await waited(all, fileOf("a.md"));
    expect(await waited(all, fileOf("a.md"))).toBe(1000);
    expect(all.opened()).toBe(1);
    const reading = all.texts.read(fileOf("a.md"));
    all.open.get("a.md")?.answer("here");
    expect(await reading).toBe("here");
    await waited(all, fileOf("a.md", 2));
    expect(all.opened()).toBe(2);
    const again = all.texts.read(fileOf("a.md", 3));
    all.open.get("a.md")?.answer("newer");
    expect(await again).toBe("newer");
    expect(all.opened()).toBe(3);
  });

  it("that cannot be had says why, whether that is rejected or thrown", async () => {
    const { clock } = disk();
    const broken = new Error("EIO: i/o error, read");
    expect(await new NoteTexts({ cachedRead: () => Promise.reject(broken) }, clock).read(fileOf("a.md"))).toEqual({ unread: "unreadable", reason: "EIO: i/o error, read" });
    expect(await new NoteTexts({ cachedRead: () => { throw broken; } }, clock).read(fileOf("a.md"))).toEqual({ unread: "unreadable", reason: "EIO: i/o error, read" });
    expect(clock.waiting).toBe(0);
  });
});

const MAPPINGS = [
  { id: "m1", from: { kind: "inline", key: "steps" }, to: { kind: "template", template: "steps" } },
];
const walked = (steps: number): string => note({}, `steps:: ${steps}`);
const pathOf = (at: number): string => `2026-${String(6 + Math.floor(at / 28)).padStart(2, "0")}-${String((at % 28) + 1).padStart(2, "0")}.md`;

/** Makes the reading of some files come to something else. */
function breakFiles(app: TestApp, isBroken: (path: string) => boolean, outcome: () => Promise<string>): () => void {
  const { vault } = app.host.app;
  const read = vault.cachedRead.bind(vault);
  vault.cachedRead = (file) => (isBroken(file.path) ? outcome() : read(file));
  return () => { vault.cachedRead = read; };
}

const never = (): Promise<string> => new Promise(() => undefined);

/** Everything sent, then edited; what is broken is broken from the edit on. */
async function edited(count: number, isBroken: (path: string) => boolean, outcome: () => Promise<string>) {
  const files = Object.fromEntries(Array.from({ length: count }, (_, at) => [pathOf(at), walked(at + 1)]));
  const app = await TestApp.steady({ ...files, [`${TODAY}.md`]: walked(300) }, { mappings: MAPPINGS, syncFrom: "2026-06-01", autoSync: false });
  for (const path of Object.keys(files).filter(isBroken)) await app.host.write(path, walked(9999));
  await app.host.write(`${TODAY}.md`, walked(301));
  await app.host.until(() => app.host.app.metadataCache.isQuiet(), "indexed");
  return { app, mend: breakFiles(app, isBroken, outcome) };
}

describe("a note whose file", () => {
  it.each([
    ["cannot be opened", () => Promise.reject(new Error("EIO: i/o error, read")), "2026-06-01: Obsidian can't open the file (EIO: i/o error, read)."],
    ["is never read", never, "2026-06-01: the file takes too long to open; if it's in the cloud, download it."],
  ])("%s is told of, the others are sent, and it is sent when it can be read", async (_how, outcome, sentence) => {
    const { app, mend } = await edited(2, (path) => path === pathOf(0), outcome);
    app.host.runCommand(`${ID}:sync`);
    for (let at = 0; at < 12; at += 1) await vi.advanceTimersByTimeAsync(SECOND);
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.said()).toBe(`1 value for 1 day sent.\n${sentence}`);
    expect(app.held()[TODAY]).toEqual({ steps: 301 });
    app.clear();
    mend();
    // What was begun before the file was mended does not answer any more; another edit opens it anew.
    await app.host.write(pathOf(0), walked(500));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "indexed");
    expect(await app.sync()).toBe("1 value for 1 day sent.");
    expect(app.held()["2026-06-01"]).toEqual({ steps: 500 });
  });

  it("hangs with a hundred others holds a run up for two minutes and not for a quarter of an hour", async () => {
    const { app } = await edited(100, () => true, never);
    app.host.runCommand(`${ID}:sync`);
    let seconds = 0;
    while (app.said() === "" && seconds < 1000) {
      await vi.advanceTimersByTimeAsync(SECOND);
      seconds += 1;
    }
    expect(seconds).toBeLessThan(150);
    expect(app.said()).toContain("the file takes too long to open");
  });
});
