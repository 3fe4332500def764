import { Buffer } from "node:buffer";
import type { TrackKind } from "../../ports/takes.ts";
import type { LogDamage } from "../log/whole.ts";
import type { Alignment, RenderedTrack } from "./rendered.ts";

/** What a take is made of, for whoever plays or works on it later. It holds no word that was said. */
export type Manifest = {
  readonly version: 1;
  readonly takeId: string;
  /** Wall clock of the time line's zero. */
  readonly openedAt: string;
  readonly durationMs: number;
  /** Between any two tracks; null where there are fewer. */
  readonly alignment: Alignment | null;
  readonly tracks: readonly ManifestTrack[];
};

export type ManifestTrack = Omit<RenderedTrack, "peaks"> & {
  readonly trackId: string;
  readonly personId: string | null;
  readonly as: TrackKind;
  /** The object's name in the vault. */
  readonly object: string;
  readonly peaks: { readonly perSecond: number; readonly values: string } | null;
  /** `server`: from the packets that everybody got. `browser`: the browser's own recording, sent later. */
  readonly recordedBy: "server" | "browser";
  /** Why its recording ended before the person did: a constant. */
  readonly endedEarly: string | null;
  /** What of its log could not be read; null: all of it could. It is not there in manifests from before this was told. */
  readonly damage?: LogDamage | null;
};

/** What is said of a track beside what rendering found. */
export type TrackLabel = Pick<
  ManifestTrack,
  "trackId" | "personId" | "as" | "object" | "recordedBy" | "endedEarly" | "damage"
>;

/** A track's part of the manifest; it can be kept as JSON until the take's other tracks are ready. */
export function manifestTrack(label: TrackLabel, { peaks, ...rendered }: RenderedTrack): ManifestTrack {
  const values = peaks && Buffer.from(peaks.values).toString("base64");
  return { ...label, ...rendered, peaks: peaks && values !== null ? { perSecond: peaks.perSecond, values } : null };
}

type Take = { readonly takeId: string; readonly openedAtMs: number };

/** The take's manifest as bytes; the same tracks in any order make the same. */
export function writeManifest(take: Take, tracks: readonly ManifestTrack[]): Uint8Array {
  const manifest: Manifest = {
    version: 1,
    takeId: take.takeId,
    openedAt: new Date(take.openedAtMs).toISOString(),
    durationMs: Math.max(0, ...tracks.map((it) => it.lastMs)),
    alignment: together(tracks.map((it) => it.alignment)),
    tracks: [...tracks].sort((a, b) => a.firstMs - b.firstMs || (a.trackId < b.trackId ? -1 : 1)),
  };
  return Buffer.from(JSON.stringify(manifest));
}

/** Two tracks may be wrong in opposite directions: the two worst count together. */
function together(alignments: readonly Alignment[]): Alignment | null {
  if (alignments.length < 2) return null;
  const worst = (of: (it: Alignment) => number): number => {
    const [first = 0, second = 0] = alignments.map(of).sort((a, b) => b - a);
    return first + second;
  };
  return { p95Ms: worst((it) => it.p95Ms), maxMs: worst((it) => it.maxMs) };
}
