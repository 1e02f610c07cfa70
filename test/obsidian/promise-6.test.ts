import { describe, expect, it } from "vitest";
import { OUR_CLIENT } from "../exist/world";
import { faultyDevice, FaultyDatabases } from "../host/faulty-storage";
import { sleep } from "./app";
import { ACCOUNT, atNoon, connected, note, settings, TestApp, TODAY, type } from "./app";
import { changeElsewhere, DAYS, HOUR, isUpToDate, live, M1, M2, map, MINUTE, NOTE, previewOpen, prop, SAT, SUN, tpl, writes } from "./life";

atNoon();

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;


type Mapped = Record<string, unknown> & { readonly from: { readonly key: string } };
/** What another device would write: the mapping of `key` as it is there, Exist's name and all, with a change. */
async function remap(app: TestApp, key: string, change: object): Promise<void> {
  const mappings = (await app.data()).mappings as unknown as readonly Mapped[];
  await changeElsewhere(app, { mappings: mappings.map((each) => (each.from.key === key ? { ...each, ...change } : each)) });
}

describe("another device changes a mapping that keeps Exist's name", () => {
  it("the key: values that were sent are not replaced by those of another property unseen", async () => {
    const app = await TestApp.steady({ ...DAYS, [NOTE]: note({ steps: 300, pace: 7 }) });
    await remap(app, "steps", { from: prop("pace") });
    await live(app, 30 * MINUTE);
    expect(app.held()[TODAY]).toEqual({ steps: 300 });
    expect(isUpToDate(app)).toBe(false);
  });
  it("the key: free days are not filled from another property unseen", async () => {
    const app = await TestApp.steady({ ...DAYS, [SUN]: note({ mood: 6, pace: 7 }) });
    await remap(app, "steps", { from: prop("pace") });
    await live(app, 30 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ mood: 6 });
    expect(isUpToDate(app)).toBe(false);
  });
  it("the scale: values that were sent are not replaced unseen", async () => {
    const app = await TestApp.steady(DAYS);
    await remap(app, "mood", { read: { scale: "0-100" } });
    await live(app, 30 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ steps: 200, mood: 6 });
    expect(isUpToDate(app)).toBe(false);
  });
  it("the day it counts for: nothing is moved unseen", async () => {
    const app = await TestApp.steady(DAYS);
    const before = JSON.stringify(app.held());
    await remap(app, "steps", { read: { dayOffset: -1 } });
    await live(app, 30 * MINUTE);
    expect(JSON.stringify(app.held())).toBe(before);
    expect(isUpToDate(app)).toBe(false);
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
    await changeElsewhere(app, { mappings: mappings.map((each) => ({ ...each, from: prop(each.from.key === "tea" ? "coffee" : "tea") })) });
    await live(app, 30 * MINUTE);
    expect(JSON.stringify(app.held())).toBe(before);
    expect(isUpToDate(app)).toBe(false);
  });
});
void type; void zone; void writes; void previewOpen; void faultyDevice; void FaultyDatabases; void sleep; void HOUR; void SAT; void M1; void M2; void connected; void settings; void OUR_CLIENT; void ACCOUNT;
