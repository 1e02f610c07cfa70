import { UNIT_ROWS } from "../../../src/domain/convert/unit";
import type { Problem } from "../../../src/domain/convert";
import { convert } from "../../../src/domain/convert";
import { BOOKKEEPING } from "../../../src/domain/suggest/known-keys";
import { NAMES } from "../../../src/domain/suggest/names";
import { templateNamed } from "../../../src/domain/templates";
import { english, words } from "../../locales/english";
import { BLANK_UNLESS_TEXT, DAY, type Row, type Table, TABLES } from "./tables";

/** docs/values.md: what is understood, from the tables that the tests hold the code to. */
export function renderValues(): string {
  return `${[
    "# What is understood",
    "Made from the tables in test/domain/values, which the plugin is tested against.",
    "A value is read only if the whole of it is understood; nothing is picked out of a longer text. What is refused is named in the report, with the note and the reason, and the day's other values are sent. Quotes, no-break spaces, Windows line ends and invisible characters make no difference.",
    ...TABLES.map(section),
    `## No value\n\nNothing is sent for a property that is empty, for a template that was not filled in (\`{{value}}\`, \`<% … %>\`), for a form field (\`INPUT[number:weight]\`), and for ${list(BLANK_UNLESS_TEXT)}. Text is taken as it is, these words too.`,
    `## Units\n\nLetter case does not matter.\n\n| unit | also written |\n|--|--|\n${UNIT_ROWS.map(({ unit, written }) => `| ${words.units[unit]} | ${list([unit, ...written])} |`).join("\n")}\n\nA glass holds 250 ml unless the mapping says otherwise. A bare number has the mapping's unit; where the mapping names none, Exist's, or the one that your Exist account prefers.`,
    `## Names that suggestions know\n\nLetter case, signs and emoji do not matter, and a unit may follow: \`weight lbs\`, \`sleep_minutes\`.\n\n| attribute | names |\n|--|--|\n${Object.entries(NAMES).map(([template, names]) => `| ${templateNamed(template)?.label ?? ""} | ${list(names)} |`).join("\n")}\n\nNames that say something about the note are never suggested: ${list([...BOOKKEEPING])}.`,
  ].join("\n\n")}\n`;
}

function section({ title, about, type, rows }: Table): string {
  const read = rows.filter(({ gives }) => typeof gives === "number" || typeof gives === "string");
  const refused = rows.filter(({ gives }) => typeof gives === "object" && gives !== null && "refused" in gives);
  const lines = groups(read, (row) => `${settings(row)}|${JSON.stringify(row.gives)}`);
  const withSettings = lines.some(([first]) => settings(first) !== "");
  const head = withSettings ? "| in the note | the mapping says | is sent as |\n|--|--|--|" : "| in the note | is sent as |\n|--|--|";
  const table = lines.length === 0 ? [] : [[head, ...lines.map((group) => readLine(group, withSettings))].join("\n")];
  const reasons = groups(refused, (row) => `${settings(row)}|${JSON.stringify(row.gives)}`).map((group) => `- ${list(group.map((row) => row.written))}${bracketed(settings(group[0]))}: ${reason(group, type)}`);
  return [`## ${title}`, about, ...table, ...(reasons.length === 0 ? [] : [`Refused:\n\n${reasons.join("\n")}`])].join("\n\n");
}

function readLine(group: readonly Row[], withSettings: boolean): string {
  const [first] = group;
  const cells = [list(group.map((row) => row.written)), ...(withSettings ? [settings(first)] : []), code(first?.gives)];
  return `| ${cells.join(" | ")} |`;
}

/** Rows that come to the same, in the order of the first of each. */
function groups(rows: readonly Row[], key: (row: Row) => string): readonly (readonly Row[])[] {
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row]);
  return [...found.values()];
}

/** What the mapping has to say for this. */
function settings(row: Row | undefined): string {
  if (row === undefined) return "";
  const { options = {}, wire, isOwn } = row;
  const said = [
    ...(options.scale === undefined ? [] : [`scale ${options.scale}`]),
    ...(options.round === true ? ["rounded"] : []),
    ...(options.words === undefined ? [] : [`the words ${Object.entries(options.words).map(([word, number]) => `${word} = ${number}`).join(", ")}`]),
    ...(options.unit === undefined ? [] : [`bare numbers are ${words.units[options.unit]}`]),
    ...(options.glass === undefined ? [] : [`a glass of ${options.glass} ml`]),
    ...(isOwn === true ? ["an attribute of your own"] : []),
    ...(wire === undefined ? [] : [`an attribute in ${words.units[wire]}`]),
  ];
  return said.join(", ");
}

function bracketed(text: string): string {
  return text === "" ? "" : ` (${text})`;
}

function reason(group: readonly Row[], type: Table["type"]): string {
  const row = group[0];
  if (row === undefined) return "";
  const outcome = convert(row.written, { type, options: row.options ?? {}, wire: row.wire, isOwn: row.isOwn, day: DAY });
  const problem: Problem = outcome.kind === "problem" ? outcome.problem : { code: "not-text" };
  const sentence = english.problem({ problem, found: "…" });
  return sentence.replace(/^"?…"? (?:is )?/, "");
}

function list(written: readonly unknown[]): string {
  return [...new Set(written.map((each) => code(each)))].join(", ");
}

function code(written: unknown): string {
  const text = typeof written === "string" ? written : JSON.stringify(written);
  const visible = text.replace(/\n/g, "⏎").replace(/\|/g, "\\|").trim();
  const short = visible.length > 60 ? `${Array.from(visible).slice(0, 12).join("")}… (${Array.from(visible).length} characters)` : visible;
  return short.includes("`") ? `\`\` ${short} \`\`` : `\`${short}\``;
}

