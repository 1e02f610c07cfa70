import * as v from "valibot";
import { type Mapping, type Source, targetKey } from "../domain/mapping";
import { sourceId } from "../domain/suggest/candidates";
import type { Suggestion, Suggestions } from "../domain/suggest";
import { TAG_MODES, type TagRules } from "../domain/tags";
import { mayTakeAway, type OwnershipStep } from "../sync/run/ownership";
import { neededScopes } from "../sync/scopes";
import { parseMappings, type Settings } from "../sync/settings";

/** The steps of the guided set-up, in order. */
export const SET_UP_STEPS = ["connect", "notes", "choose", "check"] as const;
export type SetUpStep = (typeof SET_UP_STEPS)[number];

/** What the steps were called when there were six, and what is in their place. A set-up that was left then goes on. */
const EARLIER_STEPS: Readonly<Record<string, SetUpStep>> = { "sign-in": "connect", suggestions: "choose", tags: "choose", preview: "check", send: "check" };

/** How far a person has come, and what was decided so far. None of it is in force, and none of it is secret. */
export interface Progress {
  readonly step: SetUpStep;
  /** What was ticked (true) or unticked, by source. What is not in it is as it was proposed. */
  readonly sources: Readonly<Record<string, boolean>>;
  /** Which reading of a source was chosen, by source: the place among those that were offered. */
  readonly answers?: Readonly<Record<string, number>> | undefined;
  /** The same of tags, written without `#`. */
  readonly tags: Readonly<Record<string, boolean>>;
  /** Absent until a person chose one. */
  readonly tagMode?: TagRules["mode"] | undefined;
  readonly tagPrefix?: string | undefined;
  /** Mappings made by hand. */
  readonly made: readonly Mapping[];
}

export const INITIAL_PROGRESS: Progress = { step: "connect", sources: {}, tags: {}, made: [] };

const ticks = v.optional(v.record(v.string(), v.boolean()), {});
const progressSchema = v.object({
  step: v.pipe(v.string(), v.transform((step) => EARLIER_STEPS[step] ?? step), v.picklist(SET_UP_STEPS)),
  sources: ticks,
  answers: v.optional(v.record(v.string(), v.number())),
  tags: ticks,
  tagMode: v.optional(v.picklist(TAG_MODES)),
  tagPrefix: v.optional(v.string()),
  made: v.optional(v.pipe(v.unknown(), v.transform(parseMappings)), []),
});

/** Reads what was kept of a set-up; null for nothing or what cannot be read, and then it begins anew. */
export function decodeProgress(data: unknown): Progress | null {
  try {
    return v.parse(progressSchema, data);
  } catch {
    // Written by another version, or by nobody: what is lost is a few ticks.
    return null;
  }
}

/** Whether there is anything in the settings that sends values. */
export function sendsAnything({ mappings, tagMode }: Pick<Settings, "mappings" | "tagMode">): boolean {
  return mappings.length > 0 || tagMode !== "off";
}

/** Whether the plugin was set up in this vault, on whatever device: something is mapped, and somebody was signed in. */
export function isSetUp(settings: Settings): boolean {
  return sendsAnything(settings) && (settings.connection !== null || settings.agreed.length > 0);
}

/** Whether a set-up is to go on where it was left: nothing was agreed to yet. */
export function isUnfinished(settings: Settings, progress: Progress | null): boolean {
  return !isSetUp(settings) || (progress !== null && settings.agreed.length === 0);
}

/**
 * Whether a suggestion is ticked. What is private, or fills what another service fills or may fill, is not, until a person ticks it; what
 * Exist has with another type cannot be.
 * @param step what Exist says of its target; undefined before it was asked
 */
export function isTicked(progress: Progress, suggestion: Suggestion, step: OwnershipStep | undefined): boolean {
  const { sources } = progress;
  const { mapping, selected } = suggestion;
  if (step?.how === "conflict" || (suggestion.question !== undefined && answerTo(progress, suggestion) === null)) return false;
  return sources[sourceId(mapping.from)] ?? (selected && (step === undefined || !mayTakeAway(step)));
}

/** Whether a suggestion is seen at once. The rest is a long tail: what nobody has ticked, and would not be ticked by itself. */
export function isInFront(progress: Progress, suggestion: Suggestion): boolean {
  return suggestion.selected || suggestion.question !== undefined || progress.sources[sourceId(suggestion.mapping.from)] === true;
}

/** Which reading of a suggestion was chosen, by its place; null where there is no question or no answer yet. */
export function answerTo({ answers, sources }: Progress, { mapping: { from }, question }: Suggestion): number | null {
  const id = sourceId(from);
  const answer = sources[id] === true ? answers?.[id] : undefined;
  return answer !== undefined && question?.options[answer] !== undefined ? answer : null;
}

/** The progress after a reading of a source was chosen, or none of them. */
export function answerSource(progress: Progress, from: Source, answer: number | null): Progress {
  const ticked = tickSource(progress, from, answer !== null);
  return answer === null ? ticked : { ...ticked, answers: { ...progress.answers, [sourceId(from)]: answer } };
}

/** The mapping of a suggestion as it was answered. */
function chosenMapping(progress: Progress, suggestion: Suggestion): Mapping {
  return suggestion.question?.options[answerTo(progress, suggestion) ?? 0]?.mapping ?? suggestion.mapping;
}

/** The progress after a source was ticked or unticked. */
export function tickSource(progress: Progress, from: Source, ticked: boolean): Progress {
  return { ...progress, sources: { ...progress.sources, [sourceId(from)]: ticked } };
}

/** What a person chose to have sent. */
export type SetUpChoices = Pick<Settings, "mappings" | "tagMode" | "tagPrefix" | "chosenTags">;

/** What is chosen of `suggestions` and beside them, as far as the set-up has come. */
export function choicesIn(progress: Progress, settings: Settings, suggestions: Suggestions, stepOf: (mapping: Mapping) => OwnershipStep | undefined): SetUpChoices {
  const ticked = suggestions.mappings.filter((each) => isTicked(progress, each, stepOf(each.mapping))).map((each) => chosenMapping(progress, each));
  const tags = suggestions.tags.filter(({ tag, selected }) => progress.tags[tag] ?? selected).map(({ tag }) => tag);
  const mode = tagModeOf(progress, settings, suggestions);
  const chosenTags = mode === "chosen" ? [...new Set([...settings.chosenTags.filter((tag) => progress.tags[tag] !== false), ...tags])] : settings.chosenTags;
  return {
    mappings: [...ticked, ...progress.made],
    tagMode: mode === "chosen" && chosenTags.length === 0 ? "off" : mode,
    tagPrefix: progress.tagPrefix ?? settings.tagPrefix,
    chosenTags,
  };
}

/** How tags are sent unless a person says otherwise: as it is set, else those that are ticked. */
export function tagModeOf(progress: Progress, settings: Settings, suggestions: Suggestions): TagRules["mode"] {
  return progress.tagMode ?? (settings.tagMode === "off" && suggestions.tags.length > 0 ? "chosen" : settings.tagMode);
}

/** The settings with what was chosen in them. What is there already is not added again, and what was declined before is asked about once more. */
export function applyChoices(settings: Settings, { mappings, ...tags }: SetUpChoices): Settings {
  const idOf = ({ from, to }: Mapping): string => `${sourceId(from)} ${targetKey(to)}`;
  const there = new Set(settings.mappings.map(idOf));
  const wanted = new Set(mappings.map(({ to }) => targetKey(to)));
  return {
    ...settings,
    ...tags,
    mappings: [...settings.mappings, ...mappings.filter((mapping) => !there.has(idOf(mapping)))],
    declined: settings.declined.filter((key) => !wanted.has(key)),
  };
}

/** The scopes that all that could be ticked would need, and always those of the user's own attributes. */
export function scopesFor(settings: Settings, progress: Progress, suggestions: Suggestions | null): readonly string[] {
  const possible = [...settings.mappings, ...progress.made, ...(suggestions?.mappings ?? []).map(({ mapping }) => mapping)];
  return neededScopes({ mappings: possible, tagMode: "all" });
}
