import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { TEMPLATES as BUNDLED } from "../../src/domain/templates";
import { EXIST_ASSUMPTIONS } from "./assumptions";
import { RECORDED } from "./behavior";
import { TEMPLATES } from "./templates";

const here = fileURLToPath(new URL(".", import.meta.url));

describe("the stand-in for Exist", () => {
  it("runs in a page: only the server touches Node", () => {
    const sources = readdirSync(here, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
    expect(sources).toContain("world.ts");
    const bound = sources.filter((file) => /from "(node:|vitest|[^".]*src\/)/.test(readFileSync(here + file, "utf8")));
    expect(bound).toEqual(["server.ts"]);
  });

  it("names each assumption once", () => {
    const ids = EXIST_ASSUMPTIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("names each way in which it can be of another mind among its assumptions", () => {
    expect(EXIST_ASSUMPTIONS.flatMap((each) => each.switch ?? []).sort()).toEqual(Object.keys(RECORDED).sort());
  });

  it("agrees with the plugin's own copy of the templates, which was written separately", () => {
    const ours = [...TEMPLATES.values()].map(({ group, name, value_type }) => `${group} ${name} ${value_type}`);
    const bundled = BUNDLED.map(({ group, name, valueType }) => `${group} ${name} ${valueType}`);
    // Recorded, and not in the reference; the plugin learns of it from Exist's list.
    expect(ours.filter((each) => !bundled.includes(each))).toEqual(["activity steps_goal 0"]);
    expect(bundled.filter((each) => !ours.includes(each))).toEqual([]);
    expect(new Set(ours).size).toBe(ours.length);
  });
});
