import type { types } from "mediasoup";
import { createDecoder, createEncoder, EncoderCtl } from "libopus-wasm";
import { rtp } from "./rtp.ts";
import type { Voice } from "./sound.ts";

const frameMs = 20;
const payloadType = 101;
let ssrcs = 7_000;

/** What happens to a packet on its way: it may not come, or hold something else. */
export type Way = (packet: { readonly sequence: number; readonly payload: Uint8Array }) => Uint8Array | null;

/** Somebody who sends their voice straight into a router, at the pace of a clock, over and over. */
export class DirectVoice {
  readonly producer: types.Producer;
  readonly router: types.Router;
  /** Packets of 20 ms, each said once in turn. */
  readonly packets: readonly Uint8Array[];
  way: Way = ({ payload }) => payload;
  /** Nothing is sent while it is; its clock goes on. */
  still = false;
  #sequence = 65_500;
  #frame = 0;
  readonly #ssrc: number;
  readonly #startMs = performance.now();
  readonly #pump: ReturnType<typeof setInterval>;

  private constructor(at: { router: types.Router; producer: types.Producer; ssrc: number }, packets: Uint8Array[]) {
    this.router = at.router;
    this.producer = at.producer;
    this.#ssrc = at.ssrc;
    this.packets = packets;
    this.#pump = setInterval(() => this.#send(), 5);
    this.producer.observer.once("close", () => clearInterval(this.#pump));
  }

  static async open(router: types.Router, packets: Uint8Array[]): Promise<DirectVoice> {
    const way = await router.createDirectTransport();
    const ssrc = ++ssrcs;
    const producer = await way.produce({
      kind: "audio",
      rtpParameters: {
        codecs: [{ mimeType: "audio/opus", clockRate: 48_000, channels: 2, payloadType }],
        encodings: [{ ssrc }],
      },
    });
    return new DirectVoice({ router, producer, ssrc }, packets);
  }

  /** How many frames of its clock have passed. */
  get frames(): number {
    return this.#frame;
  }

  /** As a room says whom its interviewer hears. */
  as(personId: string, part: "seat" | "speaker" = "seat") {
    return { personId, name: personId, part, stream: { producer: this.producer, router: this.router } };
  }

  close(): void {
    clearInterval(this.#pump);
    this.producer.close();
  }

  #send(): void {
    for (; this.#frame * frameMs <= performance.now() - this.#startMs; this.#frame++) {
      if (this.still) continue;
      const sequence = this.#sequence++ & 0xffff;
      const payload = this.way({
        sequence,
        payload: this.packets[this.#frame % this.packets.length] ?? new Uint8Array(),
      });
      const timestamp = this.#frame * 960;
      if (payload) this.producer.send(rtp({ payloadType, sequence, timestamp, ssrc: this.#ssrc, payload }));
    }
  }
}

/** A voice as browsers send it, each packet with a small copy of the one before. */
export async function voicePackets({ samples }: Voice, frames: number): Promise<Uint8Array[]> {
  const how = { channels: 1, application: 2_048, bitrate: 32_000, fec: true, packetLossPercent: 20 } as const;
  const encoder = await createEncoder({ ...how, sampleRate: 48_000 });
  const packets = Array.from({ length: frames }, (_, frame) =>
    encoder.encode(
      Int16Array.from({ length: 960 }, (_, n) => 32_000 * (samples[(frame * 960 + n) % samples.length] ?? 0)),
      { frameSize: 960 },
    ));
  encoder.free();
  return packets;
}

/** One tone as Opus, which can be repeated without a click: a frame knows nothing of those before it. */
export async function tonePackets(hertz: number, frames = 100, level = 8_000): Promise<Uint8Array[]> {
  const encoder = await createEncoder({ channels: 1, sampleRate: 48_000, application: 2_049, bitrate: 64_000 });
  encoder.encoderCtl(EncoderCtl.SetPredictionDisabled, 1);
  const begins = 10;
  const packets = Array.from({ length: begins + frames }, (_, frame) =>
    encoder.encode(
      Int16Array.from(
        { length: 960 },
        (_, n) => level * Math.sin(2 * Math.PI * hertz * (frame * 960 + n) / 48_000),
      ),
      { frameSize: 960 },
    ));
  encoder.free();
  return packets.slice(begins);
}

export type Received = {
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Uint8Array;
  readonly atMs: number;
};

/** Who receives what comes out of a producer, straight from its router. */
export class DirectListener {
  readonly packets: Received[] = [];

  static async open(router: types.Router, producerId: string): Promise<DirectListener> {
    const listener = new DirectListener();
    const way = await router.createDirectTransport();
    const consumer = await way.consume({ producerId, rtpCapabilities: router.rtpCapabilities });
    consumer.on("rtp", (packet) => {
      const extended = (packet[0] ?? 0) & 0x10 ? 4 + packet.readUInt16BE(14) * 4 : 0;
      listener.packets.push({
        sequence: packet.readUInt16BE(2),
        timestamp: packet.readUInt32BE(4),
        marker: packet.readUInt8(1) > 127,
        payload: new Uint8Array(packet.subarray(12 + extended)),
        atMs: performance.now(),
      });
    });
    return listener;
  }

  /** What it hears, one packet behind the other, whenever they came. */
  async sound(packets: readonly Received[] = this.packets): Promise<Voice> {
    const decoder = await createDecoder({ channels: 1, sampleRate: 48_000 });
    const samples = packets.flatMap((it) => [...decoder.decode(it.payload)]);
    decoder.free();
    return { rate: 48_000, samples: Float32Array.from(samples, (it) => it / 32_768) };
  }
}

/** How loud a tone is in sound of 16-bit samples, in dB below the loudest. */
export function toneLevel(pcm: Int16Array, hertz: number, rate: number): number {
  const turn = 2 * Math.PI * hertz / rate;
  let [real, imaginary, weight] = [0, 0, 0];
  pcm.forEach((sample, n) => {
    // A window, so that one tone does not leak into the place of another.
    const share = 0.5 - 0.5 * Math.cos(2 * Math.PI * (n + 0.5) / pcm.length);
    real += sample * share * Math.cos(turn * n);
    imaginary -= sample * share * Math.sin(turn * n);
    weight += share;
  });
  return 20 * Math.log10(2 * Math.hypot(real, imaginary) / weight / 32_768 + 1e-9);
}

/** A voice as 16-bit samples of another rate, by leaving out and taking the mean. */
export function pcmOf({ rate, samples }: Voice, to: number, seconds: number): Int16Array {
  const ratio = rate / to;
  return Int16Array.from({ length: to * seconds }, (_, n) => {
    let sum = 0;
    for (let i = 0; i < ratio; i++) sum += samples[(Math.floor(n * ratio) + i) % samples.length] ?? 0;
    return sum / ratio * 32_000;
  });
}
