import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { atNoon, note, TestApp } from "./app";
import { live, map, MINUTE, prop, SECOND, tpl, UP_TO_DATE } from "./life";

atNoon();

const DATES = ["2026-09-18", "2026-09-19", "2026-09-20"] as const;
const PATHS = ["Log/a.md", "Log/b.md", "Log/Below/c.md", "Out.md"] as const;
const SUM = [{ ...map("m1", prop("steps"), tpl("steps")), read: { combine: "sum" }, whenRemoved: "zero" }];

interface Contents {
  readonly date: string | null;
  readonly steps: number;
  readonly isBroken: boolean;
}

const contents = fc.record({ date: fc.option(fc.constantFrom(...DATES), { freq: 5 }), steps: fc.integer({ min: 1, max: 500 }), isBroken: fc.constant(false) });
const path = fc.constantFrom(...PATHS);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("write" as const), path, contents }) },
  fc.record({ kind: fc.constant("break" as const), path }),
  fc.record({ kind: fc.constant("remove" as const), path }),
  fc.record({ kind: fc.constant("rename" as const), path, to: path }),
  fc.record({ kind: fc.constant("hold" as const), path }),
  fc.constant({ kind: "release" as const }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("live" as const), ms: fc.constantFrom(SECOND, 5 * MINUTE) }) },
  fc.record({ kind: fc.constant("restart" as const), kills: fc.boolean(), cold: fc.boolean(), whileClosed: fc.option(fc.record({ path, contents })) }),
);

function textOf({ date, steps, isBroken }: Contents): string {
  if (isBroken) return "---\nsteps: [1\n---\n";
  return note({ ...(date === null ? {} : { date }), steps });
}

/** What the notes of a day come to. A note that is no valid YAML has lost its day, and keeps it from being sent. */
function sumsOf(vault: ReadonlyMap<string, Contents>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [each, { date, steps }] of vault) if (each.startsWith("Log/") && date !== null) sums.set(date, (sums.get(date) ?? 0) + steps);
  return sums;
}

/** Values of steps that were sent, by day. */
function sentBy({ world }: TestApp): (readonly [date: string, value: number])[] {
  return world.calls.flatMap(({ method, body }) => (method === "POST" && Array.isArray(body) ? (body as { name?: string; date: string; value: number }[]) : []))
    .flatMap(({ name, date, value }) => (name === "steps" && typeof value === "number" ? [[date, value] as const] : []));
}

it("a day holds the sum of the notes that name it, whatever became of them, and is never sent a sum that they did not have", async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
    const vault = new Map<string, Contents>([["Log/a.md", { date: DATES[0], steps: 1, isBroken: false }], ["Log/b.md", { date: DATES[0], steps: 10, isBroken: false }]]);
    let app = await TestApp.steady(Object.fromEntries([...vault].map(([each, of]) => [each, textOf(of)])), { sources: [{ folder: "Log", property: "date" }], mappings: SUM });
    const ever = new Set<string>();
    const remember = (): void => { for (const date of DATES) ever.add(`${date} ${sumsOf(vault).get(date) ?? 0}`); };
    // The day of a note that came and is not indexed is not known: until it is, the others are all there is.
    let isAllKnown = true;
    remember();
    for (const each of steps) {
      // Two versions of a file never have one time.
      await vi.advanceTimersByTimeAsync(10);
      if (each.kind === "hold" || each.kind === "restart") isAllKnown &&= each.kind === "restart" && each.whileClosed === null && app.host.app.metadataCache.isQuiet();
      if (each.kind === "write") {
        vault.set(each.path, each.contents);
        await app.host.write(each.path, textOf(each.contents));
      } else if (each.kind === "break" && vault.has(each.path)) {
        vault.set(each.path, { date: null, steps: 0, isBroken: true });
        await app.host.write(each.path, textOf({ date: null, steps: 0, isBroken: true }));
      } else if (each.kind === "remove" && vault.delete(each.path)) await app.host.remove(each.path);
      else if (each.kind === "rename") {
        const moved = vault.get(each.path);
        if (moved === undefined || vault.has(each.to)) continue;
        vault.delete(each.path);
        vault.set(each.to, moved);
        await app.host.rename(each.path, each.to);
      } else if (each.kind === "hold") app.host.app.metadataCache.hold(each.path);
      else if (each.kind === "release") app.host.app.metadataCache.release();
      else if (each.kind === "live") await live(app, each.ms);
      else if (each.kind === "restart") {
        const { whileClosed } = each;
        if (whileClosed !== null) vault.set(whileClosed.path, whileClosed.contents);
        app = await app.restart(each.kills, (adapter) => { if (whileClosed !== null) adapter.put(whileClosed.path, textOf(whileClosed.contents)); }, {}, each.cold);
      }
      remember();
    }
    // Whoever has a note that is no valid YAML puts it right in the end.
    for (const [each, of] of vault) {
      if (!of.isBroken) continue;
      vault.set(each, { date: DATES[1], steps: 3, isBroken: false });
      await app.host.write(each, textOf({ date: DATES[1], steps: 3, isBroken: false }));
    }
    app.host.app.metadataCache.release();
    await live(app, 40 * MINUTE);
    remember();
    // A day that has no note any more keeps what Exist holds.
    for (const [date, sum] of sumsOf(vault)) expect(app.held()[date]?.steps, `${date} of ${JSON.stringify([...vault])}`).toBe(sum);
    if (isAllKnown) for (const [date, value] of sentBy(app)) expect(ever, `${value} sent for ${date}`).toContain(`${date} ${value}`);
    expect([UP_TO_DATE, "Exist: check daily notes, none found"]).toContain(app.host.statusBarText());
    app.host.close();
  }), { numRuns: Number(process.env.SEQUENCES ?? 25), seed: Number(process.env.SEED ?? 1) });
}, 120_000);
