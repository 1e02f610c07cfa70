import { type ValueType, valueType } from "./value-type";

const { quantity, decimal, string, duration, timeOfDay, percentage, timeFromMidday, scale } = valueType;

/** An official attribute definition. */
export interface Template {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly valueType: ValueType;
}

type Row = readonly [name: string, label: string, valueType: ValueType];

/**
 * Templates by group, from the Exist reference ("List of attributes"). Exist's own list (`attributes/templates/`) is the
 * truth; this copy lets notes be read and mappings be made without a connection. Labels are Exist's where they were recorded, and
 * ours elsewhere, until Exist's own are known.
 */
const GROUPS: Readonly<Record<string, readonly Row[]>> = {
  activity: [
    ["steps", "Steps", quantity],
    ["steps_active_min", "Active minutes", duration],
    ["steps_elevation", "Elevation", decimal],
    ["floors", "Floors", quantity],
    ["steps_distance", "Distance walked", decimal],
    ["stand_hours", "Stand hours", quantity],
    ["cycle_min", "Cycling time", duration],
    ["cycle_distance", "Cycling distance", decimal],
    ["active_energy", "Active energy burned", decimal],
  ],
  workouts: [
    ["workouts", "Workouts", quantity],
    ["workouts_min", "Workout time", duration],
    ["workouts_distance", "Workout distance", decimal],
  ],
  productivity: [
    ["productive_min", "Productive time", duration],
    ["neutral_min", "Neutral time", duration],
    ["distracting_min", "Distracting time", duration],
    ["commits", "Commits", quantity],
    ["tasks_completed", "Tasks completed", quantity],
    ["words_written", "Words written", quantity],
    ["emails_sent", "Emails sent", quantity],
    ["emails_received", "Emails received", quantity],
    ["pomodoros_min", "Pomodoro time", duration],
    ["keystrokes", "Keystrokes", quantity],
  ],
  food: [
    ["coffees", "Coffees", quantity],
    ["alcoholic_drinks", "Alcoholic drinks", quantity],
    ["energy", "Energy eaten", decimal],
    ["water", "Water", quantity],
    ["carbohydrates", "Carbohydrates", decimal],
    ["fat", "Fat", decimal],
    ["fibre", "Fibre", decimal],
    ["protein", "Protein", decimal],
    ["sugar", "Sugar", decimal],
    ["sodium", "Sodium", decimal],
    ["cholesterol", "Cholesterol", decimal],
    ["caffeine", "Caffeine", decimal],
  ],
  finance: [["money_spent", "Money spent", decimal]],
  mood: [
    ["mood", "Mood", scale],
    ["mood_note", "Mood note", string],
    ["energy_level", "Energy level", scale],
    ["stress_level", "Stress level", scale],
  ],
  sleep: [
    ["sleep", "Time asleep", duration],
    ["time_in_bed", "Time in bed", duration],
    ["sleep_light", "Light sleep", duration],
    ["sleep_deep", "Deep sleep", duration],
    ["sleep_rem", "REM sleep", duration],
    ["sleep_start", "Bedtime", timeFromMidday],
    ["sleep_end", "Wake time", timeOfDay],
    ["sleep_awakenings", "Awakenings", quantity],
  ],
  events: [
    ["events", "Events", quantity],
    ["events_duration", "Time in events", duration],
  ],
  health: [
    ["weight", "Weight", decimal],
    ["body_fat", "Body fat", percentage],
    ["lean_mass", "Lean mass", decimal],
    ["heartrate", "Heart rate", quantity],
    ["heartrate_max", "Highest heart rate", quantity],
    ["heartrate_variability", "Heart rate variability", quantity],
    ["heartrate_resting", "Resting heart rate", quantity],
    ["meditation_min", "Meditation", duration],
    ["menstrual_flow", "Menstrual flow", quantity],
    ["sexual_activity", "Sexual activity", quantity],
  ],
  location: [
    ["checkins", "Check-ins", quantity],
    ["location", "Location", string],
  ],
  media: [
    ["tracks", "Tracks played", quantity],
    ["articles_read", "Articles read", quantity],
    ["pages_read", "Pages read", quantity],
    ["mobile_screen_min", "Phone screen time", duration],
    ["gaming_min", "Gaming", duration],
    ["tv_min", "TV", duration],
    ["movies_min", "Movies", duration],
  ],
  social: [
    ["facebook_posts", "Facebook posts", quantity],
    ["facebook_comments", "Facebook comments", quantity],
    ["facebook_reactions", "Facebook reactions", quantity],
    ["mastodon_posts", "Mastodon posts", quantity],
    ["mastodon_replies", "Mastodon replies", quantity],
    ["mastodon_boosts", "Mastodon boosts", quantity],
    ["mastodon_favourites", "Mastodon favourites", quantity],
  ],
  twitter: [
    ["tweets", "Tweets", quantity],
    ["twitter_mentions", "Twitter mentions", quantity],
    ["twitter_username", "Twitter username", string],
  ],
  weather: [
    ["weather_temp_max", "Highest temperature", decimal],
    ["weather_temp_min", "Lowest temperature", decimal],
    ["weather_precipitation", "Precipitation", decimal],
    ["weather_cloud_cover", "Cloud cover", percentage],
    ["weather_wind_speed", "Wind speed", decimal],
    ["weather_summary", "Weather summary", string],
    ["weather_icon", "Weather icon", string],
    ["day_length", "Day length", duration],
  ],
};

export const TEMPLATES: readonly Template[] = Object.entries(GROUPS).flatMap(([group, rows]) =>
  rows.map(([name, label, type]) => ({ name, label, group, valueType: type })),
);

const BY_NAME = new Map(TEMPLATES.map((template) => [template.name, template]));

/** The bundled template called `name`, or undefined. */
export function templateNamed(name: string): Template | undefined {
  return BY_NAME.get(name);
}
