import { Allowance } from "./allowance.ts";
import { type Decoder, heardSamples } from "./codec.ts";
import { Detector, nothing } from "./detector.ts";
import { Reception, type Step } from "./reception.ts";
import { readRtp } from "./rtp.ts";
import type { HeardFrame } from "./thread-words.ts";

type Options = {
  readonly decoder: Decoder;
  readonly tell: (frame: HeardFrame) => void;
  readonly atMs: number;
  readonly nowMs: number;
};

const frameMs = 20;
/** How much faster than life a voice may come, for what a network held back. What comes faster still is left out. */
const aheadMs = 2_000;
/** A little more than life, so that what was used up in a stall comes back while somebody goes on speaking. */
const perSecondMs = 1_050;
/** After a standstill of this thread, silence that is made up for is no older than this. */
const behindMs = 1_100;
type Sound = { readonly pcm: Int16Array | null; readonly lost: boolean; readonly atMs: number };

/** Makes frames of what comes of one voice. Nothing that comes makes it throw. */
export class Ear {
  readonly #decoder: Decoder;
  readonly #tell: Options["tell"];
  readonly #reception: Reception;
  #detector = new Detector();
  /** What is less than a frame yet. */
  #rest = new Int16Array(0);
  #restLost = true;
  #atMs: number;
  /** By how much the house's clock is ahead of ours. */
  #houseMs: number;
  readonly #allowance: Allowance;

  /** `atMs` is the house's clock, `nowMs` one that only goes on. */
  constructor({ decoder, tell, atMs, nowMs }: Options) {
    this.#decoder = decoder;
    this.#tell = tell;
    this.#atMs = atMs;
    this.#houseMs = atMs - nowMs;
    this.#allowance = new Allowance({ perSecond: perSecondMs, burst: aheadMs, nowMs });
    this.#reception = new Reception(nowMs);
  }

  packet(bytes: Uint8Array, atMs: number, nowMs: number): void {
    const packet = readRtp(bytes);
    // Padding alone is sent to measure a way.
    if (!packet || packet.payload.length === 0) return;
    if (this.#reception.begins(packet)) this.#detector = new Detector();
    this.#houseMs = atMs - nowMs;
    this.#do(this.#reception.take(packet, nowMs), nowMs);
  }

  due(nowMs: number): void {
    this.#do(this.#reception.due(nowMs), nowMs);
  }

  close(): void {
    this.#decoder.free();
  }

  #do(steps: readonly Step[], nowMs: number): void {
    for (const step of steps) {
      const sound = this.#made(step, nowMs + this.#houseMs);
      // Silence comes no faster than life, and must not use up what is for a voice that was held back.
      const allowed = step.is === "silence" || this.#allowance.take((sound.pcm?.length ?? heardSamples) / 16, nowMs);
      if (allowed) this.#hear(sound);
    }
  }

  #made(step: Step, atMs: number): Sound {
    const before = Math.min(atMs, Math.max(this.#atMs + frameMs, atMs - behindMs));
    switch (step.is) {
      case "play": {
        const pcm = this.#decoded(step.payload);
        return { pcm: pcm ?? this.#concealed(), lost: pcm === null, atMs };
      }
      case "mend": {
        const pcm = this.#decoded(step.payload, { decodeFec: true, frameSize: heardSamples });
        return { pcm: pcm ?? this.#concealed(), lost: pcm === null, atMs: before };
      }
      case "conceal":
        return { pcm: this.#concealed(), lost: true, atMs: before };
      case "silence":
        return { pcm: null, lost: true, atMs: before };
    }
  }

  /** null: it is no Opus, or broken. */
  #decoded(payload: Uint8Array, how?: { readonly decodeFec: true; readonly frameSize: number }): Int16Array | null {
    try {
      return this.#decoder.decode(payload, how);
    } catch {
      return null; // what a stranger sent; it is made up for as if it had not come
    }
  }

  #concealed(): Int16Array | null {
    try {
      return this.#decoder.decodePacketLoss(heardSamples);
    } catch {
      return null;
    }
  }

  #hear({ pcm, lost, atMs }: Sound): void {
    const samples = pcm?.length ?? heardSamples;
    if (pcm?.length === heardSamples && this.#rest.length === 0) return this.#frame(pcm, lost, atMs);
    if (pcm === null && this.#rest.length === 0) return this.#frame(null, true, atMs);
    const all = new Int16Array(this.#rest.length + samples);
    all.set(this.#rest);
    if (pcm) all.set(pcm, this.#rest.length);
    this.#restLost &&= lost;
    let from = 0;
    for (; from + heardSamples <= all.length; from += heardSamples) {
      this.#frame(all.slice(from, from + heardSamples), this.#restLost, atMs);
    }
    if (from > 0) this.#restLost = lost;
    this.#rest = all.slice(from);
    if (this.#rest.length === 0) this.#restLost = true;
  }

  #frame(pcm: Int16Array | null, lost: boolean, atMs: number): void {
    this.#atMs = Math.max(this.#atMs, atMs);
    const verdict = pcm ? this.#detector.hear(pcm, !lost) : nothing;
    this.#tell({ ...verdict, pcm, lost, atMs: this.#atMs });
  }
}
