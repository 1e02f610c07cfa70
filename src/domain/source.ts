import { type Body, countWords } from "./body";
import { foldKey } from "./keys";
import { type CountOf, type Mapping, targetType } from "./mapping";
import type { Note } from "./note";
import { propertyValues } from "./property-values";
import { tagKey } from "./tags";
import { isDone, tasksCalled } from "./tasks";
import { valueType } from "./value-type";

/**
 * The values that a mapping finds in a note, as YAML or the text gives them: several for a list, for a field that stands
 * there more than once. Null, undefined and blank text among them say nothing.
 * @param body the note's text in parts; null when it was not read, which `needsText` allows
 * @param tags the note's, by `tagKeysOf`; to be given where many mappings are followed
 */
export function rawValues({ from, to }: Pick<Mapping, "from" | "to">, note: Note, body: Body | null, tags = tagKeysOf(note)): readonly unknown[] {
  switch (from.kind) {
    case "property":
      return propertyValues(note.properties, from.key);
    case "inline":
      return body === null ? [] : fieldValues(from.key, body);
    case "tag": {
      const key = tagKey(from.tag);
      if (targetType(to) === valueType.boolean) return tags.has(key) ? [true] : [];
      return body?.valuedTags.filter((each) => tagKey(each.tag) === key).map((each) => each.value) ?? [];
    }
    case "task": {
      const lines = body === null ? [] : tasksCalled(from.text, body.tasks);
      return lines.length === 0 ? [] : [lines.some(isDone)];
    }
    case "count":
      return body === null ? [] : [count(from.of, body)];
  }
}

/** The note's tags, as `tagKey` has them. */
export function tagKeysOf({ tags }: Pick<Note, "tags">): ReadonlySet<string> {
  return new Set(tags.map((tag) => tagKey(tag)));
}

/** Values of the fields with exactly this key, else of those that Dataview takes for the same. */
export function fieldValues(key: string, body: Body): readonly string[] {
  const exact = body.fields.filter((field) => field.key === key);
  const folded = foldKey(key);
  const fields = exact.length > 0 ? exact : body.fields.filter((field) => foldKey(field.key) === folded);
  return fields.map((field) => field.value);
}

/** Counts, or null where there is nothing to count: a note without any tasks says nothing about tasks. */
function count(of: CountOf, body: Body): number | null {
  if (of === "words") return countWords(body.prose) || null;
  if (body.tasks.length === 0) return null;
  return body.tasks.filter((task) => (of === "tasks-done" ? isDone(task) : task.status === " ")).length;
}
