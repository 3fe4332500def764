import { cleanup, fireEvent, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { galleryNowMs, idOf, madeUpView } from "../../../client/pages/gallery/made-up-room.ts";
import { roomScenes } from "../../../client/pages/gallery/scenes.ts";
import { RoomPage } from "../../../client/pages/room/room.tsx";
import { installStandIns } from "../stand-ins.ts";
import { renderLive } from "./live-page.tsx";

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const tab = (name: RegExp) => fireEvent.click(screen.getByRole("tab", { name }));
const controls = () => within(screen.getByRole("group", { name: "Controls" }));
const names = () => controls().getAllByRole("button").map((it) => it.textContent);
const scene = (name: string) => roomScenes[name] ?? {};

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

describe("somebody who watches", () => {
  it("can raise a hand, react and leave, and has no microphone to press", () => {
    const { asked } = renderLive(RoomPage, { scene: scene("observer") });
    expect(names()).toEqual(["Raise hand", "React", "Captions", "Task", "Leave"]);
    press("Raise hand");
    fireEvent.click(screen.getByRole("menuitem", { name: "Clap", hidden: true }));
    press("Leave quietly");
    expect(asked).toEqual(["raiseHand true", "react clap", "leave"]);
  });

  it("is told that nobody hears them and who sees their name", () => {
    renderLive(RoomPage, { scene: scene("observer") });
    expect(screen.getByText("Nobody hears you")).toBeTruthy();
    expect(screen.getByText("You are watching. Mara sees your name.")).toBeTruthy();
  });

  it("writes in the chat, and does not see the questions", async () => {
    const { asked } = renderLive(RoomPage, { scene: scene("observer") });
    expect(await screen.findByText("What is judged")).toBeTruthy();
    expect(screen.queryByText("Your questions")).toBeNull();
    tab(/^Chat/);
    expect(screen.getByText("She said the read rate before drawing anything.")).toBeTruthy();
    fireEvent.input(screen.getByLabelText("Write to the room"), { target: { value: " Ask her for the cost " } });
    press("Send");
    expect(asked).toEqual(["say Ask her for the cost"]);
  });

  it("may do nothing to others", () => {
    renderLive(RoomPage, { scene: scene("observer") });
    tab(/^People/);
    expect(screen.queryByRole("button", { name: /^Actions for/ })).toBeNull();
  });

  it("may take the free seat, or ask", async () => {
    const { asked } = renderLive(RoomPage, { scene: scene("empty") });
    press("Take the seat");
    press("Ask the questions");
    await vi.waitFor(() => expect(asked).toEqual(["takeSeat", `setAsker ${idOf(3)}`, "mic on"]));
  });

  it("takes the microphone where everybody may", async () => {
    const { asked } = renderLive(RoomPage, { scene: scene("open") });
    press(/^Speak/);
    await vi.waitFor(() => expect(asked).toEqual([`giveFloor ${idOf(3)}`, "mic on"]));
  });
});

describe("who sits in the seat", () => {
  it("knows by whom they are heard", () => {
    renderLive(RoomPage, { scene: scene("seat") });
    expect(screen.getByText("Heard by Noor and 7 people")).toBeTruthy();
  });

  it("is told when a mute, a moderator or a broken line keeps them from being heard", () => {
    renderLive(RoomPage, { scene: scene("seat-muted") }).unmount();
    renderLive(RoomPage, { scene: scene("trouble") });
    expect(screen.getByText("Nobody hears you right now")).toBeTruthy();
    expect(screen.getByText(/Your seat is kept for 60 seconds/)).toBeTruthy();
    cleanup();
    renderLive(RoomPage, { scene: { view: madeUpView({}, { 0: { muted: true } }) } });
    expect(screen.getByText("A moderator took your sound away.")).toBeTruthy();
  });

  it("sees how many messages wait, not what they say", () => {
    renderLive(RoomPage, { scene: scene("seat") });
    tab(/^Chat/);
    expect(screen.getByText(/waits until your turn is over.*2 messages so far/)).toBeTruthy();
    expect(screen.queryByText(/read rate/)).toBeNull();
    expect(screen.queryByLabelText("Write to the room")).toBeNull();
  });

  it("does not see the questions", async () => {
    renderLive(RoomPage, { scene: scene("seat") });
    expect(await screen.findByText("What is judged")).toBeTruthy();
    expect(screen.queryByText("What would you ask first?")).toBeNull();
  });

  it("starts the interview, and is asked before it ends", () => {
    const ready = renderLive(RoomPage, { scene: scene("seat-ready") });
    press("Start my interview");
    expect(ready.asked).toEqual(["startInterview"]);
    ready.unmount();
    const { asked } = renderLive(RoomPage, { scene: scene("seat") });
    fireEvent.click(screen.getAllByRole("button", { name: "End my interview" })[0] as HTMLElement);
    const dialog = screen.getByRole("dialog", { name: "End your interview?" });
    expect(asked).toEqual([]);
    fireEvent.click(within(dialog).getByRole("button", { name: "End my interview" }));
    expect(asked).toEqual(["endInterview"]);
  });

  it("hands over to whom they pick, those with a raised hand first", () => {
    const { asked } = renderLive(RoomPage, { scene: scene("seat") });
    press("Hand over");
    const dialog = within(screen.getByRole("dialog", { name: "Hand over the seat" }));
    expect(dialog.getAllByRole("radio")).toHaveLength(8);
    fireEvent.click(dialog.getByRole("radio", { name: /Lucía/ }));
    fireEvent.click(dialog.getByRole("button", { name: "Hand over" }));
    expect(asked).toEqual([`giveSeat ${idOf(6)}`]);
  });

  it("types instead of speaking", () => {
    const { asked } = renderLive(RoomPage, { scene: scene("seat") });
    press(/^Type/);
    fireEvent.input(screen.getByLabelText("Type what you would say"), { target: { value: "I would cut the cache." } });
    fireEvent.click(screen.getAllByRole("button", { name: "Send" })[0] as HTMLElement);
    expect(asked).toEqual(["typeLine I would cut the cache."]);
  });
});

describe("a hand-over", () => {
  it("asks who gets the seat what may be recorded, and can be refused", () => {
    const { asked } = renderLive(RoomPage, { scene: scene("handover-yours") });
    const dialog = within(screen.getByRole("dialog", { name: "The seat is yours in 8 seconds" }));
    fireEvent.click(dialog.getByRole("switch", { name: /My voice and notes/ }));
    fireEvent.click(dialog.getByRole("button", { name: "Not now" }));
    expect(asked).toEqual(["consent record true", "keepSeat"]);
  });

  it("opens the microphone of who is ready", () => {
    const { asked } = renderLive(RoomPage, { scene: scene("handover-yours") });
    fireEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Take the seat" }));
    expect(asked).toEqual(["mic on"]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is shown to everybody and stopped by those concerned", () => {
    const { asked } = renderLive(RoomPage, { scene: scene("handover") });
    expect(screen.getByText("The seat goes to Ivo in 8 seconds.")).toBeTruthy();
    press("Keep the seat");
    expect(asked).toEqual(["keepSeat"]);
    cleanup();
    const handover = { toId: idOf(2), byId: idOf(0), atMs: galleryNowMs + 8_000 };
    renderLive(RoomPage, { scene: { me: 3, view: madeUpView({ handover }) } });
    expect(screen.queryByRole("button", { name: /Keep the seat|Stop it/ })).toBeNull();
  });
});

describe("a moderator", () => {
  it("passes the microphone to who waits longest, in one press", () => {
    const { asked } = renderLive(RoomPage, { scene: scene("moderator") });
    press("Pass the microphone");
    expect(asked).toEqual([`giveFloor ${idOf(6)}`]);
  });

  it("finds everything that may be done to somebody in one menu, and is asked before putting them out", () => {
    const { asked } = renderLive(RoomPage, { scene: scene("moderator") });
    tab(/^People/);
    const menu = within(screen.getByRole("menu", { name: "Actions for Ivo Petrov", hidden: true }));
    expect(menu.getAllByRole("menuitem", { hidden: true }).map((it) => it.textContent)).toEqual([
      "Pass the microphone",
      "Hand over the seat",
      "Make them ask",
      "Remove",
    ]);
    fireEvent.click(menu.getByRole("menuitem", { name: "Hand over the seat", hidden: true }));
    fireEvent.click(menu.getByRole("menuitem", { name: "Remove", hidden: true }));
    expect(asked).toEqual([`giveSeat ${idOf(2)}`]);
    fireEvent.click(
      within(screen.getByRole("dialog", { name: "Remove Ivo Petrov?" })).getByRole("button", { name: "Remove" }),
    );
    expect(asked).toEqual([`giveSeat ${idOf(2)}`, `remove ${idOf(2)}`]);
  });

  it("who is no owner cannot put out an owner", () => {
    renderLive(RoomPage, { scene: { ...scene("moderator"), view: madeUpView({}, { 2: { role: "owner" } }) } });
    tab(/^People/);
    const menu = within(screen.getByRole("menu", { name: "Actions for Ivo Petrov", hidden: true }));
    expect(menu.queryByRole("menuitem", { name: "Remove", hidden: true })).toBeNull();
  });

  it("who asks sees the questions", async () => {
    renderLive(RoomPage, { scene: scene("moderator") });
    expect(await screen.findByText("What would you ask first?")).toBeTruthy();
  });
});

describe("keys", () => {
  it("mute, show what they do, and stay quiet while somebody types or does not want them", () => {
    const { asked } = renderLive(RoomPage, { scene: scene("seat") });
    fireEvent.keyDown(document.body, { key: "m" });
    expect(asked).toEqual(["mic toggle"]);
    press(/^Type/);
    fireEvent.keyDown(screen.getByLabelText("Type what you would say"), { key: "m" });
    fireEvent.keyDown(document.body, { key: "m", ctrlKey: true });
    expect(asked).toHaveLength(1);
    fireEvent.keyDown(document.body, { key: "?" });
    fireEvent.click(screen.getByRole("switch", { name: /Use single keys/ }));
    press("Close");
    fireEvent.keyDown(document.body, { key: "m" });
    expect(asked).toHaveLength(1);
  });
});
