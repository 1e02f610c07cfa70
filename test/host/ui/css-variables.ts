import { styles } from "./styles";

/** The app's variables that the stylesheet defines: what a plugin's styles.css may rest on. Those it made up are not. */
export const CSS_VARIABLES: ReadonlySet<string> = new Set(
  Array.from(styles.matchAll(/(?:^|[{;\s])(--(?!host-)[a-z0-9-]+)\s*:/g), ([, name]) => name ?? ""),
);
