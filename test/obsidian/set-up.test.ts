import { describe, expect, it, vi } from "vitest";
import { ACCOUNT, atNoon, choose, connected, FILES, ID, note, settings, TestApp, TODAY, type } from "./app";
import { answered, CONNECT, goTo, heading, isOn, OFFLINE, opened, reach, rows, says, shown, signIn, tick, VAULT, WEEK, writes } from "./guided";

atNoon();

describe("the guided set-up", () => {
  it("opens by itself when the user enables the plugin, and not in a vault that is set up", async () => {
    const app = await TestApp.start(WEEK, undefined, VAULT);
    expect(app.host.modal()).toBeNull();
    app.host.disable(ID);
    await app.host.enable(FILES, { byUser: true });
    expect(heading(app)).toBe("Step 1 of 4Connect");
    app.host.modal()?.querySelector<HTMLElement>(".modal-close-button")?.click();
    const other = await TestApp.start(WEEK, settings(connected), VAULT);
    other.host.disable(ID);
    await other.host.enable(FILES, { byUser: true });
    expect(other.host.modal()).toBeNull();
    other.host.runCommand(CONNECT);
    expect(other.host.modal()?.hasClass("exist-sync-connect")).toBe(true);
  });

  it("sends nothing, takes nothing and maps nothing before its last step, and then all that was seen", async () => {
    const app = await opened();
    await goTo(app, 3);
    for (const tag of ["#gym", "#rain"]) tick(app, tag);
    await goTo(app, 4);
    expect(shown(app)).toContain("29 values for 7 days since September 15, 2026.");
    await app.host.write(`Daily/${TODAY}.md`, note({ mood: 9, steps: 5 }));
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    expect(writes(app)).toEqual([]);
    expect(await app.data()).toMatchObject({ mappings: [], tagMode: "off", agreed: [] });
    app.button("Send 29 values")?.click();
    // The note was edited after its plan was seen: that is shown once more before anything goes.
    await says(app, "Check it again.");
    expect(writes(app)).toEqual([]);
    await says(app, "26 values for 7 days");
    await goTo(app, 4);
    app.button("Send 26 values")?.click();
    await says(app, "26 values for 7 days sent.");
    expect(shown(app)).toContain("From now on, what you write in your daily notes is sent automatically, about 60 seconds");
    expect(app.held()["2026-09-20"]).toMatchObject({ mood: 4, steps: 2000 });
    expect(app.said()).toBe("");
    const { mappings, tagMode, chosenTags } = await app.data();
    expect(mappings.map(({ from }) => from)).toEqual(expect.arrayContaining([{ kind: "property", key: "mood" }, { kind: "property", key: "steps" }]));
    expect({ tagMode, tags: [...chosenTags].sort() }).toEqual({ tagMode: "chosen", tags: ["gym", "rain"] });
    app.button("Close")?.click();
    expect(app.host.modal()).toBeNull();
    app.host.runCommand(CONNECT);
    expect(app.host.modal()?.hasClass("exist-sync-connect")).toBe(true);
  });

  it("goes by itself from then on", async () => {
    const app = await opened();
    await goTo(app, 4);
    app.button("Send")?.click();
    await says(app, "days sent.");
    app.button("Show status")?.click();
    await app.host.until(() => app.host.root.querySelector(".exist-sync-status-view") !== null, "the status view opens");
    expect(app.host.modal()).toBeNull();
    await app.host.write(`Daily/${TODAY}.md`, note({ mood: 9, steps: 5 }));
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    await app.host.until(() => app.held()[TODAY]?.mood === 9, "the edit is sent");
  });
});

describe("back, forward, leaving and coming back", () => {
  it("keep what was ticked, in suggestions, tags and preview", async () => {
    const app = await opened();
    await goTo(app, 3);
    expect(isOn(app, "Property medication → medication")).toBe(false);
    tick(app, "Property steps → Steps");
    tick(app, "Property medication → medication");
    tick(app, "#rain");
    await goTo(app, 4);
    expect(rows(app)).not.toContain("Steps");
    const all = app.button("Send")?.textContent;
    tick(app, "Mood");
    const ready = app.button("Send")?.textContent;
    expect(ready).not.toBe(all);
    app.button("Back")?.click();
    await reach(app, 3);
    await says(app, "selected, found in");
    expect([isOn(app, "Property steps → Steps"), isOn(app, "Property medication → medication"), isOn(app, "Property mood → Mood")]).toEqual([false, true, true]);
    expect([isOn(app, "#gym"), isOn(app, "#rain")]).toEqual([false, true]);
    await goTo(app, 4);
    expect(isOn(app, "Mood")).toBe(false);
    expect(app.button("Send")?.textContent).toBe(ready);
  });

  it("go on where it was left, after a restart of the app as well, and keep no secret for it", async () => {
    const app = await opened();
    await goTo(app, 3);
    tick(app, "Property steps → Steps");
    choose(app.row("Send tags"), "off");
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(app.host.modal()).toBeNull();
    expect(JSON.stringify([...app.host.kept.device?.local ?? []])).not.toContain(app.token);
    const again = await app.restart(true);
    expect(again.host.modal()).toBeNull();
    again.host.runCommand(CONNECT);
    expect(heading(again)).toBe("Step 3 of 4What to send");
    await says(again, "No tag is to be sent.");
    await says(again, "selected, found in");
    expect(isOn(again, "Property steps → Steps")).toBe(false);
    await goTo(again, 4);
    again.button("Send")?.click();
    await says(again, "days sent.");
    expect(Object.keys(again.held()[TODAY] ?? {}).sort()).toEqual(["mood", "weight"]);
  });

  it("begin anew where what was kept cannot be read", async () => {
    const app = await TestApp.start(WEEK, settings({ ...connected, mappings: [] }), VAULT);
    app.host.app.saveLocalStorage("exist-sync-set-up", { step: "dance" });
    app.host.runCommand(CONNECT);
    expect(heading(app)).toBe("Step 2 of 4Daily notes");
  });

  it("goes on after a sign-in at Exist during which the app was closed", async () => {
    const app = await opened();
    app.world.addClient("my-app", "my-secret", "My app");
    app.link("Sign in at Exist instead and allow less")?.click();
    await vi.advanceTimersByTimeAsync(50);
    expect(shown(app)).toContain("Exist will be asked to let this plugin read and write: activity, custom");
    type(app.input("Client ID"), "my-app");
    type(app.input("Client secret"), "my-secret");
    app.button("Allow at Exist")?.click();
    const page = app.host.pages.at(-1) ?? "";
    expect(new URL(page).searchParams.get("scope")?.split(" ")).toEqual(expect.arrayContaining(["activity_write", "custom_write", "mood_write"]));
    const again = await app.restart(true);
    again.host.openAddress(again.world.decide(page, ACCOUNT, true));
    await reach(again, 2);
    await goTo(again, 4);
    again.button("Send")?.click();
    await says(again, "days sent.");
  });

  it("move the focus to the step and give it back, and Enter does the step's main action", async () => {
    const app = await TestApp.start(WEEK, settings({ ...connected, mappings: [] }), VAULT);
    const before = document.body.createEl("button");
    before.focus();
    app.host.runCommand(CONNECT);
    for (const step of [2, 3, 4]) {
      await reach(app, step);
      expect(document.activeElement).toBe(app.host.modal()?.querySelector("h3"));
      await app.host.until(() => (app.button("Continue") ?? app.button("Send 21 values"))?.isShown() === true, "one can go on");
      if (step < 4) document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }
    app.host.modal()?.querySelector<HTMLElement>(".modal-close-button")?.click();
    expect(document.activeElement).toBe(before);
    before.remove();
  });
});

describe("what may be in the way", () => {
  it("is said at every step that asks Exist, with a way on, when the device is offline", async () => {
    const app = await opened();
    app.world.script(OFFLINE);
    type(app.input("Personal token"), app.token);
    app.button("Connect")?.click();
    await says(app, "Can't reach Exist, so nothing was changed.");
    app.button("Connect")?.click();
    await reach(app, 2);
    app.world.script(OFFLINE);
    app.button("Continue")?.click();
    await reach(app, 3);
    await says(app, "Can't reach Exist. Try again later.");
    expect(isOn(app, "Property mood → Mood")).toBe(true);
    app.button("Try again")?.click();
    expect(app.button("Try again")).toBeNull();
    await answered(app);
    app.world.script(OFFLINE);
    app.button("Continue")?.click();
    await reach(app, 4);
    await says(app, "Can't reach Exist. Try again later.");
    app.button("Try again")?.click();
    await says(app, "Attributes to be filled");
    app.world.script(OFFLINE);
    app.button("Send")?.click();
    await says(app, "Can't reach Exist. Try again later.");
    expect(app.held()).toEqual({});
    app.button("Try again")?.click();
    await says(app, "21 values for 7 days sent.");
  });

  it("is taken up again after a failure half-way, when it is closed and opened once more", async () => {
    const app = await opened();
    await goTo(app, 4);
    app.world.script({ on: { path: "acquire" }, fault: { kind: "status", status: 503 } });
    app.button("Send")?.click();
    await says(app, "Exist is having problems");
    const again = await app.restart(false);
    again.host.runCommand(CONNECT);
    await reach(again, 4);
    await says(again, "Attributes to be filled");
    await goTo(again, 4);
    again.button("Send")?.click();
    await says(again, "21 values for 7 days sent.");
  });

  it("is a token that is refused: signing in again leads back to where it was", async () => {
    const app = await opened();
    await goTo(app, 3);
    app.world.revoke(app.token);
    app.button("Continue")?.click();
    await says(app, "Exist no longer accepts your token.");
    app.button("Sign in again")?.click();
    await reach(app, 1);
    type(app.input("Personal token"), app.world.personalToken(ACCOUNT));
    app.button("Connect")?.click();
    await reach(app, 4);
    await says(app, "Attributes to be filled");
  });

  it("is a wrong folder: it is found, named, and put right with one press", async () => {
    const app = await opened(WEEK, undefined, { dailyNotes: { folder: "Diary", format: "YYYY-MM-DD" } });
    await signIn(app);
    await says(app, "There is no folder Diary in this vault.");
    await says(app, "7 notes in Daily, named YYYY-MM-DD, September 15, 2026 to September 21, 2026.");
    app.button("Use them")?.click();
    await says(app, "7 notes found, September 15, 2026 to September 21, 2026.");
    await says(app, "What would be read of today's note");
    await goTo(app, 3);
    await says(app, "Property mood → Mood");
    expect((await app.data()).sources).toEqual([{ folder: "Daily", format: "YYYY-MM-DD" }]);
  });

  it("is a wrong folder or format: the count follows what is typed", async () => {
    const app = await opened(WEEK, undefined, { dailyNotes: null });
    await signIn(app);
    await says(app, "No notes found.");
    const folder = app.input("Folder");
    folder.value = "Dail";
    folder.dispatchEvent(new Event("input", { bubbles: true }));
    expect(shown(app)).toContain("There is no folder Dail in this vault.");
    folder.value = "Daily";
    folder.dispatchEvent(new Event("input", { bubbles: true }));
    expect(shown(app)).toContain("7 notes found");
    expect(shown(app)).not.toContain("There is no folder");
    type(app.input("Format"), "YYYY-MM");
    expect(shown(app)).toContain("doesn't name year, month and day");
    app.button("Continue")?.click();
    await vi.advanceTimersByTimeAsync(50);
    expect(heading(app)).toContain("Step 2");
    type(app.input("Format"), "YYYY-MM-DD");
    await vi.advanceTimersByTimeAsync(400);
    await says(app, "mood: 3");
    await goTo(app, 3);
    expect((await app.data()).sources).toEqual([{ folder: "Daily", format: "YYYY-MM-DD" }]);
  });

  it("is a vault without daily notes, or with nothing in them: one can go on to the end", async () => {
    const app = await opened({ "Ideas.md": "None yet" });
    await signIn(app);
    await says(app, "No daily notes were found anywhere in this vault.");
    await goTo(app, 3);
    await says(app, "nothing was found that looks like tracking");
    await says(app, "No tag is to be sent.");
    await goTo(app, 4);
    await says(app, "Nothing is selected, so nothing is sent.");
    app.button("Finish")?.click();
    expect(app.host.modal()).toBeNull();
    expect(writes(app)).toEqual([]);
  });

  it("is that nothing is suggested: a mapping is added by hand, and is in force only at the end", async () => {
    const app = await opened({ [`Daily/${TODAY}.md`]: note({ puffs: 3 }) });
    await goTo(app, 3);
    await says(app, "nothing was found that looks like tracking");
    app.button("Add a mapping")?.click();
    type(app.input("Name"), "puffs");
    choose(app.row("To"), "create");
    type(app.input("Label"), "Puffs");
    choose(app.row("Kind of value"), "0");
    choose(app.row("Group"), "health");
    app.button("Save")?.click();
    await says(app, "Property puffs → Puffs");
    expect((await app.data()).mappings).toEqual([]);
    const again = await app.restart(true);
    again.host.runCommand(CONNECT);
    await reach(again, 3);
    await says(again, "Property puffs → Puffs");
    await goTo(again, 4);
    again.button("Send 1 value")?.click();
    await says(again, "1 value for 1 day sent.");
    expect(Object.values(again.held()[TODAY] ?? {})).toEqual([3]);
  });

  it("is another service: what it fills is off until ticked, and named", async () => {
    const app = await opened();
    app.world.addService("fitbit", "Fitbit", ["steps"]);
    app.world.addAttribute(ACCOUNT, { template: "steps", owner: "fitbit" });
    await goTo(app, 3);
    await says(app, "Fitbit fills it now. Your notes would replace it.");
    expect(isOn(app, "Property steps → Steps")).toBe(false);
    await goTo(app, 4);
    app.button("Send")?.click();
    await says(app, "days sent.");
    expect(Object.keys(app.held()[TODAY] ?? {})).not.toContain("steps");
    expect(app.world.attribute(ACCOUNT, "steps")?.owner).toBe("fitbit");
  });

  it("is another service that is to stop: ticked here and seen so in the preview, and then it has", async () => {
    const app = await opened();
    app.world.addService("fitbit", "Fitbit", ["steps"]);
    app.world.addAttribute(ACCOUNT, { template: "steps", owner: "fitbit" });
    await goTo(app, 3);
    await says(app, "Fitbit fills it now. Your notes would replace it.");
    tick(app, "Property steps → Steps");
    await goTo(app, 4);
    await says(app, "Attributes to be filled");
    expect(isOn(app, "Steps")).toBe(true);
    await goTo(app, 4);
    app.button("Send")?.click();
    await says(app, "days sent.");
    expect(app.held()[TODAY]).toMatchObject({ steps: 1000 });
  });

  it("is another service behind what was mapped by hand, where its name was not shown: off in the preview until ticked there", async () => {
    const app = await opened({ [`Daily/${TODAY}.md`]: note({ puffs: 3 }) });
    app.world.addService("fitbit", "Fitbit", ["steps"]);
    app.world.addAttribute(ACCOUNT, { name: "puffs", label: "Puffs", group: "health", value_type: 0, owner: "fitbit" });
    await goTo(app, 3);
    await says(app, "nothing was found that looks like tracking");
    app.button("Add a mapping")?.click();
    type(app.input("Name"), "puffs");
    choose(app.row("To"), "attribute");
    type(app.input("Name at Exist"), "puffs");
    app.button("Save")?.click();
    await says(app, "Property puffs → puffs");
    await goTo(app, 4);
    await says(app, "Fitbit fills it now. Your notes would replace it.");
    expect(isOn(app, "Puffs")).toBe(false);
  });

  it("is that everything was unticked in the preview: nothing is sent, and it is not asked about again", async () => {
    const app = await opened();
    await goTo(app, 4);
    await says(app, "Attributes to be filled");
    for (const name of ["Mood", "Steps", "Weight"]) tick(app, name);
    await says(app, "You won't be asked about these again");
    app.button("Finish")?.click();
    await says(app, "Nothing new to send.");
    expect(writes(app)).toEqual([]);
    expect((await app.data()).declined).toHaveLength(3);
  });

  it("is that it is closed while it sends: a notice says how it ended", async () => {
    const app = await opened();
    await goTo(app, 4);
    app.button("Send")?.click();
    app.host.modal()?.querySelector<HTMLElement>(".modal-close-button")?.click();
    await app.host.until(() => app.said().includes("21 values for 7 days sent."), "it says so");
  });
});
