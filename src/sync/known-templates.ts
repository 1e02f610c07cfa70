import * as v from "valibot";
import { type LocalDate, parseLocalDate } from "../domain/local-date";
import { type Template, TEMPLATES } from "../domain/templates";
import { isValueType, type ValueType } from "../domain/value-type";
import type { ExistClient } from "../exist/client";
import { ExistError } from "../exist/error";

/** Where the list is kept between two days: on this device. */
export interface TemplateStore {
  readonly load: () => unknown;
  readonly save: (kept: KeptTemplates) => void;
}

export interface KeptTemplates {
  /** The day on which Exist was asked. */
  readonly day: LocalDate;
  readonly templates: readonly Template[];
}

const keptSchema = v.object({
  day: v.pipe(v.string(), v.check((day) => parseLocalDate(day) !== null), v.transform((day) => day as LocalDate)),
  templates: v.array(v.object({
    name: v.string(), label: v.string(), group: v.string(),
    valueType: v.pipe(v.number(), v.check(isValueType), v.transform((code) => code as ValueType)),
  })),
});

/**
 * Exist's templates, for people to choose from. Exist's own list is the truth (Exist reference, "List of attributes") and is asked
 * for when somebody is about to choose, once a day at most; the bundled table stands in for what it does not have.
 */
export class KnownTemplates {
  private asking: { readonly day: LocalDate; readonly done: Promise<void> } | null = null;

  /** @param client null without a connection */
  constructor(private readonly store: TemplateStore, private readonly today: () => LocalDate, private readonly client: () => Promise<Pick<ExistClient, "templates"> | null>) {}

  /** As far as they are known on this device. */
  get now(): readonly Template[] {
    return offered(this.kept?.templates ?? []);
  }

  /** As Exist has them today, where it can be asked; else as they are known. Never rejects. */
  async latest(): Promise<readonly Template[]> {
    const today = this.today();
    if (this.kept?.day !== today) {
      if (this.asking?.day !== today) this.asking = { day: today, done: this.ask(today) };
      await this.asking.done;
    }
    return this.now;
  }

  private get kept(): KeptTemplates | null {
    const result = v.safeParse(keptSchema, this.store.load());
    return result.success ? result.output : null;
  }

  private async ask(day: LocalDate): Promise<void> {
    const client = await this.client();
    if (client === null) {
      this.asking = null;
      return;
    }
    try {
      this.store.save({ day, templates: await client.templates() });
    } catch (error) {
      // What is known does until tomorrow: only labels may be other ones.
      if (!(error instanceof ExistError)) throw error;
    }
  }
}

function offered(listed: readonly Template[]): readonly Template[] {
  const names = new Set(listed.map(({ name }) => name));
  return [...listed, ...TEMPLATES.filter(({ name }) => !names.has(name))];
}
