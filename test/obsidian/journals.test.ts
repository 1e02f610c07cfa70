import { describe, expect, it } from "vitest";
import type { HostOptions } from "../host/host";
import { atNoon, note, settings, TestApp, TODAY } from "./app";
import { isUpToDate, live, MINUTE } from "./life";

atNoon();

const SETTINGS = ".obsidian/plugins/journals/data.json";
/** What version 2 keeps of a journal, and version 3 with a property of the journal's own. */
const journal = (name: string, type: string, more: object = {}): object => ({ name, write: { type }, folder: `${name}/{{date:YYYY}}`, dateFormat: "YYYY-MM-DD", nameTemplate: "{{date}}", ...more });
const settingsOf = (...journals: object[]): string => JSON.stringify({ version: 2, journals: Object.fromEntries(journals.map((each) => [(each as { name: string }).name, each])) });
const entry = (name: string, date: string, properties: Readonly<Record<string, string | number>> = {}): string => note({ journal: name, "journal-date": date, ...properties });

const FILES = {
  [SETTINGS]: settingsOf(journal("Diary", "day"), journal("Weeks", "week")),
  "Diary/2026/Sunday.md": entry("Diary", "2026-09-20", { steps: 200 }), "Weeks/38.md": entry("Weeks", "2026-09-14", { steps: 1000 }), "Loose.md": note({ "journal-date": "2026-09-19", steps: 7 }),
};

async function listed(files: Readonly<Record<string, string>>, options: Partial<HostOptions>): Promise<string[]> {
  const app = await TestApp.start(files, settings(), { journals: true, ...options });
  return [...(await app.plugin.notes.list(TODAY as never)).notes.values()].flat().map(({ path, date }) => `${path} ${date}`).sort();
}

describe("notes of the Journals plugin", () => {
  it("are daily notes where they belong to a journal of days, wherever they are and whatever they are called", async () => {
    const app = await TestApp.steady(FILES, {}, { journals: true });
    expect(app.held()).toEqual({ "2026-09-20": { steps: 200 } });
    await app.host.write("Diary/2026/Sunday.md", entry("Diary", "2026-09-20", { steps: 201 }));
    await app.host.write("New.md", entry("Diary", TODAY, { steps: 1 }));
    await live(app, 5 * MINUTE);
    expect(app.held()).toEqual({ "2026-09-20": { steps: 201 }, [TODAY]: { steps: 1 } });
    expect(isUpToDate(app)).toBe(true);
  });

  it("are none while the plugin is not enabled, or has no journal of days", async () => {
    expect(await listed(FILES, { journals: false })).toEqual([]);
    expect(await listed({ ...FILES, [SETTINGS]: settingsOf(journal("Weeks", "week")) }, {})).toEqual([]);
  });

  it("count beside Obsidian's own daily notes where these are on, and not beside those of Periodic Notes", async () => {
    const files = { ...FILES, "2026-09-19.md": note({ steps: 1 }) };
    const dailyNotes = { folder: "", format: "" };
    expect(await listed(files, { dailyNotes })).toEqual(["2026-09-19.md 2026-09-19", "Diary/2026/Sunday.md 2026-09-20"]);
    expect(await listed(files, {})).toEqual(["Diary/2026/Sunday.md 2026-09-20"]);
    expect(await listed(files, { dailyNotes, periodicNotes: { daily: { enabled: true } } })).toEqual(["2026-09-19.md 2026-09-19"]);
  });

  it("have their day in the property that the journal names", async () => {
    const files = { [SETTINGS]: settingsOf(journal("Diary", "day", { frontmatter: { dateField: "on" } }), journal("Work", "weekdays")), "a.md": note({ journal: "Diary", on: "2026-09-20" }), "b.md": entry("Work", "2026-09-18"), "c.md": entry("Diary", "2026-09-17") };
    expect(await listed(files, {})).toEqual(["a.md 2026-09-20", "b.md 2026-09-18"]);
  });

  it("are none where the plugin's settings are not there, damaged, or of another shape", async () => {
    for (const text of ["", "{", "null", '{"journals":7}', '{"journals":{"Diary":null}}', '{"journals":[]}']) expect(await listed({ ...FILES, [SETTINGS]: text }, {}), text).toEqual([]);
  });

  it("stay while the plugin's settings cannot be read, and of another journal are shown before they are sent", async () => {
    const app = await TestApp.steady(FILES, {}, { journals: true });
    const { adapter } = app.host.kept;
    adapter.put(SETTINGS, "{");
    await app.host.write("New.md", entry("Diary", TODAY, { steps: 1 }));
    await live(app, 5 * MINUTE);
    expect(app.held()[TODAY]).toEqual({ steps: 1 });
    adapter.put(SETTINGS, settingsOf(journal("Diary", "day"), journal("Secret", "day")));
    await app.host.write("Secret.md", entry("Secret", "2026-09-18", { steps: 5 }));
    await app.host.write("New.md", entry("Diary", TODAY, { steps: 2 }));
    await live(app, 30 * MINUTE);
    expect(app.held()["2026-09-18"]).toBeUndefined();
    expect(app.host.statusBarText()).toBe("Exist: check what to send");
  });
});
