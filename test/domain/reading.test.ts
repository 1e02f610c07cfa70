import { describe, expect, it } from "vitest";
import type { Mapping } from "../../src/domain/mapping";
import type { Note } from "../../src/domain/note";
import { readDay } from "../../src/domain/reading";
import { tagMappings, type TagRules } from "../../src/domain/tags";
import { day, mapping, note, property, template } from "./build";

function read(mappings: readonly Mapping[], ...notes: Note[]) {
  return readDay(notes[0]?.date ?? day("2026-09-21"), notes, () => mappings);
}

const steps = mapping(property("steps"), template("steps"));
const custom = (label: string) => ({ kind: "create", label, group: "custom", valueType: 7 }) as const;

describe("readDay", () => {
  it("gives a value with its day and where it came from", () => {
    expect(read([steps], note("2026-09-21", { properties: { Steps: 8421 } })).values).toEqual([
      { key: "template:steps", to: steps.to, date: "2026-09-21", value: 8421, path: "Daily/2026-09-21.md", source: "steps" },
    ]);
  });

  it("keeps the day's other values when one cannot be read", () => {
    const mood = mapping(property("mood"), template("mood"));
    const { values, issues } = read([mood, steps], note("2026-09-21", { properties: { mood: 12, steps: 5 } }));
    expect(values.map(({ value }) => value)).toEqual([5]);
    expect(issues).toEqual([{ path: "Daily/2026-09-21.md", date: "2026-09-21", key: "mood", target: template("mood"), found: "12", problem: { code: "out-of-range", least: 1, most: 9 } }]);
  });

  it("prefers an exact key, then ignores case, then follows dots into objects", () => {
    const of = (key: string, properties: Record<string, unknown>) => read([mapping(property(key), template("steps"))], note("2026-09-21", { properties })).values[0]?.value;
    expect(of("steps", { STEPS: 1, steps: 2 })).toBe(2);
    expect(of("bp.systolic", { BP: { Systolic: 180 } })).toBe(180);
    expect(of("a.b", { "a.b": 3, a: { b: 4 } })).toBe(3);
    expect(of("__proto__.steps", {})).toBeUndefined();
    expect(of("constructor", {})).toBeUndefined();
  });

  it("reads the clock on the wall on days when it is put forward or back", () => {
    const night = [mapping(property("bed"), template("sleep_start")), mapping(property("wake"), template("sleep_end")), mapping(property("sleep"), template("sleep"))];
    // The zones of the suite change on these days, in one hemisphere or the other.
    for (const date of ["2026-03-08", "2026-04-05", "2026-09-27", "2026-10-25", "2026-11-01"]) {
      const eve = `${date.slice(0, 8)}${String(Number(date.slice(8)) - 1).padStart(2, "0")}`.replace("2026-11-00", "2026-10-31");
      const { values, issues } = read(night, note(date, { properties: { bed: `${eve}T23:30`, wake: `${date}T02:30`, sleep: "3h 30m" } }));
      expect(values.map(({ value }) => value), date).toEqual([690, 150, 210]);
      expect(issues).toEqual([]);
    }
  });

  describe("of several notes of a day", () => {
    const sum = mapping(property("steps"), template("steps"), { read: { combine: "sum" }, whenRemoved: "zero" });
    const of = (...all: Partial<Note>[]): Note[] => all.map((rest, at) => note("2026-09-21", { path: `${at}.md`, ...rest }));

    it("combines values as the mapping says, in the notes' order, and never guesses without", () => {
      const notes = of({ properties: { steps: 1 } }, {}, { properties: { steps: [2, 3] } });
      const combined = (combine?: "first" | "last" | "sum"): unknown => read([mapping(property("steps"), template("steps"), { read: { combine } })], ...notes);
      expect(combined("sum")).toMatchObject({ values: [{ value: 6, path: "0.md" }], issues: [] });
      expect(combined("first")).toMatchObject({ values: [{ value: 1 }] });
      expect(combined("last")).toMatchObject({ values: [{ value: 3 }] });
      expect(combined()).toMatchObject({ values: [], issues: [{ path: "0.md", problem: { code: "several-values", count: 3 } }] });
    });

    it("takes nothing of an attribute, and says of none that it is gone, while one of them cannot be read", () => {
      for (const other of [{ broken: "YAML: 3:1" }, { properties: { steps: "{{steps}}" } }]) {
        expect(read([sum], ...of({ properties: { steps: 1 } }, other, {}))).toMatchObject({ values: [], blank: [], issues: [{ path: "1.md" }] });
      }
      expect(read([sum], ...of({ properties: { steps: 1 } }, { properties: { steps: "many" } }))).toMatchObject({ values: [], issues: [{ path: "1.md" }] });
    });

    it("takes a tag that is in two of them for one that is there", () => {
      const gym = mapping({ kind: "tag", tag: "gym" }, custom("gym"));
      expect(read([gym], ...of({ tags: ["gym"] }, { tags: ["gym"] }))).toMatchObject({ values: [{ value: 1 }], issues: [] });
      const done = mapping(property("done"), custom("done"));
      expect(read([done], ...of({ properties: { done: true } }, { properties: { done: false } }))).toMatchObject({ values: [], issues: [{ problem: { code: "several-values" } }] });
    });
  });

  it("never guesses between several values, and combines them where told how", () => {
    const several = (combine?: "first" | "last" | "sum" | "average" | "maximum" | "count") =>
      read([mapping(property("paid"), template("money_spent"), { read: { combine } })], note("2026-09-21", { properties: { paid: [5, 7.5, null] } }));
    expect(several().issues[0]?.problem).toEqual({ code: "several-values", count: 2 });
    expect(several("first").values[0]?.value).toBe(5);
    expect(several("last").values[0]?.value).toBe(7.5);
    expect(several("sum").values[0]?.value).toBe(12.5);
    expect(several("average").values[0]?.value).toBe(6.25);
    expect(several("maximum").values[0]?.value).toBe(7.5);
    expect(several("count").values[0]?.value).toBe(2);
  });

  it("counts two mappings to one attribute as several values", () => {
    const both = [mapping(property("mood_am"), template("mood")), mapping(property("mood_pm"), template("mood"), { read: { combine: "average" } })];
    expect(read(both, note("2026-09-21", { properties: { mood_am: 4, mood_pm: 7 } })).values[0]?.value).toBe(6);
  });

  it("shifts a value to the day it counts for", () => {
    const bedtime = mapping(property("bedtime"), template("sleep_start"), { read: { dayOffset: 1 } });
    const tonight = note("2026-09-21", { properties: { bedtime: "23:10" } });
    expect(readDay(day("2026-09-22"), [tonight], () => [bedtime]).values[0]).toMatchObject({ date: "2026-09-22", value: 670 });
    expect(readDay(day("2026-09-21"), [tonight], () => [bedtime]).values).toEqual([]);
  });

  it("reads tags, tasks, fields and counts", () => {
    const all = [
      mapping({ kind: "tag", tag: "Gym" }, custom("gym")),
      mapping({ kind: "task", text: "stretch" }, custom("stretch")),
      mapping({ kind: "task", text: "Run" }, custom("run")),
      mapping({ kind: "inline", key: "pages" }, template("pages_read")),
      mapping({ kind: "count", of: "tasks-done" }, template("tasks_completed")),
      mapping({ kind: "count", of: "words" }, template("words_written")),
    ];
    const { values } = read(all, note("2026-09-21", { tags: ["gym"], text: "- [x] Stretch ✅ 2026-09-21\n- [ ] Run\nPages:: 12\n" }));
    expect(values.map(({ source, value }) => [source, value])).toEqual([["#Gym", 1], ["stretch", 1], ["Run", 0], ["pages", 12], ["tasks-done", 1], ["words", 4]]);
  });

  it("says that frontmatter is broken, and takes nothing it held for gone", () => {
    const pages = mapping({ kind: "inline", key: "pages" }, template("pages_read"));
    const { values, issues, blank } = read([steps, pages], note("2026-09-21", { broken: "Nested mappings", text: "pages:: 3" }));
    expect(values.map(({ value }) => value)).toEqual([3]);
    expect(issues.map(({ problem }) => problem)).toEqual([{ code: "broken-frontmatter", reason: "Nested mappings" }]);
    expect(blank).toEqual([]);
  });

  it("blanks the value alone that a placeholder stands in, and says where", () => {
    const mood = mapping(property("Mood"), template("mood"), { whenRemoved: "zero" });
    const of = (properties: Record<string, unknown>, text: string | null = null) => read([steps, mood, mapping({ kind: "inline", key: "pages" }, template("pages_read"))], note("2026-09-21", { properties, text }));
    const unquoted = of({ steps: 3, mood: { "{ mood }": null }, created: "<% tp.date.now() %>" }, "pages:: {{pages}}");
    expect(unquoted.values.map(({ value }) => value)).toEqual([3]);
    expect(unquoted.issues).toMatchObject([{ key: "Mood", found: "{{ mood }}", problem: { code: "unfilled-template" } }, { key: "pages", found: "{{pages}}", problem: { code: "unfilled-template" } }]);
    expect(unquoted.blank).toEqual([]);
    const elsewhere = of({ steps: 3, mood: 5, prev: "[[{{date-1d}}]]", "{ date }": null }, "pages:: 8");
    expect(elsewhere.values.map(({ value }) => value)).toEqual([3, 5, 8]);
    expect(elsewhere.issues).toEqual([]);
    expect(of({ steps: [1, "{{more}}"] }).values).toEqual([]);
  });
});

describe("tagMappings", () => {
  const rules: TagRules = { mode: "all", prefix: "exist/", chosen: [], ignored: ["daily"], names: { gone: "gone_2" } };
  const labels = (rule: Partial<TagRules>, tags: string[], mapped: string[] = []) =>
    tagMappings(tags, { ...rules, ...rule }, new Set(mapped)).map(({ to }) => (to.kind === "create" ? `${to.label}${to.name === undefined ? "" : `=${to.name}`}` : ""));

  it("follows the mode, and remembers what was sent before", () => {
    expect(labels({ mode: "off" }, ["gym"])).toEqual([]);
    expect(labels({ mode: "all" }, ["Gym", "daily"])).toEqual(["gone=gone_2", "Gym"]);
    expect(labels({ mode: "chosen", chosen: ["gym"], names: {} }, ["Gym", "rain"])).toEqual(["Gym"]);
    expect(labels({ mode: "chosen", chosen: ["gym"], names: {} }, [])).toEqual(["gym"]);
    expect(labels({ mode: "prefix", names: { gym: "gym_1" } }, ["exist/Rain", "work"])).toEqual(["gym=gym_1", "Rain"]);
    expect(labels({ mode: "all", names: {} }, ["gym", "rain"], ["gym"])).toEqual(["rain"]);
  });
});
