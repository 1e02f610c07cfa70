import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { incrementField, incrementProperty } from "../../src/domain/increment-text";
import { readBody } from "../../src/domain/body";
import { convert, currencyIn, plainText, written } from "../../src/domain/convert";
import { parseTime } from "../../src/domain/convert/time-of-day";
import { examplesOf } from "../../src/domain/examples";
import { sanitize, toShortJson } from "../../src/domain/sanitize";
import { parseLocalDate } from "../../src/domain/local-date";
import type { Mapping, Source } from "../../src/domain/mapping";
import { holdsPlaceholder, type Note, propertyOf } from "../../src/domain/note";
import { readDay, type Reading } from "../../src/domain/reading";
import { suggest } from "../../src/domain/suggest";
import { formOf } from "../../src/domain/suggest/evidence";
import { frontmatterTags, tagMappings, type TagRules } from "../../src/domain/tags";
import { valueType, VALUE_TYPES } from "../../src/domain/value-type";
import { wordsFor } from "../../src/locales";
import { diagnostics } from "../../src/presentation/diagnostics";
import { emptyReport } from "../../src/sync/report";
import { decodeSettings, newSettings, parseMappings } from "../../src/sync/settings";
import { expectLinear, repeated } from "./growth";
import { HIDDEN, INHERITED, LONGEST_SENTENCE, MARKUP, UNSEEN } from "./hostile-inputs";
import { changedPrototypes } from "./prototypes";

const DAY = parseLocalDate("2026-09-21");
if (DAY === null) throw new Error("no day");
const date = DAY;
const words = wordsFor("en");

function note(part: Partial<Note>): Note {
  return { path: "Daily/2026-09-21.md", date, properties: {}, broken: null, tags: [], text: null, ...part };
}

let made = 0;
function mapping(from: Source, part: Partial<Mapping> = {}): Mapping {
  made += 1;
  return { id: `m${made}`, enabled: true, from, to: { kind: "create", label: `label ${made}`, group: "custom", valueType: valueType.decimal }, read: {}, whenRemoved: "keep", ...part };
}

const STEPS = mapping({ kind: "property", key: "steps" });

/** Reads a note whose only sound value is 5 steps, and expects that value and sentences that can be shown of all others. */
function read(part: Partial<Note>, mappings: readonly Mapping[]): Reading {
  const whole = note({ ...part, properties: { ...part.properties, steps: 5 } });
  const reading = readDay(date, [whole], () => [STEPS, ...mappings]);
  expect(reading.values.find(({ source }) => source === "steps")?.value).toBe(5);
  for (const issue of reading.issues) {
    const sentence = words.issue(issue);
    expect(sentence).not.toMatch(HIDDEN);
    expect(sentence.length).toBeLessThan(1000);
    expect(sentence.startsWith(sanitize(whole.path.replace(/\.md$/, "")))).toBe(true);
  }
  const suggestions = suggest([whole, whole, whole], { mappings: [], propertyType: () => undefined, imperial: [] });
  for (const each of suggestions.unclear) for (const example of each.examples) expect(example.length).toBeLessThanOrEqual(80);
  for (const each of mappings) examplesOf(each, [whole]);
  expect(changedPrototypes()).toEqual([]);
  return reading;
}

const valueAt = (reading: Reading, at: number): unknown => reading.values.find(({ source }) => source !== "steps" && at === 0)?.value;

describe("names that every object inherits", () => {
  it.each(INHERITED)("reads %s as a property, in a path, as a field, a tag, a task and a word, and nothing where it is not written", (name) => {
    const properties = parse(`${name}: 7\na: {${name}: {b: 8}}\n`) as Record<string, unknown>;
    expect(valueAt(read({ properties }, [mapping({ kind: "property", key: name })]), 0)).toBe(7);
    expect(valueAt(read({ properties }, [mapping({ kind: "property", key: `a.${name}.b` })]), 0)).toBe(8);
    for (const key of [name, `a.${name}`, `a.${name}.b`, `${name}.name`, `${name}.length`]) {
      expect(propertyOf({ a: {} }, key)).toBeUndefined();
      expect(read({ properties: { a: {} } }, [mapping({ kind: "property", key })]).values).toHaveLength(1);
    }
    // Underscores around a word are Markdown for bold.
    const plain = name.replace(/^_+|_+$/g, "");
    expect(valueAt(read({ text: `${name}:: 9\n` }, [mapping({ kind: "inline", key: plain })]), 0)).toBe(9);
    const tag = mapping({ kind: "tag", tag: name }, { to: { kind: "create", label: name, group: "custom", valueType: valueType.boolean } });
    expect(valueAt(read({ tags: [name] }, [tag]), 0)).toBe(1);
    expect(read({ tags: [] }, [tag]).values).toHaveLength(1);
    const task = mapping({ kind: "task", text: name }, { to: { kind: "create", label: name, group: "custom", valueType: valueType.boolean } });
    expect(valueAt(read({ text: `- [x] ${name}\n` }, [task]), 0)).toBe(1);
    const scale = { to: { kind: "template", template: "mood" } } as const;
    const table = Object.fromEntries([[name, 3]]);
    expect(valueAt(read({ properties: { mood: name } }, [mapping({ kind: "property", key: "mood" }, { ...scale, read: { words: table } })]), 0)).toBe(3);
    expect(read({ properties: { mood: name } }, [mapping({ kind: "property", key: "mood" }, { ...scale, read: { words: {} } })]).issues).toHaveLength(1);
  });

  it.each(INHERITED)("keeps %s as a word and as the name of a tag in the settings", (name) => {
    const stored: unknown = JSON.parse(`{"version":1,"syncFrom":"2026-09-01","tagNames":{"${name}":"a_tag"},"mappings":[{"id":"m","from":{"kind":"property","key":"${name}"},"to":{"kind":"template","template":"mood"},"read":{"words":{"${name}":4}}}]}`);
    const decoded = decodeSettings(stored);
    if (decoded.kind !== "settings") throw new Error("not read");
    const { mappings, tagNames } = decoded.settings;
    expect(Object.entries(tagNames)).toEqual([[name, "a_tag"]]);
    expect(Object.entries(mappings[0]?.read.words ?? {})).toEqual([[name, 4]]);
    const rules: TagRules = { mode: "all", prefix: "", chosen: [], ignored: [], names: tagNames };
    expect(tagMappings([name], rules, new Set()).map(({ to }) => to.name)).toEqual([name.toLowerCase() === name ? "a_tag" : undefined]);
  });

  it.each(INHERITED)("adds to a property called %s, and to one within another", (name) => {
      const rule = { to: { kind: "create", label: "x", group: "custom", valueType: valueType.quantity }, read: {} } as const;
    const properties = parse("a: {b: 1}\n") as Record<string, unknown>;
    expect(incrementProperty(properties, name, 3, rule)).toBeNull();
    expect(incrementProperty(properties, name, 3, rule)).toBeNull();
    expect(incrementProperty(properties, `a.${name}`, 2, rule)).toBeNull();
    expect(propertyOf(properties, name)).toBe(6);
    expect(propertyOf(properties, `a.${name}`)).toBe(2);
    expect(changedPrototypes()).toEqual([]);
  });

  it("counts codes of Exist's by such names, in diagnostics", () => {
    const refused = INHERITED.flatMap((code) => [1, 2].map(() => ({ code, text: "", label: "x", date, value: 1, path: "x" })));
    const surroundings = { plugin: "", obsidian: "", platform: "", language: "", timeZone: "" };
    const text = diagnostics({ environment: surroundings, settings: newSettings(date), isConnected: false, seen: null, requests: null, reports: [{ ...emptyReport("command", 0), refused }] });
    expect(text).not.toContain("function");
    for (const code of INHERITED) expect(text).toContain(`"${code}": 2`);
  });

  it("knows no language, scale or template by them", () => {
    for (const name of INHERITED) {
      expect(wordsFor(name).commands.sync).toBe(words.commands.sync);
      expect(words.target({ kind: "template", template: name })).toBe(name);
      expect(() => parseMappings([{ id: "m", from: { kind: "count", of: name }, to: { kind: "template", template: "mood" } }])).toThrow("0.from.of");
    }
  });
});

describe("properties that are made to explode", () => {
  /** What `yaml` makes of aliases: one object in many places. Written out it would be 10^12 values. */
  function bomb(depth: number): unknown {
    let value: unknown = ["x", "x", "x", "x", "x", "x", "x", "x", "x", "x"];
    for (let level = 1; level < depth; level += 1) value = Array.from({ length: 10 }, () => value);
    return value;
  }
  const cycle: unknown = parse("&a [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]");
  const record = (parse("a: &a {b: *a, c: *a, d: *a, e: *a, f: *a, g: *a, h: *a, i: *a}") as { a: unknown }).a;
  const deep = (levels: number): unknown => { let value: unknown = 1; for (let at = 0; at < levels; at += 1) value = { a: [value] }; return value; };

  it.each([["aliases of aliases", bomb(12)], ["a list that holds itself", cycle], ["an object that holds itself", record], ["nesting", deep(100_000)]])("says of %s what is wrong, in short, and reads the rest", (_name, value) => {
    const reading = read({ properties: { x: value, y: [value, 7] } }, [mapping({ kind: "property", key: "x" }), mapping({ kind: "property", key: "y" })]);
    expect(reading.issues.map(({ key }) => key)).toEqual(["x", "y"].slice(0, reading.issues.length));
    expect(reading.issues.length).toBeGreaterThan(0);
    for (const { found } of reading.issues) expect(Array.from(found).length).toBeLessThanOrEqual(80);
    expect(holdsPlaceholder({ x: value, y: "{{date}}" })).toBe(true);
    expect(holdsPlaceholder({ x: value })).toBe(false);
    expect(toShortJson(value).length).toBeLessThan(2500);
    expect(propertyOf({ x: value }, "x.a.b.b.b.b.a.a.0")).toBeUndefined();
  });

  it("writes small ones out as JSON", () => {
    const value = { a: [1, "b\"", null, true], "": {}, c: [] };
    expect(toShortJson(value)).toBe(JSON.stringify(value));
    expect(toShortJson("x".repeat(10), 4)).toBe('"xxxx"');
  });
});

describe("amounts of everything", () => {
  it("reads a note with 5,000 tags, each sent, without comparing each with each", () => {
    const rules: TagRules = { mode: "all", prefix: "", chosen: [], ignored: [], names: {} };
    const tags = Array.from({ length: 5000 }, (_, at) => `tag${at}`);
    const reading = readDay(date, [note({ tags, text: tags.map((tag) => `#${tag}`).join(" ") })], (each) => tagMappings(each.tags, rules, new Set()));
    expect(reading.values).toHaveLength(5000);
    expectLinear("tags", (length) => "t".repeat(length / 100), (text) => {
      const many = Array.from({ length: text.length }, (_, at) => `tag${at}`);
      return readDay(date, [note({ tags: many })], (each) => tagMappings(each.tags, rules, new Set()));
    });
  });

  it("reads 1,000 fields on one line, and as many as a line of a million characters holds", () => {
    const line = Array.from({ length: 1000 }, (_, at) => `[k${at}:: ${at}]`).join(" ");
    expect(readBody(line).fields).toHaveLength(1000);
    expect(readBody("[a::1]".repeat(170_000)).fields).toHaveLength(170_000);
    const sum = mapping({ kind: "inline", key: "a" }, { read: { combine: "maximum" } });
    expect(readDay(date, [note({ text: "[a::1]".repeat(170_000) })], () => [sum]).values[0]?.value).toBe(1);
  }, 60_000);

  it("reads a note of 10 MB: the field at its end, and its tasks", () => {
    const prose = `${"Ein Satz mit [[Links]], `code`, #tags und (Klammern). ".repeat(20)}\n- [ ] a task\n`;
    const text = `${prose.repeat(Math.ceil(10_000_000 / prose.length))}weight:: 72.5\n`;
    const reading = read({ text }, [mapping({ kind: "inline", key: "weight" })]);
    expect(valueAt(reading, 0)).toBe(72.5);
  }, 60_000);

  it("has an end where frontmatter, comments and code have none, and however deep lists and callouts are", () => {
    const weight = [mapping({ kind: "inline", key: "weight" })];
    for (const [text, found] of [
      [`---\n${"a: b\n".repeat(50_000)}weight:: 1\n`, 1], [`%% ${"x ".repeat(50_000)}\nweight:: 1`, 1], [`<!-- ${"<!-- ".repeat(50_000)}\nweight:: 1`, 1],
      [`\`\`\`\n${"`` ".repeat(50_000)}\nweight:: 1`, undefined], [`~~~\n${"```\n".repeat(50_000)}weight:: 1`, undefined],
      [`${Array.from({ length: 3000 }, (_, at) => `${" ".repeat(at)}- x`).join("\n")}\nweight:: 1`, 1], [`${">".repeat(100_000)} x\n> ${"> ".repeat(5000)}[!note]\nweight:: 1`, 1],
      [`${"> ".repeat(5000)}weight:: 1`, 1], [`${"- ".repeat(5000)}weight:: 1`, 1],
    ] as const) expect([text.slice(0, 9), valueAt(read({ text }, weight), 0)]).toEqual([text.slice(0, 9), found]);
  });

  it("tries no more than a few of the places that only look like the field to be added to", () => {
    const rule = { to: { kind: "create", label: "x", group: "custom", valueType: valueType.quantity }, read: {} } as const;
    expect(incrementField(`\`\`\`\n${"a:: 1\n".repeat(20)}\`\`\`\na:: 1\n`, "a", 1, rule)).toMatch(/a:: 2\n$/);
    expect(incrementField(`\`\`\`\n${"a:: 1\n".repeat(20_000)}\`\`\`\na:: 1\n`, "a", 1, rule)).toEqual({ code: "no-place" });
  });
});

describe("text that is shown or sent", () => {
  it.each([...MARKUP, ...UNSEEN, "x".repeat(1_000_000), "😀".repeat(100_000)])("says what is wrong with %j in a sentence that can be shown", (text) => {
    const key = text.slice(0, 5000);
    for (const from of [{ kind: "property", key }, { kind: "property", key: "v" }] as const) {
      const reading = read({ path: `Daily/${text.slice(0, 390)}.md`, properties: { [key]: text, v: text } }, [mapping(from, { to: { kind: "create", label: text, group: "custom", valueType: valueType.decimal } })]);
      expect(reading.issues).toHaveLength(1);
    }
    for (const sentence of [words.target({ kind: "create", label: text, group: "custom", valueType: 1 }), words.source({ from: { kind: "property", key: text } }), words.value(text, valueType.string), ...words.report({ ...emptyReport("command", 0), failure: { kind: "unavailable", text, retryAt: null, waitingHelps: false } })]) {
      expect(sentence).not.toMatch(HIDDEN);
      expect(Array.from(sentence).length).toBeLessThanOrEqual(LONGEST_SENTENCE);
    }
  });

  it("cuts between characters, and leaves alone what people write", () => {
    expect(sanitize("ab😀", 3)).toBe("ab😀");
    expect(sanitize("ab😀d", 3)).toBe("ab…");
    expect(sanitize("a\ud83d")).toBe("a\ufffd");
    for (const fine of ["👨‍👩‍👧", "می‌خواهم", "שלום\u200f", "a\tb\nc", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]) expect(sanitize(fine)).toBe(fine);
  });

  it.each(UNSEEN)("sends %j as text that a database takes", (text) => {
    const outcome = convert(text, { type: valueType.string, options: {} });
    if (outcome.kind !== "value") throw new Error("no value");
    expect(outcome.value).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    expect(JSON.stringify(outcome.value)).not.toMatch(/\\u/);
    expect(outcome.value).toMatch(/^a.*b$/su);
    expect(frontmatterTags({ tags: [text.replace(/[^\p{Cc}\p{Cs}ab]/gu, "")] }).join("")).not.toMatch(/[\p{Cc}\p{Cs}]/u);
  });
});

describe("numbers that are none", () => {
  const TEXTS = ["1e400", "-1e400", "1e308", "0x10", "0b1", "0o7", "NaN", "Infinity", "-Infinity", "9007199254740993", "9".repeat(400), "-0", "1e-400", "١٢", "1\u00a0000", "--5", "+-5", "1e", ".", "-", "1e5e5", "0".repeat(5000)];
  it.each(TEXTS)("never sends what Exist could not take for %s", (text) => {
    for (const type of VALUE_TYPES) {
      for (const raw of [text, Number(text), BigInt(5), new Date(0), Symbol.iterator, () => 5]) {
        const outcome = convert(raw, { type, options: { round: true } });
        if (outcome.kind !== "value" || typeof outcome.value !== "number") continue;
        expect(Number.isFinite(outcome.value)).toBe(true);
        expect(Object.is(outcome.value, -0)).toBe(false);
        expect(Number.isInteger(outcome.value) && !Number.isSafeInteger(outcome.value) && type !== valueType.decimal).toBe(false);
      }
    }
  });

  it("says so of a whole number that a computer cannot hold exactly", () => {
    const steps = mapping({ kind: "property", key: "n" }, { to: { kind: "template", template: "steps" } });
    expect(read({ properties: { n: "9007199254740993" } }, [steps]).issues).toHaveLength(1);
    expect(read({ properties: { n: Number("1e400") } }, [steps]).issues).toHaveLength(0);
  });
});

describe("text that is made to take long", () => {
  const PIECES = [
    "7", " ", ":", "::", "[", "]", "(", ")", "`", "`a", "%%", "<!--", "- [ ] ", "> ", "*", "**a", "\"", "'", ",", ".", "1,234", "7h ", "-", "{{", "{{}", "<%", "#", "#a:b ", "[a::", "[a:: (", "(a::b)", "[[a|", "![", "[a](", "[a](()", "⭐", "$", "ABC",
    "INPUT[", "2026-09-21 ", "1:", "7 Z", "\n", "\r\n", "\n---", "\u00a0", "\u200b", "\ufe0f", "\ud800", "```\n", "|", "a:: ", "- [x] a\n", "#a ", "中", "ก", "\u2028", "5/",
  ];
  const ENDS = [["7", "x"], ["- [ ] ", "\u2028x"], ["a:: ", "::]"], ["- [ ] [", ""], ["2026-09-21 ", "7"]] as const;
  const BUILT: readonly (readonly [string, (length: number) => string])[] = [
    ["brackets that open, then fields that close", (length) => "[".repeat(length / 4) + "::]".repeat(length / 4)],
    ["marks around a key", (length) => `a${"*".repeat(length)}a:: 5`],
    ["tasks, no two alike", (length) => Array.from({ length: length / 10 }, (_, at) => `- [ ] t${at}`).join("\n")],
    ["tags, no two alike", (length) => Array.from({ length: length / 10 }, (_, at) => `#t${at}:1`).join(" ")],
    ["backticks of every length", (length) => Array.from({ length: Math.floor(Math.sqrt(2 * length)) }, (_, at) => "`".repeat(at)).join("a\n")],
    ["a link in a link", (length) => "[a](x[a](y)".repeat(length / 11)],
  ];
  const rule = { to: { kind: "create", label: "x", group: "custom", valueType: valueType.quantity }, read: {} } as const;
  const reader = (type: (typeof VALUE_TYPES)[number], wire?: "kg" | "celsius") => (text: string) => convert(text, { type, options: {}, wire, day: date });
  const READERS: readonly (readonly [string, (text: string) => unknown])[] = [
    ["the body", readBody], ["plain text", plainText], ["what is written", written], ["a currency", currencyIn], ["a time", parseTime], ["a template", (text) => holdsPlaceholder({ text })],
    ["tags", (text) => frontmatterTags({ tags: text })], ["what a value looks like", formOf], ["a table of words", (text) => convert(text, { type: valueType.scale, options: { words: { good: 7 } } })],
    ["an amount in kilograms", reader(valueType.decimal, "kg")], ["degrees", reader(valueType.decimal, "celsius")], ["a whole amount", reader(valueType.quantity, "kg")],
    ...VALUE_TYPES.map((type) => [`value type ${type}`, reader(type)] as const),
    ["adding to a field", (text) => incrementField(text, "a", 1, rule)], ["shown text", (text) => sanitize(text, 80)],
  ];

  it.each(READERS)("takes time in proportion for %s", (name, work) => {
    for (const piece of PIECES) {
      expectLinear(name, repeated(piece), work);
      for (const [before, after] of ENDS) expectLinear(name, repeated(piece, before, after), work, 100_000);
    }
    for (const [kind, textOf] of BUILT) expectLinear(`${name}, ${kind}`, textOf, work);
  }, 120_000);

  it("takes time in proportion for suggestions", () => {
    const look = (text: string): unknown => suggest([1, 2, 3].map(() => note({ text, tags: ["a", "b"], properties: { [text.slice(0, 1000)]: text } })), { mappings: [], propertyType: () => undefined, imperial: [] });
    for (const piece of PIECES) expectLinear("suggestions", repeated(piece), look, 100_000);
    for (const [kind, textOf] of BUILT) expectLinear(`suggestions, ${kind}`, textOf, look, 100_000);
  }, 120_000);
});
