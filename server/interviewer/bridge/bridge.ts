import type { types } from "mediasoup";
import type { HeardVoice } from "../../rooms/interviewers.ts";

/** 20 ms of one voice: decoded, lost packets made up for, with what our own detector makes of it. */
export type Frame = {
  readonly personId: string;
  /** 320 samples, 16 kHz mono. */
  readonly pcm: Int16Array;
  /** When its last sample arrived, by the house's clock. */
  readonly atMs: number;
  /** Of its two halves of 10 ms, those that sound like speech, and those that are strongly voiced. */
  readonly speech: 0 | 1 | 2;
  readonly voiced: 0 | 1 | 2;
  /** Pitch of what is voiced in Hz; 0: none. */
  readonly pitch: number;
  /** It was not received: made up, or silence. */
  readonly lost: boolean;
};

/** What the sound of one interviewer goes through, both ways. All that computes runs on another thread. */
export interface Bridge {
  /** Exactly these are heard from now on; who is no longer among them is not heard from the next frame on. */
  hears(voices: readonly HeardVoice[]): Promise<void>;
  /** Its voice comes out here from now on. */
  place(router: types.Router): Promise<types.Producer>;
  /** Queued to be spoken, at a steady pace, with no more than 120 ms on its way. */
  play(pcm: Int16Array, rate: 16_000 | 24_000): void;
  /** Speaks lower, while it is not clear yet whether somebody interrupts. */
  duck(on: boolean): void;
  /** Falls silent at once; resolves to how many milliseconds of what was queued were not spoken. */
  flush(): Promise<number>;
  close(): Promise<void>;
}

export type BridgeTells = {
  frame(frame: Frame): void;
  /** The first sound after silence goes out; the last of what was queued is out. */
  speaking(on: boolean, atMs: number): void;
};

/** Opens what the sound of one interviewer goes through. Nothing is heard and nothing spoken yet. */
export type OpenBridge = (tells: BridgeTells) => Bridge;
