import { describe, expect, it, vi } from "vitest";
import type { Fault } from "../exist/world";
import { OUR_CLIENT } from "../exist/world";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY, type } from "./app";

atNoon();

const NOTE = `${TODAY}.md`;
const PROPERTY = { id: "m1", from: { kind: "property", key: "coffee" }, to: { kind: "template", template: "coffees" } };
const INLINE = { ...PROPERTY, from: { kind: "inline", key: "coffee" }, read: { combine: "sum" } };
const TAG = { ...PROPERTY, from: { kind: "tag", tag: "coffee" } };

/** An account with 2 coffees of today and some other attributes of ours, and nothing mapped unless told. */
async function begin(files: Readonly<Record<string, string>> = {}, mappings: readonly unknown[] = [], change: Readonly<Record<string, unknown>> = {}): Promise<TestApp> {
  const app = await TestApp.start(files, settings({ ...connected, mappings, autoSync: false, agreed: ["coffees"], ...change }));
  for (const template of ["coffees", "meditation_min", "weight", "mood"]) app.world.addAttribute(ACCOUNT, { template, owner: OUR_CLIENT });
  app.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
  app.world.setValue(ACCOUNT, "coffees", TODAY, 2);
  return app;
}

const offered = (app: TestApp): string[] => [...app.host.root.querySelectorAll(".prompt .suggestion-item")].map((item) => item.textContent ?? "");

/** Runs the command and chooses the attribute by typing some of its name. */
async function choose(app: TestApp, query: string): Promise<void> {
  app.host.runCommand(`${ID}:increment`);
  await app.host.until(() => offered(app).length > 0, "the list opens");
  const input = app.host.root.querySelector<HTMLInputElement>(".prompt-input");
  if (input === null) throw new Error("no prompt");
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  press(input);
}

function press(input: HTMLElement): void {
  input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
}

/** The whole way: the attribute, the amount, Enter; gives what is said. */
async function add(app: TestApp, query: string, amount: string): Promise<string> {
  await choose(app, query);
  type(app.input("Amount"), amount);
  press(app.input("Amount"));
  expect(app.host.modal()).toBeNull();
  await app.host.until(() => app.said() !== "", "something is said");
  return app.said();
}

/** As `add`, where ten seconds are waited for. */
async function addSlowly(app: TestApp, query: string, amount: string): Promise<string> {
  await choose(app, query);
  type(app.input("Amount"), amount);
  press(app.input("Amount"));
  for (let at = 0; at < 12; at += 1) await vi.advanceTimersByTimeAsync(1000);
  return app.said();
}

/** Makes every call of a method wait until it is let go. */
function hang<Name extends "read" | "write">(adapter: Record<Name, (...parts: never[]) => Promise<unknown>>, name: Name): () => void {
  const before = adapter[name].bind(adapter) as (...parts: readonly unknown[]) => Promise<unknown>;
  let letGo: () => void = () => undefined;
  const free = new Promise<void>((done) => { letGo = done; });
  adapter[name] = async (...parts) => {
    await free;
    return before(...parts);
  };
  return letGo;
}

const text = (app: TestApp, path = NOTE): Promise<string> => app.host.app.vault.adapter.read(path);

describe("adding on a day of several notes", () => {
  it("goes into the one that has a value, and into the first where none has", async () => {
    const files = { "Log/a.md": note({ date: TODAY }), "Log/b.md": note({ date: TODAY, coffee: 1 }) };
    const change = { sources: [{ folder: "Log", property: "date" }] };
    const app = await begin(files, [PROPERTY], change);
    await add(app, "coffee", "2");
    expect([await app.host.kept.adapter.read("Log/a.md"), await app.host.kept.adapter.read("Log/b.md")]).toEqual([files["Log/a.md"], note({ date: TODAY, coffee: 3 })]);
    const other = await begin({ "Log/a.md": note({ date: TODAY }), "Log/b.md": note({ date: TODAY }) }, [PROPERTY], change);
    await add(other, "coffee", "2");
    expect(await other.host.kept.adapter.read("Log/a.md")).toBe(note({ date: TODAY, coffee: 2 }));
  });
});

describe("Add to a value", () => {
  it("lists what this client owns and what has a sum, and adds to today's value by one request", async () => {
    const app = await begin();
    app.host.runCommand(`${ID}:increment`);
    await app.host.until(() => offered(app).length > 0, "the list opens");
    expect(offered(app)).toEqual(["Coffees", "Meditation time", "Weight"]);
    app.host.root.querySelector<HTMLElement>(".suggestion-item")?.click();
    expect(app.host.modal()?.textContent).toContain("Add to Coffees");
    expect(app.host.modal()?.textContent).toContain("It counts for September 21, 2026.");
    type(app.input("Amount"), "1");
    app.button("Add")?.click();
    await app.host.until(() => app.said() !== "", "something is said");
    expect(app.said()).toBe("Coffees today: 3");
    expect(app.world.callsTo("increment").map(({ body }) => body)).toEqual([[{ name: "coffees", value: 1, date: TODAY }]]);
    expect(app.held()[TODAY]?.coffees).toBe(3);
    expect(app.world.impolite).toEqual([]);
    expect(app.host.modal()).toBeNull();
  });

  it("adds to the day that the window names, also when it is left open over midnight", async () => {
    const app = await begin();
    await choose(app, "coffees");
    expect(app.host.modal()?.textContent).toContain("It counts for September 21, 2026.");
    type(app.input("Amount"), "1");
    await vi.advanceTimersByTimeAsync(13 * 60 * 60_000);
    app.button("Add")?.click();
    await app.host.until(() => app.said() !== "", "it is answered");
    expect(app.said()).toBe("Coffees on September 21: 3");
    expect(app.held()).toMatchObject({ [TODAY]: { coffees: 3 } });
    expect(app.held()["2026-09-22"]).toBeUndefined();
  });

  it("adds to the note that the window names, also when it is left open over midnight", async () => {
    const app = await begin({ [NOTE]: note({ coffee: 2 }), "2026-09-22.md": note({ coffee: 1 }) }, [PROPERTY]);
    await choose(app, "coffees");
    type(app.input("Amount"), "1");
    await vi.advanceTimersByTimeAsync(13 * 60 * 60_000);
    app.button("Add")?.click();
    await app.host.until(() => app.said() !== "", "it is answered");
    expect(app.said()).toContain("1 was added to coffee in the note of September 21.");
    expect([await text(app), await text(app, "2026-09-22.md")]).toEqual([note({ coffee: 3 }), note({ coffee: 1 })]);
  });

  it("reads durations and decimals as notes are read, and says what they are in", async () => {
    const app = await begin();
    expect(await add(app, "medi", "1h30")).toBe("Meditation time today: 1 h 30 min");
    app.clear();
    await choose(app, "weight");
    expect(app.row("Amount").textContent).toContain("In kilograms.");
    type(app.input("Amount"), "70,5");
    press(app.input("Amount"));
    await app.host.until(() => app.said() !== "", "something is said");
    expect(app.said()).toBe("Weight today: 70.5 kg");
  });

  it.each([
    ["lots", "\"lots\" isn't a number."],
    ["1.5", "\"1.5\" isn't a whole number"],
    ["", "Write an amount."],
    ["0", "Nothing would be added."],
  ])("says beside the field what is wrong with %j, and takes the next try", async (amount, sentence) => {
    const app = await begin();
    await choose(app, "coffees");
    type(app.input("Amount"), amount);
    press(app.input("Amount"));
    expect(app.row("Amount").textContent).toContain(sentence);
    expect(app.world.callsTo("increment")).toEqual([]);
    type(app.input("Amount"), "2");
    expect(app.row("Amount").textContent).not.toContain(sentence);
    press(app.input("Amount"));
    await app.host.until(() => app.said() !== "", "something is said");
    expect(app.said()).toBe("Coffees today: 4");
  });

  it.each<readonly [string, Fault, string, number]>([
    ["lost before", { kind: "drop-before" }, "1 wasn't added to Coffees: no good answer came, and Exist still has 2. Add it again.", 2],
    ["lost after", { kind: "drop-after" }, "Coffees today: 3. The answer from Exist was lost, but 1 was added. You don't need to add it again.", 3],
    ["answered by a proxy", { kind: "html" }, "1 wasn't added to Coffees: no good answer came, and Exist still has 2. Add it again.", 2],
    ["refused for the item", { kind: "mixed" }, "Exist refused to add 1 to Coffees: Try again later.", 2],
    ["refused as a whole", { kind: "status", status: 401, body: "{}" }, "Exist no longer accepts your token. Nothing was added. Connect again in the settings", 2],
  ])("says what became of a request that is %s, and never repeats it", async (_name, fault, sentence, held) => {
    const app = await begin();
    app.world.script({ on: { path: "increment" }, fault });
    expect(await add(app, "coffees", "1")).toContain(sentence);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(app.world.callsTo("increment")).toHaveLength(1);
    expect(app.held()[TODAY]?.coffees).toBe(held);
  });

  it("gives up on an answer after half a minute, and looks", async () => {
    const app = await begin();
    app.world.script({ on: { path: "increment" }, fault: { kind: "silent" } });
    await choose(app, "coffees");
    type(app.input("Amount"), "1");
    press(app.input("Amount"));
    await app.host.until(() => app.world.callsTo("increment").length > 0, "the request is out");
    await vi.advanceTimersByTimeAsync(31_000);
    await app.host.until(() => app.said() !== "", "something is said");
    expect(app.said()).toContain("The answer from Exist was lost, but 1 was added.");
    expect(app.world.callsTo("increment")).toHaveLength(1);
  });

  it("says so where it cannot be known", async () => {
    const app = await begin();
    const token = app.world.personalToken(ACCOUNT, ["food_write"]);
    await app.host.changeDataFromOutside(ID, JSON.stringify(settings({ connection: { keptIn: "settings", accessToken: token, account: ACCOUNT }, mappings: [] })));
    app.world.script({ on: { path: "increment" }, fault: { kind: "drop-after" } });
    expect(await add(app, "coffees", "1")).toBe("It isn't known whether 1 was added to Coffees: no good answer came, and the token doesn't let this plugin see what Coffees holds. Look at Exist before you add it again.");
  });

  it("explains why there is nothing to choose from", async () => {
    const lone = await TestApp.start({}, settings(connected));
    lone.host.runCommand(`${ID}:increment`);
    await lone.host.until(() => lone.said() !== "", "something is said");
    expect(lone.said()).toContain("No attribute takes amounts yet.");
    lone.clear();
    lone.world.script({ on: { path: "owned" }, fault: { kind: "drop-before" } });
    lone.host.runCommand(`${ID}:increment`);
    await lone.host.until(() => lone.said() !== "", "something is said");
    expect(lone.said()).toBe("Can't reach Exist. Nothing was added. Add it again later.");
    const off = await TestApp.start({}, settings());
    off.host.runCommand(`${ID}:increment`);
    await off.host.until(() => off.said() !== "", "something is said");
    expect(off.said()).toContain("Add your token in the settings");
  });
});

describe("an attribute that a note feeds", () => {
  it("is named with its source, gets the amount in the note's property, and the usual run sends it", async () => {
    const app = await TestApp.steady({ [NOTE]: note({ coffee: 2, mood: 5 }, "Text\n") }, { mappings: [PROPERTY] });
    await choose(app, "coffees");
    expect(app.host.modal()?.textContent).toContain("It goes into the note of September 21, 2026: this attribute is fed by Property coffee.");
    app.button("Cancel")?.click();
    expect(await add(app, "coffees", "2")).toBe("2 was added to coffee in today's note.");
    expect(await text(app)).toBe(note({ coffee: 4, mood: 5 }, "Text\n"));
    expect(app.world.callsTo("increment")).toEqual([]);
    await vi.advanceTimersByTimeAsync(70_000);
    await app.host.until(() => app.held()[TODAY]?.coffees === 4, "the run sends it");
    expect(app.world.callsTo("increment")).toEqual([]);
    expect(app.world.impolite).toEqual([]);
  });

  it("gets a property where the note has none yet, and is told to sync where that is not automatic", async () => {
    const app = await begin({ [NOTE]: "Text\n" }, [PROPERTY]);
    expect(await add(app, "coffees", "1")).toBe('1 was added to coffee in today\'s note. Run "Sync now" to send it.');
    expect(await text(app)).toBe("---\ncoffee: 1\n---\nText\n");
  });

  it("gets a line in the note where inline fields are summed", async () => {
    const app = await begin({ [NOTE]: "coffee:: 2\nText" }, [INLINE]);
    expect(await add(app, "coffees", "1")).toContain("1 was added to coffee in today's note.");
    expect(await text(app)).toBe("coffee:: 2\nText\ncoffee:: 1\n");
    app.clear();
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    app.world.setValue(ACCOUNT, "coffees", TODAY, 0);
    expect(await app.sync()).toContain("1 value for 1 day sent.");
    expect(app.held()[TODAY]?.coffees).toBe(3);
  });

  it("gets the sum in the place of the only field, and nothing where there are several", async () => {
    const one = await begin({ [NOTE]: "Drank (coffee:: 2) today\n" }, [{ ...INLINE, read: {} }]);
    expect(await add(one, "coffees", "1")).toContain("1 was added to coffee");
    expect(await text(one)).toBe("Drank (coffee:: 3) today\n");
    const several = await begin({ [NOTE]: "coffee:: 2\ncoffee:: 1\n" }, [{ ...INLINE, read: {} }]);
    expect(await add(several, "coffees", "1")).toBe(`${TODAY}: coffee appears 2 times, and the mapping doesn't add them up. Nothing was added.`);
    expect(await text(several)).toBe("coffee:: 2\ncoffee:: 1\n");
  });

  it.each([
    ["an unreadable property", PROPERTY, note({ coffee: "lots" }), `${TODAY}: coffee: "lots" isn't a number. Nothing was added.`],
    ["an unreadable field", INLINE, "coffee:: lots\n", `${TODAY}: coffee: "lots" isn't a number. Nothing was added.`],
    ["broken properties", PROPERTY, "---\ncoffee: 1\nnote: lost: one umbrella\n---\n", "its properties aren't valid YAML"],
    ["properties behind a byte order mark", PROPERTY, `\uFEFF${note({ coffee: 1 })}`, "a byte order mark"],
    ["a placeholder that was not filled in", PROPERTY, note({ coffee: "\"{{coffee}}\"" }), `${TODAY}: coffee: "{{coffee}}" is a placeholder that wasn't filled in. Nothing was added.`],
    ["an unquoted placeholder elsewhere", PROPERTY, note({ coffee: 1, title: "{{title}}" }), `${TODAY}: title holds a placeholder without quotes`],
  ])("leaves the note alone with %s", async (_name, mapping, written, sentence) => {
    const app = await begin({ [NOTE]: written }, [mapping]);
    expect(await add(app, "coffees", "1")).toContain(sentence);
    expect(await text(app)).toBe(written);
    expect(app.world.callsTo("increment")).toEqual([]);
  });

  it("says so when the note cannot be written", async () => {
    const app = await begin({ [NOTE]: "coffee:: 2\n" }, [INLINE]);
    app.host.app.vault.adapter.write = () => Promise.reject(new Error("EACCES: permission denied"));
    expect(await add(app, "coffees", "1")).toBe("Something went wrong in Exist Sync: EACCES: permission denied. Nothing was added. Add it again later.");
    expect(await text(app)).toBe("coffee:: 2\n");
  });

  it.each([
    ["opened", "read", PROPERTY, note({ coffee: 2 })],
    ["opened", "read", INLINE, "coffee:: 2\n"],
  ] as const)("says so when the note cannot be %s in time, and adds nothing when it can be after all", async (_how, method, mapping, written) => {
    const app = await begin({ [NOTE]: written }, [mapping]);
    const { adapter } = app.host.app.vault;
    const letGo = hang(adapter, method);
    expect(await addSlowly(app, "coffees", "1")).toBe(`${TODAY}: the file takes too long to open; if it's in the cloud, download it. Nothing was added.`);
    letGo();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await text(app)).toBe(written);
  });

  it.each([[PROPERTY, note({ coffee: 2 })], [INLINE, "coffee:: 2\n"]])("does not say that nothing was added when the note is saved too slowly", async (mapping, written) => {
    const app = await begin({ [NOTE]: written }, [mapping]);
    hang(app.host.app.vault.adapter, "write");
    expect(await addSlowly(app, "coffees", "1")).toBe(`It isn't known whether 1 was added to coffee: ${TODAY} takes too long to save. Look at the note before you add it again.`);
  });

  it("does nothing without a note of today", async () => {
    const app = await begin({ "2026-09-20.md": note({ coffee: 1 }) }, [PROPERTY]);
    expect(await add(app, "coffees", "1")).toBe("There is no daily note for September 21, 2026, from which Coffees is fed. Nothing was added; make the note first.");
    expect(await app.host.app.vault.adapter.exists(NOTE)).toBe(false);
    expect(app.world.callsTo("increment")).toEqual([]);
  });

  it("refuses what is fed by a tag, by the mapping's name", async () => {
    const app = await begin({ [NOTE]: "#coffee:2\n" }, [TAG]);
    await choose(app, "coffees");
    await app.host.until(() => app.said() !== "", "something is said");
    expect(app.said()).toBe("Coffees is fed by Tag #coffee, to which no amount can be added. Change it in the note.");
    expect(app.host.modal()).toBeNull();
  });
});
