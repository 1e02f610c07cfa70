import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const RELEASED = ["main.js", "manifest.json", "styles.css"];

/**
 * Copies the built plugin into a real vault. Settings that are there already stay as they are.
 * @returns what was done and what comes next, a sentence a line; throws a sentence when it cannot be done
 */
export function installPlugin([given, ...more]: readonly string[]): string[] {
  if (given === undefined || more.length > 0) throw new Error("Name one vault: npm run install-plugin -- /path/to/vault");
  // npm runs scripts at the root of the project; a path means what it means where the command was typed.
  const vault = resolve(process.env.INIT_CWD ?? ".", given);
  if (!existsSync(vault) || !statSync(vault).isDirectory()) throw new Error(`There is no folder ${vault}.`);
  if (!existsSync(join(vault, ".obsidian"))) throw new Error(`${vault} is no vault: it has no .obsidian folder. Open it in Obsidian once.`);
  const { id } = JSON.parse(readFileSync("manifest.json", "utf8")) as { id: string };
  const folder = join(vault, ".obsidian", "plugins", id);
  const before = existsSync(join(folder, "data.json"));
  mkdirSync(folder, { recursive: true });
  for (const file of RELEASED) copyFileSync(file, join(folder, file));
  return [
    `Copied ${RELEASED.join(", ")} to ${folder}.`,
    ...(before ? ["Your settings there were left as they are."] : []),
    "In Obsidian: Settings, Community plugins, reload the list, and switch on Exist Sync.",
  ];
}
