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
 * Svelte store in the beta of 1.0, which is asked for by `{ store: settings }`.
 */
export function communityPlugins(settings: Settings | null) {
  const isStore = settings !== null && "store" in settings;
  const plugins = settings === null ? {} : { "periodic-notes": { settings: isStore ? svelteStore(settings["store"]) : settings } };
  return { plugins, getPlugin: (id: string): unknown => (id === "periodic-notes" ? (plugins["periodic-notes"] ?? null) : null) };
}
