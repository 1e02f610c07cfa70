import { describe, expect, it, vi } from "vitest";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";
import { isUpToDate, live, MINUTE, SECOND } from "./life";

atNoon();

const NOTE = `${TODAY}.md`;
const DAYS = { "2026-09-19.md": note({ steps: 100, mood: 5 }), "2026-09-20.md": note({ steps: 200, mood: 6 }), [NOTE]: note({ steps: 300 }) };

/** Everything was sent; then a watch took the steps over, and an edit found that out. */
async function taken(options = {}): Promise<TestApp> {
  const app = await TestApp.steady(DAYS, {}, options);
  app.world.addService("fitbit", "Fitbit", ["steps"]);
  app.world.giveTo(ACCOUNT, "steps", "fitbit");
  await app.host.write(NOTE, note({ steps: 301 }));
  await live(app, 5 * MINUTE);
  return app;
}

async function statusView(app: TestApp): Promise<string> {
  app.host.runCommand(`${ID}:status`);
  await app.host.until(() => app.host.root.querySelector(".exist-sync-status-view .exist-sync-now") !== null, "the view is drawn");
  return app.host.root.querySelector(".exist-sync-status-view")?.textContent ?? "";
}

describe("an attribute that a watch takes over", () => {
  it("is named by the status bar, the status view, and the command line, also after a restart", async () => {
    for (const app of [await taken(), await (await taken()).restart(true)]) {
      await live(app, MINUTE);
      expect(app.host.statusBarText()).toBe("Exist: check Steps, filled by Fitbit");
      expect(await statusView(app)).toContain("Steps belongs to Fitbit, so your notes' values of 1 day aren't sent.");
      expect(await app.host.callCli("exist-sync status")).toContain("Steps belongs to Fitbit");
      const answer = JSON.parse(await app.host.callCli("exist-sync status json")) as { status: unknown };
      expect(answer.status).toMatchObject({ waiting: [], others: [{ label: "Steps", owner: "Fitbit", days: [TODAY] }] });
      expect(JSON.parse(await app.host.callCli("exist-sync sync json"))).toMatchObject({ ok: false, problem: { code: "unsent" } });
    }
  });

  it("is lost with a word on a phone, said once, and answered again whenever a person syncs", async () => {
    const app = await taken({ mobile: true });
    expect(app.said()).toContain("Steps now belongs to Fitbit");
    const again = await app.restart(false);
    await live(again, 5 * MINUTE);
    expect(again.said()).toBe("");
    await again.host.write(NOTE, note({ steps: 302 }));
    await vi.advanceTimersByTimeAsync(SECOND);
    const said = await again.sync();
    expect(said).toContain("Steps belongs to Fitbit");
    expect(said).not.toContain("Nothing new to send.");
  });

  it("is not claimed unseen when the watch gives it back, and what it missed is known", async () => {
    const app = await taken();
    app.world.giveTo(ACCOUNT, "steps", null);
    await app.host.write(NOTE, note({ steps: 302 }));
    await live(app, 20 * MINUTE);
    expect(app.world.attribute(ACCOUNT, "steps")?.owner).toBeNull();
    expect(isUpToDate(app)).toBe(false);
    app.host.runCommand(`${ID}:preview`);
    await app.host.until(() => app.button("Send") !== null, "the preview asks");
    app.row("Steps").querySelector<HTMLElement>(".checkbox-container")?.click();
    app.button("Send")?.click();
    await live(app, MINUTE);
    expect(app.held()[TODAY]).toEqual({ steps: 302 });
    expect(isUpToDate(app)).toBe(true);
  });

  it("is told no more once its mapping is off", async () => {
    const app = await taken();
    const { mappings } = await app.data();
    await app.host.changeDataFromOutside(ID, JSON.stringify({ ...(await app.data()), mappings: mappings.map((mapping) => ({ ...mapping, enabled: mapping.id !== "m1" })) }));
    await live(app, 5 * MINUTE);
    expect(isUpToDate(app)).toBe(true);
  });
});

describe("a label that exists in other letter case, of another service", () => {
  const NAP = { id: "n", from: { kind: "property", key: "nap" }, to: { kind: "create", label: "Nap", group: "sleep", valueType: 3 } };

  it("is not taken over unless it is ticked, and what is not sent because of that is told", async () => {
    const app = await TestApp.start({ [NOTE]: note({ nap: 20 }) }, settings({ ...connected, mappings: [NAP] }));
    app.world.addService("watch", "Watch");
    app.world.addAttribute(ACCOUNT, { name: "nap", label: "NAP", group: "sleep", value_type: 3, owner: "watch" });
    expect(await app.sync()).toContain("Nap belongs to Watch");
    await live(app, 10 * MINUTE);
    expect(app.world.attribute(ACCOUNT, "nap")?.owner).toBe("watch");
    expect(app.held()).toEqual({});
    expect(app.host.statusBarText()).toBe("Exist: check Nap, filled by Watch");
  });
});
