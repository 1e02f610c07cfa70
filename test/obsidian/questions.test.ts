import { describe, expect, it } from "vitest";
import { atNoon, choose, note, TODAY } from "./app";
import { goTo, opened, says, SIGNED_IN } from "./guided";

atNoon();
/** Moods that may be on a scale to 9 or to 10, and weights that are hardly kilograms. */
const FILES = Object.fromEntries(Array.from({ length: 7 }, (_, back) => [`Daily/2026-09-${21 - back}.md`, note({ mood: 7 + (back % 2), weight: 182 - back })]));

describe("a suggestion of which more than one reading fits", () => {
  it("is sent only when a reading was chosen, and as that", async () => {
    const app = await opened(FILES, SIGNED_IN);
    await goTo(app, 3);
    const row = (): HTMLElement => app.row("Property mood → Mood");
    expect(row().textContent).toContain("More than one scale fits. Which is yours?");
    expect(row().textContent).toContain("Scale of 1 to 10: 7 → 6, 8 → 7");
    expect(app.row("Property weight → Weight").textContent).toContain("In pounds: 182 → 82.5538 kg");
    choose(row(), "1");
    await goTo(app, 4);
    app.button("Send 7 values")?.click();
    await says(app, "7 values for 7 days sent.");
    expect(app.held()[TODAY]).toEqual({ mood: 6 });
    expect((await app.data()).mappings.map(({ read }) => read)).toEqual([{ scale: "1-10" }]);
  });
});
