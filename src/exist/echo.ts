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
 * (recorded for the group `custom`), and without outer blanks.
 */
export function speaksOf(echo: Echo, item: Naming): boolean {
  const { name, template } = echo;
  // Null is said of an attribute of the user's own, which a template is not.
  if (item.template !== undefined && template !== undefined) return template === item.template;
  if (item.name !== undefined && isSaid(name)) return name === item.name;
  const labels = [echo.label, echo.title].filter(isSaid);
  const { label } = item;
  if (label !== undefined && labels.length > 0) return labels.some((said) => sameLabel(said, label));
  const said = [name, template, ...labels].filter(isSaid);
  const meant = [item.name, item.template, label, item.template === undefined ? undefined : templateNamed(item.template)?.label].filter(isSaid);
  return meant.some((each) => said.some((word) => sameLabel(word, each)));
}

function isSaid(word: string | null | undefined): word is string {
  return typeof word === "string" && word !== "";
}
