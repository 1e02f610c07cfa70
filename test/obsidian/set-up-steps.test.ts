import { afterEach, describe, expect, it, vi } from "vitest";
import { ACCOUNT, atNoon, choose, ID, note, settings, type TestApp, TODAY, type } from "./app";
import { answered, close, CONNECT, goTo, heading, keptAt, opened, reach, rows, says, shown, SIGNED_IN, signIn, tick, WEEK } from "./guided";

atNoon();
afterEach(() => { vi.restoreAllMocks(); });

const property = (key: string): object => ({ id: key, from: { kind: "property", key }, to: { kind: "create", label: key, group: "custom", valueType: 0 } });

/** A mapping made by hand, where it is chosen what to send. */
async function addByHand(app: TestApp, key: string, label: string): Promise<void> {
  app.button("Add a mapping")?.click();
  type(app.input("Name"), key);
  choose(app.row("To"), "create");
  type(app.input("Label"), label);
  choose(app.row("Kind of value"), "0");
  choose(app.row("Group"), "health");
  app.button("Save")?.click();
  await says(app, `Property ${key} → ${label}`);
}

describe("where the notes are", () => {
  it("is told and not asked where several folders are read", async () => {
    const sources = [{ folder: "Daily", format: "YYYY-MM-DD" }, { folder: "Log", format: "YYYY-MM-DD" }];
    const app = await opened(WEEK, { ...SIGNED_IN, sources });
    expect(shown(app)).toContain("2 folders are read, as chosen in the settings of Exist Sync.");
    expect(rows(app)).not.toContain("Folder");
    await goTo(app, 3);
    expect((await app.data()).sources).toEqual(sources);
  });

  it("can be named where no folder is read at all", async () => {
    const app = await opened(WEEK, { ...SIGNED_IN, sources: [] });
    expect(shown(app)).toContain("No notes found.");
    type(app.input("Folder"), "Daily");
    expect(shown(app)).toContain("7 notes found");
    await goTo(app, 3);
    expect((await app.data()).sources).toEqual([{ folder: "Daily", format: "YYYY-MM-DD" }]);
  });

  it("can be told by a property, which has to be named", async () => {
    const app = await opened({ "Log/Walk.md": note({ date: "2026-09-20", steps: 5 }) }, { ...SIGNED_IN, sources: [] });
    choose(app.row("The day is in"), "property");
    app.button("Continue")?.click();
    expect(heading(app)).toContain("Step 2");
    expect(app.row("Property").textContent).toContain("Name the property that holds the date.");
    type(app.input("Property"), "date");
    expect(shown(app)).toContain("1 note found");
    await goTo(app, 3);
    expect((await app.data()).sources).toEqual([{ folder: "", property: "date" }]);
  });

  it("stays as it is set in Obsidian where what was typed comes to the same", async () => {
    const app = await opened(WEEK, SIGNED_IN);
    type(app.input("Folder"), "");
    expect(shown(app)).toContain("No notes found.");
    type(app.input("Folder"), "Daily/");
    type(app.input("Format"), "");
    expect(shown(app)).toContain("7 notes found");
    await goTo(app, 3);
    expect(app.plugin.settingsFile.current.sources).toEqual([{ follow: "daily-notes" }]);
  });

  it("is kept by trying again where the device had no room for it, and one stays at the step until then", async () => {
    const app = await opened(WEEK, SIGNED_IN);
    type(app.input("Folder"), "Log");
    vi.spyOn(app.host.app.vault.adapter, "write").mockRejectedValueOnce(new Error("no space left on device"));
    app.button("Continue")?.click();
    await says(app, "no space left on device");
    expect(heading(app)).toContain("Step 2");
    app.button("Try again")?.click();
    await reach(app, 3);
    expect((await app.data()).sources).toEqual([{ folder: "Log", format: "YYYY-MM-DD" }]);
  });

  it("is said not to be kept where the window was closed and the device had no room for it", async () => {
    const app = await opened(WEEK, SIGNED_IN);
    type(app.input("Folder"), "Log");
    vi.spyOn(app.host.app.vault.adapter, "write").mockRejectedValueOnce(new Error("no space left on device"));
    close(app);
    await app.host.until(() => app.said().includes("no space left on device"), "it says so");
  });

  it("is shown by what would be read there: the first of many values, and tasks as they stand", async () => {
    const keys = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    const tasks = ["Water plants", "Stretch"].map((text) => ({ id: text, from: { kind: "task", text }, to: { kind: "create", label: text, group: "custom", valueType: 7 } }));
    const text = note(Object.fromEntries(keys.map((key, at) => [key, at])), "- [x] Water plants\n- [ ] Stretch\n");
    const app = await opened({ [`Daily/${TODAY}.md`]: text }, settings({ mappings: [...tasks, ...keys.map(property)] }));
    await signIn(app);
    await says(app, "What would be read of today's note");
    for (const sentence of ["[x] Water plants", "[ ] Stretch", "a: 0", "f: 5", "And 3 more values."]) expect(shown(app)).toContain(sentence);
    expect(shown(app)).not.toContain("g: 6");
    await goTo(app, 3);
    expect(shown(app)).toContain("11 mappings are there already and stay as they are.");
  });
});

describe("what is found", () => {
  it("begins with mood and sleep, keeps questions in sight, and folds what is private, rare or unclear", async () => {
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, back) => {
      const date = new Date(Date.UTC(2026, 8, 21 - back)).toISOString().slice(0, 10);
      return [`Daily/${date}.md`, note({ yoga: back % 2 === 0, steps: 1000 + back, medication: back % 3 === 0 ? "yes" : "no", energy: 1 + (back % 5), mood: 1 + (back % 9), sleep: `${6 + (back % 3)}h`, odd: back % 2 === 0 ? "x1" : 3 }, back % 3 === 0 ? "#gym" : "")];
    }));
    const app = await opened(files, SIGNED_IN);
    await goTo(app, 3);
    await answered(app);
    const all = [...app.host.modal()?.querySelectorAll(".setting-item") ?? []].filter((row) => row.querySelector(".setting-item-name")?.textContent?.includes("→") === true);
    const names = (of: readonly Element[]): (string | null | undefined)[] => of.map((row) => row.querySelector(".setting-item-name")?.textContent);
    const front = names(all.filter((row) => row.closest("details") === null));
    expect(front.slice(0, 2)).toEqual(["Property mood → Mood", "Property sleep → Time asleep"]);
    expect(front).toContain("Property energy → Energy level");
    expect(front.indexOf("Property steps → Steps")).toBeLessThan(front.indexOf("Property yoga → yoga"));
    const fold = app.row("Property medication → medication").closest("details");
    expect([fold?.open, fold?.querySelector("summary")?.textContent]).toEqual([false, expect.stringMatching(/^\d+ more foundPrivate, rare, or unclear\./)]);
    expect(app.row("Send tags").closest("details")).toBeNull();
  });

  it("lies open where nothing of it would be ticked by itself, and what was ticked comes to the front", async () => {
    const medication = Object.fromEntries(Array.from({ length: 7 }, (_, back) => [`Daily/2026-09-${21 - back}.md`, note({ medication: back % 2 === 0 ? "yes" : "no" })]));
    const app = await opened(medication, SIGNED_IN);
    await goTo(app, 3);
    await answered(app);
    const fold = (): Element | null => app.row("Property medication → medication").closest("details");
    expect(fold()?.hasAttribute("open")).toBe(true);
    tick(app, "Property medication → medication");
    app.button("Back")?.click();
    await reach(app, 2);
    await goTo(app, 3);
    await answered(app);
    expect(fold()).toBeNull();
  });
});

describe("what is made by hand", () => {
  it("is changed and taken away again", async () => {
    const app = await opened({ [`Daily/${TODAY}.md`]: note({ puffs: 3 }) }, SIGNED_IN);
    await goTo(app, 3);
    await says(app, "nothing was found that looks like tracking");
    await addByHand(app, "puffs", "Puffs");
    app.row("Property puffs → Puffs").querySelector<HTMLElement>('[aria-label="Change this mapping"]')?.click();
    type(app.input("Label"), "Cigarettes");
    app.button("Save")?.click();
    await says(app, "Property puffs → Cigarettes");
    expect(rows(app)).not.toContain("Property puffs → Puffs");
    app.row("Property puffs → Cigarettes").querySelector<HTMLElement>('[aria-label="Remove this mapping"]')?.click();
    expect(rows(app)).not.toContain("Property puffs → Cigarettes");
    await goTo(app, 4);
    await says(app, "Nothing is selected, so nothing is sent.");
  });

  it("is there once after sending it has failed half-way and was tried again later", async () => {
    const app = await opened({ [`Daily/${TODAY}.md`]: note({ puffs: 3 }) }, SIGNED_IN);
    await goTo(app, 3);
    await says(app, "nothing was found that looks like tracking");
    await addByHand(app, "puffs", "Puffs");
    await goTo(app, 4);
    app.world.script({ on: { path: "create" }, fault: { kind: "status", status: 503 } });
    app.button("Send 1 value")?.click();
    await says(app, "Exist is having problems");
    const again = await app.restart(false);
    again.host.runCommand(CONNECT);
    await reach(again, 4);
    await says(again, "Attributes to be filled");
    again.button("Send 1 value")?.click();
    await says(again, "1 value for 1 day sent.");
    expect((await again.data()).mappings).toMatchObject([{ from: { kind: "property", key: "puffs" }, to: { label: "Puffs" } }]);
  });

  it("can lead to what is at Exist already, and takes its label and kind of value from there", async () => {
    const app = await opened({ [`Daily/${TODAY}.md`]: note({ puffs: 3 }) }, SIGNED_IN);
    app.world.addAttribute(ACCOUNT, { name: "puffs", label: "Cigarettes a day", group: "health", value_type: 0, owner: null });
    await goTo(app, 3);
    await says(app, "nothing was found that looks like tracking");
    app.button("Add a mapping")?.click();
    type(app.input("Name"), "puffs");
    choose(app.row("To"), "attribute");
    type(app.input("Name at Exist"), "puffs");
    app.button("Save")?.click();
    await says(app, "Property puffs → puffs");
    await goTo(app, 4);
    await says(app, "Attributes to be filled");
    expect(rows(app)).toContain("Cigarettes a day");
    app.button("Send 1 value")?.click();
    await says(app, "1 value for 1 day sent.");
    expect((await app.data()).mappings).toMatchObject([{ to: { kind: "attribute", name: "puffs", label: "Cigarettes a day", valueType: 0 } }]);
  });

  it("is in force from the end on, also where there is nothing to send for it yet", async () => {
    const app = await opened({ [`Daily/${TODAY}.md`]: note({ other: "x" }) }, SIGNED_IN);
    await goTo(app, 3);
    await says(app, "nothing was found that looks like tracking");
    await addByHand(app, "puffs", "Puffs");
    await goTo(app, 4);
    await says(app, "There is nothing to send now. What you chose is sent from now on, as soon as your notes have it.");
    app.button("Finish")?.click();
    await says(app, "From now on, what you write in your daily notes is sent automatically");
    expect((await app.data()).mappings).toHaveLength(1);
  });
});

describe("tags", () => {
  it("are sent by their prefix, which is seen at once and kept", async () => {
    const files = Object.fromEntries(["20", TODAY.slice(-2)].map((day) => [`Daily/2026-09-${day}.md`, note({}, "#track/gym #idea")]));
    const app = await opened(files, SIGNED_IN);
    await goTo(app, 3);
    choose(app.row("Send tags"), "prefix");
    type(app.input("Prefix"), "#track/");
    await says(app, "1 tag to be sent: #track/gym.");
    expect(app.row("Prefix").textContent).toContain("A tag like track/gym is sent as gym.");
    await goTo(app, 4);
    await says(app, "Attributes to be filled");
    app.button("Back")?.click();
    await reach(app, 3);
    await app.host.until(() => app.host.modal()?.textContent?.includes("1 tag to be sent: #track/gym.") === true && app.input("Prefix").value === "track/", "it is still there");
    await goTo(app, 4);
    app.button("Send 2 values")?.click();
    await says(app, "2 values for 2 days sent.");
    expect(app.held()[TODAY]).toEqual({ gym: 1 });
    expect(await app.data()).toMatchObject({ tagMode: "prefix", tagPrefix: "track/" });
  });

  it("cannot be chosen where there are none, which is said", async () => {
    const app = await opened({ [`Daily/${TODAY}.md`]: note({ mood: 3 }) }, SIGNED_IN);
    await goTo(app, 3);
    choose(app.row("Send tags"), "chosen");
    expect(shown(app)).toContain("No tag is on more than one of your last notes.");
    await says(app, "No tag is to be sent.");
  });
});

describe("the preview of the set-up", () => {
  it("asks to sign in again where nobody is signed in any more", async () => {
    const app = await keptAt("choose");
    await answered(app);
    await app.host.changeDataFromOutside(ID, JSON.stringify(settings({ mappings: [] })));
    app.button("Continue")?.click();
    await reach(app, 4);
    await says(app, "You're no longer signed in. Sign in again. Your choices are kept.");
    app.button("Sign in again")?.click();
    await reach(app, 1);
  });

  it.each([
    ["an answer", { kind: "delay", ms: 1000 }],
    ["a failure", { kind: "drop-before" }],
  ] as const)("can be left while Exist is asked: %s that comes later disturbs nothing", async (_what, fault) => {
    const app = await keptAt("choose");
    await answered(app);
    app.world.script({ on: () => true, fault: { kind: "delay", ms: 1000 } });
    app.world.script({ on: { nth: 2 }, fault });
    app.button("Continue")?.click();
    await reach(app, 4);
    app.button("Back")?.click();
    await reach(app, 3);
    await vi.advanceTimersByTimeAsync(3000);
    await app.host.until(() => !app.plugin.schedule.now.running, "Exist has answered");
    expect(heading(app)).toContain("Step 3");
    expect(app.host.modal()?.querySelector("[role=alert], [role=grid]")).toBeNull();
    app.button("Continue")?.click();
    await reach(app, 4);
    await says(app, "Attributes to be filled");
  });

  it("leads to a note, and the set-up goes on there when it is opened again", async () => {
    const app = await keptAt("check");
    await says(app, "Attributes to be filled");
    app.host.modal()?.querySelector<HTMLElement>("[role=row] a")?.click();
    expect(app.host.modal()).toBeNull();
    expect(app.host.app.workspace.getActiveFile()?.path).toBe(`Daily/${TODAY}.md`);
    app.host.runCommand(CONNECT);
    expect(heading(app)).toContain("Step 4");
  });
});

describe("the last step", () => {
  it("says that nothing goes by itself where automatic sync is off, and what of the notes was left out", async () => {
    const app = await opened({ ...WEEK, [`Daily/${TODAY}.md`]: note({ mood: "so so", steps: 5 }), "Daily/2026-09-20 copy.md": note({ mood: 1 }) }, { ...SIGNED_IN, autoSync: false });
    await goTo(app, 4);
    app.button("Send")?.click();
    await says(app, "days sent.");
    expect(shown(app)).toContain('Automatic sync is off: run "Sync now" whenever you want to send what changed.');
    const left = [...app.host.modal()?.querySelectorAll("li") ?? []].map((item) => item.textContent);
    expect(left).toContain(`Daily/${TODAY}: mood: "so so" isn't a number on the scale; you can give words and emoji a number in the mapping.`);
    expect(left.some((sentence) => sentence?.includes("2026-09-20 copy"))).toBe(true);
  });

  it("can be stopped, says what was not sent, and sends the rest when it is tried again", async () => {
    const files = Object.fromEntries(Array.from({ length: 25 }, (_, back) => [`Daily/${new Date(Date.UTC(2026, 8, 21 - back)).toISOString().slice(0, 10)}.md`, note({ mood: 1 + (back % 10), steps: 1000 + back })]));
    const app = await opened(files, SIGNED_IN);
    await goTo(app, 4);
    app.world.script({ on: { path: "update" }, fault: { kind: "delay", ms: 1000 } });
    const send = app.button("Send 50 values");
    send?.focus();
    send?.click();
    // The button goes, and the focus with it is not lost.
    expect(document.activeElement).toBe(app.host.modal()?.querySelector("h3"));
    await app.host.until(() => app.world.updateCalls().length === 1, "the first call is out");
    app.button("Stop")?.click();
    await vi.advanceTimersByTimeAsync(1000);
    await says(app, "Stopped.");
    expect(shown(app)).toContain("15 values not sent yet.");
    expect(app.button("Back")?.isShown()).toBe(true);
    app.button("Try again")?.click();
    await says(app, "15 values for");
    expect(Object.values(app.held()).flatMap((day) => Object.keys(day))).toHaveLength(50);
  });
});
