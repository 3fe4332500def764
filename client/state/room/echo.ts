import { type Accessor, createSignal, onCleanup } from "solid-js";
import { type Live, openLive } from "../../api/live.ts";
import { Refusal } from "../../kit/refusal.ts";
import { EchoWay } from "../../media/echo-way.ts";
import { meter } from "../../media/meter.ts";
import { playBack, record } from "../../media/recording.ts";
import type { Quality } from "../../media/stats.ts";
import type { Devices } from "./devices.ts";

/** `unplayed`: it came back, and nothing here played it. */
export type EchoState = "idle" | "opening" | "recording" | "playing" | "done" | "unplayed" | "failed";

/** Hearing oneself as others would: one's voice goes to the server and comes back. */
export interface Echo {
  state: Accessor<EchoState>;
  /** Opens the way, records five seconds of what came back, and plays them. */
  listen(): Promise<void>;
  /** Plays what was recorded once more. */
  again(): Promise<void>;
  /** Lets go of the way and of what was recorded. */
  close(): void;
  /** Whole seconds that are still recorded. */
  leftSeconds: Accessor<number>;
  /** How loud what comes back is, 0..9. */
  level: Accessor<number>;
  quality: Accessor<Quality | undefined>;
  /** Why it failed, unless it was the microphone: that is in `devices.problem("mic")`. */
  refusal: Accessor<Refusal | undefined>;
}

/** What an echo is made with; tests give their own. */
export type EchoParts = {
  readonly openLive: () => Live;
  readonly openWay: typeof EchoWay.open;
  readonly record: typeof record;
  readonly playBack: typeof playBack;
  readonly meter: typeof meter;
};

const ours: EchoParts = { openLive, openWay: EchoWay.open, record, playBack, meter };
const seconds = 5;
const noWay = "No sound got through to the server and back. The doctor finds out where it stops.";

/** An echo with the microphone of `devices`; closed with its owner. */
export function createEcho(devices: Devices, parts: EchoParts = ours): Echo {
  const [state, setState] = createSignal<EchoState>("idle");
  const [left, setLeft] = createSignal(0);
  const [level, setLevel] = createSignal(0);
  const [quality, setQuality] = createSignal<Quality>();
  const [refusal, setRefusal] = createSignal<Refusal>();
  let recording: Blob | undefined;
  let running: AbortController | undefined;

  const play = async (signal: AbortSignal): Promise<void> => {
    if (!recording || signal.aborted) return;
    setState("playing");
    const heard = await parts.playBack(recording, devices.chosen("speaker"), signal).then(() => true, () => false);
    if (!signal.aborted) setState(heard ? "done" : "unplayed");
  };
  const start = async (work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    running?.abort();
    const mine = running = new AbortController();
    setRefusal(undefined);
    try {
      await work(mine.signal);
    } catch (error) {
      if (mine.signal.aborted) return;
      setRefusal(error instanceof Refusal ? error : new Refusal("unavailable", noWay, { cause: error }));
      setState("failed");
    }
  };
  const take = async (way: EchoWay, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return;
    setState("recording");
    const stopMeter = parts.meter(way.track, setLevel);
    const stopClock = countDown(seconds, setLeft);
    await way.quality(); // what is counted from here on is what was recorded
    const taken = await parts.record(way.track, seconds * 1_000);
    stopMeter();
    stopClock();
    if (signal.aborted) return;
    recording = taken;
    setQuality(await way.quality());
  };
  const listen = async (signal: AbortSignal): Promise<void> => {
    setState("opening");
    if (!await devices.open("mic")) return void setState("failed");
    const track = devices.track("mic");
    if (!track || signal.aborted) return;
    await withWay(parts, track, (way) => take(way, signal));
    await play(signal);
  };
  const close = (): void => {
    running?.abort();
    recording = undefined;
    setState("idle");
  };
  onCleanup(close);
  return {
    state,
    listen: () => start(listen),
    again: () => start(play),
    close,
    leftSeconds: left,
    level,
    quality,
    refusal,
  };
}

/** A line and a way of its own, which end with the work. */
async function withWay(
  parts: EchoParts,
  sound: MediaStreamTrack,
  work: (way: EchoWay) => Promise<void>,
): Promise<void> {
  const live = parts.openLive();
  // What others hear is a copy, so that muting it changes nothing here.
  const copy = sound.clone();
  try {
    await live.ready();
    const way = await parts.openWay((name, wish, options) => live.ask(name, wish, options), copy);
    try {
      await work(way);
    } finally {
      await way.close();
    }
  } finally {
    copy.stop();
    live.close();
  }
}

function countDown(from: number, set: (left: number) => void): () => void {
  set(from);
  let left = from;
  const timer = setInterval(() => set(left = Math.max(0, left - 1)), 1_000);
  return () => {
    clearInterval(timer);
    set(0);
  };
}
