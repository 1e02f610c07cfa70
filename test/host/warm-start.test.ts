import { describe, expect, it, vi } from "vitest";
import { newIndexStore } from "./index-store";
import { atNoon, MINUTE, mood, pass, SECOND, Told } from "./told";

atNoon();

const FILES = { "a.md": mood(1), "b.md": mood(2), "Daily/c.md": mood(3) };
/** Long enough for the app to have indexed what it found at its start. */
const SETTLED = MINUTE;

/** What is left of an app that was closed an hour ago. With `later`, one of its notes was written after the others. */
async function closed({ later = false } = {}): Promise<Told["host"]["kept"]> {
  const { host } = await Told.start({ files: FILES });
  await pass(MINUTE);
  if (later) await host.write("a.md", mood(8));
  await pass(MINUTE);
  host.close();
  await pass(60 * MINUTE);
  return host.kept;
}

describe("an app that starts again", () => {
  it("knows the index of last time at once, and tells nobody of notes that are as they were", async () => {
    const app = await Told.start(await closed());
    expect(app.mood("Daily/c.md")).toBe("3");
    await pass(SETTLED);
    expect(app.news()).toEqual([]);
  });

  it("has the new time of a note that changed meanwhile, the old contents for a while, and then tells of it", async () => {
    const kept = await closed();
    kept.adapter.put("a.md", mood(9));
    const app = await Told.start(kept);
    expect([app.mtime("a.md"), app.mood("a.md")]).toEqual([Date.now(), "1"]);
    expect(app.host.app.metadataCache.fileCache?.["a.md"]?.mtime).toBeLessThan(Date.now());
    await pass(10 * SECOND);
    expect([app.news(), app.mood("a.md")]).toEqual([[], "1"]);
    await pass(SETTLED);
    expect([app.news(), app.mood("a.md")]).toEqual([["changed a.md 9"], "9"]);
  });

  it("takes as long for that as it is told, file by file", async () => {
    const kept = await closed();
    kept.adapter.put("a.md", mood(9));
    kept.adapter.put("b.md", mood(9));
    const app = await Told.start({ ...kept, indexing: { startAfter: 2 * SECOND, held: true } });
    app.host.app.metadataCache.release("b.md");
    await pass(3 * SECOND);
    expect(app.news()).toEqual(["changed b.md 9"]);
    app.host.app.metadataCache.release();
    await pass(3 * SECOND);
    expect(app.news()).toEqual(["changed a.md 9"]);
  });

  it("has no entry of a note that is new or has another name until it is indexed, and none of one that is gone", async () => {
    const kept = await closed();
    kept.adapter.put("new.md", mood(7));
    await kept.adapter.rename("a.md", "z.md");
    await kept.adapter.remove("b.md");
    const app = await Told.start(kept);
    expect([app.mood("new.md"), app.mood("z.md"), Object.keys(app.host.app.metadataCache.fileCache ?? {})]).toEqual(["none", "none", ["Daily/c.md"]]);
    await pass(SETTLED);
    expect(app.news()).toEqual(["changed new.md 7", "changed z.md 1"]);
  });

  it("does not notice other contents of one time and one size, unless it compares contents", async () => {
    for (const [noticesBy, expected] of [["times", "1"], ["contents", "9"]] as const) {
      const kept = await closed();
      kept.adapter.put("a.md", mood(9), kept.adapter.statNow("a.md")?.mtime);
      const app = await Told.start({ ...kept, indexing: { noticesBy } });
      await pass(SETTLED);
      expect(app.mood("a.md")).toBe(expected);
    }
  });

  it("notices two notes that were swapped by their times, and none where those are one", async () => {
    const swapped = async (kept: Awaited<ReturnType<typeof closed>>): Promise<Told> => {
      await kept.adapter.rename("a.md", "between.md");
      await kept.adapter.rename("b.md", "a.md");
      await kept.adapter.rename("between.md", "b.md");
      const app = await Told.start(kept);
      await pass(SETTLED);
      return app;
    };
    const same = await swapped(await closed());
    expect([same.mood("a.md"), same.mood("b.md"), same.news()]).toEqual(["1", "2", []]);
    const other = await swapped(await closed({ later: true }));
    expect([other.mood("a.md"), other.mood("b.md")]).toEqual(["2", "8"]);
  });

  it("tells of every note where the index is lost, and shows nothing of them before", async () => {
    const kept = await closed();
    const lost = await Told.start({ ...kept, metadata: newIndexStore() });
    expect(lost.mood("a.md")).toBe("none");
    await pass(SETTLED);
    expect(lost.news()).toEqual(["changed a.md 1", "changed b.md 2", "changed Daily/c.md 3"]);
  });

  it("may index nothing at all, as after an update of the app, until it is told to", async () => {
    const kept = await closed();
    const app = await Told.start({ ...kept, metadata: newIndexStore(), indexing: { held: true } });
    await pass(60 * MINUTE);
    expect([app.news(), app.mood("a.md")]).toEqual([[], "none"]);
    app.host.app.metadataCache.release();
    await pass(SECOND);
    expect(app.news()).toHaveLength(3);
  });

  it("says that all is resolved when the last of them is", async () => {
    const kept = await closed();
    kept.adapter.put("a.md", mood(9));
    const app = await Told.start(kept);
    await pass(SETTLED);
    expect(app.log).toEqual(["changed a.md 9", "resolved"]);
  });
});

describe("text that was typed", () => {
  it("is saved when the app is closed, and lost when it is killed", async () => {
    for (const [kill, expected] of [[false, mood(9)], [true, mood(1)]] as const) {
      const { host } = await Told.start({ files: FILES });
      host.type("a.md", mood(9));
      host.close({ kill });
      vi.setSystemTime(Date.now() + MINUTE);
      expect(await host.kept.adapter.read("a.md")).toBe(expected);
    }
  });
});
