/** Four different beginnings, so that four numbers of 32 bits come out. */
const SEEDS = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
const PRIME = 0x01000193;

/** A hash of a text in 32 hexadecimal digits (FNV-1a, four times), at once; the app's own is SHA-256, which pages compute later only. */
export function contentHash(text: string): string {
  return SEEDS.map((seed) => {
    let hash = seed;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
    return (hash >>> 0).toString(16).padStart(8, "0");
  }).join("");
}
