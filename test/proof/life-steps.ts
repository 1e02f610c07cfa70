import fc from "fast-check";
import { addDays } from "../../src/domain/local-date";
import { HOUR, type Life, mappings, MINUTE, NAMES, STRANGER, TAGS, type Ticks } from "./two-device-life";
import { type Key, KEYS, NOTHING, type Text } from "./life-vault";

const ZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland"];

interface Command extends fc.AsyncCommand<Life, Life> {
  readonly does: string;
}

/** Something that happens, and what must hold after it. */
function step<T extends object>(does: string, weight: number, what: fc.Arbitrary<T>, run: (life: Life, what: T) => Promise<void> | void): { readonly weight: number; readonly arbitrary: fc.Arbitrary<Command> } {
  const arbitrary = what.map((chosen): Command => ({
    does,
    check: () => true,
    run: async (_life, life) => {
      await run(life, chosen);
      await life.holds();
    },
    toString: () => `${does} ${JSON.stringify(chosen)}`,
  }));
  return { weight, arbitrary };
}

// Few days, keys and values, so that things meet: a value that comes back, two devices at one note.
const of = fc.constantFrom<0 | 1>(0, 0, 1);
const back = fc.constantFrom(0, 0, 0, 1, 1, 2, 5);
const key = fc.constantFrom<Key>("steps", ...KEYS);
const value = fc.integer({ min: 1, max: 3 });
type Meanwhile = "note" | "settings" | "owner" | "nothing";
const ticks = fc.constantFrom<Ticks>("all", "not taking over", "not taking over", "none");

function change(life: Life, device: 0 | 1, daysBack: number, how: (text: Text) => Text | null, file: Parameters<Life["write"]>[3] = {}): void {
  const date = addDays(life.today(device), -daysBack);
  life.write(device, date, how(life.textOf(device, date) ?? NOTHING), file);
}

const EVENTS = [
  step("edit", 16, fc.record({ of, back, key, value }), (life, { of: device, back: days, key: name, value: written }) => {
    change(life, device, days, (text) => ({ ...text, isTemplate: false, values: { ...text.values, [name]: written } }));
  }),
  step("write nonsense", 1, fc.record({ of, back, key }), (life, { of: device, back: days, key: name }) => { change(life, device, days, (text) => ({ ...text, values: { ...text.values, [name]: "~7 or so" } })); }),
  step("erase", 2, fc.record({ of, back, key }), (life, { of: device, back: days, key: name }) => { change(life, device, days, (text) => ({ ...text, values: Object.fromEntries(Object.entries(text.values).filter(([each]) => each !== name)) })); }),
  step("tag", 4, fc.record({ of, back, tag: fc.constantFrom(...TAGS), on: fc.boolean() }), (life, { of: device, back: days, tag, on }) => {
    change(life, device, days, (text) => ({ ...text, tags: [...text.tags.filter((each) => each !== tag), ...(on ? [tag] : [])] }));
  }),
  step("insert the template", 1, fc.record({ of, back }), (life, { of: device, back: days }) => { change(life, device, days, (text) => ({ ...text, isTemplate: true })); }),
  step("delete", 1, fc.record({ of, back }), (life, { of: device, back: days }) => { change(life, device, days, () => null); }),
  step("rename", 1, fc.record({ of, back, to: back }), (life, { of: device, back: days, to }) => {
    const [from, date] = [addDays(life.today(device), -days), addDays(life.today(device), -to)];
    const text = life.textOf(device, from);
    if (text === null || life.textOf(device, date) !== null) return;
    life.write(device, from, null);
    life.write(device, date, text);
  }),
  step("the vault arrives", 4, fc.record({ of }), (life, { of: device }) => { life.arrive(device); }),
  step("write while the app is closed", 2, fc.record({ of, edits: fc.array(fc.record({ back, key, value, keepsStamp: fc.boolean() }), { minLength: 1, maxLength: 3 }) }), (life, { of: device, edits }) => {
    life.devices[device].schedule.stop();
    for (const { back: days, key: name, value: written, keepsStamp } of edits) change(life, device, days, (text) => ({ ...text, isTemplate: false, values: { ...text.values, [name]: written } }), { isTold: false, keepsStamp: keepsStamp && device === 0 });
    life.startApp(device);
  }),
  step("write under the same time", 3, fc.record({ back, key, value, isTold: fc.boolean() }), (life, { back: days, key: name, value: written, isTold }) => {
    change(life, 0, days, (text) => ({ ...text, isTemplate: false, values: { ...text.values, [name]: written } }), { isTold, keepsStamp: true });
  }),
  step("the index is late", 2, fc.record({ of }), (life, { of: device }) => { life.lag(device, true); }),
  step("the index catches up", 3, fc.record({ of }), (life, { of: device }) => { life.lag(device, false); }),
  step("part of the vault arrives", 2, fc.record({ of, part: fc.constantFrom(0, 1) }), (life, { of: device, part }) => { life.arrive(device, (date) => Number(date.slice(-1)) % 2 === part); }),
  step("the folder is renamed", 1, fc.record({ of }), (life, { of: device }) => { life.renameFolder(device, false); }),
  step("the folder is renamed back", 2, fc.record({ of }), (life, { of: device }) => { life.renameFolder(device, true); }),
  step("look twice", 5, fc.record({ of }), (life, { of: device }) => life.lookTwice(device)),
  step("command", 4, fc.record({ of, ticks }), (life, { of: device, ticks: ticked }) => life.command(device, ticked)),
  step("preview", 2, fc.record({ of, ticks }), (life, { of: device, ticks: ticked }) => life.preview(device, ticked)),
  step("map", 1, fc.record({ of, drink: fc.constantFrom("coffee", "tea"), without: fc.constantFrom(null, ...KEYS) }), (life, { of: device, drink, without }) => life.changeSettings(device, { mappings: mappings(drink, without) })),
  step("tags are sent", 1, fc.record({ of, tagMode: fc.constantFrom("off", "chosen", "all") }), (life, { of: device, tagMode }) => life.changeSettings(device, { tagMode })),
  step("start from", 1, fc.record({ of, back: fc.constantFrom(2, 10, 30) }), (life, { of: device, back: days }) => life.changeSettings(device, { syncFrom: addDays(life.today(device), -days) })),
  step("settings arrive", 3, fc.record({ of }), (life, { of: device }) => life.settingsChange(device, () => life.devices[device].settings.load())),
  step("go offline", 1, fc.record({ of }), (life, { of: device }) => { life.devices[device].online = false; }),
  step("come online", 2, fc.record({ of }), (life, { of: device }) => {
    life.devices[device].online = true;
    if (life.devices[device].home.read() !== null) life.devices[device].schedule.checkAfter();
  }),
  step("wait", 3, fc.record({ minutes: fc.constantFrom(1, 2, 16, 70, 300) }), (life, { minutes }) => life.clock.pass(minutes * MINUTE)),
  step("sleep", 2, fc.record({ hours: fc.integer({ min: 6, max: 40 }) }), (life, { hours }) => life.clock.pass(hours * HOUR)),
  step("stay up until past midnight", 2, fc.record({ minutes: fc.integer({ min: 0, max: 90 }) }), (life, { minutes }) => life.clock.pass(new Date(life.clock.now()).setHours(24, minutes, 0, 0) - life.clock.now())),
  step("fly", 1, fc.record({ zone: fc.constantFrom(...ZONES) }), (life, { zone }) => { life.fly(zone); }),
  step("the clock is off", 1, fc.record({ of, hours: fc.constantFrom(-2, 0, 0, 2) }), (life, { of: device, hours }) => life.setClock(device, hours * HOUR)),
  step("start again", 2, fc.record({ of }), (life, { of: device }) => { life.startApp(device); }),
  step("give away", 2, fc.record({ name: fc.constantFrom(...NAMES), value }), (life, { name, value: filled }) => { life.giveAway(name, filled); }),
  step("free", 1, fc.record({ name: fc.constantFrom(...NAMES) }), (life, { name }) => { life.free(name); }),
  step("change something in an open preview", 3, fc.record({ of, ticks, back, key, value, what: fc.constantFrom<Meanwhile>("note", "note", "settings", "owner", "nothing") }), (life, { of: device, ticks: ticked, back: days, key: name, value: written, what }) => life.confirm(device, ticked, async () => {
    if (what === "note") change(life, device, days, (text) => ({ ...text, isTemplate: false, values: { ...text.values, [name]: written } }));
    if (what === "settings") await life.changeSettings(device, { mappings: mappings(written === 1 ? "coffee" : "tea", null) });
    if (what === "owner") life.giveAway(name === "steps" || name === "mood" ? name : "coffees", written);
  })),
  step("a request is late", 2, fc.record({ minutes: fc.constantFrom(0.2, 1.5, 20, 60) }), (life, { minutes }) => { life.house.world.script({ on: { path: "update" }, fault: { kind: "late", ms: minutes * MINUTE } }); }),
  step("sync is switched off or on", 2, fc.record({ of, autoSync: fc.constantFrom(true, true, false) }), (life, { of: device, autoSync }) => life.changeSettings(device, { autoSync })),
  step("storage fails", 2, fc.record({ of, good: fc.integer({ min: 0, max: 12 }), bad: fc.integer({ min: 1, max: 6 }) }), (life, { of: device, good, bad }) => { life.devices[device].store.fail(good, bad); }),
  step("storage is lost", 1, fc.record({ of }), (life, { of: device }) => { life.loseLedger(device); }),
  step("connect with fewer scopes", 1, fc.record({ of, without: fc.constantFrom("activity_read", "mood_read", "custom_read", "food_write") }), (life, { of: device, without }) => life.connect(device, { without })),
  step("connect another account", 1, fc.record({ of }), (life, { of: device }) => life.connect(device, { account: STRANGER })),
  step("somebody else's data.json arrives", 1, fc.record({ of }), (life, { of: device }) => life.replaceFile(device, true)),
  step("our data.json is back", 2, fc.record({ of }), (life, { of: device }) => life.replaceFile(device, false)),
  step("expire", 1, fc.record({ revoked: fc.boolean() }), (life, { revoked }) => { life.spoilToken(revoked); }),
  step("disconnect", 1, fc.record({ of }), (life, { of: device }) => life.settingsChange(device, () => life.devices[device].home.wipe())),
  step("connect", 3, fc.record({ of }), (life, { of: device }) => life.connect(device)),
  step("fault", 3, fc.record({ kind: fc.constantFrom("drop-before" as const, "drop-after" as const, "silent" as const, "html" as const, "mixed" as const, "truncated" as const, "unasked" as const), path: fc.constantFrom("update", "update", "acquire", "create", "owned", "/oauth2/access_token") }), (life, { kind, path }) => {
    life.house.world.script({ on: { path }, fault: { kind } });
  }),
];

/** A life, as a list of what happens. */
export const life = fc.array(fc.oneof(...EVENTS), { minLength: 15, maxLength: 80, size: "max" });
