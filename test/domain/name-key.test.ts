import { describe, expect, it } from "vitest";
import { sameLabel } from "../../src/domain/attribute";
import { type Mapping, targetKey } from "../../src/domain/mapping";
import { isSameName, nameKey } from "../../src/domain/name-key";
import { readDay } from "../../src/domain/reading";
import { tagKey, tagMappings } from "../../src/domain/tags";
import { day, mapping, note, property, template } from "./build";

const COMPOSED = "Caf\u00e9";
const APART = "Cafe\u0301";

function valuesOf(read: Mapping, properties: Record<string, unknown>, text: string | null = null, tags: readonly string[] = []) {
  return readDay(day("2026-09-21"), [note("2026-09-21", { properties, text, tags })], () => [read]).values.map(({ value }) => value);
}

describe("a name", () => {
  it("is one in both forms of Unicode, in both letter cases, and in no other spelling", () => {
    for (const name of [COMPOSED, APART, "CAF\u00c9", "CAFE\u0301", "caf\u00e9"]) {
      expect(isSameName(name, COMPOSED), escape(name)).toBe(true);
      expect(nameKey(name)).toBe("caf\u00e9");
    }
    for (const name of ["cafe", "Caf\u00e8", "Caf\u00e9s", "Caf"]) expect(isSameName(name, COMPOSED), escape(name)).toBe(false);
  });

  it("is one as tag, label, and target", () => {
    expect(tagKey(`#${APART}`)).toBe(tagKey(COMPOSED));
    expect(sameLabel(` ${APART}`, COMPOSED.toUpperCase())).toBe(true);
    const key = (label: string) => targetKey({ kind: "create", label, group: "custom", valueType: 7 });
    expect(key(APART)).toBe(key(COMPOSED));
  });

  it("is one as a tag that Exist has named, chosen, ignored, or behind a prefix", () => {
    const rules = { mode: "prefix", prefix: "r\u00e9/", chosen: [], ignored: ["re\u0301/th\u00e9"], names: { "caf\u00e9": "cafe" } } as const;
    expect(tagMappings([`re\u0301/${APART}`, "r\u00e9/the\u0301"], rules, new Set()).map(({ to }) => [escape(targetKey(to)), to.name])).toEqual([["create%3Acustom%3Acaf%E9", "cafe"]]);
    expect(tagMappings([APART], { ...rules, mode: "chosen", chosen: [COMPOSED] }, new Set()).map(({ to }) => to.name)).toEqual(["cafe"]);
  });

  it("is one as property, inline field, task, and word", () => {
    expect(valuesOf(mapping(property(COMPOSED), template("steps")), { [APART]: 5 })).toEqual([5]);
    expect(valuesOf(mapping({ kind: "inline", key: COMPOSED }, template("steps")), {}, `${APART}:: 6\n`)).toEqual([6]);
    expect(valuesOf(mapping({ kind: "task", text: COMPOSED }, { kind: "create", label: "x", group: "health", valueType: 7 }), {}, `- [x] ${APART}\n`)).toEqual([1]);
    expect(valuesOf(mapping(property("mood"), template("mood"), { read: { words: { [COMPOSED]: 7 } } }), { mood: APART })).toEqual([7]);
  });
});
