import { sameLabel } from "../domain/attribute";
import { templateNamed } from "../domain/templates";

/** What an item that is sent calls its attribute. */
export interface Naming {
  readonly name?: string;
  readonly template?: string;
  readonly label?: string;
}

/** What Exist's answer calls an attribute; any part may be missing. */
export interface Echo {
  readonly name?: string | null | undefined;
  readonly template?: string | null | undefined;
  readonly label?: string | null | undefined;
  readonly title?: string | null | undefined;
}

/**
 * Whether an echo speaks of `item`. What both carry decides. Where they carry different things, any of them may stand for the
 * attribute: the documented failure of an acquire has a `title` and nothing else. Labels come back in other letter case
 * (recorded for the group `custom`).
 */
export function speaksOf(echo: Echo, item: Naming): boolean {
  if (item.template !== undefined && echo.template !== undefined) return echo.template === item.template;
  if (item.name !== undefined && typeof echo.name === "string") return echo.name === item.name;
  const label = echo.label ?? echo.title;
  if (item.label !== undefined && typeof label === "string") return sameLabel(label, item.label);
  const said = [echo.name, echo.template, echo.label, echo.title].filter((each) => typeof each === "string");
  const meant = [item.name, item.template, item.label, item.template === undefined ? undefined : templateNamed(item.template)?.label];
  return meant.some((each) => each !== undefined && said.some((word) => sameLabel(word, each)));
}
