import { CSS_VARIABLES } from "../host/ui/css-variables";

/** The repository as the community directory's review sees it: tracked files by path, and the main.js built from them. */
export interface Repository {
  readonly files: ReadonlyMap<string, string>;
  readonly main: string;
}

/** What the review asks for; `check` names what isn't valid, a sentence each. */
export interface Rule {
  readonly name: string;
  readonly check: (repository: Repository) => string[];
}

const MANIFEST_KEYS = new Set(["id", "name", "version", "minAppVersion", "description", "author", "isDesktopOnly", "authorUrl", "fundingUrl"]);
const NEEDED_KEYS = ["id", "name", "version", "minAppVersion", "description", "author", "isDesktopOnly"];
const VERSION = /^\d+\.\d+\.\d+$/;
const RELEASED = ["main.js", "manifest.json", "styles.css"];

/** Calls that the review refuses or that we do not need, with what to use instead. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b|\bEventSource\b|\bsendBeacon\b/, "requests go through requestUrl"],
  [/\beval\(|\bnew Function\(/, "no code is made at run time"],
  [/\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write\(/, "elements are made with createEl"],
  [/createEl(?:ement)?\(\s*["'](?:style|link)["']/, "styles belong into styles.css"],
  [/\b(?:local|session)Storage\b\s*[.[]/, "app.saveLocalStorage keeps what belongs to a device"],
  [/\bgetMarkdownFiles\(|\bvault\.getFiles\(|\bgetAllLoadedFiles\(|\brecurseChildren\(/, "the vault is not enumerated"],
  [/\bnavigator\.(?:userAgent|platform)\b/, "Platform says what this is"],
  [/\batob\(|\bbtoa\(/, "nothing is encoded in base64"],
  [/\bsetInterval\(/, "nothing is asked for at intervals"],
  [/\bconsole\.log\(/, "the console is left alone"],
  [/\brequire\(\s*["'](?!obsidian["'])/, "nothing but Obsidian is there on a phone"],
  [/\bdetachLeavesOfType\(/, "leaves stay where people put them"],
];

/** What the README has to disclose (developer policies), and the words it is known by. */
const DISCLOSURES: readonly (readonly [string, RegExp])[] = [
  ["that an account is needed", /you need an account at Exist/i],
  ["that the service costs money", /costs money/i],
  ["which host is talked to", /\bexist\.io\b/],
  ["what is sent", /sends the values/i],
  ["when it is sent", /\*\*When\*\*/],
  ["where tokens are kept", /data\.json[\s\S]*keychain/i],
  ["that there is no telemetry", /no telemetry/i],
  ["that it is not made by Exist", /not made by Exist/i],
];

/** Every rule of the directory's review that can be checked without it. */
export const RULES: readonly Rule[] = [
  { name: "manifest.json", check: checkManifest },
  { name: "one version in manifest, package, lock file, versions and changelog", check: checkVersions },
  { name: "the files a repository needs", check: checkFiles },
  { name: "README disclosures", check: checkDisclosures },
  { name: "no forbidden calls in source or bundle", check: checkCalls },
  { name: "no host but exist.io in the bundle", check: checkHosts },
  { name: "styles.css", check: checkStyles },
  { name: "a lock file for any registry", check: checkLock },
  { name: "the release workflow", check: checkWorkflow },
];

function text({ files }: Repository, path: string): string {
  return files.get(path) ?? "";
}

function json(repository: Repository, path: string): Record<string, unknown> {
  try {
    return JSON.parse(text(repository, path)) as Record<string, unknown>;
  } catch {
    // Missing or damaged: every check of its content says so.
    return {};
  }
}

function shown(of: unknown): string {
  if (of === undefined) return "nothing";
  return typeof of === "string" ? of : JSON.stringify(of);
}

function checkManifest(repository: Repository): string[] {
  const manifest = json(repository, "manifest.json");
  const problems: string[] = [];
  const want = (right: boolean, problem: string): void => { if (!right) problems.push(problem); };
  const of = (key: string): string => shown(manifest[key] ?? "");
  for (const key of NEEDED_KEYS) want(key in manifest, `${key} is missing.`);
  for (const key of Object.keys(manifest)) want(MANIFEST_KEYS.has(key), `${key} is not a key of manifests.`);
  want(/^[a-z]+(?:-[a-z]+)*$/.test(of("id")) && !of("id").includes("obsidian") && !of("id").includes("plugin"), `the id ${of("id")} has more than lower-case letters and hyphens, or a word it must not have.`);
  want(!/obsidian|plugin/i.test(of("name")) && /^[A-Za-z0-9+() -]+$/.test(of("name")), `the name ${of("name")} has a word or a sign it must not have.`);
  const description = of("description");
  want(description.length >= 10 && description.length <= 250, `the description has ${description.length} characters, not 10 to 250.`);
  want(/^[A-Z]/.test(description) && description.endsWith("."), "the description is no sentence.");
  want(/^[A-Za-z0-9\s.,!?'"-]*$/.test(description), "the description has a sign it must not have.");
  want(!/obsidian|plugin/i.test(description), "the description speaks of Obsidian or of a plugin.");
  want(manifest.isDesktopOnly === false, "it does not run on phones.");
  want(VERSION.test(of("minAppVersion")), "minAppVersion is no version.");
  return problems;
}

function checkVersions(repository: Repository): string[] {
  const { version, minAppVersion } = json(repository, "manifest.json");
  const problems: string[] = [];
  if (typeof version !== "string" || !VERSION.test(version)) return [`manifest.json has the version ${shown(version)}, not three numbers.`];
  const lock = json(repository, "package-lock.json");
  const root = (lock.packages as Record<string, Record<string, unknown>> | undefined)?.[""] ?? {};
  for (const [where, found] of [["package.json", json(repository, "package.json").version], ["package-lock.json", lock.version], ["package-lock.json, for the root,", root.version]] as const) {
    if (found !== version) problems.push(`${where} has ${shown(found)}, and manifest.json ${version}.`);
  }
  if (json(repository, "versions.json")[version] !== minAppVersion) problems.push(`versions.json does not give ${version} the minAppVersion of manifest.json.`);
  if (!new RegExp(`^## ${version.replaceAll(".", "\\.")}(?: |$)`, "m").test(text(repository, "CHANGELOG.md"))) problems.push(`CHANGELOG.md has no heading for ${version}.`);
  return problems;
}

function checkFiles(repository: Repository): string[] {
  const missing = ["README.md", "LICENSE", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "manifest.json", "versions.json", "styles.css", "package-lock.json"].filter((path) => text(repository, path).trim() === "");
  const problems = missing.map((path) => `${path} is missing.`);
  if (!/^MIT License\n\nCopyright \(c\) \d{4} .+\n\nPermission is hereby granted, free of charge/.test(text(repository, "LICENSE"))) problems.push("LICENSE is not the text of the MIT licence.");
  if (repository.files.has("main.js")) problems.push("main.js is committed; it belongs into the release only.");
  return problems;
}

function checkDisclosures(repository: Repository): string[] {
  const readme = text(repository, "README.md");
  const needed = repository.main.includes("navigator.clipboard") ? [...DISCLOSURES, ["that the clipboard is written to", /clipboard/i] as const] : DISCLOSURES;
  return needed.filter(([, known]) => !known.test(readme)).map(([what]) => `README.md does not say ${what}.`);
}

function checkCalls({ files, main }: Repository): string[] {
  const sources = [...files].filter(([path]) => path.startsWith("src/") && path.endsWith(".ts")).map(([path, content]) => [path, content.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "")] as const);
  return [...sources, ["main.js", main] as const].flatMap(([path, content]) =>
    FORBIDDEN.filter(([pattern]) => pattern.test(content)).map(([pattern, instead]) => `${path} has ${pattern.exec(content)?.[0] ?? ""}: ${instead}.`));
}

function checkHosts({ main }: Repository): string[] {
  const hosts = new Set([...main.matchAll(/\bhttps?:\/\/([\w.-]+)/g)].map((match) => match[1] ?? ""));
  const others = [...hosts].filter((host) => host !== "exist.io");
  return hosts.has("exist.io") ? others.map((host) => `main.js names the host ${host}.`) : ["main.js does not name exist.io: is it the plugin?"];
}

function checkStyles(repository: Repository): string[] {
  const css = text(repository, "styles.css").replace(/\/\*[\s\S]*?\*\//g, "");
  const unknown = [...css.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1] ?? "").filter((name) => !CSS_VARIABLES.has(name) && !css.includes(`${name}:`) && !name.startsWith("--exist-sync-"));
  const raw = css.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|!important|:has\(|@import|url\(/gi) ?? [];
  return [...unknown.map((name) => `styles.css uses ${name}, which Obsidian does not document.`), ...raw.map((found) => `styles.css has ${found}.`)];
}

function checkLock(repository: Repository): string[] {
  const packages = Object.entries((json(repository, "package-lock.json").packages ?? {}) as Record<string, { resolved?: string; integrity?: string; link?: boolean }>);
  const placed = packages.filter(([, { resolved, link }]) => resolved !== undefined && link !== true);
  const unsure = packages.filter(([path, { integrity, link }]) => path !== "" && integrity === undefined && link !== true);
  return [...placed.map(([path]) => `${path} is locked to one place to get it from.`), ...unsure.map(([path]) => `${path} is locked without an integrity.`)];
}

function checkWorkflow(repository: Repository): string[] {
  const workflow = text(repository, ".github/workflows/release.yml");
  const problems: string[] = [];
  const want = (pattern: RegExp, what: string): void => { if (!pattern.test(workflow)) problems.push(`the release workflow does not ${what}.`); };
  want(/\.ci\/run/, "run the checks");
  want(/check:release/, "run this check");
  want(/actions\/attest/, "attest what it built");
  want(/--draft/, "draft the release");
  const released = /gh release create [^\n]*/.exec(workflow)?.[0].match(/[\w-]+\.(?:js|json|css|map|zip)\b/g) ?? [];
  if (JSON.stringify(released) !== JSON.stringify(RELEASED)) problems.push(`the release has ${released.join(", ") || "no files"}, not ${RELEASED.join(", ")}.`);
  return problems;
}
