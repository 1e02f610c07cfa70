import { type Attribute, sameLabel, type Service } from "../../domain/attribute";
import { type Target, targetKey, type TargetKey, targetLabel, targetType } from "../../domain/mapping";
import { type AcquireItem, type Answer, BATCH, type CreateItem, type ExistClient } from "../../exist/client";
import type { RefusedAttribute } from "../report";
import type { Settings } from "../settings";

/** The user's attributes, and which of them this client owns, as Exist lists them. */
export interface Catalogue {
  readonly attributes: readonly Attribute[];
  readonly owned: ReadonlySet<string>;
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
    /** An attribute of that label has another value type; nothing can be sent. */
    | "conflict";
  /** Exist's name, where the attribute exists. */
  readonly name?: string;
  /** Who fills it now, for a take-over. */
  readonly owner?: Service;
  /** The attribute as Exist has it; absent where there is none yet. */
  readonly attribute?: Pick<Attribute, "manual" | "active" | "valueType">;
}

export async function fetchCatalogue(client: ExistClient): Promise<Catalogue> {
  const owned = await client.owned();
  const listed = await client.attributes();
  const names = new Set(listed.map((attribute) => attribute.name));
  return {
    attributes: [...listed, ...owned.filter((attribute) => !names.has(attribute.name))],
    owned: new Set(owned.map((attribute) => attribute.name)),
  };
}

/** What the target needs, by what Exist lists. Names are read from the list, never made from labels. */
export function stepFor(to: Target, catalogue: Catalogue): OwnershipStep {
  const attribute = attributeOf(to, catalogue);
  const base = { key: targetKey(to), to, label: attribute?.label ?? targetLabel(to) };
  if (attribute === undefined) return { ...base, how: to.kind === "create" ? "create" : "acquire" };
  const { name, service } = attribute;
  const known = { ...base, name, attribute };
  const type = targetType(to);
  if (type !== undefined && type !== attribute.valueType) return { ...known, how: "conflict" };
  if (catalogue.owned.has(name)) return { ...known, how: "owned" };
  return service === null ? { ...known, how: "acquire" } : { ...known, how: "take-over", owner: service };
}

/** The attribute a target means, or undefined where the user has none. A template is never met by a mere namesake. */
export function attributeOf(to: Target, { attributes }: Catalogue): Attribute | undefined {
  switch (to.kind) {
    case "template":
      return attributes.find((attribute) => attribute.template === to.template);
    case "attribute":
      return attributes.find((attribute) => attribute.name === to.name);
    case "create":
      return attributes.find((attribute) => attribute.name === to.name) ?? attributes.find((attribute) => sameLabel(attribute.label, to.label));
  }
}

/** What acquiring and creating came to. */
export interface Acquired {
  /** Exist's names of what is ours now, by target. */
  readonly names: ReadonlyMap<TargetKey, string>;
  readonly acquired: readonly string[];
  readonly created: readonly string[];
  readonly refused: readonly (RefusedAttribute & { readonly key: TargetKey })[];
}

/** Acquires and creates what the steps say, 35 to a call. Only ever called with steps that a person agreed to. */
export async function perform(client: ExistClient, steps: readonly OwnershipStep[], manualOf: (key: TargetKey) => boolean | undefined): Promise<Acquired> {
  const names = new Map<TargetKey, string>();
  const refused: (RefusedAttribute & { key: TargetKey })[] = [];
  const done = { acquire: [] as string[], create: [] as string[] };

  const settle = (how: "acquire" | "create", step: OwnershipStep, answer: Answer<unknown>): void => {
    const name = answer.echo.name ?? step.name;
    if (answer.accepted && typeof name === "string") {
      names.set(step.key, name);
      done[how].push(step.label);
    } else {
      refused.push({ key: step.key, label: step.label, ...(answer.accepted ? { code: "", text: "" } : answer.refusal) });
    }
  };

  for (const step of steps) if (step.how === "owned" && step.name !== undefined) names.set(step.key, step.name);
  for (const batch of batches(steps.filter(({ how }) => how === "acquire" || how === "take-over"))) {
    const answers = await client.acquire(batch.map((step) => acquireItem(step, manualOf(step.key))));
    batch.forEach((step, at) => { const answer = answers[at]; if (answer !== undefined) settle("acquire", step, answer); });
  }
  for (const batch of batches(steps.filter(({ how }) => how === "create"))) {
    const answers = await client.create(batch.flatMap((step) => createItem(step, manualOf(step.key))));
    batch.forEach((step, at) => { const answer = answers[at]; if (answer !== undefined) settle("create", step, answer); });
  }
  return { names, acquired: done.acquire, created: done.create, refused };
}

function acquireItem({ to, name }: OwnershipStep, manual: boolean | undefined): AcquireItem {
  const hand = manual === undefined ? {} : { manual };
  if (to.kind === "template") return { template: to.template, ...hand };
  return { name: name ?? to.name ?? "", ...hand };
}

/** A new attribute is filled from notes, so hand entry is off unless the mapping asks for it. */
function createItem({ to }: OwnershipStep, manual = false): CreateItem[] {
  return to.kind === "create" ? [{ label: to.label, group: to.group, value_type: to.valueType, manual }] : [];
}

export function batches<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / BATCH);
  return Array.from({ length: count }, (_, at) => items.slice(at * BATCH, (at + 1) * BATCH));
}

/** The settings with Exist's names of what a person has just agreed to, and those names among what notes may fill. */
export function withAgreed(settings: Settings, names: ReadonlyMap<TargetKey, string>): Settings {
  return {
    ...withNames(settings, names),
    agreed: [...new Set([...settings.agreed, ...names.values()])],
    declined: settings.declined.filter((key) => !names.has(key)),
  };
}

/** The settings with Exist's names in them. A name permits nothing. */
export function withNames(settings: Settings, names: ReadonlyMap<TargetKey, string>): Settings {
  const mapped = new Set(settings.mappings.map(({ to }) => targetKey(to)));
  const tags = [...names].flatMap(([key, name]) => {
    const label = TAG_KEY.exec(key)?.[1];
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
  return { ...settings, mappings, tagNames: {}, agreed: [], declined: [] };
}

/** The key of a tag that is sent by the tag rules, see `tagMapping`. */
const TAG_KEY = /^create:custom:(.+)$/;
