import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type LocalDate } from "../../src/domain/local-date";
import { mapping, property, template } from "../domain/build";
import { type Device, type Household, household } from "./devices";
import { ACCOUNT, TODAY } from "./rig";

/** A thousand where the suite runs in full; the other zones only ask whether days are told apart. */
const RUNS = process.env.TZ === "UTC" ? 1000 : 100;
/** Printed, so that a life that went wrong can be lived again: SEED=… */
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const SCOPES = ["activity_read", "activity_write", "food_read", "food_write", "health_read", "health_write", "mood_read", "mood_write"];
/** What the notes feed, and what they do not. */
const FED = { steps: "steps", mood: "mood", coffee: "coffees" } as const;
const OTHERS = { weight: 71.5 };
const NAMES = Object.values(FED);
const MAPPINGS = Object.entries(FED).map(([key, name]) => mapping(property(key), template(name)));
const DAYS = Array.from({ length: 5 }, (_, index) => addDays(TODAY, -index));

/** Something that happens in a user's life with two devices. */
type Step =
  | { readonly does: "edit"; readonly day: number; readonly key: keyof typeof FED; readonly value: number }
  | { readonly does: "run"; readonly device: 0 | 1 }
  | { readonly does: "sync"; readonly device: 0 | 1; readonly takeOver: boolean }
  | { readonly does: "give away"; readonly name: string; readonly value: number }
  | { readonly does: "free"; readonly name: string }
  | { readonly does: "expire" }
  | { readonly does: "throw out" }
  | { readonly does: "disconnect"; readonly device: 0 | 1 }
  | { readonly does: "connect"; readonly device: 0 | 1 }
  | { readonly does: "settings arrive"; readonly device: 0 | 1 }
  | { readonly does: "fault"; readonly kind: "drop-before" | "drop-after" | "html" | "mixed"; readonly path: string }
  | { readonly does: "wait" };

const device = fc.constantFrom<0 | 1>(0, 1);
const name = fc.constantFrom<string>(...NAMES);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant("edit" as const), day: fc.nat(DAYS.length - 1), key: fc.constantFrom("steps" as const, "mood" as const, "coffee" as const), value: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant("run" as const), device }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("sync" as const), device, takeOver: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("give away" as const), name, value: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("free" as const), name }) },
  { weight: 2, arbitrary: fc.constant({ does: "expire" as const }) },
  { weight: 1, arbitrary: fc.constant({ does: "throw out" as const }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("disconnect" as const), device }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("connect" as const), device }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("settings arrive" as const), device }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("fault" as const), kind: fc.constantFrom("drop-before" as const, "drop-after" as const, "html" as const, "mixed" as const), path: fc.constantFrom("update", "acquire", "owned", "/oauth2/access_token") }) },
  { weight: 1, arbitrary: fc.constant({ does: "wait" as const }) },
);

/** A user's household, and what the user knows that the plugin does not. */
class Life {
  readonly house: Household = household({ mappings: MAPPINGS });
  readonly devices: readonly [Device, Device];
  private readonly notes = new Map<LocalDate, Record<string, number>>();

  constructor() {
    const { world } = this.house;
    world.addService("fitbit", "Fitbit", ["steps", "mood", "coffees", "weight"]);
    world.addAttribute(ACCOUNT, { template: "weight", owner: "fitbit", values: { [TODAY]: OTHERS.weight } });
    this.devices = [this.house.device(), this.house.device()];
  }

  async live(what: Step): Promise<void> {
    const { world, clock } = this.house;
    switch (what.does) {
      case "edit": {
        const date = DAYS[what.day] ?? TODAY;
        const properties = { ...this.notes.get(date), [what.key]: what.value };
        this.notes.set(date, properties);
        this.house.notes.write(date, properties);
        return;
      }
      case "run":
        await this.devices[what.device].engine.run("automatic");
        return;
      case "sync":
        await this.sync(this.devices[what.device], what.takeOver);
        return;
      case "give away":
        if (world.attribute(ACCOUNT, what.name) === undefined) return;
        world.giveTo(ACCOUNT, what.name, "fitbit");
        // The other service fills it as it does, for days of its own choosing.
        for (const date of DAYS.slice(0, 3)) world.setValue(ACCOUNT, what.name, date, what.value);
        return;
      case "free":
        if (world.attribute(ACCOUNT, what.name) !== undefined) world.giveTo(ACCOUNT, what.name, null);
        return;
      case "expire":
      case "throw out": {
        const token = this.devices.map((each) => each.home.read()?.accessToken).find((each) => each !== undefined);
        if (token !== undefined) (what.does === "expire" ? world.expire(token) : world.revoke(token));
        return;
      }
      case "disconnect":
        await this.devices[what.device].home.wipe();
        return;
      case "connect":
        await this.connect(this.devices[what.device]);
        return;
      case "settings arrive":
        await this.devices[what.device].settings.reload();
        return;
      case "fault":
        world.script({ on: { path: what.path }, fault: { kind: what.kind } });
        return;
      case "wait":
        await clock.pass(3_600_000);
    }
  }

  async connect(of: Device): Promise<void> {
    const outcome = await of.connect(SCOPES);
    // A scripted fault may hit the sign-in; the user tries again.
    if (outcome.kind === "problem") await of.connect(SCOPES);
  }

  /** The user presses Sync and agrees to everything but, unless `takeOver`, to taking over. */
  async sync({ engine }: Device, takeOver: boolean): Promise<void> {
    try {
      const plan = await engine.plan("command", { declined: true });
      await engine.send(plan, new Set(plan.steps.filter(({ how }) => takeOver || how !== "take-over").map(({ key }) => key)));
    } catch {
      // A request failed; the user sees why, and goes on with life.
    }
  }

  /** Peace at last: everybody is connected and online, settings have arrived, and each device syncs. */
  async settle(): Promise<void> {
    for (let fault = 0; fault < 40; fault += 1) await this.devices[0].client().owned().catch(() => undefined);
    for (let round = 0; round < 2; round += 1) {
      for (const each of this.devices) {
        await this.house.clock.pass(3_600_000);
        await each.settings.reload();
        await this.connect(each);
        await this.connect(each);
        for (const other of this.devices) await other.settings.reload();
        for (let again = 0; again < 3; again += 1) await this.sync(each, false);
        for (const other of this.devices) await other.settings.reload();
      }
    }
  }

  /** What Exist holds of what the notes say, for the attributes that are ours; and what they say. */
  compare(): { readonly held: Record<string, unknown>; readonly said: Record<string, unknown> } {
    const values = this.house.world.valuesOf(ACCOUNT);
    const held: Record<string, unknown> = {};
    const said: Record<string, unknown> = {};
    for (const [date, properties] of this.notes) {
      for (const [key, attribute] of Object.entries(FED)) {
        if (properties[key] === undefined || this.house.world.attribute(ACCOUNT, attribute)?.owner !== "my-app") continue;
        held[`${date} ${attribute}`] = values[date]?.[attribute];
        said[`${date} ${attribute}`] = properties[key];
      }
    }
    return { held, said };
  }
}

describe("a life with two devices", () => {
  it("ends with Exist holding what the notes say, for all that is ours, and with nothing else touched", { timeout: 300_000 }, async () => {
    console.info(`${RUNS} lives from seed ${SEED}`);
    let compared = 0;
    let lost = 0;
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 50, size: "large" }), async (steps) => {
      const life = new Life();
      await life.connect(life.devices[0]);
      await life.devices[1].settings.reload();
      for (const each of steps) await life.live(each);
      const { world } = life.house;
      const foreign = (): Record<string, unknown> => Object.fromEntries(NAMES.filter((each) => world.attribute(ACCOUNT, each)?.owner === "fitbit").flatMap((each) =>
        Object.entries(world.valuesOf(ACCOUNT)).flatMap(([date, day]) => (day[each] === undefined ? [] : [[`${each} ${date}`, day[each]]]))));
      const before = foreign();
      await life.settle();
      const { held, said } = life.compare();
      expect(held).toEqual(said);
      // What belongs to the other service is as the other service left it.
      expect(foreign()).toEqual(before);
      expect(world.valuesOf(ACCOUNT)[TODAY]?.weight).toBe(OTHERS.weight);
      expect(world.attribute(ACCOUNT, "weight")?.owner).toBe("fitbit");
      compared += Object.keys(said).length;
      lost += Object.keys(before).length;
    }), { numRuns: RUNS, seed: SEED });
    // The lives were not empty ones.
    expect(compared).toBeGreaterThan(RUNS);
    expect(lost).toBeGreaterThan(RUNS / 20);
  });
});
