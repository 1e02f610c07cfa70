import { vi } from "vitest";
import type { Call } from "../exist/world";
import { connected, ID, note, settings, TestApp, type } from "./app";

export const CONNECT = `${ID}:connect`;

/** A week of notes with a mood from a slider, steps, something private and two tags, which are too few days to be ticked. */
export const WEEK: Readonly<Record<string, string>> = Object.fromEntries(Array.from({ length: 7 }, (_, back) => {
  const body = `${back % 2 === 0 ? "A day #gym #rain" : "A day"}\nINPUT[slider(minValue(1), maxValue(9)):mood]\n`;
  return [`Daily/2026-09-${String(21 - back).padStart(2, "0")}.md`, note({ mood: 3 + back, steps: 1000 * (back + 1), weight: 70 + back, medication: back % 2 === 0 ? "yes" : "no" }, body)];
}));

export const VAULT = { dailyNotes: { folder: "Daily", format: "YYYY-MM-DD" } };
/** The next call is lost. */
export const OFFLINE = { on: () => true, fault: { kind: "drop-before" } } as const;

/** The step that shows the plan, and sends it. */
const LAST = 4;

/** An app with the set-up open. */
export async function opened(files: Readonly<Record<string, string>> = WEEK, data?: Record<string, unknown>, options: object = VAULT): Promise<TestApp> {
  const app = await TestApp.start(files, data, options);
  app.host.runCommand(CONNECT);
  return app;
}

/** data.json of somebody who is signed in and has mapped nothing yet. */
export const SIGNED_IN = settings({ ...connected, mappings: [] });

/** An app in which the set-up was left at a step, and is open again. */
export async function keptAt(step: string, data: Record<string, unknown> = SIGNED_IN): Promise<TestApp> {
  const app = await TestApp.start(WEEK, data, VAULT);
  app.host.app.saveLocalStorage("exist-sync-set-up", { step });
  app.host.runCommand(CONNECT);
  return app;
}

export const heading = (app: TestApp): string => app.host.modal()?.querySelector("h3")?.textContent ?? "";
export const shown = (app: TestApp): string => app.host.modal()?.textContent ?? "";
export const says = (app: TestApp, text: string): Promise<void> => app.host.until(() => shown(app).includes(text), text);
export const reach = (app: TestApp, step: number): Promise<void> => app.host.until(() => heading(app).startsWith(`Step ${step} of 4`), `step ${step}`);
export const isOn = (app: TestApp, row: string): boolean => app.row(row).querySelector(".checkbox-container")?.hasClass("is-enabled") === true;
export const tick = (app: TestApp, row: string): void => { app.row(row).querySelector<HTMLElement>(".checkbox-container")?.click(); };
export const rows = (app: TestApp): (string | null)[] => [...app.host.modal()?.querySelectorAll(".setting-item-name") ?? []].map((name) => name.textContent);
export const writes = (app: TestApp): Call[] => app.world.calls.filter(({ method, path }) => method === "POST" && !path.includes("oauth2"));
export const close = (app: TestApp): void => app.host.modal()?.querySelector<HTMLElement>(".modal-close-button")?.click();

/** Waits at the third step until Exist has said who fills what. */
export const answered = (app: TestApp): Promise<void> => app.host.until(() => shown(app).includes("to be sent") && !shown(app).includes("Asking Exist"), "Exist has answered");

export async function signIn(app: TestApp): Promise<void> {
  type(app.input("Personal token"), app.token);
  app.button("Connect")?.click();
  await reach(app, 2);
}

const main = (app: TestApp): HTMLElement | null => app.host.modal()?.querySelector<HTMLElement>(".modal-button-container > .mod-cta") ?? null;

/** Goes on to a step, by its number, waiting on the way for all that is asked and read; at the last one until it can be sent. */
export async function goTo(app: TestApp, step: number): Promise<void> {
  const canGoOn = (): Promise<void> => app.host.until(() => main(app)?.isShown() === true, "one can go on");
  for (let at = Number(/Step (\d)/.exec(heading(app))?.[1]); at < step; at += 1) {
    if (at === 1) await signIn(app);
    else {
      await canGoOn();
      app.button("Continue")?.click();
      await reach(app, at + 1);
    }
    await vi.advanceTimersByTimeAsync(400);
  }
  if (step === LAST) await canGoOn();
}
