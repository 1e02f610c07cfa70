import { describe, expect, it, vi } from "vitest";
import { OUR_CLIENT } from "../exist/world";
import { faultyDevice, FaultyDatabases } from "../host/faulty-storage";
import { sleep } from "./app";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY, type } from "./app";

atNoon();
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const UP = "Exist: up to date";
const SAT = "2026-09-19.md";
const SUN = "2026-09-20.md";
const NOTE = `${TODAY}.md`;
const DAYS = { [SAT]: note({ steps: 100, mood: 5 }), [SUN]: note({ steps: 200, mood: 6 }), [NOTE]: note({ steps: 300 }) };
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

async function live(app: TestApp, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 30 * SECOND) {
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    await app.host.until(() => !app.plugin.schedule.now.running, "over");
  }
}
const outside = async (app: TestApp, change: Record<string, unknown>): Promise<void> => {
  await app.host.changeDataFromOutside(ID, JSON.stringify({ ...(await app.data()), ...change }));
};
const map = (id: string, from: unknown, to: unknown, more: object = {}): object => ({ id, from, to, ...more });
const prop = (key: string): object => ({ kind: "property", key });
const tpl = (template: string): object => ({ kind: "template", template });
const M1 = map("m1", prop("steps"), tpl("steps"));
const M2 = map("m2", prop("mood"), tpl("mood"));
async function previewOpen(app: TestApp): Promise<void> {
  app.host.runCommand(`${ID}:preview`);
  await app.host.until(() => app.button("Send") !== null || app.said() !== "", "preview");
}
const writes = (app: TestApp): string[] => app.world.calls.filter(({ method }) => method === "POST").map(({ path, body }) => `${path} ${JSON.stringify(body)}`);

const up = (app: TestApp): boolean => app.host.statusBarText() === UP;
type Mapped = Record<string, unknown> & { readonly from: { readonly key: string } };
/** What another device would write: the mapping of `key` as it is there, Exist's name and all, with a change. */
async function remap(app: TestApp, key: string, change: object): Promise<void> {
  const mappings = (await app.data()).mappings as unknown as readonly Mapped[];
  await outside(app, { mappings: mappings.map((each) => (each.from.key === key ? { ...each, ...change } : each)) });
}

describe("another device changes a mapping that keeps Exist's name", () => {
  it("the key: values that were sent are not replaced by those of another property unseen", async () => {
    const app = await TestApp.steady({ ...DAYS, [NOTE]: note({ steps: 300, pace: 7 }) });
    await remap(app, "steps", { from: prop("pace") });
    await live(app, 30 * MINUTE);
    expect(app.held()[TODAY]).toEqual({ steps: 300 });
    expect(up(app)).toBe(false);
  });
  it("the key: free days are not filled from another property unseen", async () => {
    const app = await TestApp.steady({ ...DAYS, [SUN]: note({ mood: 6, pace: 7 }) });
    await remap(app, "steps", { from: prop("pace") });
    await live(app, 30 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ mood: 6 });
    expect(up(app)).toBe(false);
  });
  it("the scale: values that were sent are not replaced unseen", async () => {
    const app = await TestApp.steady(DAYS);
    await remap(app, "mood", { read: { scale: "0-100" } });
    await live(app, 30 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ steps: 200, mood: 6 });
    expect(up(app)).toBe(false);
  });
  it("the day it counts for: nothing is moved unseen", async () => {
    const app = await TestApp.steady(DAYS);
    const before = JSON.stringify(app.held());
    await remap(app, "steps", { read: { dayOffset: -1 } });
    await live(app, 30 * MINUTE);
    expect(JSON.stringify(app.held())).toBe(before);
    expect(up(app)).toBe(false);
  });
  it("what is sent when a value is removed: no zeros unseen", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write(SUN, note({ mood: 6 }));
    await live(app, 5 * MINUTE);
    await remap(app, "steps", { whenRemoved: "zero" });
    await live(app, 30 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ steps: 200, mood: 6 });
  });
  it("two mappings swap their keys: nothing is replaced unseen", async () => {
    const app = await TestApp.steady({ [SUN]: note({ coffee: 2, tea: 5 }) }, { mappings: [map("c", prop("coffee"), tpl("coffees")), map("t", prop("tea"), tpl("pages_read"))] });
    const before = JSON.stringify(app.held());
    const mappings = (await app.data()).mappings as unknown as readonly Mapped[];
    await outside(app, { mappings: mappings.map((each) => ({ ...each, from: prop(each.from.key === "tea" ? "coffee" : "tea") })) });
    await live(app, 30 * MINUTE);
    expect(JSON.stringify(app.held())).toBe(before);
    expect(up(app)).toBe(false);
  });
});
void type; void zone; void writes; void previewOpen; void faultyDevice; void FaultyDatabases; void sleep; void HOUR; void SAT; void M1; void M2; void connected; void settings; void OUR_CLIENT; void ACCOUNT;
