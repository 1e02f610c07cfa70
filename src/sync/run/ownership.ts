import { type Attribute, cleanLabel, labelKey, sameLabel, type Service } from "../../domain/attribute";
import { labelOfTag, type Target, targetKey, type TargetKey, targetLabel, targetType } from "../../domain/mapping";
import { type AcquireItem, type Answer, BATCH, type CreateItem, type ExistClient } from "../../exist/client";
import { ExistError } from "../../exist/error";
import { withoutDeclined } from "../declined";
import type { RefusedAttribute } from "../report";
import { groupOf, mayRead, withheldScopes } from "../scopes";
import type { Settings } from "../settings";

/** The user's attributes, and which of them this client owns, as Exist lists them. */
export interface Catalogue {
  readonly attributes: readonly Attribute[];
  readonly owned: ReadonlySet<string>;
  /** Whether an attribute of this group that somebody fills would surely be among them. */
  readonly isWhole: (group: string | undefined) => boolean;
  /** The scopes that the token lacks for an attribute of this group. */
  readonly withheld: (group: string | undefined, manual: boolean) => readonly string[];
}

/** What has to happen at Exist before values can go to a target. */
export interface OwnershipStep {
  readonly key: TargetKey;
  readonly to: Target;
  readonly label: string;
  readonly how:
    /** Ours already. */
    | "owned"
    /** Nobody fills it; by template it is made if need be. */
    | "acquire"
    | "create"
    /** Another service fills it and would stop. */
    | "take-over"
    /** Exist does not show it to this token, or would not if it were there: another service may fill it, and would stop. */
    | "unknown"
    /** Exist has it with another value type, or with one that is not known; nothing can be sent. */
    | "conflict";
  /** Exist's name, where the attribute exists. */
  readonly name?: string;
  /** Who fills it now, for a take-over. */
  readonly owner?: Service;
  /** The attribute as Exist has it; absent where there is none yet. */
  readonly attribute?: Pick<Attribute, "manual" | "active" | "valueType" | "group">;
  /** The scopes that it takes and the token lacks, of the group that Exist has it in; absent where none is lacking. */
  readonly withheld?: readonly string[];
}

/**
 * Asks Exist for what there is. Lists leave out what the token may not read, and attributes of low priority where the service
 * does not understand the flag: what of `targets` could be seen and is not found is looked for once more, among those with values.
 */
export async function fetchCatalogue(client: ExistClient, settings: Pick<Settings, "connection">, targets: readonly Target[]): Promise<Catalogue> {
  const owned = await client.owned();
  const listed = withMissing(await client.attributes(), owned);
  const isMissing = targets.some((to) => mayRead(settings, groupOf(to)) && attributeOf(to, { attributes: listed }) === undefined);
  const attributes = isMissing ? withMissing(listed, await client.active()) : listed;
  const areNamed = attributes.every(({ name }) => name !== "");
  return {
    attributes,
    owned: new Set(owned.map((attribute) => attribute.name)),
    isWhole: (group) => isMissing && areNamed && mayRead(settings, group),
    withheld: (group, manual) => withheldScopes(settings, group, manual),
  };
}

function withMissing(attributes: readonly Attribute[], others: readonly Attribute[]): readonly Attribute[] {
  const names = new Set(attributes.map(({ name }) => name));
  return [...attributes, ...others.filter(({ name }) => !names.has(name))];
}

/** What the target needs, by what Exist lists. Names are read from the list, never made from labels. */
export function stepFor(to: Target, catalogue: Catalogue): OwnershipStep {
  const attribute = attributeOf(to, catalogue);
  // A label of one's own is told as it was written: Exist's may have lost its letter case.
  const label = to.kind === "create" ? targetLabel(to) : attribute?.label;
  const withheld = catalogue.withheld(attribute?.group ?? groupOf(to), attribute?.manual ?? false);
  const base = { key: targetKey(to), to, label: label === undefined || label === "" ? targetLabel(to) : label, ...(withheld.length === 0 ? {} : { withheld }) };
  if (attribute === undefined) {
    if (!catalogue.isWhole(groupOf(to))) return { ...base, how: "unknown" };
    return { ...base, how: to.kind === "create" ? "create" : "acquire" };
  }
  const { name, service } = attribute;
  const known = { ...base, name, attribute };
  const type = targetType(to) ?? attribute.valueType;
  if (type === null || type !== attribute.valueType) return { ...known, how: "conflict" };
  if (catalogue.owned.has(name)) return { ...known, how: "owned" };
  return service === null ? { ...known, how: "acquire" } : { ...known, how: "take-over", owner: service };
}

/** A conflict as data for the report. */
export function conflictOf({ label, attribute }: OwnershipStep): RefusedAttribute {
  return { label, code: "", text: "", held: attribute?.valueType ?? null };
}

/** Whether a step takes the attribute from another service, or may do so. Only a person who was told so ticks it. */
export function mayTakeAway({ how }: Pick<OwnershipStep, "how">): boolean {
  return how === "take-over" || how === "unknown";
}

/** The attribute a target means, or undefined where the user has none. A template is never met by a mere namesake. */
export function attributeOf(to: Target, { attributes }: Pick<Catalogue, "attributes">): Attribute | undefined {
  switch (to.kind) {
    case "template":
      return attributes.find((attribute) => attribute.template === to.template);
    case "attribute":
      return attributes.find((attribute) => attribute.name === to.name);
    case "create":
      return attributes.find((attribute) => attribute.name === to.name) ?? attributes.find((attribute) => sameLabel(attribute.label, cleanLabel(to.label)));
  }
}

/** What acquiring and creating came to. */
export interface Acquired {
  /** Exist's names of what is ours now, by target. */
  readonly names: ReadonlyMap<TargetKey, string>;
  readonly acquired: readonly string[];
  readonly created: readonly string[];
  readonly refused: readonly (RefusedAttribute & { readonly key: TargetKey })[];
  /** The failure that ended it early; what is above was done before. */
  readonly error: ExistError | null;
}

/** Acquires and creates what the steps say, 35 to a call. Only ever called with steps that a person agreed to. */
export async function perform(client: ExistClient, steps: readonly OwnershipStep[], manualOf: (key: TargetKey) => boolean | undefined): Promise<Acquired> {
  const names = new Map<TargetKey, string>();
  const done: Record<"acquire" | "create", OwnershipStep[]> = { acquire: [], create: [] };
  const refused: (RefusedAttribute & { key: TargetKey })[] = [];
  const note = (how: "acquire" | "create", batch: readonly OwnershipStep[], answers: readonly Answer<unknown>[]): void => {
    for (const [at, step] of batch.entries()) {
      const answer = answers[at];
      if (answer?.accepted === false && answer.refusal !== null) {
        refused.push({ key: step.key, label: step.label, ...answer.refusal });
        continue;
      }
      // What the answer says nothing of may have been done all the same.
      const name = (answer?.accepted === true ? answer.echo.name : undefined) ?? step.name;
      if (answer?.accepted === true && typeof name === "string") names.set(step.key, name);
      done[how].push(step);
    }
  };
  for (const step of steps) if (step.how === "owned" && step.name !== undefined) names.set(step.key, step.name);
  let error: ExistError | null = null;
  try {
    for (const batch of batches(steps.filter(isAcquired))) note("acquire", batch, await client.acquire(batch.map((step) => acquireItem(step, manualOf(step.key)))));
    for (const batch of withDistinctLabels(steps.filter(isCreated)).flatMap(batches)) note("create", batch, await client.create(batch.flatMap((step) => createItem(step, manualOf(step.key)))));
    await nameDone(client, [...done.acquire, ...done.create], names);
  } catch (cause) {
    if (!(cause instanceof ExistError)) throw cause;
    error = cause;
  }
  const isNamed = ({ key }: OwnershipStep): boolean => names.has(key);
  // Without a name nothing can be sent to it, and nobody knows what became of it.
  const nameless = [...done.acquire, ...done.create].filter((step) => !isNamed(step));
  return {
    names,
    acquired: done.acquire.filter(isNamed).map(({ label }) => label),
    created: done.create.filter(isNamed).map(({ label }) => label),
    refused: [...refused, ...nameless.map(({ key, label }) => ({ key, label, ...UNANSWERED }))],
    error,
  };
}

const UNANSWERED = { code: "", text: "", answered: false } as const;

/** The steps in two parts, so that of two that Exist takes for one label each has an answer that is surely its own. */
function withDistinctLabels(steps: readonly OwnershipStep[]): readonly (readonly OwnershipStep[])[] {
  const first = new Map<string, OwnershipStep>();
  for (const step of steps) {
    const label = labelKey(cleanLabel(step.label));
    if (!first.has(label)) first.set(label, step);
  }
  const firsts = new Set(first.values());
  return [[...firsts], steps.filter((step) => !firsts.has(step))];
}

/** Looks up the names of what was acquired or created, or may have been, and is not named in the answer. */
async function nameDone(client: ExistClient, done: readonly OwnershipStep[], names: Map<TargetKey, string>): Promise<void> {
  const nameless = done.filter(({ key }) => !names.has(key));
  if (nameless.length === 0) return;
  const attributes = await client.owned();
  for (const { key, to } of nameless) {
    const name = attributeOf(to, { attributes })?.name;
    if (name !== undefined && name !== "") names.set(key, name);
  }
}

function isAcquired({ how, to }: OwnershipStep): boolean {
  return how === "acquire" || how === "take-over" || (how === "unknown" && to.kind !== "create");
}

function isCreated({ how, to }: OwnershipStep): boolean {
  return how === "create" || (how === "unknown" && to.kind === "create");
}

function acquireItem({ to, name }: OwnershipStep, manual: boolean | undefined): AcquireItem {
  const hand = manual === undefined ? {} : { manual };
  if (to.kind === "template") return { template: to.template, ...hand };
  return { name: name ?? to.name ?? "", ...hand };
}

/** A new attribute is filled from notes, so hand entry is off unless the mapping asks for it. */
function createItem({ to }: OwnershipStep, manual = false): CreateItem[] {
  return to.kind === "create" ? [{ label: cleanLabel(to.label), group: to.group, value_type: to.valueType, manual }] : [];
}

export function batches<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / BATCH);
  return Array.from({ length: count }, (_, at) => items.slice(at * BATCH, (at + 1) * BATCH));
}

/** The settings with Exist's names of what a person has just agreed to, and those names among what notes may fill. */
export function withAgreed(settings: Settings, names: ReadonlyMap<TargetKey, string>): Settings {
  const named = withNames(withoutDeclined(settings, new Set(names.keys())), names);
  return { ...named, agreed: [...new Set([...settings.agreed, ...names.values()])] };
}

/** The settings with Exist's names in them. A name permits nothing. */
export function withNames(settings: Settings, names: ReadonlyMap<TargetKey, string>): Settings {
  const mapped = new Set(settings.mappings.map(({ to }) => targetKey(to)));
  const tags = [...names].flatMap(([key, name]) => {
    const label = labelOfTag(key);
    return label === undefined || mapped.has(key) ? [] : [[label, name] as const];
  });
  return {
    ...settings,
    mappings: settings.mappings.map((mapping) => {
      const name = names.get(targetKey(mapping.to));
      return name === undefined || mapping.to.name === name ? mapping : { ...mapping, to: { ...mapping.to, name } };
    }),
    tagNames: { ...settings.tagNames, ...Object.fromEntries(tags) },
  };
}

/**
 * The settings without Exist's names for the targets in `keys`, and without the agreement to them.
 * @param declined those among them that are not to be asked about again
 * @param names attributes to forget wherever their names stand, also where no target is left that means them
 */
export function withoutNames(settings: Settings, keys: readonly TargetKey[], declined: readonly TargetKey[], names: readonly string[] = []): Settings {
  if (keys.length === 0 && names.length === 0) return settings;
  const forgotten = new Set(names);
  const isGone = (key: TargetKey, name: string | undefined): boolean => {
    const gone = keys.includes(key) || (name !== undefined && names.includes(name));
    if (gone && name !== undefined) forgotten.add(name);
    return gone;
  };
  const mappings = settings.mappings.map((mapping) => {
    if (!isGone(targetKey(mapping.to), mapping.to.name) || mapping.to.kind === "attribute") return mapping;
    return { ...mapping, to: { ...mapping.to, name: undefined } };
  });
  const tags = Object.entries(settings.tagNames).filter(([label, name]) => !isGone(`create:custom:${label}`, name));
  return {
    ...settings,
    mappings,
    tagNames: Object.fromEntries(tags),
    agreed: settings.agreed.filter((name) => !forgotten.has(name)),
    declined: [...new Set([...settings.declined, ...declined])],
  };
}

/** The settings without any of Exist's names, and without what was agreed to or declined: for another account all of it is to be learned anew. */
export function withoutAnyNames(settings: Settings): Settings {
  const mappings = settings.mappings.map((mapping) => (mapping.to.name === undefined || mapping.to.kind === "attribute" ? mapping : { ...mapping, to: { ...mapping.to, name: undefined } }));
  return { ...settings, mappings, tagNames: {}, agreed: [], declined: [], others: {} };
}
