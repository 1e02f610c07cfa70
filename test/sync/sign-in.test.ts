import { describe, expect, it } from "vitest";
import type { Profile } from "../../src/exist/schema";
import { readRedirect } from "../../src/exist/oauth";
import { CLIENT, household, SECRET } from "./devices";
import { ACCOUNT } from "./rig";

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

describe("a sign-in that was begun", () => {
  it("can be given up, also when there is none", async () => {
    const house = household();
    const one = house.device();
    one.signIn.cancel();
    expect(one.secrets.size).toBe(0);
    const answer = readRedirect(house.world.decide(one.begin(["mood_read"]), ACCOUNT, true));
    one.signIn.cancel();
    if (answer === null) throw new Error("The address cannot be read.");
    expect(await one.signIn.finish(answer)).toEqual({ kind: "problem", problem: { code: "nothing-waits" } });
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
