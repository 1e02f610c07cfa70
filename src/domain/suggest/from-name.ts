import { customaryUnit, wireUnitOf } from "../convert/unit";
import { endsOf } from "../convert/scale";
import { type ReadOptions, type Target, targetLabel, targetType, type Unit } from "../mapping";
import { valueType } from "../value-type";
import { type Kind, type ValueForm, numbersIn, ratedScale, textsOf } from "./evidence";
import type { KnownKey } from "./known-keys";
import { isNeverOne, isPlausible, plausibleUnits } from "./plausible";
import type { Proposal, KeyContext, UnclearReason } from "./proposal";
import { scalesFor } from "./scale";

/** Nobody sleeps 24 minutes at the most, night after night; bare numbers this small are hours. */
const HOURS_AT_MOST = 24;

/** What the values of a key with a known name may be, or why nobody but the user can tell. */
export function fromName({ template, unit: named }: KnownKey, raws: readonly unknown[], looks: readonly ValueForm[], kinds: readonly Kind[], around: KeyContext): readonly Proposal[] | UnclearReason {
  const to: Target = { kind: "template", template };
  const target = targetLabel(to);
  const numbers = numbersIn(raws);
  const most = numbers.reduce((so, number) => Math.max(so, number), 0);
  // Who notes a date and a time under "sleep" means when they went to bed.
  if (template === "sleep" && kinds[0] === "timestamp") return bedtimes();
  const byName = (read: ReadOptions, unit?: Unit): Proposal => ({ to, read, reason: { code: "known-name", target, unit, rounded: read.round === true } });
  switch (targetType(to)) {
    case valueType.scale: {
      if (kinds[0] === "emoji") return { code: "emoji" };
      return [onScale(to, raws, looks, numbers, around)];
    }
    case valueType.duration: {
      const isSleep = /^sleep|^time_in_bed/.test(template);
      if (!isSleep && named === undefined && isZeroOrOne(numbers)) return { code: "zero-or-one" };
      const hours = named === "hours" || (named === undefined && isSleep && most > 0 && most <= HOURS_AT_MOST);
      const unit = hours ? "hours" : named;
      const proposal = byName(unit === undefined || unit === "minutes" ? {} : { unit }, numbers.length > 0 ? (unit ?? "minutes") : undefined);
      return oneOf(asked(proposal, template, numbers, unit ?? "minutes", "minutes", named !== undefined));
    }
    case valueType.percentage: {
      const unit = numbers.length > 0 && most <= 1 ? "fraction" : "percent";
      return oneOf(asked(byName({ unit }, unit), template, numbers, unit, undefined, true));
    }
    case valueType.timeFromMidday:
      return bedtimes();
    case valueType.quantity:
    case valueType.decimal: {
      if (isZeroOrOne(numbers) && isNeverOne(template)) return { code: "zero-or-one" };
      const wire = wireUnitOf(template);
      const unit = wire === undefined ? undefined : (named ?? customaryUnit(wire, around.imperial));
      const round = targetType(to) === valueType.quantity && numbers.some((number) => !Number.isInteger(number));
      const bare = looks.some(({ kind }) => kind === "number");
      const proposal = byName({ ...(unit === undefined || unit === wire ? {} : { unit }), ...(round ? { round } : {}) }, bare ? unit : undefined);
      return oneOf(asked(proposal, template, numbers, unit, wire, named !== undefined));
    }
    default:
      return [byName({})];
  }
}

/** A scale as far as the values and what stands beside them tell, with the question where more than one fits. */
function onScale(to: Target, raws: readonly unknown[], looks: readonly ValueForm[], numbers: readonly number[], { hint, allNumbers }: KeyContext): Proposal {
  const rated = looks.some(({ kind }) => kind === "rating") ? ratedScale(textsOf(raws)) : undefined;
  const [least, most] = rated === undefined ? [] : endsOf(rated);
  const scales = numbers.length === 0 && rated !== undefined ? [rated] : scalesFor([...numbers, ...allNumbers()], most === undefined ? hint() : { least, most });
  const readings = scales.map((scale): ReadOptions => (scale === "1-9" ? {} : { scale }));
  const scale = scales[0] ?? "1-9";
  return { to, read: readings[0] ?? {}, reason: { code: "scale", scale }, ...(readings.length > 1 ? { question: { about: "scale", readings } } : {}) };
}

/** The proposal, with a question about the unit where another one would fit, or why there is none, where the numbers are not what the template usually holds. */
function asked(proposal: Proposal, template: string, numbers: readonly number[], unit: Unit | undefined, wire: Unit | undefined, isNamed: boolean): Proposal | UnclearReason {
  if (isPlausible(template, numbers, unit)) return proposal;
  const others = unit === undefined || isNamed ? [] : plausibleUnits(template, numbers, unit);
  if (others.length === 0) return { code: "does-not-fit", target: targetLabel(proposal.to) };
  const { unit: _unit, ...rest } = proposal.read;
  const readings = [...others.map((other): ReadOptions => (other === wire ? rest : { ...rest, unit: other })), proposal.read];
  const { reason } = proposal;
  return { ...proposal, read: readings[0] ?? proposal.read, reason: reason.code === "known-name" ? { ...reason, unit: undefined } : reason, question: { about: "unit", readings } };
}

function isZeroOrOne(numbers: readonly number[]): boolean {
  return numbers.includes(1) && numbers.every((number) => number === 0 || number === 1);
}

function oneOf(found: Proposal | UnclearReason): readonly Proposal[] | UnclearReason {
  return "code" in found ? found : [found];
}

/** Bedtimes of the night that ends on the note's day, or of the one that begins on it: dates written with them tell. */
function bedtimes(): readonly Proposal[] {
  const to: Target = { kind: "template", template: "sleep_start" };
  return [{ to, read: {}, reason: { code: "known-name", target: targetLabel(to), unit: undefined, rounded: false } }, { to, read: { dayOffset: 1 }, reason: { code: "next-night" } }];
}
