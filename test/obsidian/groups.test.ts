import { describe, expect, it } from "vitest";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();

const PAGES = { id: "pages", from: { kind: "property", key: "pages" }, to: { kind: "create", label: "Pages", group: "custom", valueType: 0 } };
const DAY = { [`${TODAY}.md`]: note({ pages: 40 }) };
const MOVED = "Exist takes only yes or no in the group custom. Other groups were chosen for Pages (media). You can change them in the settings of Exist Sync.";

describe("a number that was to be made among Exist's tags", () => {
  it("is made in another group, and a person is told so once", async () => {
    const app = await TestApp.start(DAY, settings({ ...connected, mappings: [PAGES] }));
    expect(app.host.notices()).toEqual([MOVED]);
    expect((await app.data()).mappings[0]?.to).toMatchObject({ group: "media" });
    app.clear();
    expect(await app.sync()).toContain("Pages");
    expect(app.world.attribute(ACCOUNT, "pages")).toMatchObject({ group: "media", value_type: 0 });
    expect(app.world.valuesOf(ACCOUNT)).toEqual({ [TODAY]: { pages: 40 } });
    expect((await app.restart(false)).host.notices()).toEqual([]);
  });

  it("needs a scope that a sign-in of before did not ask for, and the settings ask for it", async () => {
    const { connection } = connected as { connection: object };
    const app = await TestApp.start(DAY, settings({ connection: { ...connection, scopes: ["custom_read", "custom_write"] }, mappings: [PAGES] }));
    app.clear();
    app.host.openSettings(ID);
    expect(app.host.root.textContent).toContain("Values of media can't be sent before you allow it at Exist.");
  });
});
