import { afterEach, describe, expect, it, vi } from "vitest";
import { KeychainError, SettingsWriteError } from "../../../src/sync/storage-error";
import { day } from "../../domain/build";
import { CLIENT, type Device, type Household, household } from "../devices";
import { settled } from "../rig";

const SCOPES = ["activity_read", "activity_write"];
const DAY = 86_400_000;

async function signedIn(keptIn: "settings" | "keychain" = "settings"): Promise<Household & { one: Device }> {
  const house = household();
  const one = house.device();
  expect(await one.connect(SCOPES, keptIn)).toMatchObject({ kind: "connected", withheld: [] });
  house.world.calls.length = 0;
  return { ...house, one };
}

const refreshes = ({ world }: Pick<Household, "world">): number => world.calls.filter(({ path }) => path === "/oauth2/access_token").length;

// The run that follows a sign-in is over before the next test begins.
afterEach(settled);

const profiles = ({ world }: Pick<Household, "world">): number => world.callsTo("accounts/profile").length;

describe("whose a token is", () => {
  it("is known where it was signed in with, also after it was refreshed, and costs no request", async () => {
    const house = await signedIn();
    await house.one.client().owned();
    house.world.expire(house.one.home.read()?.accessToken ?? "");
    await house.one.client().owned();
    await house.clock.pass(360 * DAY);
    await house.one.client().owned();
    expect([refreshes(house), profiles(house)]).toEqual([2, 0]);
  });

  it("is asked once where it came with the settings, however many requests wait for it", async () => {
    const house = await signedIn();
    const two = house.device();
    await Promise.all([two.client().owned(), two.client().attributes(), two.client(false).owned()]);
    await two.client().owned();
    two.start();
    await two.client().owned();
    expect(profiles(house)).toBe(1);
  });

  it("keeps everything from an account that the settings do not name, and is asked once", async () => {
    const house = await signedIn();
    house.world.addAccount({ username: "kim", timezone: "UTC" });
    const text = JSON.parse(house.file.text) as { connection: object };
    house.file.text = JSON.stringify({ ...text, connection: { ...text.connection, accessToken: house.world.personalToken("kim") } });
    await house.one.settings.load();
    for (let at = 0; at < 3; at += 1) await expect(house.one.client(at > 0).owned()).rejects.toMatchObject({ kind: "account", message: "kim", waitingHelps: false });
    expect(house.world.calls.map(({ path }) => path)).toEqual(["/api/2/accounts/profile/"]);
  });

  it("is not guessed where Exist cannot be asked: nothing is sent, and it is asked again", async () => {
    const house = await signedIn();
    const two = house.device();
    house.world.script({ on: { path: "profile" }, fault: { kind: "status", status: 503 } });
    await expect(two.client().owned()).rejects.toMatchObject({ kind: "unavailable" });
    expect(house.world.callsTo("owned")).toEqual([]);
    await two.client().owned();
    expect(profiles(house)).toBe(2);
  });

  it("that was refused meanwhile is asked of the refreshed one", async () => {
    const house = await signedIn();
    const two = house.device();
    house.world.expire(two.home.read()?.accessToken ?? "");
    await two.client().owned();
    expect([refreshes(house), profiles(house)]).toEqual([1, 2]);
    expect(house.world.callsTo("owned")).toHaveLength(1);
  });
});

describe("a token of a year", () => {
  it("is left alone until a week before its end, then refreshed once, and stored before it is used", async () => {
    const house = await signedIn();
    await house.clock.pass(357 * DAY);
    await house.one.client().owned();
    expect(refreshes(house)).toBe(0);
    const old = house.one.home.read();
    await house.clock.pass(2 * DAY);
    await Promise.all([house.one.client().owned(), house.one.client().attributes(), house.one.client(false).owned()]);
    expect(refreshes(house)).toBe(1);
    const kept = JSON.parse(house.file.text) as { connection: { accessToken: string; expiresAt: string } };
    expect(kept.connection.accessToken).not.toBe(old?.accessToken);
    expect(kept.connection.expiresAt).toBe("2028-09-14");
    expect(house.world.impolite).toEqual([]);
  });

  it("that expired is refreshed at the first refusal, for all requests at once", async () => {
    for (const keptIn of ["settings", "keychain"] as const) {
      const house = await signedIn(keptIn);
      house.world.expire(house.one.home.read()?.accessToken ?? "");
      await Promise.all([house.one.client().owned(), house.one.client().attributes(), house.one.client().owned()]);
      expect(refreshes(house)).toBe(1);
      expect(house.file.text.includes("accessToken")).toBe(keptIn === "settings");
      await house.one.client().owned();
      expect(refreshes(house)).toBe(1);
      expect(house.world.impolite).toEqual([]);
    }
  });

  it("that another device has refreshed is taken over from the settings", async () => {
    const house = await signedIn();
    const two = house.device();
    house.world.expire(two.home.read()?.accessToken ?? "");
    await two.client().owned();
    expect(house.one.home.read()?.accessToken).not.toBe(two.home.read()?.accessToken);
    await house.one.client().owned();
    expect(refreshes(house)).toBe(1);
    expect(house.one.home.read()).toEqual(two.home.read());
  });

  it("whose pair was used up elsewhere asks for a new sign-in, once, and does not try by itself", async () => {
    const house = await signedIn();
    const stale = house.file.text;
    const two = house.device();
    house.world.expire(two.home.read()?.accessToken ?? "");
    await two.client().owned();
    // The other device's settings never arrive here.
    house.file.text = stale;
    await expect(house.one.client(false).owned()).rejects.toMatchObject({ kind: "token" });
    const calls = house.world.calls.length;
    await expect(house.one.client(false).owned()).rejects.toMatchObject({ kind: "token" });
    expect(house.world.calls.length).toBe(calls);
    // A person may try, and when the settings arrive it goes on by itself.
    await expect(house.one.client().owned()).rejects.toMatchObject({ kind: "token" });
    house.file.text = JSON.stringify(two.settings.current);
    await house.one.settings.load();
    await house.one.client(false).owned();
  });

  it.each<[string, Parameters<Household["world"]["script"]>[0]["fault"], string]>([
    ["is offline", { kind: "drop-before" }, "offline"],
    ["has trouble", { kind: "status", status: 500 }, "unavailable"],
    ["is too busy", { kind: "status", status: 429 }, "rate-limited"],
    ["answers a page", { kind: "html" }, "unavailable"],
    ["answers half of it", { kind: "truncated" }, "unreadable"],
  ])("is not given up when Exist %s while it is refreshed", async (_, fault, kind) => {
    const house = await signedIn();
    house.world.expire(house.one.home.read()?.accessToken ?? "");
    house.world.script({ on: { path: "/oauth2/access_token" }, fault });
    await expect(house.one.client(false).owned()).rejects.toMatchObject({ kind });
    if (kind === "unreadable") return;
    // Nobody is asked again before every request of the hour is over it.
    if (kind === "rate-limited") {
      await expect(house.one.client().owned()).rejects.toMatchObject({ kind, retryAt: house.clock.now() + 3_600_000 });
      expect(refreshes(house)).toBe(1);
      await house.clock.pass(3_600_000);
    }
    await house.one.client(false).owned();
    expect(refreshes(house)).toBe(2);
    expect(house.world.impolite).toEqual([]);
  });

  it("whose refresh is refused for good is used up to its end, and the refresh is not asked again", async () => {
    const house = await signedIn();
    await house.clock.pass(360 * DAY);
    house.world.script({ on: { path: "/oauth2/access_token" }, fault: { kind: "status", status: 400, body: '{"error":"invalid_grant"}' }, times: 9 });
    await house.one.client().owned();
    await house.one.client().owned();
    expect(refreshes(house)).toBe(1);
    await house.clock.pass(10 * DAY);
    await expect(house.one.client().owned()).rejects.toMatchObject({ kind: "token" });
  });

  it("whose year is over is not tried while Exist cannot be reached to refresh it", async () => {
    const house = await signedIn();
    await house.clock.pass(366 * DAY);
    house.world.script({ on: { path: "/oauth2/access_token" }, fault: { kind: "drop-before" } });
    await expect(house.one.client().owned()).rejects.toMatchObject({ kind: "offline" });
    expect(house.world.callsTo("owned")).toEqual([]);
    await house.one.client().owned();
    expect(house.world.impolite).toEqual([]);
  });

  it("that is good for days yet is used although it cannot be refreshed now", async () => {
    const house = await signedIn();
    await house.clock.pass(360 * DAY);
    house.world.script({ on: { path: "/oauth2/access_token" }, fault: { kind: "status", status: 500 }, times: 2 });
    await house.one.client().owned();
    await house.one.client().owned();
    expect(refreshes(house)).toBe(2);
    await house.one.client().owned();
    expect(refreshes(house)).toBe(3);
    expect(house.one.settings.current.connection?.expiresAt).toBe("2028-09-15");
  });

  it("and is good for days yet is used while Exist wants its refresh left alone", async () => {
    const house = await signedIn();
    await house.clock.pass(360 * DAY);
    house.world.script({ on: { path: "/oauth2/access_token" }, fault: { kind: "status", status: 429, headers: { "retry-after": "600" } } });
    await house.one.client().owned();
    await house.one.client().owned();
    expect(refreshes(house)).toBe(1);
    await house.clock.pass(600_000);
    await house.one.client().owned();
    expect(refreshes(house)).toBe(2);
    expect(house.world.impolite).toEqual([]);
  });

  it("is dead when the user throws the app out, and says so in one way only", async () => {
    const house = await signedIn();
    house.world.revoke(house.one.home.read()?.accessToken ?? "");
    await expect(house.one.client().owned()).rejects.toMatchObject({ kind: "token", message: expect.not.stringContaining("refresh-") as string });
    expect(house.one.settings.current.connection).toMatchObject({ clientId: CLIENT, account: "sam" });
  });
});

describe("a personal token", () => {
  it("is never refreshed", async () => {
    const house = household();
    const one = house.device();
    expect(await one.signIn.withToken(house.world.personalToken("sam"), "settings")).toMatchObject({ kind: "connected" });
    house.world.expire(one.home.read()?.accessToken ?? "");
    await expect(one.client().owned()).rejects.toMatchObject({ kind: "token" });
    expect(refreshes(house)).toBe(0);
  });

  it("that was refused once and is accepted again is used by automatic runs too", async () => {
    const house = household();
    const one = house.device();
    const token = house.world.personalToken("sam");
    await one.connectWith(token);
    house.world.script({ on: { path: "owned" }, fault: { kind: "status", status: 401 } });
    await expect(one.client(false).owned()).rejects.toMatchObject({ kind: "token" });
    const calls = house.world.calls.length;
    await expect(one.client(false).owned()).rejects.toMatchObject({ kind: "token" });
    expect(house.world.calls.length).toBe(calls);
    expect(await one.connectWith(token)).toMatchObject({ kind: "connected" });
    await one.client(false).owned();
  });
});

describe("a run of one account", () => {
  it("asks nothing with the token of another that was connected meanwhile", async () => {
    const house = await signedIn();
    const client = house.one.client();
    await client.owned();
    house.world.addAccount({ username: "kim" });
    await house.one.settings.change((now) => ({ ...now, connection: { keptIn: "settings", account: "kim", accessToken: house.world.personalToken("kim") } }));
    house.world.calls.length = 0;
    await expect(client.update([{ name: "steps", date: day("2026-09-21"), value: 1 }])).rejects.toMatchObject({ kind: "token" });
    expect(house.world.calls).toEqual([]);
  });
});

describe("storage that fails", () => {
  const expired = async (keptIn: "settings" | "keychain" = "settings"): Promise<Household & { one: Device }> => {
    const house = await signedIn(keptIn);
    house.world.expire(house.one.home.read()?.accessToken ?? "");
    return house;
  };

  it.each([{ kind: "newer" as const, version: 2 }, { kind: "damaged" as const, place: "" }])("%j on disk: no token is traded and nothing goes out until it is whole", async (lock) => {
    const house = await expired();
    const { settings } = house.one;
    const load = vi.spyOn(settings, "load").mockImplementation(() => { settings.lock = lock; return Promise.resolve(); });
    await expect(house.one.client().owned()).rejects.toMatchObject({ kind: "settings", message: lock.kind, waitingHelps: false });
    expect(refreshes(house)).toBe(0);
    const { length } = house.world.calls;
    await expect(house.one.client().owned()).rejects.toMatchObject({ kind: "settings" });
    expect(house.world.calls).toHaveLength(length);
    load.mockRestore();
    settings.lock = null;
    await house.one.client().owned();
    expect(refreshes(house)).toBe(1);
  });

  it("that is known before keeps a pair from being traded", async () => {
    const house = await expired();
    vi.spyOn(house.one.settings, "change").mockRejectedValueOnce(new SettingsWriteError("no space left on device"));
    await expect(house.one.client().owned()).rejects.toMatchObject({ kind: "settings", message: "no space left on device" });
    expect(refreshes(house)).toBe(0);
    await house.one.client().owned();
  });

  it("only after a pair was traded does not lose it", async () => {
    const house = await expired();
    const { settings } = house.one;
    const change = settings.change.bind(settings);
    let calls = 0;
    const failing = vi.spyOn(settings, "change").mockImplementation((made) => ((calls += 1) === 1 ? change(made) : Promise.reject(new SettingsWriteError("no space left on device"))));
    await expect(house.one.client().owned()).rejects.toMatchObject({ kind: "settings" });
    await expect(house.one.client().owned()).rejects.toMatchObject({ kind: "settings" });
    failing.mockRestore();
    await house.one.client().owned();
    expect(refreshes(house)).toBe(1);
    expect(JSON.parse(house.file.text)).toMatchObject({ connection: { accessToken: house.one.home.read()?.accessToken } });
  });

  it("of a keychain counts as none, trades nothing, and is no reason to sign in again", async () => {
    const house = await expired("keychain");
    house.one.isKeychainLocked = true;
    expect([house.one.home.read(), house.one.home.isLocked]).toEqual([null, true]);
    await expect(house.one.client().owned()).rejects.toMatchObject({ kind: "keychain" });
    expect(house.world.calls).toEqual([]);
    await expect(house.one.home.moveTo("settings")).rejects.toBeInstanceOf(KeychainError);
    house.one.isKeychainLocked = false;
    await house.one.client().owned();
    expect(refreshes(house)).toBe(1);
  });
});
