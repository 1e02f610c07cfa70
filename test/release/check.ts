import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { RULES } from "./rules";

/**
 * `npm run check:release`: what the community directory's review does, as far as it can be done without it. Ends with 1
 * when something isn't valid.
 */
const tracked = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0").filter((path) => path !== "" && existsSync(path));
const files = new Map(tracked.filter((path) => !/\.(?:png|jpe?g|gif)$/.test(path)).map((path) => [path, readFileSync(path, "utf8")]));
const main = readFileSync("main.js", "utf8");

let problems = 0;
function tell(name: string, found: readonly string[]): void {
  problems += found.length;
  console.log(`${found.length === 0 ? "✓" : "✗"} ${name}`);
  for (const each of found) console.log(`    ${each}`);
}

for (const { name, check } of RULES) tell(name, check({ files, main }));
tell("no warning of the directory's rules", lint());
tell("the same main.js from a fresh install without scripts", rebuild());
console.log(problems === 0 ? "\nReady for the community directory, as far as can be known here." : `\n${problems} to mend.`);
process.exitCode = problems === 0 ? 0 : 1;

function lint(): string[] {
  try {
    execFileSync("npm", ["run", "--silent", "lint"], { encoding: "utf8", stdio: "pipe" });
    return [];
  } catch (error) {
    return [String((error as { stdout?: string }).stdout ?? error).trim()];
  }
}

/** The directory builds from a fresh checkout, installed without scripts, and compares bytes. */
function rebuild(): string[] {
  const fresh = mkdtempSync(join(tmpdir(), "exist-sync-release-"));
  try {
    for (const path of tracked) {
      mkdirSync(dirname(join(fresh, path)), { recursive: true });
      cpSync(path, join(fresh, path));
    }
    const run = (...args: string[]): void => void execFileSync("npm", args, { cwd: fresh, stdio: "pipe" });
    run("ci", "--ignore-scripts", "--no-audit", "--no-fund");
    run("run", "build");
    const [here, there] = [main, readFileSync(join(fresh, "main.js"), "utf8")].map((content) => createHash("sha256").update(content).digest("hex"));
    return here === there ? [] : [`here it is sha256 ${here}, there ${there}.`];
  } catch (error) {
    return [String((error as { stderr?: Buffer }).stderr ?? error).trim()];
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
