import type { Failure, PreviewReason, RefusedAttribute, Report } from "./report";
import type { UnreadNote } from "./unread";

/** What kept the last run over all notes from sending everything. What is refused or not readable is in the records of its days. */
export interface Hold {
  /** Values that are known and not sent. */
  readonly unsent: number;
  /** Why a person has to look first. */
  readonly reasons: readonly PreviewReason[];
  readonly failure: Failure | null;
  /** Attributes that cannot be filled until somebody does something about it. */
  readonly attributes: readonly RefusedAttribute[];
  readonly unread: readonly UnreadNote[];
}

/** What a run over all notes leaves behind; null where nothing kept it from anything. */
export function holdOf({ unsent, waitsFor, failure, refusedAttributes, unread }: Report): Hold | null {
  const isHeld = waitsFor.length > 0 || failure !== null || refusedAttributes.length > 0 || unread.length > 0 || unsent > 0;
  return isHeld ? { unsent, reasons: waitsFor, failure, attributes: refusedAttributes, unread } : null;
}
