import type { TakeRow, TrackRow, WholeTake } from "../ports/takes.ts";

/** Why a track has no file though its log is kept: it does not open, or a newer version of us wrote it. */
export const unreadable = "unreadable";
export const newerVersion = "newer-version";

type Reason = Pick<TrackRow, "object" | "endedEarly">;

/** Something of it is kept that could not be read; another version of us may. */
export function isUnread({ object, endedEarly }: Reason): boolean {
  return object === null && (endedEarly === unreadable || endedEarly === newerVersion);
}

/** Something was on disk once, and no log of it is to be found. */
export function nothingLeft({ durableMs }: TakeRow, tracks: readonly TrackRow[]): boolean {
  return durableMs > 0 && tracks.length > 0 && tracks.every((it) => it.object === null && !isUnread(it));
}

/** Something of it is in a log alone, and logs are where it was recorded: that machine finishes it when it sweeps. */
export function needsItsNode({ take, tracks }: WholeTake, node: string): boolean {
  const inLog = ({ kind, deletedAt, factsSealed }: TrackRow): boolean =>
    kind !== "fallback" && deletedAt === null && factsSealed === null;
  return take.node !== node && tracks.some(inLog);
}
