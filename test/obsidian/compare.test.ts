import { describe, expect, it } from "vitest";
import { ACCOUNT, atNoon, choose, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();

const DAYS = { "2026-09-19.md": note({ steps: 100, mood: 5 }), "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };

/** Opens the modal and compares. */
async function compare(app: TestApp): Promise<void> {
  app.host.runCommand(`${ID}:compare`);
  app.button("Compare")?.click();
  await app.host.until(() => app.said() !== "" || app.button("Send") !== null, "it is compared");
}

describe("Compare with Exist", () => {
  it("says that nothing differs, and makes no call before it is told to", async () => {
    const app = await TestApp.steady(DAYS);
    app.host.runCommand(`${ID}:compare`);
    expect(app.host.modal()?.textContent).toContain("Nothing is sent until you choose to.");
    expect(app.host.modal()?.querySelector('[role="status"]')?.textContent).toBe("Takes about 1 of the 300 requests an hour.");
    expect(app.world.calls).toEqual([]);
    app.button("Cancel")?.click();
    await compare(app);
    expect(app.said()).toBe("Nothing differs: Exist holds what your notes of 3 days say, in 5 values.");
    expect(app.world.calls).toHaveLength(1);
    expect(app.host.modal()).toBeNull();
  });

  it("shows what somebody changed at Exist, sends it when asked to, and leaves alone what the notes do not have", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.setValue(ACCOUNT, "steps", "2026-09-20", 999);
    app.world.setValue(ACCOUNT, "mood", TODAY, 9);
    await compare(app);
    await app.host.until(() => app.button("Send 1 value") !== null, "the differences are shown");
    expect(app.host.modal()?.querySelector('[role="gridcell"][aria-label="999 → 200, replaces what Exist holds."]')).not.toBeNull();
    expect(app.said()).toBe("1 value is at Exist and not in your notes of these days. It stays there.");
    expect(app.held()["2026-09-20"]).toEqual({ steps: 999, mood: 6 });
    app.clear();
    app.button("Send 1 value")?.click();
    await app.host.until(() => app.said() !== "", "it is sent");
    expect(app.said()).toBe("1 value for 1 day sent.");
    expect(app.held()).toMatchObject({ "2026-09-20": { steps: 200, mood: 6 }, [TODAY]: { steps: 300, mood: 9 } });
  });

  it("offers the last days where the start lies before them, and asks for no more than is chosen", async () => {
    const app = await TestApp.steady({ ...DAYS, "2026-05-01.md": note({ steps: 50 }) }, { syncFrom: "2026-05-01" });
    app.host.runCommand(`${ID}:compare`);
    const row = app.row("Days");
    expect([...row.querySelectorAll("option")].map((option) => option.textContent)).toEqual(["The last 31 days", "The last 90 days", "All since May 1, 2026"]);
    const cost = (): string => app.host.modal()?.querySelector('[role="status"]')?.textContent ?? "";
    expect(cost()).toContain("about 1 of");
    choose(row, "2026-05-01");
    expect(cost()).toContain("about 5 of");
    choose(row, "2026-08-22");
    app.button("Compare")?.click();
    await app.host.until(() => app.said() !== "", "it is compared");
    expect(app.said()).toBe("Nothing differs: Exist holds what your notes of 3 days say, in 5 values.");
    expect(app.world.calls).toHaveLength(1);
    app.clear();
    app.host.runCommand(`${ID}:compare`);
    choose(app.row("Days"), "2026-05-01");
    app.world.setValue(ACCOUNT, "steps", "2026-05-01", 51);
    app.button("Compare")?.click();
    await app.host.until(() => app.button("Send 1 value") !== null, "the difference is shown");
    expect(app.host.modal()?.querySelector('[role="gridcell"][aria-label="51 → 50, replaces what Exist holds."]')).not.toBeNull();
  });

  it("says why it cannot, and what to do", async () => {
    const unconnected = await TestApp.start(DAYS, settings());
    unconnected.host.runCommand(`${ID}:compare`);
    expect(unconnected.said()).toContain("Not connected to Exist.");
    const app = await TestApp.steady(DAYS, connected);
    app.world.script({ on: () => true, fault: { kind: "drop-before" }, times: 1 });
    await compare(app);
    expect(app.said()).toBe("Can't reach Exist. Try again later.");
    expect(app.host.modal()).toBeNull();
  });
});
