import { createDecoder, createEncoder } from "libopus-wasm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Ear } from "../../../../server/interviewer/bridge/ear.ts";
import { readRtp, writeRtp } from "../../../../server/interviewer/bridge/rtp.ts";
import type { HeardFrame } from "../../../../server/interviewer/bridge/thread-words.ts";
import { Chance } from "../../../kit/chance.ts";
import { toneLevel, tonePackets, voicePackets } from "../../../kit/direct-voice.ts";
import { rtp } from "../../../kit/rtp.ts";
import { likeness, voiceOf } from "../../../kit/sound.ts";

const houseMs = 1_000_000;
let ear: Ear;
let frames: HeardFrame[];

beforeEach(async () => {
  frames = [];
  const decoder = await createDecoder({ channels: 1, sampleRate: 16_000 });
  ear = new Ear({ decoder, tell: (it) => void frames.push(it), atMs: houseMs, nowMs: 0 });
});
afterEach(() => ear.close());

const take = (payload: Uint8Array, number: number, nowMs = number * 20): void =>
  ear.packet(
    rtp({ payloadType: 100, sequence: number, timestamp: number * 960, ssrc: 5, payload }),
    houseMs + nowMs,
    nowMs,
  );
const heard = (): Int16Array => Int16Array.from(frames.flatMap(({ pcm }) => [...pcm ?? new Int16Array(320)]));
const asVoice = () => ({ rate: 16_000, samples: Float32Array.from(heard(), (it) => it / 32_768) });

describe("an ear", () => {
  it("loses little of a voice when a tenth of it is lost: more than half of that comes back", async () => {
    const chance = new Chance(4);
    const packets = await voicePackets(voiceOf(2), 400);
    packets.forEach((it, n) => {
      if (chance.share() >= 0.1) take(it, n);
      ear.due(n * 20 + 15);
    });
    expect(frames.length).toBeGreaterThan(395);
    expect(likeness(asVoice(), voiceOf(2))).toBeGreaterThan(0.9);
    expect(frames.filter((it) => it.lost).length).toBeLessThan(20);
  });

  it("says when its sound came, by the house's clock, and never goes back", async () => {
    const packets = await tonePackets(300, 20);
    packets.forEach((it, n) => take(it, n));
    for (let nowMs = 400; nowMs < 1_000; nowMs += 10) ear.due(nowMs);
    expect(frames[10]?.atMs).toBe(houseMs + 200);
    const steps = frames.slice(1).map((it, n) => it.atMs - (frames[n]?.atMs ?? 0));
    expect(steps.every((it) => it === 20)).toBe(true);
  });

  it("goes on over what is no Opus, no RTP, or nothing", async () => {
    const chance = new Chance(9);
    const packets = await tonePackets(440, 200);
    packets.forEach((it, n) => {
      ear.packet(chance.bytes(chance.below(60)), houseMs, n * 20);
      take(n % 4 === 0 ? chance.bytes(1 + chance.below(80)) : it, n);
    });
    take(new Uint8Array(), 200);
    expect(frames.length).toBeGreaterThan(200);
    const before = frames.length;
    (await tonePackets(440, 40)).forEach((it, n) => take(it, 201 + n));
    expect(toneLevel(heard().subarray((before + 15) * 320), 440, 16_000)).toBeGreaterThan(-16);
  });

  it("loses nothing of what a network held back again and again", async () => {
    const packets = await tonePackets(300, 6_000);
    // Every second the network stands still for 300 ms, and everything comes at once after it.
    packets.forEach((it, n) => {
      const still = n % 50 < 15;
      const nowMs = still ? (n - n % 50 + 15) * 20 : n * 20;
      if (n % 50 === 0) { for (let ms = 0; ms < 300; ms += 10) ear.due(n * 20 + ms); }
      take(it, n, nowMs);
    });
    expect(frames.filter((it) => it.lost).length).toBeGreaterThan(1_000);
    expect(frames.filter((it) => !it.lost)).toHaveLength(6_000);
  });

  it("is no faster than life, however much comes", async () => {
    const [packet = new Uint8Array()] = await tonePackets(440, 1);
    // Each of them 120 ms, all at once.
    const long = Uint8Array.of((packet[0] ?? 0) & 0xfc | 3, 6, ...packet.subarray(1, 40));
    for (let n = 0; n < 5_000; n++) take(long, n, 10);
    expect(frames.length).toBeLessThan(120);
    for (let nowMs = 20; nowMs < 5_000; nowMs += 10) ear.due(nowMs);
    expect(frames.length).toBeLessThan(450);
  });

  it("makes whole frames of packets of any length", async () => {
    const encoder = await createEncoder({ channels: 1, sampleRate: 48_000, application: 2_049, frameSize: 480 });
    for (let n = 0; n < 100; n++) {
      const pcm = Int16Array.from(
        { length: 480 },
        (_, at) => 8_000 * Math.sin(2 * Math.PI * 440 * (n * 480 + at) / 48_000),
      );
      const payload = encoder.encode(pcm);
      ear.packet(
        rtp({ payloadType: 100, sequence: n, timestamp: n * 480, ssrc: 5, payload }),
        houseMs + n * 10,
        n * 10,
      );
    }
    encoder.free();
    expect(frames.length).toBe(50);
    expect(toneLevel(heard().subarray(3_200), 440, 16_000)).toBeGreaterThan(-16);
  });
});

describe("RTP", () => {
  it("is read as it was written, past extensions and padding", () => {
    const packet = {
      payloadType: 100,
      sequence: 65_535,
      timestamp: 0xffff_fff0,
      ssrc: 7,
      payload: Uint8Array.of(1, 2, 3),
    };
    expect(readRtp(Uint8Array.from(writeRtp({ ...packet, marker: true, level: 12 })))).toEqual(packet);
    const padded = Uint8Array.of(...writeRtp({ ...packet, marker: false, level: 0 }), 0, 0, 3);
    padded[0] = 0xb0;
    expect(readRtp(padded)?.payload).toEqual(packet.payload);
  });

  it("is nothing when it is torn", () => {
    const whole = writeRtp({
      payloadType: 100,
      sequence: 1,
      timestamp: 1,
      ssrc: 7,
      payload: Uint8Array.of(9),
      marker: false,
      level: 0,
    });
    for (let length = 0; length < 20; length++) expect(readRtp(whole.subarray(0, length))).toBeUndefined();
    const chance = new Chance(3);
    for (let n = 0; n < 3_000; n++) readRtp(chance.bytes(chance.below(40)));
  });
});
