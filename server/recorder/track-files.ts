import { AppError } from "../kit/errors.ts";
import type { Vault } from "../ports/blobs.ts";
import type { Fallbacks, TakeRow, TrackEnd, TrackKind, TrackRow } from "../ports/takes.ts";
import { readFacts, sealFacts } from "./facts.ts";
import { type Pieces, piecesOf } from "./fallback/pieces.ts";
import type { LogFiles } from "./log-files.ts";
import type { LogRecord } from "./log/records.ts";
import { manifestTrack } from "./mux/manifest.ts";
import type { RenderedTrack, RenderOptions, RenderTrack } from "./mux/rendered.ts";
import { Moments } from "./moments.ts";
import { keptNotes, type NoteLine, notesMediaType, notesOf, readNotes, writeNotes } from "./notes-file.ts";

/**
 * Turns what a browser recorded into a file of the same sound, without coding it again; it begins at `startedMs` of the
 * time line. null: there is no sound in it that we can keep.
 */
export type Remux = (
  source: Pieces & { readonly startedMs: number },
  options: Pick<RenderOptions, "put" | "signal">,
) => Promise<RenderedTrack | null>;

export type TrackFilesOptions = {
  readonly vault: Vault;
  readonly logs: LogFiles;
  readonly fallbacks: Fallbacks;
  readonly render: RenderTrack;
  readonly remux: Remux;
};

export type OfTake = {
  readonly take: TakeRow;
  readonly dataKey: Uint8Array;
  /** Who agrees to being recorded, and since when; null: nobody was asked. */
  readonly agreed: ReadonlyMap<string, Date> | null;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
};

/** Makes a track's file out of what was recorded of it. Doing it twice gives the same. */
export class TrackFiles {
  readonly #options: TrackFilesOptions;

  constructor(options: TrackFilesOptions) {
    this.#options = options;
  }

  /** null: the track is as it should be. Throws AppError "internal" or "bad-request" where it can never be made. */
  async finish(track: TrackRow, of: OfTake): Promise<TrackEnd | null> {
    const facts = readFacts(of.dataKey, track);
    if (track.kind === "notes") return facts?.rendering === of.take.rendering ? null : await this.#notes(track, of);
    if (facts) return null;
    const rendered = track.kind === "fallback" ? await this.#fallback(track, of) : await this.#log(track, of);
    return rendered ? endOf(track, of, rendered) : this.none(track, of);
  }

  /** The end of a track that has no file. */
  none({ id }: TrackRow, { take, dataKey }: Pick<OfTake, "take" | "dataKey">): TrackEnd {
    const factsSealed = sealFacts(dataKey, id, { rendering: take.rendering, track: null });
    return { id, object: null, mediaType: null, bytes: 0, firstMs: null, lastMs: null, gapsMs: 0, factsSealed };
  }

  async #log(track: TrackRow, of: OfTake): Promise<RenderedTrack | null> {
    const { logs, render } = this.#options;
    const log = { takeId: track.interviewId, trackId: track.id };
    if (await logs.size(log) === null) return null;
    await logs.mend(log, of.dataKey);
    const kind = track.kind === "camera" || track.kind === "screen" ? "picture" : "sound";
    const { signal, onProgress } = of;
    return await render(() => this.#records(track, of), { kind, put: this.#put(track, of), signal, onProgress });
  }

  async #fallback(track: TrackRow, of: OfTake): Promise<RenderedTrack | null> {
    const { vault, fallbacks, remux } = this.#options;
    const fallback = await fallbacks.find(track.interviewId, track.id);
    if (fallback?.state !== "received") return null;
    const pieces = await piecesOf(vault, fallback, keyOf(of));
    const { startedMs } = fallback;
    const rendered = await remux({ ...pieces, startedMs }, { put: this.#put(track, of), signal: of.signal });
    if (rendered) return rendered;
    throw new AppError("bad-request", "What the browser recorded holds no sound that can be kept.");
  }

  /** The log is gone once the take was stored; then the notes themselves are what is left of it. */
  async #notes(track: TrackRow, of: OfTake): Promise<TrackEnd> {
    const { vault, logs } = this.#options;
    const log = { takeId: track.interviewId, trackId: track.id };
    const there = await logs.size(log) !== null;
    if (!there && track.object === null) return this.none(track, of);
    if (there) await logs.mend(log, of.dataKey);
    const lines = there
      ? notesOf(this.#records(track, of))
      : readNotes(vault.read(track.object ?? "", { key: keyOf(of), signal: of.signal }));
    const seen = { firstMs: 0, lastMs: 0, people: new Set<string>() };
    const moments = new Moments();
    const { bytes } = await this.#put(track, of)(writeNotes(noticed(keptNotes(lines, of, seen), moments)));
    const { people, ...times } = seen;
    const facts = { rendering: of.take.rendering, track: null, moments: moments.list, people: [...people] };
    const factsSealed = sealFacts(of.dataKey, track.id, facts);
    return {
      id: track.id,
      object: nameOf(track, of),
      mediaType: notesMediaType,
      bytes,
      ...times,
      gapsMs: 0,
      factsSealed,
    };
  }

  #records({ interviewId, id }: TrackRow, { dataKey, signal }: OfTake): AsyncIterable<LogRecord> {
    return this.#options.logs.read({ takeId: interviewId, trackId: id }, dataKey, { signal });
  }

  #put(track: TrackRow, of: OfTake) {
    return (body: AsyncIterable<Uint8Array>) =>
      this.#options.vault.put(nameOf(track, of), body, { key: keyOf(of), signal: of.signal });
  }
}

/** A rendering that is made again takes the place of the one that broke off. */
function nameOf({ interviewId, id }: TrackRow, { take }: Pick<OfTake, "take">): string {
  return `${interviewId}/${id}.${take.rendering}`;
}

function keyOf({ take, dataKey }: OfTake) {
  return { interviewId: take.interviewId, dataKey };
}

function endOf(row: TrackRow, of: OfTake, rendered: RenderedTrack): TrackEnd {
  const object = nameOf(row, of);
  const { id: trackId, personId, kind, endedEarly } = row;
  const recordedBy = kind === "fallback" ? "browser" : "server";
  const track = manifestTrack({ trackId, personId, as: kind, object, recordedBy, endedEarly }, rendered);
  const factsSealed = sealFacts(of.dataKey, trackId, { rendering: of.take.rendering, track });
  const { mediaType, bytes, firstMs, lastMs, gapsMs } = rendered;
  const whole = { firstMs: Math.round(firstMs), lastMs: Math.round(lastMs), gapsMs: Math.round(gapsMs) };
  return { id: trackId, object, mediaType, bytes, ...whole, factsSealed };
}

async function* noticed(lines: AsyncIterable<NoteLine>, moments: Moments): AsyncGenerator<NoteLine> {
  for await (const line of lines) {
    moments.note(line);
    yield line;
  }
}

/** Kinds whose tracks can be played. */
export const playable: readonly TrackKind[] = [
  "voice",
  "interviewer",
  "camera",
  "screen",
  "screen-sound",
  "fallback",
];
