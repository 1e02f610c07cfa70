import { describe, expect, it } from "vitest";
import { groupsFor, proposedGroup, withPossibleGroup } from "../../src/domain/group";
import { NAMES } from "../../src/domain/suggest/names";
import { templateNamed } from "../../src/domain/templates";
import { VALUE_TYPES, valueType } from "../../src/domain/value-type";

const { quantity, decimal, string, duration, timeOfDay, percentage, boolean, scale } = valueType;

describe("the group of a new attribute", () => {
  it.each([
    ["Push-ups", quantity, "workouts"], ["pushups", quantity, "workouts"], ["Liegestütze", quantity, "workouts"], ["Beintraining", duration, "workouts"],
    ["Water", quantity, "food"], ["Trinkwasser", quantity, "food"], ["Kaffee nach 14 Uhr", quantity, "food"], ["eating window", duration, "food"],
    ["Pages read", quantity, "media"], ["Buchseiten", quantity, "media"], ["reading", duration, "media"], ["Bildschirmzeit", duration, "media"],
    ["words in draft", quantity, "productivity"], ["Vokabeln", quantity, "productivity"], ["Deep work", duration, "productivity"],
    ["Blood sugar", decimal, "health"], ["Körpergewicht", decimal, "health"], ["waist", decimal, "health"],
    ["sleep quality", scale, "sleep"], ["Mittagsschlaf", duration, "sleep"], ["Lights out, in bed", timeOfDay, "sleep"],
    ["Kopfschmerzen", scale, "symptoms"], ["Headache", scale, "symptoms"], ["Vitamin D", quantity, "medication"], ["Ibuprofen mg", quantity, "medication"],
    ["Mood in the evening", scale, "mood"], ["Dankbarkeit", string, "mood"], ["Spent on lunch out", decimal, "food"], ["Ausgaben", decimal, "finance"],
    ["Walk km", decimal, "activity"], ["Fahrrad", decimal, "activity"], ["Calls with family", quantity, "social"], ["Termine", quantity, "events"], ["Cities", string, "location"],
  ])("of %s is found by its name", (label, type, group) => {
    expect(proposedGroup(label, type)).toBe(group);
    expect(proposedGroup(label.toUpperCase().normalize("NFD"), type), "whatever its letter case and Unicode form").toBe(group);
  });

  it("is never found in the middle of another word", () => {
    for (const label of ["sache", "already", "trunk", "stead", "milestone"]) expect(proposedGroup(label, percentage), label).toBe("health");
  });

  it("is what fits most attributes of the type where the name says nothing", () => {
    expect([quantity, decimal, string, duration, timeOfDay, percentage, scale].map((type) => proposedGroup("Xyz 7", type))).toEqual(["health", "health", "mood", "productivity", "sleep", "health", "mood"]);
  });

  it("is that of the tags for yes or no alone", () => {
    expect(proposedGroup("Water", boolean)).toBe("custom");
    expect(groupsFor(boolean)).toContain("custom");
    for (const type of VALUE_TYPES.filter((each) => each !== boolean)) {
      expect(groupsFor(type)).not.toContain("custom");
      expect(groupsFor(type)).toContain(proposedGroup("", type));
    }
  });

  it("is mostly that of the template which people mean by the same name", () => {
    // English ones come first; of other languages but German, groups know no words.
    const rows = Object.entries(NAMES).flatMap(([template, names]) => names.slice(0, 3).map((name) => ({ name, group: templateNamed(template)?.group })));
    const alike = rows.filter(({ name, group }) => proposedGroup(name, quantity) === group);
    expect(alike.length / rows.length).toBeGreaterThan(0.75);
  });
});

describe("an attribute that was to be made where Exist does not take it", () => {
  it("is put where it seems to belong, and keeps all else", () => {
    const to = { kind: "create", label: "Pages", group: "custom", valueType: quantity, name: "pages" } as const;
    expect(withPossibleGroup(to)).toEqual({ ...to, group: "media" });
  });

  it("is left alone where it can be", () => {
    for (const to of [
      { kind: "create", label: "Gym", group: "custom", valueType: boolean }, { kind: "create", label: "Gym", group: "health", valueType: quantity },
      { kind: "attribute", name: "pages", group: "custom", valueType: quantity }, { kind: "template", template: "mood" },
    ] as const) expect(withPossibleGroup(to)).toBe(to);
  });
});
