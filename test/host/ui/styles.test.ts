import { describe, expect, it } from "vitest";
import { ASSUMPTIONS } from "./assumptions";
import { CSS_VARIABLES } from "./css-variables";
import { styles } from "./styles";

describe("the stylesheet", () => {
  it("uses only variables that it defines", () => {
    const defined = new Set(Array.from(styles.matchAll(/(--[a-z0-9-]+)\s*:/g), ([, name]) => name ?? ""));
    const used = Array.from(styles.matchAll(/var\((--[a-z0-9-]+)/g), ([, name]) => name ?? "");
    expect(used.filter((name) => !defined.has(name))).toEqual([]);
  });

  it("offers plugins the app's variables only", () => {
    expect(CSS_VARIABLES).toContain("--text-muted");
    expect([...CSS_VARIABLES].filter((name) => name.startsWith("--host-"))).toEqual([]);
  });

  it("gives both themes the same colours to fill", () => {
    const names = (theme: string): string[] =>
      Array.from((styles.split(`.${theme} {`)[1]?.split("}")[0] ?? "").matchAll(/(--[a-z0-9-]+):/g), ([, name]) => name ?? "").sort();
    expect(names("theme-light")).toEqual(names("theme-dark"));
  });
});

describe("the assumptions", () => {
  it("have an id each", () => {
    expect(new Set(ASSUMPTIONS.map(({ id }) => id)).size).toBe(ASSUMPTIONS.length);
  });
});
