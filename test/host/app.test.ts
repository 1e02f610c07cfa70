import { describe, expect, it } from "vitest";
import { atNoon, Told } from "./told";

atNoon();

describe("Periodic Notes", () => {
  const DAILY = { daily: { enabled: true, format: "YYYY" } };

  it("is not there, has its settings as they are, or in a store that tells whoever subscribes", async () => {
    const settings = async (periodicNotes: Record<string, unknown> | null): Promise<unknown> => {
      const { host } = await Told.start({ periodicNotes });
      const { getPlugin } = host.app.plugins as { readonly getPlugin: (id: string) => { readonly settings: unknown } | null };
      return getPlugin("periodic-notes")?.settings;
    };
    expect(await settings(null)).toBeUndefined();
    expect(await settings(DAILY)).toBe(DAILY);
    const store = (await settings({ store: DAILY })) as { readonly subscribe: (run: (value: unknown) => void) => () => void };
    const heard: unknown[] = [];
    store.subscribe((value) => heard.push(value))();
    expect(heard).toEqual([DAILY]);
  });
});

describe("types of properties", () => {
  it("are what a person gave, and else what the values are; only the latter way tells of those without", async () => {
    const { host } = await Told.start({
      files: { "a.md": "---\nMood: 5\ngym: true\nday: 2026-01-01\nat: 2026-01-01T10:00\nlist: [a]\nboth: 1\nblank:\ntags: [x]\nnested: {a: 1}\n---\n", "b.md": "---\nmood: 6\nboth: x\nweight:\n---\n" },
      propertyTypes: { Weight: "number" },
    });
    const { metadataTypeManager } = host.app;
    const inferred = Object.fromEntries(["mood", "gym", "day", "at", "list", "both", "blank", "tags", "nested", "weight", "nowhere"].map((name) => [name, metadataTypeManager.getPropertyInfo(name)?.widget ?? null]));
    expect(inferred).toEqual({ mood: "number", gym: "checkbox", day: "date", at: "datetime", list: "multitext", both: "text", blank: "text", tags: "tags", nested: "unknown", weight: "number", nowhere: null });
    expect(metadataTypeManager.getPropertyInfo("MOOD")).toMatchObject({ occurrences: 2 });
    expect([metadataTypeManager.getAssignedWidget("weight"), metadataTypeManager.getAssignedWidget("mood")]).toEqual(["number", null]);
  });
});
