import { cleanLabel } from "../attribute";
import { proposedGroup } from "../group";
import { type Source, sourceLabel, type Target } from "../mapping";
import { type ValueType, valueType } from "../value-type";
import { type Kind, type ValueForm, numbersIn, ratedScale, textsOf } from "./evidence";
import type { Proposal, UnclearReason } from "./proposal";

/** What the values of a key with a name of one's own may be by their looks alone, or why nobody but the user can tell. */
export function fromLooks(from: Source, looks: readonly ValueForm[], kinds: readonly Kind[], raws: readonly unknown[]): readonly Proposal[] | UnclearReason | null {
  const label = sourceLabel(from);
  const [kind, ...others] = kinds.filter((each) => each !== "text");
  if (kind === undefined || kind === "date") return null;
  if (others.length > 0 || kinds.includes("text")) return isDuration(kinds) ? [durations(label)] : mixed(kinds);
  switch (kind) {
    case "yes-or-no":
      return [{ to: custom(label, valueType.boolean), read: {}, reason: { code: "yes-or-no" } }];
    case "number": {
      const whole = numbersIn(raws).every((number) => Number.isInteger(number)) && !textsOf(raws).some((text) => /\p{Sc}/u.test(text));
      return [{ to: custom(label, whole ? valueType.quantity : valueType.decimal), read: {}, reason: { code: "numbers" } }];
    }
    case "percent":
      return [{ to: custom(label, valueType.percentage), read: { unit: "percent" }, reason: { code: "percent" } }];
    case "amount": {
      const unit = looks.find((look) => look.unit !== undefined)?.unit;
      return unit === undefined ? null : [{ to: custom(label, valueType.decimal), read: { unit }, reason: { code: "amounts", unit } }];
    }
    case "duration":
      return [durations(label)];
    case "time":
      return timesOrDurations(label, textsOf(raws));
    case "rating": {
      const scale = ratedScale(textsOf(raws));
      return [{ to: custom(label, valueType.scale), read: { scale }, reason: { code: "scale", scale } }];
    }
    case "emoji":
      return { code: "emoji" };
    case "timestamp":
      return { code: "timestamps" };
    default:
      return null;
  }
}

/** An attribute of one's own, called after what it is read from. */
export function custom(key: string, type: Exclude<ValueType, 6>): Target {
  const named = key.replace(/^#/, "").replace(/\s#\S+/g, "").replace(/^.*\[([^[\]]+)\]$/, "$1");
  const label = cleanLabel(named.replace(/[._]/g, " ").replace(/\s+/g, " "));
  return { kind: "create", label, group: proposedGroup(label, type), valueType: type };
}

/** Mostly free text is no tracking, whatever else is in it. */
export function mixed(kinds: readonly Kind[]): UnclearReason | null {
  return kinds[0] === "text" ? null : { code: "mixed", kinds };
}

/** `0:45` day after day is how long, `22:10` is when; `8:15` alone may be either. */
function timesOrDurations(label: string, texts: readonly string[]): readonly Proposal[] | UnclearReason {
  const hours = texts.flatMap((text) => (/^\d{1,2}:\d{2}(?::\d{2})?$/.test(text) ? [Number(text.split(":")[0])] : []));
  if (hours.length < texts.length || hours.some((hour) => hour >= 12)) return [{ to: custom(label, valueType.timeOfDay), read: {}, reason: { code: "times" } }];
  return hours.every((hour) => hour < SHORTEST_MORNING) ? [durations(label)] : { code: "mixed", kinds: ["time", "duration"] };
}

/** Nobody does something at this hour or before, day after day. */
const SHORTEST_MORNING = 4;

/** `7:16` is a duration among others like `6h45m`. */
function isDuration(kinds: readonly Kind[]): boolean {
  return kinds.includes("duration") && kinds.every((kind) => kind === "duration" || kind === "time");
}

function durations(label: string): Proposal {
  return { to: custom(label, valueType.duration), read: {}, reason: { code: "durations" } };
}
