import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CSS_VARIABLES } from "./host/ui/css-variables";

const css = readFileSync("styles.css", "utf8").replace(/\/\*[\s\S]*?\*\//g, "");

describe("styles.css", () => {
  it("uses only variables that Obsidian documents, and its own", () => {
    const used = [...css.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1] ?? "");
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((name) => !CSS_VARIABLES.has(name) && !name.startsWith("--exist-sync-"))).toEqual([]);
  });

  it("knows no left and no right, so that it is right in both directions of writing", () => {
    const properties = [...css.matchAll(/(?:^|[;{])\s*([\w-]+)\s*:\s*([^;{}]+)/g)].map((match) => ({ name: match[1] ?? "", value: match[2] ?? "" }));
    expect(properties.length).toBeGreaterThan(100);
    expect(properties.filter(({ name, value }) => /(?:^|-)(?:left|right)(?:-|$)/.test(name) || (/^(?:text-align|float|clear)$/.test(name) && /left|right/.test(value)))).toEqual([]);
  });

  it("moves nothing, whoever asks for less motion", () => {
    expect(css).not.toMatch(/\b(?:transition|animation)(?:-[\w-]+)?\s*:|[^r]scroll-behavior|@keyframes/);
  });

  it("names no colour, forces nothing, and touches nothing but its own", () => {
    expect(css).not.toMatch(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|!important|:has\(/i);
    const selectors = [...css.matchAll(/([^{}]+)\{/g)].flatMap((match) => (match[1] ?? "").split(",")).map((selector) => selector.trim());
    expect(selectors.filter((selector) => !selector.startsWith("@media ") && !selector.includes(".exist-sync-"))).toEqual([]);
  });
});
