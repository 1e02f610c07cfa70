import type { App } from "obsidian";
import { type Mapping, targetKey, type TargetKey } from "../../domain/mapping";
import type { Note } from "../../domain/note";
import type { Suggestion, Suggestions } from "../../domain/suggest";
import type { RequestAllowance } from "../../sync/estimate";
import type { KnownTemplates } from "../../sync/known-templates";
import { type Catalogue, fetchCatalogue, type OwnershipStep, stepFor } from "../../sync/run/ownership";
import type { SettingsStore } from "../../sync/ports";
import { emptyReport, type Failure, NOT_CONNECTED, type Report } from "../../sync/report";
import type { RunPlan } from "../../sync/run/run-plan";
import type { Schedule } from "../../sync/schedule";
import type { Consent } from "../../sync/run/consent";
import { failureOf } from "../../sync/run/send";
import { applyChoices, answerTo, INITIAL_PROGRESS, type SetUpChoices, choicesIn, decodeProgress, isTicked, type Progress, sendsAnything } from "../../presentation/set-up";
import { rulesOf, type Settings } from "../../sync/settings";
import { deviceClock } from "../clock";
import { suggestFor } from "../notes/suggest-for";
import type { VaultNotes } from "../notes/vault-notes";
import type { Session } from "../session";
import type { DeviceValues } from "../state/device-values";

const PROGRESS_KEY = "exist-sync-set-up";

/** What the set-up reads and, at its last step, writes. */
export interface DraftHost {
  readonly device: DeviceValues;
  readonly settings: SettingsStore;
  readonly notes: VaultNotes;
  readonly templates: KnownTemplates;
  readonly session: () => Promise<Session | null>;
  readonly schedule: Pick<Schedule, "exclusively" | "cancel">;
}

/** What stands in the latest notes. */
export interface Found {
  readonly notes: readonly Note[];
  readonly suggestions: Suggestions;
}

/** What would be sent, and what has to be in force for it. */
export interface Planned {
  readonly plan: RunPlan;
  readonly chosen: SetUpChoices;
  readonly allowance: RequestAllowance;
}

/** Where a set-up that was left goes on; null when there is none. */
export function keptProgress(device: Pick<DeviceValues, "load">): Progress | null {
  return decodeProgress(device.load(PROGRESS_KEY));
}

/**
 * What a person has decided in the set-up, beside the settings until the last step: so no run can send from what is
 * half finished. It is kept on this device; the settings themselves get it when it is sent.
 */
export class SetUpDraft {
  private kept: Progress;
  private found: Promise<Found> | null = null;
  private asked: Promise<Catalogue> | null = null;
  private catalogue: Catalogue | null = null;
  private planned: { readonly of: string; readonly planned: Planned } | null = null;

  constructor(readonly app: App, private readonly host: DraftHost) {
    this.kept = keptProgress(host.device) ?? INITIAL_PROGRESS;
  }

  get progress(): Progress {
    return this.kept;
  }

  change(change: (progress: Progress) => Progress): void {
    const { made } = this.kept;
    this.kept = change(this.kept);
    if (this.kept.made !== made) this.found = null;
    this.host.device.save(PROGRESS_KEY, this.kept);
  }

  /** Forgets what was decided: it is in force now. */
  end(): void {
    this.host.device.save(PROGRESS_KEY, null);
  }

  /** The settings in force, without what is decided here. */
  get settings(): Settings {
    return this.host.settings.current;
  }

  get notes(): VaultNotes {
    return this.host.notes;
  }

  get templates(): KnownTemplates {
    return this.host.templates;
  }

  /** Takes other sources into force: where the notes are is true for every device and sends nothing. */
  async readFrom(sources: Settings["sources"]): Promise<void> {
    await this.host.settings.change((now) => ({ ...now, sources }));
    this.found = null;
  }

  /** Looks at notes and Exist anew: somebody has signed in. */
  startOver(): void {
    this.found = null;
    this.asked = null;
    this.catalogue = null;
  }

  /** What the latest notes keep track of. */
  look(): Promise<Found> {
    this.found ??= this.lookIn(this.host.notes);
    return this.found;
  }

  async lookIn(vaultNotes: VaultNotes): Promise<Found> {
    const { settings, kept } = this;
    const notes = await vaultNotes.latest();
    return { notes, suggestions: await suggestFor(this.app, { ...settings, mappings: [...settings.mappings, ...kept.made] }, vaultNotes, notes) };
  }

  /** Asks Exist once who fills what. Throws ExistError; the next call then asks again. */
  async ask(): Promise<void> {
    this.asked ??= this.fetchCatalogue();
    try {
      this.catalogue = await this.asked;
    } catch (error) {
      this.asked = null;
      throw error;
    }
  }

  /** What Exist says of a mapping's target; undefined before it was asked. */
  stepOf({ to }: Mapping): OwnershipStep | undefined {
    return this.catalogue === null ? undefined : stepFor(to, this.catalogue);
  }

  /**
   * What was ticked among the suggestions though it takes something away, or may, and of which the plan says what was said
   * there. What was mapped by hand was shown without its owner.
   */
  takenKnowingly({ plan, chosen }: Planned): ReadonlySet<TargetKey> {
    const byHand = new Set(this.kept.made.map(({ id }) => id));
    const shown = new Map(chosen.mappings.filter(({ id }) => !byHand.has(id)).map((mapping) => [targetKey(mapping.to), this.stepOf(mapping)]));
    const isAsShown = ({ key, how, owner }: OwnershipStep): boolean => shown.get(key)?.how === how && shown.get(key)?.owner?.name === owner?.name;
    return new Set(plan.steps.filter(isAsShown).map(({ key }) => key));
  }

  /** Which reading of a suggestion was chosen, by its place; null for none. */
  answerTo(suggestion: Suggestion): number | null {
    return answerTo(this.kept, suggestion);
  }

  isTicked(suggestion: Suggestion): boolean {
    return isTicked(this.kept, suggestion, this.stepOf(suggestion.mapping));
  }

  /** What is to be sent as things are ticked. */
  async choose(): Promise<SetUpChoices> {
    const { suggestions } = await this.look();
    return choicesIn(this.kept, this.settings, suggestions, (mapping) => this.stepOf(mapping));
  }

  /** What would be sent, null where nothing is chosen; the same plan as long as nothing was decided anew. Throws ExistError. */
  async plan(): Promise<Planned | null> {
    if (!sendsAnything(applyChoices(this.settings, await this.choose()))) return null;
    // Who fills what decides what is ticked. Where Exist cannot be asked, no plan can be made either.
    if (this.catalogue === null) await this.ask();
    const chosen = await this.choose();
    const next = applyChoices(this.settings, chosen);
    const of = JSON.stringify([rulesOf(next), next.syncFrom, next.connection?.account]);
    if (this.planned?.of === of) return this.planned.planned;
    const draft = new SettingsInMemory(next);
    const planned = await this.host.schedule.exclusively(async (): Promise<Planned> => {
      const session = await this.sessionOrThrow();
      const plan = await session.engineOver(draft).plan("command", { declined: true });
      // Exist may have described what a mapping made by hand leads to.
      const described = (mapping: Mapping): Mapping => draft.current.mappings.find(({ from }) => from === mapping.from) ?? mapping;
      return {
        plan,
        chosen: { ...chosen, mappings: chosen.mappings.map(described) },
        allowance: { left: await session.budget.left(0) },
      };
    });
    this.planned = { of, planned };
    return planned;
  }

  /**
   * Takes what was chosen into force and sends it, as far as `consent` allows. Null where it is not what was shown any more:
   * then nothing was sent, and the plan is made anew. Never throws: what went wrong is in the report.
   * @param again true when it was tried before: then what is still to be sent is looked up once more
   */
  async send(planned: Planned, consent: Consent, again: boolean, onProgress: (answered: number, all: number) => void): Promise<Report | null> {
    return this.host.schedule.exclusively(async (control) => {
      try {
        const session = await this.sessionOrThrow();
        await this.host.settings.change((now) => applyChoices(now, planned.chosen));
        const plan = again ? await session.engine.plan("command", { declined: true }) : planned.plan;
        const result = await session.engine.confirm(plan, consent, {
          stopped: control.stopped,
          onProgress: (answered, all) => {
            control.onProgress(answered, all);
            onProgress(answered, all);
          },
        });
        if (result.kind === "report") return result.report;
        this.planned = null;
        return null;
      } catch (error) {
        return { ...emptyReport("command", deviceClock.now()), failure: failureIn(error), unsent: planned.plan.updates.length };
      }
    });
  }

  /** Stops sending after the present call. */
  cancel(): void {
    this.host.schedule.cancel();
  }

  private async fetchCatalogue(): Promise<Catalogue> {
    const { suggestions } = await this.look();
    const targets = suggestions.mappings.map(({ mapping }) => mapping.to);
    return this.host.schedule.exclusively(async () => fetchCatalogue((await this.sessionOrThrow()).client, this.settings, targets));
  }

  private async sessionOrThrow(): Promise<Session> {
    const session = await this.host.session();
    if (session === null) throw new NotConnected();
    return session;
  }
}

/** Nobody is signed in, so nobody can be asked. */
class NotConnected extends Error {}

/** What went wrong, as data. Nothing in the set-up is tried again by itself. */
export function failureIn(error: unknown): Failure {
  return { ...(error instanceof NotConnected ? NOT_CONNECTED : failureOf(error)), waitingHelps: false };
}

/** Settings that are not in force. */
class SettingsInMemory implements SettingsStore {
  constructor(public current: Settings) {}

  change(change: (settings: Settings) => Settings): Promise<void> {
    this.current = change(this.current);
    return Promise.resolve();
  }
}
