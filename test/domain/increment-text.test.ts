import { describe, expect, it } from "vitest";
import { incrementField, incrementProperty, readAmount, type Rule } from "../../src/domain/increment-text";
import type { ReadOptions, Target } from "../../src/domain/mapping";
import { valueType } from "../../src/domain/value-type";
import { template } from "./build";

const rule = (to: Target, read: ReadOptions = {}): Rule => ({ to, read });
const coffees = rule(template("coffees"));
const sleep = rule(template("sleep"));
const hours = rule(template("sleep"), { unit: "hours" });
const water = rule(template("water"), { unit: "glasses", glass: 300 });
const money = rule({ kind: "attribute", name: "money", valueType: valueType.decimal });

describe("an amount", () => {
  it.each<readonly [string, Rule, object]>([
    ["2", coffees, { value: 2, bare: 2 }],
    ["1,5", money, { value: 1.5, bare: 1.5 }],
    ["-2", coffees, { value: -2, bare: -2 }],
    ["15 min", sleep, { value: 15, bare: 15 }],
    ["1h30", hours, { value: 90, bare: 1.5 }],
    ["7:30", hours, { value: 450, bare: 7.5 }],
    ["0.25", hours, { value: 15, bare: 0.25 }],
    ["2", water, { value: 600, bare: 2 }],
    ["450 ml", water, { value: 450, bare: 1.5 }],
    ["8", rule(template("water"), { unit: "floz" }), { value: 237, bare: 8 }],
    ["", coffees, { kind: "blank" }],
    ["two", coffees, { kind: "problem", problem: { code: "not-a-number" } }],
    ["1.5", coffees, { kind: "problem", problem: { code: "not-whole" } }],
    ["-5", sleep, { kind: "problem", problem: { code: "out-of-range" } }],
  ])("is read as its mapping reads values: %s", (written, how, amount) => {
    expect(readAmount(written, how)).toMatchObject(amount);
  });
});

describe("a property", () => {
  const after = (properties: Record<string, unknown>, key: string, amount: number, how: Rule): Record<string, unknown> => {
    expect(incrementProperty(properties, key, amount, how)).toBeNull();
    return properties;
  };

  it("gets the sum as a plain number, in the unit of the mapping", () => {
    expect(after({ coffee: 2 }, "coffee", 1, coffees)).toEqual({ coffee: 3 });
    expect(after({ coffee: "2" }, "coffee", 1, coffees)).toEqual({ coffee: 3 });
    expect(after({ sleep: "7h 30m" }, "sleep", 0.25, hours)).toEqual({ sleep: 7.75 });
    expect(after({ sleep: "7h 30m" }, "sleep", 15, sleep)).toEqual({ sleep: 465 });
    expect(after({ money: 0.1 }, "money", 0.2, money)).toEqual({ money: 0.3 });
    expect(after({ water: "450 ml" }, "water", 1, water)).toEqual({ water: 2.5 });
  });

  it("begins where there is none or a blank one", () => {
    expect(after({}, "coffee", 1, coffees)).toEqual({ coffee: 1 });
    expect(after({ coffee: null }, "coffee", 1, coffees)).toEqual({ coffee: 1 });
    expect(after({ coffee: "-" }, "coffee", 1, coffees)).toEqual({ coffee: 1 });
  });

  it("is found as it is when it is read: in any case, and in objects", () => {
    expect(after({ Coffee: 2 }, "coffee", 1, coffees)).toEqual({ Coffee: 3 });
    expect(after({ drinks: { coffee: 2 } }, "drinks.coffee", 1, coffees)).toEqual({ drinks: { coffee: 3 } });
    expect(after({ drinks: { tea: 2 } }, "drinks.coffee", 1, coffees)).toEqual({ drinks: { tea: 2, coffee: 1 } });
    expect(after({ "drinks.coffee": 2 }, "drinks.coffee", 1, coffees)).toEqual({ "drinks.coffee": 3 });
    expect(after({ "Flat White": 2, title: "{{title}}" }, "flat-white", 1, coffees)).toEqual({ "Flat White": 3, title: "{{title}}" });
    expect(incrementProperty({ drinks: [{ coffee: 1 }, { coffee: 2 }] }, "drinks.coffee", 1, coffees)).toEqual({ code: "several-fields", count: 2 });
    expect(after({ drinks: "many" }, "drinks.coffee", 1, coffees)).toEqual({ drinks: "many", "drinks.coffee": 1 });
  });

  it.each<readonly [string, Record<string, unknown>, Rule, object]>([
    ["what cannot be read", { key: "lots" }, coffees, { code: "unread", found: "lots", problem: { code: "not-a-number" } }],
    ["a list", { key: [1, 2] }, coffees, { code: "unread", found: "[1,2]", problem: { code: "not-text" } }],
    ["a sum that no day has", { key: 1439 }, sleep, { code: "unread", found: "1441", problem: { code: "out-of-range" } }],
    ["a placeholder in it", { key: "{{coffee}}" }, coffees, { code: "unread", found: "{{coffee}}", problem: { code: "unfilled-template" } }],
    ["an unquoted placeholder in another", { key: 1, title: { "{ title }": null } }, coffees, { code: "placeholder-elsewhere", key: "title" }],
  ])("is left as it is: %s", (_name, properties, how, hindrance) => {
    const before = structuredClone(properties);
    expect(incrementProperty(properties, "key", 2, how)).toMatchObject(hindrance);
    expect(properties).toEqual(before);
  });
});

describe("an inline field", () => {
  const summed = rule(template("coffees"), { combine: "sum" });

  it.each<readonly [string, string, string]>([
    ["coffee:: 2\n", "coffee:: 2\ncoffee:: 1\n", "under others"],
    ["Text", "Text\ncoffee:: 1\n", "after a line without an end"],
    ["Text\r\n", "Text\r\ncoffee:: 1\r\n", "with the note's own line ends"],
    ["", "coffee:: 1\n", "in an empty note"],
  ])("that is summed gets a line at the end: %j", (text, next) => {
    expect(incrementField(text, "coffee", 1, summed)).toBe(next);
  });

  it.each<readonly [string, string]>([
    ["a\ncoffee:: 2\nb", "a\ncoffee:: 3\nb"],
    ["- [ ] Drank [coffee:: 2] today", "- [ ] Drank [coffee:: 3] today"],
    ["(Coffee::2)", "(Coffee::3)"],
    ["**coffee**:: 2", "**coffee**:: 3"],
    ["coffee::", "coffee:: 1"],
    ["[coffee::]", "[coffee:: 1]"],
    ["```\ncoffee:: 2\n```\n`coffee:: 2`\n%%coffee:: 2%%\ncoffee:: 2", "```\ncoffee:: 2\n```\n`coffee:: 2`\n%%coffee:: 2%%\ncoffee:: 3"],
    ["decoffee:: 2\ncoffee:: 2", "decoffee:: 2\ncoffee:: 3"],
    ["tea:: 4", "tea:: 4\ncoffee:: 1\n"],
    ["---\ntitle: {{title}}\n---\ncoffee:: 2", "---\ntitle: {{title}}\n---\ncoffee:: 3"],
    ["> [!note] Today\n> coffee:: 2", "> [!note] Today\n> coffee:: 3"],
    ["## Coffee:: 2 ^c1", "## Coffee:: 3 ^c1"],
    ["| coffee:: 2 | tea:: 4 |\n|--|--|", "| coffee:: 3 | tea:: 4 |\n|--|--|"],
    ["| tea | 4 |\n|--|--|\n", "| tea | 4 |\n|--|--|\n\ncoffee:: 1\n"],
    ["> Said", "> Said\n\ncoffee:: 1\n"],
  ])("that is not summed is changed in its place, or begun: %j", (text, next) => {
    expect(incrementField(text, "coffee", 1, coffees)).toBe(next);
  });

  it.each<readonly [string, string, Rule, object]>([
    ["several", "coffee:: 2\ncoffee:: 1", coffees, { code: "several-fields", count: 2 }],
    ["what cannot be read", "coffee:: lots", coffees, { code: "unread", found: "lots", problem: { code: "not-a-number" } }],
    ["what cannot be read among what is summed", "coffee:: 1\ncoffee:: lots", summed, { code: "unread", found: "lots" }],
    ["a code block without an end", "```\ncode", summed, { code: "no-place" }],
    ["a comment in the middle of the value", "coffee:: 1%%x%%2", coffees, { code: "no-place" }],
    ["a placeholder in it", "coffee:: {{coffee}}", coffees, { code: "unread", found: "{{coffee}}", problem: { code: "unfilled-template" } }],
    ["what looks like it in a sentence", "We had coffee:: 2 today", summed, { code: "looks-like" }],
  ])("is left as it is: %s", (_name, text, how, hindrance) => {
    expect(incrementField(text, "coffee", 1, how)).toMatchObject(hindrance);
  });
});
