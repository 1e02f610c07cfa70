import { describe, expect, it } from "vitest";
import { addDays } from "../../src/domain/local-date";
import type { Mapping } from "../../src/domain/mapping";
import type { Note } from "../../src/domain/note";
import { type SuggestContext, type PropertyType, suggest, type Suggestions } from "../../src/domain/suggest";
import { isBookkeeping, isStructural, knownKey } from "../../src/domain/suggest/known-keys";
import { formOf, ratedScale } from "../../src/domain/suggest/evidence";
import { valueType } from "../../src/domain/value-type";
import { isHabit, isPrivate } from "../../src/domain/suggest/private";
import { scalesFor } from "../../src/domain/suggest/scale";
import { en as words } from "../../src/locales/en";
import { day, mapping, note, property, template } from "./build";

const FIRST = day("2026-08-01");

/** A note a day, from what each holds. */
function diary(...days: readonly Partial<Note>[]): Note[] {
  return days.map((each, index) => note(addDays(FIRST, index), each));
}

/** Notes with one property, its values day by day; undefined where it is not there. */
function kept(key: string, values: readonly unknown[]): Note[] {
  return diary(...values.map((value) => (value === undefined ? {} : { properties: { [key]: value } })));
}

function look(notes: readonly Note[], background: Partial<SuggestContext> = {}): Suggestions {
  return suggest(notes, { mappings: [], propertyType: () => undefined, imperial: [], ...background });
}

/** What is proposed for one property, in short: target, type, how it is read, and why. */
function proposed(key: string, values: readonly unknown[], background: Partial<SuggestContext> = {}): unknown {
  const { mappings, unclear } = look(kept(key, values), background);
  const [first] = mappings;
  if (first !== undefined) {
    const { to, read } = first.mapping;
    const asked = first.question?.options.map((option) => option.mapping.read.scale ?? option.mapping.read.unit ?? "as Exist");
    return { ...(to.kind === "template" ? { template: to.template } : to.kind === "create" ? { custom: to.valueType, label: to.label } : to), ...(Object.keys(read).length > 0 ? { read } : {}), why: first.reason.code, ...(asked === undefined ? {} : { asked }) };
  }
  return unclear[0] === undefined ? null : { unclear: unclear[0].reason };
}

const twelve = <T>(make: (index: number) => T): T[] => Array.from({ length: 12 }, (_, index) => make(index));

describe("suggestions for names that are known", () => {
  it.each<[string, readonly unknown[], unknown]>([
    ["steps", ["9,847", 4000, "5000"], { template: "steps", why: "known-name" }],
    ["Mood", [7, 6, 9], { template: "mood", why: "scale", asked: ["as Exist", "1-10"] }],
    ["Mood (1-9)", [7, 6, 9], { template: "mood", why: "scale" }],
    ["Mood /10", [7, 6, 9], { template: "mood", read: { scale: "1-10" }, why: "scale" }],
    ["mood", [4, 3, 5], { template: "mood", read: { scale: "1-5" }, why: "scale", asked: ["1-5", "as Exist", "1-10"] }],
    ["mood", [...twelve((index) => 5 + (index % 5)), 10], { template: "mood", read: { scale: "1-10" }, why: "scale" }],
    ["mood", [0, 3, 4], { template: "mood", read: { scale: "0-5" }, why: "scale", asked: ["0-5", "0-10"] }],
    ["mood", ["7/10", 6, 8, 7], { template: "mood", read: { scale: "1-10" }, why: "scale" }],
    ["mood", twelve((index) => 1 + (index % 5)), { template: "mood", read: { scale: "1-5" }, why: "scale" }],
    ["mood", twelve((index) => index % 6), { template: "mood", read: { scale: "0-5" }, why: "scale" }],
    ["mood", [0, 10, 4, 0], { template: "mood", read: { scale: "0-10" }, why: "scale" }],
    ["mood", [10, 9, 4, 10], { template: "mood", read: { scale: "1-10" }, why: "scale" }],
    ["mood", [70, 65, 100], { template: "mood", read: { scale: "0-100" }, why: "scale" }],
    ["mood", [...twelve((index) => 3 + (index % 6)), 12], { template: "mood", why: "scale", asked: ["as Exist", "1-10"] }],
    ["mood", [300, 250, 410], { unclear: { code: "does-not-fit", target: "Mood" } }],
    ["mood", ["8/10", "7/10", "6/10"], { template: "mood", read: { scale: "1-10" }, why: "scale" }],
    ["energy", ["⭐⭐⭐", "⭐⭐", "⭐"], { template: "energy_level", read: { scale: "1-5" }, why: "scale" }],
    ["mood", ["🙂", "😢", "🙂"], { unclear: { code: "emoji" } }],
    ["mood", ["good", "bad", "fine"], null],
    ["mood", [7, 6, 5, "good", "bad", "fine"], { unclear: { code: "mixed", kinds: ["number", "text"] } }],
    ["sleep", [7.5, 8, "6,25"], { template: "sleep", read: { unit: "hours" }, why: "known-name" }],
    ["sleep", [450, 480, 400], { template: "sleep", why: "known-name" }],
    ["sleep", ["7h 30m", "8h", "6h45m"], { template: "sleep", why: "known-name" }],
    ["sleep_hours", [7.5, 30, 8, 6, 7], { template: "sleep", read: { unit: "hours" }, why: "known-name" }],
    ["sleep_minutes", [20, 15, 12], { unclear: { code: "does-not-fit", target: "Time asleep" } }],
    ["sleep", [24, 23, 22], { unclear: { code: "does-not-fit", target: "Time asleep" } }],
    ["exercise minutes", [10, 20, 15], { template: "workouts_min", why: "known-name" }],
    ["exercise hours", [1, 2, 1], { template: "workouts_min", read: { unit: "hours" }, why: "known-name" }],
    ["tv", ["2h", "1h", "90m"], { template: "tv_min", why: "known-name" }],
    ["wake", ["2026-08-01T06:10", "2026-08-02T06:20", "2026-08-03T06:30"], { template: "sleep_end", why: "known-name" }],
    ["in bed", [8, 7.5, 9], { template: "time_in_bed", read: { unit: "hours" }, why: "known-name" }],
    ["body fat", ["18.4%", "18%", "17%"], { template: "body_fat", read: { unit: "percent" }, why: "known-name" }],
    ["body fat", [1, 0.9, 0.8], { unclear: { code: "does-not-fit", target: "Body fat" } }],
    ["sleep_minutes", [450, 20, 400], { unclear: { code: "does-not-fit", target: "Time asleep" } }],
    ["sleep", ["2026-07-31T23:10", "2026-08-01T23:50", "2026-08-03T00:40"], { template: "sleep_start", why: "known-name" }],
    ["sleep", ["2026-08-01T23:10", "2026-08-02T23:50", "2026-08-03T24:40"], { template: "sleep_start", read: { dayOffset: 1 }, why: "next-night" }],
    ["sleep", ["9:28 pm/7:58 am", "9:30 pm/8:00 am", "10 pm/7 am"], { unclear: { code: "does-not-fit", target: "Time asleep" } }],
    // Ratings and scores, a clock, nights on a clock of twelve hours, thousands that look like fractions.
    ["sleep", [3, 4, 5], { unclear: { code: "does-not-fit", target: "Time asleep" } }],
    ["Schlaf", [85, 78, 91], { unclear: { code: "does-not-fit", target: "Time asleep" } }],
    ["Schlaf", ["22:30", "23:15", "22:50"], { unclear: { code: "does-not-fit", target: "Time asleep" } }],
    ["bedtime", ["11:30", "10:45", "12:15"], { unclear: { code: "does-not-fit", target: "Bedtime" } }],
    ["wake", ["19:00", "18:30", "20:15"], { unclear: { code: "does-not-fit", target: "Wake time" } }],
    ["Kalorien", ["1.850 kcal", "2.000 kcal", "2.100 kcal"], { unclear: { code: "does-not-fit", target: "Energy eaten" } }],
    ["steps", ["8k", "10k", "7k"], { unclear: { code: "does-not-fit", target: "Steps" } }],
    ["meditation_hours", [0.5, 1, 0.5], { template: "meditation_min", read: { unit: "hours" }, why: "known-name" }],
    ["bedtime", ["23:10", "00:40", "22:15"], { template: "sleep_start", why: "known-name" }],
    ["wakeUp", ["06:10", "7:40", "2026-08-03T06:45"], { template: "sleep_end", why: "known-name" }],
    ["exercise", ["30 minutes", "1hour 15 minutes", 0], { template: "workouts_min", why: "known-name" }],
    ["exercise", ["climb", "stairs", "run"], null],
    ["workout", [1, 1, 0], { unclear: { code: "zero-or-one" } }],
    ["meditation", [true, false, true], { custom: 7, label: "meditation", why: "yes-or-no" }],
    ["meditation", [10, 20, 15], { template: "meditation_min", why: "known-name" }],
    ["meditation", [true, true, false, 10, 20, 15], { unclear: { code: "mixed", kinds: ["yes-or-no", "number"] } }],
    ["weight", [71.4, 71, 70.8], { template: "weight", why: "known-name" }],
    ["weight lbs", [180, 181, 179], { template: "weight", read: { unit: "lb" }, why: "known-name" }],
    ["weight (kg)", [71.4, 71, 70.8], { template: "weight", why: "known-name" }],
    ["calories", [2100, 1900, "2500 kcal"], { template: "energy", read: { unit: "kcal" }, why: "known-name" }],
    ["water", [5, 6, 8], { template: "water", read: { unit: "l" }, why: "known-name", asked: ["l", "cups", "glasses", "as Exist"] }],
    ["weight", [262, 260, 259], { template: "weight", read: { unit: "lb" }, why: "known-name", asked: ["lb", "as Exist"] }],
    ["weight", [165, 166, 164], { template: "weight", read: { unit: "lb" }, why: "known-name", asked: ["lb", "as Exist"] }],
    ["steps", [3, 4, 5], { unclear: { code: "does-not-fit", target: "Steps" } }],
    ["steps", [1, 0, 1], { unclear: { code: "zero-or-one" } }],
    ["pages", [1, 1, 1], { unclear: { code: "zero-or-one" } }],
    ["coffee", [1, 0, 1], { template: "coffees", why: "known-name" }],
    ["Schlafdauer", ["7,5", "8", "6,5"], { template: "sleep", read: { unit: "hours" }, why: "known-name" }],
    ["wakeup🌞", ["06:10", "6:30 Uhr", "07:00"], { template: "sleep_end", why: "known-name" }],
    ["🛏️ Bett", ["23:10", "22:50 Uhr", "00:10"], { template: "sleep_start", why: "known-name" }],
    ["Aufgestanden", ["7:10", "7:50", "8:10"], { template: "sleep_end", why: "known-name" }],
    ["Fell asleep", ["23:10", "22:50", "00:10"], { template: "sleep_start", why: "known-name" }],
    ["animo", ["7/10", "8/10", "9/10"], { template: "mood", read: { scale: "1-10" }, why: "scale" }],
    ["poids", [71, 72, 71.5], { template: "weight", why: "known-name" }],
    ["passos", [8000, 9000, 4000], { template: "steps", why: "known-name" }],
    ["步数", [8000, 9000, 4000], { template: "steps", why: "known-name" }],
    ["起床", ["6:10", "6:20", "7:00"], { template: "sleep_end", why: "known-name" }],
    ["water glasses", [5, 6, 8], { template: "water", read: { unit: "glasses" }, why: "known-name" }],
    ["hrv", [45.3, 50, 61.2], { template: "heartrate_variability", read: { round: true }, why: "known-name" }],
    ["body fat", ["18.4%", 18.1, 18], { template: "body_fat", read: { unit: "percent" }, why: "known-name" }],
    ["body fat", [0.184, 0.181, 0.18], { template: "body_fat", read: { unit: "fraction" }, why: "known-name" }],
    ["gratitude", ["the sea", "coffee", "rain"], { template: "mood_note", why: "known-name" }],
  ])("%s: %o", (key, values, expected) => {
    expect(proposed(key, values)).toEqual(expected);
  });

  it("follow what the account prefers for bare numbers", () => {
    expect(proposed("weight", [180, 181, 179], { imperial: ["weight"] })).toEqual({ template: "weight", read: { unit: "lb" }, why: "known-name" });
    expect(proposed("weight kg", [80, 81, 79], { imperial: ["weight"] })).toEqual({ template: "weight", why: "known-name" });
  });

  it("know the unit that a name ends with", () => {
    expect(knownKey("water_l")).toEqual({ template: "water", unit: "l" });
    expect(knownKey("weightLbs")).toEqual({ template: "weight", unit: "lb" });
    expect(knownKey("kcal")).toEqual({ template: "energy", unit: "kcal" });
    expect(knownKey("🌙 Time in bed")).toEqual({ template: "time_in_bed", unit: undefined });
    expect(knownKey("mood points")).toBeUndefined();
    expect(knownKey("steps km")).toBeUndefined();
    expect(knownKey("kg")).toBeUndefined();
  });
});

describe("suggestions for names of one's own", () => {
  it.each<[string, readonly unknown[], unknown]>([
    ["pushups", [20, 0, 30, 25], { custom: 0, label: "pushups", why: "numbers" }],
    ["bp.systolic", ["120.5", 118, 131], { custom: 1, label: "bp systolic", why: "numbers" }],
    ["fuel", ["7.99$", "56$", "12$"], { custom: 1, label: "fuel", why: "numbers" }],
    ["SpO2", ["95%", "96%", "94.5%"], { custom: 5, label: "SpO2", read: { unit: "percent" }, why: "percent" }],
    ["deadlift", ["115 lbs", "120 lbs", "95 lbs"], { custom: 1, label: "deadlift", read: { unit: "lb" }, why: "amounts" }],
    ["awake_time", ["15m", "1h 5m", "40m"], { custom: 3, label: "awake time", why: "durations" }],
    ["awake", ["7:16", "6h45m", "1h"], { custom: 3, label: "awake", why: "durations" }],
    ["clock-in", ["9:1", "10:24", "8:19"], { custom: 4, label: "clock-in", why: "times" }],
    ["slept well", [true, false, null, true], { custom: 7, label: "slept well", why: "yes-or-no" }],
    ["journaled", ["yes", "", "yes", undefined, "yes"], { custom: 7, label: "journaled", why: "yes-or-no" }],
    ["focus", ["4/5", "3/5", "5/5"], { custom: 8, label: "focus", read: { scale: "1-5" }, why: "scale" }],
    ["weather", ["🌧️", "☀️", "⛈️"], { unclear: { code: "emoji" } }],
    ["pressure", [[180, 118], [160, 100], [150, 99]], { unclear: { code: "several" } }],
    ["snacks", ["apple", "nuts", "none"], null],
    ["due on", ["2026-08-01", "2026-08-02", "2026-08-09"], null],
    ["logged", ["2026-08-01T10:00", "2026-08-02T11:00", "2026-08-03T09:30"], { unclear: { code: "timestamps" } }],
    ["learning", ["42 minutes", true, "30 minutes", false, "15m", true], { unclear: { code: "mixed", kinds: ["duration", "yes-or-no"] } }],
    ["lift", [100, 105, "115 lbs", "120 lbs"], { unclear: { code: "mixed", kinds: ["number", "amount"] } }],
    ["lunch", ["salad", "soup", 12, "12:00", "rice"], null],
    ["dips", [0, 0, 0, 0, 0, 0, 12, 13, 14], { custom: 0, label: "dips", why: "numbers" }],
    ["injured", [0, 0, false, true, true, true], { custom: 7, label: "injured", why: "yes-or-no" }],
    ["bread", ["3", "4$", "5"], { custom: 1, label: "bread", why: "numbers" }],
    ["focus", ["8/10", "4/5", "3/5", "60/100"], { custom: 8, label: "focus", read: { scale: "0-100" }, why: "scale" }],
    ["when", ["2026-08-01", "2026-08-02", "soup"], null],
    ["sodas", [...Array.from({ length: 9 }, () => 8), 7], { unclear: { code: "constant" } }],
    ["sodas", [8, 8, 8, 8, 8, 8, 8], { unclear: { code: "constant" } }],
    ["sodas", [7, ...Array.from({ length: 10 }, () => 8)], { unclear: { code: "constant" } }],
    ["reps", [12, 10, 14, 9, 11, "forgot"], { custom: 0, label: "reps", why: "numbers" }],
    ["sodas", [...twelve(() => 8), 7], { unclear: { code: "constant" } }],
    ["sodas", [8, 8, 8, 8], { custom: 0, label: "sodas", why: "numbers" }],
    ["injury", [0, 0, 0], { unclear: { code: "constant" } }],
    ["ill", [false, false, false, false], { unclear: { code: "constant" } }],
    ["published", twelve(() => true), { unclear: { code: "constant" } }],
    ["ran", [...twelve((index) => (index < 8 ? true : undefined))], { custom: 7, label: "ran", why: "yes-or-no" }],
    ["twice", [5, 6], null],
    ["created", [5, 6, 7], null],
    ["Datum", [5, 6, 7], null],
  ])("%s: %o", (key, values, expected) => {
    expect(proposed(key, values)).toEqual(expected);
  });

  it("see into objects, but not for ever", () => {
    const deep = { a: { b: { c: { d: { e: 5 }, n: 6 } } } };
    expect(look(diary(...[1, 2, 3].map(() => ({ properties: { ...deep, when: { date: 4, level: 3 } } })))).mappings.map(({ mapping: { from } }) => from)).toEqual([
      property("a.b.c.d.e"), property("a.b.c.n"), property("when.level"),
    ]);
    const deeper = { a: { b: { c: { d: { e: { f: 5 } } } } } };
    expect(look(kept("top", [deeper, deeper, deeper])).mappings).toEqual([]);
  });

  it.each<[PropertyType, readonly unknown[], unknown]>([
    ["checkbox", [true, null, true, false], { custom: 7, label: "ran", why: "checkbox" }],
    ["date", ["7", "8", "9"], null],
    ["tags", ["7", "8", "9"], null],
    ["aliases", ["7", "8", "9"], null],
    ["number", [7, 8, 9], { custom: 0, label: "ran", why: "numbers" }],
    ["text", ["7", "8", "9"], { custom: 0, label: "ran", why: "numbers" }],
  ])("take Obsidian's type %s as evidence", (type, values, expected) => {
    expect(proposed("ran", values, { propertyType: (key) => (key === "ran" ? type : undefined) })).toEqual(expected);
  });
});

describe("suggestions from the text", () => {
  const lines = (...texts: readonly string[]): Note[] => diary(...texts.map((text) => ({ text })));

  it("add up what is written down one by one", () => {
    const { mappings } = look(lines("[paid:: 3] and [paid:: 4]", "paid:: 5", "(paid:: 6)"));
    expect(mappings).toMatchObject([{ mapping: { from: { kind: "inline", key: "paid" }, to: { template: "money_spent" }, read: { combine: "sum" } }, days: 3 }]);
    expect(look(lines("[dips:: 3] [dips:: 4]", "dips:: 5", "dips:: 6")).mappings[0]?.mapping.read).toEqual({ combine: "sum" });
    expect(look(lines("[mood:: 3] [mood:: 4]", "mood:: 5", "mood:: 6")).unclear[0]?.reason).toEqual({ code: "several" });
  });

  it("add up amounts of time, and lists of what Exist has an attribute for", () => {
    expect(look(lines("[nap:: 20m] [nap:: 15m]", "nap:: 1h", "nap:: 10m")).mappings[0]?.mapping).toMatchObject({ to: { valueType: 3 }, read: { combine: "sum" } });
    expect(look(kept("water", [[250, 500], 750, [100, 200]])).mappings[0]?.mapping).toMatchObject({ to: { template: "water" }, read: { combine: "sum" } });
  });

  it("leave out what says something about the note, and boxes without words", () => {
    const { mappings, unclear } = look(lines("created:: 5\n#log:5\n- [x] Task 1\n- [x]", "created:: 6\n#log:6\n- [x] Task 1\n- [ ] ", "created:: 7\n#date:5\n- [ ] Task 1\n- [x]  "));
    expect(mappings.map(({ mapping: { from } }) => from)).toEqual([]);
    expect(unclear).toEqual([]);
  });

  it("take tasks that come back, and leave those that are never done", () => {
    const { mappings, unclear } = look(lines("- [x] Stretch\n- [ ] Call", "- [ ] Stretch\n- [ ] Call", "- [X] Stretch 📅 2026-08-03\n- [ ] Call\n- [ ] "));
    expect(mappings.map(({ mapping: { from, to }, reason, examples }) => ({ from, to, reason, shown: examples.map((each) => each.written) }))).toEqual([
      { from: { kind: "task", text: "Stretch" }, to: { kind: "create", label: "Stretch", group: "custom", valueType: 7 }, reason: { code: "task" }, shown: ["[x]", "[ ]"] },
    ]);
    expect(unclear).toEqual([]);
  });

  it("take a label once, whatever its group, and clean it", () => {
    const { mappings, tags } = look([1, 2, 3].map((day) => note(addDays(FIRST, day), { properties: { _plank_: 60 * day }, text: `- [${day === 2 ? " " : "x"}] Plank`, tags: ["plank"] })));
    expect(mappings.map(({ mapping: { to } }) => to)).toEqual([{ kind: "create", label: "plank", group: "workouts", valueType: 0 }]);
    expect(tags).toEqual([]);
  });

  it("take tags with values, whose plain tag is then no suggestion", () => {
    const notes = ["72.5kg", "72kg", "71.8kg"].map((weight, index) => note(addDays(FIRST, index), { text: `#weight:${weight} #Sea: cold`, tags: ["weight", "Sea"] }));
    const { mappings, tags } = look([...notes, note(addDays(FIRST, 9)), note(addDays(FIRST, 10))]);
    expect(mappings).toMatchObject([{ mapping: { from: { kind: "tag", tag: "weight" }, to: { template: "weight" } }, days: 3 }]);
    expect(tags).toEqual([{ tag: "Sea", days: 3, selected: false }]);
    expect(look(lines("#plank:57sec", "#plank:60sec", "#plank:1min")).mappings[0]?.mapping.to).toEqual({ kind: "create", label: "plank", group: "workouts", valueType: 3 });
  });
});

describe("suggested tags", () => {
  it("are those of some days, without the ones that say what a note is", () => {
    const notes = diary(
      { tags: ["daily", "sea", "everywhere"] }, { tags: ["Sea", "project/x", "everywhere"] }, { tags: ["once", "meds", "everywhere"] }, { tags: ["meds", "project/x", "everywhere", "mapped"] },
      { tags: ["everywhere", "mapped", "label"] }, { tags: ["label", "sea", "sea", "2024"] },
    );
    const background = { mappings: [mapping({ kind: "tag", tag: "Mapped" }, template("steps")), mapping(property("x"), { kind: "create", label: "Label", group: "custom", valueType: 7 })] };
    expect(look(notes, background).tags).toEqual([{ tag: "sea", days: 3, selected: false }, { tag: "meds", days: 2, selected: false }]);
    expect(look(diary({ tags: ["a", "often"] }, { tags: ["a", "often"] }, { tags: ["often"] }, { tags: ["b", "often"] }, { tags: ["b"] })).tags.map(({ tag }) => tag)).toEqual(["often", "a", "b"]);
    expect(look(diary(...[1, 2, 3, 4, 5].map(() => ({ tags: Array.from({ length: 60 }, (_, index) => `t${index}`) })), {}, {})).tags).toHaveLength(40);
  });

  it("of a journey are not ticked, whatever weeks it touches, and those of every day are", () => {
    const days = Array.from({ length: 40 }, (_, index) => ({ tags: [...((index >= 4 && index < 11) || index === 30 ? ["travel"] : []), ...(index > 8 ? ["walk"] : [])] }));
    expect(look(diary(...days)).tags).toMatchObject([{ tag: "walk", selected: true }, { tag: "travel", selected: false }]);
  });

  it("are ticked where they have a rhythm and are known to be nobody's secret", () => {
    const days = Array.from({ length: 28 }, (_, index) => ({ tags: [...(index % 4 === 0 ? ["piano", "anna", "migräne", "quantum", "leki", "tagebuch-eintrag"] : []), ...(index < 6 ? ["yoga"] : []), ...(index > 25 ? ["hiking"] : [])] }));
    expect(look(diary(...days)).tags).toEqual([
      { tag: "piano", days: 7, selected: true }, { tag: "anna", days: 7, selected: false }, { tag: "migräne", days: 7, selected: false }, { tag: "quantum", days: 7, selected: false }, { tag: "leki", days: 7, selected: false },
      { tag: "yoga", days: 6, selected: false }, { tag: "hiking", days: 2, selected: false },
    ]);
  });
});

describe("suggestions altogether", () => {
  it("say how much was looked through, and pass over values that were not filled in", () => {
    const notes = kept("pushups", [20, 21, "{{pushups}}", 30]);
    expect(look(notes)).toMatchObject({ notes: 4, mappings: [{ days: 3 }] });
    expect(look([])).toEqual({ notes: 0, mappings: [], tags: [], unclear: [] });
  });

  it("give three different examples as written and as sent", () => {
    const { mappings, unclear } = look(kept("sleep", ["7h", "7h", "forgot", "8:15", "6 hours", "5h"]));
    expect(mappings[0]?.examples).toEqual([
      { written: "7h", outcome: { kind: "value", value: 420 } }, { written: "8:15", outcome: { kind: "value", value: 495 } }, { written: "6 hours", outcome: { kind: "value", value: 360 } },
    ]);
    expect(unclear).toEqual([]);
    const long = "x".repeat(60);
    expect(look(kept("odd", [1, 2, 3, `${long}1`, `${long}2`, 4])).unclear[0]).toMatchObject({ from: property("odd"), days: 6, examples: ["1", "2", "3"] });
    expect(look(kept("odd", [`${long}1`, 2, `${long}2`, 3, 4, 6])).unclear[0]?.examples).toEqual([`${"x".repeat(39)}…`, "2", "3"]);
    expect(look(kept("pressure", [[1, { a: 1 }], [2, 3], [3, 4]])).unclear[0]?.examples).toEqual(["1", "2", "3"]);
  });

  it("take property types for properties alone", () => {
    const notes = diary(...[1, 2, 3].map((index) => ({ text: `reps:: ${index}` })));
    expect(look(notes, { propertyType: () => "checkbox" }).mappings[0]?.reason).toEqual({ code: "numbers" });
  });

  it("count neither blank values nor rare ones", () => {
    expect(look(kept("reps", [1, 2, "", "-", null])).mappings).toEqual([]);
    expect(look(kept("reps", [1, 2, 3, "-", "-", "-", "-"])).mappings[0]).toMatchObject({ days: 7, examples: [{ written: "1" }, { written: "2" }, { written: "3" }] });
  });

  it("begin with what is kept most, forty at the most, and ten of what is not clear", () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key${index}`, index + 1]));
    const emoji = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`face${index}`, "🙂"]));
    const notes = diary({ properties: { ...many, ...emoji } }, { properties: { ...many, ...emoji } }, { properties: { ...many, ...emoji } }, { properties: { key7: 3 } });
    const { mappings, unclear } = look(notes);
    expect(mappings).toHaveLength(40);
    expect(mappings[0]?.mapping).toMatchObject({ from: property("key7"), enabled: true, whenRemoved: "keep", read: {}, id: "s0-key7" });
    expect(new Set(mappings.map(({ mapping: { id } }) => id)).size).toBe(40);
    expect(unclear).toHaveLength(10);
  });

  it("propose no attribute twice, and nothing that is mapped", () => {
    const notes = diary(...[1, 2, 3].map((index) => ({ properties: { mood: index, "mood rating": index, coffee: index, Steps: index * 1000 } })));
    const mapped: Mapping[] = [mapping(property("steps"), template("floors")), mapping(property("cups"), template("coffees"))];
    expect(look(notes, { mappings: mapped }).mappings.map(({ mapping: { from } }) => from)).toEqual([property("mood")]);
  });

  it("tick what is surely kept track of, and nothing private", () => {
    const of = (index: number) => ({
      gratitude: `for ${index}`, "mood note": "x", medication: index % 3 > 0, ibuprofen: index % 3, period: (index % 3) + 1, sex: index % 3, walks: index % 4, gadget: index % 5, "therapy minutes": index,
      ran: index % 3 === 0, "call anna": index % 3 === 0, "ból": index % 3 === 0, alcohol: index % 3, weight: 70 + index / 10, panic: index % 4, habits: index % 2 === 0 ? ["piano", "headache"] : ["tea"],
    });
    const { mappings } = look(diary(...Array.from({ length: 20 }, (_, index) => ({ properties: of(index) }))));
    expect(mappings.filter(({ selected }) => selected).map(({ mapping: { from } }) => "key" in from ? from.key : "").sort()).toEqual(["alcohol", "habits[piano]", "habits[tea]", "ran", "walks", "weight"]);
    expect(mappings.filter((each) => each.isPrivate).map(({ mapping: { from } }) => "key" in from ? from.key : "").sort()).toEqual(["ból", "call anna", "gratitude", "habits[headache]", "ibuprofen", "medication", "panic", "period", "sex", "therapy minutes"]);
    expect(look(diary(...Array.from({ length: 4 }, (_, index) => ({ properties: of(index) })))).mappings.filter(({ selected }) => selected)).toEqual([]);
  });

  it("leave out to-dos that are carried on, and tick habits that come back", () => {
    const notes = diary(...Array.from({ length: 20 }, (_, index) => ({ text: `- [${index % 3 === 0 ? "x" : " "}] Water the plants\n- [${index === 19 ? "x" : " "}] Mend the lamp\n- [${index > 14 && index < 18 ? "x" : " "}] Paint the door` })));
    expect(look(notes).mappings.map(({ mapping: { from }, selected }) => [from, selected])).toEqual([[{ kind: "task", text: "Water the plants" }, true], [{ kind: "task", text: "Paint the door" }, false]]);
  });

  it.each<[string, string]>([
    ["a slider", "`INPUT[slider(minValue(1), maxValue(5)):calm]`"], ["options", "INPUT[inlineSelect(option(1), option(2), option(5)):calm]"], ["a comment", "---\ncalm: # 1-5\n---"], ["a hint in the text", "calm:: (1 to 5)"],
  ])("take the scale from %s in the template", (_name, template) => {
    const notes = kept("stress", [4, 3, 5, 4]);
    const { mappings: [plain] } = look(notes);
    expect(plain?.question?.options.map((option) => option.examples.map(({ outcome }) => outcome.value))).toEqual([[7, 5, 9], [4, 3, 5], [4, 3, 5]]);
    expect(plain?.selected).toBe(false);
    const { mappings: [told] } = look(notes, { templates: [template.replace("calm", "stress")] });
    expect(told).toMatchObject({ mapping: { read: { scale: "1-5" } }, reason: { code: "scale", scale: "1-5" } });
    expect(told?.question).toBeUndefined();
  });

  it("take the scale from the numbers of all notes", () => {
    expect(look(kept("stress", [4, 3, 5, 4]), { allNumbers: (key) => (key === "stress" ? [4, 3, 5, 10] : []) }).mappings[0]?.mapping.read).toEqual({ scale: "1-10" });
  });

  it("begin with mood and sleep, then have what Exist knows, measures of one's own, and yes or no", () => {
    const { mappings } = look(diary(...[1, 2, 3, 4].map((index) => ({ properties: { gym: index > 2, lift: `${index}00 lbs`, steps: 7000 + index, ...(index > 1 ? { sleep: 7 + index / 4, mood: index + 4 } : {}) } }))));
    expect(mappings.map(({ mapping: { from } }) => (from.kind === "property" ? from.key : ""))).toEqual(["mood", "sleep", "steps", "lift", "gym"]);
  });

  it("say in words why, and why not", () => {
    const { mappings, unclear } = look(diary(...[1, 2, 3].map((index) => ({ properties: { weight: 70 + index, hrv: 45.5 + index, mood: index + 4, ran: index > 1, lift: `${index}00 lbs`, odd: index === 1 ? true : index, face: "🙂" } }))));
    expect(mappings.map(({ reason }) => words.suggestions.because(reason))).toEqual([
      "Read as a scale of 1 to 9, as Exist has it", "A usual name for Weight, read as kilograms", "A usual name for Heart rate variability, read as milliseconds, rounded", "Written in pounds", "Written as yes or no",
    ]);
    expect(unclear.map(({ reason }) => words.suggestions.unclear(reason))).toEqual(["Holds numbers and yes or no, so it's not clear what is meant.", "Written as emoji. Add a mapping and give each a number there."]);
  });
});

describe("names", () => {
  it("of bookkeeping are known in every spelling", () => {
    for (const key of ["date", "Creation Date", "creationDate", "dg-publish", "banner_x", "cssclasses", "🔖 tags", "Habit 3", "Todo", "--", ""]) expect(isBookkeeping(key), key).toBe(true);
    for (const key of ["mood", "data", "dates with Anna", "habits kept"]) expect(isBookkeeping(key), key).toBe(false);
  });

  it("of private things are known by any part", () => {
    for (const key of ["Gratitude", "evening-meds", "menstrual_flow", "sexual activity", "moodNote", "Vitamins"]) expect(isPrivate(key), key).toBe(true);
    for (const key of ["Kopfschmerzen", "beer", "Panikattacke", "Regelschmerzen", "Anna", "met_tom", "头痛"]) expect(isPrivate(key), key).toBe(true);
    for (const key of ["mood", "note count", "painting", "skill", "workout", "Spaziergang", "swimming"]) expect(isPrivate(key), key).toBe(false);
    for (const key of ["Migräne", "Frauenarzt", "walk with Olga", "saw Mateo"]) expect(isPrivate(key), key).toBe(true);
    for (const key of ["Morning walk", "push-ups", "Klavier", "瑜伽"]) expect(isHabit(key), key).toBe(true);
    for (const key of ["kubernetes", "idea"]) expect(isHabit(key), key).toBe(false);
  });

  it("of structural tags are known by their first part", () => {
    for (const tag of ["daily", "daily-log", "Tagebuch-Eintrag", "journal", "Daily-Note", "periodic/daily", "2024/08", "log", "workLog2"]) expect(isStructural(tag), tag).toBe(true);
    for (const tag of ["family/daily", "dailywalk", "sea"]) expect(isStructural(tag), tag).toBe(false);
  });
});

describe("evidence", () => {
  it.each<[unknown, unknown]>([
    [true, { kind: "yes-or-no" }], ["x", { kind: "yes-or-no" }], [0, { kind: "zero" }], ["0.0", { kind: "zero" }], [1, { kind: "number" }], ["9,847", { kind: "number" }], ["€ 5", { kind: "number" }], ["5,20 €", { kind: "number" }],
    ["81.6%", { kind: "percent" }], ["~80%", { kind: "text" }], ["2026-08-01", { kind: "date" }], ["7:30", { kind: "time" }], ["7:30 pm", { kind: "time" }], ["2026-08-01T07:30", { kind: "timestamp" }],
    ["15m", { kind: "duration" }], ["1h 5m", { kind: "duration" }], ["1000m", { kind: "amount", unit: "m" }], ["72.5kg", { kind: "amount", unit: "kg" }], ["70 °F", { kind: "amount", unit: "fahrenheit" }],
    ["8/10", { kind: "rating" }], ["★★☆", { kind: "rating" }], ["🙂", { kind: "emoji" }], ["👩‍🚀 🇫🇷", { kind: "emoji" }], ["🙂 good", { kind: "text" }], ["3x9 @ 115 lbs", { kind: "text" }], ["soup", { kind: "text" }],
    [{ a: 1 }, { kind: "text" }], [null, null], ["  ", null],
  ])("%o looks like %o", (raw, expected) => {
    expect(formOf(raw)).toEqual(expected);
  });

  it("tells the scales that fit, with room for a slip in ten beyond 10", () => {
    const ten = (most: number, least = 1): number[] => Array.from({ length: 10 }, (_, index) => least + (index % (most - least + 1)));
    expect(scalesFor([1, 5, 3])).toEqual(["1-5", "1-9", "1-10"]);
    expect(scalesFor(ten(5))).toEqual(["1-5"]);
    expect(scalesFor(ten(5, 3))).toEqual(["1-5", "1-9", "1-10"]);
    expect(scalesFor([...ten(5), 9])).toEqual(["1-9", "1-10"]);
    expect(scalesFor(ten(5, 0))).toEqual(["0-5"]);
    expect(scalesFor(ten(7))).toEqual(["1-7", "1-9", "1-10"]);
    expect(scalesFor(ten(10))).toEqual(["1-10"]);
    expect(scalesFor([...ten(10), 55])).toEqual(["1-10"]);
    expect(scalesFor([0, 0, ...ten(10)])).toEqual(["0-10"]);
    expect(scalesFor([55, 60])).toEqual(["0-100"]);
    expect(scalesFor([900, 901])).toEqual(["0-100"]);
    expect(scalesFor([4, 6], { least: 1, most: 7 })).toEqual(["1-7"]);
    expect(scalesFor([4, 6], { most: 9 })).toEqual(["1-9"]);
    expect(scalesFor([4, 6], { most: 5 })).toEqual(["1-9", "1-10"]);
    expect(ratedScale(["⭐⭐"])).toBe("1-5");
    expect(ratedScale(["8/10", "4/5"])).toBe("1-10");
    expect(ratedScale(["80/100"])).toBe("0-100");
  });
});

describe("yes or no", () => {
  const kept = (label: string): boolean | undefined => look(diary(...Array.from({ length: 24 }, (_, index) => ({ properties: { [label]: index % 3 !== 0 } })))).mappings[0]?.selected;

  it("is ticked for what is known to be a habit", () => {
    for (const label of ["gym", "morning walk", "Klavier geübt", "no sugar", "瑜伽"]) expect([label, kept(label)]).toEqual([label, true]);
  });

  it("is not ticked for words that are not known, in whatever language", () => {
    for (const label of ["zoloft", "hives", "made love", "Kopfweh", "pilule", "mal au dos", "resaca", "maconha", "ongesteld", "okres", "Priya", "saw Mateo", "walk with Olga", "Frauenarzt", "Physio exercises"]) expect([label, kept(label)]).toEqual([label, false]);
  });
});

describe("times of one's own", () => {
  const kind = (values: readonly string[]): unknown => proposed("nap", values);

  it("are durations where nobody does anything at such an hour, times where the clock says so, and else unclear", () => {
    expect(kind(["0:20", "0:45", "1:10"])).toMatchObject({ custom: valueType.duration });
    expect(kind(["13:20", "14:45", "9:10"])).toMatchObject({ custom: valueType.timeOfDay });
    expect(kind(["8:00 am", "8:45 am", "7:10 am"])).toMatchObject({ custom: valueType.timeOfDay });
    expect(kind(["8:00", "8:15", "7:30"])).toEqual({ unclear: { code: "mixed", kinds: ["time", "duration"] } });
  });
});
