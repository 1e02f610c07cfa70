import type { ValueType } from "../../domain/value-type";
import type { Language } from "../../locales";
import { joined } from "../../locales/fill";
import { ended } from "../../locales/formats";
import type { LeftAttribute, RefusedAttribute, RefusedUpdate } from "../../sync/report";
import { describeNames } from "./names";

/** What Exist did not take, and what another service fills. */
export function describeRefusals(language: Language) {
  const { words: { report, ownership }, formats, fill } = language;
  const { typeName } = describeNames(language);

  /** That an attribute has another type than the mapping sends. @param held the type at Exist; null where it is not known here */
  const conflict = (held: ValueType | null): string => (held === null ? ownership.conflictUnknown : fill(ownership.conflictWith, { type: typeName(held) }));

  return {
    conflict,
    refusedUpdate: ({ label, date, text, answered }: RefusedUpdate): string => {
      const given = { label, date: formats.dayOfYear(date) };
      if (answered === false) return fill(report.unanswered, given);
      return text === "" ? fill(report.refusedWithoutReason, given) : fill(report.refused, { ...given, text: ended(text) });
    },
    refusedAttribute: ({ label, code, text, answered, held }: RefusedAttribute): string => {
      if (held !== undefined) return fill(report.attributeConflict, { label, conflict: conflict(held) });
      if (answered === false) return fill(report.attributeUnanswered, { label });
      const why = text === "" ? fill(report.attributeRefusedWithoutReason, { label }) : fill(report.attributeRefused, { label, text: ended(text) });
      // What exists and was in no list: it would have been acquired otherwise.
      return joined(why, code === "exists" ? report.attributeUnseen : "");
    },
    /** An attribute that another service fills, of which notes hold something else. */
    leftAttribute: ({ label, owner, days }: LeftAttribute): string => fill(report.left, { label, owner, days }),
  };
}
