import { describe, expect, it, vi } from "vitest";
import { atNoon, connected, ID, settings, TODAY, type } from "./app";
import { close, CONNECT, goTo, heading, isOn, keptAt, opened, reach, says, shown, SIGNED_IN, signIn, tick, WEEK, writes } from "./guided";

atNoon();

function enter(key = "Enter"): void {
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

describe("the window of the set-up", () => {
  it("is there once, however often it is asked for", async () => {
    const app = await opened();
    app.host.runCommand(CONNECT);
    expect(app.host.root.querySelectorAll(".exist-sync-set-up")).toHaveLength(1);
  });

  it("goes one step further when its button is pressed twice", async () => {
    const app = await keptAt("notes");
    type(app.input("Folder"), "Diary");
    app.button("Continue")?.click();
    app.button("Continue")?.click();
    await reach(app, 3);
    await vi.advanceTimersByTimeAsync(400);
    expect(heading(app)).toContain("Step 3");
  });

  it("goes on with Enter, but not where Enter means something else, and with no other key", async () => {
    const app = await keptAt("choose");
    await says(app, "to be sent");
    enter("x");
    app.button("Back")?.focus();
    enter();
    await vi.advanceTimersByTimeAsync(400);
    expect(heading(app)).toContain("Step 3");
    app.world.script({ on: () => true, fault: { kind: "delay", ms: 5000 } });
    app.button("Continue")?.click();
    await reach(app, 4);
    // There is nothing to go on with before the plan is there.
    enter();
    await vi.advanceTimersByTimeAsync(400);
    expect(heading(app)).toContain("Step 4");
    await vi.advanceTimersByTimeAsync(5000);
    await says(app, "Attributes to be filled");
    enter();
    await reach(app, 4);
  });

  it("does not keep anybody waiting for what is still looked for", async () => {
    const app = await keptAt("choose");
    expect(shown(app)).toContain("Looking through your notes…");
    app.button("Continue")?.click();
    await reach(app, 3);
    const again = await keptAt("choose");
    again.button("Continue")?.click();
    await reach(again, 4);
    await says(again, "Attributes to be filled");
    expect(shown(again)).not.toContain("Send tags");
  });
});

describe("the last step", () => {
  it("sends nothing by the second press of a double-click, nor by a key that is held down", async () => {
    const app = await keptAt("check");
    await says(app, "Attributes to be filled");
    app.button("Send 21 values")?.dispatchEvent(new MouseEvent("click", { detail: 2, bubbles: true, cancelable: true }));
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", repeat: true, bubbles: true, cancelable: true }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(shown(app)).toContain("21 values for 7 days since September 15, 2026.");
    expect(writes(app)).toEqual([]);
    enter();
    await says(app, "21 values for 7 days sent.");
  });
});

describe("signing in", () => {
  it("is told of where it was done before, with a way to do it again", async () => {
    const app = await opened(WEEK, SIGNED_IN);
    app.button("Back")?.click();
    await reach(app, 1);
    expect(shown(app)).toContain("Connected as sam");
    expect(app.button("Back")).toBeNull();
    app.button("Continue")?.click();
    await reach(app, 2);
    app.button("Back")?.click();
    await reach(app, 1);
    app.button("Sign in again")?.click();
    await signIn(app);
    expect(shown(app)).toContain("Connected as sam.");
  });

  it("leads back to where somebody was who is not signed in any more", async () => {
    const app = await keptAt("choose", settings({ mappings: [] }));
    expect(heading(app)).toContain("Step 1");
    type(app.input("Personal token"), app.token);
    app.button("Connect")?.click();
    await reach(app, 3);
  });

  it("is told of in a notice where the window was closed meanwhile", async () => {
    const app = await opened();
    app.world.script({ on: () => true, fault: { kind: "delay", ms: 1000 } });
    type(app.input("Personal token"), app.token);
    app.button("Connect")?.click();
    close(app);
    await vi.advanceTimersByTimeAsync(1000);
    await app.host.until(() => app.said() === "Connected as sam.", "it says so");
    app.host.runCommand(CONNECT);
    expect(heading(app)).toContain("Step 2");
  });

  it("is asked for once more where another device has signed out, and what was chosen stays", async () => {
    const app = await opened(WEEK, SIGNED_IN);
    await goTo(app, 3);
    tick(app, "Property steps → Steps");
    await goTo(app, 4);
    await app.host.changeDataFromOutside(ID, JSON.stringify(settings({ mappings: [] })));
    app.button("Send")?.click();
    await says(app, "Not connected to Exist.");
    expect(shown(app)).toContain("14 values not sent yet.");
    expect(writes(app)).toEqual([]);
    app.button("Sign in again")?.click();
    await reach(app, 1);
    type(app.input("Personal token"), app.world.personalToken("sam"));
    app.button("Connect")?.click();
    await reach(app, 4);
    app.button("Send 14 values")?.click();
    await says(app, "14 values for 7 days sent.");
    expect(app.held()[TODAY]).not.toHaveProperty("steps");
  });

  it("that does not cover what was chosen is said beside the plan, with the way to do it again", async () => {
    const connection = { ...connected.connection, scopes: ["custom_read", "custom_write", "mood_read", "mood_write"] };
    const app = await keptAt("choose", settings({ connection, mappings: [] }));
    await says(app, "Exist doesn't show who fills it.");
    expect(["Property mood → Mood", "Property steps → Steps", "Property weight → Weight"].map((row) => isOn(app, row))).toEqual([true, false, false]);
    tick(app, "Property steps → Steps");
    tick(app, "Property weight → Weight");
    await goTo(app, 4);
    await says(app, "Attributes to be filled");
    expect(["Mood", "Steps", "Weight"].map((row) => isOn(app, row))).toEqual([true, true, true]);
    expect(shown(app)).toContain("Values of activity and health can't be sent before you allow it at Exist.");
    app.button("Sign in again")?.click();
    await reach(app, 1);
  });
});
