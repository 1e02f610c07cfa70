import { sourceLabel } from "../mapping";
import { valueType } from "../value-type";
import type { Candidate } from "./candidates";
import { type Kind, type ValueForm, formOf, textsOf } from "./evidence";
import { custom, fromLooks, mixed } from "./from-looks";
import { fromName } from "./from-name";
import { knownKey } from "./known-keys";
import type { Proposal, KeyContext, UnclearReason } from "./proposal";

/** The share of a key's values that has to be of one kind; the rest are slips. */
export const READABLE = 0.8;

/** Kinds that are seen in more than a few values, most frequent first. Zeros go with any other kind. */
export function mainKinds(looks: readonly ValueForm[]): readonly Kind[] {
  const counts = new Map<Kind, number>();
  for (const { kind } of looks) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const zeros = counts.get("zero") ?? 0;
  counts.delete("zero");
  const most = looks.length - zeros;
  const main = [...counts].filter(([, count]) => count > most * (1 - READABLE)).sort((a, b) => b[1] - a[1]);
  return main.length === 0 && zeros > 0 ? ["number"] : main.map(([kind]) => kind);
}

/** What the values may be, best first, each to be tried on all of them; or why nobody but the user can tell. */
export function proposalsFor(candidate: Candidate, around: KeyContext): readonly Proposal[] | UnclearReason | null {
  const { from } = candidate;
  const label = sourceLabel(from);
  if (from.kind === "task") return [{ to: custom(label, valueType.boolean), read: {}, reason: { code: "task" } }];
  const { type } = around;
  if (type === "date" || type === "tags" || type === "aliases") return null;
  const raws = candidate.days.flatMap((day) => day.raws);
  const looks = raws.flatMap((raw) => formOf(raw) ?? []);
  if (type === "checkbox") return [{ to: custom(label, valueType.boolean), read: {}, reason: { code: "checkbox" } }];
  const kinds = mainKinds(looks);
  const known = knownKey(label);
  if (known !== undefined && kinds[0] !== "yes-or-no") return fromName(known, raws, looks, kinds, around);
  return fromLooks(from, looks, kinds, raws);
}

/** Why a name that is known is not proposed although there are values; null for free text, of which nothing need be said. */
export function misfit(candidate: Candidate, target: string): UnclearReason | null {
  const kinds = mainKinds(candidate.days.flatMap((day) => day.raws.flatMap((raw) => formOf(raw) ?? [])));
  if (kinds.length > 1) return mixed(kinds);
  // Free text is no tracking, but `8k` and `23:10-06:40` are.
  const raws = candidate.days.flatMap((day) => day.raws);
  return kinds[0] === "text" && textsOf(raws).filter((text) => /\d/.test(text)).length < raws.length * READABLE ? null : { code: "does-not-fit", target };
}
