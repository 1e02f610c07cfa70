import { styles } from "./styles";

/** Every variable the stylesheet defines: what a plugin's styles.css may rest on. */
export const CSS_VARIABLES: ReadonlySet<string> = new Set(
  Array.from(styles.matchAll(/(?:^|[{;\s])(--[a-z0-9-]+)\s*:/g), ([, name]) => name ?? ""),
);
