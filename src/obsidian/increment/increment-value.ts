import type { App } from "obsidian";
import type { Amount } from "../../domain/increment-text";
import { readBody } from "../../domain/body";
import { written } from "../../domain/convert";
import { type LocalDate, localDateAt } from "../../domain/local-date";
import type { DayNotes } from "../../domain/note";
import { rawValues } from "../../domain/source";
import type { ExistClient } from "../../exist/client";
import { type Addable, addablesOf, type Increment, increment, type WritableMapping } from "../../sync/increment";
import type { Ledger } from "../../sync/ledger";
import { type Clock, isRead, type SettingsStore } from "../../sync/ports";
import { failureOf } from "../../sync/run/send";
import { incrementInNote } from "./increment-in-note";
import type { VaultNotes } from "../notes/vault-notes";
import type { WindowManager } from "../ui/window-manager";
import { AmountModal, ChooseModal } from "./increment-modal";
import { words } from "../words";

/** What adding to a value needs. */
interface AddingParts {
  readonly app: App;
  readonly windows: WindowManager;
  readonly notes: Pick<VaultNotes, "list" | "read">;
  readonly clock: Clock;
  readonly settings: SettingsStore;
  readonly client: ExistClient;
  readonly ledger: Ledger;
  /** Runs when no run is under way. */
  readonly exclusively: <T>(task: () => Promise<T>) => Promise<T>;
}

/** An amount that was read. */
type Read = Extract<Amount, { readonly kind: "amount" }>;

/** Lets a person choose an attribute and an amount, adds it to the value of the day on which they were asked, and says what became of it. Never throws. */
export async function incrementValue(parts: AddingParts): Promise<void> {
  const { app, settings, client, clock, windows } = parts;
  let addables: Addable[];
  try {
    addables = addablesOf(await client.owned(), settings.current);
  } catch (error) {
    windows.say(words.notAdded(failureOf(error)));
    return;
  }
  if (addables.length === 0) {
    windows.say(words.adding.none);
    return;
  }
  const addTo = windows.whileLoaded((addable: Addable, amount: Read, date: LocalDate) => add(parts, addable, amount, date));
  windows.show(new ChooseModal(app, addables, (addable) => {
    const { label, destination } = addable;
    const date = localDateAt(clock.now());
    if (destination.kind === "none") windows.say(words.noDestination(label, destination));
    else windows.show(new AmountModal(app, addable, date, (amount) => void addTo(addable, amount, date)));
  }));
}

async function add(parts: AddingParts, addable: Addable, amount: Read, date: LocalDate): Promise<void> {
  const { clock, settings, windows } = parts;
  const outcome = await carryOut(parts, addable, amount, date);
  windows.say(words.increment(outcome, { addable, amount: amount.value, date, today: localDateAt(clock.now()), automatic: settings.current.autoSync }));
}

async function carryOut(parts: AddingParts, addable: Addable, { value, bare }: Read, date: LocalDate): Promise<Increment> {
  const { name, destination } = addable;
  try {
    if (destination.kind === "note") return await write(parts, addable, destination.mapping, bare, date);
    return await parts.exclusively(() => increment(parts, name, date, value));
  } catch (error) {
    return { kind: "failed", failure: failureOf(error) };
  }
}

async function write({ app, notes, clock }: AddingParts, { rule }: Addable, mapping: WritableMapping, amount: number, date: LocalDate): Promise<Increment> {
  const path = await pathFor((await notes.list(date)).notes.get(date) ?? [], notes, mapping);
  const file = path === undefined ? null : app.vault.getFileByPath(path);
  return file === null ? { kind: "no-note" } : incrementInNote(app, clock, file, mapping, amount, rule);
}

/** Of a day's notes the one that has a value for the mapping, else the first. */
async function pathFor(refs: DayNotes, notes: Pick<VaultNotes, "read">, mapping: WritableMapping): Promise<string | undefined> {
  if (refs.length > 1) {
    for (const ref of refs) {
      const note = await notes.read(ref, true);
      if (isRead(note) && rawValues(mapping, note, readBody(note.text ?? "")).some((raw) => written(raw) !== "")) return ref.path;
    }
  }
  return refs[0]?.path;
}
