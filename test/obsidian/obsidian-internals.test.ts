import type { App } from "obsidian";
import { describe, expect, it } from "vitest";
import { followedSource, propertyType } from "../../src/obsidian/obsidian-internals";
import { HOST_ASSUMPTIONS } from "../host/assumptions";

const DEFAULT = { folder: "", format: "YYYY-MM-DD", template: "" };

/** What a member may turn out to be in an app that never promised it. */
const ODD: readonly (readonly [string, unknown])[] = [
  ["missing", undefined], ["null", null], ["a text", "x"], ["a number", 7], ["a list", [null, 7]], ["an object", {}], ["a function", () => { throw new Error("no"); }],
  ["something that throws when it is looked into", new Proxy({}, { get: () => { throw new Error("no"); } })],
];

/** An object in which only the member at the end of `path` is there. */
function nested(path: readonly string[], end: unknown): Record<string, unknown> {
  const [first = "", ...rest] = path;
  return { [first]: rest.length === 0 ? end : nested(rest, end) };
}

/** `path` cut off after each of its members. */
function beginnings(path: readonly string[]): (readonly string[])[] {
  return path.map((_, at) => path.slice(0, at + 1));
}

const CORE = ["internalPlugins", "plugins", "daily-notes", "instance", "options"];
const PERIODIC = ["plugins", "plugins", "periodic-notes", "settings"];
const source = (app: unknown): unknown => followedSource(app as App);

describe.each(ODD)("a member of the app that is %s", (_name, end) => {
  it.each([...beginnings([...CORE, "folder"]), ...beginnings([...CORE, "format"]), ["internalPlugins", "getPluginById"], ...beginnings([...PERIODIC, "daily", "enabled"]), ...beginnings([...PERIODIC, "calendarSets"])].map((path) => [path.join("."), path] as const))(
    "at %s leaves the defaults",
    (_path, path) => {
      const found = source(nested(path, end));
      // A text is what these two are.
      const expected = end === "x" && (path.at(-1) === "folder" || path.at(-1) === "format") ? { ...DEFAULT, [path.at(-1) ?? ""]: "x" } : DEFAULT;
      expect(found).toEqual(expected);
    },
  );

  it("in Periodic Notes does not hide what the core plugin says", () => {
    for (const path of [...beginnings(PERIODIC.slice(1)), [...PERIODIC.slice(1), "daily"], [...PERIODIC.slice(1), "calendarSets"]]) {
      expect(source({ plugins: nested(path, end), ...nested(CORE, { folder: "Daily" }) })).toEqual({ ...DEFAULT, folder: "Daily" });
    }
  });

  it("in a set of Periodic Notes leaves the defaults or the core plugin's", () => {
    for (const sets of [[end], [{ id: "a", day: end }], [{ id: "a", day: { enabled: end } }]]) {
      expect(source(nested(PERIODIC, { activeCalendarSet: "a", calendarSets: sets }))).toEqual(DEFAULT);
    }
  });

  it("in a store of Periodic Notes, or in the place of one, does not hide what the core plugin says", () => {
    const core = nested(CORE, { folder: "Daily" });
    const tells = (value: unknown, then: unknown = () => undefined) => (run: (value: unknown) => void): unknown => {
      run(value);
      return then;
    };
    for (const subscribe of [end, () => end, tells(end), tells({ calendarSets: end }), tells({ calendarSets: [{ id: "a", day: end }], activeCalendarSet: "a" }), tells({ daily: end }, end)]) {
      expect(source({ ...nested(PERIODIC, { subscribe }), ...core })).toEqual({ ...DEFAULT, folder: "Daily" });
    }
  });

  it("where the types of properties are leaves them unknown", () => {
    for (const app of [{ metadataTypeManager: end }, { metadataTypeManager: { getAssignedWidget: end } }, { metadataTypeManager: { getAssignedWidget: () => end } }]) {
      expect(propertyType(app as unknown as App, "steps")).toBeUndefined();
    }
  });
});

it("reads Periodic Notes in the object of 0.0.17 and in the store of 1.0, by the set that is active, and lets go of the store", () => {
  const day = (folder: string, enabled = true): unknown => ({ day: { enabled, folder, format: "DD.MM.YYYY", templatePath: "T.md" } });
  let listeners = 0;
  const store = (value: unknown): unknown => ({
    subscribe: (run: (value: unknown) => void) => {
      listeners += 1;
      run(value);
      return () => { listeners -= 1; };
    },
  });
  const expected = { folder: "Work", format: "DD.MM.YYYY", template: "T.md" };
  const sets = { activeCalendarSet: "work", calendarSets: [{ id: "home", ...(day("Home") as object) }, { id: "work", ...(day("Work") as object) }] };
  expect(source(nested(PERIODIC, store(sets)))).toEqual(expected);
  expect(source(nested(PERIODIC, sets))).toEqual(expected);
  expect(source(nested(PERIODIC, { daily: { enabled: true, folder: "Work", format: "DD.MM.YYYY", template: "T.md" } }))).toEqual(expected);
  expect(source(nested(PERIODIC, store({ activeCalendarSet: "work", calendarSets: [{ id: "work", ...(day("Work", false) as object) }] })))).toEqual(DEFAULT);
  expect(listeners).toBe(0);
});

it("reads what is there as it is there", () => {
  expect(source(nested(CORE, { folder: " Daily ", format: "YYYY/MM/DD", template: "T" }))).toEqual({ folder: "Daily", format: "YYYY/MM/DD", template: "T" });
  expect(source({ internalPlugins: { getPluginById: () => ({ instance: { options: { folder: "D" } } }) } })).toEqual({ ...DEFAULT, folder: "D" });
  expect(propertyType({ metadataTypeManager: { getAssignedWidget: () => "number" } } as unknown as App, "steps")).toBe("number");
});

it("is one of the assumptions, each of which says where it is from and what holds if it is wrong", () => {
  expect(new Set(HOST_ASSUMPTIONS.map(({ id }) => id)).size).toBe(HOST_ASSUMPTIONS.length);
  for (const { assumed, source: from, guard } of HOST_ASSUMPTIONS) for (const text of [assumed, from, guard]) expect(text).not.toBe("");
});
