import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Language, languageFor } from "../../src/locales";
import { describeIn } from "../../src/presentation/describe";
import { samples } from "./samples";

type Tree = Readonly<Record<string, unknown>>;
type Describing = (...given: readonly unknown[]) => unknown;

/** A place in a text: its name, and the forms of a plural. */
export interface Slot {
  readonly name: string;
  /** Empty where what is put in is shown itself. */
  readonly forms: readonly string[];
}

/** What sentences are tried with: one, none, two, some, and many of everything that they count. */
export const AMOUNTS: readonly number[] = [0, 1, 2, 5, 1234];

/** Everything below `tree` that is no object itself, by its path. */
export function leaves(tree: unknown, path = ""): [path: string, leaf: unknown][] {
  return Object.entries(tree as Tree).flatMap(([key, leaf]): [string, unknown][] => {
    const here = path === "" ? key : `${path}.${key}`;
    return typeof leaf === "object" && leaf !== null && !Array.isArray(leaf) ? leaves(leaf, here) : [[here, leaf]];
  });
}

/** The texts of a table, by path; a list of steps is several at one path. */
export function textsOf(table: unknown): Map<string, readonly string[]> {
  return new Map(leaves(table).map(([path, leaf]) => [path, [leaf].flat().map(String)]));
}

/** The places in a text, in their order. */
export function slotsOf(text: string): Slot[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map(([, inside = ""]) => {
    const [name = "", ...forms] = inside.split("|");
    return { name, forms };
  });
}

/** A text filled once for every amount; what the English one does not count gets its own name, so that it can be found again. */
function filled(text: string, original: string, { fill }: Pick<Language, "fill">): string[] {
  const slots = slotsOf(text);
  const counted = new Set(slotsOf(original).filter(({ forms }) => forms.length > 0).map(({ name }) => name));
  if (slots.length === 0) return [text];
  return (counted.size === 0 ? [0] : AMOUNTS).map((amount) => fill(text, Object.fromEntries(slots.map(({ name }) => [name, counted.has(name) ? amount : `‹${name}›`]))));
}

/** All that a language says, by where it comes from, each sentence at the same place in every language. */
export function saidIn(code: string): Map<string, readonly (readonly string[])[]> {
  const language = languageFor(code);
  const english = textsOf(languageFor("en").words);
  const table = [...textsOf(language.words)].map(([path, texts]) => [path, texts.map((text, at) => filled(text, english.get(path)?.[at] ?? "", language))] as const);
  const descriptions = Object.entries(describeIn(language)).map(([name, describing]) => {
    const given = (samples as Readonly<Record<string, readonly (readonly unknown[])[]>>)[name] ?? [];
    return [`describe.${name}`, given.map((each) => [(describing as Describing)(...each)].flat(2).map(String))] as const;
  });
  return new Map<string, readonly (readonly string[])[]>([...table, ...descriptions]);
}

/** The paths of the sentences that the samples make descriptions say. */
export function describedPaths(): Set<string> {
  const language = languageFor("en");
  const found = new Set<string>();
  const watched = <Group extends object>(group: Group, path: string): Group => new Proxy(group, {
    get: (target, key): unknown => {
      const value: unknown = Reflect.get(target, key);
      const here = path === "" ? String(key) : `${path}.${String(key)}`;
      if (typeof value === "object" && value !== null) return watched(value, here);
      found.add(here);
      return value;
    },
  });
  for (const [name, describing] of Object.entries(describeIn({ ...language, words: watched(language.words, "") }))) {
    for (const given of (samples as Readonly<Record<string, readonly (readonly unknown[])[]>>)[name] ?? []) (describing as Describing)(...given);
  }
  return found;
}

/** Everything that is written in `src/obsidian/`. */
export function pluginText(): string {
  const folder = resolve(import.meta.dirname, "../../src/obsidian");
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts")).map((path) => readFileSync(join(folder, path), "utf8")).join("\n");
}
