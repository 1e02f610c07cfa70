import type { SearchMatches, SearchMatchPart, SearchResult, SearchResultContainer } from "obsidian";

type Search = (text: string) => SearchResult | null;

/** All letters of the query in their order; what stands together and early scores higher. */
export function prepareFuzzySearch(query: string): Search {
  const letters = [...query.toLowerCase()].filter((letter) => letter.trim() !== "");
  return (text) => {
    const lower = text.toLowerCase();
    const whole = lower.indexOf(query.toLowerCase().trim());
    if (whole >= 0) return found([[whole, whole + query.trim().length]], text);
    const matches: SearchMatches = [];
    let at = 0;
    for (const letter of letters) {
      const next = lower.indexOf(letter, at);
      if (next < 0) return null;
      at = next + letter.length;
      const last = matches[matches.length - 1];
      if (last?.[1] === next) last[1] = at;
      else matches.push([next, at]);
    }
    return found(matches, text);
  };
}

/** Every word of the query somewhere in the text. */
export function prepareSimpleSearch(query: string): Search {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return (text) => {
    const lower = text.toLowerCase();
    const matches: SearchMatches = [];
    for (const word of words) {
      const at = lower.indexOf(word);
      if (at < 0) return null;
      matches.push([at, at + word.length]);
    }
    return found(merged(matches), text);
  };
}

/** Best first. */
export function sortSearchResults(results: SearchResultContainer[]): void {
  results.sort((a, b) => b.match.score - a.match.score);
}

/** The text with its matches highlighted. */
export function renderMatches(el: HTMLElement | DocumentFragment, text: string, matches: SearchMatches | null, offset = 0): void {
  let at = 0;
  for (const [from, to] of matches ?? []) {
    const [start, end] = [Math.max(from + offset, at), Math.min(to + offset, text.length)];
    if (end <= start) continue;
    el.appendText(text.slice(at, start));
    el.createSpan({ cls: "suggestion-highlight", text: text.slice(start, end) });
    at = end;
  }
  el.appendText(text.slice(at));
}

export function renderResults(el: HTMLElement, text: string, result: SearchResult, offset?: number): void {
  renderMatches(el, text, result.matches, offset);
}

function found(matches: SearchMatches, text: string): SearchResult {
  if (matches.length === 0) return { score: 0, matches };
  const start = matches[0]?.[0] ?? 0;
  return { score: -(matches.length - 1) - start / 100 - text.length / 10_000, matches };
}

function merged(matches: SearchMatches): SearchMatches {
  const result: SearchMatchPart[] = [];
  for (const [from, to] of [...matches].sort((a, b) => a[0] - b[0])) {
    const last = result[result.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
