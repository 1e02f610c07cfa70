import type { LocalDate } from "../../domain/local-date";
import { targetLabel } from "../../domain/mapping";
import { sendsZeroAsTag } from "../../domain/plan";
import type { ExistClient } from "../../exist/client";
import { makeYieldToUi } from "../yield-to-ui";
import type { DayRecord, Ledger } from "../ledger";
import type { Clock } from "../ports";
import type { Draft } from "./prepare";
import { fetchHoldings, type HeldByDay, type Holdings } from "./reconcile";
import { type DeviceState, type ExistState, namesIn, planRun, type RunPlan } from "./run-plan";

/** How notes and Exist compare. */
export interface Comparison {
  /** What would make Exist say what the notes say. */
  readonly plan: RunPlan;
  /** Days whose notes were read. */
  readonly days: number;
  /** Values of the notes that Exist was asked about. */
  readonly values: number;
  /** Values that Exist holds on these days and the notes do not have. They stay as they are. */
  readonly onlyAtExist: number;
  /** Labels of attributes that Exist tells nothing of: hidden there, gone, or outside of the token's permissions. */
  readonly untold: readonly string[];
}

/**
 * Asks Exist what it holds for all that a draft's notes say, and plans the differences. The ledger learns what Exist was
 * seen to hold where the notes have a value. A tag that Exist has and the notes have not is shown as a difference, 1 to 0.
 * What Exist holds besides is counted and nothing more: a ledger that knew of it would take it for a value gone from the notes.
 */
export async function compare({ clock, client, ledger }: { clock: Clock; client: ExistClient; ledger: Ledger }, draft: Draft, books: DeviceState, owners: ExistState): Promise<Comparison> {
  const nameOf = namesIn(owners);
  const labels = new Map<string, string>();
  const said = new Map<LocalDate, Set<string>>();
  const unsaid = new Map<LocalDate, Set<string>>();
  /** What is compared: what the notes say, and tags that they do not have, which are 0 then. */
  const compared = new Map<LocalDate, Set<string>>();
  for (const { date, values, blank } of draft.readings) {
    const targets = [...values.map(({ to }) => to), ...blank.map(({ mapping }) => mapping.to)];
    for (const to of targets) {
      const name = nameOf(to);
      if (name !== undefined) labels.set(name, targetLabel(to));
    }
    const names = new Set(values.flatMap(({ to }) => nameOf(to) ?? []));
    said.set(date, names);
    compared.set(date, new Set([...names, ...blank.flatMap(({ mapping }) => (sendsZeroAsTag(mapping) ? (nameOf(mapping.to) ?? []) : []))]));
    unsaid.set(date, new Set(blank.flatMap(({ mapping }) => nameOf(mapping.to) ?? []).filter((name) => !names.has(name))));
  }
  const holdings = await fetchHoldings(client, [...labels.keys()], [...said.keys()]);
  const ours = new Set(draft.settings.agreed);
  await learn(ledger, said, holdings, ours);
  const records = await ledger.days([...said.keys()]);
  const plan = await planRun("command", { ...draft, records }, books, { ...owners, held: only(holdings.held, compared) }, makeYieldToUi(clock));
  const zeroed = new Set(plan.updates.map(({ to, date }) => `${date} ${nameOf(to) ?? ""}`));
  return {
    plan,
    days: draft.days.length,
    values: [...said.values()].reduce((sum, names) => sum + [...names].filter((name) => holdings.listed.has(name)).length, 0),
    onlyAtExist: [...unsaid].reduce((sum, [date, names]) => sum + [...names].filter((name) => (holdings.held.get(date)?.get(name) ?? 0) !== 0 && !zeroed.has(`${date} ${name}`)).length, 0),
    untold: [...labels].filter(([name]) => !holdings.listed.has(name)).map(([, label]) => label).sort(),
  };
}

/** Keeps what Exist was seen to hold, or not to hold, of what the notes say and this client owns. */
async function learn(ledger: Ledger, said: ReadonlyMap<LocalDate, ReadonlySet<string>>, { held, listed }: Holdings, ours: ReadonlySet<string>): Promise<void> {
  const learned = new Map<LocalDate, Pick<DayRecord, "values" | "unanswered">>();
  for (const [date, record] of await ledger.days([...said.keys()])) {
    const values = new Map(record.values);
    const unanswered = new Map(record.unanswered);
    const told = [...(said.get(date) ?? [])].filter((name) => listed.has(name) && ours.has(name));
    for (const name of told) {
      const value = held.get(date)?.get(name);
      if (unanswered.delete(name) || value !== values.get(name)) learned.set(date, { values, unanswered });
      if (value === undefined) values.delete(name);
      else values.set(name, value);
    }
  }
  await ledger.change([...learned.keys()], (date, day) => ({ ...day, ...learned.get(date) }));
}

/** The part of what is held that `names` speak of. */
function only(held: HeldByDay, names: ReadonlyMap<LocalDate, ReadonlySet<string>>): HeldByDay {
  return new Map([...held].map(([date, values]) => [date, new Map([...values].filter(([name]) => names.get(date)?.has(name)))]));
}
