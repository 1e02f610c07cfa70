import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { MemoryAdapter } from "../host/adapter";
import type { HostClock } from "../host/clock";
import type { HostOptions } from "../host/host";

const DAILY_NOTES = ".obsidian/daily-notes.json";
const PERIODIC_NOTES = ".obsidian/plugins/periodic-notes/data.json";
const TYPES = ".obsidian/types.json";
const CONFIGURATION = [DAILY_NOTES, PERIODIC_NOTES, TYPES];

/** What Obsidian would have loaded of a vault's own configuration. */
export type Configured = Required<Pick<HostOptions, "dailyNotes" | "periodicNotes" | "propertyTypes">>;

/** A folder on disk as a vault. It is read once and never written to: what changes, changes in memory. */
export function vaultFromDisk(folder: string, clock: HostClock): MemoryAdapter {
  const adapter = new MemoryAdapter(clock);
  const enter = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== "node_modules" && entry.name !== ".git") enter(path);
      else if (entry.isFile() && (path.endsWith(".md") || CONFIGURATION.includes(path))) {
        adapter.put(path, readFileSync(join(folder, path), "utf8"), Math.floor(statSync(join(folder, path)).mtimeMs));
      }
    }
  };
  enter("");
  return adapter;
}

/** Settings that the vault's own configuration holds, as the app would have loaded them. */
export async function configuredIn(adapter: MemoryAdapter): Promise<Configured> {
  const json = async (path: string): Promise<Record<string, unknown> | null> =>
    (await adapter.exists(path)) ? (JSON.parse(await adapter.read(path)) as Record<string, unknown>) : null;
  const types = (await json(TYPES)) as { types?: Record<string, string> } | null;
  return { dailyNotes: await json(DAILY_NOTES), periodicNotes: await json(PERIODIC_NOTES), propertyTypes: types?.types ?? {} };
}
