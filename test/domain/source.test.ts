import { describe, expect, it } from "vitest";
import { readBody } from "../../src/domain/body";
import type { Source } from "../../src/domain/mapping";
import { rawValues } from "../../src/domain/source";
import { note, property } from "./build";

const YES_OR_NO = { kind: "create", label: "x", group: "custom", valueType: 7 } as const;

function found(from: Source, properties: Record<string, unknown>, text = ""): readonly unknown[] {
  return rawValues({ from, to: YES_OR_NO }, note("2026-09-21", { properties, text }), readBody(text));
}

describe("a property", () => {
  it.each<[string, Record<string, unknown>, readonly unknown[]]>([
    ["habits[piano]", { habits: ["piano", "run"] }, [true]],
    ["habits[Piano]", { Habits: "run, piano" }, [true]],
    ["habits.piano", { habits: ["[[Piano]]", "#run"] }, [true]],
    ["habits[tea]", { habits: ["piano"] }, [false]],
    ["habits[piano]", { habits: ["piano 20 min", "run"] }, [true]],
    ["habits[pia]", { habits: ["piano"] }, [false]],
    ["habits[tea]", { habits: [] }, []],
    ["habits[tea]", { habits: null }, []],
    ["habits[tea]", {}, []],
    ["day.habits[tea]", { day: { habits: ["tea"] } }, [true]],
    ["sets.reps", { sets: [{ reps: 5 }, { Reps: 7 }, "rest"] }, [5, 7]],
    ["sets.kilos", { sets: [{ reps: 5 }] }, []],
    ["a.b.c", { a: [{ b: [{ c: 1 }, { c: 2 }] }] }, [1, 2]],
    ["bp.1", { bp: [120, 80] }, [80]],
  ])("%s of %o", (key, properties, values) => {
    expect(found(property(key), properties)).toEqual(values);
  });

  it("is found by any spelling that Dataview takes for the same", () => {
    expect(found(property("long-walk"), { "Long  Walk": 3 })).toEqual([3]);
    expect(found(property("cafe\u0301"), { caf\u00e9: 2 })).toEqual([2]);
    expect(found(property("run\u{1F3CB}\ufe0f"), { "run\u{1F3CB}": 1 })).toEqual([1]);
    expect(found(property("walk"), { "walk\u{1F6B6}": 1 })).toEqual([]);
    expect(found(property("a.b"), { ab: 1 })).toEqual([]);
    expect(found({ kind: "inline", key: "long walk" }, {}, "Long-Walk:: 4")).toEqual(["4"]);
  });
});

describe("a task", () => {
  it.each<[string, string, readonly boolean[]]>([
    ["Piano", "- [x] 🎹 Piano", [true]],
    ["🎹 Piano", "- [x] piano", [true]],
    ["📅 Plan", "- [ ] 📅 Plan\n- [x] Plan", [false]],
    ["Piano", "- [x] Piano #music ^b1", [true]],
    ["Piano", "- [x] Piano 10 minutes", [true]],
    ["Piano", "- [ ] Piano\n- [x] Piano lesson", [false]],
    ["play piano", "- [x] Sing and play piano", [true]],
    ["*piano*", "- [x] Practise piano again", [true]],
    ["piano", "- [x] Sell the piano", []],
    ["Run", "- [x] Running late", []],
    ["#music", "- [ ] Piano #music\n- [x] Sing #Music/choir", [true]],
    ["#music", "- [x] Sing #musical", []],
    ["Eat some fruit.", "- [x] Eat some fruit", [true]],
    ["*", "- [x] Anything", []],
  ])("%s in %j", (text, lines, values) => {
    expect(found({ kind: "task", text }, {}, lines)).toEqual(values);
  });
});
