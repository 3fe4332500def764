import type { Bridge, BridgeTells, Frame } from "../../server/interviewer/bridge/bridge.ts";
import type { Alarm } from "../../server/kit/alarm.ts";
import type { Clock } from "../../server/kit/clock.ts";
import type { HeardVoice } from "../../server/rooms/interviewers.ts";

export type FakeBridge = Bridge & {
  /** 20 ms of somebody, at the time of the clock. */
  frame(personId: string, sound: "voice" | "hum" | "noise" | "silence"): void;
  heard(): readonly HeardVoice[];
  readonly speaking: boolean;
  /** How much of what was played could be heard, in milliseconds. */
  readonly playedMs: number;
  readonly ducked: boolean;
};

/** The sound of an interviewer without sound: what is played takes its time, and is heard by nobody. */
export function fakeBridge(tells: BridgeTells, { clock, alarm }: { clock: Clock; alarm: Alarm }): FakeBridge {
  let voices: readonly HeardVoice[] = [];
  let endsAtMs = 0;
  let startedAtMs = 0;
  let playedMs = 0;
  let off = (): void => undefined;
  const state = { speaking: false, ducked: false };
  const over = (): void => {
    off();
    if (!state.speaking) return;
    state.speaking = false;
    playedMs += clock.now() - startedAtMs;
    tells.speaking(false, clock.now());
  };
  return {
    hears: (all) => Promise.resolve(void (voices = all)),
    heard: () => voices,
    place: () => Promise.reject(new Error("no room here")),
    play(pcm, rate) {
      const now = clock.now();
      endsAtMs = Math.max(now, endsAtMs) + pcm.length / rate * 1_000;
      off();
      off = alarm(endsAtMs - now, over);
      if (state.speaking) return;
      state.speaking = true;
      startedAtMs = now;
      tells.speaking(true, now);
    },
    duck: (on) => void (state.ducked = on),
    flush() {
      const unspokenMs = Math.max(0, endsAtMs - clock.now());
      endsAtMs = 0;
      over();
      return Promise.resolve(unspokenMs);
    },
    close: () => Promise.resolve(over()),
    frame(personId, sound) {
      if (!voices.some((it) => it.personId === personId)) return;
      const speech = sound === "silence" ? 0 : 2;
      const voiced = sound === "voice" || sound === "hum" ? 2 : 0;
      const pcm = Int16Array.from(
        { length: 320 },
        (_, at) => speech * 2_000 * Math.sin(at * (sound === "hum" ? 0.05 : 1)),
      );
      const frame: Frame = { personId, pcm, atMs: clock.now(), speech, voiced, pitch: 0, lost: false };
      tells.frame(frame);
    },
    get speaking() {
      return state.speaking;
    },
    get ducked() {
      return state.ducked;
    },
    get playedMs() {
      return playedMs;
    },
  };
}
