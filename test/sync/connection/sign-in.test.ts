import { afterEach, describe, expect, it, vi } from "vitest";
import type { Profile } from "../../../src/exist/schema";
import { readRedirect, type RedirectAnswer } from "../../../src/exist/oauth";
import type { Settings } from "../../../src/sync/settings";
import { SettingsLockedError } from "../../../src/sync/storage-error";
import { mapping, property, template } from "../../domain/build";
import { CLIENT, type Device, type Household, household, SECRET } from "../devices";
import { ACCOUNT, settled } from "../rig";

// The run that follows a sign-in is over before the next test begins.
afterEach(settled);

describe("what a sign-in keeps", () => {
  it.each<[string, Partial<Profile>, object]>([
    ["a trial", { trial: true }, { standing: "trial" }],
    ["a bill that is open", { trial: true, delinquent: true }, { standing: "delinquent" }],
    ["units of its own", { imperial_weight: true, imperial_distance: true }, { imperial: ["distance", "weight"] }],
  ])("is what matters of a profile with %s", async (_name, profile, kept) => {
    const house = household();
    house.world.addAccount({ username: ACCOUNT, timezone: "Europe/Berlin", ...profile });
    const one = house.device();
    await one.connectWith(house.world.personalToken(ACCOUNT));
    expect(one.settings.current.connection).toMatchObject({ account: ACCOUNT, timezone: "Europe/Berlin", ...kept });
  });

  it("are the scopes asked for where Exist does not name those granted, and what was withheld where it does", async () => {
    const house = household();
    const one = house.device();
    house.world.script({ on: { path: "/oauth2/access_token" }, fault: { kind: "status", status: 200, body: '{"access_token":"a","refresh_token":"r"}' } });
    expect(await one.connect(["mood_read"])).toMatchObject({ kind: "problem", problem: { code: "token-refused" } });
    const token = house.world.personalToken(ACCOUNT);
    const grant = (scope: string): string => JSON.stringify({ access_token: token, refresh_token: "r", ...(scope === "" ? {} : { scope }) });
    for (const [scope, withheld] of [["", []], ["mood_read", ["mood_write"]]] as const) {
      house.world.script({ on: { path: "/oauth2/access_token" }, fault: { kind: "status", status: 200, body: grant(scope) } });
      expect(await one.connect(["mood_read", "mood_write"])).toMatchObject({ kind: "connected", withheld });
      expect(one.settings.current.connection?.scopes).toEqual(scope === "" ? ["mood_read", "mood_write"] : ["mood_read"]);
    }
  });
});

describe("a personal token", () => {
  it("is kept with the account it opens, where the user wants it", async () => {
    const house = household();
    const one = house.device();
    const token = house.world.personalToken(ACCOUNT);
    expect(await one.signIn.withToken(token, "settings")).toEqual({ kind: "connected", account: ACCOUNT, before: null, withheld: [] });
    expect(one.settings.current.connection).toMatchObject({ keptIn: "settings", account: ACCOUNT, accessToken: token });
    expect(one.settings.current.connection).not.toHaveProperty("standing");
    expect(one.settings.current.connection).not.toHaveProperty("imperial");
    expect(one.secrets.size).toBe(0);
    expect(await one.signIn.withToken(token, "keychain")).toEqual({ kind: "connected", account: ACCOUNT, before: ACCOUNT, withheld: [] });
    expect(one.home.read()).toMatchObject({ accessToken: token });
    expect(house.file.text).not.toContain(token);
  });

  it("that Exist refuses is not kept, nor one that could not be checked", async () => {
    const house = household();
    const one = house.device();
    expect(await one.signIn.withToken("made-up", "settings")).toEqual({ kind: "problem", problem: { code: "token-refused" } });
    one.online = false;
    expect(await one.signIn.withToken("made-up", "settings")).toMatchObject({ kind: "problem", problem: { code: "failure", failure: { kind: "offline" } } });
    expect(one.settings.current.connection).toBeNull();
  });

  it("is not kept, and that is said, where the keychain cannot be used", async () => {
    const house = household();
    const one = house.device();
    one.secrets.set = () => { throw new Error("locked"); };
    expect(await one.signIn.withToken(house.world.personalToken(ACCOUNT), "keychain")).toEqual({ kind: "problem", problem: { code: "keychain" } });
    expect(one.settings.current.connection).toBeNull();
  });

  it("that the settings cannot keep is told as what went wrong", async () => {
    const house = household();
    const one = house.device();
    one.settings.change = () => Promise.reject(new Error("The disk is full."));
    expect(await one.signIn.withToken(house.world.personalToken(ACCOUNT), "settings")).toMatchObject({ problem: { code: "failure", failure: { kind: "unexpected", text: "The disk is full." } } });
  });

  it("of a profile without a time zone leaves the device's own in force", async () => {
    const house = household();
    house.world.script({ on: { path: "profile" }, fault: { kind: "status", status: 200, body: `{"username":"${ACCOUNT}"}` } });
    const one = house.device();
    await one.connectWith(house.world.personalToken(ACCOUNT));
    expect(one.settings.current.connection).toMatchObject({ account: ACCOUNT });
    expect(one.settings.current.connection).not.toHaveProperty("timezone");
  });
});

describe("the answer to a sign-in", () => {
  const HOUR = 3_600_000;

  function begun(): { house: Household; one: Device; answer: RedirectAnswer } {
    const house = household();
    const one = house.device();
    const answer = readRedirect(house.world.decide(one.begin(["mood_read"]), ACCOUNT, true));
    if (answer === null) throw new Error("The address cannot be read.");
    return { house, one, answer };
  }

  it("keeps the tokens, what they are good for and until when, and waits for nothing more", async () => {
    const { one, answer } = begun();
    expect(one.signIn.isWaiting).toBe(true);
    expect(await one.signIn.finish(answer, "person")).toEqual({ kind: "connected", account: ACCOUNT, before: null, withheld: [] });
    expect(one.signIn.isWaiting).toBe(false);
    expect(one.settings.current.connection).toMatchObject({ clientId: CLIENT, clientSecret: SECRET, scopes: ["mood_read"], expiresAt: "2027-09-21", keptIn: "settings" });
    expect(one.home.read()?.refreshToken).toEqual(expect.any(String));
    expect(await one.signIn.finish(answer, "person")).toEqual({ kind: "problem", problem: { code: "nothing-waits" } });
  });

  it("is good after the app was closed, and without the state that a bare code does not carry", async () => {
    const { one, answer } = begun();
    one.start();
    expect(await one.signIn.finish({ ...answer, state: null }, "person")).toMatchObject({ kind: "connected" });
  });

  it("that an address brings counts only with the state that was sent: no other asks Exist anything or ends anything", async () => {
    const { house, one, answer } = begun();
    house.world.calls.length = 0;
    for (const state of [null, "", "another"]) {
      for (const junk of [{ ...answer, state }, { code: "junk", state, error: null }, { code: null, state, error: "access_denied" }]) {
        expect(await one.signIn.finish(junk, "address")).toEqual({ kind: "problem", problem: { code: "other-sign-in" } });
      }
    }
    expect(house.world.calls).toEqual([]);
    expect(await one.signIn.finish(answer, "address")).toMatchObject({ kind: "connected" });
  });

  it("that comes twice is used once, with one outcome", async () => {
    const { house, one, answer } = begun();
    house.world.calls.length = 0;
    expect(await Promise.all([one.signIn.finish(answer, "address"), one.signIn.finish(answer, "address")])).toMatchObject([{ kind: "connected" }, { kind: "connected" }]);
    expect(house.world.callsTo("access_token")).toHaveLength(1);
  });

  it("waits where the settings cannot be stored, and its code is not used up", async () => {
    const { house, one, answer } = begun();
    house.world.calls.length = 0;
    vi.spyOn(one.settings, "change").mockRejectedValueOnce(new SettingsLockedError({ kind: "damaged", place: "" }));
    expect(await one.signIn.finish(answer, "person")).toMatchObject({ problem: { code: "failure", failure: { kind: "settings", text: "damaged" } } });
    expect(house.world.calls).toEqual([]);
    expect(await one.signIn.finish(answer, "person")).toMatchObject({ kind: "connected" });
  });

  it.each(["{\"clientSecret\":\"half", "null", "[]", "{\"state\":1}"])("counts as not waited for where the entry of it is %s, and another can begin", async (entry) => {
    const { house, one, answer } = begun();
    one.secrets.set("exist-sync-sign-in", entry);
    expect(one.signIn.isWaiting).toBe(false);
    expect(await one.signIn.finish(answer, "person")).toEqual({ kind: "problem", problem: { code: "nothing-waits" } });
    const anew = readRedirect(house.world.decide(one.begin(["mood_read"]), ACCOUNT, true));
    expect(anew !== null && (await one.signIn.finish(anew, "person"))).toMatchObject({ kind: "connected" });
  });

  it("to another sign-in changes nothing, and the right one still comes through", async () => {
    const { one, answer } = begun();
    expect(await one.signIn.finish({ ...answer, state: "another" }, "person")).toEqual({ kind: "problem", problem: { code: "other-sign-in" } });
    expect(await one.signIn.finish({ ...answer, code: null }, "person")).toEqual({ kind: "problem", problem: { code: "no-code" } });
    expect(await one.signIn.finish({ ...answer, code: "" }, "person")).toEqual({ kind: "problem", problem: { code: "no-code" } });
    expect(await one.signIn.finish(answer, "person")).toMatchObject({ kind: "connected" });
  });

  it("is too old after an hour", async () => {
    const late = begun();
    await late.house.clock.pass(HOUR + 1);
    expect(await late.one.signIn.finish(late.answer, "person")).toEqual({ kind: "problem", problem: { code: "too-old" } });
    expect(late.one.signIn.isWaiting).toBe(false);
    const other = begun();
    other.house.world.script({ on: { path: "/oauth2/access_token" }, fault: { kind: "status", status: 500 } });
    await other.house.clock.pass(HOUR);
    expect(await other.one.signIn.finish(other.answer, "person")).toMatchObject({ problem: { code: "failure", failure: { kind: "unavailable" } } });
  });

  it.each([["access_denied", { code: "denied" }], ["invalid_scope", { code: "exist-error", error: "invalid_scope" }]])("that says %s ends it", async (error, problem) => {
    const { one, answer } = begun();
    expect(await one.signIn.finish({ ...answer, code: null, error }, "person")).toEqual({ kind: "problem", problem });
    expect(one.signIn.isWaiting).toBe(false);
    expect(one.settings.current.connection).toBeNull();
  });

  it("with a code that Exist refuses leaves the sign-in open, and the address or the secret is named", async () => {
    const { house, one, answer } = begun();
    expect(await one.signIn.finish({ ...answer, code: "made-up" }, "person")).toEqual({ kind: "problem", problem: { code: "code-refused" } });
    house.world.script({ on: { path: "/oauth2/access_token" }, fault: { kind: "status", status: 401, body: '{"error":"invalid_client"}' } });
    expect(await one.signIn.finish(answer, "person")).toEqual({ kind: "problem", problem: { code: "wrong-app" } });
    expect(await one.signIn.finish(answer, "person")).toMatchObject({ kind: "connected" });
  });
});

describe("a sign-in that was begun", () => {
  it("can be given up, also when there is none", async () => {
    const house = household();
    const one = house.device();
    one.signIn.cancel();
    expect(one.secrets.size).toBe(0);
    const answer = readRedirect(house.world.decide(one.begin(["mood_read"]), ACCOUNT, true));
    one.signIn.cancel();
    if (answer === null) throw new Error("The address cannot be read.");
    expect(await one.signIn.finish(answer, "person")).toEqual({ kind: "problem", problem: { code: "nothing-waits" } });
  });
});

describe("the tokens", () => {
  it("are none where the settings say they are kept and they are not, as in a file that was tidied by hand", () => {
    const house = household({ connection: { keptIn: "settings", account: ACCOUNT } });
    expect(house.device().home.read()).toBeNull();
  });

  it("of another account in the keychain are none", async () => {
    const house = household();
    const one = house.device();
    await one.connect(["mood_read"], "keychain");
    expect(one.home.read()).toMatchObject({ clientSecret: SECRET });
    await one.settings.change((now) => ({ ...now, connection: { keptIn: "keychain", account: "kim" } }));
    expect(one.home.read()).toBeNull();
  });

  it("move to the keychain and back, and are wiped where they were", async () => {
    const house = household();
    const one = house.device();
    await one.connect(["mood_read"]);
    const tokens = one.home.read();
    expect(tokens).toEqual({ accessToken: expect.any(String) as string, refreshToken: expect.any(String) as string, clientSecret: SECRET });
    const secrets = (): string => [...one.secrets.values()].join("");
    const { stored } = one.home;
    await one.home.moveTo("keychain");
    expect(one.home.read()).toMatchObject({ ...tokens });
    expect(one.settings.current.connection).toMatchObject({ keptIn: "keychain", account: ACCOUNT, clientId: CLIENT, scopes: ["mood_read"] });
    for (const secret of [tokens?.accessToken ?? "-", tokens?.refreshToken ?? "-", SECRET]) expect([house.file.text.includes(secret), secrets().includes(secret)]).toEqual([false, true]);
    await one.home.moveTo("settings");
    expect(one.home.read()).toEqual(tokens);
    expect(secrets()).toBe("");
    expect(one.home.stored).toBe(stored + 2);
    await one.home.moveTo("keychain");
    await one.home.wipe();
    expect([secrets(), one.settings.current.connection]).toEqual(["", null]);
  });

  it("are none on a device whose keychain never had them, and nothing is asked or moved there", async () => {
    const house = household();
    const one = house.device();
    await one.connect(["mood_read"], "keychain");
    const two = house.device();
    house.world.calls.length = 0;
    expect(two.home.read()).toBeNull();
    await expect(two.client().owned()).rejects.toMatchObject({ kind: "token", path: "/api/2/attributes/owned/" });
    expect(house.world.calls).toEqual([]);
    await two.home.moveTo("settings");
    expect(two.settings.current.connection?.keptIn).toBe("keychain");
  });

  it("are none where the keychain's entry is half written, or not ours", async () => {
    const house = household();
    const one = house.device();
    await one.connect(["mood_read"], "keychain");
    const [id, whole] = [...one.secrets].find(([, secret]) => secret.includes("accessToken")) ?? ["", ""];
    for (const entry of [whole.slice(0, 20), JSON.stringify({ account: ACCOUNT }), JSON.stringify({ account: ACCOUNT, accessToken: 7 })]) {
      one.secrets.set(id, entry);
      expect(one.home.read()).toBeNull();
    }
    one.secrets.set(id, whole);
    expect(one.home.read()).not.toBeNull();
  });

  it("are not stored again after the user disconnected, nor moved when there are none", async () => {
    const house = household();
    const one = house.device();
    await one.home.moveTo("keychain");
    await one.connect(["mood_read"]);
    await one.home.wipe();
    await one.home.renew({ accessToken: "late" }, "2027-01-01");
    expect(one.settings.current.connection).toBeNull();
    expect(house.file.text).not.toContain("late");
    expect(house.file.text).not.toContain(CLIENT);
  });
});

describe("another account", () => {
  const named = { ...mapping(property("steps"), template("steps", "steps")), id: "a" };
  const byName = { ...mapping(property("x"), { kind: "attribute", name: "x", valueType: 0 }), id: "b" };
  const known: Partial<Settings> = { mappings: [named, byName], tagNames: { gym: "gym" }, agreed: ["steps", "gym"], declined: ["template:mood"] };

  const tokenOf = ({ world }: Household, account: string): string => {
    if (account !== ACCOUNT) world.addAccount({ username: account });
    return world.personalToken(account);
  };

  it.each([true, false])("takes none of Exist's names over, nor what was agreed to (after a disconnect: %s)", async (disconnects) => {
    const house = household();
    const one = house.device();
    await one.connectWith(tokenOf(house, ACCOUNT));
    await one.settings.change((now) => ({ ...now, ...known }));
    if (disconnects) expect(await one.home.wipe()).toBe(true);
    expect(one.settings.current).toMatchObject(known);
    await one.connectWith(tokenOf(house, "kim"));
    expect(one.settings.current).toMatchObject({ tagNames: {}, agreed: [], declined: [], connection: { account: "kim" } });
    expect(one.settings.current.mappings).toEqual([{ ...named, to: { ...named.to, name: undefined } }, byName]);
  });

  it("is none where the same one comes back", async () => {
    const house = household();
    const one = house.device();
    await one.connectWith(tokenOf(house, ACCOUNT));
    await one.settings.change((now) => ({ ...now, ...known }));
    await one.home.wipe();
    await one.connectWith(tokenOf(house, ACCOUNT));
    expect(one.settings.current).toMatchObject(known);
  });
});
