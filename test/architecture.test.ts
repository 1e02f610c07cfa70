import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const SRC = join(ROOT, "src");

/** Each room and the rooms it may import from, type-only imports included. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  domain: ["domain"],
  exist: ["domain", "exist"],
  sync: ["domain", "exist", "sync"],
  locales: ["domain", "locales"],
  presentation: ["domain", "exist", "sync", "locales", "presentation"],
  obsidian: ["domain", "exist", "sync", "locales", "presentation", "obsidian"],
  "main.ts": ["obsidian"],
};

/** Packages, and the rooms that may use them; "everywhere" for pure arithmetic. */
const PACKAGES: Readonly<Record<string, readonly string[] | "everywhere">> = { obsidian: ["obsidian"], idb: ["obsidian"], valibot: ["exist", "sync", "presentation"], "date-fns": "everywhere" };

const LONGEST_FILE = 330;

/** Doors that are ready and lead nowhere yet: tried in tests, and in no build. Whoever opens one takes it off the list. */
const NOT_OPENED_YET: readonly string[] = ["exist/findings.ts"];

/** One table of sentences a language; the English one says which sentences there are. */
const TABLES = /^locales\/[a-z]{2}\.ts$/;
const SENTENCES = "locales/en.ts";
const OTHER_LANGUAGES = /^locales\/(?!en\.)[a-z]{2}\.ts$/;

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts")).map((path) => path.replaceAll("\\", "/"));
const textOf = new Map(files.map((path) => [path, readFileSync(join(SRC, path), "utf8")]));

function roomOf(path: string): string {
  return path.split("/")[0] ?? "";
}

function json(name: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(ROOT, name), "utf8")) as Readonly<Record<string, unknown>>;
}

/** Everything a file imports or re-exports from: other files as paths below src, packages by name. */
function importsOf(path: string): { readonly files: string[]; readonly packages: string[] } {
  const found = [...(textOf.get(path) ?? "").matchAll(/(?:^|\n)\s*(?:import|export)\b[^;"']*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)|(?:^|\n)import\s+"([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
  const near = found.filter((each) => each.startsWith(".")).map((each) => relative(SRC, resolve(SRC, dirname(path), each)).replaceAll("\\", "/"));
  return {
    files: near.map((each) => (textOf.has(`${each}.ts`) ? `${each}.ts` : `${each}/index.ts`)),
    packages: found.filter((each) => !each.startsWith(".")),
  };
}

describe("the house", () => {
  it("has its rooms and no others", () => {
    expect(new Set(files.map(roomOf))).toEqual(new Set(Object.keys(ARROWS)));
    expect(files.length).toBeGreaterThan(40);
  });

  it("has arrows that point one way", () => {
    const wrong = files.flatMap((path) => importsOf(path).files.filter((other) => !ARROWS[roomOf(path)]?.includes(roomOf(other))).map((other) => `${path} imports ${other}`));
    expect(wrong).toEqual([]);
  });

  it("imports only files that are there, and packages where they belong", () => {
    const wrong = files.flatMap((path) => {
      const { files: near, packages } = importsOf(path);
      const misplaced = packages.filter((name) => { const rooms = PACKAGES[name]; return rooms !== "everywhere" && !(rooms ?? []).includes(roomOf(path)); });
      return [...near.filter((other) => !textOf.has(other)), ...misplaced].map((other) => `${path} imports ${other}`);
    });
    expect(wrong).toEqual([]);
  });

  it("has no cycles", () => {
    const done = new Set<string>();
    const walk = (path: string, way: readonly string[]): void => {
      if (way.includes(path)) throw new Error(`a cycle: ${[...way.slice(way.indexOf(path)), path].join(" → ")}`);
      if (done.has(path)) return;
      for (const next of importsOf(path).files) walk(next, [...way, path]);
      done.add(path);
    };
    for (const path of files) walk(path, []);
    expect(done.size).toBe(files.length);
  });

  it("has no two folders of which each imports from the other, but for a folder and the one it is in", () => {
    const arrows = new Set(files.flatMap((path) => importsOf(path).files.map((other) => `${dirname(path)} ${dirname(other)}`)));
    const isInside = (inner: string, outer: string): boolean => inner.startsWith(`${outer}/`);
    const loops = [...arrows].filter((arrow) => {
      const [from = "", to = ""] = arrow.split(" ");
      return from < to && !isInside(from, to) && !isInside(to, from) && arrows.has(`${to} ${from}`);
    });
    expect(loops).toEqual([]);
  });

  it("keeps time, chance, timers and the console at its edge", () => {
    const EDGE = /\bnew Date\(|\bDate\.now\(|\bMath\.random\(|\bset(?:Timeout|Interval)\(|\bconsole\.|\btoISOString\(|\bmoment\(/;
    const wrong = files.filter((path) => roomOf(path) !== "obsidian" && EDGE.test(withoutComments(textOf.get(path) ?? "")));
    expect(wrong).toEqual([]);
  });

  it("compares letters the same way on every device", () => {
    const wrong = files.filter((path) => /\btoLocale(?:Lower|Upper)Case\b/.test(textOf.get(path) ?? ""));
    expect(wrong).toEqual([]);
  });

  it("has no any, no silenced checks, and no names that say nothing", () => {
    const wrong = files.filter((path) => /: any\b|\bas any\b|<any>|@ts-|eslint-disable/.test(withoutComments(textOf.get(path) ?? "")) || /(?:^|\/)(?:utils?|helpers?|common|types)\.ts$/.test(path));
    expect(wrong).toEqual([]);
  });

  it("has no file that needs scrolling for minutes, but for the tables of sentences", () => {
    const long = files.filter((path) => !TABLES.test(path) && (textOf.get(path) ?? "").split("\n").length > LONGEST_FILE);
    expect(long).toEqual([]);
  });

  it("has nothing that nothing names: no function, type, member or sentence that is left over", () => {
    const said = new Map<string, number>();
    const declared: { readonly name: string; readonly path: string }[] = [];
    const look = (path: string) => (node: ts.Node): void => {
      const isWord = ts.isIdentifier(node) || ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isPrivateIdentifier(node);
      if (isWord && isDeclared(node)) declared.push({ name: node.text, path });
      // A second language has every sentence, whether it is said or not.
      else if (isWord && !OTHER_LANGUAGES.test(path)) said.set(node.text, (said.get(node.text) ?? 0) + 1);
      ts.forEachChild(node, look(path));
    };
    for (const [path, text] of textOf) look(path)(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
    const left = declared.filter(({ name, path }) => !OTHER_LANGUAGES.test(path) && !NOT_OPENED_YET.includes(path) && !said.has(name)).map(({ name, path }) => `${path}: ${name}`);
    expect(left).toEqual([]);
    expect(declared.length).toBeGreaterThan(1000);
  });

  it("has doors that are not opened yet, and keeps a list of them", () => {
    const opened = new Set(files.flatMap((path) => importsOf(path).files));
    expect(NOT_OPENED_YET.filter((path) => opened.has(path) || !textOf.has(path))).toEqual([]);
  });

  it("names every package that it takes something from", () => {
    const { dependencies, devDependencies, optionalDependencies } = json("package.json");
    const known = new Set([...[dependencies, devDependencies, optionalDependencies].flatMap((each) => Object.keys(each ?? {})), ...builtinModules]);
    const own = readdirSync(ROOT).filter((name) => name.endsWith(".mjs"));
    const all = [...own, ...["src", "test"].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)))].filter((path) => /\.m?[jt]s$/.test(path));
    const packages = all.flatMap((path) => ts.preProcessFile(readFileSync(join(ROOT, path), "utf8")).importedFiles.map(({ fileName }) => fileName).filter((name) => !/^(?:\.|\/|node:)/.test(name)));
    const names = packages.map((name) => name.split("/").slice(0, name.startsWith("@") ? 2 : 1).join("/"));
    expect([...new Set(names)].filter((name) => !known.has(name))).toEqual([]);
    expect(names).toContain("vitest");
  });

  it("has one version in manifest, package and versions", () => {
    const { version, minAppVersion } = json("manifest.json");
    expect(json("package.json").version).toBe(version);
    expect(json("versions.json")[String(version)]).toBe(minAppVersion);
  });
});

/** Whether a word gives something its name, and what has a name needs somebody who says it. */
function isDeclared(word: ts.Node): boolean {
  const { parent } = word;
  const isNamed = (ts.isFunctionDeclaration(parent) || ts.isClassDeclaration(parent) || ts.isInterfaceDeclaration(parent) || ts.isTypeAliasDeclaration(parent)
    || ts.isVariableDeclaration(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isGetAccessor(parent)
    || (ts.isPropertyAssignment(parent) && word.getSourceFile().fileName === SENTENCES)) && parent.name === word;
  return isNamed && (ts.getCombinedModifierFlags(parent) & ts.ModifierFlags.Override) === 0;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
}
