import * as v from "valibot";
import { cleanLabel } from "../domain/attribute";
import { IMPERIAL, type Imperial } from "../domain/convert";
import { addDays, type LocalDate, parseLocalDate } from "../domain/local-date";
import { COMBINES, COUNTS, type Mapping, SCALES, targetKey, type TargetKey, targetType, UNITS } from "../domain/mapping";
import { TAG_MODES, type TagRules } from "../domain/tags";
import { isValueType, type ValueType } from "../domain/value-type";
import { inPossibleGroup, inPossibleGroups, type MovedToGroup } from "./possible-groups";

export const SETTINGS_VERSION = 1;
const DAYS_BEFORE_SET_UP = 30;

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());
const localDate = v.pipe(
  v.string(),
  v.check((date) => parseLocalDate(date) !== null, "not a date"),
  v.transform((date) => date as LocalDate),
);
/** A table by any words: valibot's own record leaves out what could be taken for a prototype, such as a tag "constructor". */
const tableOf = <Item>(item: v.GenericSchema<unknown, Item>) =>
  v.custom<Readonly<Record<string, Item>>>((table) => typeof table === "object" && table !== null && !Array.isArray(table) && Object.values(table).every((each) => v.is(item, each)));
const type = v.pipe(v.number(), v.check(isValueType, "no value type"), v.transform((code) => code as ValueType));

const from = v.variant("kind", [
  v.looseObject({ kind: v.literal("property"), key: text }),
  v.looseObject({ kind: v.literal("inline"), key: text }),
  v.looseObject({ kind: v.literal("tag"), tag: text }),
  v.looseObject({ kind: v.literal("task"), text }),
  v.looseObject({ kind: v.literal("count"), of: v.picklist(COUNTS) }),
]);

const to = v.variant("kind", [
  v.looseObject({ kind: v.literal("template"), template: text, name: v.optional(text), label: v.optional(text), group: v.optional(text), valueType: v.optional(type) }),
  v.looseObject({ kind: v.literal("attribute"), name: text, label: v.optional(text), group: v.optional(text), valueType: v.optional(type) }),
  v.looseObject({ kind: v.literal("create"), label: v.pipe(text, v.transform(cleanLabel)), group: text, valueType: type, name: v.optional(text) }),
]);

const read = v.looseObject({
  unit: v.optional(v.picklist(UNITS)),
  scale: v.optional(v.picklist(SCALES)),
  round: v.optional(v.boolean()),
  glass: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(5000))),
  words: v.optional(tableOf(v.number())),
  combine: v.optional(v.picklist(COMBINES)),
  dayOffset: v.optional(v.picklist([-1, 0, 1])),
});

const mapping = v.looseObject({
  id: text,
  enabled: v.optional(v.boolean(), true),
  from,
  to,
  read: v.optional(read, {}),
  whenRemoved: v.optional(v.picklist(["keep", "zero"]), "keep"),
  manual: v.optional(v.boolean()),
});

const connection = v.looseObject({
  keptIn: v.picklist(["settings", "keychain"]),
  accessToken: v.optional(v.string()),
  refreshToken: v.optional(v.string()),
  expiresAt: v.optional(v.string()),
  clientId: v.optional(v.string()),
  clientSecret: v.optional(v.string()),
  account: text,
  /** What OAuth granted; absent for a personal token, which may do everything. */
  scopes: v.optional(v.array(v.string())),
  /** The profile as it was at sign-in. */
  timezone: v.optional(v.string()),
  standing: v.optional(v.picklist(["trial", "delinquent"])),
  imperial: v.optional(v.array(v.picklist(IMPERIAL))),
});

const source = v.union([
  v.looseObject({ follow: v.literal("daily-notes") }),
  v.looseObject({ folder: v.string(), format: v.string() }),
  v.looseObject({ folder: v.string(), property: text }),
]);

const other = v.looseObject({ label: v.string(), owner: v.string() });

const minutes = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));

const settingsSchema = v.looseObject({
  version: v.literal(SETTINGS_VERSION),
  connection: v.optional(v.nullable(connection), null),
  namesFrom: v.optional(text),
  sources: v.optional(v.array(source), [{ follow: "daily-notes" }]),
  syncFrom: localDate,
  mappings: v.optional(v.array(mapping), []),
  tagMode: v.optional(v.picklist(TAG_MODES), "off"),
  tagPrefix: v.optional(v.string(), "exist/"),
  chosenTags: v.optional(v.array(text), []),
  ignoredTags: v.optional(v.array(text), []),
  tagNames: v.optional(tableOf(v.pipe(v.string(), v.nonEmpty())), {}),
  agreed: v.optional(v.array(text), []),
  declined: v.optional(v.array(text), []),
  others: v.optional(tableOf(other), {}),
  autoSync: v.optional(v.boolean(), true),
  quietSeconds: v.optional(minutes(1, 3600), 60),
  maxWaitMinutes: v.optional(minutes(1, 240), 15),
});

export type Connection = v.InferOutput<typeof connection>;
/** A folder in which daily notes are, and what tells the day of each: the format of its path, or a property. */
export type DayPlace = { readonly folder: string } & ({ readonly format: string } | { readonly property: string });

/** Where daily notes are: as other plugins are set, or a place of its own. */
export type NoteSource = { readonly follow: "daily-notes" } | DayPlace;

/** data.json, version 1. Keys that this version does not know are kept as they are. */
export interface Settings {
  readonly version: typeof SETTINGS_VERSION;
  /** Null when not connected. */
  readonly connection: Connection | null;
  /** The account that was connected last, while none is: the names of attributes in here are Exist's for that one. */
  readonly namesFrom?: string | undefined;
  readonly sources: readonly NoteSource[];
  /** Notes before this day are not read. */
  readonly syncFrom: LocalDate;
  readonly mappings: readonly Mapping[];
  readonly tagMode: TagRules["mode"];
  readonly tagPrefix: string;
  readonly chosenTags: readonly string[];
  readonly ignoredTags: readonly string[];
  /** Exist's names of tags, by label in lower case. */
  readonly tagNames: Readonly<Record<string, string>>;
  /** Names of attributes whose acquiring the user agreed to. */
  readonly agreed: readonly string[];
  /** Targets that the user was shown and left unticked, or has released: not sent, and not asked about again. */
  readonly declined: readonly TargetKey[];
  /** Those of them that another service fills at Exist: the label, and the service's. See `declined.ts`. */
  readonly others: Readonly<Record<TargetKey, v.InferOutput<typeof other>>>;
  readonly autoSync: boolean;
  readonly quietSeconds: number;
  readonly maxWaitMinutes: number;
}

/** What data.json turned out to hold. */
export type DecodedSettings =
  /** `moved` where new attributes were in a group that does not take them: the settings have them elsewhere. */
  | { readonly kind: "settings"; readonly settings: Settings; readonly moved?: readonly MovedToGroup[] }
  /** Nothing yet: the plugin is new in this vault. */
  | { readonly kind: "none" }
  /** Written by a later version of the plugin; must be left alone. */
  | { readonly kind: "newer"; readonly version: number }
  /** Not what this plugin writes; `place` names the setting. Must be left alone until a person decides. */
  | { readonly kind: "damaged"; readonly place: string };

/** Why settings may be neither used nor written. */
export type SettingsLock = Extract<DecodedSettings, { readonly kind: "newer" | "damaged" }>;

/**
 * Reads data.json as parsed; never throws. `null` is no file; `undefined` is one that is no JSON or cannot be read: so
 * `Plugin.loadData()` tells them apart (public plugins).
 */
export function decodeSettings(data: unknown): DecodedSettings {
  if (data === null) return { kind: "none" };
  const version = v.safeParse(v.looseObject({ version: v.number() }), data);
  if (version.success && version.output.version > SETTINGS_VERSION) return { kind: "newer", version: version.output.version };
  const result = v.safeParse(settingsSchema, data);
  if (result.success) {
    const { settings, moved } = inPossibleGroups<Settings>(result.output);
    return { kind: "settings", settings, ...(moved.length === 0 ? {} : { moved }) };
  }
  return { kind: "damaged", place: v.getDotPath(result.issues[0]) ?? "" };
}

/** Settings of a vault in which nothing has been set up: the last 30 days, nothing mapped. */
export function newSettings(today: LocalDate): Settings {
  return v.parse(settingsSchema, { version: SETTINGS_VERSION, syncFrom: addDays(today, -DAYS_BEFORE_SET_UP) });
}

/** Mappings from text in the shape of data.json, for what people write by hand; throws with the place of the first mistake. */
export function parseMappings(data: unknown): Mapping[] {
  const result = v.safeParse(v.array(mapping), data);
  if (result.success) return result.output.map(inPossibleGroup);
  throw new TypeError(`not a list of mappings: ${v.getDotPath(result.issues[0]) ?? "the top"}: ${result.issues[0].message}`);
}

/** The account whose attributes the names in the settings mean; null where nobody has signed in yet. */
export function namesOwner({ connection: now, namesFrom }: Settings): string | null {
  return now?.account ?? namesFrom ?? null;
}

export function tagRules(settings: Settings): TagRules {
  const { tagMode, tagPrefix, chosenTags, ignoredTags, tagNames } = settings;
  return { mode: tagMode, prefix: tagPrefix, chosen: chosenTags, ignored: ignoredTags, names: tagNames };
}

/** What the connected person wants to see in other units than Exist's, which bare numbers in notes follow. */
export function imperialOf(settings: Settings): readonly Imperial[] {
  return settings.connection?.imperial ?? [];
}

/**
 * What of the settings decides how notes become values. Notes that were read under other rules are read again. Exist's
 * names do not count: learning one changes no value.
 */
export function rulesOf(settings: Settings): string {
  const { sources, mappings, tagMode, tagPrefix, chosenTags, ignoredTags, declined } = settings;
  const rules = mappings.filter((each) => each.enabled).map(({ from, to, read, whenRemoved }) => ({ from, to: targetKey(to), type: targetType(to), read, whenRemoved }));
  return JSON.stringify([sources, rules, imperialOf(settings), tagMode, tagPrefix, chosenTags, ignoredTags, [...declined].sort()]);
}
