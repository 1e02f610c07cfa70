import { found, type Outcome, problem } from "./outcome";

export const YES = ["true", "yes", "y", "on", "x", "1", "done", "✓", "✔", "✅", "☑", "👍", "ja", "j", "wahr", "an", "erledigt", "oui", "vrai", "fait", "sí", "si", "hecho", "sim", "feito", "是", "完成", "はい", "済", "済み"];
export const NO = ["false", "no", "n", "off", "0", "✗", "✘", "✖", "❌", "👎", "nein", "falsch", "aus", "non", "faux", "não", "nao", "否", "没有", "いいえ"];

/** 1 for yes, 0 for no. */
export function readBoolean(text: string): Outcome {
  const word = text.toLowerCase();
  if (YES.includes(word)) return found(1);
  return NO.includes(word) ? found(0) : problem({ code: "not-yes-or-no" });
}
