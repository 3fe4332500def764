import type { RtpPacket } from "./rtp.ts";

/** What is to be decoded next. `mend`: the packet before this one is lost, and this one may hold a copy of it. */
export type Step =
  | { readonly is: "play"; readonly payload: Uint8Array }
  | { readonly is: "mend"; readonly payload: Uint8Array }
  | { readonly is: "conceal" }
  | { readonly is: "silence" };

const frameMs = 20;
/** 20 ms in ticks of RTP, which counts Opus in 48 kHz. */
const frameTicks = 960;
/**
 * How long packets wait for one before them that is missing. Lower takes what comes in another order for lost, higher is
 * felt whenever one is lost. Nothing waits otherwise: whoever listens to this needs no steady pace.
 */
const holdMs = 20;
const holdPackets = 3;
/** So late, what does not come is silence for now. Lower breaks words apart on a slow network, higher notices pauses late. */
const patienceMs = 60;
/** More in a row is silence: a voice that is carried on sounds like a machine. */
const concealFrames = 5;
/** A leap beyond is another stream. */
const farPackets = 500;
/** After a standstill of this thread no more silence than this is made up for. */
const silenceAtOnceMs = 1_000;

/** Puts the packets of one voice in order and says what is to be made of holes. Time is handed in, in milliseconds. */
export class Reception {
  readonly #held = new Map<number, RtpPacket>();
  #heldSinceMs = 0;
  #ssrc: number | undefined;
  #next = 0;
  #timestamp = 0;
  /** Up to when there was sound, or silence in its place. */
  #uptoMs: number;
  /** Frames of silence since the last packet. */
  #silent = 0;

  constructor(nowMs: number) {
    this.#uptoMs = nowMs;
  }

  /** Whether the sound that comes is another than before, so that nothing of the old one may be carried on. */
  begins({ ssrc, sequence }: RtpPacket): boolean {
    return this.#ssrc !== ssrc || Math.abs(signed16(sequence - this.#next)) > farPackets;
  }

  take(packet: RtpPacket, nowMs: number): Step[] {
    if (this.begins(packet)) this.#begin(packet);
    if (signed16(packet.sequence - this.#next) < 0) return []; // it is made up for already
    if (this.#held.size === 0) this.#heldSinceMs = nowMs;
    this.#held.set(packet.sequence, packet);
    return this.#flow(nowMs);
  }

  /** What time alone brings: silence, or that a missing packet is not waited for any more. */
  due(nowMs: number): Step[] {
    const steps = this.#flow(nowMs);
    this.#uptoMs = Math.max(this.#uptoMs, nowMs - patienceMs - silenceAtOnceMs);
    for (; nowMs - this.#uptoMs >= patienceMs + frameMs; this.#uptoMs += frameMs) {
      this.#silent++;
      steps.push({ is: "silence" });
    }
    return steps;
  }

  #begin({ ssrc, sequence, timestamp }: RtpPacket): void {
    this.#held.clear();
    this.#ssrc = ssrc;
    this.#next = sequence;
    this.#timestamp = timestamp;
  }

  #flow(nowMs: number): Step[] {
    const steps: Step[] = [];
    for (;;) {
      const packet = this.#held.get(this.#next);
      if (packet) {
        this.#held.delete(this.#next);
        steps.push(...this.#play(packet, 0, nowMs));
      } else if (this.#held.size >= holdPackets || this.#held.size > 0 && nowMs - this.#heldSinceMs >= holdMs) {
        steps.push(...this.#leap(nowMs));
      } else return steps;
      this.#heldSinceMs = nowMs;
    }
  }

  /** Goes on behind what is missing. */
  #leap(nowMs: number): Step[] {
    const [packet] = [...this.#held.values()].sort((a, b) => signed16(a.sequence - b.sequence));
    if (!packet) return [];
    this.#held.delete(packet.sequence);
    return this.#play(packet, signed16(packet.sequence - this.#next), nowMs);
  }

  #play(packet: RtpPacket, lost: number, nowMs: number): Step[] {
    const gap = Math.round(((packet.timestamp - this.#timestamp) | 0) / frameTicks) - this.#silent;
    // No sender's clock makes a pause longer than it was.
    const frames = Math.max(0, Math.min(gap, Math.max(lost, Math.round((nowMs - this.#uptoMs) / frameMs) - 1)));
    const mended = Math.min(lost, frames, concealFrames);
    const steps: Step[] = Array.from({ length: frames }, (_, n) => {
      if (n < frames - mended) return { is: "silence" };
      return n < frames - 1 ? { is: "conceal" } : { is: "mend", payload: packet.payload };
    });
    this.#next = packet.sequence + 1 & 0xffff;
    this.#timestamp = packet.timestamp + ticksOf(packet.payload) >>> 0;
    this.#uptoMs = nowMs;
    this.#silent = 0;
    return [...steps, { is: "play", payload: packet.payload }];
  }
}

function signed16(difference: number): number {
  return difference << 16 >> 16;
}

/** How long an Opus packet is, by its first bytes (RFC 6716, 3.1). */
function ticksOf([toc = 0, second = 0]: Uint8Array): number {
  const config = toc >> 3;
  const frame = config < 12
    ? [480, 960, 1_920, 2_880][config & 3] ?? frameTicks
    : config < 16
    ? 480 << (config & 1)
    : 120 << (config & 3);
  return frame * ([1, 2, 2, second & 63][toc & 3] ?? 1);
}
