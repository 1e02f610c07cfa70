import { describe, expect, it } from "vitest";
import { atNoon, mood, pass, SECOND, Told } from "./told";

atNoon();

const FILES = { "a.md": mood(1), "b.md": mood(2) };

describe("typing in a note", () => {
  it("opens it, is saved two seconds after the first change though the typing goes on, and is indexed after that", async () => {
    const app = await Told.start({ files: FILES });
    app.host.type("a.md", mood(3));
    await pass(1500);
    app.host.type("a.md", mood(33));
    expect([app.news(), app.host.unsaved("a.md"), await app.host.kept.adapter.read("a.md")]).toEqual([["file-open a.md"], mood(33), mood(1)]);
    await pass(500);
    expect([app.news(), app.host.unsaved("a.md"), app.mood("a.md")]).toEqual([["modify a.md"], null, "1"]);
    await pass(SECOND);
    expect(app.news()).toEqual(["changed a.md 33"]);
    await pass(5 * SECOND);
    expect(app.news()).toEqual([]);
  });

  it("is saved at once when another note is opened, which comes before the index", async () => {
    const app = await Told.start({ files: FILES });
    app.host.type("a.md", mood(3));
    app.host.openNote("b.md");
    expect([app.news(), app.mood("a.md")]).toEqual([["file-open a.md", "modify a.md", "file-open b.md"], "1"]);
    await pass(5 * SECOND);
    expect(app.news()).toEqual(["changed a.md 3"]);
  });

  it("follows a note that is renamed, and is lost with one that is deleted", async () => {
    const app = await Told.start({ files: FILES });
    app.host.type("a.md", mood(3));
    await app.host.rename("a.md", "z.md");
    await pass(3 * SECOND);
    expect(app.mood("z.md")).toBe("3");
    app.host.type("z.md", mood(4));
    await app.host.remove("z.md");
    await pass(3 * SECOND);
    expect(app.host.kept.adapter.paths()).toEqual(["b.md"]);
    expect(() => { app.host.type("z.md", ""); }).toThrow("no z.md");
    expect(app.host.unsaved("z.md")).toBeNull();
  });
});

describe("an app that goes to the background and comes back", () => {
  it("tells the page of both", async () => {
    const app = await Told.start({ files: FILES });
    const seen: string[] = [];
    const look = (): void => { seen.push(document.visibilityState); };
    document.addEventListener("visibilitychange", look);
    app.host.hide();
    app.host.show();
    document.removeEventListener("visibilitychange", look);
    expect(seen).toEqual(["hidden", "visible"]);
  });
});
