import { randomInt } from "node:crypto";
import type { types } from "mediasoup";
import { loudness, writeRtp } from "./rtp.ts";
import type { Slot } from "./thread-words.ts";

const payloadType = 100;
const slotTicks = 960;
const ticksPerMs = 48;

/** The stream in which a voice that is made here goes out. Its time runs on, whichever thread makes the sound. */
export class Outgoing {
  #producer: types.Producer | undefined;
  #ssrc = 0;
  #sequence = randomInt(0x1_0000);
  /** The time of slot 0, when that was, and of the last slot that was sent. */
  #base = randomInt(0x1_0000_0000);
  #beganMs: number | undefined;
  #last: number | undefined;
  #fresh = true;

  /** It comes out here from now on, and nowhere else. */
  async place(way: types.DirectTransport): Promise<types.Producer> {
    const ssrc = randomInt(1, 0xffff_ffff);
    const producer = await way.produce({ kind: "audio", rtpParameters: parametersOf(ssrc) });
    this.#producer?.close();
    this.#producer = producer;
    this.#ssrc = ssrc;
    this.#fresh = true;
    return producer;
  }

  /** Slots are counted from 0 again from now on. */
  restart(): void {
    const nowMs = performance.now();
    const passed = this.#beganMs === undefined ? 0 : Math.round((nowMs - this.#beganMs) * ticksPerMs);
    const running = this.#base + passed;
    this.#base = this.#last === undefined ? running : Math.max(running, this.#last + slotTicks);
    this.#beganMs = nowMs;
    this.#fresh = true;
  }

  send({ number, payload, marker, level }: Slot): void {
    this.#last = this.#base + number * slotTicks;
    if (!payload || !this.#producer || this.#producer.closed) return;
    this.#producer.send(writeRtp({
      payloadType,
      sequence: this.#sequence++,
      timestamp: this.#last % 0x1_0000_0000,
      ssrc: this.#ssrc,
      payload,
      marker: marker || this.#fresh,
      level,
    }));
    this.#fresh = false;
  }

  close(): void {
    this.#producer?.close();
  }
}

function parametersOf(ssrc: number): types.RtpParameters {
  return {
    codecs: [{
      mimeType: "audio/opus",
      clockRate: 48_000,
      channels: 2,
      payloadType,
      parameters: { useinbandfec: 1, usedtx: 1 },
    }],
    headerExtensions: [loudness],
    encodings: [{ ssrc, dtx: true }],
    rtcp: { cname: `voice-${ssrc}` },
  };
}
