import { describe, expect, it, vi } from "vitest";
import type { ScreenCapture } from "../../../../client/media/screen.ts";
import { OwnScreen } from "../../../../client/state/room/own-screen.ts";
import type { Right } from "../../../../client/state/room/rights.ts";
import { refused } from "../../fake-live.ts";
import { fakeCall } from "../../fake-media.ts";

vi.stubGlobal("navigator", { mediaDevices: {} });
vi.stubGlobal("MediaStream", class {});

/** A screen that is shared, or that the browser does not give. */
function share({ right = "open", sound = true, error }: { right?: Right; sound?: boolean; error?: Error } = {}) {
  const call = fakeCall();
  let ended = (): void => undefined;
  const stop = vi.fn();
  const browser = { error };
  const capture = (onEnd: () => void): Promise<ScreenCapture> => {
    ended = onEnd;
    if (browser.error) return Promise.reject(browser.error);
    const track = { kind: "video" } as MediaStreamTrack;
    return Promise.resolve({ picture: track, sound: sound ? track : undefined, stop });
  };
  const own = new OwnScreen({ call, right: () => right, capture });
  return { own, call, stop, browser, endInBar: () => ended() };
}
const sources = (call: ReturnType<typeof fakeCall>): string[] => [...call.sent.keys()];

describe("one's own screen", () => {
  it("is sent with its sound where there is one, and ends with a press", async () => {
    const { own, call, stop } = share();
    await own.toggle();
    expect([own.state(), sources(call)]).toEqual(["on", ["screen", "screen_sound"]]);
    await own.toggle();
    expect([own.state(), sources(call), stop.mock.calls.length]).toEqual(["off", [], 1]);
    const silent = share({ sound: false });
    await silent.own.on();
    expect(sources(silent.call)).toEqual(["screen"]);
  });

  it("ends when it is ended in the browser's own bar", async () => {
    const { own, call, endInBar } = share();
    await own.on();
    endInBar();
    await vi.waitFor(() => expect(sources(call)).toEqual([]));
    expect([own.state(), own.picture()]).toEqual(["off", undefined]);
    expect(call.done.filter((it) => it[0] === "stop")).toEqual([["stop", "screen", false], [
      "stop",
      "screen_sound",
      false,
    ]]);
  });

  it.each([
    ["NotAllowedError", "Permission denied by system", "permissionsDenied"],
    ["NotReadableError", "Could not start video source", "busy"],
    ["NotSupportedError", "No screen.", "unsupported"],
    ["TypeError", "anything", "failed"],
  ])("tells what fails (%s: %s), until it is tried again or understood", async (name, message, trouble) => {
    const { own, browser } = share({ error: new DOMException(message, name) as Error });
    await own.on();
    expect([own.state(), own.problem()]).toEqual(["failed", { use: "screen", trouble }]);
    await own.off();
    expect([own.state(), own.problem()]).toEqual(["off", undefined]);
    await own.on();
    browser.error = undefined;
    await own.on();
    expect([own.state(), own.problem()]).toEqual(["on", undefined]);
  });

  it.each([
    ["NotAllowedError", "Permission denied by user"],
    ["NotAllowedError", "The request is not allowed by the user agent"],
    ["TimeoutError", "Nobody answered."],
  ])("stays quiet when the browser's question is closed (%s: %s)", async (name, message) => {
    const { own } = share({ error: new DOMException(message, name) as Error });
    await own.on();
    expect([own.state(), own.problem()]).toEqual(["off", undefined]);
  });

  it("lets go of the screen that the server does not take, and says why", async () => {
    const { own, call, stop } = share();
    call.refuse = refused("forbidden");
    await expect(own.on()).rejects.toThrow("refused: forbidden");
    expect([own.state(), stop.mock.calls.length]).toEqual(["off", 1]);
    call.refuse = new Error("a defect");
    await expect(own.on()).rejects.toMatchObject({ name: "Refusal", code: "internal" });
  });

  it("is not sent by who may not, and ends without asking when the server ended it", async () => {
    expect(share({ right: "none" }).own.state()).toBe("denied");
    const { own, call } = share();
    await own.on();
    await own.stopped();
    expect(call.done.filter((it) => it[0] === "stop")).toEqual([["stop", "screen", true], [
      "stop",
      "screen_sound",
      true,
    ]]);
  });
});
