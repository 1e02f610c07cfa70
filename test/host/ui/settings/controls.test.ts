import type { SettingControl, SettingDefinitionItem } from "obsidian";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type } from "../fixture";
import { type TabFixture, tabFixture } from "./fixture";

let host: TabFixture;
afterEach(() => host.dispose());

const one = (control: SettingControl): SettingDefinitionItem[] => [{ name: "Row", control }];
const open = (control: SettingControl, settings: Record<string, unknown> = {}): TabFixture => (host = tabFixture(() => one(control), settings));

describe("each control shows what is stored and persists what is entered", () => {
  it("toggle", async () => {
    open({ type: "toggle", key: "on" }, { on: true });
    const toggle = host.row("Row").find(".checkbox-container");
    expect(toggle.hasClass("is-enabled")).toBe(true);
    expect(host.saved).toEqual([]);
    toggle.click();
    await host.settle();
    expect(host.saved).toEqual([{ on: false }]);
  });

  it.each(["text", "textarea"] as const)("%s, at every key", async (kind) => {
    open({ type: kind, key: "name", placeholder: "Nobody" }, { name: "Sam" });
    expect(host.input("Row").value).toBe("Sam");
    expect(host.input("Row").placeholder).toBe("Nobody");
    type(host.input("Row"), "Samir");
    await host.settle();
    expect(host.saved).toEqual([{ name: "Samir" }]);
  });

  it("dropdown, falling back to the default", async () => {
    open({ type: "dropdown", key: "mode", options: { a: "A", b: "B" }, defaultValue: "b" });
    const select = host.row("Row").find("select") as HTMLSelectElement;
    expect(select.value).toBe("b");
    select.value = "a";
    select.dispatchEvent(new Event("change"));
    await host.settle();
    expect(host.settings).toEqual({ mode: "a" });
  });

  it("slider", async () => {
    open({ type: "slider", key: "wait", min: 0, max: 60, step: 5, displayFormat: (value) => `${value} s` }, { wait: 30 });
    expect(host.row("Row").find(".slider-value").getText()).toBe("30 s");
    host.input("Row").value = "45";
    host.input("Row").dispatchEvent(new Event("change"));
    await host.settle();
    expect(host.settings).toEqual({ wait: 45 });
  });

  it("color", async () => {
    open({ type: "color", key: "tint" }, { tint: "#102030" });
    expect(host.input("Row").value).toBe("#102030");
    type(host.input("Row"), "#ffffff");
    await host.settle();
    expect(host.settings).toEqual({ tint: "#ffffff" });
  });

  it.each([
    ["file", ["Daily/2026-11-20.md"]],
    ["folder", ["Daily"]],
  ] as const)("%s, with the vault's paths", async (kind, paths) => {
    open({ type: kind, key: "path" }, { path: "" });
    host.input("Row").focus();
    type(host.input("Row"), "daily");
    expect(host.root.findAll(".suggestion-item").map((el) => el.getText())).toEqual(paths);
    host.press("Enter");
    await host.settle();
    expect(host.settings).toEqual({ path: paths[0] });
    expect(host.root.find(".suggestion-container")).toBeNull();
  });
});

describe("a number", () => {
  const control = { type: "number", key: "quiet", min: 5, max: 600, defaultValue: 60 } as const;

  it("is persisted on leaving and on Enter, not while typing", async () => {
    open(control, { quiet: 60 });
    type(host.input("Row"), "90");
    await host.settle();
    expect(host.saved).toEqual([]);
    host.press("Enter", host.input("Row"));
    type(host.input("Row"), "120");
    host.input("Row").dispatchEvent(new Event("blur"));
    host.input("Row").dispatchEvent(new Event("blur"));
    await host.settle();
    expect(host.saved).toEqual([{ quiet: 90 }, { quiet: 120 }]);
  });

  it("is the default when it cannot be read", async () => {
    open(control, { quiet: 90 });
    type(host.input("Row"), "");
    host.press("Enter", host.input("Row"));
    await host.settle();
    expect(host.settings).toEqual({ quiet: 60 });
    expect(host.input("Row").value).toBe("60");
  });

  it("out of range stays an error", async () => {
    open(control, { quiet: 90 });
    type(host.input("Row"), "3");
    host.press("Enter", host.input("Row"));
    await host.settle();
    expect(host.row("Row").find(".setting-item-error").getText()).toBe("Value must be 5 or more.");
    expect(host.saved).toEqual([]);
  });
});

describe("validation", () => {
  it("runs on mount without touching what is stored", () => {
    open({ type: "text", key: "name", validate: (value) => (value.length > 3 ? "Too long" : undefined) }, { name: "Samantha" });
    expect(host.row("Row").find(".setting-item-error").getText()).toBe("Too long");
    expect(host.settings).toEqual({ name: "Samantha" });
  });

  it("keeps a refused value from being persisted, and clears its message", async () => {
    open({ type: "text", key: "name", validate: (value) => (value === "bad" ? "No" : "") }, { name: "ok" });
    type(host.input("Row"), "bad");
    await host.settle();
    expect(host.row("Row").hasClass("is-invalid")).toBe(true);
    expect(host.saved).toEqual([]);
    type(host.input("Row"), "good");
    await host.settle();
    expect(host.row("Row").hasClass("is-invalid")).toBe(false);
    expect(host.saved).toEqual([{ name: "good" }]);
  });

  it("may take its time; only the answer to the newest value counts", async () => {
    const answers = new Map<string, (message: string) => void>();
    open({ type: "text", key: "name", validate: (value) => new Promise((resolve) => answers.set(value, resolve)) }, { name: "" });
    type(host.input("Row"), "slow");
    type(host.input("Row"), "fast");
    answers.get("fast")?.("");
    answers.get("slow")?.("Too slow");
    await host.settle();
    expect(host.saved).toEqual([{ name: "fast" }]);
    expect(host.row("Row").find(".setting-item-error")).toBeNull();
  });
});

describe("where values live", () => {
  it("an overridden setControlValue gets the value instead", async () => {
    open({ type: "text", key: "name" }, { name: "" });
    const set = vi.spyOn(host.tab, "setControlValue").mockResolvedValue();
    type(host.input("Row"), "Sam");
    await host.settle();
    expect(set.mock.calls).toEqual([["name", "Sam"]]);
    expect(host.saved).toEqual([]);
  });

  it("a plugin without settings is told so", () => {
    host = tabFixture(() => [{ name: "Row" }]);
    class Bare extends host.ui.api.PluginSettingTab {}
    const bare = new Bare(host.app, {} as never);
    expect(() => bare.getControlValue("x")).toThrow("plugin.settings");
  });
});
