import type { ExistSyncPlugin } from "../../src/obsidian/plugin";
import type { LocalDate } from "../../src/domain/local-date";
import type { Host } from "../host/host";

/** An edit as a person would make it: one number of one note is another number. */
export interface Edit {
  readonly path: string;
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** Finds the latest note with a mapped property that holds a bare number, and what it looks like one lower. */
export async function changeValueIn(host: Host, plugin: ExistSyncPlugin, today: LocalDate): Promise<Edit | null> {
  const latestFirst = [...(await plugin.notes.list(today)).notes.values()].flat().sort((a, b) => (a.date < b.date ? 1 : -1));
  const keys = plugin.settingsFile.current.mappings.flatMap(({ from }) => (from.kind === "property" ? [from.key] : []));
  for (const { path } of latestFirst.slice(0, 100)) {
    const file = host.app.vault.getFileByPath(path);
    if (file === null) continue;
    const text = await host.app.vault.read(file);
    for (const key of keys) {
      const line = new RegExp(`^(${key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}: )(\\d+)$`, "m").exec(text);
      const from = line?.[2];
      if (line === null || from === undefined || Number(from) < 2) continue;
      const to = String(Number(from) - 1);
      return { path, key, from, to, text: text.replace(line[0], (line[1] ?? "") + to) };
    }
  }
  return null;
}
