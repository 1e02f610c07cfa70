/*
 * Answers of the shapes that public recordings of the real service show (October 2026), in our own words and values. Where the
 * service was not recorded, they are as its reference has them.
 */

const SERVICE = { name: "my_notes", label: "My notes" };
const group = (name: string, label: string, priority: number): object => ({ name, label, priority });
const HEALTH = group("health", "Health", 9);
const TAGS = group("custom", "Daily tags", 17);
const ACTIVITY = group("activity", "Activity", 1);

/** One of each value type, with the words that the service has for it. */
const TYPES = [
  [0, "Integer"], [1, "Float"], [2, "String"], [3, "Period (min)"], [4, "Time of day"], [5, "Percentage"], [7, "Boolean"], [8, "Integer scale (1-9)"],
] as const;

const attribute = (part: object): object => ({
  group: HEALTH, subgroup: null, template: null, name: "x", label: "X", priority: 2, manual: false, active: true,
  value_type: 0, value_type_description: "Integer", service: SERVICE, available_services: [SERVICE], ...part,
});
const page = (results: readonly object[]): object => ({ count: results.length, next: null, previous: null, results });

export const PROFILE = {
  username: "robin", first_name: "Robin", last_name: "Reed", avatar: "https://exist.io/static/img/avatar.png", timezone: "Europe/Lisbon", local_time: "2026-09-21T13:00:00+01:00",
  imperial_distance: false, imperial_weight: true, imperial_energy: false, imperial_liquid: false, imperial_temperature: false,
  trial: true, delinquent: false, weekly_email: true, yearly_email: true,
};

export const EVERY_TYPE = page(TYPES.map(([type, description]) => attribute({ name: `kind_${type}`, label: `Kind ${type}`, value_type: type, value_type_description: description, ...(type === 7 ? { group: TAGS, label: "kind 7" } : {}) })));

/** A list with what is inactive: nobody fills it, though somebody could. */
export const INACTIVE = page([attribute({ name: "naps", label: "Naps", active: false, service: null })]);

/** 31 days were asked for: days without a record are left out, one attribute has none at all, and one of low priority is there. */
export const WITH_VALUES = page([
  attribute({ name: "laps", label: "Laps", values: [{ date: "2026-09-20", value: 12 }, { date: "2026-09-02", value: 8 }] }),
  attribute({ name: "sauna", label: "sauna", group: TAGS, value_type: 7, value_type_description: "Boolean", values: [] }),
  attribute({ name: "steps_goal", label: "Steps goal", group: ACTIVITY, template: "steps_goal", priority: 11, service: { name: "fitbit", label: "Fitbit" }, values: [{ date: "2026-09-20", value: 9000 }] }),
]);
/** The same as the reference has it (null) and as its guide has it (0). */
export const emptyDays = (empty: null | 0): object => page([attribute({ name: "laps", label: "Laps", values: [{ date: "2026-09-21", value: empty }, { date: "2026-09-20", value: 12 }] })]);

/** A tag, made under "Sauna & Ice": its label comes back in lower case. */
export const MADE_TAG = { success: [attribute({ name: "sauna__ice", label: "sauna & ice", group: TAGS, value_type: 7, value_type_description: "Boolean" })], failed: [] };
/** What is there already; the name of it comes along. */
export const MADE_AGAIN = { success: [], failed: [{ label: "Laps", group: "health", value_type: 0, manual: false, name: "laps", error_code: "exists", error: "An attribute with the label 'Laps' already exists" }] };
/** A failed acquire that carries nothing but a title. */
export const ACQUIRED = { success: [attribute({ name: "floors", label: "Floors", group: ACTIVITY, template: "floors" })], failed: [{ title: "Steps", error_code: "not_allowed", error: "No permission" }] };
export const RELEASED = { success: [{ name: "laps", service: "", active: false }], failed: [] };
/** One of two days was taken. */
export const UPDATED = {
  success: [{ name: "laps", date: "2026-09-20", value: 12 }],
  failed: [{ name: "laps", date: "2026-09-19", value: 1.5, error_code: "validation", error: "A whole number, please" }],
};
/** Neither of them is ours, and one is not there. */
export const NOT_OURS = {
  success: [],
  failed: [
    { name: "naps", date: "2026-09-20", value: 1, error_code: "not_found", error: "User doesn't have an attribute named 'naps'" },
    { name: "steps", date: "2026-09-20", value: 1, error_code: "unauthorised", error: "Attribute 'steps' does not belong to this service" },
  ],
};
/** An increment carries no day, but what the value is now. */
export const INCREMENTED = { success: [{ name: "laps", value: 2, current: 14 }], failed: [] };
export const NO_VALUES = { detail: "Not found." };
/** One attribute's values, newest first; a day between two others has none. */
export const VALUES = page([{ date: "2026-09-21", value: 12 }, { date: "2026-09-20", value: null }, { date: "2026-09-19", value: 0 }]);

const WEEK = { monday: 10.0, tuesday: null, wednesday: null, thursday: null, friday: null, saturday: 12.5, sunday: 0.0 };
/** Averages of a week, where some weekdays have no value. */
export const AVERAGES = page([{ attribute: "laps", date: "2026-09-20", overall: 11.5, ...WEEK }, { attribute: "mood", date: "2026-09-20", overall: 6.0, ...WEEK }]);
/** The same with the attribute's other name. */
export const USER_AVERAGES = page([{ user_attribute: "laps", date: "2026-09-20", overall: 11.5, ...WEEK }]);

/** A correlation of the day before, without what is there in some answers only. */
export const CORRELATION = {
  date: "2026-09-20", period: 212, offset: -1, attribute: "laps", attribute2: "mood", value: -0.4375, p: 2.5e-9, percentage: 43.75, stars: 5,
  second_person: "you swim fewer laps when your mood was better.", second_person_elements: ["you swim fewer laps", "when", "your mood was better"],
  attribute_category: null, strength_description: "Sometimes go together", stars_description: "Sure to be related", description: null, occurrence: null, rating: null,
};
export const CORRELATIONS = page([CORRELATION]);
export const NO_CORRELATION = { error: "not_found" };

/** Two lines, and one line about no attribute and no day. */
export const INSIGHTS = page([
  {
    created: "2026-09-21T06:30:00+01:00", target_date: "2026-09-20",
    type: { name: "most_laps", period: 7, priority: 3, attribute: { name: "laps", label: "Laps", group: HEALTH, priority: 2, value_type: 0, value_type_description: "Integer" } },
    html: "<div class=\"secondary\">A good week.</div>\r\n<div class=\"secondary\">Monday isn&#x27;t your day.</div>", text: "A good week.\r\nMonday isn't your day.",
  },
  { created: "2026-09-14T06:30:00+01:00", target_date: null, type: { name: "hello", period: 1, priority: 1 }, html: "<div class=\"secondary\">Welcome.</div>", text: "Welcome." },
]);

/** A list that the token has no scope for is empty; what it may not do at all is refused. */
export const EMPTY = page([]);
export const FORBIDDEN = { detail: "You do not have permission to perform this action." };
export const NO_TOKEN = { detail: "Invalid token" };

/** Labels that the service shows for its templates, and one that the reference does not list. */
export const TEMPLATES = page([
  ["steps_active_min", "Active minutes", 3, 1], ["steps_elevation", "Elevation", 1, 1], ["floors", "Floors", 0, 1], ["active_energy", "Active energy burned", 1, 1], ["steps_goal", "Steps goal", 0, 11],
].map(([name, label, type, priority]) => ({ name, label, group: ACTIVITY, priority, value_type: type, value_type_description: TYPES.find(([code]) => code === type)?.[1] }))
  .concat([{ name: "sleep", label: "Time asleep", group: group("sleep", "Sleep", 7), priority: 1, value_type: 3, value_type_description: "Period (min)" }]));
