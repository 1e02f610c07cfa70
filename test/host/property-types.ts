import type { IndexStore } from "./index-store";

const BY_NAME: Readonly<Record<string, string>> = { tags: "tags", aliases: "aliases", cssclasses: "multitext" };

/** `app.metadataTypeManager` (undocumented; assumption `property-types`). Names are the same in any letter case. */
export class PropertyTypes {
  private readonly assigned: ReadonlyMap<string, string>;

  constructor(assigned: Readonly<Record<string, string>>, private readonly index: () => IndexStore) {
    this.assigned = new Map(Object.entries(assigned).map(([name, type]) => [name.toLowerCase(), type]));
  }

  /** The type that a person has given to a property; null without one. */
  getAssignedWidget(name: string): string | null {
    return this.assigned.get(name.toLowerCase()) ?? null;
  }

  /** A property with its type, given or inferred from the values in the vault; null for one that no note has. */
  getPropertyInfo(name: string): { readonly name: string; readonly widget: string; readonly occurrences: number } | null {
    const values = this.valuesOf(name.toLowerCase());
    const widget = this.getAssignedWidget(name) ?? BY_NAME[name.toLowerCase()] ?? (values.length === 0 ? null : inferred(values));
    return widget === null ? null : { name, widget, occurrences: values.length };
  }

  private valuesOf(name: string): unknown[] {
    const { files, entries } = this.index();
    return Object.values(files).flatMap(({ hash }) => Object.entries(entries[hash]?.frontmatter ?? {}).filter(([key]) => key.toLowerCase() === name).map(([, value]) => value));
  }
}

/** One type that fits all values, `text` where none does. Blank ones fit any. */
function inferred(values: readonly unknown[]): string {
  const types = new Set(values.filter((value) => value !== null).map(typeOf));
  const [first = "text"] = types;
  return types.size > 1 ? "text" : first;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "multitext";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "checkbox";
  if (typeof value !== "string") return "unknown";
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return "date";
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) ? "datetime" : "text";
}
