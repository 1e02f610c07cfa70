import { describe, expect, it } from "vitest";
import { DeviceClock } from "./clock";
import { atNoon, MINUTE, mood, pass, SECOND, Told } from "./told";

atNoon();

const FILES = { "a.md": mood(1), "b.md": mood(2), "Daily/2026-09-20.md": mood(3), "Daily/Old/2026-09-19.md": mood(4) };

describe("times of files", () => {
  it("are what whoever writes makes of them: now, still or earlier", async () => {
    const app = await Told.start({ files: FILES });
    const before = app.mtime("a.md");
    await pass(MINUTE);
    await app.host.write("a.md", mood(5), { mtime: before });
    expect([app.mtime("a.md"), app.news()]).toEqual([before, ["modify a.md"]]);
    await app.host.write("a.md", mood(6), { mtime: before - MINUTE });
    expect(app.mtime("a.md")).toBe(before - MINUTE);
    await app.host.write("a.md", mood(7));
    expect(app.mtime("a.md")).toBe(before + MINUTE);
  });

  it("follow the device's clock, also while it is wrong", async () => {
    const clock = new DeviceClock();
    const app = await Told.start({ files: FILES, clock });
    clock.setWrongBy(-60 * MINUTE);
    await app.host.write("a.md", mood(5));
    expect(app.mtime("a.md")).toBe(Date.now() - 60 * MINUTE);
    clock.putRight();
    await app.host.write("a.md", mood(6));
    expect(app.mtime("a.md")).toBe(Date.now());
  });
});

describe("another program in the vault's folder", () => {
  it("is noticed by another time or another size, and not where both are as they were", async () => {
    const app = await Told.start({ files: FILES });
    const mtime = app.mtime("a.md");
    app.host.disk.write("a.md", mood(9), { mtime });
    await pass(MINUTE);
    expect([app.news(), app.mood("a.md")]).toEqual([[], "1"]);
    app.host.disk.write("a.md", mood(10), { mtime });
    await pass(MINUTE);
    expect(app.news()).toEqual(["modify a.md", "changed a.md 10"]);
  });

  it("may go unnoticed until the app looks again", async () => {
    const app = await Told.start({ files: FILES });
    app.host.disk.write("new.md", mood(9), { told: false });
    expect(app.host.app.vault.getFileByPath("new.md")).toBeNull();
    await expect(app.host.write("new.md", mood(8))).rejects.toThrow("exists");
    app.host.app.vault.reconcile("new.md");
    expect(app.news()).toEqual(["create new.md"]);
  });

  it("renames by taking one file away and bringing another", async () => {
    const app = await Told.start({ files: FILES });
    await app.host.disk.rename("a.md", "z.md");
    await app.host.disk.remove("b.md");
    expect([app.news(), app.mood("z.md")]).toEqual([["delete a.md", "create z.md", "delete b.md"], "none"]);
    await pass(SECOND);
    expect(app.news()).toEqual(["changed z.md 1"]);
  });

  it("swaps two notes: of two times they are two changed notes, of one time and size nobody hears of it", async () => {
    const app = await Told.start({ files: FILES });
    await app.host.disk.swap("a.md", "b.md");
    await pass(SECOND);
    expect([app.news(), app.mood("a.md"), await app.host.kept.adapter.read("a.md")]).toEqual([[], "1", mood(2)]);
    await app.host.write("a.md", mood(8));
    await pass(SECOND);
    app.news();
    await app.host.disk.swap("a.md", "b.md");
    await pass(SECOND);
    expect(app.news()).toEqual(["modify a.md", "modify b.md", "changed a.md 1", "changed b.md 8"]);
  });

  it("leaves a copy of what lost in a conflict", async () => {
    const app = await Told.start({ files: FILES });
    expect(app.host.disk.conflict("Daily/2026-09-20.md", mood(9))).toBe("Daily/2026-09-20 (conflict).md");
    expect(app.news()).toEqual(["create Daily/2026-09-20 (conflict).md"]);
  });

  it("brings a vault in parts, and files in halves", async () => {
    const app = await Told.start({});
    const arriving = app.host.disk.arrive({ "1.md": mood(1), "2.md": mood(22) }, MINUTE, { inHalves: true });
    await pass(MINUTE);
    expect([app.news(), app.mood("1.md")]).toEqual([["create 1.md"], "none"]);
    await pass(SECOND);
    expect(app.news()).toEqual(["changed 1.md none"]);
    await pass(3 * MINUTE);
    await arriving;
    await pass(SECOND);
    expect(app.news()).toEqual(["modify 1.md", "changed 1.md 1", "create 2.md", "changed 2.md none", "modify 2.md", "changed 2.md 22"]);
  });
});

describe("renames within the app", () => {
  it("of two notes into each other take contents and times along, and no index is made", async () => {
    const app = await Told.start({ files: FILES });
    await app.host.swap("a.md", "b.md");
    await pass(MINUTE);
    expect(app.news()).toEqual(["rename a.md a (moved).md", "rename b.md a.md", "rename a (moved).md b.md"]);
    expect([app.mood("a.md"), app.mood("b.md")]).toEqual(["2", "1"]);
  });

  it("of a folder are told of it and of each file in it, or of the folder only", async () => {
    const each = await Told.start({ files: FILES });
    await each.host.rename("Daily", "Journal");
    expect(each.news()).toEqual(["rename Daily Journal", "rename Daily/2026-09-20.md Journal/2026-09-20.md", "rename Daily/Old Journal/Old", "rename Daily/Old/2026-09-19.md Journal/Old/2026-09-19.md"]);
    const folder = await Told.start({ files: FILES, folderRenames: "folder" });
    await folder.host.rename("Daily", "Journal");
    expect(folder.news()).toEqual(["rename Daily Journal"]);
    for (const app of [each, folder]) {
      const { vault } = app.host.app;
      expect([vault.getFolderByPath("Daily"), vault.getFileByPath("Daily/2026-09-20.md"), app.mood("Journal/Old/2026-09-19.md")]).toEqual([null, null, "4"]);
      expect(vault.getFileByPath("Journal/2026-09-20.md")?.parent).toBe(vault.getFolderByPath("Journal"));
      expect(await vault.adapter.read("Journal/Old/2026-09-19.md")).toBe(mood(4));
    }
  });

  it("can change nothing but the letter case, also on a disk that makes no difference", async () => {
    for (const ignoresCase of [false, true]) {
      const app = await Told.start({ files: { "Daily/Note.md": mood(1) } });
      app.host.kept.adapter.ignoresCase = ignoresCase;
      await app.host.rename("Daily/Note.md", "Daily/note.md");
      await app.host.rename("Daily", "daily");
      expect([app.mood("daily/note.md"), app.host.app.vault.getFileByPath("Daily/Note.md")]).toEqual(["1", null]);
      expect(app.host.kept.adapter.paths()).toEqual(["daily/note.md"]);
    }
  });

  it("meet a disk that makes no difference when a note of the other letter case is made", async () => {
    const app = await Told.start({ files: { "Note.md": mood(1) } });
    app.host.kept.adapter.ignoresCase = true;
    await expect(app.host.write("note.md", "")).rejects.toThrow("exists");
    expect(await app.host.kept.adapter.read("NOTE.md")).toBe(mood(1));
  });
});

describe("a folder that is deleted", () => {
  it("takes what is in it along, each told of", async () => {
    const app = await Told.start({ files: FILES });
    await app.host.remove("Daily");
    expect(app.news().sort()).toEqual(["delete Daily", "delete Daily/2026-09-20.md", "delete Daily/Old", "delete Daily/Old/2026-09-19.md"]);
    expect(app.host.kept.adapter.paths()).toEqual(["a.md", "b.md"]);
  });
});

describe("a file that cannot be read as usual", () => {
  it("rejects, never answers or takes its time, and is itself again after that", async () => {
    const app = await Told.start({ files: FILES });
    const { kept: { adapter }, app: { vault } } = app.host;
    const file = vault.getFileByPath("a.md");
    if (file === null) throw new Error("There is no such note.");
    adapter.breakReading("a.md", { kind: "error" });
    await expect(vault.read(file)).rejects.toThrow("EIO");
    adapter.breakReading("a.md", { kind: "error", message: "EPERM: operation not permitted" });
    await expect(vault.cachedRead(file)).rejects.toThrow("EPERM");
    const answers: string[] = [];
    adapter.breakReading("a.md", { kind: "never" });
    void vault.read(file).then(() => answers.push("never"));
    adapter.breakReading("a.md", { kind: "slow", ms: 5 * SECOND });
    void vault.read(file).then(() => answers.push("slow"));
    await pass(4 * SECOND);
    expect(answers).toEqual([]);
    await pass(60 * MINUTE);
    expect(answers).toEqual(["slow"]);
    adapter.breakReading("a.md", null);
    expect(await vault.read(file)).toBe(mood(1));
  });

  it("keeps the entry it had in the index, and the others are indexed", async () => {
    const app = await Told.start({ files: FILES });
    app.host.kept.adapter.breakReading("a.md", { kind: "error" });
    for (const path of ["a.md", "b.md"]) await app.host.write(path, mood(9));
    await pass(MINUTE);
    expect([app.news(), app.mood("a.md"), app.host.app.metadataCache.isQuiet()]).toEqual([["modify a.md", "modify b.md", "changed b.md 9"], "1", true]);
  });
});

describe("files of any kind of contents", () => {
  it("are kept to the byte: empty, with a byte order mark, CRLF, a name in NFD, and ten million bytes long", async () => {
    const nfd = "Ma\u0308rz.md";
    const large = mood(7) + "x".repeat(10_000_000 - mood(7).length);
    const texts = { "empty.md": "", "bom.md": `\uFEFF${mood(1)}`, "crlf.md": mood(2).replaceAll("\n", "\r\n"), [nfd]: mood(3), "large.md": large };
    const app = await Told.start({ files: texts });
    for (const [path, text] of Object.entries(texts)) expect(await app.host.kept.adapter.read(path) === text, path).toBe(true);
    expect(app.host.app.vault.getFileByPath("large.md")?.stat.size).toBe(10_000_000);
    expect(["empty.md", "bom.md", "crlf.md", nfd, nfd.normalize("NFC"), "large.md"].map((path) => app.mood(path))).toEqual(["none", "none", "2", "3", "none", "7"]);
  });
});
