import { expect } from "vitest";
import { latestDayAt } from "../../src/domain/local-date";
import { targetKey } from "../../src/domain/mapping";
import { isUpToDate, syncFacts, syncStatusOf } from "../../src/sync/sync-status";
import { CLIENT, type Device } from "../sync/devices";
import { ACCOUNT } from "../sync/rig";
import type { ExistWorld } from "../exist/world";

/** What is asked of a device, and of whoever knows what the plugin cannot. */
export interface Truth {
  readonly device: Device;
  readonly world: ExistWorld;
  /** Whether somebody else than this device has written this since, or a request of theirs may have. */
  readonly isElsewhere: (date: string, name: string) => boolean;
}

/**
 * The third sentence of the promise: where a device says that all is at Exist, every readable value of its notes is
 * acknowledged, and Exist holds it unless somebody else wrote it since.
 */
export async function judgeUpToDate({ device, world, isElsewhere }: Truth): Promise<void> {
  const { home, store, ledger, notes, settings: { current } } = device;
  if (home.read() === null || device.account !== ACCOUNT) return;
  await store.unharmed(async () => {
    const facts = await syncFacts(ledger, await notes.list(), current);
    if (!isUpToDate(syncStatusOf(facts))) return;
    const today = latestDayAt(device.now(), current.connection?.timezone);
    const held = world.valuesOf(ACCOUNT);
    for (const { note: { date, properties }, isRead } of notes.indexed) {
      // Written by another program with the time and the size of before, and not a word from the vault: nobody can know before
      // the note is opened, which the plugin does once a day and after each start.
      if (!isRead && !notes.isExact) continue;
      // A template that is not filled in yet: nothing of the note is read.
      if (properties.steps === "{{steps}}") continue;
      if (date < current.syncFrom || date > today) continue;
      const record = (await ledger.days([date])).get(date);
      for (const { enabled, from, to } of current.mappings) {
        const name = to.name ?? ("template" in to ? to.template : "");
        const value = from.kind === "property" ? properties[from.key] : undefined;
        if (!enabled || typeof value !== "number" || current.declined.includes(targetKey(to)) || world.attribute(ACCOUNT, name)?.owner !== CLIENT) continue;
        expect(record?.values.get(name), `${device.name} says that all is at Exist: its ledger on ${name} of ${date}`).toBe(value);
        if (!isElsewhere(date, name)) expect(held[date]?.[name], `${device.name} says that all is at Exist: ${name} of ${date}`).toBe(value);
      }
    }
  });
}
