import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal, Show } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSubmit } from "../../../client/kit/create-submit.ts";
import { Refusal } from "../../../client/kit/refusal.ts";
import { Confirm } from "../../../client/ui/confirm.tsx";
import { CopyField } from "../../../client/ui/copy-field.tsx";
import { Dialog } from "../../../client/ui/dialog.tsx";
import { Menu } from "../../../client/ui/menu.tsx";
import { Skeleton } from "../../../client/ui/skeleton.tsx";
import { Toasts } from "../../../client/ui/toasts.tsx";
import { installStandIns } from "../stand-ins.ts";

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("Dialog", () => {
  it("is named by its title, opens as modal and gives the focus back", () => {
    const [open, setOpen] = createSignal(false);
    render(() => (
      <>
        <button type="button" onClick={() => setOpen(true)}>Delete</button>
        <Dialog
          open={open()}
          title="Delete it?"
          onClose={() => setOpen(false)}
          foot={<button type="button">Keep it</button>}
        />
      </>
    ));
    const opener = screen.getByRole("button", { name: "Delete" });
    opener.focus();
    fireEvent.click(opener);
    const dialog = screen.getByRole("dialog", { name: "Delete it?" });
    expect(dialog.hasAttribute("open")).toBe(true);
    expect(dialog.contains(document.activeElement)).toBe(true);
    setOpen(false);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.activeElement).toBe(opener);
  });

  it("asks to be closed by Escape and by a press beside it, but not while its work runs", () => {
    const close = vi.fn();
    const [busy, setBusy] = createSignal(false);
    render(() => <Dialog open title="Delete it?" busy={busy()} onClose={close}>Sure?</Dialog>);
    const dialog = screen.getByRole("dialog");
    fireEvent(dialog, new Event("cancel", { cancelable: true }));
    fireEvent.mouseDown(dialog, { clientX: 900 });
    fireEvent.mouseDown(dialog, { clientX: 0 });
    expect(close).toHaveBeenCalledTimes(2);
    fireEvent.mouseDown(screen.getByText("Sure?"));
    setBusy(true);
    fireEvent(dialog, new Event("cancel", { cancelable: true }));
    expect(close).toHaveBeenCalledTimes(2);
  });

  it("is gone with its owner", () => {
    const { unmount } = render(() => <Dialog open title="Delete it?" onClose={() => undefined} />);
    unmount();
    expect(document.querySelector("dialog")).toBeNull();
  });
});

describe("Confirm", () => {
  it("waits until it may, does the work once and closes after it", async () => {
    const [ready, setReady] = createSignal(false);
    const work = vi.fn(() => Promise.resolve());
    const done = vi.fn();
    const submit = createSubmit(work);
    render(() => (
      <Confirm
        open
        title="Delete?"
        text="All of it."
        verb="Delete for good"
        keep="Keep it"
        ready={ready()}
        submit={submit}
        onClose={() => undefined}
        onDone={done}
      />
    ));
    const verb = screen.getByRole("button", { name: "Delete for good" });
    fireEvent.click(verb);
    expect(work).not.toHaveBeenCalled();
    setReady(true);
    fireEvent.click(verb);
    fireEvent.click(verb);
    await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1));
    expect(work).toHaveBeenCalledTimes(1);
  });

  it("stays open with the reason when it was refused", async () => {
    const submit = createSubmit(() =>
      Promise.reject(new Refusal("conflict", "You are the last owner.", { status: 409 }))
    );
    const done = vi.fn();
    render(() => (
      <Confirm
        open
        title="Leave?"
        text=""
        verb="Leave"
        keep="Stay"
        submit={submit}
        onClose={() => undefined}
        onDone={done}
      />
    ));
    fireEvent.click(screen.getByRole("button", { name: "Leave" }));
    expect((await screen.findByRole("alert")).textContent).toContain("You are the last owner.");
    expect(done).not.toHaveBeenCalled();
  });
});

describe("Menu", () => {
  const open = () => {
    const remove = vi.fn();
    const view = render(() => (
      <Menu
        label="Actions for Noor"
        items={[{ label: "Make owner", run: () => undefined }, { label: "Remove", bad: true, run: remove }]}
      />
    ));
    const menu = view.container.querySelector<HTMLElement>("[role=menu]");
    menu?.showPopover();
    return { menu, remove, view };
  };
  const focused = () => document.activeElement?.textContent;

  it("is named, says that it is open, and starts at its first item", () => {
    open();
    expect(screen.getByRole("button", { name: "Actions for Noor" }).getAttribute("aria-expanded")).toBe("true");
    expect(focused()).toBe("Make owner");
  });

  it("moves with arrows, around the ends", () => {
    const { menu } = open();
    fireEvent.keyDown(menu as HTMLElement, { key: "ArrowDown" });
    expect(focused()).toBe("Remove");
    fireEvent.keyDown(menu as HTMLElement, { key: "ArrowDown" });
    expect(focused()).toBe("Make owner");
    fireEvent.keyDown(menu as HTMLElement, { key: "End" });
    expect(focused()).toBe("Remove");
  });

  it("closes, gives the focus back and then does it", () => {
    const { remove } = open();
    fireEvent.click(screen.getByText("Remove"));
    expect(remove).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Actions for Noor" }));
  });

  it("leaves no scroll listener behind when it is taken away open", () => {
    const removed = vi.spyOn(globalThis, "removeEventListener");
    const { view } = open();
    removed.mockClear();
    view.unmount();
    expect(removed.mock.calls.some(([name]) => name === "scroll")).toBe(true);
    removed.mockRestore();
  });
});

describe("Toasts", () => {
  it("says what was done politely, and goes back when asked to", () => {
    const undo = vi.fn();
    const dismiss = vi.fn();
    render(() => (
      <Toasts
        shown={[{ id: 7, text: "Removed.", action: { label: "Undo", run: undo } }]}
        onDismiss={dismiss}
        onHold={() => undefined}
      />
    ));
    expect(screen.getByRole("status").textContent).toContain("Removed.");
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(undo).toHaveBeenCalledTimes(1);
    expect(dismiss).toHaveBeenCalledWith(7);
  });
});

describe("CopyField", () => {
  it("copies and says so", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    render(() => <CopyField label="Invite link" value="https://a.example/invite#token=x" />);
    fireEvent.click(screen.getByRole("button", { name: "Copy" }));
    expect(await screen.findByText("Copied")).toBeTruthy();
    expect(writeText).toHaveBeenCalledWith("https://a.example/invite#token=x");
  });

  it("selects the text where there is no clipboard, such as on plain http", async () => {
    vi.stubGlobal("navigator", {});
    render(() => <CopyField label="Invite link" value="abc" />);
    fireEvent.click(screen.getByRole("button", { name: "Copy" }));
    expect(await screen.findByText(/Selected/)).toBeTruthy();
    const input = screen.getByLabelText<HTMLInputElement>("Invite link");
    expect([input.selectionStart, input.selectionEnd]).toEqual([0, 3]);
  });

  it("leaves no timer behind", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("navigator", { clipboard: { writeText: () => Promise.resolve() } });
    const { unmount } = render(() => <CopyField label="Link" value="abc" />);
    fireEvent.click(screen.getByRole("button", { name: "Copy" }));
    await vi.advanceTimersByTimeAsync(1);
    expect(vi.getTimerCount()).toBe(1);
    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("Skeleton", () => {
  it("says that it loads, and when that takes long that nothing is lost", () => {
    vi.useFakeTimers();
    const [here, setHere] = createSignal(true);
    render(() => (
      <Show when={here()}>
        <Skeleton />
      </Show>
    ));
    expect(screen.getByRole("status").textContent).toBe("Loading");
    vi.advanceTimersByTime(4_000);
    expect(screen.getByRole("status").textContent).toContain("Nothing is lost");
    setHere(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});
