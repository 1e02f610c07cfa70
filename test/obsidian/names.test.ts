import { describe, expect, it } from "vitest";
import { ACCOUNT, atNoon, connected, note, settings, TestApp, TODAY } from "./app";
import { live, MINUTE } from "./life";

atNoon();

describe("names in both forms of Unicode", () => {
  it("a tag in both forms and in both letter cases is one attribute", async () => {
    const app = await TestApp.start({
      [`${TODAY}.md`]: note({ tags: ["caf\u00e9"] }), "2026-09-20.md": note({ tags: ["cafe\u0301"] }), "2026-09-19.md": note({ tags: ["CAF\u00c9"] }),
    }, settings({ ...connected, mappings: [], tagMode: "all" }));
    await app.sync();
    await live(app, 5 * MINUTE);
    expect(app.world.attributes(ACCOUNT)).toHaveLength(1);
    expect(Object.keys(app.held())).toHaveLength(3);
  });

  it("an attribute that Exist has in the other form is filled and not made anew", async () => {
    const nap = { id: "n", from: { kind: "property", key: "si\u00e9ste" }, to: { kind: "create", label: "Si\u00e9ste", group: "sleep", valueType: 3 } };
    const app = await TestApp.start({ [`${TODAY}.md`]: note({ "sie\u0301ste": 20 }) }, settings({ ...connected, mappings: [nap] }));
    app.world.addAttribute(ACCOUNT, { name: "sieste", label: "Sie\u0301ste", group: "sleep", value_type: 3, owner: null });
    await app.sync();
    await live(app, 5 * MINUTE);
    expect(app.world.attributes(ACCOUNT)).toHaveLength(1);
    expect(app.held()).toEqual({ [TODAY]: { sieste: 20 } });
  });
});
