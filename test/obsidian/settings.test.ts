import { describe, expect, it, vi } from "vitest";
import { ACCOUNT, atNoon, choose, connected, ID, note, settings, TestApp, TODAY, type } from "./app";

atNoon();

const DAYS = { "2026-09-19.md": note({ steps: 100, mood: 5 }), [`${TODAY}.md`]: note({ steps: 300 }), "2026-09-18 copy.md": "" };

async function opened(data?: Record<string, unknown> | string, files: Readonly<Record<string, string>> = DAYS): Promise<TestApp> {
  const app = await TestApp.start(files, data);
  app.host.openSettings(ID);
  return app;
}

describe("where notes are", () => {
  it("shows what is found, first to last, and what is not read", async () => {
    const app = await opened(settings());
    const text = app.row("As set for daily notes").textContent ?? "";
    expect(text).toContain("2 notes found, September 19, 2026 to September 21, 2026.");
    expect(text).toContain("1 note has a date in the name, but not as the format says, and is not read.");
  });

  it("proposes a folder when nothing is found, and takes it at a click", async () => {
    const app = await opened(settings(), { "Log/2026-09-20.md": "", "Log/2026-09-21.md": "" });
    app.row("2 notes in Log, named YYYY-MM-DD, September 20, 2026 to September 21, 2026.").querySelector("button")?.click();
    await app.host.until(() => app.host.root.textContent?.includes("2 notes found") === true, "the notes are found");
    expect((await app.data()).sources).toEqual([{ folder: "Log", format: "YYYY-MM-DD" }]);
  });

  it("says when a format does not tell the day", async () => {
    const app = await opened(settings({ sources: [{ folder: "", format: "MM-DD" }] }));
    expect(app.row("Vault root, MM-DD").textContent).toContain("The format doesn't name year, month and day");
  });

  it("changes a source in its modal", async () => {
    const app = await opened(settings());
    app.row("As set for daily notes").click();
    app.row("Follow the daily-note settings of Obsidian").querySelector<HTMLElement>(".checkbox-container")?.click();
    type(app.input("Folder"), "Log");
    type(app.input("Format"), "DD.MM.YYYY");
    app.button("Save")?.click();
    await app.host.until(() => app.host.root.querySelectorAll(".modal").length === 1, "the modal closes");
    expect((await app.data()).sources).toEqual([{ folder: "Log", format: "DD.MM.YYYY" }]);
  });

  it("adds a folder whose notes have their day in a property, and shows what it finds", async () => {
    const app = await opened(settings({ sources: [] }), { "Log/Walk.md": note({ date: "2026-09-20" }), "Log/2026/Run.md": note({ date: "2026-09-20T08:00" }), "Log/Trip.md": note({ date: "03/04/2026" }) });
    app.row("Add a folder").click();
    type(app.input("Folder"), "Log");
    choose(app.row("The day is in"), "property");
    expect(app.input("Folder").value).toBe("Log");
    app.button("Save")?.click();
    expect(app.row("Property").textContent).toContain("Name the property that holds the date.");
    type(app.input("Property"), "date");
    app.button("Save")?.click();
    await app.host.until(() => app.host.root.querySelectorAll(".modal").length === 1, "the modal closes");
    expect((await app.data()).sources).toEqual([{ folder: "Log", property: "date" }]);
    const text = app.row("Log, by the property date").textContent ?? "";
    expect(text).toContain("2 notes found, September 20, 2026 to September 20, 2026.");
    expect(text).toContain("1 note has no clear date in date and is not read.");
    app.row("Log, by the property date").click();
    expect([app.input("Folder").value, app.input("Property").value]).toEqual(["Log", "date"]);
  });

  it("proposes notes that a property dates where no name does, and takes them at a click", async () => {
    const app = await opened(settings(), Object.fromEntries([14, 15, 16, 17, 18].map((day) => [`Log/Entry ${day % 7}.md`, note({ day: `2026-09-${day}` })])));
    app.row("5 notes in Log with the property day, September 14, 2026 to September 18, 2026.").querySelector("button")?.click();
    await app.host.until(() => app.host.root.textContent?.includes("5 notes found") === true, "the notes are found");
    expect((await app.data()).sources).toEqual([{ folder: "Log", property: "day" }]);
  });

  it("takes no start that is no date, or has not come", async () => {
    const app = await opened(settings());
    for (const [text, problem] of [["soon", "Write a date like"], ["2026-09-22", "in the future"]] as const) {
      type(app.input("Sync from"), text);
      await app.host.until(() => app.row("Sync from").textContent?.includes(problem) === true, `it says ${problem}`);
    }
    expect((await app.data()).syncFrom).toBe("2026-08-22");
    type(app.input("Sync from"), "2026-09-01");
    await app.host.until(() => app.plugin.settingsFile.current.syncFrom === "2026-09-01", "it is kept");
  });
});

describe("what is sent", () => {
  it("makes a mapping, changes it and takes it away", async () => {
    const app = await opened(settings({ mappings: [] }));
    expect(app.host.root.textContent).toContain("Nothing yet. Add a mapping");
    app.row("Add a mapping").click();
    app.button("Save")?.click();
    expect(app.host.modal()?.textContent).toContain("Choose what to read and where it goes.");
    type(app.input("Name"), "sleep");
    choose(app.row("Attribute"), "sleep");
    choose(app.row("Unit of a number without one"), "hours");
    app.button("Save")?.click();
    await app.host.until(() => app.plugin.settingsFile.current.mappings.length === 1, "it is kept");
    expect((await app.data()).mappings).toMatchObject([{ enabled: true, from: { kind: "property", key: "sleep" }, to: { kind: "template", template: "sleep" }, read: { unit: "hours" }, whenRemoved: "keep" }]);
    app.row("Property sleep").click();
    choose(app.row("To"), "create");
    type(app.input("Label"), "Nap");
    choose(app.row("Kind of value"), "3");
    choose(app.row("Group"), "sleep");
    choose(app.row("Counts for"), "1");
    app.button("Save")?.click();
    await app.host.until(() => app.plugin.settingsFile.current.mappings[0]?.to.kind === "create", "it is changed");
    expect((await app.data()).mappings).toMatchObject([{ to: { kind: "create", label: "Nap", group: "sleep", valueType: 3 }, read: { dayOffset: 1 } }]);
    app.row("Property sleep").querySelector<HTMLElement>('[aria-label="Delete"]')?.click();
    await app.host.until(() => app.plugin.settingsFile.current.mappings.length === 0, "it is gone");
  });

  it("shows while a mapping is made what becomes of the last values", async () => {
    const written = ["good", "🙂", "12", "7", "8/10", "none", "3"];
    const files = Object.fromEntries(written.map((mood, index) => [`2026-09-${10 + index}.md`, note({ mood: `"${mood}"`, water: index })]));
    const app = await opened(settings({ mappings: [] }), files);
    app.row("Add a mapping").click();
    const shown = (): string[] => [...app.host.root.querySelectorAll(".exist-sync-examples li")].map((item) => [...item.children].map((part) => part.textContent).join(" | "));
    type(app.input("Name"), "Mood");
    await app.host.until(() => shown().length > 0, "the examples are there");
    expect(shown()).toEqual([
      "September 16, 2026: 3 | Sent as 3", "September 15, 2026: none | No value", "September 14, 2026: 8/10 | Sent as 7", "September 13, 2026: 7 | Sent as 7", "September 12, 2026: 12 | Not sent: 12 isn't between 1 and 9",
    ]);
    choose(app.row("Scale in the notes"), "0-10");
    expect(shown()[0]).toBe("September 16, 2026: 3 | Sent as 3");
    expect(shown()[4]).toBe("September 12, 2026: 12 | Not sent: 12 isn't between 0 and 10");
    const area = app.row("Words and emoji").querySelector("textarea") as unknown as HTMLInputElement;
    type(area, "12 = 9\nnonsense");
    expect(app.row("Words and emoji").textContent).toContain("\"nonsense\" isn't a word, an equals sign and a number that Exist takes.");
    type(area, "12 = 9\n🙂 = 7");
    expect(shown()[4]).toBe("September 12, 2026: 12 | Sent as 9");
    app.row("Round fractions").querySelector<HTMLElement>(".checkbox-container")?.click();
    app.button("Save")?.click();
    await app.host.until(() => app.plugin.settingsFile.current.mappings.length === 1, "it is kept");
    expect((await app.data()).mappings[0]?.read).toEqual({ scale: "0-10", words: { 12: 9, "🙂": 7 }, round: true });
    await app.host.until(() => app.host.root.querySelector(".exist-sync-mapping") === null, "the modal is closed");
    app.row("Property Mood").click();
    expect((app.row("Words and emoji").querySelector("textarea") as HTMLTextAreaElement).value).toBe("12 = 9\n🙂 = 7");
    type(app.input("Name"), "nothing");
    await app.host.until(() => app.host.root.textContent?.includes("None of the last 90 daily notes has a value there.") === true, "it says that there is none");
    type(app.input("Name"), "water");
    choose(app.row("Attribute"), "water");
    choose(app.row("Unit of a number without one"), "glasses");
    type(app.input("A glass holds"), "0");
    expect(app.row("A glass holds").textContent).toContain("from 1 to 5000");
    type(app.input("A glass holds"), "300");
    expect(shown()[0]).toBe("September 16, 2026: 6 | Sent as 1,800 ml");
    app.button("Save")?.click();
    await app.host.until(() => app.plugin.settingsFile.current.mappings[0]?.read.unit === "glasses", "it is changed");
    expect((await app.data()).mappings[0]).toMatchObject({ from: { key: "water" }, to: { template: "water" }, read: { unit: "glasses", glass: 300 } });
  });

  it("follows the units of the account for bare numbers, in settings, suggestions and what is sent", async () => {
    const files = Object.fromEntries([180, 181, 182].map((weight, index) => [`2026-09-${19 + index}.md`, note({ weight })]));
    const app = await opened(settings({ mappings: [] }), files);
    app.world.addAccount({ username: "kim", timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, imperial_weight: true });
    app.button("Connect")?.click();
    type(app.input("Personal token"), app.world.personalToken("kim"));
    app.button("Connect")?.click();
    await app.host.until(() => app.button("Disconnect") !== null, "it is connected");
    expect((await app.data()).connection?.imperial).toEqual(["weight"]);
    app.row("Suggest from my notes").click();
    await app.host.until(() => app.host.modal()?.textContent?.includes("What your notes keep track of") === true, "the suggestions open");
    expect(app.row("Property weight → Weight").textContent).toContain("read as pounds, on 3 days.182 → 82.5538 kg");
    // Three days are too few to be ticked.
    app.row("Property weight → Weight").querySelector<HTMLElement>(".checkbox-container")?.click();
    app.button("Add selected")?.click();
    await app.host.until(() => app.plugin.settingsFile.current.mappings.length > 0 && !app.host.modal()?.matches(".exist-sync-suggestions"), "they are kept");
    expect((await app.data()).mappings[0]?.read).toEqual({ unit: "lb" });
    app.row("Property weight").click();
    expect(app.row("Unit of a number without one").querySelector("select")?.value).toBe("lb");
    expect([...app.row("Unit of a number without one").querySelectorAll("option")].map((option) => option.textContent).slice(0, 2)).toEqual(["pounds, as usual", "kilograms"]);
    choose(app.row("Unit of a number without one"), "");
    app.button("Save")?.click();
    await app.host.until(() => app.plugin.settingsFile.current.mappings[0]?.read.unit === undefined, "the unit is the usual one");
    app.host.runCommand("exist-sync:sync");
    await app.host.until(() => app.button("Send 3 values") !== null, "the preview opens");
    app.button("Send 3 values")?.click();
    await app.host.until(() => app.said().includes("3 values for 3 days sent."), "the run is over");
    expect(app.world.valuesOf("kim")["2026-09-19"]).toEqual({ weight: 81.6466 });
  });

  it("adds what the notes keep track of, and what is ticked only", async () => {
    const files: Record<string, string> = {};
    for (let day = 10; day < 20; day += 1) files[`2026-09-${day}.md`] = note({ steps: day * 100, gratitude: day, gym: day % 2 === 0 }, day % 3 === 0 ? "#rain" : "");
    const app = await opened(settings({ mappings: [] }), files);
    app.row("Suggest from my notes").click();
    await app.host.until(() => app.host.modal()?.textContent?.includes("What your notes keep track of") === true, "the suggestions open");
    expect(app.row("Property steps → Steps").textContent).toContain("A usual name for Steps, on 10 days.1900 → 1,900");
    for (const row of ["Property gym → gym", "#rain"]) app.row(row).querySelector<HTMLElement>(".checkbox-container")?.click();
    app.button("Add selected")?.click();
    await app.host.until(() => app.plugin.settingsFile.current.mappings.length > 0, "they are kept");
    const data = await app.data();
    expect(data.mappings.map(({ from }) => from)).toEqual([{ kind: "property", key: "steps" }]);
    expect(data).toMatchObject({ tagMode: "chosen", chosenTags: ["rain"] });
  });

  it("shows the tag fields that the mode needs", async () => {
    const app = await opened(settings());
    const visible = (name: string): boolean => [...app.host.root.querySelectorAll(".setting-item-name")].some((el) => el.textContent === name && (el as HTMLElement).isShown?.() !== false);
    choose(app.row("Send tags"), "chosen");
    await app.host.until(() => app.plugin.settingsFile.current.tagMode === "chosen", "it is kept");
    type(app.input("Chosen tags"), "#gym, rain ,, ");
    await app.host.until(() => app.plugin.settingsFile.current.chosenTags.length === 2, "they are kept");
    expect((await app.data()).chosenTags).toEqual(["gym", "rain"]);
    expect(visible("Chosen tags")).toBe(true);
  });
});

describe("a row of what is sent", () => {
  const rows = (app: TestApp): string[] => ["Property steps", "Property mood"].map((name) => app.row(name).querySelector(".setting-item-description")?.textContent ?? "");

  it("tells where it leads and the last value, from what this device knows", async () => {
    const app = await TestApp.start({ ...DAYS, "2026-09-20.md": note({ mood: "so so" }) }, settings({ ...connected, autoSync: false }));
    app.host.openSettings(ID);
    await app.host.until(() => rows(app)[0] === "To Steps, whole number · not sent yet", "the facts are there");
    app.host.closeSettings();
    await app.sync();
    const calls = app.world.calls.length;
    app.host.openSettings(ID);
    await app.host.until(() => rows(app)[0] === "To Steps, whole number · last 300 on September 21", "the facts are there");
    expect(rows(app)[1]).toBe("To Mood, scale of 1 to 9 · 1 value of the last 30 days can't be read");
    expect(app.world.calls.length).toBe(calls);
  });

  it("follows a run while the settings are open, but not under the hands of somebody who is typing", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    app.host.openSettings(ID);
    await app.host.until(() => rows(app)[0]?.includes("last 300") === true, "the facts are there");
    const field = app.input("Sync from");
    field.focus();
    field.value = "2026-09-";
    await app.host.write(`${TODAY}.md`, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(50);
    await app.sync();
    await vi.advanceTimersByTimeAsync(50);
    expect(app.input("Sync from")).toBe(field);
    expect(field.value).toBe("2026-09-");
    field.blur();
    await app.host.until(() => rows(app)[0]?.includes("last 301") === true, "it is drawn anew");
  });

  it("says who an attribute went to, and that the row is off", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    app.world.addService("fitbit", "Fitbit", ["steps"]);
    app.world.giveTo(ACCOUNT, "steps", "fitbit");
    await app.host.write(`${TODAY}.md`, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(50);
    await app.sync();
    app.host.openSettings(ID);
    await app.host.until(() => rows(app)[0] === "Belongs to Fitbit, so it isn't sent. To be asked again, open it and save.", "it says so");
    app.row("Property mood").click();
    app.row("Send it").querySelector<HTMLElement>(".checkbox-container")?.click();
    app.button("Save")?.click();
    await app.host.until(() => rows(app)[1] === "Off", "it is off");
  });
});

describe("the order of the settings", () => {
  it("goes from the account to what is rarely needed, and the search finds every row", async () => {
    const app = await opened(settings(connected));
    const headings = (): (string | null)[] => [...app.host.root.querySelectorAll(".vertical-tab-content .setting-item-heading .setting-item-name")].map((el) => el.textContent);
    expect(headings()).toEqual(["Account", "Daily notes", "Mappings", "Tags", "Automatic sync"]);
    app.row("Advanced").click();
    for (const name of ["Delay after last edit", "Maximum delay", "Keep the token", "Never send", "Compare with Exist", "Stop filling attributes", "Copy diagnostics"]) app.row(name);
    const search = app.host.root.querySelector<HTMLInputElement>('.modal input[type="search"]') as HTMLInputElement;
    for (const [query, name] of [["delay", "Delay after last edit"], ["keep the token", "Keep the token"], ["never send", "Never send"], ["diagnostics", "Copy diagnostics"], ["compare", "Compare with Exist"], ["stop filling", "Stop filling attributes"], ["property mood", "Property mood"]] as const) {
      search.value = query;
      search.dispatchEvent(new Event("input", { bubbles: true }));
      const found = [...app.host.root.querySelectorAll(".setting-search-result .setting-item-name")].map((el) => el.textContent);
      expect(found, query).toContain(name);
    }
  });

  it("changes from the page of what is rarely needed what holds everywhere", async () => {
    const app = await opened(settings({ ...connected, tagMode: "all" }));
    app.row("Advanced").click();
    type(app.input("Never send"), "#private, todo");
    await app.host.until(() => app.plugin.settingsFile.current.ignoredTags.length === 2, "it is kept");
    app.row("Compare with Exist").click();
    expect(app.host.modal()?.querySelector(".modal-title")?.textContent).toBe("Compare with Exist");
    app.host.modal()?.querySelector<HTMLElement>(".modal-close-button")?.click();
    app.row("Stop filling attributes").click();
    await app.host.until(() => app.said().includes("fills no attribute"), "it looks at Exist");
  });
});

describe("a change on another device meanwhile", () => {
  const STEPS = { id: "m1", from: { kind: "property", key: "steps" }, to: { kind: "template", template: "steps" } };
  const MOOD = { id: "m2", from: { kind: "property", key: "mood" }, to: { kind: "template", template: "mood" } };
  const arrives = (app: TestApp, mappings: readonly object[], rest: object = {}): Promise<void> => app.host.changeDataFromOutside(ID, JSON.stringify(settings({ mappings, ...rest })));

  it("to the mapping that is open is kept, where it does not touch what was changed here", async () => {
    const app = await opened(settings());
    app.row("Property steps").click();
    choose(app.row("If the value is removed"), "zero");
    const other = { id: "m3", from: { kind: "property", key: "pages" }, to: { kind: "template", template: "pages_read" } };
    await arrives(app, [MOOD, { ...STEPS, enabled: false, to: { ...STEPS.to, name: "steps" } }, other]);
    expect(app.row("If the value is removed").querySelector("select")?.value).toBe("zero");
    app.button("Save")?.click();
    await app.host.until(() => app.host.root.querySelector(".exist-sync-mapping") === null, "the modal is closed");
    expect((await app.data()).mappings).toMatchObject([{ id: "m2" }, { id: "m1", enabled: false, to: { name: "steps" }, whenRemoved: "zero" }, { id: "m3" }]);
  });

  it("that deleted the mapping which is open is said before it is added again", async () => {
    const app = await opened(settings());
    app.row("Property steps").click();
    choose(app.row("If the value is removed"), "zero");
    await arrives(app, [MOOD]);
    app.button("Save")?.click();
    await app.host.until(() => app.host.modal()?.textContent?.includes("This mapping was deleted here or on another device") === true, "it says so");
    expect((await app.data()).mappings).toMatchObject([{ id: "m2" }]);
    app.button("Save")?.click();
    await app.host.until(() => app.host.root.querySelector(".exist-sync-mapping") === null, "the modal is closed");
    expect((await app.data()).mappings).toMatchObject([{ id: "m2" }, { id: "m1", whenRemoved: "zero" }]);
  });

  it("to the places of notes is kept when another place is saved here", async () => {
    const app = await opened(settings({ sources: [{ folder: "A", format: "YYYY-MM-DD" }] }));
    app.row("A, YYYY-MM-DD").click();
    type(app.input("Folder"), "B");
    await arrives(app, [STEPS], { sources: [{ folder: "C", format: "YYYY-MM-DD" }, { folder: "A", format: "YYYY-MM-DD" }] });
    app.button("Save")?.click();
    await app.host.until(() => app.plugin.settingsFile.current.sources.some((source) => "folder" in source && source.folder === "B"), "it is kept");
    expect(await app.data()).toMatchObject({ sources: [{ folder: "C" }, { folder: "B" }], mappings: [{ id: "m1" }] });
  });

  it("is taken up when somebody has finished typing, and what was typed is kept", async () => {
    const app = await opened(settings());
    const field = app.input("Sync from");
    field.focus();
    field.value = "2026-09-01";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await app.host.until(() => app.plugin.settingsFile.current.syncFrom === "2026-09-01", "it is kept");
    await arrives(app, [MOOD], { syncFrom: "2026-09-01" });
    expect(app.input("Sync from")).toBe(field);
    field.blur();
    await app.host.until(() => [...app.host.root.querySelectorAll(".setting-item-name")].every((el) => el.textContent !== "Property steps"), "it is drawn anew");
    expect(app.input("Sync from").value).toBe("2026-09-01");
  });
});

describe("data.json", () => {
  it("is not written before a person changes something", async () => {
    const app = await opened();
    expect(await app.host.data(ID)).toBeNull();
    expect(app.plugin.settingsFile.current.syncFrom).toBe("2026-08-22");
  });

  it.each([
    ["from a later version", JSON.stringify({ version: 2, novel: true }), "written by a later version of the plugin (format 2)"],
    ["that is damaged", "{ \"version\": 1, ", "can't be read: data.json isn't valid"],
    ["with a setting that is wrong", JSON.stringify({ version: 1, syncFrom: "yesterday" }), "\"syncFrom\" in data.json isn't valid"],
  ])("%s is left alone, with a sentence, and nothing is sent", async (_name, text, sentence) => {
    const app = await TestApp.start(DAYS, text);
    expect(app.said()).toContain(sentence);
    app.clear();
    expect(await app.sync()).toContain(sentence);
    app.host.openSettings(ID);
    expect(app.host.root.querySelector(".vertical-tab-content")?.textContent).toContain(sentence);
    await expect(app.plugin.settingsFile.change((now) => ({ ...now, autoSync: false }))).rejects.toThrow(expect.objectContaining({ name: "SettingsLockedError" }));
    expect(await app.host.app.vault.adapter.read(`.obsidian/plugins/${ID}/data.json`)).toBe(text);
    expect(app.host.statusBarText()).toBe("Exist: check settings");
  });

  it("that is damaged is put aside when the user starts afresh", async () => {
    const app = await opened("{ damaged");
    app.button("Start over")?.click();
    await app.host.until(() => app.button("Connect") !== null, "the settings are back");
    expect(await app.host.app.vault.adapter.read(`.obsidian/plugins/${ID}/data.damaged.json`)).toBe("{ damaged");
    expect((await app.data()).version).toBe(1);
  });

  it("that is damaged and then deleted is no obstacle to starting afresh", async () => {
    const app = await opened("{ damaged");
    await app.host.app.vault.adapter.remove(`.obsidian/plugins/${ID}/data.json`);
    app.button("Start over")?.click();
    await app.host.until(() => app.button("Connect") !== null, "the settings are back");
    expect(await app.host.app.vault.adapter.exists(`.obsidian/plugins/${ID}/data.damaged.json`)).toBe(false);
    expect((await app.data()).version).toBe(1);
  });

  it("from another device is taken up while the settings are open, unknown keys and all", async () => {
    const app = await opened(settings(connected));
    await app.host.changeDataFromOutside(ID, JSON.stringify(settings({ ...connected, novel: { kept: true }, mappings: [] })));
    expect(app.host.root.textContent).toContain("Nothing yet. Add a mapping");
    type(app.input("Sync from"), "2026-09-01");
    await app.host.until(() => app.plugin.settingsFile.current.syncFrom === "2026-09-01", "it is kept");
    expect(await app.data()).toMatchObject({ novel: { kept: true }, syncFrom: "2026-09-01" });
  });

  it("that cannot be written keeps a change from being made anywhere in the settings, which says so", async () => {
    const unhandled: unknown[] = [];
    const onUnhandled = (error: unknown): void => { unhandled.push(error); };
    process.on("unhandledRejection", onUnhandled);
    const app = await opened(settings(connected));
    const path = `.obsidian/plugins/${ID}/data.json`;
    const good = await app.host.app.vault.adapter.read(path);
    await app.host.app.vault.adapter.write(path, "");
    const said = "The Exist Sync settings can't be read and were left as they are. Your change wasn't saved.";
    const acts: (() => void)[] = [
      () => { app.row("Sync automatically").querySelector<HTMLElement>(".checkbox-container")?.click(); },
      () => { choose(app.row("Send tags"), "all"); },
      () => { type(app.input("Sync from"), "2026-09-01"); },
    ];
    for (const act of acts) {
      await app.host.app.vault.adapter.write(path, good);
      await app.plugin.settingsFile.load();
      app.plugin.refresh();
      app.host.closeSettings();
      app.host.openSettings(ID);
      await app.host.app.vault.adapter.write(path, "");
      app.clear();
      act();
      await app.host.until(() => app.said().includes(said), "it says so");
      expect(await app.host.app.vault.adapter.read(path)).toBe("");
      expect(app.host.root.querySelector(".vertical-tab-content")?.textContent).toContain("Settings can't be read");
    }
    expect(app.plugin.settingsFile.current).toMatchObject({ autoSync: true, tagMode: "off", syncFrom: "2026-08-22" });
    await new Promise((next) => { setImmediate(next); });
    process.off("unhandledRejection", onUnhandled);
    expect(unhandled).toEqual([]);
  });
});
