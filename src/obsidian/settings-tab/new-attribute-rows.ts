import { cleanLabel } from "../../domain/attribute";
import { groupsFor, proposedGroup, withPossibleGroup } from "../../domain/group";
import type { Target } from "../../domain/mapping";
import { VALUE_TYPES, type ValueType, valueType } from "../../domain/value-type";
import { describe, words } from "../words";
import { choice, line, named } from "../ui/form";

type NewAttribute = Extract<Target, { readonly kind: "create" }>;

/** Types that Exist lets a client create: all but the one that only a template has (Exist reference). */
const CREATABLE = VALUE_TYPES.filter((type) => type !== valueType.timeFromMidday);

export const EMPTY: NewAttribute = { kind: "create", label: "", group: proposedGroup("", valueType.boolean), valueType: valueType.boolean };

/**
 * What a new attribute is called, of what kind it is, and the group it goes to. The group follows the label and the kind as long
 * as it is the one proposed for them.
 * @param change given the attribute after each change, and whether its kind is another
 */
export function newAttributeRows(parent: HTMLElement, attribute: NewAttribute, change: (to: NewAttribute, isOtherKind: boolean) => void): void {
  let made = attribute;
  const become = (part: Partial<NewAttribute>): void => {
    const isProposed = made.group === proposedGroup(made.label, made.valueType);
    // A changed label, group or kind means another attribute, so the name Exist gave is let go.
    const next = { ...made, name: undefined, ...part };
    const isOtherKind = next.valueType !== made.valueType;
    made = withPossibleGroup(isProposed && part.group === undefined ? { ...next, group: proposedGroup(next.label, next.valueType) } : next);
    if (select !== null) select.value = made.group;
    change(made, isOtherKind);
  };
  line(parent, words.mapping.label, words.mapping.labelHint, made.label, (label) => { become({ label: cleanLabel(label) }); });
  choice(parent, words.mapping.valueType, named(CREATABLE.map(String), (code) => describe.typeName(Number(code) as ValueType)), String(made.valueType),
    (code) => { become({ valueType: Number(code) as ValueType }); });
  const groups = named([...new Set([...groupsFor(made.valueType), made.group])], (group) => group);
  const row = choice(parent, words.mapping.group, groups, made.group, (group) => { become({ group }); }).setDesc(words.mapping.groupHint);
  const select = row.controlEl.querySelector("select");
}
