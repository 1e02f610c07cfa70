import { describe, expect, it } from "vitest";
import { atNoon, connected, ID, note, settings, TestApp, TODAY, type } from "./app";

atNoon();

const DAYS = { "2026-09-20.md": note({ steps: 1200, mood: "gut" }), [`${TODAY}.md`]: note({ steps: 300 }) };

async function inGerman(change: Readonly<Record<string, unknown>>): Promise<TestApp> {
  return TestApp.start(DAYS, settings(change), { language: "de" });
}

describe("Obsidian in German", () => {
  it("has the settings in German, and what is wrong in them", async () => {
    const app = await inGerman({});
    expect(app.host.statusBarText()).toBe("Exist: Verbindung prüfen, nicht angemeldet");
    app.host.openSettings(ID);
    expect(app.row("Wie für tägliche Notizen eingestellt").textContent).toContain("2 Notizen gefunden, 20. September 2026 bis 21. September 2026.");
    expect(app.row("Nicht verbunden").textContent).toContain("Es wird nichts gesendet.");
    expect(app.row("Eigenschaft steps").textContent).toContain("Ziel: Steps, ganze Zahl");
    type(app.input("Synchronisieren ab"), "2026-09-22");
    await app.host.until(() => app.row("Synchronisieren ab").textContent?.includes("Dieser Tag ist noch nicht gekommen.") === true, "it says what is wrong");
  });

  it("previews and sends in German, and says in the note's own words what cannot be read", async () => {
    const app = await inGerman(connected);
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.host.modal() !== null, "the preview opens");
    const preview = app.host.modal()?.textContent ?? "";
    expect(preview).toContain("Was an Exist gesendet würde");
    expect(preview).toContain("2 Werte für 2 Tage seit dem 20. September 2026.");
    expect(app.host.modal()?.querySelector('[role="gridcell"][aria-label="1.200, neu."]')).not.toBeNull();
    app.button("2 Werte senden")?.click();
    await app.host.until(() => app.said() !== "", "the run is over");
    expect(app.said()).toBe([
      "Ab jetzt aus deinen Notizen gefüllt: Steps und Mood.",
      "2 Werte für 2 Tage gesendet.",
      "2026-09-20: mood: „gut“ ist keine Zahl auf der Skala; einem Wort oder Emoji kannst du in der Zuordnung eine geben.",
    ].join("\n"));
    expect(app.host.statusBarText()).toBe("Exist: 1 Wert prüfen");
    expect(app.held()).toEqual({ "2026-09-20": { steps: 1200 }, [TODAY]: { steps: 300 } });
  });
});
