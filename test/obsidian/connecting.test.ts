import { describe, expect, it, vi } from "vitest";
import type { Fault } from "../exist/world";
import { type DeviceStorage, newDeviceStorage } from "../host/app";
import { ACCOUNT, atNoon, choose, connected, ID, note, settings, TestApp, TODAY, type } from "./app";

atNoon();

const DAYS = { "2026-09-19.md": note({ steps: 100, mood: 5 }), [`${TODAY}.md`]: note({ steps: 300 }) };
const CLIENT = "my-app";
const SECRET = "my-secret-3141";
const ANYWHERE = "https://example.org/back";

/** The settings, with the sign-in open in them. */
async function opened(data: Record<string, unknown> = settings(), files: Readonly<Record<string, string>> = DAYS): Promise<TestApp> {
  const app = await TestApp.start(files, data);
  app.world.addClient(CLIENT, SECRET, "My app");
  app.host.openSettings(ID);
  app.button("Connect")?.click();
  return app;
}

/** Fills in the developer app and presses Allow; gives the page that opened. */
async function allowAt(app: TestApp, redirect = "obsidian://exist-sync", secret = SECRET): Promise<string> {
  app.link("Sign in at Exist instead and allow less")?.click();
  type(app.input("Redirect address"), redirect);
  type(app.input("Client ID"), CLIENT);
  type(app.input("Client secret"), secret);
  app.button("Allow at Exist")?.click();
  await app.host.until(() => app.host.pages.length > 0, "the page opens");
  return app.host.pages.at(-1) ?? "";
}

async function paste(app: TestApp, answer: string): Promise<void> {
  type(app.input("Address or code"), answer);
  app.button("Finish")?.click();
  await vi.advanceTimersByTimeAsync(50);
}

function sentence(app: TestApp): string {
  return [...app.host.root.querySelectorAll(".setting-item")].map((row) => row.textContent ?? "").join("\n");
}

const isConnected = (app: TestApp, account = ACCOUNT): Promise<void> => app.host.until(() => app.host.root.textContent?.includes(`Connected as ${account}`) === true, "it is connected");

/** Nothing secret is where it could be seen. */
async function keepsSecrets(app: TestApp, secrets: readonly (string | RegExp)[]): Promise<void> {
  const seen = [
    app.host.root.innerHTML, app.host.notices().join(), JSON.stringify(app.plugin.settingsFile.current.connection === null ? {} : await app.plugin.reports()), document.title,
    ...[...app.host.root.querySelectorAll("input")].filter((input) => input.type !== "password").map((input) => input.value),
  ].join("\n");
  for (const secret of secrets) expect(seen).not.toMatch(typeof secret === "string" ? new RegExp(secret.replace(/[-.]/g, "\\$&")) : secret);
}

describe("with a personal token", () => {
  it("checks it with Exist, keeps it, and shows the account", async () => {
    const app = await opened();
    type(app.input("Personal token"), ` ${app.token} `);
    expect(app.input("Personal token").type).toBe("password");
    app.button("Connect")?.click();
    await isConnected(app);
    expect((await app.data()).connection).toMatchObject({ keptIn: "settings", accessToken: app.token, account: ACCOUNT });
    expect(app.world.calls[0]?.path).toBe("/api/2/accounts/profile/");
    await keepsSecrets(app, [app.token]);
    expect(app.host.statusBarText()).not.toBe("Exist: check connection, not signed in");
  });

  it.each<[string, (app: TestApp) => string, string]>([
    ["nothing was pasted", () => "", "Paste a token first."],
    ["the token is wrong", () => "wrong", "Exist doesn't accept this token. Copy it once more"],
    ["the device is offline", (app) => { app.world.script({ on: () => true, fault: { kind: "drop-before" } }); return app.token; }, "Can't reach Exist, so nothing was changed."],
    ["Exist answers a page", (app) => { app.world.script({ on: () => true, fault: { kind: "html" } }); return app.token; }, "so nothing was changed"],
    ["Exist answers nonsense", (app) => { app.world.script({ on: () => true, fault: { kind: "wrong-shape" } }); return app.token; }, "can't be read"],
    ["Exist is down", (app) => { app.world.script({ on: () => true, fault: { kind: "status", status: 503 } }); return app.token; }, "Exist is having problems"],
    ["the hour is used up", (app) => { app.world.script({ on: () => true, fault: { kind: "status", status: 429 } }); return app.token; }, "Exist takes no more requests for now"],
    ["the keychain is locked", (app) => { choose(app.row("Keep the token"), "keychain"); app.host.app.secretStorage.setSecret = () => { throw new Error("locked"); }; return app.token; }, "This device's keychain can't be used."],
  ])("when %s says so beside the field, and keeps nothing", async (_, prepare, expected) => {
    const app = await opened();
    type(app.input("Personal token"), prepare(app));
    app.button("Connect")?.click();
    await app.host.until(() => sentence(app).includes(expected), expected);
    expect((await app.data()).connection).toBeNull();
    await keepsSecrets(app, [app.token]);
  });
});

describe("by signing in at Exist", () => {
  it("asks for exactly what the mappings need, and Obsidian is called back", async () => {
    const app = await opened(settings({ tagMode: "chosen" }));
    const page = await allowAt(app);
    const query = new URL(page).searchParams;
    expect(page.startsWith("https://exist.io/oauth2/authorize?response_type=code&client_id=my-app&redirect_uri=obsidian%3A%2F%2Fexist-sync&")).toBe(true);
    expect(query.get("scope")).toBe("activity_read activity_write custom_read custom_write mood_read mood_write");
    expect(app.host.root.querySelector<HTMLAnchorElement>(".exist-sync-connect a[href^='https://exist.io/oauth2/']")?.href).toBe(page);
    expect(app.host.openAddress(app.world.decide(page, ACCOUNT, true))).toBe(true);
    await isConnected(app);
    const { connection } = await app.data();
    expect(connection).toMatchObject({ keptIn: "settings", clientId: CLIENT, clientSecret: SECRET, account: ACCOUNT, scopes: query.get("scope")?.split(" ") });
    expect(connection?.expiresAt).toBe("2027-09-21");
    await keepsSecrets(app, [connection?.accessToken ?? "", connection?.refreshToken ?? "", SECRET]);
    expect(app.host.kept.device?.secrets.get("exist-sync-sign-in")).toBe("");
  });

  it("takes the address the browser ended on, or the code in it", async () => {
    for (const short of [false, true]) {
      const app = await opened();
      const end = app.world.decide(await allowAt(app, ANYWHERE), ACCOUNT, true);
      await paste(app, short ? new URL(end).searchParams.get("code") ?? "" : end);
      await isConnected(app);
      app.host.closeSettings();
    }
  });

  it("takes the answer to its page in the form that the app was opened with anew", async () => {
    const app = await opened();
    const page = await allowAt(app, ANYWHERE);
    const again = await app.restart(true);
    again.host.runCommand(`${ID}:connect`);
    expect(again.host.modal()?.textContent).toContain("Waiting for Exist.");
    expect(again.host.modal()?.querySelector("a[href^='https://exist.io/oauth2/']")).toBeNull();
    await paste(again, again.world.decide(page, ACCOUNT, true));
    await isConnected(again);
  });

  it("says in the form what the browser brought back to Obsidian, where it was not allowed", async () => {
    const app = await opened();
    app.host.openAddress(app.world.decide(await allowAt(app), ACCOUNT, false));
    await app.host.until(() => app.row("Address or code").textContent?.includes("You didn't allow it at Exist") === true, "it is said beside the field");
    expect([app.said(), (await app.data()).connection]).toEqual(["", null]);
  });

  it("says what was not allowed, where only some of it was", async () => {
    const app = await opened();
    await allowAt(app, ANYWHERE);
    await paste(app, app.world.authorisationCode(ACCOUNT, CLIENT, ["activity_read", "activity_write"], ANYWHERE));
    await isConnected(app);
    expect(app.said()).toContain("You didn't allow mood, so values of these can't be sent.");
    expect((await app.data()).connection?.scopes).toEqual(["activity_read", "activity_write"]);
  });

  it("when the keychain is locked says so before any page opens", async () => {
    const app = await opened();
    app.host.app.secretStorage.setSecret = () => { throw new Error("locked"); };
    app.link("Sign in at Exist instead and allow less")?.click();
    type(app.input("Redirect address"), ANYWHERE);
    type(app.input("Client ID"), CLIENT);
    type(app.input("Client secret"), SECRET);
    app.button("Allow at Exist")?.click();
    expect(app.row("Client secret").textContent).toContain("This device's keychain can't be used.");
    expect(app.host.pages).toEqual([]);
  });

  it("goes on after the app was closed meanwhile", async () => {
    const app = await opened();
    const page = await allowAt(app);
    const again = await app.restart(true);
    again.host.openAddress(again.world.decide(page, ACCOUNT, true));
    await again.host.until(() => again.said().includes("Connected as sam."), "it is connected");
    expect((await again.data()).connection).toMatchObject({ account: ACCOUNT, clientSecret: SECRET });
  });

  it.each<[string, (app: TestApp, page: string) => Promise<void>, string]>([
    ["the user does not allow it", async (app, page) => paste(app, app.world.decide(page, ACCOUNT, false)), "You didn't allow it at Exist"],
    ["Exist answers an error", async (app) => paste(app, `${ANYWHERE}?error=invalid_scope`), "Exist didn't sign you in (invalid_scope)."],
    ["the state is another's", async (app) => paste(app, `${ANYWHERE}?code=abcdef&state=wrong`), "This is the answer to another sign-in"],
    ["there is no code", async (app, page) => paste(app, `${ANYWHERE}?state=${new URL(page).searchParams.get("state")}`), "There is no code in this address."],
    ["something else was pasted", async (app) => paste(app, "https://example.org/ hello"), "This is neither an address with a code in it nor a code."],
    ["the code is old", async (app, page) => { const end = app.world.decide(page, ACCOUNT, true); await vi.advanceTimersByTimeAsync(11 * 60_000); await paste(app, end); }, "Exist doesn't take this code."],
    ["the sign-in is older than an hour", async (app, page) => { await vi.advanceTimersByTimeAsync(61 * 60_000); await paste(app, app.world.decide(page, ACCOUNT, true)); }, "This sign-in has expired."],
    ["the code was invented", async (app) => paste(app, "code-999"), "Exist doesn't take this code."],
    ["the device is offline", async (app, page) => { app.world.script({ on: () => true, fault: { kind: "drop-before" } }); await paste(app, app.world.decide(page, ACCOUNT, true)); }, "Can't reach Exist"],
    ["Exist is down", async (app, page) => { app.world.script({ on: () => true, fault: { kind: "status", status: 502 } }); await paste(app, app.world.decide(page, ACCOUNT, true)); }, "Exist is having problems"],
    ["Exist answers a page", async (app, page) => { app.world.script({ on: () => true, fault: { kind: "html" } }); await paste(app, app.world.decide(page, ACCOUNT, true)); }, "so nothing was changed"],
    ["the profile cannot be had", async (app, page) => { app.world.script({ on: { path: "profile" }, fault: { kind: "status", status: 500 } }); await paste(app, app.world.decide(page, ACCOUNT, true)); }, "Exist is having problems"],
    ["the link is used a second time", async (app, page) => { const end = app.world.decide(page, ACCOUNT, false); await paste(app, end); await paste(app, end); }, "No sign-in waits for this answer here."],
  ])("when %s, says so and keeps nothing", async (_, act, expected) => {
    const app = await opened();
    const page = await allowAt(app, ANYWHERE);
    await act(app, page);
    await app.host.until(() => sentence(app).includes(expected), expected);
    expect((await app.data()).connection).toBeNull();
    await keepsSecrets(app, [SECRET, /access-\d/, /refresh-\d/, /code-\d/]);
  });

  it("when the client's secret is wrong, says so", async () => {
    const app = await opened();
    await paste(app, app.world.decide(await allowAt(app, ANYWHERE, "wrong"), ACCOUNT, true));
    await app.host.until(() => sentence(app).includes("Exist doesn't know this client ID with this secret."), "it says so");
    expect((await app.data()).connection).toBeNull();
  });

  it("when another vault catches the link, says which one can use it", async () => {
    const app = await TestApp.start(DAYS, settings());
    app.host.openAddress("obsidian://exist-sync?code=abc&state=def");
    await app.host.until(() => app.said() !== "", "it says so");
    expect(app.said()).toContain("it began in another vault or on another device");
  });

  it("when a field is empty or nothing is mapped, asks for it before any page opens", async () => {
    const app = await opened();
    app.link("Sign in at Exist instead and allow less")?.click();
    app.button("Allow at Exist")?.click();
    expect(sentence(app)).toContain("Fill in redirect address, client ID and client secret.");
    expect(app.host.pages).toEqual([]);
    const bare = await opened(settings({ mappings: [] }));
    bare.link("Sign in at Exist instead and allow less")?.click();
    expect(bare.host.modal()?.textContent).toContain("nothing is mapped yet");
    expect(bare.button("Allow at Exist")).toBeNull();
  });

  it("says later what a new mapping needs, and widens the sign-in", async () => {
    const app = await opened();
    app.host.openAddress(app.world.decide(await allowAt(app), ACCOUNT, true));
    await isConnected(app);
    await app.plugin.settingsFile.change((now) => ({ ...now, mappings: [...now.mappings, { id: "c", enabled: true, from: { kind: "property", key: "coffee" }, to: { kind: "template", template: "coffees" }, read: {}, whenRemoved: "keep" }] }));
    app.host.closeSettings();
    app.host.openSettings(ID);
    expect(app.row("More permissions needed").textContent).toContain("Values of food can't be sent");
    app.button("Sign in again")?.click();
    expect(app.input("Client ID").value).toBe(CLIENT);
    type(app.input("Client secret"), SECRET);
    app.button("Allow at Exist")?.click();
    expect(new URL(app.host.pages.at(-1) ?? "").searchParams.get("scope")).toContain("food_write");
  });
});

describe("the account", () => {
  it("is shown with what needs attention, and a time zone that differs is warned of", async () => {
    const app = await opened();
    app.world.addAccount({ username: "kim", timezone: "Antarctica/Troll", imperial_weight: true, delinquent: true });
    type(app.input("Personal token"), app.world.personalToken("kim"));
    app.button("Connect")?.click();
    await isConnected(app, "kim");
    const row = app.row("Connected as kim").textContent ?? "";
    expect(row).toContain("Time zone at Exist: Antarctica/Troll. This device is in ");
    expect(row).toContain("as you see them at Exist, for weight");
    expect(row).toContain("a payment is overdue");
  });

  it("keeps its token where the user wants it, and wipes it at the old place", async () => {
    const app = await opened(settings(connected));
    app.row("Advanced").click();
    const kept = (): string => app.host.kept.device?.secrets.get("exist-sync-connection") ?? "";
    choose(app.row("Keep the token"), "keychain");
    await app.host.until(() => app.plugin.settingsFile.current.connection?.keptIn === "keychain", "it has moved");
    expect(JSON.stringify(await app.data())).not.toContain(app.token);
    expect((await app.data()).connection).toMatchObject({ keptIn: "keychain", account: ACCOUNT });
    expect(kept()).toContain(app.token);
    app.clear();
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.button("Send 3 values") !== null, "it still works");
    app.button("Cancel")?.click();
    choose(app.row("Keep the token"), "settings");
    await app.host.until(() => kept() === "", "it has moved back");
    expect((await app.data()).connection).toMatchObject({ keptIn: "settings", accessToken: app.token });
    const locked = app.host.app.secretStorage;
    locked.setSecret = () => { throw new Error("locked"); };
    choose(app.row("Keep the token"), "keychain");
    await app.host.until(() => sentence(app).includes("This device's keychain can't be used."), "it says so");
    expect((await app.data()).connection).toMatchObject({ keptIn: "settings", accessToken: app.token });
  });

  it("on a device whose keychain has no token is connected elsewhere", async () => {
    const app = await opened(settings({ connection: { keptIn: "keychain", account: ACCOUNT } }));
    expect(app.row("Not connected").textContent).toContain("sam is connected on another device");
    expect(app.host.statusBarText()).toBe("Exist: check connection, not signed in");
  });

  it("is warned of a vault in Git", async () => {
    const app = await opened(settings(connected), { ...DAYS, ".git/config": "" });
    app.row("Advanced").click();
    await app.host.until(() => sentence(app).includes("This vault is in Git"), "it warns");
  });

  it("is another one at the next sign-in, with a ledger of its own", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.addAccount({ username: "kim" });
    app.host.openSettings(ID);
    app.host.runCommand(`${ID}:connect`);
    type(app.input("Personal token"), app.world.personalToken("kim"));
    app.button("Connect")?.click();
    await isConnected(app, "kim");
    expect(app.said()).toContain("Connected as kim, before as sam. What was sent for sam stays with that account.");
    app.clear();
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.button("Send 3 values") !== null, "everything is new there");
    expect(app.world.valuesOf("kim")).toEqual({});
  });

  it("is disconnected only when that was meant, and its mappings stay", async () => {
    const app = await opened(settings(connected));
    app.button("Disconnect")?.click();
    expect(app.host.modal()?.textContent).toContain("Your mappings stay.");
    app.button("Cancel")?.click();
    expect((await app.data()).connection).not.toBeNull();
    app.button("Disconnect")?.click();
    app.button("Disconnect")?.click();
    await app.host.until(() => app.button("Connect") !== null, "it is disconnected");
    expect(await app.data()).toMatchObject({ connection: null, mappings: [{ id: "m1" }, { id: "m2" }] });
    expect(JSON.stringify(await app.data())).not.toContain(app.token);
  });
});

describe("tokens, codes and secrets", () => {
  const FAULTS: readonly Fault[] = [
    { kind: "drop-before" }, { kind: "drop-after" }, { kind: "html" }, { kind: "truncated" }, { kind: "wrong-shape" }, { kind: "mixed" }, { kind: "unasked" },
    { kind: "status", status: 400, body: '{"detail":"Bad"}' }, { kind: "status", status: 401 }, { kind: "status", status: 403 }, { kind: "status", status: 429 }, { kind: "status", status: 500 },
  ];
  const PATHS = ["owned", "attributes", "with-values", "acquire", "create", "update", "/oauth2/access_token"];

  it("are in no notice, report, log, ledger or element, through every failure of every request", async () => {
    const logged: string[] = [];
    for (const level of ["log", "info", "warn", "error", "debug"] as const) vi.spyOn(console, level).mockImplementation((...what: unknown[]) => { logged.push(what.map(String).join(" ")); });
    const app = await opened();
    const page = await allowAt(app, ANYWHERE);
    await paste(app, app.world.decide(page, ACCOUNT, true));
    await isConnected(app);
    app.host.closeSettings();
    const secrets = new Set<string>([SECRET]);
    let seen = "";
    let steps = 1000;
    for (const path of PATHS) {
      for (const fault of FAULTS) {
        const { connection } = app.plugin.settingsFile.current;
        for (const secret of [connection?.accessToken, connection?.refreshToken]) if (secret !== undefined) secrets.add(secret);
        if (path.startsWith("/oauth2")) app.world.expire(connection?.accessToken ?? "");
        app.world.script({ on: { path }, fault });
        await app.host.write(`${TODAY}.md`, note({ steps: (steps += 1), mood: 1 + (steps % 9) }));
        await vi.advanceTimersByTimeAsync(20);
        app.host.runCommand(`${ID}:sync`);
        await app.host.until(() => app.host.modal() !== null || app.said() !== "", "it answers");
        app.button("Send")?.click();
        await app.host.until(() => app.said() !== "" && !app.plugin.schedule.now.running, "the run is over");
        seen += app.host.root.innerHTML + app.host.notices().join();
        for (const modal of app.host.root.querySelectorAll<HTMLElement>(".modal-close-button")) modal.click();
        app.clear();
        // A pair that was used up by a lost answer needs a new sign-in, as it would.
        if (path.startsWith("/oauth2")) {
          app.host.runCommand(`${ID}:connect`);
          type(app.input("Client secret"), SECRET);
          const opened = app.host.pages.length;
          app.button("Allow at Exist")?.click();
          await app.host.until(() => app.host.pages.length > opened, "the page opens");
          await paste(app, app.world.decide(app.host.pages.at(-1) ?? "", ACCOUNT, true));
          await app.host.until(() => app.host.root.querySelector(".exist-sync-connect") === null, "signed in again");
          app.clear();
        }
        await vi.advanceTimersByTimeAsync(60 * 60_000);
      }
    }
    const reports = JSON.stringify(await app.plugin.reports());
    expect(reports.length).toBeGreaterThan(1000);
    expect(secrets.size).toBeGreaterThan(8);
    for (const secret of secrets) for (const place of [seen, reports, logged.join(), JSON.stringify(await ledgerOf(app), (_key, value: unknown) => (value instanceof Map || value instanceof Set ? [...value] as unknown[] : value))]) expect(place.includes(secret), secret).toBe(false);
    vi.restoreAllMocks();
  }, 120_000);
});

/** Everything in the databases of the app. */
async function ledgerOf({ host }: TestApp): Promise<unknown[]> {
  const { indexedDB } = host.kept;
  const all: unknown[] = [];
  for (const { name = "" } of await indexedDB.databases()) {
    const db = await new Promise<IDBDatabase>((done, failed) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => { done(request.result); };
      request.onerror = () => { failed(new Error(name)); };
    });
    for (const store of db.objectStoreNames) {
      all.push(await new Promise((done) => { const request = db.transaction(store).objectStore(store).getAll(); request.onsuccess = () => { done(request.result); }; }));
    }
    db.close();
  }
  return all;
}

describe("addresses that a web page opens while a sign-in waits", () => {
  it("connect nobody, end nothing, ask Exist nothing, and pile nothing up", async () => {
    const app = await opened();
    app.world.addAccount({ username: "mallory" });
    const page = await allowAt(app);
    app.world.calls.length = 0;
    const stolen = app.world.authorisationCode("mallory", CLIENT, ["mood_read", "mood_write"], "obsidian://exist-sync");
    for (const query of [`code=${stolen}`, `code=${stolen}&state=guessed`, `code=${stolen}&state=`, "error=access_denied", "error=access_denied&state=guessed"]) app.host.openAddress(`obsidian://exist-sync?${query}`);
    for (let at = 0; at < 20; at += 1) app.host.openAddress(`obsidian://exist-sync?code=junk${at}`);
    await vi.advanceTimersByTimeAsync(1000);
    expect([app.world.calls, (await app.data()).connection, app.said()]).toEqual([[], null, ""]);
    expect(app.row("Address or code").textContent).toContain("This is the answer to another sign-in");
    app.host.modal()?.querySelector<HTMLElement>(".modal-close-button")?.click();
    for (let at = 0; at < 20; at += 1) app.host.openAddress(`obsidian://exist-sync?code=junk${at}`);
    await vi.advanceTimersByTimeAsync(1000);
    expect(app.host.notices()).toHaveLength(1);
    app.host.openAddress(app.world.decide(page, ACCOUNT, true));
    await isConnected(app);
  });
});

describe("a keychain that cannot be opened", () => {
  const IN_KEYCHAIN = settings({ connection: { keptIn: "keychain", account: ACCOUNT } });
  const device = (): DeviceStorage => ({ ...newDeviceStorage(), isKeychainLocked: true });

  it("keeps neither the plugin from loading nor the settings from opening, and is named as what is wrong", async () => {
    const app = await TestApp.start(DAYS, IN_KEYCHAIN, { device: device() });
    for (const command of ["sync", "preview", "compare", "release", "increment"]) {
      app.clear();
      app.host.runCommand(`${ID}:${command}`);
      await app.host.until(() => app.said() !== "", `${command} answers`);
      expect(app.said()).toContain("The keychain of this device can't be read");
    }
    app.host.openSettings(ID);
    expect(app.row("Not connected").textContent).toContain("The token of sam is in the keychain of this device, which can't be read.");
  });

  it("keeps nobody from signing in with the token in the settings", async () => {
    const app = await TestApp.start(DAYS, IN_KEYCHAIN, { device: device() });
    app.host.openSettings(ID);
    app.button("Connect")?.click();
    choose(app.row("Keep the token"), "settings");
    type(app.input("Personal token"), app.token);
    app.button("Connect")?.click();
    await isConnected(app);
    expect((await app.data()).connection).toMatchObject({ keptIn: "settings", accessToken: app.token });
  });

  it("is told of where a connection was ended and something may be left in it", async () => {
    const kept = device();
    const app = await TestApp.start(DAYS, settings(connected), { device: kept });
    await app.plugin.disconnect();
    expect(app.said()).toContain("You're disconnected, but the keychain of this device couldn't be opened");
    expect((await app.data()).connection).toBeNull();
  });

  it("is found again as it was when it opens", async () => {
    const kept = device();
    const app = await TestApp.start(DAYS, IN_KEYCHAIN, { device: kept });
    kept.secrets.set("exist-sync-connection", JSON.stringify({ account: ACCOUNT, accessToken: app.token }));
    kept.isKeychainLocked = false;
    app.host.runCommand(`${ID}:sync`);
    await app.host.until(() => app.button("Send") !== null, "it works");
  });
});

describe("what is left on a device after disconnecting", () => {
  const databases = async (app: TestApp): Promise<unknown[]> => (await app.host.kept.indexedDB.databases()).map(({ name }) => name);

  it("is no token, no secret of a sign-in that was begun, and no ledger; the question says so", async () => {
    const app = await TestApp.steady(DAYS);
    expect(await databases(app)).toHaveLength(1);
    app.plugin.connection.signIn.begin({ clientId: CLIENT, clientSecret: SECRET }, ANYWHERE, [], "keychain");
    await app.host.app.vault.adapter.write(`.obsidian/plugins/${ID}/data.damaged.json`, `{"accessToken":"${app.token}`);
    app.host.openSettings(ID);
    app.button("Disconnect")?.click();
    expect(app.host.modal()?.textContent).toContain("Wiped on this device: the token, a sign-in that was begun, what the plugin remembers of this account, and data.damaged.json");
    app.button("Disconnect")?.click();
    await app.host.until(() => app.button("Connect") !== null, "it is disconnected");
    await vi.waitFor(async () => { expect(await databases(app)).toEqual([]); });
    expect([...app.host.kept.device?.secrets.values() ?? []].join("")).toBe("");
    expect(await app.host.app.vault.adapter.exists(`.obsidian/plugins/${ID}/data.damaged.json`)).toBe(false);
    expect(JSON.stringify(await app.data())).not.toContain(app.token);
  });

  it("is everything where the settings cannot be written, and that is said", async () => {
    const app = await TestApp.steady(DAYS);
    const path = `.obsidian/plugins/${ID}/data.json`;
    await app.host.app.vault.adapter.write(path, "{ half");
    await app.plugin.disconnect();
    expect(app.said()).toBe("The Exist Sync settings can't be read and were left as they are. Your change wasn't saved. Wait until your vault has synced. If that doesn't help, open the Exist Sync settings.");
    expect(await app.host.app.vault.adapter.read(path)).toBe("{ half");
    expect(await databases(app)).toHaveLength(1);
  });
});
