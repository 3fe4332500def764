import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RoomView } from "../../../../proto/live/view.ts";
import { createOwnRecording } from "../../../../client/state/room/own-recording.ts";
import { person, viewWith } from "../../fake-live.ts";

const interview = { id: "i1", ownerId: "me", startedAtMs: 0, endsAtMs: 1 };
const agreeing = viewWith([person("me", { part: "seat", consents: ["record"] })], { interview });
const withMe = (more: Parameters<typeof person>[1]) =>
  viewWith([person("me", { part: "seat", consents: ["record"], ...more })], { interview });
const long = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A room whose way is broken, unless a test says otherwise. */
function openRoom(first: RoomView = agreeing) {
  const done: string[] = [];
  let running: string | undefined;
  const [view, setView] = createSignal<RoomView>(first);
  const [mending, setMending] = createSignal(true);
  const [otherWay, setOtherWay] = createSignal(false);
  const [heard, setHeard] = createSignal(true);
  const [microphone, setMicrophone] = createSignal<MediaStreamTrack | undefined>({ id: "a" } as MediaStreamTrack);
  const fallback = {
    interviewId: () => running,
    begin: (interviewId: string, track: MediaStreamTrack) => {
      running = interviewId;
      done.push(`begin ${interviewId} ${track.id}`);
    },
    mute: (muted: boolean) => void (running && done.push(muted ? "mute" : "unmute")),
    stop: () => {
      if (running) done.push("stop");
      running = undefined;
    },
    discard: (interviewId: string) => {
      fallback.stop();
      done.push(`discard ${interviewId}`);
    },
  };
  const dispose = createRoot((end) => {
    createOwnRecording({ fallback, view, me: () => view().people["me"], mending, otherWay, microphone, heard });
    return end;
  });
  return { done, setView, setMending, setOtherWay, setHeard, setMicrophone, dispose };
}

describe("the room lets this computer record", () => {
  it("when no sound gets through for a while, and no longer than that", () => {
    const { done, setMending } = openRoom();
    vi.advanceTimersByTime(5_000);
    expect(done).toEqual([]);
    vi.advanceTimersByTime(long);
    setMending(false);
    expect(done).toEqual(["begin i1 a", "unmute", "stop"]);
  });

  it("last of all ways: where the simple connection can be tried, that has its time first", () => {
    const { done, setMending, setOtherWay } = openRoom();
    setOtherWay(true);
    vi.advanceTimersByTime(14_000);
    setMending(false); // it carries the sound
    vi.advanceTimersByTime(long);
    expect(done).toEqual([]);
    setMending(true);
    vi.advanceTimersByTime(17_000);
    expect(done).toEqual(["begin i1 a", "unmute"]);
  });

  it.each([
    ["who did not agree", withMe({ consents: [] })],
    ["who asks", withMe({ part: "asker" })],
    ["whose interview it is not", { ...agreeing, interview: { ...interview, ownerId: "ann" } }],
    ["while no interview runs", { ...agreeing, interview: null }],
  ])("never somebody %s", (_, view) => {
    const { done } = openRoom(view);
    vi.advanceTimersByTime(long);
    expect(done).toEqual([]);
  });

  it("nothing of what is said while muted", () => {
    const { done, setHeard } = openRoom();
    setHeard(false);
    vi.advanceTimersByTime(long);
    expect(done).toEqual([]);
    setHeard(true);
    setHeard(false);
    setHeard(true);
    expect(done).toEqual(["begin i1 a", "unmute", "mute", "unmute"]);
  });

  it("from another microphone when that is taken", () => {
    const { done, setMicrophone } = openRoom();
    vi.advanceTimersByTime(long);
    setMicrophone({ id: "b" } as MediaStreamTrack);
    setMicrophone(undefined);
    expect(done).toEqual(["begin i1 a", "unmute", "begin i1 b", "unmute", "stop"]);
  });

  it("until the interview is over, or the page is left", () => {
    const { done, setView, dispose } = openRoom();
    vi.advanceTimersByTime(long);
    setView({ ...agreeing, interview: null });
    setView(agreeing);
    dispose();
    expect(done).toEqual(["begin i1 a", "unmute", "stop", "begin i1 a", "unmute", "stop"]);
  });

  it("and keeps nothing of it when one takes back one's agreement", () => {
    const { done, setView } = openRoom();
    vi.advanceTimersByTime(long);
    setView(withMe({ consents: [] }));
    expect(done).toEqual(["begin i1 a", "unmute", "stop", "discard i1"]);
  });
});
