import { deviceClock } from "../clock";

/** A note that was left is saved and indexed within this, unless the app is very busy, milliseconds. */
const INDEXED_WITHIN = 60_000;

/** Notes that were open a moment ago: their last edit is saved, and indexed after that, when another note is open already. */
export class LeftNotes {
  private readonly left = new Map<string, number>();

  /** @param current the path of the note that is open; null for none */
  constructor(private current: string | null) {}

  /** Another note is open now, or none. */
  open(path: string | null): void {
    const now = deviceClock.now();
    for (const [each, at] of this.left) if (now - at > INDEXED_WITHIN) this.left.delete(each);
    if (this.current !== null && this.current !== path) this.left.set(this.current, now);
    if (path !== null) this.left.delete(path);
    this.current = path;
  }

  /** Whether a note was left a moment ago. */
  has(path: string): boolean {
    const at = this.left.get(path);
    return at !== undefined && deviceClock.now() - at <= INDEXED_WITHIN;
  }
}
