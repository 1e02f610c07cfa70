import { describe, expect, it } from "vitest";
import { LANGUAGES, languageFor } from "../../src/locales";
import { describeIn } from "../../src/presentation/describe";
import { emptyReport } from "../../src/sync/report";
import { day } from "../domain/build";
import { TODAY } from "../sync/rig";
import { describedPaths, leaves, pluginText, saidIn, slotsOf, textsOf } from "./said";
import { samples } from "./samples";

const english = textsOf(languageFor("en").words);

/** The names in a text, each once. */
function namesIn(text: string): string[] {
  return [...new Set(slotsOf(text).map(({ name }) => name))].sort();
}

/** The names in a text that a plural depends on. */
function countedIn(text: string): string[] {
  return [...new Set(slotsOf(text).filter(({ forms }) => forms.length > 0).map(({ name }) => name))];
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
const NAMES_A_SINGLE_ONE = new Set(["describe.unread"]);

describe.each([...LANGUAGES])("the words in %s", (code, words) => {
  const texts = textsOf(words);
  const sentences = saidIn(code);
  const description = describeIn(languageFor(code));
  // Lines of the command line may be indented.
  const all = [...sentences].flatMap(([path, of]) => of.flat().map((sentence) => `${path}: ${sentence.trimStart()}`));

  it("are all there, and no others", () => {
    const shape = (of: ReadonlyMap<string, readonly string[]>): Record<string, number> => Object.fromEntries([...of].map(([path, lines]) => [path, lines.length]));
    expect(shape(texts)).toEqual(shape(english));
    expect(leaves(words).filter(([, leaf]) => typeof leaf !== "string" && !(Array.isArray(leaf) && leaf.every((each) => typeof each === "string")))).toEqual([]);
  });

  it("have the names that the English ones have, and count nothing that those do not count", () => {
    for (const [path, lines] of texts) for (const [at, text] of lines.entries()) {
      const original = english.get(path)?.[at] ?? "";
      expect(namesIn(text), path).toEqual(namesIn(original));
      expect(countedIn(original), path).toEqual(expect.arrayContaining(countedIn(text)));
    }
  });

  it("have names in braces and nothing else, and as many forms as the language has", () => {
    const { pluralCategories } = new Intl.PluralRules(code).resolvedOptions();
    for (const [path, lines] of texts) for (const text of lines) {
      expect(text.replace(/\{[^{}]*\}/g, ""), path).not.toMatch(/[{}]/);
      for (const { name, forms } of slotsOf(text)) {
        expect(name, path).toMatch(/^[a-z][A-Za-z]*$/);
        expect([0, pluralCategories.length], path).toContain(forms.length);
        for (const form of forms) expect(form.trim(), path).toBe(form);
        for (const form of forms) expect(form, path).not.toBe("");
      }
    }
  });

  it("are all described with samples", () => {
    expect(Object.keys(samples).sort()).toEqual(Object.keys(description).sort());
    for (const [name, given] of Object.entries(samples)) expect(given.length, name).toBeGreaterThan(0);
  });

  it("say something whole", () => {
    for (const [path, of] of sentences) for (const one of of) {
      expect(one.length, path).toBeGreaterThan(0);
      for (const sentence of one) expect(sentence.trim(), path).not.toBe("");
    }
    expect(all.filter((sentence) => /undefined|\bnull\b|NaN|Infinity|\[object|=>|[{}]/.test(sentence))).toEqual([]);
  });

  it("have neither doubled blanks nor doubled or lost signs", () => {
    expect(all.filter((sentence) => /\S {2,}| [.,;:!?](?:\s|$)|,,|;;|: *[.,;]|[,;:]\.|\?\./.test(sentence) || sentence.replaceAll("7..5", "").includes("..")).filter((sentence) => !sentence.includes("::") && !sentence.startsWith("describe.usage"))).toEqual([]);
  });

  it("tell of hundreds of attributes in a few lines", () => {
    const labels = Array.from({ length: 400 }, (_, at) => `Tag ${at}`);
    const many = { ...emptyReport("command", 0), acquired: labels, refusedAttributes: labels.map((label) => ({ label, code: "validation", text: "Nope" })), lost: labels.map((label) => ({ label, owner: "Fitbit" })) };
    for (const report of [many, { ...many, backfill: { first: TODAY, last: TODAY, startedAt: 0, refused: 0, issues: 0 } }]) {
      const told = description.report(report);
      expect(told.length).toBeLessThan(16);
      for (const sentence of told) expect(sentence.length).toBeLessThan(250);
    }
  });

  it("count in the right number", () => {
    const nouns = COUNTED[code];
    expect(nouns, "nouns that are counted in this language").toBeDefined();
    for (const [one, other] of nouns ?? []) {
      const isOne = new RegExp(`(?:^|[^\\d.,])1 ${one}(?![\\p{L}])`, "u");
      const isMany = new RegExp(`(?:^|[^\\d.,])(?:0|2|5|1[.,]234) ${other}(?![\\p{L}])`, "u");
      const wrong = new RegExp(`(?:^|[^\\d.,])(?:1 ${other}|(?:0|2|5|1[.,]234) ${one})(?![\\p{L}])(?! bei)`, "u");
      expect(all.filter((sentence) => wrong.test(sentence))).toEqual([]);
      const counting = [...sentences].filter(([, of]) => of.flat().some((sentence) => isOne.test(sentence) || isMany.test(sentence)));
      expect(counting.length, one).toBeGreaterThan(0);
      for (const [path, of] of counting) for (const form of NAMES_A_SINGLE_ONE.has(path) ? [isMany] : [isOne, isMany]) expect(of.flat().some((sentence) => form.test(sentence)), `${path} with ${String(form)}`).toBe(true);
    }
  });
});

describe("every sentence", () => {
  it("is said by a description, with samples for it, or by what people see", () => {
    const described = describedPaths();
    const plugin = pluginText();
    // What stands for many in a row, as the names of the days' states do, is named as a whole.
    const isShown = (path: string): boolean => path.split(".").some((_, at, steps) =>  new RegExp(`\\b(?:words\\.)?${steps.slice(0, at + 1).join("\\.")}${at > 0 ? "\\b(?!\\.)" : "\\["}`).test(plugin));
    expect([...english.keys()].filter((path) => !described.has(path) && !isShown(path))).toEqual([]);
  });
});

/** Said in German as in English, because they are names, signs, or words of both languages. */
const SAME = new Set([
  "Name", "Tag", "Tags", "Format", "Text", "Stone", "Yards", "Tag #gym", "Tag #‹name›", "In ‹unit›", "Log, YYYY-MM-DD", "  yoga: 1", "Steps",
]);
/** What holds no words but those it is given, or numbers and signs alone. */
const WORDLESS = new Set(["describe.value", "describe.listNames", "describe.target", "describe.sourceLabel", "describe.valueRange"]);

function isWordless(path: string): boolean {
  return WORDLESS.has(path) || (english.get(path) ?? ["any"]).every((text) => !/\p{L}/u.test(text.replace(/\{[^{}|]*\}/g, "")));
}

/** Words that are typed as they are, whatever the language. */
const COMMANDS = /^(?:commandLine\.(?:usage|wrong)|describe\.(?:usage|wrongArguments))\b.*\b(?:from|to)\b/;

/** Names that the samples are made of. */
const NAMES = /\b(?:Steps|Mood|Schritte|Yoga|gym|Fitbit|Oura|Withings|sam|kim|Nope|Journal|Log|HTTP 503|attributes\.0|server_error|YYYY-MM-DD|7\.\.5)\b/g;

/** The names, numbers and times that a sentence tells, in whatever order; what it is filled with has a name of its own. */
function factsIn(sentence: string): string {
  const bare = sentence.replaceAll("7..5", "").replace(/\d{1,2}:\d\d(?: [AP]M)?/g, " ").replace(/(\d)[.,](?=\d{3}(?!\d))/g, "$1");
  const numbers = bare.match(/\d+(?:[.,]\d+)?/g) ?? [];
  return [...new Set([...numbers.map((number) => number.replace(",", ".")), ...(sentence.match(NAMES) ?? [])])].sort().join(" ");
}

describe("German", () => {
  const original = saidIn("en");
  const german = saidIn("de");
  const { words, formats, fill } = languageFor("de");
  const { value } = describeIn(languageFor("de"));
  const all = [...german].flatMap(([path, of]) => of.flat().map((sentence) => `${path}: ${sentence}`));

  it("leaves nothing in English", () => {
    const same = [...german].flatMap(([path, of]) => of.flatMap((one, at) => one.filter((sentence, line) => sentence === original.get(path)?.[at]?.[line]).map((sentence) => [path, sentence] as const)));
    expect(same.filter(([path, sentence]) => !isWordless(path) && !SAME.has(sentence) && !/^[\d-]+$/.test(sentence))).toEqual([]);
    expect(all.filter((line) => /\b(?:the|and|of|is|are|not|to|with|from|for|note|value|your?)\b/.test(line.slice(line.indexOf(": ")).replace(/‹\w+›/g, "")) && !COMMANDS.test(line))).toEqual([]);
  });

  it("names the same facts as English", () => {
    const different = [...german].filter(([path]) => !path.endsWith("usage")).flatMap(([path, of]) => of.flatMap((one, at) => {
      const [here, there] = [one, original.get(path)?.[at] ?? []].map((sentences) => factsIn(sentences.join(" ")));
      return here === there ? [] : [[path, here, there]];
    }));
    expect(different).toEqual([]);
  });

  it("calls commands by their names", () => {
    const { words: there } = languageFor("en");
    const texts = textsOf(words);
    const named = Object.entries(there.commands).flatMap(([command, name]) => [...english].filter(([, lines]) => lines.join(" ").includes(`"${name}"`)).map(([path]) => ({ path, name: words.commands[command as keyof typeof words.commands] })));
    expect(named.filter(({ path, name }) => texts.get(path)?.join(" ").includes(`„${name}“`) !== true)).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  it("quotes as German does", () => {
    expect(all.filter((sentence) => sentence.includes('"') || sentence.split("„").length !== sentence.split("“").length)).toEqual([]);
  });

  it("writes numbers and dates as German does", () => {
    expect(value(1234.5, undefined)).toBe("1.234,5");
    expect(value(0.816, 5).replace(/\s/u, " ")).toBe("81,6 %");
    expect(formats.dayOfYear(day("2026-09-21"))).toBe("21. September 2026");
    expect(fill(words.status.syncingOf, { answered: 1000, all: 1234 })).toBe("Exist: synchronisiert, 1.000 von 1.234");
  });
});

describe("the language", () => {
  it("is the one asked for, its nearest relative, else English", () => {
    for (const code of ["de", "de-AT"]) expect(languageFor(code).words).toBe(LANGUAGES.get("de"));
    for (const other of ["en", "en-GB", "pt-BR", "zh-TW", "", "-", "constructor"]) expect(languageFor(other).words).toBe(LANGUAGES.get("en"));
  });
});
