import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { brotliDecompressSync } from "node:zlib";

/** A browser that tests can be run in. */
export interface FoundBrowser {
  readonly executable: string;
  /** What it calls itself. */
  readonly version: string;
  readonly env: Readonly<Record<string, string>>;
}

const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ["/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/microsoft-edge", "/snap/bin/chromium"],
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser"],
  win32: ["C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe", "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe", "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe"],
};

/**
 * Looks for a Chromium: CHROME_PATH, then what is installed, then the one inside `@sparticuz/chromium`. Null when there
 * is none. Throws when CHROME_PATH is wrong, or when what was found does not start: that is a fault and no absence.
 */
export function findBrowser(): FoundBrowser | null {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && named !== "") {
    const found = probe(named, {});
    if (found === null) throw new Error(`CHROME_PATH is ${named}, which does not start as a browser.`);
    return found;
  }
  const installed = (INSTALLED[process.platform] ?? []).find((path) => existsSync(path));
  if (installed !== undefined) {
    // Windows' browsers do not answer --version on the console.
    if (process.platform === "win32") return { executable: installed, version: installed, env: {} };
    const found = probe(installed, {});
    if (found === null) throw new Error(`${installed} is there and does not start.`);
    return found;
  }
  return packaged();
}

function probe(executable: string, env: Readonly<Record<string, string>>): FoundBrowser | null {
  const run = spawnSync(executable, ["--version"], { encoding: "utf8", env: { ...process.env, ...env }, timeout: 30_000 });
  return run.status === 0 ? { executable, version: run.stdout.trim(), env } : null;
}

/** The browser inside the npm package: Linux on x64 only. Unpacked once, into a folder of its own version. */
function packaged(): FoundBrowser | null {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const bin = packageBin();
  if (bin === null) return null;
  const home = join(cacheFolder(), `chromium-${bin.version}`);
  if (!existsSync(home)) unpackAll(bin.folder, home);
  const executable = join(home, "chromium");
  const libraries = { LD_LIBRARY_PATH: [join(home, "lib"), process.env.LD_LIBRARY_PATH ?? ""].filter((path) => path !== "").join(":") };
  const found = probe(executable, {}) ?? probe(executable, libraries);
  if (found === null) throw new Error(`${executable} does not start, not even with the libraries of its package.`);
  return found;
}

function packageBin(): { readonly folder: string; readonly version: string } | null {
  const require = createRequire(import.meta.url);
  try {
    const entry = require.resolve("@sparticuz/chromium");
    const root = entry.slice(0, entry.lastIndexOf(`${join("@sparticuz", "chromium")}${sep}`) + join("@sparticuz", "chromium").length);
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { folder: join(root, "bin"), version };
  } catch {
    // An optional dependency that was left out.
    return null;
  }
}

function cacheFolder(): string {
  const folder = resolve(import.meta.dirname, "../../node_modules/.cache/browser");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Unpacks beside the goal and renames, so that runs side by side never see half a browser. */
function unpackAll(bin: string, home: string): void {
  const work = mkdtempSync(join(dirname(home), "unpacking-"));
  writeFileSync(join(work, "chromium"), brotliDecompressSync(readFileSync(join(bin, "chromium.br"))), { mode: 0o755 });
  for (const archive of ["fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"]) {
    const path = join(bin, archive);
    if (existsSync(path)) untar(brotliDecompressSync(readFileSync(path)), work);
  }
  try {
    renameSync(work, home);
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}

const BLOCK = 512;

/** Plain tar: files and folders, which is all that these archives hold. */
function untar(archive: Buffer, into: string): void {
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    const name = text(header, 0, 100);
    if (name === "") return;
    const prefix = text(header, 345, 155);
    const size = Number.parseInt(text(header, 124, 12).trim() || "0", 8);
    const path = join(into, prefix, name);
    if (!path.startsWith(into)) throw new Error(`${name} would be unpacked outside of its folder.`);
    const kind = text(header, 156, 1);
    at += BLOCK;
    if (kind === "5") mkdirSync(path, { recursive: true });
    if (kind === "" || kind === "0") {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, archive.subarray(at, at + size), { mode: Number.parseInt(text(header, 100, 8).trim() || "644", 8) });
    }
    at += Math.ceil(size / BLOCK) * BLOCK;
  }
}

function text(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString("utf8");
}
