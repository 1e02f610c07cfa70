/** Where a code block may begin: behind quote marks and the mark of a list item. */
const FENCE = /^\s*(?:>\s*)*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}|~{3,})(.*)$/;
const QUOTE = /^(?:\s*>)*\s*/;

/** The text without code and comments; line breaks stay where they were. Code comes first: marks in it begin no comment. */
export function withoutCodeAndComments(text: string): string {
  // Most notes hold no code at all.
  const code = text.includes("`") || text.includes("~~~") ? withoutBlocks(text).map((line) => withoutSpans(line)).join("\n") : text.replace(/\r\n?/g, "\n");
  return without(without(code, "<!--", "-->"), "%%", "%%");
}

/** The lines of a text, those of code blocks blank. */
function withoutBlocks(text: string): string[] {
  let fence = "";
  return text.split(/\r\n|\r|\n/).map((line) => {
    if (fence === "") {
      fence = openedBy(line);
      return fence === "" ? line : "";
    }
    const own = line.replace(QUOTE, "").trim();
    if (own.startsWith(fence) && own.replaceAll(fence.charAt(0), "") === "") fence = "";
    return "";
  });
}

/** The fence that a line begins a code block with; empty where it begins none. Backticks behind backticks are code in a line. */
function openedBy(line: string): string {
  const match = FENCE.exec(line);
  const mark = match?.[1] ?? "";
  return mark.startsWith("`") && (match?.[2] ?? "").includes("`") ? "" : mark;
}

/** A line without inline code: what stands between a run of backticks and the next one of the same length. */
function withoutSpans(line: string): string {
  if (!line.includes("`")) return line;
  const runs = [...line.matchAll(/`+/g)].map((match) => ({ at: match.index, length: match[0].length }));
  const last = new Map(runs.map(({ length }, index) => [length, index]));
  const kept: string[] = [];
  let from = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index];
    if (run === undefined || (last.get(run.length) ?? index) <= index) continue;
    let end = index + 1;
    while (runs[end]?.length !== run.length) end += 1;
    kept.push(line.slice(from, run.at));
    from = (runs[end]?.at ?? line.length) + run.length;
    index = end;
  }
  return kept.join("") + line.slice(from);
}

/** Takes out what stands between two marks, marks included. An open mark without its end is left as it is. */
function without(text: string, open: string, close: string): string {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf(open, at);
    const end = start < 0 ? -1 : text.indexOf(close, start + open.length);
    if (end < 0) break;
    kept.push(text.slice(at, start), text.slice(start, end).replace(/[^\n]/g, ""));
    at = end + close.length;
  }
  return kept.join("") + text.slice(at);
}
