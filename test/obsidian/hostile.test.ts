import { stringify } from "yaml";
import { describe, expect, it, vi } from "vitest";
import { HIDDEN, INHERITED, LONGEST_SENTENCE, MARKUP, UNSEEN } from "../proof/hostile-inputs";
import { changedPrototypes, rememberPrototypes } from "../proof/prototypes";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();

const EVIL = "<img src=x onerror=alert(1)>\u202e</div><script>alert(2)</script>";
const SHOWN = EVIL.replace("\u202e", "\ufffd");

async function started(starting: Promise<TestApp>): Promise<TestApp> {
  const app = await starting;
  rememberPrototypes();
  return app;
}

/** Expects that whatever was named so stands on screen as text, and nothing of it as an element. */
function expectHarmless(app: TestApp): void {
  const { root } = app.host;
  expect(root.querySelectorAll("img, script, iframe, b, i, svg[onload], a[href^='javascript']")).toHaveLength(0);
  for (const each of root.querySelectorAll("*")) for (const name of each.getAttributeNames()) expect(name).not.toMatch(/^on/);
  const walk = (element: Element): void => {
    for (const child of element.childNodes) {
      if (child.nodeType === 3) expect(child.textContent).not.toMatch(HIDDEN);
      else if (child instanceof Element && child.tagName !== "STYLE") walk(child);
    }
  };
  walk(root);
  for (const each of app.host.notices().flatMap((text) => text.split("\n"))) expect(each.length).toBeLessThan(LONGEST_SENTENCE);
  expect(changedPrototypes()).toEqual([]);
}

const property = (key: string, label: string, valueType = 0): Record<string, unknown> =>
  ({ id: `m-${label}`, from: { kind: "property", key }, to: { kind: "create", label, group: "health", valueType } });

describe("a vault of nasty notes", () => {
  it("sends what can be read of each, and shows every name as text", async () => {
    const names = [...MARKUP, ...UNSEEN, ...INHERITED];
    const files: Record<string, string> = {};
    names.forEach((name, at) => {
      const body = `- [ ] ${name}\n${name}:: 5\n[${name}:: 6] #${name} %% ${name}\n\`\`\`\n${name}`;
      files[`2026-08-${String(25 + (at % 7)).padStart(2, "0")} ${name.replaceAll("/", "").slice(0, 100)}.md`] = note({ steps: 1 });
      files[`2026-09-${String(at % 21 + 1).padStart(2, "0")}.md`] = `---\n${stringify({ steps: at + 1, [name]: name, mood: name, [EVIL]: EVIL, tags: [name.replace(/[\s#,]/g, ""), "fine"] })}---\n${body}`;
    });
    const app = await started(TestApp.start(files, settings({ ...connected, mappings: [...(settings()["mappings"] as unknown[]), property(EVIL, EVIL), property("__proto__", "__proto__", 2)], tagMode: "all" })));
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.host.modal() !== null, "the preview opens");
    expectHarmless(app);
    expect(app.host.modal()?.textContent).toContain(SHOWN);
    app.button("Send")?.click();
    await app.host.until(() => app.said() !== "", "the run is over");
    expectHarmless(app);
    expect(Object.keys(app.held()).filter((date) => date.startsWith("2026-09") && app.held()[date]?.steps !== undefined)).toHaveLength(21);
    for (const text of app.world.calls.map((call) => JSON.stringify(call.body ?? null))) expect(text).not.toMatch(/\\u(?:d[89a-f]|0000)/i);
    await vi.advanceTimersByTimeAsync(11_000);
    app.host.runCommand(`${ID}:status`);
    await app.host.until(() => (app.host.root.querySelector(".exist-sync-runs")?.textContent ?? "") !== "", "the status view draws");
    expectHarmless(app);
    app.host.openSettings(ID);
    expectHarmless(app);
  });

  it("goes on past YAML that explodes, holds itself or has no end, and a note of 10 MB", async () => {
    const bomb = `a0: &a0 [x,x]\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => `a${at}: &a${at} [${Array(10).fill(`*a${at - 1}`).join(",")}]`).join("\n")}`;
    const app = await started(TestApp.start({
      "2026-09-21.md": note({ steps: 21 }), "2026-09-20.md": `---\nsteps: 20\n${bomb}\n---\n`, "2026-09-19.md": `---\nsteps: 19\nmood: &m [${Array(10).fill("*m").join(", ")}]\n---\n`,
      "2026-09-18.md": `---\nsteps: 18\nmood: ${"[".repeat(500)}${"]".repeat(500)}\n---\n`, "2026-09-17.md": `---\nsteps: 17\n${"x: y\n".repeat(1000)}`,
      "2026-09-16.md": note({ steps: 16 }, "word ".repeat(2_000_000)), "2026-09-15.md": note({ steps: 15 }, "`".repeat(200_000)), "2026-09-14.md": note({ steps: 14 }, "#t:".repeat(100_000)),
    }, settings({ ...connected, mappings: [...(settings()["mappings"] as unknown[]), { id: "w", from: { kind: "inline", key: "weight" }, to: { kind: "template", template: "weight" } }] })));
    const said = await app.sync();
    expect(said).toContain("2026-09-20: its properties aren't valid YAML (Excessive alias count");
    expect(said).toContain("2026-09-19: mood: ");
    expect(said).toContain("2026-09-18: mood: ");
    expectHarmless(app);
    for (const day of [21, 19, 18, 16, 15, 14]) expect(app.held()[`2026-09-${day}`]).toEqual({ steps: day });
    expect(app.held()["2026-09-17"]).toBeUndefined();
  }, 60_000);
});

describe("a server that is not Exist's best self", () => {
  const DAYS = { [`${TODAY}.md`]: note({ steps: 1, mood: 5 }) };

  it.each([...MARKUP, "\u202etxet\u0000", "x".repeat(1_000_000)])("shows its words (%j) as text: in notices, the preview, the status and the settings", async (text) => {
    const app = await started(TestApp.steady(DAYS));
    await app.host.write(`${TODAY}.md`, note({ steps: 2, mood: 6 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    app.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "validation", error: text } });
    expect(await app.sync()).toContain("1 value for 1 day sent.");
    expect(app.said()).toContain("Exist refused Mood");
    expect(app.held()[TODAY]).toEqual({ steps: 2, mood: 5 });
    app.host.runCommand(`${ID}:status`);
    await app.host.until(() => (app.host.root.querySelector(".exist-sync-runs")?.textContent ?? "") !== "", "the status view draws");
    expectHarmless(app);
    app.clear();
    app.world.script({ on: { path: "update" }, fault: { kind: "status", status: 403, body: JSON.stringify({ detail: text }) } });
    expect(await app.sync()).toContain("The token isn't allowed to do this");
    expectHarmless(app);
  });

  it.each([
    ["50 MB", { kind: "status", status: 200, body: "x".repeat(50_000_000) }], ["HTML as 200", { kind: "status", status: 200, body: `<html>${EVIL}</html>` }],
    ["nothing as 204", { kind: "status", status: 204 }], ["nesting", { kind: "status", status: 200, body: "[".repeat(100_000) }], ["a redirect to nowhere", { kind: "status", status: 302 }],
  ] as const)("says that %s was no answer, and sends the value later", async (_name, fault) => {
    const app = await started(TestApp.steady(DAYS));
    await app.host.write(`${TODAY}.md`, note({ steps: 2, mood: 5 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    app.world.script({ on: { path: "update" }, fault });
    expect(await app.sync()).toContain("could not be understood");
    expectHarmless(app);
    app.clear();
    expect(await app.sync()).toBe("1 value for 1 day sent.");
  });

  it("sends the app on to a place that cannot be reached: so it is said, and the value is sent later", async () => {
    const app = await started(TestApp.steady(DAYS));
    await app.host.write(`${TODAY}.md`, note({ steps: 2, mood: 5 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    app.world.script({ on: { path: "update" }, fault: { kind: "status", status: 307, headers: { location: "https://evil.example/" } } });
    expect(await app.sync()).toContain("could not be reached");
    expectHarmless(app);
    app.clear();
    expect(await app.sync()).toBe("1 value for 1 day sent.");
  });

  it("is asked again within a day, whatever it says about waiting", async () => {
    const app = await started(TestApp.steady(DAYS));
    await app.host.write(`${TODAY}.md`, note({ steps: 2, mood: 5 }));
    await app.host.until(() => app.host.app.metadataCache.isQuiet(), "the note is indexed");
    app.world.script({ on: { path: "update" }, fault: { kind: "status", status: 429, headers: { "retry-after": "Tue, 21 Sep 2126 12:00:00 GMT" }, body: "{}" } });
    await vi.advanceTimersByTimeAsync(61_000);
    await app.host.until(() => app.host.statusBarText().startsWith("Exist: waiting"), "the run has waited for its refusal");
    expect(app.world.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(20 * 3_600_000);
    expect(app.world.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5 * 3_600_000);
    await app.host.until(() => app.held()[TODAY]?.steps === 2, "it is sent");
  });

  it("owns names that are shown as text: of accounts, attributes and services", async () => {
    const app = await started(TestApp.start(DAYS, settings(connected)));
    app.world.addService("evil", EVIL, ["steps"]);
    app.world.addAttribute(ACCOUNT, { template: "steps", owner: "evil", label: EVIL });
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.host.modal() !== null, "the preview opens");
    expect(app.host.modal()?.textContent).toContain(`${SHOWN} fills it now`);
    expectHarmless(app);
  });
});
