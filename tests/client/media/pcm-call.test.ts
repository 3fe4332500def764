import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Emitter } from "../../../client/kit/emitter.ts";
import { PcmCall } from "../../../client/media/pcm-call.ts";
import type { PcmWayLike, PcmWayState } from "../../../client/media/pcm-way.ts";
import type { Sending } from "../../../client/media/wanted.ts";
import { fakeCall } from "../fake-media.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const mic = { id: "mic", enabled: true } as MediaStreamTrack;
const other = { id: "other", enabled: true } as MediaStreamTrack;
const view = { people: {}, interviewer: { tracks: [] } } as unknown as Sending;

function fakeWay(interviewId: string) {
  const way = {
    interviewId,
    events: new Emitter() as PcmWayLike["events"],
    state: "connecting" as PcmWayState,
    refusal: undefined,
    trouble: undefined,
    heard: [] as (string | undefined)[],
    closed: false,
    listenTo: (track: MediaStreamTrack | undefined) => void way.heard.push(track?.id),
    chooseSpeaker: () => {},
    unblock: () => {},
    close: () => void (way.closed = true),
    is(state: PcmWayState) {
      way.state = state;
      way.events.emit("state");
    },
  };
  return way;
}

function calling({ able = true } = {}) {
  const usual = fakeCall();
  const ways: ReturnType<typeof fakeWay>[] = [];
  const paused: boolean[] = [];
  const call = new PcmCall({
    usual,
    ticket: () => Promise.reject(new Error("nobody asks")),
    pauseMic: (it) => Promise.resolve(void paused.push(it)),
    able: () => able,
    openWay: (id) => {
      const way = fakeWay(id);
      ways.push(way);
      return way;
    },
  });
  call.lineIs(true);
  return { usual, call, ways, paused };
}

describe("a call with a simple way", () => {
  it("goes the usual way unless told otherwise", async () => {
    const { usual, call, ways } = calling();
    call.interviewIs("one");
    await call.publish("mic", mic);
    await call.pause("mic", true);
    expect([usual.sent.get("mic"), call.sends("mic"), call.now.state]).toEqual([{ paused: true }, true, "off"]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ways).toEqual([]);
  });

  it("waits for the interview, then carries the microphone there, and nothing over the usual way", async () => {
    const { usual, call, ways, paused } = calling();
    await call.publish("mic", mic);
    await call.use(true);
    expect([usual.sends("mic"), call.sends("mic"), call.now.state]).toEqual([false, true, "waiting"]);
    call.interviewIs("one");
    expect([ways[0]?.interviewId, ways[0]?.heard, call.now.state]).toEqual(["one", ["mic"], "connecting"]);
    await call.pause("mic", true);
    expect([mic.enabled, paused]).toEqual([false, [true]]);
    ways[0]?.is("on");
    await call.pause("mic", false);
    expect([mic.enabled, paused], "the room begins with an open one").toEqual([true, [true, true, false]]);
    await call.replace("mic", other);
    await call.stop("mic");
    expect(ways[0]?.heard).toEqual(["mic", undefined, "mic", "other", undefined]);
    expect(usual.sends("mic")).toBe(false);
  });

  it("leaves pictures on the usual way, and the interviewer's voice off it", async () => {
    const { usual, call } = calling();
    const shown = vi.spyOn(usual, "show");
    call.show(view, "me");
    await call.use(true);
    await call.publish("camera", other);
    expect(usual.sends("camera")).toBe(true);
    await call.use(false);
    const without = shown.mock.calls.map(([it]) => (it as unknown as Sending).interviewer === null);
    expect(without).toEqual([false, true, false]);
  });

  it("gives the microphone back as it was", async () => {
    const { usual, call, ways } = calling();
    await call.use(true);
    call.interviewIs("one");
    await call.publish("mic", mic, true);
    await call.use(false);
    expect([usual.sent.get("mic"), ways[0]?.closed, call.now.state]).toEqual([{ paused: true }, true, "off"]);
  });

  it("is used by itself where nothing gets through for long enough, and stays", async () => {
    const { usual, call, ways } = calling();
    usual.works = false;
    await call.publish("mic", mic);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(ways, "no interview yet").toEqual([]);
    call.interviewIs("one");
    await vi.advanceTimersByTimeAsync(8_000);
    usual.works = true;
    await vi.advanceTimersByTimeAsync(2_000);
    usual.works = false;
    await vi.advanceTimersByTimeAsync(9_000);
    expect(ways, "it worked in between").toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([ways.length, call.now]).toMatchObject([1, { byItself: true, state: "connecting" }]);
    usual.works = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ways).toHaveLength(1);
  });

  it("is not tried while there is no line at all", async () => {
    const { usual, call, ways } = calling();
    usual.works = false;
    call.interviewIs("one");
    call.lineIs(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ways).toEqual([]);
  });

  it("is not there for a browser that cannot", async () => {
    const { usual, call } = calling({ able: false });
    usual.works = false;
    call.interviewIs("one");
    await call.use(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(call.now.state).toBe("off");
  });

  it("says that it is being mended by what carries the sound", async () => {
    const { usual, call, ways } = calling();
    const repairing: boolean[] = [];
    call.events.on("repairing", (it) => repairing.push(it));
    usual.events.emit("repairing", true);
    await call.use(true);
    call.interviewIs("one");
    ways[0]?.is("on");
    ways[0]?.is("connecting");
    ways[0]?.is("on");
    await call.use(false);
    usual.events.emit("repairing", false);
    expect(repairing).toEqual([true, false, true, false, true, false, true, false]);
  });

  it("tells how much was not sent, and ends with its interview and with the call", async () => {
    const { call, ways } = calling();
    await call.use(true);
    call.interviewIs("one");
    ways[0]?.events.emit("unsent", 240);
    expect(call.now.unsentMs).toBe(240);
    call.interviewIs("two");
    expect([ways[0]?.closed, call.now.unsentMs]).toEqual([true, 0]);
    call.leave();
    expect([ways[1]?.closed, call.now.state]).toEqual([true, "waiting"]);
    call.interviewIs("three");
    call.close();
    expect(ways[2]?.closed).toBe(true);
  });
});
