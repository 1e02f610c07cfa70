import { type Mapping, targetKey } from "../domain/mapping";
import { mergeMapping } from "./merge-mapping";
import { withoutAnyNames } from "./run/ownership";
import { type Connection, namesOwner, type Settings } from "./settings";

/**
 * Brings two versions of the settings together that were made of a third: what only one of them changed is kept, where both
 * changed the same thing `mine` holds. A connection is one thing, since tokens of one sign-in mean nothing in another; names
 * of attributes come along only from versions of the account that is connected afterwards.
 * @param base the version that both were made of
 */
export function mergeSettings(base: Settings, mine: Settings, other: Settings): Settings {
  const signedIn = pickConnection(base, mine, other);
  const owner = namesOwner(signedIn);
  const [from, a, b] = ofThree((each) => (namesOwner(each) === owner ? each : withoutAnyNames(each)), base, mine, other);
  return {
    ...mergeTable(from, a, b),
    connection: signedIn.connection,
    namesFrom: signedIn.namesFrom,
    mappings: mergeMappings(from.mappings, a.mappings, b.mappings),
    sources: mergeList(from.sources, a.sources, b.sources),
    chosenTags: mergeList(from.chosenTags, a.chosenTags, b.chosenTags),
    ignoredTags: mergeList(from.ignoredTags, a.ignoredTags, b.ignoredTags),
    tagNames: mergeTable(from.tagNames, a.tagNames, b.tagNames),
    agreed: mergeList(from.agreed, a.agreed, b.agreed),
    others: mergeTable(from.others, a.others, b.others),
    declined: mergeList(from.declined, a.declined, b.declined),
  };
}

/** The version whose connection holds. Of two tokens of one account it is the one that lives longer, which was refreshed later. */
function pickConnection(base: Settings, mine: Settings, other: Settings): Settings {
  if (same(mine.connection, base.connection)) return other;
  if (same(other.connection, base.connection)) return mine;
  const { connection: a } = mine;
  const { connection: b } = other;
  return a !== null && b !== null && a.account === b.account && expiry(b) > expiry(a) ? other : mine;
}

/** As text that sorts by time; a personal token has no end. */
function expiry({ expiresAt }: Connection): string {
  return expiresAt ?? "";
}

/** Key by key. Tables of words may have a key like `constructor`, so none is ever looked up in an object. */
function mergeTable<Table extends object>(base: Table, mine: Table, other: Table): Table {
  const [before, a, b] = ofThree((each) => new Map<string, unknown>(Object.entries(each)), base, mine, other);
  const merged = [...new Set([...b.keys(), ...a.keys()])].flatMap((key) => {
    const holds = same(a.get(key), before.get(key)) ? b : a;
    return holds.has(key) ? [[key, holds.get(key)] as const] : [];
  });
  return Object.fromEntries(merged) as Table;
}

/** A list as a set: what either added is in it, what either removed is not. */
function mergeList<Item>(base: readonly Item[], mine: readonly Item[], other: readonly Item[]): readonly Item[] {
  const [before, a, b] = ofThree((list) => new Set(list.map(textOf)), base, mine, other);
  const kept = mine.filter((item) => b.has(textOf(item)) || !before.has(textOf(item)));
  return [...kept, ...other.filter((item) => !a.has(textOf(item)) && !before.has(textOf(item)))];
}

/** By id. What one removed and the other changed stays: losing a rule is worse than having to remove it again. */
function mergeMappings(base: readonly Mapping[], mine: readonly Mapping[], other: readonly Mapping[]): readonly Mapping[] {
  // Ids are ours, but a file may be written by hand. Two mappings of one id can be told apart as a whole list only.
  if ([base, mine, other].some((list) => new Set(list.map(({ id }) => id)).size < list.length)) return same(mine, base) ? other : mine;
  const [before, a, b] = ofThree((list) => new Map(list.map((each) => [each.id, each])), base, mine, other);
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((id) => {
    const [was, here, there] = [before.get(id), a.get(id), b.get(id)];
    if (here !== undefined && there !== undefined) return [was === undefined ? here : mergeMapping(was, here, there)];
    const left = here ?? there;
    return left === undefined || (was !== undefined && isSameRule(was, left)) ? [] : [left];
  });
}

/** Whether two mappings differ at most in what Exist said of the attribute. */
function isSameRule(a: Mapping, b: Mapping): boolean {
  return same({ ...a, to: targetKey(a.to) }, { ...b, to: targetKey(b.to) });
}

function ofThree<From, To>(make: (from: From) => To, base: From, mine: From, other: From): readonly [To, To, To] {
  return [make(base), make(mine), make(other)];
}

function same(a: unknown, b: unknown): boolean {
  return textOf(a) === textOf(b);
}

function textOf(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value);
}
