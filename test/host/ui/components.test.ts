import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Fixture, fixture, type } from "./fixture";

let host: Fixture;
beforeEach(() => {
  host = fixture();
});
afterEach(() => host.dispose());

const make = (): InstanceType<Fixture["ui"]["api"]["Setting"]> => new host.ui.api.Setting(host.root);

describe("a setting row", () => {
  it("has the public markup, information before control", () => {
    const row = make().setName("Name").setDesc("Description");
    expect([...row.settingEl.children].map((el) => el.className)).toEqual(["setting-item-info", "setting-item-control"]);
    expect(row.settingEl.find(".setting-item-name").getText()).toBe("Name");
    expect(row.settingEl.find(".setting-item-description").getText()).toBe("Description");
  });

  it("passes disabling on to its components", () => {
    const row = make().addButton((button) => button).addToggle((toggle) => toggle).setDisabled(true);
    expect(row.components.map((component) => component.disabled)).toEqual([true, true]);
    expect(row.settingEl.hasClass("is-disabled")).toBe(true);
  });

  it("shows an error until it is cleared", () => {
    const row = make().setErrorMessage("Too long");
    expect(row.errorEl?.getText()).toBe("Too long");
    expect(row.settingEl.hasClass("is-invalid")).toBe(true);
    row.setErrorMessage("");
    expect(row.errorEl).toBeNull();
    expect(row.settingEl.hasClass("is-invalid")).toBe(false);
  });

  it("takes a component of another class, and drops all on clear", () => {
    const row = make().addComponent((el) => new host.ui.api.SecretComponent(host.app, el));
    expect(row.components).toHaveLength(1);
    expect(row.clear().components).toHaveLength(0);
    expect(row.controlEl.children).toHaveLength(0);
  });
});

describe("a toggle", () => {
  it("is clicked on the label or the checkbox, once each, and keeps the checkbox unchecked", () => {
    const onChange = vi.fn();
    make().addToggle((toggle) => toggle.onChange(onChange));
    const label = host.root.find(".checkbox-container");
    const checkbox = label.find("input") as HTMLInputElement;
    label.click();
    checkbox.click();
    expect(onChange.mock.calls).toEqual([[true], [false]]);
    label.click();
    expect(label.hasClass("is-enabled")).toBe(true);
    expect(checkbox.checked).toBe(false);
  });

  it("fires on setValue when that changes it, and not on a click while disabled", () => {
    const onChange = vi.fn();
    make().addToggle((toggle) => toggle.onChange(onChange).setValue(true).setValue(true).setDisabled(true));
    host.root.find(".checkbox-container").click();
    expect(onChange.mock.calls).toEqual([[true]]);
  });
});

describe("text components", () => {
  it.each(["addText", "addTextArea", "addSearch", "addMomentFormat"] as const)("%s reports typing and is silent on setValue", (add) => {
    const onChange = vi.fn();
    let value = "";
    make()[add]((field) => {
      field.onChange(onChange).setValue("given");
      value = field.getValue();
    });
    expect(value).toBe("given");
    expect(onChange).not.toHaveBeenCalled();
    type(host.root.querySelector<HTMLInputElement>("input, textarea") as HTMLInputElement, "typed");
    expect(onChange.mock.calls).toEqual([["typed"]]);
  });

  it("a search is emptied by its button, which shows only then", () => {
    const onChange = vi.fn();
    make().addSearch((search) => search.setValue("abc").onChange(onChange));
    const clear = host.root.find(".search-input-clear-button");
    expect(clear.isShown()).toBe(true);
    clear.click();
    expect(onChange.mock.calls).toEqual([[""]]);
    expect(clear.isShown()).toBe(false);
  });

  it("a moment format shows a sample", () => {
    let sample = "";
    make().addMomentFormat((field) => (sample = field.setDefaultFormat("[day]").sampleEl.getText()));
    expect(sample).toBe("day");
  });
});

describe("choices", () => {
  it("a dropdown reports the option's value", () => {
    const onChange = vi.fn();
    make().addDropdown((dropdown) => dropdown.addOptions({ a: "First", b: "Second" }).setValue("b").onChange(onChange));
    const select = host.root.querySelector("select.dropdown") as HTMLSelectElement;
    expect(select.value).toBe("b");
    select.value = "a";
    select.dispatchEvent(new Event("change"));
    expect(onChange.mock.calls).toEqual([["a"]]);
  });

  it("a slider reports when let go, or while dragged if instant, and shows its value", () => {
    const onChange = vi.fn();
    make().addSlider((slider) => slider.setLimits(0, 10, 1).setDisplayFormat((value) => `${value} min`).setValue(4).onChange(onChange));
    const input = host.root.querySelector("input.slider") as HTMLInputElement;
    expect(host.root.find(".slider-value").getText()).toBe("4 min");
    type(input, "7");
    expect(host.root.find(".slider-value").getText()).toBe("7 min");
    expect(onChange).not.toHaveBeenCalled();
    input.dispatchEvent(new Event("change"));
    expect(onChange.mock.calls).toEqual([[7]]);
  });

  it("a colour is the same in all its notations", () => {
    let values: unknown[] = [];
    make().addColorPicker((color) => {
      color.setValue("#3366cc");
      values = [color.getValueRgb(), color.getValueHsl(), color.setValueHsl({ h: 220, s: 60, l: 50 }).getValue()];
    });
    expect(values).toEqual([{ r: 51, g: 102, b: 204 }, { h: 220, s: 60, l: 50 }, "#3366cc"]);
  });

  it("a progress bar stays within 0 and 100", () => {
    make().addProgressBar((bar) => bar.setValue(140));
    expect(host.root.find(".setting-progress-bar-inner").style.width).toBe("100%");
  });
});

describe("buttons", () => {
  it("run their callback, not while disabled", () => {
    const onClick = vi.fn();
    make().addButton((button) => button.setButtonText("Go").setCta().onClick(onClick));
    make().addExtraButton((button) => button.setDisabled(true).onClick(onClick));
    host.root.find("button.mod-cta").click();
    host.root.find(".extra-setting-button").click();
    expect(onClick).toHaveBeenCalledTimes(1);
  });

  it("a secret component links a named secret, adding it when it is new", () => {
    const onChange = vi.fn();
    new host.ui.api.SecretComponent(host.app, host.root).onChange(onChange);
    host.root.find("button").click();
    const [name, secret] = host.root.findAll(".modal input") as HTMLInputElement[];
    type(name as HTMLInputElement, "exist-token");
    type(secret as HTMLInputElement, "s3cret");
    host.root.find(".modal button.mod-cta").click();
    expect(onChange.mock.calls).toEqual([["exist-token"]]);
    expect(host.secrets.get("exist-token")).toBe("s3cret");
    expect(host.ui.openModals()).toBe(0);
  });
});

describe("icons and tooltips", () => {
  it("knows Lucide by both names, and does nothing for an unknown one", () => {
    const { setIcon, getIcon, getIconIds } = host.ui.api;
    setIcon(host.root, "lucide-refresh-cw");
    expect(host.root.querySelector("svg")?.getAttribute("class")).toContain("lucide-refresh-cw");
    setIcon(host.root, "no-such-icon");
    expect(host.root.querySelectorAll("svg")).toHaveLength(1);
    expect(getIcon("no-such-icon")).toBeNull();
    expect(getIconIds()).toContain("lucide-refresh-cw");
  });

  it("keeps icons that were added to one host", () => {
    const other = fixture();
    host.ui.api.addIcon("mine", '<circle cx="50" cy="50" r="40" />');
    expect(host.ui.api.getIcon("mine")?.querySelector("circle")).not.toBeNull();
    expect(other.ui.api.getIcon("mine")).toBeNull();
    other.dispose();
  });

  it("shows a label on hover", () => {
    const el = host.root.createDiv();
    host.ui.api.setTooltip(el, "What it does", { placement: "top" });
    el.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    expect(host.root.find(".tooltip.mod-top").getText()).toBe("What it does");
    host.root.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    expect(host.root.find(".tooltip")).toBeNull();
  });
});
