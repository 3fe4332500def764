import { Buffer } from "node:buffer";
import type { Clock } from "../kit/clock.ts";
import { AppError, found } from "../kit/errors.ts";
import type { Vault } from "../ports/blobs.ts";
import type { Keys } from "../ports/keys.ts";
import type { MasterKey } from "../ports/master-key.ts";
import type { Takes, TrackRow, WholeTake } from "../ports/takes.ts";
import type { Moment } from "./moments.ts";
import { readFacts, readManifest } from "./facts.ts";
import type { LogDamage } from "./log/whole.ts";
import type { Manifest, ManifestTrack } from "./mux/manifest.ts";

type Options = {
  readonly takes: Takes;
  readonly keys: Keys;
  readonly vault: Vault;
  readonly seal: Pick<MasterKey, "seal" | "unseal">;
  readonly clock: Clock;
};

/** A take as its owner may see it, with what is known of the tracks that are finished. */
export type SeenTake = WholeTake & {
  readonly manifest: Manifest | null;
  readonly facts: ReadonlyMap<string, ManifestTrack>;
  /** What of a track's log could not be read, where anything could not. */
  readonly damage: ReadonlyMap<string, LogDamage>;
  /** What happened in it, in its order. */
  readonly moments: readonly Moment[];
};

/** A file that may be read in parts for as long as its link lives. */
export type Playing = {
  readonly mediaType: string;
  readonly bytes: number;
  /** Changes when the file does. */
  readonly tag: string;
  /** Bytes `from` up to `to`, which is left out. */
  read(from: number, to: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
};

export type Playback = {
  /** null: nothing was recorded of this interview. */
  look(interviewId: string): Promise<SeenTake | null>;
  /** Takes of other people's interviews in which somebody has a part, the newest first, with their tracks there. */
  heard(personId: string): Promise<readonly WholeTake[]>;
  /**
   * A secret that opens one track for one person until it expires. "not-found" for tracks of other people, "conflict"
   * while it is not finished.
   */
  link(at: { readonly interviewId: string; readonly trackId: string; readonly personId: string }): Promise<Link>;
  /** What a secret opens for who asks; "not-found" for another person's, "closed" when it expired or the track is gone. */
  open(secret: string, personId: string | null): Promise<Playing>;
};
export type Link = { readonly secret: string; readonly expiresAt: Date };

/** How long a link opens. Lower breaks a player that was paused, higher lets a link that got away live longer. */
const linkMs = 15 * 60_000;
/** As many as one looks through on a page. */
const mostHeard = 50;
const sealName = "media link";

type Grant = { readonly i: string; readonly t: string; readonly p: string; readonly o: string; readonly e: number };

export function makePlayback({ takes, keys, vault, seal, clock }: Options): Playback {
  return {
    async look(interviewId) {
      const whole = await takes.find(interviewId);
      if (!whole) return null;
      // One that is being finished may be waiting for its key: how it stands is seen all the same.
      const dataKey = whole.take.state === "stored" ? await keys.open(interviewId) : null;
      const tracks = whole.tracks.filter((it) => it.deletedAt === null);
      const known = dataKey ? tracks.map((it) => ({ id: it.id, facts: readFacts(dataKey, it) })) : [];
      return {
        take: whole.take,
        tracks,
        manifest: dataKey && readManifest(dataKey, whole.take),
        facts: new Map(known.flatMap(({ id, facts }) => facts?.track ? [[id, facts.track]] : [])),
        damage: new Map(known.flatMap(({ id, facts }) => {
          const damage = facts?.track?.damage ?? facts?.damage;
          return damage ? [[id, damage]] : [];
        })),
        moments: known.flatMap(({ facts }) => facts?.moments ?? []),
      };
    },
    async heard(personId) {
      const newest = [...await takes.heardIn(personId)].sort().reverse().slice(0, mostHeard);
      const found = await Promise.all(newest.map((it) => takes.find(it)));
      return found.flatMap((it) =>
        it ? [{ take: it.take, tracks: it.tracks.filter((one) => isOf(one, personId)) }] : []
      );
    },
    async link({ interviewId, trackId, personId }) {
      const whole = found(await takes.find(interviewId), "recording");
      const track = found(whole.tracks.find((it) => it.id === trackId && mayPlay(it, personId)), "track");
      if (track.object === null) throw notFinished();
      const expiresAt = new Date(clock.now() + linkMs);
      const grant: Grant = { i: interviewId, t: trackId, p: personId, o: track.object, e: expiresAt.getTime() };
      const secret = Buffer.from(seal.seal(Buffer.from(JSON.stringify(grant)), sealName)).toString("base64url");
      return { secret, expiresAt };
    },
    async open(secret, personId) {
      const grant = found(readGrant(seal, secret), "link");
      if (grant.p !== personId) found(null, "link");
      if (grant.e <= clock.now()) throw gone("This link is over. Load the page again to go on.");
      const track = (await takes.find(grant.i))?.tracks.find((it) => it.id === grant.t && mayPlay(it, grant.p));
      if (!track || track.object !== grant.o) throw gone("This recording was deleted.");
      const dataKey = await keys.open(grant.i);
      const key = { interviewId: grant.i, dataKey };
      return {
        mediaType: track.mediaType ?? "application/octet-stream",
        bytes: track.bytes,
        tag: grant.o.split("/").at(-1) ?? grant.t,
        read: (from, to, signal) => vault.read(grant.o, { key, from, to, signal }),
      };
    },
  };
}

function isOf({ personId, deletedAt }: TrackRow, asker: string): boolean {
  return personId === asker && deletedAt === null;
}

/** One's own, and the voice that is nobody's. Notes are read on other ways. */
export function mayPlay({ kind, personId, deletedAt }: TrackRow, asker: string): boolean {
  return deletedAt === null && kind !== "notes" && (personId === asker || personId === null);
}

/** null: not ours, or changed. */
function readGrant(seal: Options["seal"], secret: string): Grant | null {
  try {
    const bytes = seal.unseal(Buffer.from(secret, "base64url"), sealName);
    return JSON.parse(new TextDecoder().decode(bytes)) as Grant;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function gone(sentence: string): AppError {
  return new AppError("closed", sentence);
}

function notFinished(): AppError {
  return new AppError("conflict", "This track is not finished yet. It can be played in a moment.");
}
