import { sentUnit } from "../../domain/convert";
import { type Mapping, targetLabel, targetType, type Unit } from "../../domain/mapping";
import { type ValueType, valueType } from "../../domain/value-type";
import type { Language } from "../../locales";
import { joined } from "../../locales/fill";
import { RECENT_DAYS, type MappingFacts } from "../mapping-facts";
import { describeNames } from "./names";
import { describeValues } from "./values";

const LONGEST_VALUE = 40;

/** Mappings in the settings. */
export function describeMappings(language: Language) {
  const { words: { rows, units, mapping: form }, formats, fill } = language;
  const { typeName } = describeNames(language);
  const { value } = describeValues(language);
  return {
    /** Where a mapping leads and how it fares, in a line. */
    mappingRow: ({ enabled, to: target, read }: Mapping, isDeclined: boolean, facts: MappingFacts | undefined): string => {
      if (!enabled) return rows.off;
      if (isDeclined) return joined(facts?.owner == null ? rows.notChosen : fill(rows.elsewhere, { owner: facts.owner }), rows.askAgain);
      const type = targetType(target);
      const label = targetLabel(target);
      const to = type === undefined ? fill(rows.to, { target: label }) : fill(rows.toTyped, { target: label, type: typeName(type) });
      if (facts === undefined) return to;
      const { last, unread, refused } = facts;
      if (refused > 0) return fill(rows.refused, { to, values: refused, days: RECENT_DAYS });
      if (unread > 0) return fill(rows.unread, { to, values: unread, days: RECENT_DAYS });
      if (last === null) return fill(rows.notSent, { to });
      const text = value(last.value, type, sentUnit(target, read));
      return fill(rows.last, { to, value: text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text, date: formats.day(last.date) });
    },
    /** The unit that holds where none is chosen. */
    usualUnit: (unit: Unit | undefined): string => (unit === undefined ? form.unitNotSet : fill(form.unitUsual, { unit: units[unit] })),
    /** How a table of words is written. */
    wordsHint: (type: ValueType): string => (type === valueType.scale ? form.stepsHint : form.wordsHint),
  };
}
