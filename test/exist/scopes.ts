import type { StoredAttribute } from "./model";

/** Groups that have scopes (Exist reference, scopes). `twitter` is not among them. */
const GROUPS = [
  "activity", "productivity", "mood", "sleep", "workouts", "events", "finance", "food", "health", "location", "media", "social", "weather",
  "symptoms", "medication", "custom", "manual",
];

const SCOPES: ReadonlySet<string> = new Set(GROUPS.flatMap((group) => [`${group}_read`, `${group}_write`]));

/** Scopes, or null for everything. */
export type Scopes = ReadonlySet<string> | null;

export function isScope(scope: string): boolean {
  return SCOPES.has(scope);
}

/** Scopes as they are granted. Throws for one that Exist does not have. */
export function grant(scopes: readonly string[]): ReadonlySet<string> {
  const unknown = scopes.filter((scope) => !SCOPES.has(scope));
  if (unknown.length > 0) throw new Error(`Exist has no scope ${unknown.join(", ")}.`);
  return new Set(scopes);
}

export function mayRead(scopes: Scopes, attribute: Pick<StoredAttribute, "group" | "manual">): boolean {
  return allows(scopes, "read", attribute);
}

export function mayWrite(scopes: Scopes, attribute: Pick<StoredAttribute, "group" | "manual">): boolean {
  return allows(scopes, "write", attribute);
}

function allows(scopes: Scopes, access: "read" | "write", { group, manual }: Pick<StoredAttribute, "group" | "manual">): boolean {
  return scopes === null || scopes.has(`${group}_${access}`) || (manual && scopes.has(`manual_${access}`));
}
