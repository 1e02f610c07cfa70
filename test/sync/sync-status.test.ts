import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import type { BackfillState } from "../../src/sync/backfill-state";
import type { Hold } from "../../src/sync/hold";
import { emptyReport, type Failure } from "../../src/sync/report";
import { isUpToDate, needsPerson, openValues, type SyncStatus, syncFacts, syncStatusOf, waits } from "../../src/sync/sync-status";
import { PLACES, rig, type Rig, syncAll, TODAY } from "./rig";
import { all, gym, mood, on, pathOf, previewed, steady, steps } from "./run/weeks";

async function standing({ ledger, notes, settings }: Rig): Promise<SyncStatus> {
  return syncStatusOf(await syncFacts(ledger, await notes.list(), settings.current));
}

const FAILURE: Failure = { kind: "offline", text: "", retryAt: null, waitingHelps: true };
const HELD: Hold = { unsent: 0, reasons: [], failure: null, attributes: [], unread: [] };
const FINE: SyncStatus = { hasNotes: true, isIndexing: false, missing: [], waiting: [], refused: 0, unreadable: 0, inDoubt: 0, others: [], isConfirming: false, hold: null };

describe("up to date", () => {
  it("is only said where nothing at all is known not to be at Exist", () => {
    expect(isUpToDate(FINE)).toBe(true);
    const others: Partial<SyncStatus>[] = [
      { hasNotes: false }, { isIndexing: true }, { missing: ["Daily"] }, { waiting: [TODAY] }, { refused: 1 }, { unreadable: 1 }, { inDoubt: 1 }, { others: [{ label: "Steps", owner: "Fitbit", days: 1 }] }, { isConfirming: true },
      { hold: { ...HELD, reasons: ["many-days"] } }, { hold: { ...HELD, failure: FAILURE } }, { hold: { ...HELD, attributes: [{ label: "Gym", code: "", text: "", held: 0 }] } },
    ];
    for (const other of others) expect(isUpToDate({ ...FINE, ...other }), JSON.stringify(other)).toBe(false);
  });

  it("is said again once nothing waits any more of what held a run up by itself", () => {
    const hold: Hold = { ...HELD, unsent: 2, unread: [{ path: pathOf(1), date: on(1), unread: "not-indexed" }] };
    expect(isUpToDate({ ...FINE, hold })).toBe(true);
    expect(isUpToDate({ ...FINE, hold, waiting: [on(1)] })).toBe(false);
  });

  it("needs a person where one has to look, agree, or mend something, and else not", () => {
    expect([null, HELD, { ...HELD, failure: FAILURE }].map((hold) => needsPerson({ ...FINE, hold }))).toEqual([false, false, false]);
    const others: Hold[] = [{ ...HELD, reasons: ["agreement"] }, { ...HELD, attributes: [{ label: "Gym", code: "", text: "", held: 0 }] }, { ...HELD, failure: { ...FAILURE, kind: "token", waitingHelps: false } }];
    for (const hold of others) expect(needsPerson({ ...FINE, hold })).toBe(true);
  });

  it("is never said before a run has come to its end under the present mappings", async () => {
    const test = rig({ mappings: [steps] });
    test.notes.write(on(1), { steps: 1 });
    expect(await standing(test)).toMatchObject({ waiting: [on(1)] });
    await syncAll(test);
    expect(isUpToDate(await standing(test))).toBe(true);
    await test.settings.change((now) => ({ ...now, mappings: [steps, mood] }));
    expect(await standing(test)).toMatchObject({ waiting: [on(1)] });
  });
});

describe("how things stand", () => {
  it("has a day among those that wait from its edit on, the newest first, until it was sent", async () => {
    const test = await steady();
    expect(await standing(test)).toEqual(FINE);
    test.notes.write(on(2), { steps: 2 });
    test.notes.write(on(3), { steps: 3 });
    expect((await standing(test)).waiting).toEqual([on(3), on(2)]);
    await test.engine.run("automatic");
    expect(await standing(test)).toEqual(FINE);
  });

  it("has a day among those that wait that the vault told of, though its stamp is the same, also after a restart", async () => {
    const test = await steady();
    await test.ledger.touch([on(1)]);
    const { ledger } = test.open();
    expect(syncStatusOf(await syncFacts(ledger, await test.notes.list(), test.settings.current)).waiting).toEqual([on(1)]);
  });

  it("leaves days before the start, and those that a backfill is going to send, to others", async () => {
    const test = await steady({ syncFrom: on(1) });
    for (const date of ["2026-08-20", on(2), on(20)]) test.notes.write(date, { steps: 2 });
    expect((await standing(test)).waiting).toEqual([on(20), on(2)]);
    await test.ledger.putBackfill({ first: on(1), last: TODAY, next: on(5), syncedFrom: on(10) } as BackfillState);
    const facts = await syncFacts(test.ledger, await test.notes.list(), test.settings.current);
    expect(syncStatusOf(facts).waiting).toEqual([on(20)]);
    for (const [date, isWaiting] of [["2026-08-20", false], [on(2), false], [on(20), true]] as [LocalDate, boolean][]) {
      const refs = facts.list.notes.get(date);
      expect(refs !== undefined && waits(facts, date, refs), date).toBe(isWaiting);
    }
  });

  it("knows what is refused, not readable and in doubt of all days, whatever the last run looked at", async () => {
    const test = await steady();
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "validation" } });
    test.notes.write(on(2), { steps: 2, mood: 6 });
    test.notes.write(on(3), { steps: "many" });
    await test.engine.run("automatic");
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-after" } });
    test.notes.write(on(4), { steps: 4 });
    await test.engine.run("automatic");
    test.notes.write(on(5), { steps: 5 });
    expect(await test.engine.run("note", { path: pathOf(5) })).toMatchObject({ report: { values: 1, open: { refused: 1, unreadable: 1, inDoubt: 1 } } });
    const now = await standing(test);
    // What Exist refused goes again when a person asks, so its note is to be read still.
    expect(now).toMatchObject({ refused: 1, unreadable: 1, inDoubt: 1, waiting: [on(4), on(2)] });
    expect(isUpToDate(now)).toBe(false);
  });

  it("counts every unanswered value, and not those that were acknowledged and go once more", () => {
    const day = { refused: 0, unreadable: 0, unanswered: 0, doubtAt: null };
    expect(openValues(new Map([[on(1), { ...day, doubtAt: 5 }], [on(2), { ...day, unanswered: 3, doubtAt: 5 }], [on(3), { ...day, unanswered: 1 }], [on(4), { ...day, refused: 2, unreadable: 4 }]]), { others: {}, declined: [] })).toEqual({ refused: 2, unreadable: 4, inDoubt: 4, others: [] });
  });

  it("is confirming, and not up to date, while an older request may still arrive", async () => {
    const test = await steady();
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-before" } });
    test.notes.write(on(2), { steps: 2 });
    await test.engine.run("automatic");
    await test.engine.run("automatic");
    expect(await standing(test)).toEqual({ ...FINE, isConfirming: true });
    await test.clock.pass(2 * 60_000);
    await test.engine.run("automatic");
    expect(await standing(test)).toEqual(FINE);
  });

  it("has notes where there is one of any day, also of one to come", async () => {
    const test = rig({ mappings: [steps] });
    expect((await standing(test)).hasNotes).toBe(false);
    test.notes.leftOut = [{ path: "Daily/2026-12-24.md", date: "2026-12-24" as LocalDate, reason: "future" }];
    expect((await standing(test)).hasNotes).toBe(true);
  });

  it("names the folders that are missing, though nothing else is open", async () => {
    const test = await steady();
    test.notes.places = [...PLACES, { folder: "Log", format: "YYYY-MM-DD", isMissing: true }];
    expect(await standing(test)).toEqual({ ...FINE, missing: ["Log"] });
    expect(isUpToDate(await standing(test))).toBe(false);
  });
});

describe("what holds a run up", () => {
  it("is kept from a run over all notes until the next one, also over a restart, and not from a run of some", async () => {
    const test = await steady();
    await test.settings.change((now) => ({ ...now, mappings: [...now.mappings, gym] }));
    test.notes.write(on(2), { steps: 2, gym: true });
    await test.engine.run("automatic");
    expect(await test.open().ledger.hold()).toMatchObject({ unsent: 1, reasons: ["agreement"] });
    test.notes.write(on(3), { steps: 3 });
    await test.engine.run("note", { path: pathOf(3) });
    expect(await test.ledger.hold()).toMatchObject({ reasons: ["agreement"] });
    const plan = await previewed(test);
    await test.engine.send(plan, all(plan));
    expect(await test.open().ledger.hold()).toBeNull();
    expect(isUpToDate(await standing(test))).toBe(true);
  });

  it("is a failure, with what waits because of it", async () => {
    const test = await steady();
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-before" } });
    test.notes.write(on(2), { steps: 2 });
    await test.engine.run("automatic");
    expect(await standing(test)).toMatchObject({ waiting: [on(2)], inDoubt: 1, hold: { unsent: 1, failure: { kind: "offline" } } });
  });

  it("is a note that could not be read, which waits", async () => {
    const test = await steady();
    test.notes.lags = true;
    test.notes.write(on(2), { steps: 2 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { unread: [{ path: pathOf(2), unread: "not-indexed" }] } });
    expect(await standing(test)).toMatchObject({ waiting: [on(2)], hold: { unread: [{ path: pathOf(2) }] } });
    test.notes.index();
    await test.engine.run("automatic");
    expect(await standing(test)).toEqual(FINE);
  });

  it("is an attribute that Exist has with another type, until it has one that fits", async () => {
    const test = rig({ mappings: [steps, gym] });
    test.world.addAttribute("sam", { name: "gym", label: "Gym", group: "custom", value_type: 0, owner: null });
    test.notes.write(on(1), { steps: 1, gym: true });
    await syncAll(test);
    expect(await standing(test)).toMatchObject({ waiting: [on(1)], hold: { unsent: 1, attributes: [{ label: "Gym", held: 0 }] } });
    test.world.removeAttribute("sam", "gym");
    await syncAll(test);
    expect(isUpToDate(await standing(test))).toBe(true);
  });

  it("is not written where nothing changes in it", async () => {
    const test = await steady();
    const written: string[] = [];
    const fact = test.store.putFact.bind(test.store);
    test.store.putFact = (key, value) => { written.push(key); return fact(key, value); };
    await test.engine.run("automatic");
    expect(written).toEqual(["reports"]);
    expect((await test.store.facts("reports"))?.[0]).toEqual({ ...emptyReport("automatic", test.clock.now()), open: { refused: 0, unreadable: 0, inDoubt: 0, others: [] } });
  });
});
