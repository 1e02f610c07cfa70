import { describe, expect, it } from "vitest";
import { OUR_CLIENT } from "../../exist/world";
import { ACCOUNT, rig, type Rig, syncAll } from "../rig";
import { gym, on, pathOf, previewed, steady } from "./weeks";

async function withGym(): Promise<Rig> {
  const test = rig({ mappings: [gym] });
  test.notes.write(on(1), { gym: true });
  await syncAll(test);
  test.world.calls.length = 0;
  test.notes.write(on(2), { gym: true });
  return test;
}

describe("an attribute that Exist says is not there", () => {
  it("and is: has its value sent once more in the same run, and stays agreed to", async () => {
    const test = await steady();
    test.notes.write(on(2), { steps: 2, mood: 6 });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "not_found", error: "" } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { unsent: 0, waitsFor: [], refused: [], lost: [], failure: null } });
    expect(test.world.valuesOf(ACCOUNT)[on(2)]).toEqual({ steps: 2, mood: 6 });
    expect(test.settings.current.agreed).toEqual(["steps", "mood"]);
  });

  it("and is there under another name, as another device has made it anew: waits for a person, and gets all its values there", async () => {
    const test = await withGym();
    test.world.removeAttribute(ACCOUNT, "gym");
    test.world.addAttribute(ACCOUNT, { name: "gym_2", label: "Gym", group: "custom", value_type: 7, owner: OUR_CLIENT });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, waitsFor: ["agreement"], refused: [], lost: [], failure: null } });
    expect(test.world.valuesOf(ACCOUNT)).toEqual({});
    expect((await previewed(test)).steps).toMatchObject([{ how: "owned", name: "gym_2" }]);
    expect(await syncAll(test)).toMatchObject({ values: 2, unsent: 0 });
    expect(test.world.valuesOf(ACCOUNT)).toEqual({ [on(1)]: { gym_2: 1 }, [on(2)]: { gym_2: 1 } });
    expect(test.settings.current.mappings[0]?.to.name).toBe("gym_2");
    expect(test.world.callsTo("create")).toEqual([]);
  });
});

describe("an attribute that is not ours any more", () => {
  it("and that the token may not even read is not made a second time, and waits for a person", async () => {
    const test = await withGym();
    test.world.giveTo(ACCOUNT, "gym", null);
    test.useToken(test.world.personalToken(ACCOUNT, ["custom_write"]));
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, refused: [], waitsFor: ["agreement"] } });
    expect([...test.world.callsTo("create"), ...test.world.callsTo("acquire")]).toEqual([]);
    expect(test.settings.current.agreed).toEqual([]);
    test.world.calls.length = 0;
    await test.engine.run("automatic");
    expect(test.world.calls).toEqual([]);
  });

  it.each(["lost", "gone"])("is not agreed to any more when it is %s, though its mapping was removed while the run was under way", async (fate) => {
    const test = await steady();
    test.notes.write(on(2), { steps: 2, mood: 6 });
    test.world.addService("fitbit", "Fitbit", ["mood"]);
    if (fate === "lost") test.world.giveTo(ACCOUNT, "mood", "fitbit");
    else test.world.removeAttribute(ACCOUNT, "mood");
    const removing = ({ path }: { readonly path: string }): boolean => {
      if (path.endsWith("/update/")) void test.settings.change((now) => ({ ...now, mappings: now.mappings.slice(0, 1) }));
      return false;
    };
    test.world.script({ on: removing, fault: { kind: "html" } });
    await test.engine.run("note", { path: pathOf(2) });
    expect(test.settings.current.mappings).toHaveLength(1);
    expect(test.settings.current.agreed).toEqual(["steps"]);
  });
});
