import type { TakeRow, TrackEnd, TrackRow } from "../ports/takes.ts";
import { readFacts, sealFacts, type TrackFacts } from "./facts.ts";
import { isUnread } from "./left.ts";
import type { LogDamage } from "./log/whole.ts";
import { manifestTrack } from "./mux/manifest.ts";
import type { RenderedTrack } from "./mux/rendered.ts";

/** The take of a track that is finished, and the key that seals what is known of it. */
export type Sealing = { readonly take: TakeRow; readonly dataKey: Uint8Array };
/** What came out of a track's log; null: nothing that can be heard or seen. */
export type Made = { readonly rendered: RenderedTrack | null; readonly damage: LogDamage | null };

/** A track's object in the vault. A rendering that is made again takes the place of the one that broke off. */
export function objectOf({ interviewId, id }: TrackRow, { take }: Pick<Sealing, "take">): string {
  return `${interviewId}/${id}.${take.rendering}`;
}

/** The end of a track out of whatever was made of it. */
export function endOf(row: TrackRow, sealing: Sealing, { rendered, damage }: Made): TrackEnd {
  if (!rendered) return noneOf(row, sealing, { damage });
  const object = objectOf(row, sealing);
  const { id: trackId, personId, kind, endedEarly } = row;
  const recordedBy = kind === "fallback" ? "browser" : "server";
  const track = manifestTrack({ trackId, personId, as: kind, object, recordedBy, endedEarly, damage }, rendered);
  const factsSealed = sealFacts(sealing.dataKey, trackId, { rendering: sealing.take.rendering, track });
  const { mediaType, bytes, firstMs, lastMs, gapsMs } = rendered;
  const whole = { firstMs: Math.round(firstMs), lastMs: Math.round(lastMs), gapsMs: Math.round(gapsMs) };
  return { id: trackId, object, mediaType, bytes, ...whole, factsSealed };
}

/** The end of a track that has no file. */
export function noneOf(
  { id }: TrackRow,
  { take, dataKey }: Sealing,
  more: Pick<TrackFacts, "damage" | "endedEarly"> = {},
): TrackEnd {
  const factsSealed = sealFacts(dataKey, id, { ...more, rendering: take.rendering, track: null });
  return { id, object: null, mediaType: null, bytes: 0, firstMs: null, lastMs: null, gapsMs: 0, factsSealed };
}

/** The end of a track that cannot be read now though something of it is kept; what its row said before is kept as well. */
export function unreadOf(row: TrackRow, sealing: Sealing, reason: string): TrackEnd {
  const before = isUnread(row) ? readFacts(sealing.dataKey, row)?.endedEarly ?? null : row.endedEarly;
  return { ...noneOf(row, sealing, { endedEarly: before }), endedEarly: reason };
}
