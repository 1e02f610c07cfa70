/** What Exist's reference leaves open, and how the stand-in decides it. The plugin must be safe either way. */
export const EXIST_ASSUMPTIONS = [
  { id: "future-dates", assumed: "A date after the account's today is refused with `validation`.", because: "The reference is silent; a stricter stand-in shows any slip." },
  { id: "hour", assumed: "The 300 requests are counted by clock hour.", because: "The reference says \"until the next hour\"." },
  { id: "create-owns", assumed: "The client that creates an attribute owns it.", because: "Clients that create and then update do so without acquiring." },
  { id: "label-clash", assumed: "A label that exists is refused with `exists`, and the failed item carries the existing name.", because: "One public client relies on it." },
  { id: "names", assumed: "Names are ASCII slugs of the label; a clash gets a number; an empty one is made up.", because: "The reference calls the name a simple ASCII identifier and does not give the rule." },
  { id: "order", assumed: "Success and failure lists come in no promised order; the stand-in turns the order round when some items failed.", because: "Items are to be matched by name and date." },
  { id: "all-failed", assumed: "A write of which every item failed answers 202 as well.", because: "The reference knows only \"all worked\" and \"some failed\"." },
  { id: "over-35", assumed: "More than 35 objects are refused as a whole with 400.", because: "The limit is firm, its answer is not documented." },
  { id: "acquire-manual", assumed: "`manual` in acquire sets the flag; without it an existing attribute keeps its own and a new one is filled by hand too.", because: "The reference documents the flag and its default for create." },
  { id: "boolean-true", assumed: "true and false are taken for booleans and stored as 1 and 0.", because: "Public clients send them." },
] as const;
