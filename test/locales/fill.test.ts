import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languageFor } from "../../src/locales";
import { displayable, type Fill, fillWith, joined } from "../../src/locales/fill";
import { formatsFor } from "../../src/locales/formats";
import type { Sentence } from "../../src/locales/words";

/** A text that no table has, with what it takes. */
function sentence<Given>(text: string): Sentence<Given> {
  return text as unknown as Sentence<Given>;
}

const fill: Fill = fillWith(formatsFor("en"));
const polish: Fill = fillWith(formatsFor("pl"));
const LONG = "x".repeat(10_000);

describe("filling a sentence", () => {
  it("puts in names and numbers, the same one as often as it is named", () => {
    expect(fill(sentence<{ name: string; amount: number }>("{name} has {amount}, {name}."), { name: "Yoga", amount: 1234.5 })).toBe("Yoga has 1,234.5, Yoga.");
    expect(fill(sentence<{ year: string }>("{year}"), { year: "2026" })).toBe("2026");
  });

  it.each([[0, "0 days"], [1, "1 day"], [2, "2 days"], [1.5, "1.5 days"], [-1, "-1 day"], [1234, "1,234 days"]])("puts a word in the form for %d", (days, said) => {
    expect(fill(sentence<{ days: number }>("{days} {days|day|days}"), { days })).toBe(said);
  });

  it("knows languages with more forms, and takes the last one for what has none", () => {
    const text = sentence<{ days: number }>("{days} {days|dzień|dni}");
    expect([1, 2, 5].map((days) => polish(text, { days }))).toEqual(["1 dzień", "2 dni", "5 dni"]);
    expect(fill(sentence<{ days: number }>("{days|always}"), { days: 1 })).toBe("always");
    expect([1, 2].map((days) => fill(sentence<{ days: number }>("day{days||s}"), { days }))).toEqual(["day", "days"]);
  });

  it("reads nothing in what is put in", () => {
    const text = sentence<{ a: string; b: string }>("{a} and {b}");
    for (const odd of ["{b}", "{a}", "{b|x|y}", "$&", "$1", "$'", "}{", "{", "__proto__"]) expect(fill(text, { a: odd, b: "B" })).toBe(`${odd} and B`);
    fc.assert(fc.property(fc.string({ maxLength: 50 }), fc.string({ maxLength: 50 }), (a, b) => { expect(fill(text, { a, b })).toBe(`${displayable(a)} and ${displayable(b)}`); }));
  });

  it("leaves the name in braces where nothing is given for it", () => {
    expect(fill(sentence<object>("{constructor} {missing} {missing|one|more}") as Sentence<never>, {} as never)).toContain("{missing} {missing|one|more}");
  });

  it("shows what hides, and ends what has no end", () => {
    const text = sentence<{ name: string }>("{name} is here.");
    expect(fill(text, { name: "\u202etxet\u0000" })).toBe("\ufffdtxet\ufffd is here.");
    expect(fill(text, { name: LONG })).toHaveLength(2500);
    expect(joined(LONG, LONG)).toHaveLength(2500);
    expect(fill(sentence<{ name: string }>(`{name}${LONG}`), { name: "a" })).toHaveLength(2500);
  });

  it("joins sentences, and skips those that are not said", () => {
    expect(joined("One.", "", "Two.")).toBe("One. Two.");
    expect(joined()).toBe("");
  });
});

describe("the compiler", () => {
  const { words, fill: put } = languageFor("en");

  it("wants all that a sentence takes, and nothing else", () => {
    expect(put(words.settings.sourceAt, { folder: "Log", format: "YYYY" })).toBe("Log, YYYY");
    // @ts-expect-error the format is missing
    put(words.settings.sourceAt, { folder: "Log" });
    // @ts-expect-error there is no such name
    put(words.settings.sourceAt, { folder: "Log", format: "YYYY", more: 1 });
    // @ts-expect-error a plural depends on it
    put(words.report.sent, { values: "1", days: 1 });
  });

  it("does not let a sentence be shown without what it takes", () => {
    // @ts-expect-error it has names in braces
    const shown: string = words.settings.sourceAt;
    expect(shown).toBe("{folder}, {format}");
    const plain: string = words.settings.autoSync;
    expect(plain).toBe("Sync automatically");
  });
});
