import { sequence, type Step } from "../time/sequence.ts";
import { heardAtUs, type Stint, Survey } from "../time/survey.ts";
import { alignmentOf } from "./alignment.ts";
import { type Frame, FrameBuilder, type PictureCodec } from "./frame-builder.ts";
import { GapList } from "./gap-list.ts";
import { paced } from "./paced.ts";
import type { Size } from "./picture-piece.ts";
import type { Records, RenderedTrack, RenderOptions } from "./rendered.ts";
import { Spread } from "./spread.ts";
import { type WebmFrame, writeWebm } from "./webm.ts";

/** The last picture is seen for so long. */
const lastMs = 40;

type Found = {
  readonly codec: PictureCodec;
  readonly stints: readonly Stint[];
  readonly packets: number;
  readonly lost: number;
  readonly size: Size;
};

/** What came out of the last reading. */
type Line = {
  firstMs: number;
  endMs: number;
  frames: number;
  leftOut: number;
  malformed: number;
  gaps: GapList;
  /** What comes next follows on something that could not be read. */
  unread: boolean;
};

/** A track of pictures as WebM. */
export async function renderPicture(records: Records, options: RenderOptions): Promise<RenderedTrack | null> {
  const unused = { spare: 0, foreign: 0 };
  const found = await survey(sequence(records(), "picture", unused), options);
  if (!found) return null;
  const { codec, size } = found;
  const mediaType = `video/webm; codecs=${codec}`;
  let line = newLine();
  let readings = 0;
  const frames = (): AsyncIterable<WebmFrame> => {
    line = newLine();
    const from = readings++ / 2;
    const progress = (share: number): void => options.onProgress?.(Math.min(1, from + share / 2));
    return placed(sequence(records(), "picture"), { found, line, signal: options.signal, progress });
  };
  const stored = await options.put(writeWebm(frames, { codec, size }), {
    mediaType,
    ...(options.signal && { signal: options.signal }),
  });
  return {
    ...{ kind: "picture", codec, mediaType, ...stored, firstMs: line.firstMs, lastMs: line.endMs, size, peaks: null },
    ...{ gapsMs: line.gaps.missingMs, gaps: line.gaps.list(), streams: found.stints.length },
    counts: {
      ...{ used: found.packets - line.malformed, lost: found.lost, spare: unused.spare },
      ...{ foreign: unused.foreign + line.malformed, frames: line.frames, leftOut: line.leftOut },
    },
    alignment: alignmentOf(found.stints, new Spread()),
  };
}

function newLine(): Line {
  return { firstMs: 0, endMs: 0, frames: 0, leftOut: 0, malformed: 0, gaps: new GapList(), unread: false };
}

/** null: there is no whole picture. The first codec is the file's: another one cannot be in it. */
async function survey(steps: AsyncIterable<Step>, options: RenderOptions): Promise<Found | null> {
  const clocks = new Survey();
  let builder: FrameBuilder | undefined;
  let codec: PictureCodec | undefined;
  let lost = 0;
  const size = { width: 0, height: 0 };
  for await (const step of paced(steps, options.signal)) {
    clocks.note(step);
    if (step.is !== "packet" || step.codec === "opus") continue;
    codec ??= step.codec;
    builder ??= new FrameBuilder(codec);
    lost += step.packet.missing;
    if (step.codec !== codec) continue;
    for (const { key } of builder.push(step)) {
      size.width = Math.max(size.width, key?.width ?? 0);
      size.height = Math.max(size.height, key?.height ?? 0);
    }
  }
  if (!codec || size.width === 0) return null;
  return { codec, stints: clocks.clocks(), packets: clocks.packets, lost, size };
}

type Placing = {
  readonly found: Found;
  readonly line: Line;
  readonly signal: AbortSignal | undefined;
  readonly progress: (share: number) => void;
};

/** Pictures where they were seen, each for as long as it stood. */
async function* placed(steps: AsyncIterable<Step>, placing: Placing): AsyncGenerator<WebmFrame> {
  const { line } = placing;
  let held: { readonly frame: Frame; readonly atMs: number } | undefined;
  for await (const frame of whole(steps, placing)) {
    const ms = heardAtUs(placing.found.stints[frame.stint], placing.found.codec, frame) / 1000;
    // No two at one moment, and none before one that was seen earlier.
    const atMs = held ? Math.max(Math.round(ms), held.atMs + 1) : Math.max(0, Math.round(ms));
    if (!held) line.firstMs = atMs;
    else {
      const away = frame.stint !== held.frame.stint;
      if (away || frame.afterHole) {
        line.gaps.add({ fromMs: held.atMs, toMs: atMs, cause: line.unread ? "unread" : away ? "away" : "lost" });
        line.unread = false;
      }
      yield inFile(held, atMs, line);
    }
    held = { frame, atMs };
  }
  if (!held) return;
  line.endMs = held.atMs + lastMs;
  yield inFile(held, line.endMs, line);
}

function inFile({ frame, atMs }: { frame: Frame; atMs: number }, untilMs: number, { firstMs }: Line): WebmFrame {
  return { atMs: atMs - firstMs, forMs: untilMs - atMs, key: frame.key !== null, data: frame.data };
}

async function* whole(steps: AsyncIterable<Step>, { found, line, signal, progress }: Placing): AsyncGenerator<Frame> {
  const builder = new FrameBuilder(found.codec);
  let done = 0;
  for await (const step of paced(steps, signal)) {
    if (step.is === "mark" && step.mark.is === "unread") line.unread = true;
    if (step.is !== "packet") continue;
    if (++done % 1_000 === 0) progress(done / found.packets);
    if (step.codec !== found.codec) continue;
    for (const frame of builder.push(step)) {
      line.frames++;
      yield frame;
    }
    line.leftOut = builder.leftOut;
    line.malformed = builder.malformed;
  }
  progress(1);
}
