import { type TargetKey, targetLabel } from "../../domain/mapping";
import type { PlannedUpdate } from "../../domain/plan";
import type { ExistClient } from "../../exist/client";
import { ExistError } from "../../exist/error";
import { type MaySend, permission } from "../agreement";
import { othersIn } from "../declined";
import type { RunControl } from "./control";
import type { Ledger } from "../ledger";
import { acquire, answered, type Consent, decline, nameOurs, rememberAgreed, rememberPending } from "./consent";
import { conflictOf } from "./ownership";
import type { Clock, SettingsStore } from "../ports";
import { isFinal, type NamedUpdate, newestFirst, push, type Pushed, type RefusedNamedUpdate } from "./push";
import { isAboutOwnership, NOTHING_REPAIRED, repair, type Repaired } from "./repair";
import type { Failure, RefusedAttribute, RefusedUpdate, Report } from "../report";
import { namesIn, type RunPlan } from "./run-plan";
import { storageFailureOf } from "../storage-error";
import { settle } from "./settle";

export interface SendDeps {
  readonly clock: Clock;
  readonly client: ExistClient;
  readonly settings: SettingsStore;
  readonly ledger: Ledger;
}

/** What carrying out a plan has left to do. */
export interface Sent {
  /**
   * Whether attributes came back to us that were somebody else's meanwhile: then the plan did not know what Exist holds
   * for them, and another one has to be made.
   */
  readonly again: boolean;
  /** What could have been sent and was neither accepted nor refused for good. */
  readonly unsent: readonly NamedUpdate[];
  /** What a person has to see first. */
  readonly unasked: readonly PlannedUpdate[];
}

/**
 * Acquires what was agreed to, sends, and writes down what Exist made of it.
 * @param note is told of every part of the report as soon as it is true, so that a failure half-way loses none of it
 */
export async function sendPlan(deps: SendDeps, plan: RunPlan, consent: Consent, control: RunControl, note: (part: Partial<Report>) => void): Promise<Sent> {
  const { ledger, settings, clock } = deps;
  note({ unsent: plan.updates.length });
  const { ticked, unticked } = answered(plan, consent);
  const ours = await acquire(deps, ticked);
  const unfilled = [...ours.refused, ...conflictsIn(plan)];
  note({ acquired: ours.acquired, created: ours.created, refusedAttributes: unfilled });
  if (ours.error !== null) throw ours.error;
  await nameOurs(deps, plan);
  await decline(settings, unticked);

  if (consent !== null) await rememberAgreed(ledger, plan);
  const others = othersIn(plan.draft.settings);
  const taken = plan.steps.flatMap(({ key, how }) => (how === "owned" && !others.has(key) ? [] : (ours.names.get(key) ?? [])));
  const cameBack = await ledger.forget(taken);
  const updates = sendable(consent === null ? plan : { ...plan, isElsewhere: false }, permission(await ledger.agreement(), settings.current), ours.names);
  const going = new Set(updates.map(({ key }) => key));
  // What nobody was asked about waits for a person, and so does what settings that came meanwhile have taken back; what Exist
  // refused to give us waits for the next try.
  const withheld = new Set(ours.refused.map(({ key }) => key));
  const unwanted = new Set(unticked.map(({ key }) => key));
  const unasked = plan.updates.filter(({ key }) => !going.has(key) && !unwanted.has(key) && !(consent !== null && withheld.has(key)));
  const why = plan.isElsewhere ? "other-places" : "agreement";
  const waiting = [...unasked, ...plan.updates.filter(({ key }) => withheld.has(key)), ...plan.blocked];
  note({ unsent: updates.length + waiting.length, waitsFor: unasked.length > 0 ? [why] : [] });
  await rememberHeld(ledger, plan);
  // Also what Exist does not give us: a person has seen it, and it is not to hold up the rest.
  if (consent !== null) await rememberPending(ledger, [...updates, ...plan.blocked, ...plan.updates.filter(({ key }) => withheld.has(key))]);

  const { pushed, repaired, forgot } = await deliver(deps, updates, control);
  const unsent = unanswered(updates, pushed).filter(({ key }) => !repaired.lost.has(key));
  note({
    ...summary(pushed),
    lost: [...repaired.lost.values()],
    refusedAttributes: [...unfilled, ...repaired.conflicts.values()],
    unsent: unsent.length + waiting.length,
    unanswered: pushed.refused.filter(({ refusal }) => refusal === null).length,
    waitsFor: unasked.length + repaired.gone.size + repaired.conflicts.size > 0 ? [why] : [],
    failure: pushed.error === null ? null : failureOf(pushed.error),
    cancelled: pushed.error === null && unsent.length > 0 && control.stopped(),
  });
  // A refused value is not sent again by itself, but its note is looked at again when a person asks.
  const refused = pushed.refused.map(({ update }) => update).filter(({ key }) => !repaired.lost.has(key));
  await settle(ledger, settings.current, plan, {
    left: [...unsent, ...waiting, ...refused, ...plan.refused],
    names: ours.names,
    now: clock.now(),
    forgot: cameBack || forgot,
    cutAt: pushed.error !== null || control.stopped() ? newestFirst(unsent)[0]?.date : undefined,
  });
  return { again: cameBack || (forgot && repaired.retry.length > 0), unsent, unasked };
}

/** Attributes that Exist has with another value type, and for which notes hold something: nothing of it can be sent. */
export function conflictsIn({ steps, blocked }: RunPlan): RefusedAttribute[] {
  const concerned = new Set(blocked.map(({ key }) => key));
  return steps.filter(({ key, how }) => how === "conflict" && concerned.has(key)).map(conflictOf);
}

/** The updates of a plan whose attribute has a name and the user's agreement; none where the notes are elsewhere now. @param names those just learned */
export function sendable(plan: RunPlan, maySend: MaySend, names: ReadonlyMap<TargetKey, string> = new Map()): NamedUpdate[] {
  if (plan.isElsewhere) return [];
  const nameOf = namesIn({ ...plan.known, names: new Map([...plan.known.names, ...names]) });
  return plan.updates.flatMap((update): NamedUpdate[] => {
    const name = nameOf(update.to);
    return name !== undefined && maySend(update.to, name) ? [{ ...update, name }] : [];
  });
}

/** Keeps what Exist was seen to hold, so that it is not sent again. */
export async function rememberHeld(ledger: Ledger, { known: { held } }: Pick<RunPlan, "known">): Promise<void> {
  const dates = [...held].filter(([, values]) => values.size > 0).map(([date]) => date);
  await ledger.change(dates, (date, day) => ({
    ...day,
    values: new Map([...day.values, ...(held.get(date) ?? [])]),
    unanswered: new Map([...(day.unanswered ?? [])].filter(([name]) => held.get(date)?.has(name) !== true)),
  }));
}

/**
 * Sends, settles ownership where Exist refused for its sake, and sends those once more. What could not be settled in an
 * earlier run is settled before it is sent again.
 */
async function deliver(deps: SendDeps, updates: readonly NamedUpdate[], control: RunControl): Promise<{ pushed: Pushed; repaired: Repaired; forgot: boolean }> {
  const { client, ledger, settings } = deps;
  const disowned = await ledger.lostOwnership();
  let done = 0;
  const first = await push(deps, updates.filter(({ name }) => !disowned.has(name)), {
    stopped: control.stopped,
    onCall: async (answer) => {
      await control.onCall?.(answer);
      done += answer.accepted.length + answer.refused.length;
      control.onProgress(done, updates.length);
    },
  });
  const before = updates.flatMap((update): RefusedNamedUpdate[] => {
    const code = disowned.get(update.name);
    return code === undefined ? [] : [{ update, refusal: { code, text: "" } }];
  });
  const refused = [...first.refused, ...before];
  let repaired = NOTHING_REPAIRED;
  let { error } = first;
  const going = new Set(updates.map(({ name }) => name));
  const elsewhere = [...disowned].filter(([name]) => !going.has(name));
  await ledger.putLostOwnership(new Map([...elsewhere, ...lostOwnershipIn(refused)]));
  try {
    if (error === null) repaired = await repair(client, settings, refused);
  } catch (cause) {
    if (!(cause instanceof ExistError)) throw cause;
    error = cause;
  }
  const settled = new Set([...repaired.retry.map(({ key }) => key), ...repaired.lost.keys(), ...repaired.gone, ...repaired.conflicts.keys()]);
  await ledger.putLostOwnership(new Map([...elsewhere, ...lostOwnershipIn(refused.filter(({ update }) => !settled.has(update.key)))]));
  if (error !== null) return { pushed: { ...first, error }, repaired, forgot: false };
  const forgot = await ledger.forget(namesOf(updates, repaired));
  const again = await push(deps, repaired.retry, { stopped: control.stopped, onCall: async (answer) => control.onCall?.(answer) });
  return {
    pushed: {
      accepted: [...first.accepted, ...again.accepted],
      refused: [...refused.filter(({ update }) => !settled.has(update.key)), ...again.refused],
      calls: first.calls + again.calls,
      error: again.error,
    },
    repaired,
    forgot,
  };
}

function lostOwnershipIn(refused: readonly RefusedNamedUpdate[]): ReadonlyMap<string, string> {
  return new Map(refused.filter(isAboutOwnership).map(({ update, refusal }) => [update.name, refusal?.code ?? ""] as const));
}

/** Attributes that were not ours for a while, are there no more, or have another name now: what the ledger says of them is void. */
function namesOf(updates: readonly NamedUpdate[], { retry, gone, conflicts }: Repaired): string[] {
  const again = new Set(retry.map(({ key }) => key));
  const concerned = updates.filter(({ key }) => again.has(key) || gone.has(key) || conflicts.has(key));
  return [...new Set([...retry, ...concerned].map(({ name }) => name))];
}

/** What still has to be sent: neither accepted nor refused for good. */
function unanswered(updates: readonly NamedUpdate[], pushed: Pushed): NamedUpdate[] {
  const id = ({ key, date }: NamedUpdate): string => `${date} ${key}`;
  const final = pushed.refused.filter(isFinal);
  const done = new Set([...pushed.accepted.map(id), ...final.map(({ update }) => id(update))]);
  return updates.filter((update) => !done.has(id(update)));
}

function summary({ accepted, refused, calls }: Pushed): Partial<Report> {
  return {
    values: accepted.length,
    days: new Set(accepted.map(({ date }) => date)).size,
    calls,
    refused: refused.map(refusedUpdate),
  };
}

/** A refusal as data for the report. */
export function refusedUpdate({ update, refusal }: RefusedNamedUpdate): RefusedUpdate {
  return { ...(refusal ?? { code: "", text: "", answered: false }), label: targetLabel(update.to), date: update.date, value: update.value, path: update.path };
}

/** A failure as data for the report. What is neither Exist's nor of settings and keychain is a defect of ours or of the ledger's storage. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ExistError) {
    return { kind: error.kind, text: error.message, retryAt: error.retryAt ?? null, waitingHelps: error.waitingHelps };
  }
  const storage = storageFailureOf(error);
  if (storage !== null) return { ...storage, retryAt: null, waitingHelps: false };
  return { kind: "unexpected", text: error instanceof Error ? error.message : String(error), retryAt: null, waitingHelps: false };
}
