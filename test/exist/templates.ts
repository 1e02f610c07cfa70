/** Exist's templates by group: name and value type (Exist reference, list of attributes). Written anew, so that a slip in the plugin's copy shows. */
const GROUPS: Readonly<Record<string, string>> = {
  activity: "steps 0, steps_active_min 3, steps_elevation 1, floors 0, steps_distance 1, stand_hours 0, cycle_min 3, cycle_distance 1, active_energy 1",
  workouts: "workouts 0, workouts_min 3, workouts_distance 1",
  productivity: "productive_min 3, neutral_min 3, distracting_min 3, commits 0, tasks_completed 0, words_written 0, emails_sent 0, emails_received 0, pomodoros_min 3, keystrokes 0",
  food: "coffees 0, alcoholic_drinks 0, energy 1, water 0, carbohydrates 1, fat 1, fibre 1, protein 1, sugar 1, sodium 1, cholesterol 1, caffeine 1",
  finance: "money_spent 1",
  mood: "mood 8, mood_note 2, energy_level 8, stress_level 8",
  sleep: "sleep 3, time_in_bed 3, sleep_light 3, sleep_deep 3, sleep_rem 3, sleep_start 6, sleep_end 4, sleep_awakenings 0",
  events: "events 0, events_duration 3",
  health: "weight 1, body_fat 5, lean_mass 1, heartrate 0, heartrate_max 0, heartrate_variability 0, heartrate_resting 0, meditation_min 3, menstrual_flow 0, sexual_activity 0",
  location: "checkins 0, location 2",
  media: "tracks 0, articles_read 0, pages_read 0, mobile_screen_min 3, gaming_min 3, tv_min 3, movies_min 3",
  social: "facebook_posts 0, facebook_comments 0, facebook_reactions 0, mastodon_posts 0, mastodon_replies 0, mastodon_boosts 0, mastodon_favourites 0",
  twitter: "tweets 0, twitter_mentions 0, twitter_username 2",
  weather: "weather_temp_max 1, weather_temp_min 1, weather_precipitation 1, weather_cloud_cover 5, weather_wind_speed 1, weather_summary 2, weather_icon 2, day_length 3",
};

export interface StoredTemplate {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly value_type: number;
}

export const TEMPLATES: readonly StoredTemplate[] = Object.entries(GROUPS).flatMap(([group, names]) =>
  names.split(", ").map((each): StoredTemplate => {
    const [name = "", type] = each.split(" ");
    const words = name.replace(/_min$/, " time").replaceAll("_", " ");
    return { name, label: words.charAt(0).toUpperCase() + words.slice(1), group, value_type: Number(type) };
  }),
);

export const GROUP_NAMES: ReadonlySet<string> = new Set([...Object.keys(GROUPS), "custom", "symptoms", "medication"]);
