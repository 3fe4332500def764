import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { type JSX, Show } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Scene } from "../../../client/pages/gallery/scene.ts";
import { roomScenes } from "../../../client/pages/gallery/scenes.ts";
import { useRoom } from "../../../client/pages/room/in-session.ts";
import { useLive } from "../../../client/pages/room/live.ts";
import { createRoomUi, RoomUiContext } from "../../../client/pages/room/room-ui.ts";
import { Trouble } from "../../../client/pages/room/trouble.tsx";
import { useApp } from "../../../client/state/app-state.ts";
import { createHintWish } from "../../../client/state/room/hint-wish.ts";
import { installStandIns } from "../stand-ins.ts";
import { renderLive } from "./live-page.tsx";

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const show = (more: Scene) => renderLive(Page, { scene: { ...roomScenes["seat"], ...more } });
const alerts = (): string[] => screen.getAllByRole("alert").map((it) => it.textContent ?? "");

/** Only what is wrong, without the room around it. */
function Page(): JSX.Element {
  const room = useRoom();
  const ui = createRoomUi(useApp().toasts, createHintWish(room), useLive().looks);
  return (
    <RoomUiContext.Provider value={ui}>
      <Show when={room.view()}>
        {(view) => <Show when={room.me()}>{(me) => <Trouble view={view()} me={me()} />}</Show>}
      </Show>
    </RoomUiContext.Provider>
  );
}

describe("what is wrong in a room", () => {
  it("is the server that restarts, before and after the line goes, until that is lost", () => {
    for (const line of ["steady", "reconnecting"] as const) {
      show({ restarting: true, line });
      expect(alerts()).toEqual(["The server is being restarted."]);
      expect(screen.getByText(/Your seat is kept for 60 seconds\. You come back by yourself/)).toBeTruthy();
      cleanup();
    }
    show({ restarting: true, line: "lost" });
    expect(alerts()).toEqual(["The server cannot be reached."]);
    cleanup();
    show({ line: "reconnecting" });
    expect(alerts()).toEqual(["Your connection dropped."]);
  });

  it("is what somebody lost who was away for too long, until they have read it", () => {
    const { asked } = show({ me: 3, lapsed: { seat: true } });
    expect(alerts()).toEqual([
      expect.stringMatching(/^You were away for too long, so your seat was given free\. You are/),
    ]);
    press("All right");
    expect(asked).toEqual(["lapse seen"]);
    cleanup();
    show({ me: 3, lapsed: { seat: false } });
    expect(alerts()[0]).toContain("so your place was given free");
  });

  it("is a screen that could not be shared, with what to do, another try, and a way to go on", () => {
    const { asked } = show({ screenShare: "failed", problems: { screen: "permissionsDenied" } });
    expect(alerts()[0]).toMatch(/^Your screen could not be shared\. Allow your browser to record the screen/);
    press("Try again");
    press("All right");
    expect(asked).toEqual(["screen on", "screen off"]);
    cleanup();
    show({ screenShare: "failed", problems: { screen: "busy" } });
    expect(alerts()[0]).toContain("Try again, or share another window.");
  });

  it("is a camera that is denied, and not to who only watches", () => {
    const { asked } = show({ camera: "failed", problems: { camera: "permissionsDenied" } });
    expect(alerts()[0]).toMatch(/^This page may not use your camera\./);
    press("Try again");
    expect(asked).toEqual(["camera on"]);
    cleanup();
    show({ me: 3, camera: "failed", problems: { camera: "permissionsDenied" } });
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("is a device that went, until it is understood", () => {
    const { asked } = show({ deviceLost: "Desk microphone (USB)" });
    expect(alerts()[0]).toMatch(/^Desk microphone \(USB\) is gone\. Another one took over/);
    press("All right");
    expect(asked).toEqual(["device understood"]);
  });

  it("is a weak line, with its figures", () => {
    show({ quality: { grade: "poor", roundTripMs: 420, lossPercent: 9, overTcp: false } });
    expect(screen.getByText(/420 ms, 9 % lost\. Without the camera/)).toBeTruthy();
    cleanup();
    show({ quality: { grade: "fair", roundTripMs: 200, lossPercent: 3, overTcp: false } });
    expect(screen.queryByText(/% lost/)).toBeNull();
  });

  it("is the time that runs out, for a moment", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    show({ warned: 300_000 });
    await Promise.resolve(); // it is told after the page is there
    expect(alerts()[0]).toMatch(/^5 minutes left\. The interview ends by itself/);
    vi.advanceTimersByTime(21_000);
    expect(screen.queryByRole("alert")).toBeNull();
    cleanup();
    show({ warned: 60_000 });
    await Promise.resolve();
    expect(alerts()[0]).toMatch(/^One minute left\./);
  });

  it("is told one at a time, what is most pressing first", () => {
    show({
      line: "reconnecting",
      deviceLost: "Desk",
      lapsed: { seat: true },
      problems: { screen: "busy", mic: "busy" },
    });
    expect(alerts()).toEqual(["Your connection dropped."]);
  });
});
