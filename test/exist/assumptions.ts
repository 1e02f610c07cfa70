import type { Behavior } from "./behavior";

/** Something that Exist's reference leaves open, and how the stand-in decides it. The plugin must be safe either way. */
export interface Assumption {
  readonly id: string;
  readonly assumed: string;
  /** Only where public recordings of the real service show it. */
  readonly recorded?: true;
  /** What switches the stand-in to another reading; the tests of its reads and writes run under several. */
  readonly switch?: keyof Behavior;
  readonly because: string;
}

export const EXIST_ASSUMPTIONS: readonly Assumption[] = [
  // Requests
  { id: "unknown-path", assumed: "A path without its slash, or unknown, is a 404 with an HTML page.", because: "The reference only says that paths end with a slash." },
  { id: "order-of-checks", assumed: "Path, token, limit, method, content type, body: the first that is wrong answers.", because: "That is the order of Django REST Framework, whose error bodies public clients recorded." },
  { id: "simple-token", assumed: "A write with a simple token is a 403.", because: "The reference calls it read-only and does not say what happens." },
  { id: "hour", assumed: "The 300 requests are counted over any sixty minutes, and a refreshed token goes on with its predecessor's count.", because: "The reference says \"in a single 60-minute period\" and, elsewhere, \"until the next hour\"; \"per user token\" in both." },
  { id: "sane-answers", assumed: "Answers are of moderate size, `next` leads on the same host, and a page after the last is not empty for ever.", because: "Nothing in the reference says otherwise. The client asks by page number on a fixed host, and gives up on pages that bring nothing new, after 200, and on an answer of five million characters." },
  { id: "retry-after", assumed: "A 429 may come with Retry-After, in seconds or as a date.", because: "The reference names no header. Without one that makes sense the oldest request of the hour is waited for, and never more than a day." },
  { id: "well-formed", assumed: "Controls and halves of surrogate pairs in a text are taken as they come.", because: "A database may refuse them, and then answers 500 for all that was sent with them; the client never sends any in a value." },
  { id: "expires-in", assumed: "`expires_in` is a number of seconds up to a year.", because: "The reference shows 31535999. Anything else counts as a year, and a token that ends earlier is refreshed when it is refused." },
  { id: "bad-page", assumed: "A page past the end is a 404; a limit that is no number is the default, one over 100 is 100.", because: "That is what the framework's paging does." },

  // OAuth
  { id: "token-errors", assumed: "Errors of access_token are 400 with the codes of RFC 6749, also for JSON bodies and unknown clients.", because: "The reference shows only the good case." },
  { id: "refresh-life", assumed: "A refresh token outlives its access token, until it is used or the client is thrown out.", because: "The reference gives an expiry only for the access token." },
  { id: "authorise-page", assumed: "`state` comes back as it was sent; a wrong client, address or scope is said on the page, and a refusal by the user comes back as `error=access_denied`.", because: "RFC 6749, 4.1; the reference says only that the redirect has `code` or `error`." },
  { id: "code-life", assumed: "A code works once, for ten minutes, with the redirect address it was made for.", because: "RFC 6749 asks for it." },
  { id: "personal-refresh", assumed: "A personal token comes without a refresh token.", because: "The page of a client is described as showing one token." },

  // Scopes and lists
  { id: "manual-scopes", assumed: "manual_read and manual_write reach every attribute with `manual`, whatever its group.", because: "The reference describes them as \"any manually tracked attribute\"." },
  { id: "twitter", assumed: "Only tokens with every scope reach the group `twitter` (or `manual` scopes, where it is manual).", because: "The group has templates, but no scope is listed for it." },
  { id: "low-priority", assumed: "A few templates have priority 10 and are hidden without include_low_priority.", because: "The filter exists; which templates it concerns is not listed." },
  { id: "flags", assumed: "include_inactive and include_low_priority are understood as `true`, and as nothing else.", switch: "flags", because: "The reference has them so; clients send `1` as well. Whether the service heeds them was not recorded, so what a list lacks is looked for in with-values once more." },
  { id: "template-labels", assumed: "Templates have the labels that were recorded for five of them, and elsewhere one made of the name; `steps_goal`, of priority 11, is one.", recorded: true, because: "Active minutes, Elevation, Floors, Active energy burned and Time asleep were seen. The reference has names only." },
  { id: "with-values-low-priority", assumed: "with-values shows attributes of low priority.", recorded: true, because: "`steps_goal`, of priority 11, was among them." },
  { id: "with-values-inactive", assumed: "with-values leaves out inactive attributes.", because: "It has no filter to include them. What nobody fills is nobody's to take, so a plan is safe without them." },
  { id: "name-filter", assumed: "with-values heeds its filter `attributes`.", switch: "nameFilter", because: "The reference has it, and no recording shows it. A client that reads all pages and takes only what it asked for is safe without it." },
  { id: "empty-days", assumed: "with-values leaves out days without a record.", recorded: true, switch: "emptyDays", because: "31 days were asked for and 4 came; the reference shows null, its guide 0." },
  { id: "custom-labels", assumed: "Labels of the group `custom` come back in lower case.", recorded: true, switch: "customLabels", because: "`nango bool test` was made with capitals. Nothing says how other groups are treated; labels are compared without case." },
  { id: "no-values", assumed: "attributes/values/ is a 404 for an attribute that is inactive or unknown, and ignores date_min.", recorded: true, because: "Both were answered so." },
  { id: "descriptions", assumed: "value_type_description is Integer, Float, String, Period (min), Time of day, Percentage, Boolean or Integer scale (1-9); an attribute has a `subgroup`, a profile `weekly_email` and `yearly_email`.", recorded: true, because: "The reference words them otherwise or not at all. The one for times from midday was not seen." },
  { id: "gaps", assumed: "attributes/values/ gives null for the days between the first and the last value that have none.", because: "Only with-values is documented to do so; a client must bear either." },
  { id: "exclude-custom", assumed: "exclude_custom leaves out the group `custom`.", because: "The reference does not say whether custom attributes of other groups are meant." },

  // What Exist has found out. The plugin reads none of it yet.
  { id: "average-name", assumed: "An average names its attribute `attribute`.", switch: "averageName", because: "The reference has it so, and some samples have `user_attribute`. The client takes either, and leaves out an average that has neither, or two that differ." },
  { id: "average-days", assumed: "Averages are made on Sundays, of the sixty days up to then; of an even number the two in the middle are halved, and a weekday without a value is null.", because: "\"Weekly\" and \"the last 60 days\" are all that is said, and a sample has a Wednesday. The client takes the day from the answer and computes nothing." },
  { id: "average-types", assumed: "All but texts have averages, also yes and no.", because: "The samples are numbers. What comes is shown under the attribute's own type, or not at all." },
  { id: "historical", assumed: "include_historical is understood as `1` and as `true`, and days pick among what it gives.", because: "The reference has both. A client that gets the newest set only shows one week." },
  { id: "found-filters", assumed: "averages, correlations and insights heed their filters, and refuse a day or a priority that is none with 400.", because: "No recording shows it. The client takes of a list only the attributes it asked for, and of a pair no other pair." },
  { id: "found-scopes", assumed: "A correlation is listed when both of its attributes may be read, and an insight when its attribute may; without an attribute it always is.", because: "\"Limited to your read scopes\" does not say which of two; for a pair that is asked for, one is enough (reference)." },
  { id: "no-correlation", assumed: "correlations/combo/ is a 404 with `not_found` where there is none, whatever is asked for.", recorded: true, because: "It was answered so. Any other 404 is an error, so that a wrong path is not taken for \"nothing found\"." },
  { id: "strong", assumed: "`strong` is 0.5 and more in size, `confident` five stars; correlations come in no order.", because: "The reference says \"above a certain relationship strength\"." },
  { id: "offsets", assumed: "A correlation's offset is 0 or -1.", because: "Nothing else was seen. Another one would tell of the wrong day, so such a correlation is left out and counted." },
  { id: "insight-parts", assumed: "Only an insight about an attribute has `attribute`; `target_date` may be null, and its created day stands in for it in filters.", because: "The reference shows one insight. The client bears a missing one, a null, and one that it cannot read." },
  { id: "insight-text", assumed: "Lines of an insight's text end in CRLF, and are plain text.", recorded: true, because: "Any line end is taken, what hides is made visible, and `html` is never looked at." },

  // Writes
  { id: "over-35", assumed: "More than 35 objects, or a body that is no list of objects, are refused as a whole with 400.", because: "The limit is firm, its answer is not documented." },
  { id: "all-failed", assumed: "A write of which every item failed answers 202 as well.", because: "The reference knows only \"all worked\" and \"some failed\"." },
  { id: "order", assumed: "When something failed, both lists come the other way round than they were sent.", because: "No order is promised; items are to be matched by what they echo." },
  { id: "item-checks", assumed: "Missing fields, then the attribute, the scope, the owner, the date, the value: the first that is wrong is reported.", because: "One code for each item is all that was ever seen." },
  { id: "empty-text", assumed: "Empty texts are refused with `validation`, as values and in optional fields.", because: "An integrator reports it for optional fields." },
  { id: "release-echo", assumed: "release answers with the name, the label of the service that has it next (or an empty text), and whether it is active.", recorded: true, because: "`{name, service: \"\", active: false}` came for what became inactive; what stands there for a service is a guess." },
  { id: "custom-booleans", assumed: "Nothing but booleans can be created in the group `custom`; anything else is refused with `validation`.", because: "Two independent public clients say so, and do not name the code. One that is there already, from before or from elsewhere, is listed as it is." },
  { id: "echo", assumed: "acquire echoes what was sent and nothing more; create adds the new `name`. success_objects=1 gives whole attributes.", because: "The reference says that names must be read from the response." },
  { id: "failed-acquire", assumed: "An acquire that failed carries what was sent, as other writes do.", switch: "failedAcquire", because: "The reference has an example with a `title` and nothing else, and does not say what the title is; here it is the label. The client knows an item by whatever of the two it finds." },
  { id: "increment-echo", assumed: "What was incremented is echoed without its day.", because: "The example in the reference has none. The client sends one attribute once in a call." },
  { id: "create-owns", assumed: "The client that creates an attribute owns it.", because: "Public clients create and then update without acquiring." },
  { id: "create-again", assumed: "A label that exists (whatever the case) or a template that the user has is refused with `exists`; the failed item carries the existing name.", because: "One public client relies on it. `namesWhatExists` switches the name off." },
  { id: "bad-group", assumed: "A group that does not exist is `not_found`.", because: "Unknown attributes are answered in this way." },
  { id: "names", assumed: "Names are ASCII slugs of the label; other letters vanish, a clash gets a number, an empty one is made up. A template's name can be taken by a custom attribute.", because: "The reference calls the name a simple ASCII identifier, warns that both may share a name, and gives no rule." },
  { id: "acquire-manual", assumed: "`manual` in acquire sets the flag; without it an existing attribute keeps its own and a new one is manual. `template` wins over `name`.", because: "The default is documented for create only." },
  { id: "release-next", assumed: "A released attribute goes to a service that offers its template or has owned it before.", because: "The reference says \"another capable service\"." },
  { id: "inactive-owned", assumed: "An inactive attribute is listed without a service, and can be updated by its owner.", because: "The reference does not tie writing to it." },
  { id: "future-dates", assumed: "A date after the account's today is refused with `validation`, tomorrow too.", because: "The reference is silent; a stricter stand-in shows any slip." },
  { id: "amounts", assumed: "Quantities and decimals may be negative and of any size, durations may pass a day but not be negative, texts other than mood_note have no limit.", because: "The reference gives no bounds." },
  { id: "boolean-true", assumed: "true and false are taken for booleans and stored as 1 and 0.", because: "Public clients send them." },
  { id: "increment-boolean", assumed: "A boolean and a percentage can be incremented as long as the sum is valid.", because: "The reference leaves out only strings, scales and times." },
];
