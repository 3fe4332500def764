import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Button, LinkButton } from "../../../client/ui/button.tsx";
import { Checkbox, Radios, Switch } from "../../../client/ui/choice.tsx";
import { Select, TextField } from "../../../client/ui/field.tsx";
import { Segmented } from "../../../client/ui/segmented.tsx";
import { TabPanel, Tabs } from "../../../client/ui/tabs.tsx";

afterEach(cleanup);

describe("Button", () => {
  it("has a name even where only its icon is seen", () => {
    render(() => <Button icon="x" iconOnly>Close</Button>);
    expect(screen.getByRole("button", { name: "Close" })).toBeTruthy();
  });

  it("does nothing more while it is busy, and says so", () => {
    const press = vi.fn();
    render(() => <Button busy onClick={press}>Save</Button>);
    const button = screen.getByRole("button", { name: "Save" });
    fireEvent.click(button);
    expect(press).not.toHaveBeenCalled();
    expect(button.getAttribute("aria-busy")).toBe("true");
  });

  it("does not send the form it stands in unless it is told to", () => {
    render(() => <Button>Later</Button>);
    expect(screen.getByRole("button").getAttribute("type")).toBe("button");
  });

  it("is a link where it leads somewhere", () => {
    render(() => <LinkButton href="/tasks">Pick a task</LinkButton>);
    expect(screen.getByRole("link", { name: "Pick a task" }).getAttribute("href")).toBe("/tasks");
  });
});

describe("TextField", () => {
  it("is found by its label and tells what is typed", () => {
    const typed = vi.fn();
    render(() => <TextField label="Name" onInput={typed} />);
    fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Thursday" } });
    expect(typed).toHaveBeenCalledWith("Thursday");
  });

  it("describes itself by its hint, and by what is wrong as soon as something is", () => {
    const [error, setError] = createSignal<string>();
    render(() => <TextField label="Name" hint="Others see it." error={error()} />);
    const input = screen.getByLabelText("Name");
    const described = () => document.getElementById(input.getAttribute("aria-describedby") ?? "")?.textContent;
    expect(described()).toBe("Others see it.");
    setError("The name is empty.");
    expect(described()).toBe("The name is empty.");
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });
});

describe("choices", () => {
  it("Select shows the value that it is given and tells the picked one", () => {
    const picked = vi.fn();
    render(() => (
      <Select
        label="Kind"
        value="b"
        options={[{ value: "a", label: "A" }, { value: "b", label: "B" }]}
        onChange={picked}
      />
    ));
    const select = screen.getByLabelText<HTMLSelectElement>("Kind");
    expect(select.value).toBe("b");
    fireEvent.change(select, { target: { value: "a" } });
    expect(picked).toHaveBeenCalledWith("a");
  });

  it("Switch is a switch with its consequence as description", () => {
    render(() => <Switch checked onChange={() => undefined} hint="A face cannot be anonymized.">My camera</Switch>);
    const control = screen.getByRole("switch");
    expect((control as HTMLInputElement).checked).toBe(true);
    expect(document.getElementById(control.getAttribute("aria-describedby") ?? "")?.textContent).toContain(
      "anonymized",
    );
  });

  it("Checkbox and Radios are found by their words", () => {
    const picked = vi.fn();
    render(() => (
      <>
        <Checkbox checked={false} onChange={picked}>Notes</Checkbox>
        <Radios
          label="Will you come?"
          value="yes"
          onChange={picked}
          options={[{ value: "yes", label: "Going" }, { value: "no", label: "No" }]}
        />
      </>
    ));
    fireEvent.click(screen.getByLabelText("Notes"));
    expect(picked).toHaveBeenLastCalledWith(true);
    fireEvent.click(screen.getByLabelText("No"));
    expect(picked).toHaveBeenLastCalledWith("no");
    expect(screen.getByRole("group", { name: "Will you come?" })).toBeTruthy();
  });

  it("Segmented says which one is pressed", () => {
    const [value, setValue] = createSignal("all");
    render(() => (
      <Segmented
        label="Whose"
        value={value()}
        onChange={setValue}
        options={[{ value: "all", label: "All" }, { value: "own", label: "Ours" }]}
      />
    ));
    fireEvent.click(screen.getByRole("button", { name: "Ours" }));
    expect(screen.getByRole("button", { name: "Ours" }).getAttribute("aria-pressed")).toBe("true");
    expect(screen.getByRole("button", { name: "All" }).getAttribute("aria-pressed")).toBe("false");
  });
});

describe("Tabs", () => {
  const tabs = ["feed", "tasks", "members"].map((key) => ({ key, label: key, href: `#${key}` }));
  const show = () => {
    const [current, setCurrent] = createSignal("feed");
    render(() => (
      <>
        <Tabs label="Grind" tabs={tabs} current={current()} panelId="p" onPick={(tab) => setCurrent(tab.key)} />
        <TabPanel id="p" current={current()}>{current()} panel</TabPanel>
      </>
    ));
  };
  const tab = (name: string) => screen.getByRole("tab", { name });

  it.each([["ArrowRight", "tasks"], ["ArrowLeft", "members"], ["End", "members"]])(
    "moves with %s from the first to %s, with the focus",
    (key, to) => {
      show();
      fireEvent.keyDown(tab("feed"), { key });
      expect(tab(to).getAttribute("aria-selected")).toBe("true");
      expect(document.activeElement).toBe(tab(to));
    },
  );

  it("is one stop of the Tab key, and names its panel", () => {
    show();
    expect(screen.getAllByRole("tab").map((it) => it.getAttribute("tabindex"))).toEqual(["0", "-1", "-1"]);
    expect(screen.getByRole("tabpanel", { name: "feed" }).textContent).toBe("feed panel");
  });

  it("leaves other keys to the page", () => {
    show();
    expect(fireEvent.keyDown(tab("feed"), { key: "a" })).toBe(true);
    expect(tab("feed").getAttribute("aria-selected")).toBe("true");
  });
});
