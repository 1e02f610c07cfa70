import { colours } from "./styles/colours";
import { components } from "./styles/components";
import { floating } from "./styles/floating";
import { phone } from "./styles/phone";
import { settings } from "./styles/settings";
import { shell } from "./styles/shell";
import { sizes } from "./styles/sizes";

/**
 * A look of our own in the manner of the app, for light, dark and phone. The variables bear the names that
 * Obsidian's docs ("CSS variables") give them, and where those name a default, its value; names and rules beyond these, `--host-…`, are ours.
 */
export const styles = [sizes, colours, shell, components, settings, floating, phone].join("\n");
