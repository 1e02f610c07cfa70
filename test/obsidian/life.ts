import { vi } from "vitest";
import { ID, note, type TestApp, TODAY } from "./app";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Three days of notes, the last of them today. */
export const SAT = "2026-09-19.md";
export const SUN = "2026-09-20.md";
export const NOTE = `${TODAY}.md`;
export const DAYS = { [SAT]: note({ steps: 100, mood: 5 }), [SUN]: note({ steps: 200, mood: 6 }), [NOTE]: note({ steps: 300 }) };

/** What the status bar says when everything is at Exist. */
export const UP_TO_DATE = "Exist: up to date";

export function isUpToDate(app: TestApp): boolean {
  return app.host.statusBarText() === UP_TO_DATE;
}

/** Time passes with the app open, and every run comes to its end. */
export async function live(app: TestApp, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 30 * SECOND) {
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    await app.host.until(() => !app.plugin.schedule.now.running, "the run is over");
  }
}

/** Another device changes settings, and data.json arrives here. */
export async function changeElsewhere(app: TestApp, change: Readonly<Record<string, unknown>>): Promise<void> {
  await app.host.changeDataFromOutside(ID, JSON.stringify({ ...(await app.data()), ...change }));
}

/** Parts of settings as data.json has them. */
export const map = (id: string, from: unknown, to: unknown, more: object = {}): object => ({ id, from, to, ...more });
export const prop = (key: string): object => ({ kind: "property", key });
export const tpl = (template: string): object => ({ kind: "template", template });
export const M1 = map("m1", prop("steps"), tpl("steps"));
export const M2 = map("m2", prop("mood"), tpl("mood"));

/** Opens the preview, or has said why not. */
export async function previewOpen(app: TestApp): Promise<void> {
  app.host.runCommand(`${ID}:preview`);
  await app.host.until(() => app.button("Send") !== null || app.said() !== "", "preview");
}

/** What was written at Exist, in order. */
export const writes = (app: TestApp): string[] => app.world.calls.filter(({ method }) => method === "POST").map(({ path, body }) => `${path} ${JSON.stringify(body)}`);
