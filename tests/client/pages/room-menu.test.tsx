import { cleanup, fireEvent, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Scene } from "../../../client/pages/gallery/scene.ts";
import { idOf } from "../../../client/pages/gallery/made-up-room.ts";
import { roomScenes } from "../../../client/pages/gallery/scenes.ts";
import { RoomPage } from "../../../client/pages/room/room.tsx";
import { installStandIns } from "../stand-ins.ts";
import { renderLive } from "./live-page.tsx";

beforeEach(() => {
  installStandIns();
  // Pictures of nobody: jsdom plays none.
  HTMLMediaElement.prototype.play = () => Promise.resolve();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const more = () => within(screen.getByRole("menu", { name: "More", hidden: true }));
const choose = (name: string) => fireEvent.click(more().getByRole("menuitem", { name, hidden: true }));
const offers = (name: string): boolean => more().queryByRole("menuitem", { name, hidden: true }) !== null;
const show = (name: string, scene: Scene = {}) => renderLive(RoomPage, { scene: { ...roomScenes[name], ...scene } });
const tile = (name: RegExp) => screen.getByRole("region", { name });
const answer = (title: string, verb: string) =>
  fireEvent.click(within(screen.getByRole("dialog", { name: title })).getByRole("button", { name: verb }));

describe("the menu of more", () => {
  it("lets a moderator end the session, who is asked before", () => {
    const { asked } = show("moderator");
    choose("End the session");
    answer("End the session?", "Keep it going");
    expect(asked).toEqual([]);
    choose("End the session");
    answer("End the session?", "End for everybody");
    expect(asked).toEqual(["endSession"]);
  });

  it("lets a moderator end the interview of somebody else, who is asked before", () => {
    const { asked } = show("moderator");
    choose("End the interview");
    expect(asked).toEqual([]);
    answer("End the interview", "End the interview");
    expect(asked).toEqual(["endInterview"]);
  });

  it("offers none of that to who does not moderate", () => {
    show("observer");
    expect(["End the session", "End the interview", "Leave the seat", "Stop asking"].filter(offers)).toEqual([]);
  });

  it("lets one leave the seat, and stop asking", () => {
    const seat = show("seat");
    choose("Leave the seat");
    expect(seat.asked).toEqual(["leaveSeat"]);
    cleanup();
    const asker = show("moderator");
    choose("Stop asking");
    expect(asker.asked).toEqual(["setAsker "]);
  });

  it("shows who speaks large, or the seat again", () => {
    show("seat", { levels: { [idOf(1)]: 7 } });
    expect([tile(/Mara/), tile(/Noor/)].map((it) => it.classList.contains("large"))).toEqual([true, false]);
    choose("Show who speaks large");
    expect([tile(/Mara/), tile(/Noor/)].map((it) => it.classList.contains("large"))).toEqual([false, true]);
    choose("Show the seat large");
    expect(tile(/Mara/).classList.contains("large")).toBe(true);
  });

  it("hides one's own picture and mirrors it, as long as one likes", () => {
    show("seat", { picture: (id, source) => id === idOf(0) && source === "camera" ? {} as MediaStream : undefined });
    const picture = () => tile(/Mara/).querySelector("video");
    const before = picture()?.className;
    choose("Show my picture as others see it");
    expect(picture()?.className).not.toBe(before);
    choose("Mirror my own picture");
    expect(picture()?.className).toBe(before);
    choose("Hide my own picture");
    expect(picture()).toBeNull();
    expect(screen.getByText("Your picture is hidden from you. The others see it.")).toBeTruthy();
    choose("Show my own picture");
    expect(picture()?.className).toBe(before);
  });

  it("turns the simple connection on and off where the interviewer leads", () => {
    const off = show("ai-listening", { simple: "off" });
    choose("Use the simple connection");
    expect(off.asked).toEqual(["simple true"]);
    cleanup();
    const on = show("ai-listening", { simple: "on" });
    choose("Use the usual connection");
    expect(on.asked).toEqual(["simple false"]);
    cleanup();
    show("seat", { simple: "off" });
    expect(offers("Use the simple connection")).toBe(false);
  });
});
