import "fake-indexeddb/auto";
import { TestClock } from "../../sync/rig";
import { describe, expect, it } from "vitest";
import { deleteLedgerStore, openLedgerStore } from "../../../src/obsidian/state/ledger-store";

const clock = new TestClock();
const names = async (): Promise<unknown[]> => (await indexedDB.databases()).map(({ name }) => name);

describe("the ledger of an account that is forgotten", () => {
  it("is deleted, and one that was never there is no trouble", async () => {
    (await openLedgerStore("forgotten", clock)).close();
    await deleteLedgerStore("forgotten", clock);
    await deleteLedgerStore("never there", clock);
    expect(await names()).toEqual([]);
  });

  it("is not waited for while another window has it open, and goes with that", async () => {
    const elsewhere = await openLedgerStore("open elsewhere", clock);
    await deleteLedgerStore("open elsewhere", clock);
    elsewhere.close();
    await new Promise((done) => { setTimeout(done, 50); });
    expect(await names()).toEqual([]);
  });
});
