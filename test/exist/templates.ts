/** What a template fixes (Exist reference, object types). */
export interface StoredTemplate {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly priority: number;
  readonly value_type: number;
}

/** From this priority on, lists hide an attribute unless told otherwise. */
export const LOW_PRIORITY = 10;

/**
 * Exist's templates by group, each "name value-type" (Exist reference, list of attributes). Written out anew here, so that a slip in
 * the plugin's own copy shows. Units are metric always.
 */
const TEMPLATES_OF: Readonly<Record<string, readonly string[]>> = {
  activity: [
    "steps 0",
    "steps_active_min 3",
    "steps_elevation 1", // km
    "floors 0",
    "steps_distance 1", // km
    "stand_hours 0",
    "cycle_min 3",
    "cycle_distance 1", // km
    "active_energy 1", // kJ
    "steps_goal 0",
  ],
  workouts: [
    "workouts 0",
    "workouts_min 3",
    "workouts_distance 1", // km
  ],
  productivity: [
    "productive_min 3", "neutral_min 3", "distracting_min 3", "commits 0", "tasks_completed 0", "words_written 0", "emails_sent 0",
    "emails_received 0", "pomodoros_min 3", "keystrokes 0",
  ],
  food: [
    "coffees 0",
    "alcoholic_drinks 0",
    "energy 1", // kJ
    "water 0", // ml
    "carbohydrates 1", "fat 1", "fibre 1", "protein 1", "sugar 1", // g
    "sodium 1", "cholesterol 1", "caffeine 1", // mg
  ],
  finance: [
    "money_spent 1", // the user's currency
  ],
  mood: ["mood 8", "mood_note 2", "energy_level 8", "stress_level 8"],
  sleep: [
    "sleep 3", "time_in_bed 3", "sleep_light 3", "sleep_deep 3", "sleep_rem 3",
    "sleep_start 6", // minutes from midday
    "sleep_end 4", // minutes from midnight
    "sleep_awakenings 0",
  ],
  events: ["events 0", "events_duration 3"],
  health: [
    "weight 1", // kg
    "body_fat 5", // 0.0 to 1.0
    "lean_mass 1", // kg
    "heartrate 0", "heartrate_max 0", // beats a minute
    "heartrate_variability 0",
    "heartrate_resting 0", // beats a minute
    "meditation_min 3",
    "menstrual_flow 0", // 0 none, 1 spotting, 2 light, 3 medium, 4 heavy
    "sexual_activity 0",
  ],
  location: [
    "checkins 0",
    "location 2", // "lat,lng"
  ],
  media: ["tracks 0", "articles_read 0", "pages_read 0", "mobile_screen_min 3", "gaming_min 3", "tv_min 3", "movies_min 3"],
  social: [
    "facebook_posts 0", "facebook_comments 0", "facebook_reactions 0", "mastodon_posts 0", "mastodon_replies 0", "mastodon_boosts 0",
    "mastodon_favourites 0",
  ],
  twitter: ["tweets 0", "twitter_mentions 0", "twitter_username 2"],
  weather: [
    "weather_temp_max 1", "weather_temp_min 1", // °C
    "weather_precipitation 1", // inches of water an hour
    "weather_cloud_cover 5", // 0.0 to 1.0
    "weather_wind_speed 1", // km/h
    "weather_summary 2", "weather_icon 2", "day_length 3",
  ],
};

const GROUP_LABELS: Readonly<Record<string, string>> = { food: "Food and drink", custom: "Daily tags" };

/** Labels that say something else than the name (recorded). */
const LABELS: Readonly<Record<string, string>> = {
  steps_active_min: "Active minutes", steps_elevation: "Elevation", floors: "Floors", active_energy: "Active energy burned", sleep: "Time asleep",
};

/** See the assumption `low-priority`. */
const HIDDEN: Readonly<Record<string, number>> = { weather_icon: LOW_PRIORITY, twitter_username: LOW_PRIORITY, steps_goal: 11 };

export const TEMPLATES: ReadonlyMap<string, StoredTemplate> = new Map(
  Object.entries(TEMPLATES_OF).flatMap(([group, rows]) =>
    rows.map((row): readonly [string, StoredTemplate] => {
      const [name = "", type] = row.split(" ");
      const label = LABELS[name] ?? capitalised(name.replace(/_min$/, " time").replaceAll("_", " "));
      return [name, { name, label, group, priority: HIDDEN[name] ?? 1, value_type: Number(type) }];
    }),
  ),
);

const GROUPS: readonly string[] = [...Object.keys(TEMPLATES_OF), "symptoms", "medication", "custom"];

export function isGroup(name: unknown): name is string {
  return typeof name === "string" && GROUPS.includes(name);
}

/** A group as it stands inside attributes and templates. */
export function groupObject(name: string): { readonly name: string; readonly label: string; readonly priority: number } {
  return { name, label: GROUP_LABELS[name] ?? capitalised(name), priority: GROUPS.indexOf(name) + 1 };
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
