import type { Attribute } from "../../domain/attribute";
import type { Language } from "../../locales";
import { joined } from "../../locales/fill";
import type { OwnedAttribute, ReleaseOutcome, ReleaseReport } from "../../sync/release";
import type { OwnershipStep } from "../../sync/run/ownership";
import { groupsIn } from "../../sync/scopes";
import { describeFailures } from "./failures";
import { describeNames } from "./names";
import { describeRefusals } from "./refusals";

/** Who fills an attribute, and what happens when that changes. */
export function describeOwnership(language: Language) {
  const { words: { ownership, release }, formats, fill } = language;
  const { source } = describeNames(language);
  const { conflict } = describeRefusals(language);
  const { failure } = describeFailures(language);

  /** The step itself. */
  const stepAlone = ({ how, to, owner, attribute }: OwnershipStep): string => {
    switch (how) {
      case "owned":
        return ownership.owned;
      case "acquire":
        return attribute === undefined ? ownership.createFromTemplate : ownership.acquire;
      case "create":
        return to.kind === "create" ? fill(ownership.createInGroup, { group: to.group }) : ownership.create;
      case "take-over":
        return fill(ownership.takeOver, { owner: owner?.label ?? ownership.anotherService });
      case "unknown":
        return ownership.unknown;
      case "conflict":
        return attribute === undefined ? ownership.conflict : conflict(attribute.valueType);
    }
  };

  /** What Exist says of the attribute itself. */
  const state = ({ how, attribute }: OwnershipStep): string[] => {
    if (attribute === undefined || (how !== "owned" && how !== "acquire" && how !== "take-over")) return [];
    return [...(attribute.manual ? [ownership.manual] : []), ...(attribute.active ? [] : [ownership.inactive])];
  };

  /** What the sign-in lacks for an attribute, and how it gets it. */
  const withheld = ({ how, to, attribute, withheld: scopes = [] }: OwnershipStep): string => {
    const [group] = groupsIn(scopes);
    if (group === undefined || how === "conflict") return "";
    const isElsewhere = to.kind === "create" && attribute !== undefined && to.group !== group;
    if (scopes.every((scope) => scope.endsWith("_read"))) return fill(isElsewhere ? ownership.readWithheldElsewhere : ownership.readWithheld, { group });
    return fill(isElsewhere ? ownership.writeWithheldElsewhere : ownership.writeWithheld, { group });
  };

  return {
    /** What has to happen before an attribute is filled, and what hinders it. */
    ownershipStep: (of: OwnershipStep): string => joined(stepAlone(of), ...state(of), withheld(of)),
    /** Where an attribute belongs, and what in this vault feeds it. */
    fedBy: ({ attribute: { group }, feeds }: OwnedAttribute): string =>
      feeds.length === 0 ? fill(release.fedByNothing, { group }) : fill(release.fedBy, { group, sources: formats.list(feeds.map((each) => source(each))) }),
    /** What Exist's reference says becomes of an attribute that is released ("Release attributes"); it leaves the choice open. */
    whenReleased: ({ otherServices }: Attribute): string => {
      const { whenReleased } = release;
      if (otherServices === undefined) return whenReleased.notKnown;
      const [service, ...more] = otherServices.map(({ label }) => label);
      if (service === undefined) return whenReleased.nobody;
      return more.length === 0 ? fill(whenReleased.one, { service }) : fill(whenReleased.several, { services: formats.list([service, ...more]) });
    },
    /** What became of one attribute. */
    releaseOutcome: (outcome: ReleaseOutcome): string => {
      if (outcome.kind !== "refused") return release.outcomes[outcome.kind];
      const { text } = outcome.refusal;
      return text === "" ? release.outcomes.refusedWithoutReason : fill(release.outcomes.refused, { text });
    },
    /** What releasing came to, a sentence a line; each attribute's own outcome is shown beside it. */
    releaseReport: ({ items, failure: reason }: ReleaseReport): string[] => {
      const counted = (kind: ReleaseOutcome["kind"]): string[] => {
        const amount = items.filter(({ outcome }) => outcome.kind === kind).length;
        return amount === 0 ? [] : [fill(release.results[kind], { amount })];
      };
      return [...counted("released"), ...(reason === null ? [] : [failure(reason)]), ...counted("refused"), ...counted("unanswered"), ...counted("untouched")];
    },
  };
}
