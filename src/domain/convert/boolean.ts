import { found, type Outcome, problem } from "./outcome";

export const YES = ["true", "yes", "y", "on", "x", "1", "done", "✓", "✔", "✅", "☑"];
export const NO = ["false", "no", "n", "off", "0", "✗", "✘", "✖", "❌"];

/** 1 for yes, 0 for no. */
export function readBoolean(text: string): Outcome {
  const word = text.toLowerCase();
  if (YES.includes(word)) return found(1);
  return NO.includes(word) ? found(0) : problem({ code: "not-yes-or-no" });
}
