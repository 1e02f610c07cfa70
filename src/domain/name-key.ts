/** Characters that never take part in composing others: a name of these alone has one Unicode form. */
const UNCOMPOSED = /^[\0-\u02ff]*$/;

/**
 * What names of tags, labels, properties, fields and words are compared by. Equal for names that people take for one: whatever
 * their letter case, and whether an accent is part of its letter or a character of its own, as file systems and phones write it.
 */
export function nameKey(name: string): string {
  const lower = name.toLowerCase();
  return UNCOMPOSED.test(lower) ? lower : lower.normalize("NFC");
}

/** Whether two names are the same to people. */
export function isSameName(a: string, b: string): boolean {
  if (a === b) return true;
  // Most names differ in length, and composing alone makes that up.
  if (a.length !== b.length && UNCOMPOSED.test(a) && UNCOMPOSED.test(b)) return false;
  return nameKey(a) === nameKey(b);
}
