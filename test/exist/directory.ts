import { addTo } from "./attribute";
import { isDay, today } from "./calendar";
import type { Account, Profile, Service, StoredAttribute, StoredCorrelation, StoredInsight, Value } from "./model";
import { isGroup, TEMPLATES } from "./templates";
import { fit } from "./validation";

/** What an attribute can be given from the start. By template the rest follows; otherwise `name` is needed. */
export interface NewAttribute {
  readonly template?: string;
  readonly name?: string;
  readonly label?: string;
  readonly group?: string;
  readonly value_type?: number;
  readonly priority?: number;
  readonly manual?: boolean;
  readonly active?: boolean;
  /** Name or label of a service, or null for nobody. */
  readonly owner?: string | null;
  readonly values?: Readonly<Record<string, Value>>;
}

/** A correlation; what is left out has some plausible value. */
export type NewCorrelation = Partial<StoredCorrelation> & Pick<StoredCorrelation, "date" | "attribute" | "attribute2" | "value">;
/** An insight; what is left out has some plausible value. */
export type NewInsight = Partial<StoredInsight> & Pick<StoredInsight, "created" | "lines">;

const NOBODY: Profile = {
  username: "", first_name: "", last_name: "", avatar: "https://exist.io/static/img/avatar.png", timezone: "UTC", imperial_distance: false,
  imperial_weight: false, imperial_energy: false, imperial_liquid: false, imperial_temperature: false, trial: false, delinquent: false,
};

/** The accounts and services there are. Whoever asks for one that is not there gets an error: a test has slipped. */
export class Directory {
  readonly services = new Map<string, Service>();
  private readonly accounts = new Map<string, Account>();

  addAccount(profile: Partial<Profile> & Pick<Profile, "username">): void {
    const complete = { ...NOBODY, ...profile };
    // Throws for a time zone that does not exist.
    today(complete.timezone, 0);
    this.accounts.set(profile.username, { profile: complete, attributes: new Map(), correlations: [], insights: [] });
  }

  addService(service: Service): void {
    this.services.set(service.name, service);
  }

  /** The name of a service that is meant by name or label; an unknown one is made. */
  serviceNamed(nameOrLabel: string): string {
    const known = [...this.services.values()].find(({ name, label }) => name === nameOrLabel || label === nameOrLabel);
    if (known !== undefined) return known.name;
    const name = nameOrLabel.toLowerCase().replaceAll(" ", "_");
    this.addService({ name, label: nameOrLabel, templates: [] });
    return name;
  }

  account(username: string): Account {
    const account = this.accounts.get(username);
    if (account === undefined) throw new Error(`There is no account ${username}.`);
    return account;
  }

  attribute(username: string, name: string): StoredAttribute {
    const attribute = this.account(username).attributes.get(name);
    if (attribute === undefined) throw new Error(`${username} has no attribute ${name}.`);
    return attribute;
  }

  addAttribute(username: string, given: NewAttribute): void {
    const template = given.template === undefined ? undefined : TEMPLATES.get(given.template);
    if (given.template !== undefined && template === undefined) throw new Error(`There is no template ${given.template}.`);
    const name = given.name ?? template?.name;
    if (name === undefined) throw new Error("An attribute needs a name or a template.");
    const group = given.group ?? template?.group ?? "custom";
    if (!isGroup(group)) throw new Error(`There is no group ${given.group ?? ""}.`);
    addTo(this.account(username), {
      name, group, label: given.label ?? template?.label ?? name, template: template?.name ?? null,
      value_type: given.value_type ?? template?.value_type ?? 7, priority: given.priority ?? template?.priority ?? 1,
      manual: given.manual ?? true, active: given.active ?? true,
      owner: given.owner === undefined || given.owner === null ? null : this.serviceNamed(given.owner),
    });
    for (const [date, value] of Object.entries(given.values ?? {})) this.setValue(username, name, date, value);
  }

  /** A correlation that is set, not computed. Throws for attributes that are not there and for a day that is no Sunday. */
  addCorrelation(username: string, given: NewCorrelation): void {
    const correlation: StoredCorrelation = { period: 300, offset: 0, p: 0.001, stars: 5, elements: ["you have more of one", "when", "you have more of the other"], ...given };
    this.attribute(username, correlation.attribute);
    this.attribute(username, correlation.attribute2);
    if (!isDay(correlation.date) || new Date(correlation.date).getUTCDay() !== 0) throw new Error(`${correlation.date} is no Sunday.`);
    this.account(username).correlations.push(correlation);
  }

  addInsight(username: string, given: NewInsight): void {
    const insight: StoredInsight = { target_date: null, name: "noticed", period: 1, priority: 1, attribute: null, ...given };
    if (insight.attribute !== null) this.attribute(username, insight.attribute);
    this.account(username).insights.push(insight);
  }

  setValue(username: string, name: string, date: string, value: Value): void {
    const attribute = this.attribute(username, name);
    if (!isDay(date)) throw new Error(`A value of ${name} has no valid day.`);
    attribute.values.set(date, fit(attribute, value));
    attribute.writtenBy.delete(date);
  }
}
