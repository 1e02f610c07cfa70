import { describe, expect, it, vi } from "vitest";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();

const DAYS = { "2026-09-19.md": note({ steps: 100, mood: 5 }), "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };

describe("Sync now", () => {
  it("shows what would be sent, sends what was agreed to, and nothing the second time", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.host.modal() !== null, "the preview opens");
    const preview = app.host.modal()?.textContent ?? "";
    expect(preview).toContain("5 values for 3 days since September 19, 2026.");
    expect(preview).toContain("Sep 21, 2026300");
    expect(app.held()).toEqual({});
    app.button("Send 5 values")?.click();
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.said()).toBe("Now filled from your notes: Steps and Mood.\n5 values for 3 days sent.");
    expect(app.held()).toEqual({ "2026-09-19": { steps: 100, mood: 5 }, "2026-09-20": { steps: 200, mood: 6 }, [TODAY]: { steps: 300 } });
    expect((await app.data()).agreed).toEqual(["steps", "mood"]);
    expect(app.host.statusBarText()).toBe("Exist: up to date");
    app.clear();
    expect(await app.sync()).toBe("Nothing new to send.");
    expect(app.world.calls).toEqual([]);
    expect(app.world.impolite).toEqual([]);
  });

  it("sends nothing when the preview is dismissed", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.host.modal() !== null, "the preview opens");
    app.button("Cancel")?.click();
    await vi.advanceTimersByTimeAsync(1000);
    expect(app.host.modal()).toBeNull();
    expect(app.held()).toEqual({});
    expect(app.world.callsTo("acquire")).toEqual([]);
  });

  it("says what to do when not connected, and when nothing is mapped", async () => {
    const app = await TestApp.start(DAYS, settings());
    expect(await app.sync()).toContain("Add your token in the settings");
    expect(app.host.statusBarText()).toBe("Exist: check connection, not signed in");
    const bare = await TestApp.start(DAYS, settings({ ...connected, mappings: [] }));
    expect(await bare.sync()).toContain("Nothing is mapped yet");
  });

  it("does a take-over only when it was ticked", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.world.addService("fitbit", "Fitbit", ["steps"]);
    app.world.addAttribute(ACCOUNT, { template: "steps", owner: "fitbit" });
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.host.modal() !== null, "the preview opens");
    expect(app.row("Steps").textContent).toContain("Fitbit fills it now. Your notes would replace it.");
    expect(app.button("Send")?.textContent).toBe("Send 2 values");
    app.row("Steps").querySelector<HTMLElement>(".checkbox-container")?.click();
    expect(app.button("Send")?.textContent).toBe("Send 5 values");
    app.button("Send")?.click();
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.world.attribute(ACCOUNT, "steps")?.owner).toBe("my_notes");
  });

  it("tells of mistakes by note and property, and does the rest", async () => {
    const app = await TestApp.start({
      ...DAYS,
      "2026-09-18.md": note({ steps: 7, mood: 12 }),
      "2026-09-17.md": "---\nsteps: 3\nnote: lost: one umbrella\n---\n",
      "2026-09-16.md": note({ steps: "\"{{steps}}\"", mood: 5 }),
      "2026-09-15 1.md": note({ steps: 1 }),
      "2026-09-22.md": note({ steps: 9 }),
      "1999-12-31.md": note({ steps: 9 }),
    }, settings(connected));
    const said = await app.sync();
    expect(said).toContain("7 values for 5 days sent.");
    expect(said).toContain("2026-09-18: mood: 12 isn't between 1 and 9.");
    expect(said).toContain("2026-09-17: its properties aren't valid YAML");
    expect(said).toContain("2026-09-16: steps: \"{{steps}}\" is a placeholder that wasn't filled in.");
    expect(said).toContain("2026-09-15 1 is skipped: its name has a date");
    expect(said).toContain("1999-12-31 is skipped: its day, December 31, 1999, is before the year 2000.");
    expect(said).not.toContain("2026-09-22");
    expect(app.held()["2026-09-22"]).toBeUndefined();
  });

  it.each([
    ["a token that is wrong", { kind: "status", status: 401, body: '{"detail":"Invalid token"}' }, "Connect again in the settings"],
    ["an answer in HTML", { kind: "html" }, "Exist is having problems"],
    ["an answer that is no answer", { kind: "wrong-shape" }, "can't be read"],
    ["no answer", { kind: "drop-before" }, "Can't reach Exist"],
  ] as const)("explains %s, and leaves everything for later", async (_name, fault, sentence) => {
    const app = await TestApp.steady(DAYS);
    await app.host.write(`${TODAY}.md`, note({ steps: 301 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    app.world.script({ on: { path: "update" }, fault });
    const said = await app.sync();
    expect(said).toContain(sentence);
    expect(said).toContain("1 value not sent yet");
    app.clear();
    expect(await app.sync()).toBe("1 value for 1 day sent.");
    expect(app.held()[TODAY]).toEqual({ steps: 301 });
  });

  it("gives up on a request after half a minute, and never shows the token", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write(`${TODAY}.md`, note({ steps: 301 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    app.world.script({ on: { path: "update" }, fault: { kind: "silent" } });
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.world.updateCalls().length > 0, "the request is out");
    await vi.advanceTimersByTimeAsync(31_000);
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.said()).toContain("Can't reach Exist.");
    expect(app.host.root.innerHTML).not.toContain(app.token);
    expect(JSON.stringify(await app.plugin.reports())).not.toContain(app.token);
  });
});

describe("an app that is killed in the middle of a run", () => {
  it("repeats one call at most, and sends the rest without asking again", async () => {
    const days: Record<string, string> = {};
    for (let date = 1; date <= 21; date += 1) days[`2026-09-${String(date).padStart(2, "0")}.md`] = note({ steps: date, mood: 5 });
    const twoMore = [["pages", "pages_read"], ["coffee", "coffees"]].map(([key, template]) => ({ id: key, from: { kind: "property", key }, to: { kind: "template", template } }));
    for (const path of Object.keys(days)) days[path] = (days[path] ?? "").replace("mood", "pages: 1\ncoffee: 2\nmood");
    const data = settings(connected);
    const app = await TestApp.start(days, { ...data, mappings: [...(data["mappings"] as unknown[]), ...twoMore] });
    app.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "silent" } });
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.host.modal() !== null, "the preview opens");
    app.button("Send 84 values")?.click();
    await app.host.until(() => app.world.updateCalls().length === 2, "the second call is out");
    const again = await app.restart(true);
    await vi.advanceTimersByTimeAsync(11_000);
    await again.host.until(() => Object.values(again.held()).flatMap((day) => Object.keys(day)).length === 84, "the rest is sent");
    expect(again.host.modal()).toBeNull();
    expect(again.world.updateCalls()).toHaveLength(4);
    expect(again.world.repeated).toBe(35);
    again.clear();
    expect(await again.sync()).toBe("Nothing new to send.");
    expect(again.world.calls).toEqual([]);
  });
});

describe("a device that keeps no databases", () => {
  it("says so once, syncs all the same, and sends nothing twice while the app is open", async () => {
    const none = { open: () => { throw new DOMException("The operation is insecure.", "SecurityError"); } } as unknown as IDBFactory;
    const app = await TestApp.start(DAYS, settings(connected), { indexedDB: none });
    await vi.advanceTimersByTimeAsync(11_000);
    expect(app.said()).toContain("free up space on the device");
    app.clear();
    expect(await app.sync()).toContain("5 values for 3 days sent.");
    app.clear();
    expect(await app.sync()).toBe("Nothing new to send.");
    expect(app.world.calls).toEqual([]);
  });
});

describe("Sync this note", () => {
  it("is offered for daily notes only, and sends that note", async () => {
    const app = await TestApp.steady({ ...DAYS, "Recipe.md": "soup" });
    const offered = (): boolean => app.host.app.commands.available().some(({ id }) => id === `${ID}:sync-note`);
    app.host.openNote("Recipe.md");
    expect(offered()).toBe(false);
    app.host.openNote(`${TODAY}.md`);
    expect(offered()).toBe(true);
    await app.host.write(`${TODAY}.md`, note({ steps: 301 }));
    await app.host.write("2026-09-20.md", note({ steps: 201, mood: 6 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the notes are indexed");
    app.host.runCommand(`${ID}:sync-note`);
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.said()).toBe("1 value for 1 day sent.");
    expect(app.held()["2026-09-20"]).toEqual({ steps: 200, mood: 6 });
  });
});
