import { vi } from "vitest";
import { ID, type TestApp } from "./app";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

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
