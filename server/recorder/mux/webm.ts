import {
  EncodedPacket,
  EncodedVideoPacketSource,
  Output,
  StreamTarget,
  type StreamTargetChunk,
  WebMOutputFormat,
} from "mediabunny";
import type { PictureCodec } from "./frame-builder.ts";
import type { Size } from "./picture-piece.ts";

/** A picture in the file, in milliseconds from its beginning. */
export type WebmFrame = {
  readonly atMs: number;
  readonly forMs: number;
  readonly key: boolean;
  readonly data: Uint8Array;
};

type Form = { readonly codec: PictureCodec; readonly size: Size };
type Patch = { readonly from: number; readonly data: Uint8Array };

/** Lower writes more often, higher holds more. */
const chunkBytes = 1024 * 1024;

/**
 * Pictures as a WebM file from its first byte to its last, with an index for seeking and its duration at the top. What the
 * muxer would write there only in the end is known from a first time that is written to nowhere; both times are equal.
 */
export async function* writeWebm(frames: () => AsyncIterable<WebmFrame>, form: Form): AsyncGenerator<Uint8Array> {
  const patches = await corrections(frames(), form);
  let end = 0;
  for await (const { position, data } of chunks(frames(), form)) {
    if (position + data.length <= end) continue;
    const fresh = data.slice(end - position);
    for (const it of patches) lay(it, fresh, end);
    end += fresh.length;
    yield fresh;
  }
}

/** What is written over what was written before, sorted by where. */
async function corrections(frames: AsyncIterable<WebmFrame>, form: Form): Promise<readonly Patch[]> {
  const patches: Patch[] = [];
  let end = 0;
  for await (const { position, data } of chunks(frames, form)) {
    if (position < end) patches.push({ from: position, data: data.slice(0, end - position) });
    end = Math.max(end, position + data.length);
  }
  return patches;
}

/** Puts as much of the patch as belongs there into bytes that lie at `from`. */
function lay(patch: Patch, bytes: Uint8Array, from: number): void {
  const to = Math.min(patch.from + patch.data.length, from + bytes.length);
  const begin = Math.max(patch.from, from);
  if (begin < to) bytes.set(patch.data.subarray(begin - patch.from, to - patch.from), begin - from);
}

async function* chunks(frames: AsyncIterable<WebmFrame>, form: Form): AsyncGenerator<StreamTargetChunk> {
  const pipe = new TransformStream<StreamTargetChunk, StreamTargetChunk>();
  const muxing = mux(frames, form, pipe.writable).catch(async (error: unknown) => {
    await pipe.writable.abort(error).catch(() => {}); // whoever reads is told the same
    throw error;
  });
  muxing.catch(() => {}); // is awaited below, unless the reader goes first
  yield* pipe.readable;
  await muxing;
}

async function mux(
  frames: AsyncIterable<WebmFrame>,
  { codec, size }: Form,
  to: WritableStream<StreamTargetChunk>,
): Promise<void> {
  const output = new Output({
    format: new WebMOutputFormat(),
    target: new StreamTarget(to, { chunked: true, chunkSize: chunkBytes }),
  });
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source);
  await output.start();
  const config = { codec: codec === "vp8" ? "vp8" : "vp09.00.41.08", codedWidth: size.width, codedHeight: size.height };
  for await (const { atMs, forMs, key, data } of frames) {
    await source.add(new EncodedPacket(data, key ? "key" : "delta", atMs / 1000, forMs / 1000), {
      decoderConfig: config,
    });
  }
  await output.finalize();
}
