import {
  type AudioCodec,
  CustomSource,
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
import { AppError } from "../kit/errors.ts";
import type { Remux } from "./track-files.ts";

const forms = {
  opus: { mediaType: "audio/ogg; codecs=opus", format: () => new OggOutputFormat() },
  aac: { mediaType: "audio/mp4", format: () => new Mp4OutputFormat({ fastStart: "fragmented" }) },
} as const;
type Form = keyof typeof forms;

/** How far a browser's word of when it began may be off: the way of its request to us is in it. */
const alignment = { p95Ms: 250, maxMs: 1_000 };
/** Lower asks the store more often for a file that is read from end to end. */
const cacheBytes = 4_000_000;
/** A hole between two packets that is larger than this is missing sound and no rounding. */
const holeSeconds = 0.1;

/** Takes the first voice out of what a browser recorded, packet by packet as it is. */
export const remux: Remux = async (source, { put, signal }) => {
  const input = new Input({
    formats: [WEBM, MATROSKA, OGG, MP4],
    source: new CustomSource({ getSize: () => source.bytes, read: source.read, maxCacheSize: cacheBytes }),
  });
  try {
    const track = await voiceOf(input);
    const form = track && formOf(await track.getCodec());
    if (!track || !form) return null;
    const seen = { packets: 0, endS: 0, gapsS: 0, firstS: 0 };
    const pipe = new TransformStream<StreamTargetChunk, StreamTargetChunk>();
    const output = new Output({ format: forms[form].format(), target: new StreamTarget(pipe.writable) });
    const writing = write(track, output, { form, seen, signal });
    // What fails on one side breaks off the other, and is told once.
    const [kept] = await Promise.all([put(inOrder(pipe.readable), { mediaType: forms[form].mediaType }), writing]);
    if (seen.packets === 0) return null;
    const [firstMs, lastMs] = [source.startedMs, source.startedMs + 1000 * (seen.endS - seen.firstS)];
    return {
      ...{ kind: "sound", codec: form, mediaType: forms[form].mediaType, ...kept, firstMs, lastMs },
      ...{ gapsMs: 1000 * seen.gapsS, gaps: [], alignment, streams: 1, size: null, peaks: null },
      counts: { used: seen.packets, lost: 0, spare: 0, foreign: 0, frames: seen.packets, leftOut: 0 },
    };
  } finally {
    input.dispose();
  }
};

/** null: there is none, or this is no file of these forms. */
async function voiceOf(input: Input): Promise<InputAudioTrack | null> {
  try {
    return await input.canRead() ? (await input.getAudioTracks())[0] ?? null : null;
  } catch (error) {
    return theirFault(error, null);
  }
}

function formOf(codec: AudioCodec | null): Form | null {
  return codec !== null && Object.hasOwn(forms, codec) ? codec as Form : null;
}

type Seen = { packets: number; firstS: number; endS: number; gapsS: number };
type Writing = { readonly form: Form; readonly seen: Seen; readonly signal: AbortSignal | undefined };

async function write(track: InputAudioTrack, output: Output, { form, seen, signal }: Writing): Promise<void> {
  try {
    const source = new EncodedAudioPacketSource(form);
    output.addAudioTrack(source);
    await output.start();
    const decoderConfig = await track.getDecoderConfig();
    for await (const packet of packetsOf(track)) {
      signal?.throwIfAborted();
      note(seen, packet);
      await source.add(
        packet.clone({ timestamp: packet.timestamp - seen.firstS }),
        decoderConfig ? { decoderConfig } : {},
      );
    }
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
}

/** A browser that was closed left its file without an end; what came before is whole. */
async function* packetsOf(track: InputAudioTrack): AsyncGenerator<EncodedPacket> {
  try {
    yield* new EncodedPacketSink(track).packets();
  } catch (error) {
    theirFault(error, null);
  }
}

function note(seen: Seen, { timestamp, duration }: EncodedPacket): void {
  if (seen.packets++ === 0) seen.firstS = seen.endS = timestamp;
  const hole = timestamp - seen.endS;
  if (hole > holeSeconds) seen.gapsS += hole;
  seen.endS = Math.max(seen.endS, timestamp + duration);
}

/** What the store says rises; anything else is about a file that somebody sent. */
function theirFault<T>(error: unknown, instead: T): T {
  if (error instanceof AppError) throw error;
  return instead;
}

/** Both forms are written from beginning to end. */
async function* inOrder(chunks: ReadableStream<StreamTargetChunk>): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const { position, data } of chunks) {
    if (position !== at) throw new Error("a file is written out of order");
    at += data.length;
    yield data;
  }
}
