import { Buffer } from "node:buffer";
import process from "node:process";
import { EncodedPacketSink, Input, WEBM } from "mediabunny";
import { beforeAll, expect, it } from "vitest";
import type { LogRecord } from "../../server/recorder/log/records.ts";
import { FrameBuilder } from "../../server/recorder/mux/frame-builder.ts";
import { guardedSource } from "../../server/recorder/mux/guarded-source.ts";
import { readOgg } from "../../server/recorder/mux/ogg-read.ts";
import { opusSamples } from "../../server/recorder/mux/opus.ts";
import { SoundLine } from "../../server/recorder/mux/sound-line.ts";
import { parseRtp } from "../../server/recorder/time/rtp.ts";
import { sequence } from "../../server/recorder/time/sequence.ts";
import { heardAtUs, Survey } from "../../server/recorder/time/survey.ts";
import { Chance } from "../kit/chance.ts";
import { pictureStream } from "../kit/picture-stream.ts";
import { rendering } from "../kit/real-media.ts";
import { asRecords, fed, soundStream } from "../kit/rtp-stream.ts";
import { rtp } from "../kit/rtp.ts";

/** Another seed tries other bytes; `FUZZ_CASES=10000000` is for a night. */
const seed = Number(process.env.FUZZ_SEED ?? 20260105);
const cases = Number(process.env.FUZZ_CASES ?? 100_000);
/** Far more of a processor's time than a case can take, unless something goes round and round. */
const caseMs = 15_000;
/** A reader that keeps what it should not is seen by it. */
const maxGrowthBytes = 300e6;

let ogg: Buffer;
let webm: Buffer;
beforeAll(async () => {
  const chance = new Chance(seed);
  ogg = (await rendering(soundStream({ fromMs: 0, toMs: 400, chance }).records, "sound")).bytes;
  webm = (await rendering(pictureStream({ fromMs: 0, frames: 4, keyEvery: 2 }), "picture")).bytes;
});

type Case = (chance: Chance) => void | Promise<void>;
const whole = rtp({ payloadType: 100, sequence: 7, timestamp: 9, ssrc: 1, payload: Buffer.alloc(30, 0x78), quiet: 30 });

const kinds: Record<string, { readonly share: number; readonly run: Case }> = {
  "RTP packets": {
    share: 1,
    run: (chance) => {
      const bytes = spoiled(whole, chance);
      const packet = parseRtp(bytes);
      if (packet && packet.payload.length > bytes.length - 12) expect.fail("a payload is larger than its packet");
      opusSamples(packet?.payload ?? bytes);
    },
  },
  "streams of packets": { share: 0.02, run: throughAll },
  "Ogg files": {
    share: 1,
    run: async (chance) => {
      for await (const page of readOgg(pieces(spoiled(ogg, chance), 1 + chance.below(900)))) {
        for (const it of page.packets) opusSamples(it);
      }
    },
  },
  "WebM files": { share: 1, run: async (chance) => await readWebm(spoiled(webm, chance)) },
};

const counted = Object.entries(kinds).map(([name, { share, run }]) => ({ name, count: Math.ceil(cases * share), run }));

it.each(counted)("reads $count hostile cases: $name", async ({ name, count, run }) => {
  const chance = new Chance(seed);
  const before = process.memoryUsage().rss;
  for (let at = 0; at < count; at++) {
    const began = process.cpuUsage();
    await run(chance);
    if (usedMs(began) > caseMs) expect.fail(`case ${at} of ${name}, seed ${seed}, took too long`);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(maxGrowthBytes);
}, 60_000 + cases);

/** Packets of somebody who means harm, from the log to the file's edge. */
async function throughAll(chance: Chance): Promise<void> {
  const picture = chance.below(2) === 0;
  const records: LogRecord[] = [fed(picture ? "vp8" : "opus", 1, 0), ...hostile(chance, picture ? 101 : 100)];
  const kind = picture ? "picture" : "sound";
  const survey = new Survey();
  for await (const step of sequence(asRecords(records)(), kind)) survey.note(step);
  const clocks = survey.clocks();
  const line = new SoundLine();
  const builder = new FrameBuilder(chance.of("vp8", "vp9"));
  const endUs = records.at(-1)?.atUs ?? 0;
  for await (const step of sequence(asRecords(records)(), kind)) {
    if (step.is !== "packet") continue;
    const heardUs = heardAtUs(clocks[step.stint], step.codec, step.packet);
    if (!(heardUs <= endUs)) expect.fail(`a packet lies at ${heardUs}, and all were there at ${endUs}`);
    if (picture) builder.push(step);
    else for (const it of line.place({ ...step, heardUs })) if (opusSamples(it) === 0) expect.fail("no packet of Opus");
  }
}

function* hostile(chance: Chance, payloadType: number): Generator<LogRecord> {
  let [sequence, timestamp, atUs] = [chance.below(65_536), chance.below(2 ** 32), 0];
  for (let n = 0; n < 40; n++) {
    atUs += chance.of(0, 20_000, 20_000, 20_000, 2_000_000, 40_000_000);
    sequence += chance.of(1, 1, 1, 1, 0, -1, 2, 40, 30_000, -30_000, chance.below(65_536));
    timestamp += chance.of(960, 960, 960, 960, 0, -960, 90_000, 2 ** 31, -(2 ** 30), chance.below(2 ** 32));
    const payload = chance.of(Buffer.of(0x78, 1, 2), Buffer.of(0x10, 0, 0), chance.bytes(chance.below(40)));
    const type = chance.below(10) === 0 ? chance.below(128) : payloadType;
    const packet = rtp({
      payloadType: type,
      sequence: sequence & 0xffff,
      timestamp: timestamp >>> 0,
      ssrc: 1,
      payload,
    });
    yield { kind: "packet", atUs, rtp: chance.below(10) === 0 ? spoiled(packet, chance) : packet };
    if (chance.below(10) === 0) {
      yield { kind: "report", atUs, ntp: BigInt(chance.below(2 ** 40)), rtpTime: chance.below(2 ** 32) };
    }
    if (chance.below(20) === 0) {
      yield { kind: "mark", atUs, mark: { is: "opened", monotonicUs: chance.below(2 ** 40) } };
    }
  }
}

/** Bits turned, pieces cut out, doubled or replaced, or all of it noise. */
function spoiled(bytes: Buffer, chance: Chance): Buffer {
  if (chance.below(8) === 0) return chance.bytes(chance.below(100));
  let spoilt = Buffer.from(bytes);
  for (let n = chance.below(4); n >= 0; n--) {
    const [from, to] = [chance.below(spoilt.length + 1), chance.below(spoilt.length + 1)];
    const at = chance.below(spoilt.length || 1);
    const how = chance.below(6);
    if (how === 0) spoilt = spoilt.subarray(0, to);
    else if (how === 1) {
      spoilt = Buffer.concat([spoilt.subarray(0, from), spoilt.subarray(to)]).subarray(0, 2 * bytes.length);
    } else if (how === 2) {
      spoilt = Buffer.concat([spoilt.subarray(0, at), chance.bytes(chance.below(9)), spoilt.subarray(at)]);
    } else if (spoilt.length > 0) spoilt.writeUInt8(chance.of(0, 0xff, 0x80, chance.below(256)), at);
  }
  return spoilt;
}

function* pieces(bytes: Buffer, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The reader that uploads and our own files go through; it throws where it does not understand. */
async function readWebm(bytes: Buffer): Promise<void> {
  const source = guardedSource({ bytes: bytes.length, read: (from, to) => bytes.subarray(from, to) });
  using input = new Input({ formats: [WEBM], source });
  try {
    const video = await input.getPrimaryVideoTrack();
    if (!video) return;
    let packets = 0;
    for await (const _ of new EncodedPacketSink(video).packets()) if (++packets > 1_000) break;
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
  }
}

function usedMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}
