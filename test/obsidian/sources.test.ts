import { describe, expect, it } from "vitest";
import { atNoon, note, TestApp, TODAY } from "./app";
import { changeElsewhere, isUpToDate, live, MINUTE } from "./life";

atNoon();

const A_AND_B = [{ folder: "A", format: "YYYY-MM-DD" }, { folder: "B", format: "YYYY-MM-DD" }];
const DAYS = { "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }), "Theirs/2026-09-15.md": note({ steps: 1, mood: 1 }) };

describe("daily notes from another place", () => {
  it("free days of another folder that another device chose are not filled unseen", async () => {
    const app = await TestApp.steady(DAYS);
    await changeElsewhere(app, { sources: [{ folder: "Theirs", format: "YYYY-MM-DD" }] });
    await live(app, 30 * MINUTE);
    expect(app.held()["2026-09-15"]).toBeUndefined();
    expect(app.host.statusBarText()).toBe("Exist: check what to send");
  });

  it("nor are those of the folder that Obsidian's own daily notes moved to", async () => {
    const dailyNotes = { folder: "" };
    const app = await TestApp.steady(DAYS, {}, { dailyNotes });
    dailyNotes.folder = "Theirs";
    await app.host.write("Theirs/2026-09-16.md", note({ steps: 2 }));
    await live(app, 30 * MINUTE);
    expect(Object.keys(app.held()).sort()).toEqual(["2026-09-20", TODAY]);
    expect(isUpToDate(app)).toBe(false);
  });

  it("are shown once, and go by themselves after that", async () => {
    const app = await TestApp.steady(DAYS);
    await changeElsewhere(app, { sources: [{ folder: "Theirs", format: "YYYY-MM-DD" }] });
    await live(app, 5 * MINUTE);
    await app.sync();
    expect(app.held()["2026-09-15"]).toEqual({ steps: 1, mood: 1 });
    await app.host.write("Theirs/2026-09-16.md", note({ steps: 2, mood: 2 }));
    await live(app, 5 * MINUTE);
    expect(app.held()["2026-09-16"]).toEqual({ steps: 2, mood: 2 });
    expect(isUpToDate(app)).toBe(true);
  });
});

describe("a folder of daily notes that has vanished", () => {
  const vanished = async (options = {}): Promise<TestApp> => {
    const app = await TestApp.steady({ "A/2026-09-20.md": note({ steps: 200 }), "B/2026-09-19.md": note({ steps: 100 }) }, { sources: A_AND_B }, options);
    await app.host.rename("B", "Bye");
    return app;
  };

  it("is said, and the other folders still go", async () => {
    const app = await vanished();
    await app.host.write("A/2026-09-20.md", note({ steps: 201 }));
    await live(app, 20 * MINUTE);
    expect(app.held()).toEqual({ "2026-09-19": { steps: 100 }, "2026-09-20": { steps: 201 } });
    expect(app.host.statusBarText()).toBe("Exist: check folder B, missing");
  });

  it("is said by the command, the status view, and the command line, also after a restart", async () => {
    const app = await (await vanished()).restart(true);
    expect(await app.sync()).toContain("The folder B is missing");
    expect(await app.host.callCli("exist-sync status")).toContain("The folder B is missing");
    expect(JSON.parse(await app.host.callCli("exist-sync sync json"))).toMatchObject({ ok: false, problem: { code: "unsent" } });
  });

  it("is said once on a phone, and no more once it is back", async () => {
    const app = await vanished({ mobile: true });
    await app.host.write("A/2026-09-20.md", note({ steps: 201 }));
    await live(app, 5 * MINUTE);
    expect(app.said()).toContain("The folder B is missing");
    app.clear();
    await app.host.rename("Bye", "B");
    await app.host.write("A/2026-09-20.md", note({ steps: 202 }));
    await live(app, 5 * MINUTE);
    expect(app.said()).toBe("");
    expect(await app.sync()).not.toContain("missing");
  });
});
