import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { roomScenes } from "../../../client/pages/gallery/scenes.ts";
import { RoomPage } from "../../../client/pages/room/room.tsx";
import { installStandIns } from "../stand-ins.ts";
import { renderLive, session } from "./live-page.tsx";

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const scene = (name: string) => roomScenes[name] ?? {};

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

describe("outside of the room", () => {
  it("one can go on here when another tab holds the place", () => {
    const { asked } = renderLive(RoomPage, { scene: scene("elsewhere") });
    press("Use it here");
    expect(asked).toEqual(["takeOver"]);
  });

  it("each way out says what happened and what to do now", () => {
    for (
      const [name, title] of [
        ["ended", "This session is over"],
        ["removed", "A moderator removed you"],
        ["full", "This room is full"],
        ["missing", "This session is not here"],
      ] as const
    ) {
      renderLive(RoomPage, { scene: scene(name) });
      expect(screen.getByRole("heading", { level: 1, name: title })).toBeTruthy();
      expect(screen.getByRole("link", { name: "Back to Thursday Loop" })).toBeTruthy();
      cleanup();
    }
  });

  it("who left comes back in through the check", () => {
    const { asked } = renderLive(RoomPage, { scene: scene("left") });
    press("Come back in");
    expect(asked).toEqual(["again"]);
  });

  it("one can watch without the microphone that was denied", async () => {
    const { asked } = renderLive(RoomPage, { scene: scene("denied") });
    press("Come in to watch");
    await vi.waitFor(() => expect(asked).toEqual(["mic off", "join"]));
  });

  it("who comes by a link is checked first", async () => {
    const { history } = renderLive(RoomPage, { scene: { screen: "initializing" } });
    await vi.waitFor(() => expect(history.get()).toBe(`/sessions/${session.id}/check`));
  });
});
