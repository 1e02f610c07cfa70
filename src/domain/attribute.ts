import { sanitize } from "./sanitize";
import { LONGEST_LABEL } from "./mapping";
import { nameKey } from "./name-key";
import type { ValueType } from "./value-type";

/** Who may write an attribute. */
export interface Service {
  readonly name: string;
  readonly label: string;
}

/** One of the user's attributes, as Exist lists it. */
export interface Attribute {
  /** Exist's identifier; made by Exist and never computed from the label. */
  readonly name: string;
  /** What people see; any text. */
  readonly label: string;
  readonly group: string;
  /** Name of the template it was made from, or null for a custom attribute. */
  readonly template: string | null;
  /** Null where Exist says a type that this version does not know, or the attribute could not be read as a whole. */
  readonly valueType: ValueType | null;
  /** Whether the user can also enter it by hand in Exist's apps. */
  readonly manual: boolean;
  readonly active: boolean;
  /** The owner; null when nobody fills it. */
  readonly service: Service | null;
  /** Who else could fill it; undefined where Exist does not say. */
  readonly otherServices?: readonly Service[] | undefined;
}

/** What labels are compared by: they are the same to people when only case, Unicode form and outer blanks differ, as far as labels are shown. */
export function labelKey(label: string): string {
  return nameKey(sanitize(label.normalize("NFC"), LONGEST_LABEL).trim());
}

export function sameLabel(a: string, b: string): boolean {
  return labelKey(a) === labelKey(b);
}

/**
 * A label as it may be made: Exist takes outer blanks away (recorded), and one that begins with a colon and a blank is what was left
 * of a line whose name was lost.
 */
export function cleanLabel(label: string): string {
  return label.replace(/^\s*(?::\s+)*/u, "").trimEnd();
}
