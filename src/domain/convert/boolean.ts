import { found, type Outcome, problem } from "./outcome";

const YES = new Set(["true", "yes", "y", "on", "x", "1", "done", "✓", "✔", "✔️", "✅", "☑", "☑️"]);
const NO = new Set(["false", "no", "n", "off", "0", "✗", "✘", "❌"]);

/** 1 for yes, 0 for no. */
export function readBoolean(text: string): Outcome {
  const word = text.toLocaleLowerCase();
  if (YES.has(word)) return found(1);
  return NO.has(word) ? found(0) : problem({ code: "not-yes-or-no" });
}
