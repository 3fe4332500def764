import type { TakeRow, TrackRow, WholeTake } from "../ports/takes.ts";

/** Why a track that could not be read has no file. */
export const unreadable = "unreadable";

/** Something was on disk once, and no log of it is to be found. */
export function nothingLeft({ durableMs }: TakeRow, tracks: readonly TrackRow[]): boolean {
  return durableMs > 0 && tracks.length > 0 && tracks.every((it) => it.object === null && it.endedEarly !== unreadable);
}

/** Something of it is in a log alone, and logs are where it was recorded: that machine finishes it when it sweeps. */
export function needsItsNode({ take, tracks }: WholeTake, node: string): boolean {
  const inLog = ({ kind, deletedAt, factsSealed }: TrackRow): boolean =>
    kind !== "fallback" && deletedAt === null && factsSealed === null;
  return take.node !== node && tracks.some(inLog);
}
