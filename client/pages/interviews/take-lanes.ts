import type { TakeTrack } from "../../../proto/http/takes.ts";

/** As many bars as a phone and a desk can both show. */
const mostLevels = 110;

/** Where a moment lies on the time line, in percent. */
export function placeOf(atMs: number, durationMs: number): number {
  return Math.min(100, Math.max(0, 100 * atMs / Math.max(1, durationMs)));
}

/** Where a track lies on the time line, in percent. */
export function spanOf(
  { firstMs, lastMs }: Pick<TakeTrack, "firstMs" | "lastMs">,
  durationMs: number,
): { from: number; size: number } {
  const from = placeOf(firstMs ?? 0, durationMs);
  return { from, size: Math.max(0, placeOf(lastMs ?? 0, durationMs) - from) };
}

/** How loud a track is, 0 to 1, evenly spread and flat where something is missing; null: it has no sound. */
export function levelsOf(track: Pick<TakeTrack, "peaks" | "gaps" | "firstMs" | "lastMs">): readonly number[] | null {
  if (track.peaks === null) return null;
  const all = Uint8Array.from(atob(track.peaks), (it) => it.charCodeAt(0));
  const n = Math.min(mostLevels, all.length);
  const levels = Array.from({ length: n }, () => 0);
  for (const [at, value] of all.entries()) {
    const part = Math.floor(at * n / all.length);
    levels[part] = Math.max(levels[part] ?? 0, value / 255);
  }
  const fromMs = track.firstMs ?? 0;
  const wide = ((track.lastMs ?? 0) - fromMs) / Math.max(1, n);
  const missing = (at: number): boolean => {
    const middle = fromMs + (at + 0.5) * wide;
    return track.gaps.some((gap) => gap.cause !== "quiet" && gap.fromMs <= middle && middle < gap.toMs);
  };
  return levels.map((level, at) => missing(at) ? 0 : level);
}
