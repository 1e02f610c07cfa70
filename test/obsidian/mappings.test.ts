import { describe, expect, it } from "vitest";
import type { Mapping } from "../../src/domain/mapping";
import type { Settings } from "../../src/sync/settings";
import { atNoon, choose, connected, ID, note, settings, TestApp, TODAY, type } from "./app";

atNoon();

const DAY = { [`${TODAY}.md`]: note({ sleep: "7h", mood: 5.4 }, "nap:: 20 min\n- [x] Water plants\n- [ ] Stretch\n#gym #track/run\n") };

async function opened(data: Record<string, unknown> = settings({ mappings: [] }), files: Readonly<Record<string, string>> = DAY): Promise<TestApp> {
  const app = await TestApp.start(files, data);
  app.host.openSettings(ID);
  return app;
}

/** What becomes of the last values, as the open mapping shows it: as written | as sent. */
const examples = (app: TestApp): string[] => [...app.host.root.querySelectorAll(".exist-sync-examples li")].map((item) => [...item.children].map((part) => part.textContent).join(" | "));
const chosen = (app: TestApp, row: string): string | undefined => app.row(row).querySelector("select")?.value;
const press = (app: TestApp, row: string): void => { app.row(row).querySelector<HTMLElement>(".checkbox-container")?.click(); };

async function saved(app: TestApp): Promise<Mapping | undefined> {
  app.button("Save")?.click();
  await app.host.until(() => app.host.root.querySelector(".exist-sync-mapping") === null, "the mapping is kept");
  return (await app.data()).mappings[0];
}

/** What is in data.json once it is as `done` says. */
async function kept(app: TestApp, done: (settings: Settings) => boolean): Promise<Settings> {
  let data = await app.data();
  const look = async (): Promise<void> => { data = await app.data(); };
  await app.host.until(() => {
    void look();
    return done(data);
  }, "it is kept");
  return data;
}

describe("a mapping is made by hand", () => {
  it.each([
    ["an inline field", "inline", (app: TestApp) => { type(app.input("Name"), "nap"); }, "September 21, 2026: 20 min", { kind: "inline", key: "nap" }],
    ["a tag, with or without its sign", "tag", (app: TestApp) => { type(app.input("Tag"), "#gym"); }, "September 21, 2026: true", { kind: "tag", tag: "gym" }],
    ["a task", "task", (app: TestApp) => { type(app.input("Text of the task"), "Water plants"); }, "September 21, 2026: true", { kind: "task", text: "Water plants" }],
    ["a count", "count", (app: TestApp) => { choose(app.row("Count"), "tasks-open"); }, "September 21, 2026: 1", { kind: "count", of: "tasks-open" }],
    ["a property", "property", (app: TestApp) => { type(app.input("Name"), "sleep"); }, "September 21, 2026: 7h", { kind: "property", key: "sleep" }],
  ] as const)("from %s, and shows what is found there", async (_what, kind, name, example, from) => {
    const app = await opened();
    app.row("Add a mapping").click();
    choose(app.row("From"), "count");
    choose(app.row("From"), kind);
    choose(app.row("To"), "create");
    type(app.input("Label"), "Something");
    name(app);
    await app.host.until(() => examples(app)[0]?.startsWith(example) === true, "the value is found");
    expect((await saved(app))?.from).toEqual(from);
  });

  it("to an attribute that is at Exist already, once its name is given", async () => {
    const app = await opened();
    app.row("Add a mapping").click();
    type(app.input("Name"), "sleep");
    choose(app.row("To"), "attribute");
    app.button("Save")?.click();
    expect(app.host.modal()?.textContent).toContain("Choose what to read and where it goes.");
    type(app.input("Name at Exist"), "my_sleep");
    expect((await saved(app))?.to).toEqual({ kind: "attribute", name: "my_sleep" });
  });

  it("to an attribute that Exist knows, after another kind was looked at", async () => {
    const app = await opened();
    app.row("Add a mapping").click();
    type(app.input("Name"), "mood");
    choose(app.row("To"), "create");
    choose(app.row("To"), "template");
    expect((await saved(app))?.to).toEqual({ kind: "template", template: "mood" });
  });

  it("to an attribute whose parts are chosen in any order", async () => {
    const app = await opened();
    app.row("Add a mapping").click();
    type(app.input("Name"), "sleep");
    choose(app.row("To"), "create");
    choose(app.row("Group"), "sleep");
    type(app.input("Label"), "Nap");
    choose(app.row("Kind of value"), "3");
    type(app.input("Label"), "Naps");
    expect((await saved(app))?.to).toEqual({ kind: "create", label: "Naps", group: "sleep", valueType: 3 });
  });

  it("to an attribute whose label is kept as it can be made", async () => {
    const app = await opened();
    app.row("Add a mapping").click();
    type(app.input("Name"), "nap");
    choose(app.row("To"), "create");
    type(app.input("Label"), " : Nap ");
    expect((await saved(app))?.to).toMatchObject({ kind: "create", label: "Nap" });
  });

  it("to an attribute whose group follows its label and kind until one is chosen", async () => {
    const app = await opened();
    app.row("Add a mapping").click();
    type(app.input("Name"), "pages");
    choose(app.row("To"), "create");
    const groups = (): string[] => [...(app.row("Group").querySelector("select")?.options ?? [])].map(({ value }) => value);
    expect([chosen(app, "Group"), groups().includes("custom")]).toEqual(["custom", true]);
    type(app.input("Label"), "Pages");
    expect(chosen(app, "Group")).toBe("custom");
    choose(app.row("Kind of value"), "0");
    expect([chosen(app, "Group"), groups().includes("custom")]).toEqual(["media", false]);
    type(app.input("Label"), "Glasses of water");
    expect(chosen(app, "Group")).toBe("food");
    choose(app.row("Group"), "health");
    type(app.input("Label"), "Pages");
    expect(chosen(app, "Group")).toBe("health");
    choose(app.row("Kind of value"), "7");
    choose(app.row("Group"), "custom");
    choose(app.row("Kind of value"), "3");
    expect(chosen(app, "Group")).toBe("media");
    expect((await saved(app))?.to).toEqual({ kind: "create", label: "Pages", group: "media", valueType: 3 });
  });

  it("and says where a text is longer than Exist takes", async () => {
    const app = await opened(settings({ mappings: [] }), { [`${TODAY}.md`]: note({ diary: "word ".repeat(240).trim() }) });
    app.row("Add a mapping").click();
    type(app.input("Name"), "diary");
    choose(app.row("To"), "create");
    type(app.input("Label"), "Diary");
    choose(app.row("Kind of value"), "2");
    await app.host.until(() => examples(app).length === 1, "the value is found");
    expect(examples(app)[0]).toContain("; the text has 1,199 characters; only the first 1,000 are sent, because Exist accepts no more");
  });
});

describe("what is rarely needed of a mapping", () => {
  const fold = (app: TestApp): HTMLDetailsElement | null => app.host.root.querySelector(".exist-sync-mapping details");
  const sleep = { id: "m", from: { kind: "property", key: "sleep" }, to: { kind: "template", template: "sleep", label: "Time asleep", group: "sleep", valueType: 3 } };
  const edited = async (change: object): Promise<TestApp> => {
    const app = await opened(settings({ ...connected, mappings: [{ ...sleep, ...change }] }));
    app.row("Property sleep").click();
    return app;
  };

  it("is folded, and the examples are not", async () => {
    const app = await edited({ read: { unit: "minutes" } });
    await app.host.until(() => examples(app).length > 0, "the value is found");
    expect([fold(app)?.open, fold(app)?.querySelector("summary")?.textContent]).toEqual([false, "More options"]);
    const folded = [...fold(app)?.querySelectorAll(".setting-item-name") ?? []].map((name) => name.textContent);
    expect(folded).toEqual(["Several values on a day", "Counts for", "If the value is removed", "Entering it by hand at Exist", "Send it"]);
    expect(app.row("Unit of a number without one").closest("details")).toBeNull();
    expect(app.host.root.querySelector(".exist-sync-examples")?.closest("details")).toBeNull();
  });

  it.each([
    ["several values", { read: { combine: "sum" } }], ["another day", { read: { dayOffset: 1 } }], ["words", { read: { words: { good: 7 } } }], ["rounding", { read: { round: true } }],
    ["a glass", { read: { glass: 300 } }], ["removal", { whenRemoved: "zero" }], ["entering by hand", { manual: true }], ["being off", { enabled: false }],
  ])("lies open where %s is not as usual", async (_what, change) => {
    expect(fold(await edited(change))?.open).toBe(true);
  });
});

describe("how a mapping is read", () => {
  it.each([["on", true], ["off", false], ["keep", undefined]] as const)("leaves entering by hand at Exist %s, and shows that again", async (option, manual) => {
    const app = await opened(settings());
    app.row("Property mood").click();
    choose(app.row("Entering it by hand at Exist"), option === "keep" ? "on" : "keep");
    choose(app.row("Entering it by hand at Exist"), option);
    app.button("Save")?.click();
    await app.host.until(() => app.host.root.querySelector(".exist-sync-mapping") === null, "the mapping is kept");
    expect((await app.data()).mappings.find(({ id }) => id === "m2")?.manual).toBe(manual);
    app.row("Property mood").click();
    expect(chosen(app, "Entering it by hand at Exist")).toBe(option);
  });

  it("is kept where it is not the usual, and is gone when it is put back", async () => {
    const mappings = [{ id: "m1", from: { kind: "property", key: "water" }, to: { kind: "template", template: "water" } }];
    const app = await opened(settings({ mappings }));
    app.row("Property water").click();
    choose(app.row("Unit of a number without one"), "glasses");
    type(app.input("A glass holds"), "300");
    choose(app.row("Several values on a day"), "sum");
    choose(app.row("Counts for"), "-1");
    press(app, "Round fractions");
    type(app.input("Words and emoji"), "lots = 3000\n\nnone = 0");
    expect((await saved(app))?.read).toEqual({ unit: "glasses", glass: 300, combine: "sum", dayOffset: -1, round: true, words: { lots: 3000, none: 0 } });
    app.row("Property water").click();
    type(app.input("A glass holds"), "250");
    choose(app.row("Unit of a number without one"), "");
    choose(app.row("Several values on a day"), "");
    choose(app.row("Counts for"), "0");
    press(app, "Round fractions");
    type(app.input("Words and emoji"), "");
    expect((await saved(app))?.read).toEqual({});
  });
});

describe("a row that can be pressed", () => {
  it.each(["Enter", " "])("is pressed with the key \"%s\", and with no other", async (key) => {
    const app = await opened();
    const name = app.row("Add a mapping").querySelector<HTMLElement>("[role=button]") as HTMLElement;
    const before = app.host.modal();
    name.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true, cancelable: true }));
    expect(app.host.modal()).toBe(before);
    name.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    expect(app.host.modal()?.hasClass("exist-sync-mapping")).toBe(true);
  });
});

describe("a folder of daily notes", () => {
  const LOG = { folder: "Log", format: "YYYY-MM-DD" };

  it("is added, with the usual format where none is given, and taken away", async () => {
    const app = await opened(settings({ sources: [{ follow: "daily-notes" }] }));
    app.row("Add a folder").click();
    type(app.input("Folder"), "Log");
    type(app.input("Format"), "");
    app.button("Save")?.click();
    expect((await kept(app, ({ sources }) => sources.length === 2)).sources).toEqual([{ follow: "daily-notes" }, LOG]);
    app.row("Log, YYYY-MM-DD").querySelector<HTMLElement>('[aria-label="Delete"]')?.click();
    expect((await kept(app, ({ sources }) => sources.length === 1)).sources).toEqual([{ follow: "daily-notes" }]);
  });

  it("gives way to the settings of Obsidian", async () => {
    const app = await opened(settings({ sources: [LOG] }));
    app.row("Log, YYYY-MM-DD").click();
    press(app, "Follow the daily-note settings of Obsidian");
    app.button("Save")?.click();
    expect((await kept(app, ({ sources }) => sources.some((source) => "follow" in source))).sources).toEqual([{ follow: "daily-notes" }]);
  });

  it("is there again when it is saved after another device has taken it away", async () => {
    const app = await opened(settings({ sources: [LOG] }));
    app.row("Log, YYYY-MM-DD").click();
    type(app.input("Folder"), "Diary");
    await app.host.changeDataFromOutside(ID, JSON.stringify(settings({ sources: [{ folder: "A", format: "YYYY-MM-DD" }] })));
    app.button("Save")?.click();
    expect((await kept(app, ({ sources }) => sources.length === 2)).sources).toEqual([{ folder: "A", format: "YYYY-MM-DD" }, { folder: "Diary", format: "YYYY-MM-DD" }]);
  });
});

describe("a setting that is typed", () => {
  it("is the prefix of tags, with or without the sign of one", async () => {
    const app = await opened(settings({ tagMode: "prefix" }));
    type(app.input("Prefix"), " #track/ ");
    expect((await kept(app, ({ tagPrefix }) => tagPrefix === "track/")).tagPrefix).toBe("track/");
  });

  it.each([["Delay after last edit", "0"], ["Delay after last edit", "3601"], ["Maximum delay", "241"], ["Maximum delay", "1.5"]])("is not taken where it makes no sense: %s of %s", async (name, text) => {
    const app = await opened(settings(connected));
    const before = await app.data();
    app.row("Advanced").click();
    type(app.input(name), text);
    await app.host.until(() => app.row(name).textContent?.includes("Choose a number from 1 to ") === true, "it says what can be chosen");
    expect(await app.data()).toEqual(before);
  });
});

describe("diagnostics", () => {
  it("are copied from the page of what is rarely needed too", async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: (text: string) => Promise.resolve(copied.push(text)) } });
    const app = await opened(settings(connected));
    app.row("Advanced").click();
    app.row("Copy diagnostics").click();
    await app.host.until(() => app.said().includes("Diagnostics copied."), "it says so");
    expect(copied).toHaveLength(1);
  });
});

describe("suggestions from the notes", () => {
  async function suggested(files: Readonly<Record<string, string>>): Promise<TestApp> {
    const app = await opened(settings({ mappings: [] }), files);
    app.row("Suggest from my notes").click();
    await app.host.until(() => app.host.modal()?.hasClass("exist-sync-suggestions") === true, "the suggestions open");
    return app;
  }

  it("say so where there are none, and offer nothing to add", async () => {
    const app = await suggested({ [`${TODAY}.md`]: "Just words" });
    expect(app.host.modal()?.textContent).toContain("Nothing was found that looks like tracking. Add a mapping by hand.");
    expect(app.host.modal()?.querySelector(".modal-button-container")).toBeNull();
  });

  it("are tags alone where nothing else is found", async () => {
    const app = await suggested(Object.fromEntries([17, 18, 19, 20, 21].map((day) => [`2026-09-${day}.md`, day < 20 ? "Rain again #rain" : "Sun"])));
    expect(app.host.modal()?.textContent).toContain("Looked through 5 notes.");
    press(app, "#rain");
    app.button("Add selected")?.click();
    expect(await kept(app, ({ tagMode }) => tagMode === "chosen")).toMatchObject({ mappings: [], chosenTags: ["rain"] });
  });

  it("leave what is private to be ticked, and name what is not clear with the reason", async () => {
    const files = Object.fromEntries([15, 16, 17, 18, 19, 20, 21].map((day) => [`2026-09-${day}.md`, note({ medication: day % 2 === 0, energy: day % 2 === 0 ? "🙂" : "😢" })]));
    const app = await suggested(files);
    expect(app.row("Property medication → medication").textContent).toContain("Private, so not selected.");
    expect(app.host.modal()?.textContent).toContain("Not clear enough to propose");
    expect(app.row("Property energy").textContent).toContain("Written as emoji. Add a mapping and give each a number there.");
    press(app, "Property medication → medication");
    app.button("Add selected")?.click();
    expect((await kept(app, ({ mappings }) => mappings.length > 0)).mappings.map(({ from }) => from)).toEqual([{ kind: "property", key: "medication" }]);
  });
});
