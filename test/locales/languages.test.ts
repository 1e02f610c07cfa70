import { describe, expect, it } from "vitest";
import { LANGUAGES, wordsFor } from "../../src/locales";
import { de } from "../../src/locales/de";
import { en } from "../../src/locales/en";
import { emptyReport } from "../../src/sync/report";
import { TODAY } from "../sync/rig";
import { samples } from "./samples";

type Tree = Readonly<Record<string, unknown>>;
type Saying = (...given: readonly unknown[]) => unknown;

/** Everything below `tree` that is no object itself, by its path. */
function leaves(tree: Tree, path = ""): [path: string, leaf: unknown][] {
  return Object.entries(tree).flatMap(([key, leaf]): [string, unknown][] => {
    const here = path === "" ? key : `${path}.${key}`;
    return typeof leaf === "object" && leaf !== null && !Array.isArray(leaf) ? leaves(leaf as Tree, here) : [[here, leaf]];
  });
}

function shape(leaf: unknown): string {
  if (typeof leaf === "function") return `takes ${leaf.length}`;
  return Array.isArray(leaf) ? `${leaf.length} sentences` : typeof leaf;
}

const SAMPLES = new Map(leaves(samples) as [string, readonly (readonly unknown[])[]][]);

/** All that a language says, by path, each sentence at the same place in every language. */
function said(words: Tree): Map<string, readonly (readonly string[])[]> {
  return new Map(leaves(words).map(([path, leaf]) => {
    const all = typeof leaf === "function" ? (SAMPLES.get(path) ?? []).map((given) => (leaf as Saying)(...given)) : [leaf];
    return [path, all.map((one) => [one].flat(2).map(String))];
  }));
}

/** Nouns that are counted, as many and as one; "1 Tage" and "2 Tag" are wrong whatever the case. */
const COUNTED: Readonly<Record<string, readonly (readonly [one: string, other: string])[]>> = {
  en: ["value", "day", "request", "attribute", "note", "minute", "cup"].map((one) => [one, `${one}s`] as const),
  de: [
    ["Wert", "Werten?"], ["Tag", "Tagen?"], ["Anfrage", "Anfragen"], ["Attribut", "Attributen?"], ["Notiz", "Notizen"], ["Minute", "Minuten"],
    ["Tasse", "Tassen"], ["Glas", "Gläser"], ["Wert bei Exist würde", "Werte bei Exist würden"],
  ],
};

/** What says the name of a single one, and counts only where there are more. */
const NAMES_A_SINGLE_ONE = new Set(["say.unread"]);

describe.each(Object.entries(LANGUAGES))("the words in %s", (code, words) => {
  const sentences = said(words);
  // Lines of the command line may be indented.
  const all = [...sentences].flatMap(([path, of]) => of.flat().map((sentence) => `${path}: ${sentence.trimStart()}`));

  it("are all there, and no others", () => {
    const shapes = (of: unknown): Record<string, string> => Object.fromEntries(leaves(of as Tree).map(([path, leaf]) => [path, shape(leaf)]));
    expect(shapes(words)).toEqual(shapes(en));
  });

  it("are all tried, with samples for every function", () => {
    const functions = leaves(words as unknown as Tree).flatMap(([path, leaf]) => (typeof leaf === "function" ? [path] : []));
    expect([...SAMPLES.keys()].sort()).toEqual(functions.sort());
    for (const [path, given] of SAMPLES) expect(given.length, path).toBeGreaterThan(0);
  });

  it("say something whole", () => {
    for (const [path, of] of sentences) for (const one of of) {
      expect(one.length, path).toBeGreaterThan(0);
      for (const sentence of one) expect(sentence.trim(), path).not.toBe("");
    }
    expect(all.filter((sentence) => /undefined|\bnull\b|NaN|Infinity|\[object|=>|[{}]/.test(sentence))).toEqual([]);
  });

  it("have neither doubled blanks nor doubled or lost signs", () => {
    expect(all.filter((sentence) => /\S {2,}| [.,;:!?](?:\s|$)|,,|;;|: *[.,;]|[,;:]\.|\?\./.test(sentence) || sentence.replaceAll("7..5", "").includes("..")).filter((sentence) => !sentence.includes("::") && !sentence.startsWith("commandLine.usage"))).toEqual([]);
  });

  it("tell of hundreds of attributes in a few lines", () => {
    const labels = Array.from({ length: 400 }, (_, at) => `Tag ${at}`);
    const many = { ...emptyReport("command", 0), acquired: labels, refusedAttributes: labels.map((label) => ({ label, code: "validation", text: "Nope" })), lost: labels.map((label) => ({ label, owner: "Fitbit" })) };
    for (const report of [many, { ...many, backfill: { first: TODAY, last: TODAY, startedAt: 0, refused: 0, issues: 0 } }]) {
      const told = words.report(report);
      expect(told.length).toBeLessThan(16);
      for (const sentence of told) expect(sentence.length).toBeLessThan(250);
    }
  });

  it("count in the right number", () => {
    const nouns = COUNTED[code];
    expect(nouns, "nouns that are counted in this language").toBeDefined();
    for (const [one, other] of nouns ?? []) {
      const isOne = new RegExp(`(?:^|[^\\d.,])1 ${one}(?![\\p{L}])`, "u");
      const isMany = new RegExp(`(?:^|[^\\d.,])(?:0|2|1[.,]234) ${other}(?![\\p{L}])`, "u");
      const wrong = new RegExp(`(?:^|[^\\d.,])(?:1 ${other}|(?:0|2|1[.,]234) ${one})(?![\\p{L}])(?! bei)`, "u");
      expect(all.filter((sentence) => wrong.test(sentence))).toEqual([]);
      const counting = [...sentences].filter(([, of]) => of.flat().some((sentence) => isOne.test(sentence) || isMany.test(sentence)));
      expect(counting.length, one).toBeGreaterThan(0);
      for (const [path, of] of counting) for (const form of NAMES_A_SINGLE_ONE.has(path) ? [isMany] : [isOne, isMany]) expect(of.flat().some((sentence) => form.test(sentence)), `${path} with ${String(form)}`).toBe(true);
    }
  });
});

/** Said in German as in English, because they are names, signs, or words of both languages. */
const SAME = new Set([
  "Name", "Tag", "Tags", "Format", "Text", "Stone", "Yards", "Tag #gym", "Log, YYYY-MM-DD", "  yoga: 1", "Steps",
]);
/** What holds no words but those it is given, or numbers and signs alone. */
const WORDLESS = new Set(["value", "target", "sourceLabel", "suggestions.example", "month", "shortMonth", "shortWeekday", "firstWeekday", "statusView.range", "planView.filter", "setUp.written", "setUp.fromTo"]);

/** Words that are typed as they are, whatever the language. */
const COMMANDS = /^commandLine\.(?:usage|wrong)\b.*\b(?:from|to)\b/;

/** Names that the samples are made of. */
const NAMES = /\b(?:Steps|Mood|Schritte|Yoga|gym|Fitbit|Oura|Withings|sam|kim|Nope|Journal|Log|HTTP 503|attributes\.0|server_error|YYYY-MM-DD|7\.\.5)\b/g;

/** The names, numbers and times that a sentence tells, in whatever order. */
function factsIn(sentence: string): string {
  const bare = sentence.replaceAll("7..5", "").replace(/\d{1,2}:\d\d(?: [AP]M)?/g, " ").replace(/(\d)[.,](?=\d{3}(?!\d))/g, "$1");
  const numbers = bare.match(/\d+(?:[.,]\d+)?/g) ?? [];
  return [...new Set([...numbers.map((number) => number.replace(",", ".")), ...(sentence.match(NAMES) ?? [])])].sort().join(" ");
}

describe("German", () => {
  const english = said(en);
  const german = said(de);
  const all = [...german].flatMap(([path, of]) => of.flat().map((sentence) => `${path}: ${sentence}`));

  it("leaves nothing in English", () => {
    const same = [...german].flatMap(([path, of]) => of.flatMap((one, at) => one.filter((sentence, line) => sentence === english.get(path)?.[at]?.[line]).map((sentence) => [path, sentence] as const)));
    expect(same.filter(([path, sentence]) => !WORDLESS.has(path) && !SAME.has(sentence) && !/^[\d-]+$/.test(sentence))).toEqual([]);
    expect(all.filter((line) => /\b(?:the|and|of|is|are|not|to|with|from|for|note|value|your?)\b/.test(line.slice(line.indexOf(": "))) && !COMMANDS.test(line))).toEqual([]);
  });

  it("names the same facts as English", () => {
    const different = [...german].filter(([path]) => path !== "commandLine.usage").flatMap(([path, of]) => of.flatMap((one, at) => {
      const [here, there] = [one, english.get(path)?.[at] ?? []].map((sentences) => factsIn(sentences.join(" ")));
      return here === there ? [] : [[path, here, there]];
    }));
    expect(different).toEqual([]);
  });

  it("quotes as German does", () => {
    expect(all.filter((sentence) => sentence.includes('"') || sentence.split("„").length !== sentence.split("“").length)).toEqual([]);
  });

  it("writes numbers and dates as German does", () => {
    expect(de.value(1234.5, undefined)).toBe("1.234,5");
    expect(de.value(0.816, 5).replace(/\s/u, " ")).toBe("81,6 %");
    expect(de.dayOfYear(samples.dayOfYear[0]?.[0] as never)).toBe("21. September 2026");
    expect(de.status.condition({ state: "waiting", why: "syncing", answered: 1000, all: 1234 })).toBe("Exist: synchronisiert, 1.000 von 1.234");
  });
});

describe("the language", () => {
  it("is the one asked for, its nearest relative, else English", () => {
    for (const german of ["de", "de-AT"]) expect(wordsFor(german).preview.title).toBe(de.preview.title);
    for (const other of ["en", "en-GB", "pt-BR", "zh-TW", "", "-", "constructor"]) expect(wordsFor(other).preview.title).toBe(en.preview.title);
  });
});
