import { existsSync, readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { type LocalDate, parseLocalDate } from "../../src/domain/local-date";
import type { Mapping } from "../../src/domain/mapping";
import { decodeSettings, parseMappings, type Settings, SETTINGS_VERSION } from "../../src/sync/settings";

export interface DemoArguments {
  /** A folder on disk, or null for the sample vault. */
  readonly vault: string | null;
  /** Settings to be used instead of what the plugin suggests. */
  readonly given: { readonly mappings: readonly Mapping[]; readonly settings: Partial<Settings> } | null;
  readonly from: LocalDate | null;
  readonly json: boolean;
}

/** Reads the command line; throws a sentence for people. */
export function readArguments(argv: readonly string[]): DemoArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: { vault: { type: "string" }, mappings: { type: "string" }, from: { type: "string" }, json: { type: "boolean", default: false } },
  });
  const vault = values.vault ?? null;
  if (vault !== null && !(existsSync(vault) && statSync(vault).isDirectory())) throw new Error(`There is no folder ${vault}.`);
  const from = values.from === undefined ? null : parseLocalDate(values.from);
  if (values.from !== undefined && from === null) throw new Error(`--from takes a date like 2026-09-21, not ${values.from}.`);
  return { vault, from, json: values.json, given: values.mappings === undefined ? null : readMappings(values.mappings) };
}

/** A list of mappings, or a whole data.json, which then also says what happens with tags. */
function readMappings(path: string): NonNullable<DemoArguments["given"]> {
  if (!existsSync(path)) throw new Error(`There is no file ${path}.`);
  const json: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (Array.isArray(json)) return { mappings: parseMappings(json), settings: {} };
  const decoded = decodeSettings({ version: SETTINGS_VERSION, syncFrom: "2000-01-01", ...(json as object) });
  if (decoded.kind !== "settings") throw new Error(`${path} is neither a list of mappings nor settings${decoded.kind === "damaged" ? `: look at "${decoded.place}"` : ""}.`);
  const { mappings, sources, tagMode, tagPrefix, chosenTags, ignoredTags } = decoded.settings;
  return { mappings, settings: { tagMode, tagPrefix, chosenTags, ignoredTags, ...("sources" in (json as object) ? { sources } : {}) } };
}
