/** Where recordings of the real service and its reference differ, or the service may be of several minds. */
export interface Behavior {
  /** What `attributes/with-values/` gives for a day without a record: nothing (recorded), null (the reference) or 0 (its guide). */
  readonly emptyDays: "left out" | "null" | "zero";
  /** How labels of the group `custom` come back: in lower case (recorded), or as they were given. */
  readonly customLabels: "lower case" | "as given";
  /** What switches `include_inactive` and `include_low_priority` on: `true` (the reference), `1`, or nothing at all. */
  readonly flags: "true" | "1" | "none";
  /** Whether the filter `attributes` of `attributes/with-values/` is heeded (the reference), or all attributes come in its stead. */
  readonly nameFilter: "heeded" | "ignored";
  /** What an average calls its attribute: `attribute` (the reference), or `user_attribute` (some samples). */
  readonly averageName: "attribute" | "user_attribute";
  /** What an acquire that failed carries: what was sent, or nothing but a title (the reference). */
  readonly failedAcquire: "as sent" | "title";
}

/** The service as it was recorded. */
export const RECORDED: Behavior = { emptyDays: "left out", customLabels: "lower case", flags: "true", nameFilter: "heeded", averageName: "attribute", failedAcquire: "as sent" };
/** The service as its reference has it. */
export const DOCUMENTED: Behavior = { emptyDays: "null", customLabels: "as given", flags: "true", nameFilter: "heeded", averageName: "attribute", failedAcquire: "title" };
