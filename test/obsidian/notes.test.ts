import moment from "moment";
import { describe, expect, it, vi } from "vitest";
import type { HostOptions } from "../host/host";
import { atNoon, note, settings, TestApp, TODAY } from "./app";

atNoon();

/** Which of `paths` are read as daily notes, with their days. */
async function daysOf(paths: readonly string[], options: Partial<HostOptions> = {}, data: Record<string, unknown> = {}): Promise<string[]> {
  const app = await TestApp.start(Object.fromEntries(paths.map((path) => [path, note({ steps: 1 })])), settings(data), options);
  return [...(await app.plugin.notes.list(TODAY as never)).notes.values()].flat().map(({ path, date }) => `${path} ${date}`).sort();
}

const source = (folder: string, format: string): Record<string, unknown> => ({ sources: [{ folder, format }] });

describe("daily notes", () => {
  it("are by default in the vault's root, named by date", async () => {
    expect(await daysOf(["2026-09-20.md", "sub/2026-09-19.md", "2026-9-20.md", "2026-02-30.md", "2026-09-20 1.md", "note.md", "2026-09-18.txt"])).toEqual(["2026-09-20.md 2026-09-20"]);
  });

  it("follow the core plugin's options, blank ones too", async () => {
    expect(await daysOf(["Journal/20.09.2026.md", "2026-09-20.md"], { dailyNotes: { folder: "/Journal/", format: "DD.MM.YYYY" } })).toEqual(["Journal/20.09.2026.md 2026-09-20"]);
    expect(await daysOf(["2026-09-20.md"], { dailyNotes: { folder: "", format: "" } })).toEqual(["2026-09-20.md 2026-09-20"]);
  });

  it("follow Periodic Notes in both shapes of its settings, when its daily notes are on", async () => {
    const core = { folder: "Core", format: "YYYY-MM-DD" };
    const paths = ["Core/2026-09-20.md", "Periodic/2026-09-20.md"];
    const daily = (enabled: boolean): Record<string, unknown> => ({ daily: { enabled, folder: "Periodic", format: "" } });
    expect(await daysOf(paths, { dailyNotes: core, periodicNotes: daily(true) })).toEqual(["Periodic/2026-09-20.md 2026-09-20"]);
    expect(await daysOf(paths, { dailyNotes: core, periodicNotes: daily(false) })).toEqual(["Core/2026-09-20.md 2026-09-20"]);
    const sets = { activeCalendarSet: "b", calendarSets: [{ id: "a", day: { enabled: false } }, { id: "b", day: { enabled: true, folder: "Periodic", format: "YYYY-MM-DD" } }] };
    expect(await daysOf(paths, { dailyNotes: core, periodicNotes: sets })).toEqual(["Periodic/2026-09-20.md 2026-09-20"]);
    expect(await daysOf(paths, { dailyNotes: core, periodicNotes: { store: sets } })).toEqual(["Periodic/2026-09-20.md 2026-09-20"]);
  });

  it("follow a named folder and any complete format, folders and literals included", async () => {
    expect(await daysOf(["J/2026/09/2026-09-20.md", "J/2026/10/2026-09-20.md"], {}, source("J", "YYYY/MM/YYYY-MM-DD"))).toEqual(["J/2026/09/2026-09-20.md 2026-09-20"]);
    expect(await daysOf(["2026/03 March/2026-03-02 Mon.md"], {}, source("", "YYYY/MM MMMM/YYYY-MM-DD ddd"))).toEqual(["2026/03 March/2026-03-02 Mon.md 2026-03-02"]);
    expect(await daysOf(["D/Diary 20260920.md", "D/Diary 2026092.md"], {}, source("D", "[Diary] YYYYMMDD"))).toEqual(["D/Diary 20260920.md 2026-09-20"]);
    expect(await daysOf(["09-20.md"], {}, source("", "MM-DD"))).toEqual([]);
  });

  it("give each day to the first source, and name the note that is left out", async () => {
    const app = await TestApp.start({ "A/2026-09-20.md": "", "B/2026-09-20.md": "" }, settings({ sources: [{ folder: "B", format: "YYYY-MM-DD" }, { folder: "A", format: "YYYY-MM-DD" }] }));
    const { notes, leftOut } = await app.plugin.notes.list(TODAY as never);
    expect([...notes.values()].flat().map(({ path }) => path)).toEqual(["B/2026-09-20.md"]);
    expect(leftOut).toEqual([{ path: "A/2026-09-20.md", date: "2026-09-20", reason: "second-note", instead: "B/2026-09-20.md" }]);
  });

  it("never are the template", async () => {
    expect(await daysOf(["2026-09-20.md", "2026-01-01.md"], { dailyNotes: { folder: "", format: "YYYY-MM-DD", template: "2026-01-01" } })).toEqual(["2026-09-20.md 2026-09-20"]);
  });

  it("are proposed where the settings find none", async () => {
    const app = await TestApp.start({ "daily notes/2026-09-19.md": "", "daily notes/2026-09-20.md": "", "x/2026-09-20.md": "" }, settings());
    expect(app.plugin.notes.proposeSources()).toEqual([{ folder: "daily notes", format: "YYYY-MM-DD", notes: 2, first: "2026-09-19", last: "2026-09-20", leftOut: 0, or: null }]);
  });
});

describe("the day of a note", () => {
  const dayOf = async (path: string, folder: string, format: string): Promise<string[]> => (await daysOf([path], {}, source(folder, format))).map((each) => each.slice(-10));

  it.each([
    ["Daily/2026/09 September/2026-09-20.md", "/Daily/", "/YYYY/MM MMMM//YYYY-MM-DD", "a slash at the beginning and two in a row"],
    ["Daily/2026-09-20.md", "Daily", "YYYY-MM-DD.md", "the ending of the file"],
    ["Daily/2026-09-20.md", "daily", " YYYY-MM-DD ", "other letter case and blanks"],
    ["2025-09-20.md", "", "gggg-MM-DD", "the year of the week beside month and day"],
    ["2026/W38/2026-09-19.md", "", "gggg/[W]ww/gggg-MM-DD", "weeks"],
    ["19 Sep 26.md", "", "D MMM YY", "a year of two digits"],
    ["4. Diario/2026-09-20.md", "", "4. \\Di\\ario/YYYY-MM-DD", "letters that stand for themselves"],
    ["2026-09-20_0030+0900.md", "", "YYYY-MM-DD_HmmZZ", "an offset of another zone"],
    ["2026-09-20 2359.md", "", "YYYY-MM-DD HHmm", "a time of day"],
    ["2026-263.md", "", "YYYY-DDDD", "the day of the year"],
  ])("is read from %s in %j by %j: %s", async (path, folder, format) => {
    expect(await dayOf(path, folder, format)).toEqual([path.includes("-19") || path.startsWith("19") ? "2026-09-19" : path.startsWith("2025") ? "2025-09-20" : "2026-09-20"]);
  });

  it("is that for which the format gives the name, where a year of weeks is another one", async () => {
    // The last days of 2024 are in the first week of 2025.
    expect(await daysOf(["2025-12-30.md"], {}, source("", "gggg-MM-DD"))).toEqual(["2025-12-30.md 2024-12-30"]);
  });

  it("is found by names of months and weekdays in other languages than the app's, in the form that the date asks for", async () => {
    const before = moment.locale();
    // Moment loads a language when it is first asked for, and Obsidian has them all.
    const languages = ["de", "uk", "el", "ca", "hr", "lt", "be", "pl", "ar"];
    for (const language of languages) moment.locale(language);
    moment.locale(before);
    for (const language of languages) {
      for (const format of ["D MMMM YYYY", "dddd, D. MMMM YYYY", "YYYY/MM MMMM/YYYY-MM-DD"]) {
        const name = moment("2026-09-20").locale(language).format(format);
        expect(await dayOf(`${name}.md`, "", format), `${language}: ${name}`).toEqual(["2026-09-20"]);
      }
    }
    // October in Croatian and November in Polish: nobody can know.
    expect(await daysOf(["30 listopada 2025.md"], {}, source("", "D MMMM YYYY"))).toEqual([]);
  });
});

describe("a place that is proposed", () => {
  const days = (count: number, name: (date: moment.Moment) => string): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, back) => [`${name(moment("2026-09-20").subtract(back, "day"))}.md`, ""]));
  const proposedFor = async (files: Record<string, string>, data: Record<string, unknown> = {}): Promise<string[]> => {
    const app = await TestApp.start(files, settings(data));
    return app.plugin.notes.proposeSources().map(({ folder, notes, leftOut, or, ...named }) => `${folder} | ${"format" in named ? named.format : named.property} | ${notes} | ${leftOut}${or === null ? "" : ` | ${or.format} | ${or.name} ${or.days.join(" ")}`}`);
  };

  it("has all folders of months and years, and never the one of a single month", async () => {
    expect(await proposedFor(days(70, (date) => date.format("[Log]/YYYY/MM-MMMM/YYYY-MM-DD")))).toEqual(["Log | YYYY/MM-MMMM/YYYY-MM-DD | 70 | 0"]);
    expect(await proposedFor(days(40, (date) => date.format("[Log]/YYYY/[W]WW/DD.MM.YYYY")))).toEqual(["Log | YYYY/[W]WW/DD.MM.YYYY | 40 | 0"]);
    expect(await proposedFor(days(40, (date) => date.format("[Log]/YYYY/MM/DD")))).toEqual(["Log | YYYY/MM/DD | 40 | 0"]);
  });

  it("is one of several, old flat notes and new nested ones", async () => {
    const old = days(8, (date) => date.subtract(1, "year").format("[Old]/YYYYMMDD"));
    expect(await proposedFor({ ...days(30, (date) => date.format("[Log]/YYYY-MM/YYYY-MM-DD dddd")), ...old })).toEqual(["Log | YYYY-MM/YYYY-MM-DD dddd | 30 | 0", "Old | YYYYMMDD | 8 | 0"]);
  });

  it("is asked about beside one that many formats explain", async () => {
    const nested = days(40, (date) => date.add(2, "months").format("[Log]/YYYY/MM-MMMM/YYYY-MM-DD"));
    expect(await proposedFor({ ...nested, "Old/05-04-2025.md": "", "Old/06-04-2025.md": "", "Old/07-04-2025.md": "" })).toEqual([
      "Log | YYYY/MM-MMMM/YYYY-MM-DD | 40 | 0", "Old | DD-MM-YYYY | 3 | 0 | MM-DD-YYYY | 05-04-2025 2025-04-05 2025-05-04",
    ]);
  });

  it("tells month first and day first apart by the days that there are, and asks where both fit", async () => {
    expect(await proposedFor(days(40, (date) => date.format("MM-DD-YYYY")))).toEqual([" | MM-DD-YYYY | 40 | 0"]);
    expect(await proposedFor(days(40, (date) => date.format("DD-MM-YYYY")))).toEqual([" | DD-MM-YYYY | 40 | 0"]);
    expect(await proposedFor({ "05-04-2026.md": "", "06-04-2026.md": "" })).toEqual([" | DD-MM-YYYY | 2 | 0 | MM-DD-YYYY | 05-04-2026 2026-04-05 2026-05-04"]);
  });

  it("keeps what stands around the date in all names, and tells what else looks dated", async () => {
    expect(await proposedFor({ ...days(9, (date) => date.format("[Jo-]YYYYMMDD[-Diary]")), "2026-01-02 Trip.md": "" })).toEqual([" | [Jo-]YYYYMMDD[-Diary] | 9 | 1"]);
  });

  it("is one by a property where no name tells a day, in the folder that has all of them", async () => {
    const entries = (property: string, dates: readonly string[], folder = "Log"): Record<string, string> => Object.fromEntries(dates.map((date, at) => [`${folder}/${at % 2}/Entry ${String.fromCharCode(65 + at)}.md`, note({ [property]: date })]));
    const week = ["2026-09-14", "2026-09-15", "2026-09-16", "2026-09-17", "2026-09-17"];
    expect(await proposedFor({ ...entries("Date", week), "Log/Trip.md": note({ date: "03/04/2026" }), "Other.md": note({ created: "2026-09-18" }) })).toEqual(["Log | Date | 5 | 1"]);
    expect(await proposedFor({ ...entries("datum", week, "A"), "B/Z.md": note({ datum: "2026-09-20" }) })).toEqual([" | datum | 6 | 0"]);
    for (const property of ["created", "modified", "due", "published", "updated", "birthday"]) expect(await proposedFor(entries(property, week)), property).toEqual([]);
    expect(await proposedFor(entries("date", week.slice(1)))).toEqual([]);
    expect(await proposedFor(entries("journal-start-date", ["2026-08-17", "2026-08-24", "2026-08-31", "2026-09-07", "2026-09-14"]))).toEqual([]);
    expect(await proposedFor({ ...entries("date", week), "2026-09-20.md": "" })).toEqual([]);
    expect(await proposedFor({ ...entries("date", week), ...days(9, (date) => date.format("[Old]/YYYY-MM-DD")) })).toEqual(["Old | YYYY-MM-DD | 9 | 0"]);
  });

  it("is named beside what is read, where several dated notes are elsewhere", async () => {
    const read = { "2026-09-20.md": "" };
    expect(await proposedFor({ ...read, ...days(4, (date) => date.format("[Old]/YYYY-MM-DD")) })).toEqual([]);
    expect(await proposedFor({ ...read, ...days(5, (date) => date.format("[Old]/YYYY-MM-DD")) })).toEqual(["Old | YYYY-MM-DD | 5 | 0"]);
  });
});

describe("a list of daily notes that is kept", () => {
  const listed = async (app: TestApp, today = TODAY): Promise<Record<string, string>> =>
    Object.fromEntries([...(await app.plugin.notes.list(today as never)).notes.values()].flat().map(({ path, stamp }) => [path, stamp]));
  const started = async (): Promise<TestApp> => {
    const app = await TestApp.start({ "2026-09-19.md": "", "2026-09-20.md": "" }, settings());
    expect(Object.keys(await listed(app))).toEqual(["2026-09-19.md", "2026-09-20.md"]);
    return app;
  };

  it("follows notes that are made, changed, renamed and deleted", async () => {
    const app = await started();
    const { vault, fileManager } = app.host.app;
    const file = await vault.create("2026-09-18.md", "");
    expect(Object.keys(await listed(app))).toContain(file.path);
    await vi.advanceTimersByTimeAsync(1000);
    await vault.modify(file, note({ steps: 1 }));
    expect((await listed(app))[file.path]?.startsWith(`${file.stat.mtime} `)).toBe(true);
    expect(file.stat.mtime).toBe(Date.now());
    await fileManager.renameFile(file, "2026-09-17.md");
    expect(Object.keys(await listed(app)).sort()).toEqual(["2026-09-17.md", "2026-09-19.md", "2026-09-20.md"]);
    await fileManager.trashFile(file);
    expect(Object.keys(await listed(app))).toEqual(["2026-09-19.md", "2026-09-20.md"]);
  });

  it("follows the settings, and the day that comes", async () => {
    const app = await started();
    await app.host.write("2026-09-22.md", "");
    expect(Object.keys(await listed(app))).not.toContain("2026-09-22.md");
    expect(Object.keys(await listed(app, "2026-09-22"))).toContain("2026-09-22.md");
    await app.plugin.settingsFile.change((now) => ({ ...now, sources: [{ folder: "Elsewhere", format: "YYYY-MM-DD" }] }));
    expect(await listed(app)).toEqual({});
  });

  it("is made anew while something changes under it", async () => {
    const app = await TestApp.start({ "2026-09-19.md": "", "2026-09-20.md": "" }, settings());
    const early = app.plugin.notes.list(TODAY as never);
    await app.host.app.vault.create("2026-09-18.md", "");
    await early;
    expect(Object.keys(await listed(app))).toContain("2026-09-18.md");
  });

  it("sees a change that the app never told of, a quarter of an hour later", async () => {
    const app = await started();
    const file = app.host.app.vault.getFileByPath("2026-09-20.md");
    if (file === null) throw new Error("There is no such note.");
    Object.assign(file.stat, { mtime: file.stat.mtime + 1 });
    expect((await listed(app))[file.path]?.startsWith(`${file.stat.mtime - 1} `)).toBe(true);
    await vi.advanceTimersByTimeAsync(15 * 60_000);
    expect((await listed(app))[file.path]?.startsWith(`${file.stat.mtime} `)).toBe(true);
  });
});

describe("a note that was written and not indexed yet", () => {
  it("is not read with its old values, and not taken for settled", async () => {
    const app = await TestApp.steady({ [`${TODAY}.md`]: note({ steps: 300 }) });
    app.host.app.metadataCache.setBusy(true);
    await app.host.write(`${TODAY}.md`, note({ steps: 301 }));
    expect(await app.sync()).toBe("Waiting for Obsidian to index 2026-09-21. Nothing of it is sent before that.");
    app.host.app.metadataCache.setBusy(false);
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    app.clear();
    expect(await app.sync()).toBe("1 value for 1 day sent.");
    expect(app.held()[TODAY]).toEqual({ steps: 301 });
  });
});

describe("an empty file", () => {
  it("is a daily note that says nothing", async () => {
    const app = await TestApp.steady({ [`${TODAY}.md`]: "", "2026-09-20.md": note({ steps: 1 }) });
    expect(app.held()).toEqual({ "2026-09-20": { steps: 1 } });
  });
});

describe("what is no daily note", () => {
  it("is the template, a file of another kind and a note outside of the folder, whatever their names", async () => {
    const app = await TestApp.start({ "Daily/2026-09-20.md": "", "Daily/2026-09-19.md": "", "Daily/2026-09-18.png": "", "2026-09-17.md": "" }, settings(), { dailyNotes: { folder: "Daily", format: "", template: "Daily/2026-09-19" } });
    const { notes } = app.plugin;
    expect(["Daily/2026-09-20.md", "Daily/2026-09-19.md", "Daily/2026-09-18.png", "2026-09-17.md"].map((path) => notes.dateOf(path))).toEqual(["2026-09-20", null, null, null]);
    for (const path of ["Daily/2026-09-18.png", "Daily/2026-09-19.md", "2026-09-17.md"]) {
      app.host.openNote(path);
      expect(app.host.app.commands.available().some(({ id }) => id === "exist-sync:sync-note"), path).toBe(false);
    }
  });
});

describe("a note's properties", () => {
  it("that are a list or a bare text are none, and the rest of the note is read", async () => {
    const app = await TestApp.steady({ [`${TODAY}.md`]: "\uFEFF---\n- steps\n---\nsteps:: 300\n", "2026-09-20.md": "\uFEFF---\nsteps: 200\n---\n" }, {
      mappings: [{ id: "m1", from: { kind: "property", key: "steps" }, to: { kind: "template", template: "steps" } }],
    });
    expect(app.held()).toEqual({ "2026-09-20": { steps: 200 } });
  });

  it("are read where a line stands in the place of properties, and where a title has a line under it", async () => {
    const app = await TestApp.steady({ [`${TODAY}.md`]: "---\n\nsteps: 300\n", "2026-09-20.md": "Title\n===\n", "2026-09-19.md": "# Title\n", "2026-09-18.md": note({ steps: 1 }) });
    expect(app.held()).toEqual({ "2026-09-18": { steps: 1 } });
  });
});

describe("a new note that Obsidian has not indexed at all", () => {
  it("waits, is not taken for one that says nothing, and is sent once it is indexed", async () => {
    const app = await TestApp.steady({ "2026-09-20.md": note({ steps: 1 }) }, { autoSync: false });
    app.host.app.metadataCache.setBusy(true);
    await app.host.write(`${TODAY}.md`, note({ steps: 300 }));
    expect(await app.sync()).toBe("Waiting for Obsidian to index 2026-09-21. Nothing of it is sent before that.");
    app.host.app.metadataCache.setBusy(false);
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    app.clear();
    expect(await app.sync()).toBe("1 value for 1 day sent.");
    expect(app.held()[TODAY]).toEqual({ steps: 300 });
  });
});
