import { sealWords, unsealWords } from "../kit/sealed-words.ts";
import type { TakeRow, TrackRow } from "../ports/takes.ts";
import type { LogDamage } from "./log/whole.ts";
import type { Moment } from "./moments.ts";
import { type Manifest, type ManifestTrack, writeManifest } from "./mux/manifest.ts";

/** What is known of a finished track beside its row. `rendering` is the take's when it was made. */
export type TrackFacts = {
  readonly rendering: number;
  /** null: there is nothing of it that can be heard or seen, or it is notes. */
  readonly track: ManifestTrack | null;
  /** What of its log could not be read, where `track` does not say it; null: all of it could. */
  readonly damage?: LogDamage | null;
  /** Of one that could not be read at all: why its recording had ended before, which its row says no more. */
  readonly endedEarly?: string | null;
  /** Of notes: what the owner's time line shows of them. */
  readonly moments?: readonly Moment[];
  /** Of notes: of whom there is something in them. */
  readonly people?: readonly string[];
};

const trackPlace = (id: string) => ({ table: "tracks", column: "facts_sealed", id });
const takePlace = (id: string) => ({ table: "takes", column: "manifest_sealed", id });

export function sealFacts(dataKey: Uint8Array, trackId: string, facts: TrackFacts): Uint8Array<ArrayBuffer> {
  return sealWords(dataKey, trackPlace(trackId), JSON.stringify(facts));
}

/** null: the track was not finished. Throws as `unsealWords` does. */
export function readFacts(dataKey: Uint8Array, { id, factsSealed }: TrackRow): TrackFacts | null {
  return factsSealed && JSON.parse(unsealWords(dataKey, trackPlace(id), factsSealed)) as TrackFacts;
}

/** The manifest of a take whose tracks are finished, sealed. */
export function sealManifest(
  dataKey: Uint8Array,
  { interviewId, openedAt }: TakeRow,
  tracks: readonly TrackRow[],
): Uint8Array<ArrayBuffer> {
  const known = tracks.flatMap((it) => readFacts(dataKey, it)?.track ?? []);
  const manifest = writeManifest({ takeId: interviewId, openedAtMs: openedAt.getTime() }, known);
  return sealWords(dataKey, takePlace(interviewId), new TextDecoder().decode(manifest));
}

/** null: the take was not stored. Throws as `unsealWords` does. */
export function readManifest(dataKey: Uint8Array, { interviewId, manifestSealed }: TakeRow): Manifest | null {
  return manifestSealed && JSON.parse(unsealWords(dataKey, takePlace(interviewId), manifestSealed)) as Manifest;
}
