import { describe, expect, it } from "vitest";
import { atNoon, MINUTE, mood, pass, SECOND, Told } from "./told";

atNoon();

const FILES = { "a.md": mood(1), "b.md": mood(2), "c.md": mood(2), "d.png": "" };

describe("fileCache", () => {
  it("names for every note what its entry was made from, and the hash leads to the entry", async () => {
    const { host } = await Told.start({ files: FILES });
    const { fileCache, metadataCache } = host.app.metadataCache;
    const stat = host.app.vault.getFileByPath("a.md")?.stat;
    expect(Object.keys(fileCache ?? {})).toEqual(["a.md", "b.md", "c.md"]);
    expect(fileCache?.["a.md"]).toMatchObject({ mtime: stat?.mtime, size: stat?.size, hash: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
    expect(metadataCache?.[fileCache?.["a.md"]?.hash ?? ""]?.frontmatter).toEqual({ mood: 1 });
  });

  it("has one hash for one text, and another for another", async () => {
    const { host } = await Told.start({ files: FILES });
    const hashOf = (path: string): string | undefined => host.app.metadataCache.fileCache?.[path]?.hash;
    expect(hashOf("b.md")).toBe(hashOf("c.md"));
    expect(hashOf("a.md")).not.toBe(hashOf("b.md"));
  });

  it("is behind the file until the file is indexed", async () => {
    const { host, mtime } = { ...(await Told.start({ files: FILES })), mtime: () => host.app.metadataCache.fileCache?.["a.md"]?.mtime };
    const before = mtime();
    await pass(MINUTE);
    await host.write("a.md", mood(3));
    expect(mtime()).toBe(before);
    await pass(SECOND);
    expect(mtime()).toBe(host.app.vault.getFileByPath("a.md")?.stat.mtime);
  });

  it("goes along with a renamed note and a renamed folder, and is gone with a deleted one", async () => {
    const { host } = await Told.start({ files: { ...FILES, "Daily/e.md": mood(5) } });
    await host.rename("a.md", "z.md");
    await host.rename("Daily", "Journal");
    await host.remove("b.md");
    expect(Object.keys(host.app.metadataCache.fileCache ?? {}).sort()).toEqual(["Journal/e.md", "c.md", "z.md"]);
  });

  it("is not there, or throws, in an app that has it no more, which indexes as before", async () => {
    const gone = await Told.start({ files: FILES, indexing: { fileCache: "absent" } });
    expect("fileCache" in gone.host.app.metadataCache || "metadataCache" in gone.host.app.metadataCache).toBe(false);
    const broken = await Told.start({ files: FILES, indexing: { fileCache: "throws" } });
    expect(() => broken.host.app.metadataCache.fileCache).toThrow("no such member");
    for (const app of [gone, broken]) expect(app.mood("a.md")).toBe("1");
  });
});

describe("an index that is late", () => {
  it("shows the old contents under the new time for as long as it is told", async () => {
    const app = await Told.start({ files: FILES });
    app.host.app.metadataCache.lag(5 * MINUTE);
    await pass(SECOND);
    await app.host.write("a.md", mood(3));
    await pass(4 * MINUTE);
    expect([app.news(), app.mood("a.md"), app.host.app.metadataCache.isQuiet()]).toEqual([["modify a.md"], "1", false]);
    await pass(MINUTE);
    expect([app.news(), app.mood("a.md"), app.host.app.metadataCache.isQuiet()]).toEqual([["changed a.md 3"], "3", true]);
  });

  it("may take notes in another order than they were written", async () => {
    const app = await Told.start({ files: FILES });
    app.host.app.metadataCache.lag((path) => (path === "a.md" ? MINUTE : SECOND));
    await app.host.write("a.md", mood(3));
    await app.host.write("b.md", mood(4));
    await pass(MINUTE);
    expect(app.news()).toEqual(["modify a.md", "modify b.md", "changed b.md 4", "changed a.md 3"]);
  });

  it("tells once of two writes that it finds together", async () => {
    const app = await Told.start({ files: FILES });
    await app.host.write("a.md", mood(3));
    await app.host.write("a.md", mood(4));
    await pass(SECOND);
    expect(app.news()).toEqual(["modify a.md", "modify a.md", "changed a.md 4"]);
  });

  it("waits with one note until that is released, and goes on with the others", async () => {
    const app = await Told.start({ files: FILES });
    app.host.app.metadataCache.hold("a.md");
    await app.host.write("a.md", mood(3));
    await app.host.write("b.md", mood(4));
    await pass(60 * MINUTE);
    expect([app.news(), app.mood("a.md")]).toEqual([["modify a.md", "modify b.md", "changed b.md 4"], "1"]);
    app.host.app.metadataCache.release("a.md");
    await pass(SECOND);
    expect(app.news()).toEqual(["changed a.md 3"]);
  });

  it("waits with all, and with all but one", async () => {
    const app = await Told.start({ files: FILES });
    app.host.app.metadataCache.hold();
    for (const path of ["a.md", "b.md"]) await app.host.write(path, mood(9));
    await pass(MINUTE);
    app.host.app.metadataCache.release("b.md");
    await pass(MINUTE);
    expect([app.mood("a.md"), app.mood("b.md")]).toEqual(["1", "9"]);
    app.host.app.metadataCache.release();
    await pass(SECOND);
    expect(app.mood("a.md")).toBe("9");
  });

  it("finds a note that was renamed while it waited, and forgets one that was deleted", async () => {
    const app = await Told.start({ files: FILES });
    app.host.app.metadataCache.hold("a.md");
    for (const path of ["a.md", "b.md"]) await app.host.write(path, mood(9));
    await app.host.rename("a.md", "z.md");
    await app.host.remove("b.md");
    await pass(MINUTE);
    expect([app.mood("z.md"), app.mood("b.md"), app.host.app.metadataCache.isQuiet()]).toEqual(["9", "none", true]);
  });

  it("takes a write during its own reading for another one", async () => {
    const app = await Told.start({ files: FILES });
    app.host.kept.adapter.breakReading("a.md", { kind: "slow", ms: SECOND });
    await app.host.write("a.md", mood(3));
    await pass(100);
    await app.host.write("a.md", mood(4));
    await pass(MINUTE);
    expect([app.mood("a.md"), app.host.app.metadataCache.isQuiet()]).toEqual(["4", true]);
  });
});

describe("what is told of an index", () => {
  it("is nothing where it is silent, twice where it is told twice, and once again after that", async () => {
    const app = await Told.start({ files: FILES });
    app.host.app.metadataCache.silent("a.md");
    app.host.app.metadataCache.twice("b.md");
    for (const path of ["a.md", "b.md"]) await app.host.write(path, mood(9));
    await pass(SECOND);
    expect([app.news(), app.mood("a.md")]).toEqual([["modify a.md", "modify b.md", "changed b.md 9", "changed b.md 9"], "9"]);
    app.host.app.metadataCache.usual("a.md");
    await app.host.write("a.md", mood(8));
    await pass(SECOND);
    expect(app.news()).toEqual(["modify a.md", "changed a.md 8"]);
  });

  it("can leave out a write that changed nothing, whose time the index then has all the same", async () => {
    for (const [sameContents, expected] of [["told", ["modify a.md", "changed a.md 1"]], ["untold", ["modify a.md"]]] as const) {
      const app = await Told.start({ files: FILES, indexing: { sameContents } });
      await pass(SECOND);
      await app.host.write("a.md", mood(1));
      await pass(SECOND);
      expect(app.news()).toEqual(expected);
      expect(app.host.app.metadataCache.fileCache?.["a.md"]?.mtime).toBe(app.mtime("a.md"));
    }
  });

  it("can be wrong: as new as the file, with what was before in it", async () => {
    const app = await Told.start({ files: FILES });
    app.host.app.metadataCache.hold("a.md");
    await pass(SECOND);
    await app.host.write("a.md", mood(9));
    app.host.app.metadataCache.claimNew("a.md");
    expect([app.host.app.metadataCache.fileCache?.["a.md"]?.mtime, app.mood("a.md")]).toEqual([app.mtime("a.md"), "1"]);
    expect(() => { app.host.app.metadataCache.claimNew("nowhere.md"); }).toThrow("not indexed");
  });
});
