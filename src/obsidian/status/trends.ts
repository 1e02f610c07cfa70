import { sentUnit } from "../../domain/convert";
import { daysBetween, type LocalDate } from "../../domain/local-date";
import { valueType } from "../../domain/value-type";
import { type Day, type KnownAttribute, trendsOf } from "../../presentation/days";
import { describe, fill, formats, words } from "../words";

type Point = ReturnType<typeof trendsOf> extends ReadonlyMap<string, readonly (infer P)[]> ? P : never;

/** Room around a line, so that neither it nor a dot on it is cut. */
const MARGIN = 4;
const WIDTH = 100;
const HEIGHT = 28;

/**
 * How the numbers of each attribute went, all of them over the same span of time, so that they can be compared. The day
 * that is chosen is a dot on each line, and its value is beside it; the last value where the day has none.
 */
export function drawTrends(parent: HTMLElement, days: ReadonlyMap<LocalDate, Day>, known: (name: string) => KnownAttribute, chosen: LocalDate): void {
  const trends = [...trendsOf(days)].filter(([name]) => known(name).type !== valueType.boolean);
  const dates = trends.flatMap(([, points]) => points.map(({ date }) => date)).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return;
  parent.createEl("h3", { text: fill(words.statusView.trends, { first: formats.dayOfYear(first) }) });
  const list = parent.createEl("ul", "exist-sync-trends");
  for (const [name, points] of trends) {
    const { label, type, to } = known(name);
    const shown = (value: number): string => describe.value(value, type, to === null ? undefined : sentUnit(to, {}));
    const values = points.map(({ value }) => value);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const dot = points.find(({ date }) => date === chosen);
    const { value: present } = dot ?? points.reduce((_earlier, later) => later);
    const item = list.createEl("li");
    const text = item.createDiv("exist-sync-trend-name");
    text.createDiv({ text: label });
    text.createDiv({ cls: "exist-sync-range", text: describe.valueRange(shown(least), shown(most)) });
    drawLine(item, points, { first, last, least, most, dot }, fill(words.statusView.trend, { label, days: values.length, least: shown(least), most: shown(most) }));
    item.createDiv({ text: shown(present), cls: "exist-sync-value" });
  }
}

interface Span {
  readonly first: LocalDate;
  readonly last: LocalDate;
  readonly least: number;
  readonly most: number;
  readonly dot: Point | undefined;
}

function drawLine(parent: HTMLElement, points: readonly Point[], { first, last, least, most, dot }: Span, label: string): void {
  const length = daysBetween(first, last);
  const place = ({ date, value }: Point): string => {
    const x = MARGIN + (daysBetween(first, date) / length) * (WIDTH - 2 * MARGIN);
    const share = most === least ? 0.5 : (value - least) / (most - least);
    return `${x.toFixed(1)},${(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)).toFixed(1)}`;
  };
  parent.createSvg("svg", { cls: "exist-sync-line", attr: { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label, preserveAspectRatio: "none" } }, (svg) => {
    svg.createSvg("polyline", { attr: { points: points.map(place).join(" "), fill: "none" } });
    // A line of no length with round ends: a dot that stays round however the picture is stretched.
    if (dot !== undefined) svg.createSvg("polyline", { cls: "exist-sync-dot", attr: { points: `${place(dot)} ${place(dot)}`, fill: "none" } });
  });
}
