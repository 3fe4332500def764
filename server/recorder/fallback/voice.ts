import { Buffer } from "node:buffer";
import {
  type AudioCodec,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  MATROSKA,
  MP4,
  Mp4OutputFormat,
  OGG,
  OggOutputFormat,
  Output,
  StreamTarget,
  type StreamTargetChunk,
  WEBM,
} from "mediabunny";
import { opusRate, opusSamples } from "../mux/opus.ts";
import { type Bytes, guardedSource } from "./guarded-source.ts";
import type { RemuxFound } from "./remux.ts";

const forms = {
  opus: { mediaType: "audio/ogg; codecs=opus", format: () => new OggOutputFormat() },
  aac: { mediaType: "audio/mp4", format: () => new Mp4OutputFormat({ fastStart: "fragmented" }) },
} as const;
type Form = keyof typeof forms;

/** A hole between two packets that is larger than this is missing sound and no rounding. */
const holeSeconds = 0.1;
const daySeconds = 86_400;
/** No file grows so much by being written anew. Lower refuses odd ones, higher lets a made-up one take more of the disk. */
const mostWritten = (bytes: number): number => 1_000_000 + 4 * bytes;
/** What an encoder of Opus needs to begin. */
const preSkipSamples = 312;

type Taken = { packets: number; firstS: number; endS: number; gapsS: number };
type Put = (bytes: Uint8Array) => Promise<void>;

/**
 * Takes the first voice out of what a browser recorded, packet by packet as it is; null: there is none. A file that was made
 * to harm may make this go on without end or take any memory, so it runs where it can be stopped.
 */
export async function takeVoice(file: Bytes, put: Put): Promise<RemuxFound | null> {
  using input = new Input({ formats: [WEBM, MATROSKA, OGG, MP4], source: guardedSource(file) });
  const track = await voiceOf(input);
  const form = track && formOf(await track.getCodec());
  if (!track || !form) return null;
  const taken = { packets: 0, endS: 0, gapsS: 0, firstS: 0 };
  const target = inOrder(put, mostWritten(file.bytes));
  await write(track, new Output({ format: forms[form].format(), target }), { form, taken });
  const { packets, endS, firstS, gapsS } = taken;
  const { mediaType } = forms[form];
  return packets === 0
    ? null
    : { codec: form, mediaType, packets, lengthMs: 1000 * (endS - firstS), gapsMs: 1000 * gapsS };
}

function inOrder(put: Put, most: number): StreamTarget {
  let at = 0;
  return new StreamTarget(
    new WritableStream<StreamTargetChunk>({
      async write({ position, data }) {
        if (position !== at) throw new Error("a file is written out of order");
        at += data.length;
        if (at > most) throw new Error("a file says the same again and again");
        await put(data);
      },
    }),
  );
}

/** null: there is none, or this is no file of these forms. */
async function voiceOf(input: Input): Promise<InputAudioTrack | null> {
  try {
    return await input.canRead() ? (await input.getAudioTracks())[0] ?? null : null;
  } catch {
    return null;
  }
}

function formOf(codec: AudioCodec | null): Form | null {
  return codec !== null && Object.hasOwn(forms, codec) ? codec as Form : null;
}

async function write(
  track: InputAudioTrack,
  output: Output,
  { form, taken }: { form: Form; taken: Taken },
): Promise<void> {
  const source = new EncodedAudioPacketSource(form);
  output.addAudioTrack(source);
  await output.start();
  const decoderConfig = described(form, await track.getDecoderConfig());
  for await (const packet of packetsOf(track)) {
    const lengthS = lengthOf(form, packet);
    if (!follows(taken, packet, lengthS)) continue;
    note(taken, packet, lengthS);
    const moved = packet.clone({ timestamp: packet.timestamp - taken.firstS, duration: lengthS });
    await source.add(moved, decoderConfig ? { decoderConfig } : {});
  }
  await output.finalize();
}

/** Not every browser writes the head of Opus into its files. */
function described(form: Form, config: AudioDecoderConfig | null): AudioDecoderConfig | null {
  if (form !== "opus" || !config || config.description) return config;
  const head = Buffer.alloc(19);
  head.write("OpusHead");
  head.writeUInt8(1, 8);
  head.writeUInt8(config.numberOfChannels, 9);
  head.writeUInt16LE(preSkipSamples, 10);
  head.writeUInt32LE(config.sampleRate, 12);
  return { ...config, description: new Uint8Array(head) };
}

/** A browser that was closed left its file without an end; what came before is whole. */
async function* packetsOf(track: InputAudioTrack): AsyncGenerator<EncodedPacket> {
  try {
    yield* new EncodedPacketSink(track).packets();
  } catch {
    return;
  }
}

/** A file that was damaged, or made by hand, may say anything. */
function follows({ packets, endS }: Taken, { timestamp, data }: EncodedPacket, lengthS: number): boolean {
  return data.length > 0 && lengthS > 0 && lengthS < 1 && timestamp > -1 && timestamp < daySeconds &&
    (packets === 0 || timestamp > endS - holeSeconds);
}

/** Not every form says how long a packet of Opus is; the packet does. */
function lengthOf(form: Form, { data, duration }: EncodedPacket): number {
  return form === "opus" ? opusSamples(data) / opusRate : duration;
}

function note(taken: Taken, { timestamp }: EncodedPacket, lengthS: number): void {
  if (taken.packets++ === 0) taken.firstS = taken.endS = timestamp;
  const hole = timestamp - taken.endS;
  if (hole > holeSeconds) taken.gapsS += hole;
  taken.endS = Math.max(taken.endS, timestamp + lengthS);
}
