import { describe, expect, it } from "vitest";
import type { Mapping } from "../../src/domain/mapping";
import { mergeMapping } from "../../src/sync/merge-mapping";
import { mapping, property, template } from "../domain/build";

const base = mapping(property("sleep"), template("sleep"));
const with_ = (part: Partial<Mapping>): Mapping => ({ ...base, ...part });

describe("a mapping that two have changed", () => {
  it("keeps what a person changed, and what happened to the rest of it meanwhile", () => {
    expect(mergeMapping(base, with_({ whenRemoved: "zero" }), with_({ enabled: false }))).toEqual(with_({ whenRemoved: "zero", enabled: false }));
    expect(mergeMapping(base, with_({ enabled: false, whenRemoved: "zero" }), with_({ whenRemoved: "keep" }))).toEqual(with_({ enabled: false, whenRemoved: "zero" }));
  });

  it("keeps the name that Exist gave meanwhile, unless the person chose another attribute", () => {
    const named = with_({ to: { kind: "template", template: "sleep", name: "sleep" } });
    expect(mergeMapping(base, with_({ read: { unit: "hours" } }), named)).toEqual({ ...named, read: { unit: "hours" } });
    expect(mergeMapping(base, with_({ to: template("steps") }), named).to).toEqual(template("steps"));
  });

  it("takes target and reading from one of the two, never a unit from the one and the attribute from the other", () => {
    const now = with_({ to: template("water"), read: { unit: "glasses" } });
    expect(mergeMapping(base, with_({ enabled: false }), now)).toEqual({ ...now, enabled: false });
    expect(mergeMapping(base, with_({ read: { unit: "hours" } }), now)).toEqual(with_({ read: { unit: "hours" } }));
  });

  it("keeps keys that a later version has added", () => {
    const now = { ...base, novel: 1 } as Mapping;
    expect(mergeMapping(base, with_({ enabled: false }), now)).toEqual({ ...now, enabled: false });
  });
});
