import { afterEach, describe, expect, it, vi } from "vitest";
import { atNoon, connected, ID, note, settings, TestApp, TODAY, type } from "./app";

atNoon();
afterEach(() => { vi.restoreAllMocks(); });

/** Two values a day for the last `count` days. */
function diary(count: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let ago = 0; ago < count; ago += 1) {
    const date = new Date(Date.UTC(2026, 8, 21 - ago)).toISOString().slice(0, 10);
    files[`${date}.md`] = note({ steps: 1000 + ago, mood: 1 + (ago % 9) });
  }
  return files;
}

const values = (app: TestApp): number => Object.values(app.held()).flatMap((day) => Object.keys(day)).length;
const counts = (app: TestApp): string => app.host.root.querySelector(".exist-sync-counts")?.textContent ?? "";
const bar = (app: TestApp): HTMLProgressElement | null => app.host.root.querySelector("progress");
const statusBar = (app: TestApp): string => app.host.root.querySelector(".exist-sync-status")?.textContent ?? "";

async function asked(app: TestApp): Promise<void> {
  app.host.runCommand(`${ID}:backfill`);
  await app.host.until(() => counts(app).startsWith("Notes"), "the notes are counted");
}

/** Chooses all notes and looks at the plan. */
async function planned(app: TestApp): Promise<void> {
  await asked(app);
  app.button("All notes")?.click();
  app.button("See what would be sent")?.click();
  await app.host.until(() => app.button("Send ") !== null, "the plan is shown");
}

async function begun(app: TestApp): Promise<void> {
  await planned(app);
  app.button("Send ")?.click();
  await app.host.until(() => bar(app) !== null, "the progress is shown");
}

describe("choosing a range of days", () => {
  it("tells what there is in it while the days move, and asks Exist nothing", async () => {
    const app = await TestApp.steady(diary(800));
    await asked(app);
    expect(app.input("First day").value).toBe("2025-09-22");
    expect(app.input("Last day").value).toBe(TODAY);
    expect(counts(app)).toContain("Notes365");
    expect(counts(app)).toContain("Values in them730");
    expect(counts(app)).toContain("known to be at Exist668");
    expect(counts(app)).toContain("Time it takesabout 1 minute");
    app.button("All notes")?.click();
    expect(counts(app)).toContain("Notes800");
    type(app.input("First day"), "2026-09-01");
    expect(counts(app)).toContain("Notes21");
    expect(counts(app)).toContain("known to be at Exist0");
    expect((app.button("See what would be sent") as HTMLButtonElement).disabled).toBe(true);
    app.button("This year")?.click();
    expect(app.input("First day").value).toBe("2026-01-01");
    expect(app.button("This year")?.getAttribute("aria-pressed")).toBe("true");
    expect(app.world.calls).toEqual([]);
  });

  it("refuses days that are not to be sent, beside the field", async () => {
    const app = await TestApp.steady(diary(40));
    await asked(app);
    for (const [first, last, row, said] of [
      ["1999-12-31", TODAY, "First day", "Days before the year 2000 aren't sent."],
      ["2026-09-01", "2026-09-22", "Last day", "This day is in the future."],
      ["2026-09-10", "2026-09-09", "First day", "The first day is after the last one."],
      ["", TODAY, "First day", "Choose a day."],
    ] as const) {
      type(app.input("First day"), first);
      type(app.input("Last day"), last);
      expect(app.row(row).textContent).toContain(said);
      expect(app.input(row).getAttribute("aria-invalid")).toBe("true");
      expect((app.button("See what would be sent") as HTMLButtonElement).disabled).toBe(true);
    }
    type(app.input("First day"), "2026-08-14");
    expect(app.row("First day").textContent).not.toContain("Choose a day.");
    expect((app.button("See what would be sent") as HTMLButtonElement).disabled).toBe(false);
  });

  it("shows no plan to somebody who has closed the window meanwhile", async () => {
    const app = await TestApp.steady(diary(100));
    await asked(app);
    app.world.script({ on: { path: "with-values" }, fault: { kind: "delay", ms: 1000 } });
    app.button("See what would be sent")?.click();
    await app.host.until(() => app.world.calls.some(({ path }) => path.includes("with-values")), "Exist is asked");
    app.button("Cancel")?.click();
    await vi.advanceTimersByTimeAsync(1000);
    await app.host.until(() => !app.plugin.schedule.now.running, "Exist has answered");
    expect(app.host.modal()).toBeNull();
    expect(app.world.updateCalls()).toEqual([]);
  });

  it("learns from Exist what another device has sent, and does not count that as unsent again", async () => {
    const mappings = [{ id: "m1", from: { kind: "property", key: "steps" }, to: { kind: "template", template: "steps", name: "steps" } }];
    const app = await TestApp.start({ "2026-09-19.md": note({ steps: 100 }), "2026-09-20.md": note({ steps: 200 }) }, settings({ ...connected, mappings, agreed: ["steps"], autoSync: false }));
    app.world.addAttribute("sam", { template: "steps", owner: "my_notes", values: { "2026-09-19": 100, "2026-09-20": 200 } });
    await asked(app);
    expect(counts(app)).toContain("known to be at Exist2");
    app.button("See what would be sent")?.click();
    await app.host.until(() => app.host.modal()?.textContent?.includes("Nothing. Exist already has everything in your notes.") === true, "it says so");
    app.button("Close")?.click();
    await asked(app);
    expect(counts(app)).toContain("known to be at Exist0");
  });

  it("begins twelve months ago, also on the last of February of a leap year", async () => {
    vi.setSystemTime(new Date(2028, 1, 29, 12));
    const app = await TestApp.start({ "2028-02-29.md": note({ steps: 1 }) }, settings({ ...connected, autoSync: false }));
    await asked(app);
    expect([app.input("First day").value, app.input("Last day").value]).toEqual(["2027-03-01", "2028-02-29"]);
  });

  it("says what a network failure means, beside the button, and can be tried again", async () => {
    const app = await TestApp.steady(diary(100));
    app.world.script({ on: { path: "with-values" }, fault: { kind: "drop-before" } });
    await asked(app);
    app.button("See what would be sent")?.click();
    await app.host.until(() => app.host.root.querySelector(".exist-sync-backfill-told")?.textContent === "Can't reach Exist. Try again later.", "it is said");
    app.button("See what would be sent")?.click();
    await app.host.until(() => app.button("Send ") !== null, "the plan is shown");
    expect(app.world.updateCalls()).toEqual([]);
  });
});

describe("a range of days that cannot be sent", () => {
  it.each([
    ["nobody is signed in", settings(), "Not connected to Exist."],
    ["nothing is mapped", settings({ ...connected, mappings: [] }), "Nothing is mapped"],
  ])("is not asked for where %s", async (_why, data, said) => {
    const app = await TestApp.start(diary(3), data);
    app.host.runCommand(`${ID}:backfill`);
    await app.host.until(() => app.said().includes(said), "it says why");
    expect(app.host.modal()).toBeNull();
  });

  it("says what went wrong when this device cannot keep that it was begun, and sends nothing", async () => {
    const app = await TestApp.start(diary(100), settings(connected));
    await planned(app);
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => { throw new DOMException("The device is full.", "QuotaExceededError"); });
    app.button("Send ")?.click();
    await app.host.until(() => app.said().includes("This device couldn't save Exist Sync's data (QuotaExceededError)."), "it says so");
    expect(bar(app)).toBeNull();
    expect(app.world.updateCalls()).toEqual([]);
  });
});

describe("sending a range of days", () => {
  it("shows the plan with what Exist holds first, then its progress, then what it came to", async () => {
    const app = await TestApp.start(diary(100), settings(connected));
    app.world.addAttribute("sam", { template: "steps", owner: null });
    app.world.setValue("sam", "steps", "2026-07-01", 7);
    await planned(app);
    expect(app.host.modal()?.textContent).toContain("1 value at Exist would be replaced.");
    expect(app.world.updateCalls()).toEqual([]);
    app.world.script({ on: { path: "update", nth: 3 }, fault: { kind: "drop-before" } });
    app.button("Send 200 values")?.click();
    await app.host.until(() => app.host.modal()?.textContent?.includes("Waiting: Can't reach Exist.") === true, "it waits");
    expect([bar(app)?.value, bar(app)?.max, bar(app)?.getAttribute("aria-valuetext")]).toEqual([70, 200, "70 of 200 values"]);
    expect(bar(app)?.getAttribute("aria-label")).toBe("Values sent");
    expect(statusBar(app)).toMatch(/^Exist: waiting until .*, 70 of 200$/);
    app.host.runCommand(`${ID}:status`);
    await app.host.until(() => app.host.root.querySelector(".exist-sync-now")?.textContent?.startsWith("June 14, 2026 to September 21, 2026: 70 of 200 values sent. Waiting: ") === true, "the view tells");
    await vi.advanceTimersByTimeAsync(31_000);
    await app.host.until(() => app.said() !== "", "it is done");
    expect(app.said()).toBe("Now filled from your notes: Steps and Mood.\nJune 14, 2026 to September 21, 2026: 200 values for 100 days sent, in 6 requests.");
    expect(values(app)).toBe(200);
    await app.host.until(() => app.host.modal()?.textContent?.includes("Done.") === true, "the window tells it too");
    expect((await app.plugin.reports())[0]).toMatchObject({ trigger: "backfill", values: 200 });
    expect(app.world.impolite).toEqual([]);
  });

  it("can only be canceled where it takes no more than a minute", async () => {
    const app = await TestApp.start(diary(100), settings(connected));
    app.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "delay", ms: 5000 } });
    await begun(app);
    expect(["Pause", "Cancel", "Close"].map((name) => app.button(name)?.isShown())).toEqual([false, true, false]);
    expect(app.host.modal()?.querySelector<HTMLElement>(".setting-item-description")?.isShown()).toBe(false);
    await vi.advanceTimersByTimeAsync(6000);
    await app.host.until(() => app.host.modal()?.textContent?.includes("Done.") === true, "it is done");
    expect(["Pause", "Cancel", "Close"].map((name) => app.button(name)?.isShown())).toEqual([false, false, true]);
  });

  it("is not stopped by closing its window; the command shows it again; paused it stays over a restart", async () => {
    const app = await TestApp.start(diary(1100), settings(connected));
    app.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "delay", ms: 5000 } });
    await begun(app);
    app.button("Close")?.click();
    expect(app.host.modal()).toBeNull();
    app.host.runCommand(`${ID}:backfill`);
    await app.host.until(() => bar(app) !== null, "it is shown again");
    await app.host.until(() => app.world.updateCalls().length === 2, "the second call is out");
    app.button("Pause")?.click();
    await app.host.until(() => app.host.modal()?.textContent?.includes("Paused.") === true, "it is said");
    await vi.advanceTimersByTimeAsync(6000);
    await app.host.until(() => bar(app)?.value === 70, "the present call is over");
    // What comes next is after the pause was written down.
    await app.plugin.schedule.idle;
    const again = await app.restart(true);
    await vi.advanceTimersByTimeAsync(60_000);
    await again.host.until(() => statusBar(again) === "Exist: waiting, paused at 70 of 2,200", "it stays paused");
    expect(values(again)).toBe(70);
    again.host.runCommand(`${ID}:backfill`);
    await again.host.until(() => bar(again) !== null, "its progress is shown");
    again.button("Resume")?.click();
    await again.host.until(() => values(again) === 2200, "the rest is sent");
    await again.host.until(() => again.said() !== "", "it is reported");
    expect(again.said()).toContain("2,200 values for 1,100 days sent");
    expect(again.world.repeated).toBe(0);
  });

  it("goes on by itself after the app was killed, and reports once", async () => {
    const app = await TestApp.start(diary(100), settings(connected));
    app.world.script({ on: { path: "update", nth: 4 }, fault: { kind: "silent" } });
    await begun(app);
    await app.host.until(() => app.world.updateCalls().length === 4, "the fourth call is out");
    const again = await app.restart(true);
    await vi.advanceTimersByTimeAsync(11_000);
    await again.host.until(() => again.said() !== "", "it is done");
    expect(values(again)).toBe(200);
    expect(again.world.repeated).toBeLessThanOrEqual(35);
    expect((await again.plugin.reports()).filter(({ trigger }) => trigger === "backfill")).toHaveLength(1);
    const third = await again.restart(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(third.said()).toBe("");
  });

  it("says when it is stopped for good what was sent and what was not", async () => {
    const app = await TestApp.start(diary(300), settings(connected));
    app.world.script({ on: { path: "update", nth: 3 }, fault: { kind: "drop-before" } });
    await begun(app);
    await app.host.until(() => bar(app)?.value === 70, "it waits");
    app.button("Cancel")?.click();
    await app.host.until(() => app.said() !== "", "it is said");
    expect(app.said()).toContain("70 values for 35 days sent, in 2 requests.");
    expect(app.said()).toContain("Stopped: 530 values not sent.");
    expect(app.host.modal()).toBeNull();
    expect(statusBar(app)).not.toContain("of 600");
  });

  it("says once that the token is refused, and goes on when connected again", async () => {
    const app = await TestApp.start(diary(100), settings(connected));
    await planned(app);
    app.world.revoke(app.token);
    app.button("Send ")?.click();
    await app.host.until(() => app.said() !== "", "it is said");
    expect(app.said()).toContain("has stopped.");
    expect(app.said()).toContain("Exist no longer accepts your token.");
    app.clear();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(app.said()).toBe("");
    app.button("Close")?.click();
    app.host.runCommand(`${ID}:connect`);
    await app.host.until(() => app.host.modal() !== null, "the modal opens");
    type(app.input("Personal token"), app.world.personalToken("sam"));
    app.button("Connect")?.click();
    await app.host.until(() => values(app) === 200, "it goes on");
  });

  it("is done at once when everything is left unticked, and that is not asked about again", async () => {
    const app = await TestApp.start(diary(20), settings({ ...connected, autoSync: false }));
    await planned(app);
    for (const name of ["Steps", "Mood"]) app.row(name).querySelector<HTMLElement>(".checkbox-container")?.click();
    app.button("Send nothing")?.click();
    await app.host.until(() => bar(app) !== null, "the progress is shown");
    await app.host.until(() => app.host.modal()?.textContent?.includes("Done.") === true, "it is done");
    expect([bar(app)?.value, bar(app)?.max]).toEqual([1, 1]);
    expect(app.world.updateCalls()).toEqual([]);
    expect((await app.data()).declined).toEqual(["template:steps", "template:mood"]);
  });

  it("keeps the days in sync from then on where that was asked for", async () => {
    const app = await TestApp.steady(diary(100));
    await asked(app);
    app.button("All notes")?.click();
    expect(app.row("Keep these days in sync from now on").textContent).toContain("While this is off, what you edit later in notes before August 22, 2026 isn't sent automatically.");
    app.row("Keep these days in sync from now on").querySelector<HTMLElement>(".checkbox-container")?.click();
    app.button("See what would be sent")?.click();
    await app.host.until(() => app.button("Send ") !== null, "the plan is shown");
    expect((await app.data()).syncFrom).toBe("2026-08-22");
    app.button("Send ")?.click();
    await app.host.until(() => app.said() !== "", "it is done");
    expect((await app.data()).syncFrom).toBe("2026-06-14");
    app.clear();
    await app.host.write("2026-06-20.md", note({ steps: 5, mood: 5 }));
    await vi.advanceTimersByTimeAsync(70_000);
    await app.host.until(() => app.held()["2026-06-20"]?.["steps"] === 5, "an edit of long ago is sent by itself");
    expect(app.said()).toBe("");
  });
});
