import { describe, expect, it } from "vitest";
import type { HostOptions } from "../host/host";
import { atNoon, note, settings, TestApp, TODAY } from "./app";
import { HOUR, isUpToDate, live, map, MINUTE, prop, tpl } from "./life";

atNoon();

const SUNDAY = "2026-09-20";
const SATURDAY = "2026-09-19";
const BY_DATE = { folder: "Log", property: "date" };
const SUM = [{ ...map("m1", prop("steps"), tpl("steps")), read: { combine: "sum" }, whenRemoved: "zero" }, map("m2", prop("mood"), tpl("mood"))];
const entry = (date: string, properties: Readonly<Record<string, string | number>> = {}): string => note({ date, ...properties });

/** Two entries of Sunday and one of Saturday, all of them sent. */
const TWO = { "Log/Walk.md": entry(SUNDAY, { steps: 100 }), "Log/2026/Run.md": entry(SUNDAY, { steps: 20, mood: 5 }), "Log/Rest.md": entry(SATURDAY, { steps: 3 }) };
const steady = (files: Readonly<Record<string, string>> = TWO, options: Partial<HostOptions> = {}, sources: unknown = [BY_DATE]): Promise<TestApp> => TestApp.steady(files, { sources, mappings: SUM }, options);
const stepsOn = (app: TestApp, date: string): unknown => app.held()[date]?.["steps"];

async function listed(app: TestApp): Promise<Record<string, readonly string[]>> {
  const { notes } = await app.plugin.notes.list(TODAY as never);
  return Object.fromEntries([...notes].map(([date, refs]) => [date, refs.map(({ path }) => path)]));
}

describe("notes to which a property gives their day", () => {
  it("count together for it, wherever they are below the folder", async () => {
    const app = await steady({ ...TWO, "Elsewhere.md": entry(SUNDAY, { steps: 1000 }) });
    expect(app.held()).toEqual({ [SUNDAY]: { steps: 120, mood: 5 }, [SATURDAY]: { steps: 3 } });
    expect(isUpToDate(app)).toBe(true);
  });

  it("are in the order of the times that they name, then of their paths", async () => {
    const app = await TestApp.start({ "Log/c.md": entry(SUNDAY), "Log/b.md": entry(SUNDAY), "Log/a.md": entry(`${SUNDAY}T20:00`), "Log/d.md": entry(`${SUNDAY}T07:30`) }, settings({ sources: [BY_DATE] }));
    expect(await listed(app)).toEqual({ [SUNDAY]: ["Log/b.md", "Log/c.md", "Log/d.md", "Log/a.md"] });
  });

  it("come after the daily note of that day where its place comes first, and count beside it", async () => {
    const files = { [`${SUNDAY}.md`]: note({ steps: 1 }), "Log/Walk.md": entry(SUNDAY, { steps: 100 }) };
    const app = await steady(files, {}, [{ follow: "daily-notes" }, BY_DATE]);
    expect(stepsOn(app, SUNDAY)).toBe(101);
    expect(await listed(app)).toEqual({ [SUNDAY]: [`${SUNDAY}.md`, "Log/Walk.md"] });
    const turned = await TestApp.start(files, settings({ sources: [BY_DATE, { follow: "daily-notes" }] }));
    expect(await listed(turned)).toEqual({ [SUNDAY]: ["Log/Walk.md", `${SUNDAY}.md`] });
  });

  it("are of the day that the first place gives them, once", async () => {
    const files = { [`Log/${SUNDAY}.md`]: entry(SATURDAY, { steps: 1 }) };
    const byName = { folder: "Log", format: "YYYY-MM-DD" };
    expect(await listed(await TestApp.start(files, settings({ sources: [byName, BY_DATE] })))).toEqual({ [SUNDAY]: [`Log/${SUNDAY}.md`] });
    expect(await listed(await TestApp.start(files, settings({ sources: [BY_DATE, byName] })))).toEqual({ [SATURDAY]: [`Log/${SUNDAY}.md`] });
  });

  it("are told where their day is not certain, and never guessed", async () => {
    const app = await TestApp.start({ "Log/a.md": entry("03/04/2026"), "Log/b.md": entry("someday"), "Log/c.md": entry("2027-01-01"), "Log/d.md": entry("1999-12-31") }, settings({ sources: [BY_DATE] }));
    const { notes, leftOut } = await app.plugin.notes.list(TODAY as never);
    expect(notes.size).toBe(0);
    expect(leftOut).toEqual([
      { path: "Log/a.md", date: null, reason: "no-day", property: "date", found: "03/04/2026" },
      { path: "Log/c.md", date: "2027-01-01", reason: "future" }, { path: "Log/d.md", date: "1999-12-31", reason: "too-early" },
    ]);
  });
});

describe("one of two notes of a day", () => {
  it("that is edited changes what both come to", async () => {
    const app = await steady();
    await app.host.write("Log/Walk.md", entry(SUNDAY, { steps: 200 }));
    await live(app, 5 * MINUTE);
    expect(app.held()[SUNDAY]).toEqual({ steps: 220, mood: 5 });
    expect(isUpToDate(app)).toBe(true);
  });

  it("that is deleted leaves what the other says", async () => {
    const app = await steady();
    await app.host.remove("Log/2026/Run.md");
    await live(app, 5 * MINUTE);
    expect(stepsOn(app, SUNDAY)).toBe(100);
    await app.host.remove("Log/Walk.md");
    await live(app, 5 * MINUTE);
    expect(isUpToDate(app)).toBe(true);
  });

  it("that comes is added", async () => {
    const app = await steady();
    await app.host.write("Log/New.md", entry(SUNDAY, { steps: 7 }));
    await live(app, 5 * MINUTE);
    expect(stepsOn(app, SUNDAY)).toBe(127);
  });

  it("that gets another day leaves the one and joins the other", async () => {
    const app = await steady();
    await app.host.write("Log/Walk.md", entry(SATURDAY, { steps: 100 }));
    await live(app, 5 * MINUTE);
    expect([stepsOn(app, SATURDAY), stepsOn(app, SUNDAY)]).toEqual([103, 20]);
    expect(isUpToDate(app)).toBe(true);
  });

  it("that gets a day that had none takes its values along, and leaves none that had others", async () => {
    const app = await steady();
    await app.host.write("Log/Rest.md", entry(TODAY, { steps: 3 }));
    await live(app, 5 * MINUTE);
    expect(stepsOn(app, TODAY)).toBe(3);
    expect(await listed(app)).toEqual({ [SUNDAY]: ["Log/2026/Run.md", "Log/Walk.md"], [TODAY]: ["Log/Rest.md"] });
    expect(isUpToDate(app)).toBe(true);
  });

  it("that loses its property is of no day any more", async () => {
    const app = await steady();
    await app.host.write("Log/Walk.md", note({ steps: 100 }));
    await live(app, 5 * MINUTE);
    expect(stepsOn(app, SUNDAY)).toBe(20);
    await app.host.write("Log/2026/Run.md", "No properties.");
    await live(app, 5 * MINUTE);
    expect(await listed(app)).toEqual({ [SATURDAY]: ["Log/Rest.md"] });
    expect(isUpToDate(app)).toBe(true);
  });

  it("that is renamed stays, and one that leaves the folder does not", async () => {
    const app = await steady();
    await app.host.rename("Log/Walk.md", "Log/A walk.md");
    await live(app, 5 * MINUTE);
    expect([stepsOn(app, SUNDAY), isUpToDate(app)]).toEqual([120, true]);
    await app.host.rename("Log/A walk.md", "Walk.md");
    await live(app, 5 * MINUTE);
    expect(stepsOn(app, SUNDAY)).toBe(20);
    await app.host.rename("Walk.md", "Log/Walk.md");
    await live(app, 5 * MINUTE);
    expect([stepsOn(app, SUNDAY), isUpToDate(app)]).toEqual([120, true]);
  });

  it("is followed with its folder, whether the app tells of each note or of the folder", async () => {
    for (const folderRenames of ["each", "folder"] as const) {
      const app = await steady(TWO, { folderRenames });
      await app.host.rename("Log/2026", "2026");
      await live(app, 5 * MINUTE);
      expect(stepsOn(app, SUNDAY), folderRenames).toBe(100);
    }
  });

  it("that names another time turns their order, which is another day to read", async () => {
    const app = await TestApp.steady({ "Log/a.md": entry(`${SUNDAY}T08:00`, { steps: 1 }), "Log/b.md": entry(`${SUNDAY}T09:00`, { steps: 2 }) }, { sources: [BY_DATE], mappings: [{ ...map("m1", prop("steps"), tpl("steps")), read: { combine: "last" } }] });
    expect(stepsOn(app, SUNDAY)).toBe(2);
    await app.host.write("Log/a.md", entry(`${SUNDAY}T10:00`, { steps: 1 }));
    await live(app, 5 * MINUTE);
    expect(stepsOn(app, SUNDAY)).toBe(1);
  });
});

describe("a day of which one note cannot be read", () => {
  it("is not sent in part while that note's properties are no valid YAML, also after a restart", async () => {
    let app = await steady();
    await app.host.write("Log/Walk.md", "---\ndate: 2026-09-20\nsteps: [100\n---\n");
    await app.host.write("Log/2026/Run.md", entry(SUNDAY, { steps: 30, mood: 5 }));
    await live(app, 5 * MINUTE);
    expect(stepsOn(app, SUNDAY)).toBe(120);
    expect(isUpToDate(app)).toBe(false);
    app = await app.restart(true);
    await live(app, 5 * MINUTE);
    expect(stepsOn(app, SUNDAY)).toBe(120);
    await app.host.write("Log/Walk.md", entry(SUNDAY, { steps: 100 }));
    await live(app, 5 * MINUTE);
    expect([stepsOn(app, SUNDAY), isUpToDate(app)]).toEqual([130, true]);
  });

  it("is not sent in part either where a value of it was waiting for the network", async () => {
    const app = await steady();
    app.world.script({ on: () => true, fault: { kind: "drop-before" }, times: Infinity });
    await app.host.write("Log/2026/Run.md", entry(SUNDAY, { steps: 30, mood: 5 }));
    await live(app, 5 * MINUTE);
    await app.host.write("Log/Walk.md", "---\nsteps: [100\n---\n");
    await live(app, 5 * MINUTE);
    app.world.calmDown();
    window.dispatchEvent(new Event("online"));
    await live(app, 5 * MINUTE);
    expect(stepsOn(app, SUNDAY)).toBe(120);
    await app.host.write("Log/Walk.md", entry(SUNDAY, { steps: 100 }));
    await live(app, 20 * MINUTE);
    expect([stepsOn(app, SUNDAY), isUpToDate(app)]).toEqual([130, true]);
  });

  it("is what the others say once that note is deleted, or put right and of no day", async () => {
    for (const become of [(app: TestApp) => app.host.remove("Log/Walk.md"), (app: TestApp) => app.host.write("Log/Walk.md", "No properties.")]) {
      const app = await steady();
      await app.host.write("Log/Walk.md", "---\nsteps: [100\n---\n");
      await live(app, 5 * MINUTE);
      await become(app);
      await live(app, 5 * MINUTE);
      expect([stepsOn(app, SUNDAY), isUpToDate(app)]).toEqual([20, true]);
    }
  });

  it("asks nothing of Exist and settles while such a note stays as it is", async () => {
    const app = await steady();
    await app.host.write("Log/Walk.md", "---\nsteps: [100\n---\n");
    await live(app, 5 * MINUTE);
    app.clear();
    await live(app, 2 * HOUR);
    expect(app.world.calls).toEqual([]);
    expect(app.host.statusBarText()).toBe("Exist: check 1 value");
  });

  it("is not sent in part while the app has lost its index, and comes right when it has it again", async () => {
    let app = await steady();
    app = await app.restart(true, (adapter) => { adapter.put("Log/Walk.md", entry(SATURDAY, { steps: 500 })); }, { indexing: { held: true } }, true);
    app.host.app.metadataCache.release("Log/2026/Run.md");
    await live(app, 5 * MINUTE);
    expect(app.held()).toEqual({ [SUNDAY]: { steps: 120, mood: 5 }, [SATURDAY]: { steps: 3 } });
    expect(isUpToDate(app)).toBe(false);
    app.host.app.metadataCache.release();
    await live(app, 5 * MINUTE);
    expect([stepsOn(app, SATURDAY), stepsOn(app, SUNDAY), isUpToDate(app)]).toEqual([503, 20, true]);
  });
});

describe("an index that lags", () => {
  it("makes both days right once it has a note's new day, also across a restart", async () => {
    for (const restarts of [false, true]) {
      let app = await steady();
      app.host.app.metadataCache.hold("Log/Walk.md");
      await app.host.write("Log/Walk.md", entry(SATURDAY, { steps: 100 }));
      await live(app, 5 * MINUTE);
      expect([stepsOn(app, SATURDAY), stepsOn(app, SUNDAY), isUpToDate(app)]).toEqual([3, 120, false]);
      if (restarts) app = await app.restart(true);
      else app.host.app.metadataCache.release();
      await live(app, 5 * MINUTE);
      expect([stepsOn(app, SATURDAY), stepsOn(app, SUNDAY), isUpToDate(app)], String(restarts)).toEqual([103, 20, true]);
    }
  });

  it("keeps a new note's day from being known, which is said, and sent once it is", async () => {
    const app = await steady();
    app.host.app.metadataCache.hold("Log/New.md");
    await app.host.write("Log/New.md", entry(SATURDAY, { steps: 7 }));
    await app.sync();
    await live(app, MINUTE);
    expect([stepsOn(app, SATURDAY), isUpToDate(app)]).toEqual([3, false]);
    app.host.app.metadataCache.release("Log/New.md");
    await live(app, 5 * MINUTE);
    expect([stepsOn(app, SATURDAY), isUpToDate(app)]).toEqual([10, true]);
  });
});

describe("what happens while the app is closed", () => {
  it("to the notes of a day is sent at the next start", async () => {
    let app = await steady();
    app = await app.restart(true, (adapter) => {
      adapter.put("Log/Walk.md", entry(SATURDAY, { steps: 1000 }));
      adapter.put("Log/New.md", entry(SUNDAY, { steps: 5 }));
      void adapter.remove("Log/Rest.md");
    });
    await live(app, 5 * MINUTE);
    expect([stepsOn(app, SATURDAY), stepsOn(app, SUNDAY), isUpToDate(app)]).toEqual([1000, 25, true]);
  });
});
