type Settings = Readonly<Record<string, unknown>>;

/** A Svelte store: whoever subscribes is told the value at once. */
function svelteStore(value: unknown) {
  return {
    subscribe: (run: (value: unknown) => void): (() => void) => {
      run(value);
      return () => undefined;
    },
  };
}

/**
 * `app.plugins` (undocumented) with Periodic Notes in it or without. Its settings are a plain object in 0.0.17, and a
 * Svelte store in the beta of 1.0, which is asked for by `{ store: settings }`. Journals keeps its settings to itself and in its
 * data.json.
 */
export function communityPlugins(settings: Settings | null, hasJournals = false) {
  const isStore = settings !== null && "store" in settings;
  const plugins: Record<string, unknown> = {
    ...(settings === null ? {} : { "periodic-notes": { settings: isStore ? svelteStore(settings["store"]) : settings } }),
    ...(hasJournals ? { journals: {} } : {}),
  };
  return { plugins, getPlugin: (id: string): unknown => plugins[id] ?? null };
}
