import { Buffer } from "node:buffer";
import type { LogRecord } from "../../server/recorder/log/records.ts";
import { FrameBuilder } from "../../server/recorder/mux/frame-builder.ts";
import { opusSamples } from "../../server/recorder/mux/opus.ts";
import { SoundLine } from "../../server/recorder/mux/sound-line.ts";
import { parseRtp } from "../../server/recorder/time/rtp.ts";
import { sequence } from "../../server/recorder/time/sequence.ts";
import { heardAtUs, Survey } from "../../server/recorder/time/survey.ts";
import type { Chance } from "../kit/chance.ts";
import { asRecords, fed } from "../kit/rtp-stream.ts";
import { rtp as packetOf } from "../kit/rtp.ts";
import { spoiled } from "./kit/spoiled.ts";
import { broken, type Target } from "./kit/target.ts";

const whole = packetOf({
  ...{ payloadType: 100, sequence: 7, timestamp: 9, ssrc: 1, payload: Buffer.alloc(30, 0x78), quiet: 30 },
});
/** So many packets by themselves for each stream of forty, which takes as long. */
const perStream = 50;

export const rtp: Target = {
  about: "RTP packets and streams of them",
  open: () => async (chance) => {
    alone(chance);
    if (chance.below(perStream) === 0) await throughAll(chance);
  },
};

function alone(chance: Chance): void {
  const bytes = spoiled(whole, chance);
  const packet = parseRtp(bytes);
  if (packet && packet.payload.length > bytes.length - 12) broken("a payload is larger than its packet");
  opusSamples(packet?.payload ?? bytes);
}

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
    if (!(heardUs <= endUs)) broken(`a packet lies at ${heardUs}, and all were there at ${endUs}`);
    if (picture) builder.push(step);
    else for (const it of line.place({ ...step, heardUs })) if (opusSamples(it) === 0) broken("no packet of Opus");
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
    const packet = packetOf({
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
