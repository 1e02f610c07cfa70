import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import type { DayNotes, Note, NoteRef } from "../../src/domain/note";
import type { NoteList, UndatedNote } from "../../src/sync/ports";
import { entryOf, hasFingerprints, isSettled, type Examined, notesOn, fingerprintOf, settledAfter, type SettledDays, type TouchedDays, unfinishedEntryOf, unsettledIn } from "../../src/sync/settled";
import { syncFacts, syncStatusOf } from "../../src/sync/sync-status";
import { mapping, property, template } from "../domain/build";
import { ACCOUNT, rig, type Rig, syncAll } from "./rig";

const DATES = ["2026-09-19", "2026-09-20", "2026-09-21"] as [LocalDate, LocalDate, LocalDate];
const [FIRST, SECOND, THIRD] = DATES;

function refOf(date: LocalDate, stamp = "1", folder = "Daily"): NoteRef {
  return { path: `${folder}/${date}.md`, date, stamp };
}

function noteOf(rest: Partial<Note> = {}): Note {
  return { path: refOf(FIRST).path, date: FIRST, properties: {}, broken: null, tags: [], text: null, ...rest };
}

/** A vault with a note a day that keeps its list until a note comes or goes. */
class Vault {
  readonly notes = new Map<LocalDate, DayNotes>(DATES.map((date) => [date, [refOf(date)]]));
  readonly undated = new Map<string, UndatedNote>();
  private changed: LocalDate[] = [];
  list = this.listed();

  edit(...refs: readonly [NoteRef, ...NoteRef[]]): void {
    const [{ date }] = refs;
    const isNew = !this.notes.has(date);
    this.notes.set(date, refs);
    this.changed.push(date);
    if (isNew) this.relist();
  }

  remove(date: LocalDate): void {
    this.notes.delete(date);
    this.relist();
  }

  relist(): void {
    this.changed = [];
    this.list = this.listed();
  }

  private listed(): NoteList {
    return { notes: new Map(this.notes), changed: this.changed, undated: this.undated, places: [], leftOut: [], isExact: true };
  }
}

/** A list that is changed in place, as the vault's own is. */
function inPlace(vault: Vault): NoteList {
  return { ...vault.list, notes: vault.notes };
}

function looked(list: NoteList, dates: readonly LocalDate[], isDone = true): Examined[] {
  return dates.map((date) => {
    const refs = list.notes.get(date);
    return { date, entry: refs === undefined || !isDone ? null : entryOf(refs, refs.map(() => "print")) };
  });
}

const NOT_TOUCHED: TouchedDays = new Map();
const datesIn = (notes: ReadonlyMap<LocalDate, unknown>): LocalDate[] => [...notes.keys()].sort();

describe("a settled day", () => {
  it("is one of which the same note with the same contents was read", () => {
    const settled = new Map([[FIRST, entryOf([refOf(FIRST, "5")], ["print"])]]);
    expect(isSettled(settled, FIRST, [refOf(FIRST, "5")])).toBe(true);
    for (const other of [refOf(SECOND, "5"), refOf(FIRST, "4"), refOf(FIRST, "55"), refOf(FIRST, ""), refOf(FIRST, "5", "Log")]) expect(isSettled(settled, other.date, [other])).toBe(false);
  });

  it("is told by its path as a whole, and by its stamp as a whole", () => {
    const long = { path: "a.md.md", date: FIRST, stamp: "12" };
    for (const short of [{ ...long, path: "a.md" }, { ...long, stamp: "1" }]) {
      expect(isSettled(new Map([[FIRST, entryOf([long], ["print"])]]), FIRST, [short])).toBe(false);
      expect(isSettled(new Map([[FIRST, entryOf([short], ["print"])]]), FIRST, [long])).toBe(false);
    }
  });

  it("is told by all of its notes, in their order, and by no others", () => {
    const [a, b, c] = [refOf(FIRST, "1", "A"), refOf(FIRST, "2", "B"), refOf(FIRST, "3", "C")];
    const settled = new Map([[FIRST, entryOf([a, b], ["one", "two"])]]);
    expect(isSettled(settled, FIRST, [a, b])).toBe(true);
    const others = [[a], [b], [b, a], [a, b, c], [a, c], [a, a], [{ ...a, stamp: "2" }, b], [a, { ...b, stamp: "1" }], [a, { ...b, path: b.path.slice(0, -1) }], []];
    for (const refs of others) expect(isSettled(settled, FIRST, refs), JSON.stringify(refs)).toBe(false);
  });

  it("is none while something of it is left, and its entry names its notes all the same", () => {
    const refs = [refOf(FIRST, "1", "A"), refOf(FIRST, "2", "B")];
    const settled = new Map([[FIRST, unfinishedEntryOf(refs)]]);
    expect(isSettled(settled, FIRST, refs)).toBe(false);
    const vault = new Vault();
    vault.undated.set("B/2026-09-19.md", { stamp: "3", isIndexed: true });
    expect(notesOn(settled, vault.list, FIRST)).toEqual([refOf(FIRST), { path: "B/2026-09-19.md", date: FIRST, stamp: "3" }]);
  });

  it("is of several notes that hold what it was settled with as long as each does", () => {
    const [one, two] = [noteOf({ properties: { mood: 5 } }), noteOf({ path: "B.md", properties: { mood: 6 } })];
    const settled = new Map([[FIRST, entryOf([refOf(FIRST, "1", "A"), refOf(FIRST, "1", "B")], [fingerprintOf(one), fingerprintOf(two)])]]);
    expect(hasFingerprints(settled, FIRST, [one, two])).toBe(true);
    for (const others of [[two, one], [one], [one, { ...two, properties: { mood: 7 } }], [one, two, two]]) expect(hasFingerprints(settled, FIRST, others)).toBe(false);
  });

  it("holds what it was settled with as long as properties, tags, path and a broken block are the same", () => {
    const note = noteOf({ properties: { mood: 5, sleep: [1, { deep: 2 }] }, tags: ["gym"] });
    const settled = new Map([[FIRST, entryOf([refOf(FIRST)], [fingerprintOf(note)])]]);
    expect(hasFingerprints(settled, FIRST, [{ ...note, text: "Something else." }])).toBe(true);
    expect(hasFingerprints(settled, FIRST, [{ ...note, properties: { sleep: [1, { deep: 2 }], mood: 5 } }])).toBe(false);
    const others: Partial<Note>[] = [
      { properties: { mood: 6, sleep: [1, { deep: 2 }] } }, { properties: { mood: "5", sleep: [1, { deep: 2 }] } }, { properties: { mood: 5 } }, { tags: [] }, { tags: ["gym", "rain"] },
      { path: "Log/2026-09-19.md" }, { broken: "YAML: 3:1" }, { date: SECOND },
    ];
    for (const other of others) expect(hasFingerprints(settled, other.date ?? FIRST, [{ ...note, ...other }]), JSON.stringify(other)).toBe(false);
  });

  it("has a fingerprint also where YAML gave what JSON has no word for", () => {
    const itself: Record<string, unknown> = { mood: 5 };
    itself.again = itself;
    const prints = [{ mood: NaN }, { mood: Infinity }, { mood: -Infinity }, { mood: null }, itself].map((properties) => fingerprintOf(noteOf({ properties })));
    expect(new Set(prints).size).toBe(prints.length);
  });

  it("has a fingerprint of its own for each state that a note goes through", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.dictionary(fc.string({ maxLength: 5 }), fc.oneof(fc.integer(), fc.string({ maxLength: 8 }), fc.boolean())), { minLength: 2, maxLength: 20, selector: (each) => JSON.stringify(each) }), (states) => {
      expect(new Set(states.map((properties) => fingerprintOf(noteOf({ properties })))).size).toBe(states.length);
    }));
  });
});

describe("what is not settled", () => {
  it("are notes that were not read, have other contents, or are others than those that were read", () => {
    const vault = new Vault();
    const settled = settledAfter(new Map(), looked(vault.list, [FIRST, SECOND]));
    expect(datesIn(unsettledIn(settled, NOT_TOUCHED, vault.list).notes)).toEqual([THIRD]);
    const list = inPlace(vault);
    vault.edit(refOf(FIRST, "2"));
    vault.edit(refOf(SECOND, "1", "Log"));
    expect(datesIn(unsettledIn(settled, NOT_TOUCHED, list).notes)).toEqual(DATES);
    const after = settledAfter(settled, looked(list, DATES));
    expect(datesIn(unsettledIn(after, NOT_TOUCHED, list).notes)).toEqual([]);
    // What was found before still holds for what was settled before.
    expect(datesIn(unsettledIn(settled, NOT_TOUCHED, list).notes)).toEqual(DATES);
  });

  it("are settled days whose note is gone, until a run has looked at them", () => {
    const vault = new Vault();
    const settled = settledAfter(new Map(), looked(vault.list, DATES));
    vault.remove(SECOND);
    const { notes, gone } = unsettledIn(settled, NOT_TOUCHED, vault.list);
    expect([datesIn(notes), [...gone]]).toEqual([[], [SECOND]]);
    expect(unsettledIn(settledAfter(settled, looked(vault.list, [SECOND])), NOT_TOUCHED, vault.list).gone).toEqual(new Set());
  });

  it("are days with a note whose day cannot be told now, as far as it was on one, and no day loses it by that", () => {
    const vault = new Vault();
    const other = refOf(FIRST, "7", "Log");
    vault.edit(refOf(FIRST), other);
    vault.relist();
    const settled = settledAfter(new Map(), looked(vault.list, DATES));
    vault.edit(refOf(FIRST));
    vault.relist();
    vault.undated.set(other.path, { stamp: "8", property: "date", isIndexed: true });
    vault.undated.set(refOf(SECOND).path, { stamp: "1", property: "date", isIndexed: false });
    vault.remove(SECOND);
    const { notes, gone } = unsettledIn(settled, NOT_TOUCHED, vault.list);
    expect([...notes]).toEqual([[FIRST, [refOf(FIRST), { ...other, stamp: "8", property: "date" }]]]);
    expect(gone).toEqual(new Set());
  });

  it("are days that were touched, whatever their stamp says, also where their note is gone and was never settled", () => {
    const vault = new Vault();
    vault.remove(THIRD);
    const settled = settledAfter(new Map(), looked(vault.list, [FIRST, SECOND]));
    const { notes, gone } = unsettledIn(settled, new Map([[FIRST, 1], [THIRD, 2]]), vault.list);
    expect([datesIn(notes), [...gone]]).toEqual([[FIRST], [THIRD]]);
    expect(unsettledIn(settled, NOT_TOUCHED, vault.list)).toMatchObject({ notes: new Map(), gone: new Set() });
  });

  it("is the same set of days while nothing was settled or unsettled by a run", () => {
    const vault = new Vault();
    const settled = settledAfter(new Map(), looked(vault.list, DATES));
    expect(settledAfter(settled, looked(vault.list, [FIRST]))).toBe(settled);
    expect(settledAfter(settled, [])).toBe(settled);
    expect(settledAfter(settled, looked(vault.list, [FIRST], false))).not.toBe(settled);
  });

  it("is found by going through a list once, and after that through what changed", () => {
    const vault = new Vault();
    let times = 0;
    const notes = new Map(vault.notes);
    notes.keys = () => {
      times += 1;
      return vault.notes.keys();
    };
    notes.get = (date) => vault.notes.get(date);
    const list = { ...vault.list, notes };
    let settled = settledAfter(new Map(), looked(list, DATES));
    for (let stamp = 2; stamp < 5; stamp += 1) {
      vault.edit(refOf(SECOND, String(stamp)));
      expect(datesIn(unsettledIn(settled, NOT_TOUCHED, list).notes)).toEqual([SECOND]);
      settled = settledAfter(settled, looked(list, [SECOND]));
    }
    expect(times).toBe(1);
  });

  it("is found as if everything was gone through each time, whatever happens in between", () => {
    const date = fc.constantFrom(...DATES);
    const step = fc.oneof(
      fc.record({ kind: fc.constant("edit" as const), date, stamp: fc.constantFrom("1", "2", "3"), folder: fc.constantFrom("Daily", "Log") }),
      fc.record({ kind: fc.constant("both" as const), date, stamp: fc.constantFrom("1", "2"), isTurned: fc.boolean() }),
      fc.record({ kind: fc.constant("remove" as const), date }),
      fc.record({ kind: fc.constant("look" as const), date, isDone: fc.boolean() }),
      fc.record({ kind: fc.constant("touch" as const), date }),
      fc.record({ kind: fc.constant("untouch" as const), date }),
      fc.constant({ kind: "ask" as const }),
      fc.constant({ kind: "list" as const }),
      fc.constant({ kind: "forget" as const }),
    );
    fc.assert(fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const vault = new Vault();
      // Changes that come while a list is kept are made in it.
      let list = inPlace(vault);
      let settled: SettledDays = new Map();
      const touched = new Map<LocalDate, number>();
      const check = (): void => {
        const isThere = (each: LocalDate): boolean => vault.notes.has(each);
        const notes = [...vault.notes].filter(([each, refs]) => touched.has(each) || !isSettled(settled, each, refs));
        const gone = [...new Set([...settled.keys(), ...touched.keys()])].filter((each) => !isThere(each));
        const found = unsettledIn(settled, touched, list);
        expect([...found.notes].sort()).toEqual(notes.sort());
        expect([...found.gone].sort()).toEqual(gone.sort());
      };
      for (const each of steps) {
        const before = vault.list;
        if (each.kind === "edit") vault.edit(refOf(each.date, each.stamp, each.folder));
        else if (each.kind === "both") vault.edit(refOf(each.date, each.stamp, each.isTurned ? "Log" : "Daily"), refOf(each.date, "1", each.isTurned ? "Daily" : "Log"));
        else if (each.kind === "remove") vault.remove(each.date);
        else if (each.kind === "look") settled = settledAfter(settled, looked(list, [each.date], each.isDone));
        else if (each.kind === "touch") touched.set(each.date, touched.size);
        else if (each.kind === "untouch") touched.delete(each.date);
        else if (each.kind === "forget") settled = new Map();
        else if (each.kind === "list") vault.relist();
        else check();
        if (vault.list !== before) list = inPlace(vault);
      }
      check();
    }));
  });
});

describe("a note that was written under its old stamp", () => {
  const steps = mapping(property("steps"), template("steps"));

  async function sent(isExact: boolean): Promise<Rig> {
    const test = rig({ mappings: [steps], syncFrom: FIRST });
    test.notes.isExact = isExact;
    for (const date of DATES) test.notes.write(date, { steps: 1 }, { stamp: "same" });
    await syncAll(test);
    test.notes.write(SECOND, { steps: 2 }, { stamp: "same" });
    return test;
  }

  it("is found with the first run after the start, where stamps do not tell contents apart for certain", async () => {
    const test = await sent(false);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 0, values: 0 } });
    expect(await test.open().engine.run("automatic")).toMatchObject({ report: { notes: 1, values: 1 } });
    expect(test.world.valuesOf(ACCOUNT)[SECOND]).toEqual({ steps: 2 });
  });

  it("waits from then on, also where the run that found it sent nothing of it", async () => {
    const test = await sent(false);
    const app = test.open();
    await app.engine.plan("command");
    expect(syncStatusOf(await syncFacts(app.ledger, await test.notes.list(), test.settings.current)).waiting).toEqual([SECOND]);
    expect(await app.engine.run("automatic")).toMatchObject({ report: { notes: 1, values: 1 } });
    expect((await app.ledger.touchedDays()).size).toBe(0);
  });

  it("can be confirmed in the preview that shows it", async () => {
    const test = await sent(false);
    const { engine } = test.open();
    const plan = await engine.plan("command");
    expect(plan.updates).toMatchObject([{ date: SECOND, value: 2 }]);
    expect(await engine.confirm(plan, new Set())).toMatchObject({ kind: "report", report: { values: 1 } });
  });

  it("is found with the first run of the next day, and the others are settled still", async () => {
    const test = await sent(false);
    await test.clock.pass(24 * 3_600_000);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 1, values: 1 } });
    const { reads } = test.notes;
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 0 } });
    expect(test.notes.reads).toBe(reads);
  });

  it("is found at once by the vault's word, which outlives the app", async () => {
    const test = await sent(true);
    await test.ledger.touch([SECOND]);
    expect(await test.open().engine.run("automatic")).toMatchObject({ report: { notes: 1, values: 1 } });
    expect(await test.open().ledger.touchedDays()).toEqual(new Map());
  });

  it("is not opened for a comparison where stamps tell contents apart for certain", async () => {
    const test = await sent(true);
    const { reads } = test.notes;
    expect(await test.open().engine.run("automatic")).toMatchObject({ report: { notes: 0 } });
    expect(test.notes.reads).toBe(reads);
  });
});

describe("a touch", () => {
  it("that comes while a run reads the day is not taken for read", async () => {
    const { ledger } = rig();
    await ledger.touch([FIRST, SECOND]);
    const read = new Map(await ledger.touchedDays());
    await ledger.touch([FIRST]);
    await ledger.untouch(read);
    expect([...(await ledger.touchedDays()).keys()]).toEqual([FIRST]);
  });
});
