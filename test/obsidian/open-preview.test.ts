import { describe, expect, it, vi } from "vitest";
import { OUR_CLIENT } from "../exist/world";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";
import { SECOND } from "./life";

atNoon();

const DAYS = { "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };

/** A first preview on the screen, of attributes that are there already. */
async function opened(): Promise<TestApp> {
  const app = await TestApp.start(DAYS, settings({ ...connected, autoSync: false }));
  app.world.addAttribute(ACCOUNT, { template: "steps", owner: OUR_CLIENT });
  app.host.runCommand(`${ID}:preview`);
  await app.host.until(() => app.button("Send") !== null, "the preview is there");
  return app;
}

describe("while a preview is open", () => {
  it("a value that a person enters at Exist is not replaced unseen", async () => {
    const app = await opened();
    app.world.setValue(ACCOUNT, "steps", TODAY, 4444);
    app.button("Send")?.click();
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    expect(app.held()).toEqual({ [TODAY]: { steps: 4444 } });
  });

  it("such a value is shown with what would replace it, and replaced once a person has seen that", async () => {
    const app = await opened();
    app.world.setValue(ACCOUNT, "steps", TODAY, 4444);
    app.button("Send")?.click();
    await app.host.until(() => app.said() !== "", "it is said that something changed");
    expect(app.host.modal()?.textContent).toContain("4,444");
    app.button("Send")?.click();
    await app.host.until(() => app.world.updateCalls().length > 0, "it is sent");
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(app.held()[TODAY]).toEqual({ steps: 300 });
  });
});
