import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join, resolve, sep, win32 } from "node:path";
import { unpackBrowser } from "./unpack";

/** A browser that tests can be run in. */
export interface FoundBrowser {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LINUX = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge", "microsoft-edge-stable"];
const MAC = ["Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser"];
const WINDOWS = ["Google\\Chrome\\Application\\chrome.exe", "Chromium\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];

/**
 * Looks for a Chromium: CHROME_PATH, then what is installed, then the one inside `@sparticuz/chromium`. Null when there
 * is none. Throws when CHROME_PATH is wrong, or when what was found does not start: that is a fault and no absence.
 */
export function findBrowser(env: Environment = process.env): FoundBrowser | null {
  const named = env.CHROME_PATH ?? "";
  if (named !== "") {
    if (!starts(named)) throw new Error(`CHROME_PATH is ${named}, which does not start as a browser.`);
    return { executable: named, env: {} };
  }
  const installed = installedAt(process.platform, env).find((path) => existsSync(path));
  if (installed !== undefined) {
    if (!starts(installed)) throw new Error(`${installed} is there and does not start.`);
    return { executable: installed, env: {} };
  }
  return packaged(env);
}

/** Where the browsers of a platform are when they are installed, the likeliest first. */
export function installedAt(platform: NodeJS.Platform, env: Environment): readonly string[] {
  if (platform === "win32") {
    const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter((root) => root !== undefined);
    return WINDOWS.flatMap((path) => roots.map((root) => win32.join(root, path)));
  }
  if (platform === "darwin") return MAC.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  const folders = new Set([...(env.PATH ?? "").split(delimiter).filter((folder) => folder !== ""), "/usr/bin", "/snap/bin"]);
  return LINUX.flatMap((name) => [...folders].map((folder) => `${folder}/${name}`));
}

/** Whether this is a Chromium that answers. Windows' do not answer on the console: there, launching has to tell. */
function starts(executable: string, env: Readonly<Record<string, string>> = {}): boolean {
  if (process.platform === "win32") return existsSync(executable);
  const { status, stdout } = spawnSync(executable, ["--version"], { encoding: "utf8", env: { ...process.env, ...env }, timeout: 30_000 });
  return status === 0 && /(Chrom|Edge|Brave).*\d+\.\d+\.\d+/.test(stdout);
}

/** The browser inside the npm package: Linux on x64 only. Unpacked once, into a folder of its own version. */
function packaged(env: Environment): FoundBrowser | null {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const bin = packageBin();
  if (bin === null) return null;
  const home = resolve(import.meta.dirname, `../../node_modules/.cache/browser/chromium-${bin.version}`);
  if (!existsSync(home)) unpackBrowser(bin.folder, home);
  const executable = join(home, "chromium");
  const fonts = { FONTCONFIG_FILE: join(home, "fonts.conf") };
  if (starts(executable)) return { executable, env: fonts };
  // A machine without NSS and its like: the package brings its own.
  const libraries = { LD_LIBRARY_PATH: [join(home, "lib"), env.LD_LIBRARY_PATH ?? ""].filter((path) => path !== "").join(delimiter) };
  if (starts(executable, libraries)) return { executable, env: { ...fonts, ...libraries } };
  throw new Error(`${executable} does not start, not even with the libraries of its package. Delete ${home} to unpack it again.`);
}

function packageBin(): { readonly folder: string; readonly version: string } | null {
  const require = createRequire(import.meta.url);
  try {
    const entry = require.resolve("@sparticuz/chromium");
    const name = `${join("@sparticuz", "chromium")}${sep}`;
    const root = entry.slice(0, entry.lastIndexOf(name) + name.length);
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { folder: join(root, "bin"), version };
  } catch {
    // An optional dependency that was left out.
    return null;
  }
}
