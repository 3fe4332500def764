import { Buffer } from "node:buffer";
import { sequence, type Step } from "../time/sequence.ts";
import { heardAtUs, type Stint, Survey } from "../time/survey.ts";
import { OggWriter, preSkip } from "./ogg.ts";
import { alignmentOf } from "./alignment.ts";
import { isStereo, opusRate, opusSamples } from "./opus.ts";
import { PeakReader } from "./peaks.ts";
import { paced } from "./paced.ts";
import type { Records, RenderedTrack, RenderOptions } from "./rendered.ts";
import { SoundLine } from "./sound-line.ts";

const mediaType = "audio/ogg; codecs=opus";
/** Pages go out together: each piece costs a store some work. */
const pieceBytes = 64 * 1024;

type Found = { readonly stints: readonly Stint[]; readonly packets: number; readonly channels: 1 | 2 };

/** A track of sound as Ogg. */
export async function renderSound(records: Records, options: RenderOptions): Promise<RenderedTrack | null> {
  const unused = { spare: 0, foreign: 0 };
  const found = await survey(sequence(records(), "sound", unused), options);
  if (!found) return null;
  const peaks = new PeakReader();
  try {
    return await write(records, { found, unused, peaks, options });
  } finally {
    await peaks.close();
  }
}

type Rendering = {
  readonly found: Found;
  readonly unused: { readonly spare: number; readonly foreign: number };
  readonly peaks: PeakReader;
  readonly options: RenderOptions;
};

async function write(records: Records, { found, unused, peaks, options }: Rendering): Promise<RenderedTrack> {
  const line = new SoundLine();
  const writer = new OggWriter({ channels: found.channels });
  const pages = writePages(sequence(records(), "sound"), { found, line, writer, peaks, options });
  const stored = await options.put(inPieces(pages), { mediaType, ...(options.signal && { signal: options.signal }) });
  return {
    ...{ kind: "sound", codec: "opus", mediaType, ...stored, firstMs: line.firstMs },
    lastMs: line.firstMs + Math.max(0, writer.samples - preSkip) / opusRate * 1000,
    ...{ gapsMs: line.gaps.missingMs, gaps: line.gaps.list(), size: null, peaks: await peaks.end() },
    counts: {
      ...{ used: line.used, lost: line.lost, spare: unused.spare, foreign: unused.foreign + line.malformed },
      ...{ frames: line.used, leftOut: line.leftOut },
    },
    alignment: alignmentOf(found.stints, line.off),
    streams: found.stints.length,
  };
}

async function survey(steps: AsyncIterable<Step>, options: RenderOptions): Promise<Found | null> {
  const clocks = new Survey();
  let channels: 1 | 2 = 1;
  let sounds = 0;
  for await (const step of paced(steps, options.signal)) {
    clocks.note(step);
    if (step.is !== "packet" || opusSamples(step.packet.payload) === 0) continue;
    sounds++;
    if (isStereo(step.packet.payload)) channels = 2;
  }
  return sounds === 0 ? null : { stints: clocks.clocks(), packets: clocks.packets, channels };
}

type Writing = {
  readonly found: Found;
  readonly line: SoundLine;
  readonly writer: OggWriter;
  readonly peaks: PeakReader;
  readonly options: RenderOptions;
};

async function* writePages(
  steps: AsyncIterable<Step>,
  { found, line, writer, peaks, options }: Writing,
): AsyncGenerator<Uint8Array> {
  yield writer.head;
  let done = 0;
  for await (const step of paced(steps, options.signal)) {
    if (step.is === "mark") line.note(step.mark);
    if (step.is !== "packet") continue;
    if (++done % 1_000 === 0) options.onProgress?.(done / found.packets);
    const { stint, packet } = step;
    const heardUs = heardAtUs(found.stints[stint], "opus", packet);
    for (const it of line.place({ stint, packet, heardUs })) {
      const page = writer.add(it);
      if (page) yield page;
      await peaks.add(it);
    }
  }
  yield writer.end();
  options.onProgress?.(1);
}

async function* inPieces(pages: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const page of pages) {
    kept.push(page);
    bytes += page.length;
    if (bytes < pieceBytes) continue;
    yield Buffer.concat(kept);
    kept = [];
    bytes = 0;
  }
  if (kept.length > 0) yield Buffer.concat(kept);
}
