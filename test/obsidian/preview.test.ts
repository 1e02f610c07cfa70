import { describe, expect, it } from "vitest";
import { ACCOUNT, atNoon, choose, connected, ID, MAPPINGS, note, settings, TestApp, TODAY } from "./app";

atNoon();

const DAYS = { "2026-09-19.md": note({ steps: 100, mood: 5 }), "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };

async function preview(app: TestApp): Promise<HTMLElement> {
  app.host.runCommand(`${ID}:preview`);
  await app.host.until(() => app.host.modal() !== null, "the preview opens");
  return app.host.modal() as HTMLElement;
}

/** The grid as a person reads it: a line a row, cells without anything in them left out. */
function lines(modal: HTMLElement): string[] {
  return [...modal.querySelectorAll("[role=row]")].map((row) => [...row.children].map((cell) => cell.textContent ?? "").filter((text) => text !== "").join(" | "));
}

function cell(modal: HTMLElement, label: string): HTMLElement | null {
  return [...modal.querySelectorAll<HTMLElement>("[role=gridcell]")].find((each) => each.getAttribute("aria-label")?.startsWith(label)) ?? null;
}

const filters = (modal: HTMLElement): string[] => [...modal.querySelectorAll(".exist-sync-filter:not(.mod-none)")].map((button) => button.textContent ?? "");

describe("Preview", () => {
  it("shows days by attributes with what is new, replaced, left out and held, and sends nothing by itself", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write(`${TODAY}.md`, note({ steps: 301, mood: 12 }));
    await app.host.write("2026-09-20.md", note({ steps: 200, mood: 7 }));
    await app.host.write("2026-09-18.md", "---\nsteps: 3\nnote: lost: one umbrella\n---\n");
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the notes are indexed");
    const modal = await preview(app);
    expect(lines(modal)).toEqual(["Day | Steps | Mood", "Sep 21, 2026 | 300 301 | 12", "Sep 20, 2026 | 200 | 6 7", "Sep 18, 2026"]);
    expect(cell(modal, "300 → 301")?.getAttribute("aria-label")).toBe("300 → 301, replaces what Exist holds.");
    expect(cell(modal, "12")?.getAttribute("aria-label")).toBe("12, not sent: 12 isn't between 1 and 9.");
    expect(cell(modal, "200")?.getAttribute("aria-label")).toBe("200, at Exist already.");
    expect(modal.querySelector("[role=row]:last-child a")?.getAttribute("aria-label")).toMatch(/^Sep 18, 2026, open 2026-09-18; not all of it is sent: its properties aren't valid YAML/);
    expect(modal.textContent).toContain("2 values at Exist would be replaced.");
    expect(modal.textContent).toContain("2 values for 2 days since September 20, 2026.");
    expect(app.world.calls.map(({ path }) => path)).toEqual(["/api/2/attributes/with-values/"]);
  });

  it.each([
    ["a day", "[role=row]:last-child a", "2026-09-19.md"],
    ["a value that is left out", ".mod-left-out[role=gridcell]", `${TODAY}.md`],
    ["a sentence of what is left out", "li a", `${TODAY}.md`],
  ])("opens the note behind %s with one click", async (_what, selector, path) => {
    const app = await TestApp.start({ ...DAYS, [`${TODAY}.md`]: note({ steps: 300, mood: 12 }) }, settings(connected));
    const modal = await preview(app);
    modal.querySelector<HTMLElement>(selector)?.click();
    expect(app.host.app.workspace.getActiveFile()?.path).toBe(path);
    expect(app.host.modal()).toBeNull();
    expect(app.held()).toEqual({});
  });

  it("filters what is shown, with counts, and sends all the same", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write(`${TODAY}.md`, note({ steps: 301, mood: 12 }));
    await app.host.write("2026-09-18.md", note({ steps: 18, mood: 4 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the notes are indexed");
    const modal = await preview(app);
    expect(filters(modal)).toEqual(["Everything (4)", "New (2)", "Replaced (1)", "Left out (1)"]);
    app.button("Replaced")?.click();
    expect(lines(modal)).toEqual(["Day | Steps", "Sep 21, 2026 | 300 301"]);
    expect(app.button("Replaced")?.getAttribute("aria-pressed")).toBe("true");
    expect(modal.textContent).toContain("1 of 2 days shown. This choice changes what you see, not what is sent: 3 values.");
    app.button("Everything")?.click();
    choose(modal.querySelector<HTMLElement>(".exist-sync-filters") as HTMLElement, "mood");
    expect(lines(modal)).toEqual(["Day | Mood", "Sep 21, 2026 | 12", "Sep 18, 2026 | 4"]);
    expect(filters(modal)).toEqual(["Everything (2)", "New (1)", "Left out (1)"]);
    app.button("Send 3 values")?.click();
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.held()[TODAY]).toEqual({ steps: 301 });
    expect(app.held()["2026-09-18"]).toEqual({ steps: 18, mood: 4 });
  });

  it("follows the ticks in totals, counts and cells", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.world.addService("fitbit", "Fitbit", ["steps"]);
    app.world.addAttribute(ACCOUNT, { template: "steps", owner: "fitbit" });
    const modal = await preview(app);
    expect(modal.textContent).toContain("1 of 2 selected. Not selected: Steps.");
    expect(modal.textContent).toContain("2 values for 2 days since September 19, 2026.New at Exist: Mood.");
    expect(filters(modal)).toEqual(["Everything (5)", "New (2)", "Not selected (3)"]);
    expect(cell(modal, "300")?.getAttribute("aria-label")).toBe("300, not sent: its attribute isn't selected.");
    app.row("Steps").querySelector<HTMLElement>(".checkbox-container")?.click();
    expect(modal.textContent).toContain("Switched from another service to your notes: Steps (now Fitbit).");
    expect(modal.textContent).toContain("5 values for 3 days since September 19, 2026.");
    expect(filters(modal)).toEqual(["Everything (5)", "New (5)"]);
    expect(cell(modal, "300")?.getAttribute("aria-label")).toBe("300, new.");
    expect(app.button("Send")?.textContent).toBe("Send 5 values");
  });

  it("does not tick what another service may fill out of this token's sight, and says so", async () => {
    const scopes = ["activity_write", "mood_read", "mood_write"];
    const app = await TestApp.start(DAYS, settings({ connection: { ...connected.connection, scopes } }));
    app.world.addAttribute(ACCOUNT, { template: "steps", owner: "Fitbit", manual: false });
    const accessToken = app.world.personalToken(ACCOUNT, scopes);
    await app.host.changeDataFromOutside(ID, JSON.stringify(settings({ connection: { ...connected.connection, accessToken, scopes } })));
    const modal = await preview(app);
    expect(modal.textContent).toContain("1 of 2 selected. Not selected: Steps.");
    expect(app.row("Steps").textContent).toContain("Exist doesn't show who fills it. If another service does, your notes would replace it.");
    expect(app.row("Steps").textContent).toContain("You haven't allowed reading the group activity: sign in again, and allow it.");
    expect(app.row("Steps").textContent).not.toContain("Will be made");
    expect(app.row("Mood").textContent).not.toContain("sign-in");
    app.button("Send 2 values")?.click();
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.world.attribute(ACCOUNT, "steps")?.owner).toBe("fitbit");
    expect(app.world.callsTo("acquire").map(({ body }) => body)).toEqual([[{ template: "mood" }]]);
  });

  it("says before anything is sent which permission is missing for an attribute that is there, by the group that Exist has it in", async () => {
    const scopes = ["activity_read", "mood_read", "mood_write", "health_read"];
    const mappings = [...MAPPINGS, { id: "laps", from: { kind: "property", key: "laps" }, to: { kind: "create", label: "Laps", group: "mood", valueType: 0 } }];
    const app = await TestApp.start({ [`${TODAY}.md`]: note({ steps: 300, mood: 5, laps: 12 }) }, settings({ mappings, connection: { ...connected.connection, scopes } }));
    app.world.addAttribute(ACCOUNT, { template: "steps", owner: null, manual: false });
    app.world.addAttribute(ACCOUNT, { name: "laps", label: "Laps", group: "health", value_type: 0, manual: false });
    const accessToken = app.world.personalToken(ACCOUNT, scopes);
    await app.host.changeDataFromOutside(ID, JSON.stringify(settings({ mappings, connection: { ...connected.connection, accessToken, scopes } })));
    await preview(app);
    expect(app.row("Steps").textContent).toContain("You haven't allowed writing to the group activity, so Exist accepts nothing for it: sign in again, and allow it.");
    expect(app.row("Laps").textContent).toContain("You haven't allowed writing to the group health, so Exist accepts nothing for it: choose that group in the mapping, and sign in again.");
    expect(app.row("Mood").textContent).not.toContain("sign-in");
    expect(app.world.calls.filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("says what Exist refused before, and tries it again only because a person asks", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: { path: "update" }, fault: { kind: "mixed", code: "invalid", error: "Not today." } });
    await app.host.write(`${TODAY}.md`, note({ steps: 301 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    await app.sync();
    app.clear();
    const modal = await preview(app);
    expect(cell(modal, "300 → 301")?.getAttribute("aria-label")).toBe("300 → 301, replaces what Exist holds. Exist refused it before: Not today.");
  });

  it("lists the first few of what is left out for one reason, and the rest when asked", async () => {
    const files = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`2026-08-${String(at + 1).padStart(2, "0")}.md`, note({ steps: 5, mood: 12 })]));
    const app = await TestApp.start(files, settings({ ...connected, syncFrom: "2026-08-01" }));
    const modal = await preview(app);
    const listed = (): string[] => [...modal.querySelectorAll("li")].map((item) => item.textContent ?? "");
    expect(listed()).toEqual(["2026-08-25: mood: 12 isn't between 1 and 9.", "2026-08-24: mood: 12 isn't between 1 and 9.", "2026-08-23: mood: 12 isn't between 1 and 9."]);
    app.button("Show 20 more like these")?.click();
    expect(listed()).toHaveLength(23);
    expect(document.activeElement?.textContent).toContain("2026-08-22");
    app.button("Show 2 more like these")?.click();
    expect(listed()).toHaveLength(25);
    expect(app.button("Show")).toBeNull();
  });

  it("says so when there is nothing to send", async () => {
    const app = await TestApp.steady(DAYS);
    const modal = await preview(app);
    expect(modal.textContent).toContain("Nothing. Exist already has everything in your notes.");
    expect(modal.querySelector("[role=grid]")).toBeNull();
    expect(app.button("Send")).toBeNull();
    app.button("Close")?.click();
    expect(app.host.modal()).toBeNull();
  });
});
