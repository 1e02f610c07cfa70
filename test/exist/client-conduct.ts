/** Remembers what a good client would not have done. */
export class ClientConduct {
  readonly impolite: string[] = [];
  /** Values updated to what Exist held already from the same client. Allowed: a crash may repeat a call. */
  repeated = 0;
  /** What a client was told, at its last try, that it does not own; and which of its devices know. */
  private readonly turnedDown = new Map<string, Set<string>>();
  /** Until when a client was asked to wait. */
  private readonly closed = new Map<string, number>();

  note(what: string): void {
    this.impolite.push(what);
  }

  /** `who` updated attributes that it does not own. Once can happen to any device; the second time in a row it should have known. */
  turnDown(who: string, device: string, names: ReadonlySet<string>): void {
    for (const name of names) {
      const told = this.turnedDown.get(key(who, name)) ?? new Set();
      if (told.has(device)) this.note(`an update of ${name} again, which is not owned`);
      this.turnedDown.set(key(who, name), told.add(device));
    }
  }

  /** `who` was answered 429. */
  askToWait(who: string, until: number): void {
    this.closed.set(who, until);
  }

  /** `who` asks for something. */
  knock(who: string, path: string, now: number): void {
    if (now < (this.closed.get(who) ?? 0)) this.note(`a request to ${path} sooner than Exist asked for`);
  }

  /** `who` owns these attributes by now. */
  accept(who: string, names: Iterable<string>): void {
    for (const name of names) this.turnedDown.delete(key(who, name));
  }
}

function key(who: string, name: string): string {
  return `${who} ${name}`;
}
