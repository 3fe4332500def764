import { purposes } from "../../proto/live/words.ts";
import { AppError } from "../../server/kit/errors.ts";
import type { TakeRow, Takes, TrackRow } from "../../server/ports/takes.ts";

type Kept = Pick<Takes, "find" | "agreed" | "open" | "track" | "durable" | "endEarly" | "end">;
export type FakeTakes = Kept & {
  readonly takes: Map<string, TakeRow>;
  readonly tracks: TrackRow[];
  /** Who took back that they agreed; everybody else agreed to everything. */
  readonly refused: Set<string>;
  /** Whether the database answers. */
  down: boolean;
  /** The log of somebody's source. */
  trackOf(personId: string | null, kind: TrackRow["kind"]): string;
};

const nothing = { bytes: 0, firstMs: null, lastMs: null, gapsMs: 0, factsSealed: null, endedEarly: null };

/** The rows of takes, in memory. */
export function fakeTakes(): FakeTakes {
  const asked = (): void => {
    if (fake.down) throw new AppError("unavailable", "The database does not answer.");
  };
  const recording = (interviewId: string): TakeRow => {
    const take = fake.takes.get(interviewId);
    if (take?.state !== "recording") throw new AppError("closed", "This take is over.");
    return take;
  };
  const fake: FakeTakes = {
    takes: new Map(),
    tracks: [],
    refused: new Set(),
    down: false,
    trackOf: (personId, kind) =>
      fake.tracks.find((it) => it.personId === personId && it.kind === kind && it.deletedAt === null)?.id ?? "",
    async find(interviewId) {
      asked();
      const take = fake.takes.get(interviewId);
      return take ? { take, tracks: fake.tracks } : null;
    },
    async agreed() {
      asked();
      const people = ["ann", "ben", "cat", "insider"].filter((it) => !fake.refused.has(it));
      return new Map(people.map((it) => [it, purposes]));
    },
    async open({ interviewId, node, openedAt }) {
      asked();
      if (!fake.takes.has(interviewId)) fake.takes.set(interviewId, begun({ interviewId, node, openedAt }));
      return recording(interviewId);
    },
    async track({ id, interviewId, personId, kind }) {
      asked();
      recording(interviewId);
      const same = (it: TrackRow): boolean =>
        it.interviewId === interviewId && it.personId === personId && it.kind === kind && it.deletedAt === null;
      const row = fake.tracks.find(same) ??
        { id, interviewId, personId, kind, object: null, mediaType: null, deletedAt: null, ...nothing };
      if (!fake.tracks.includes(row)) fake.tracks.push(row);
      return row;
    },
    async durable(interviewId, durableMs, at) {
      asked();
      const take = fake.takes.get(interviewId);
      if (take?.state !== "recording") return null;
      fake.takes.set(interviewId, { ...take, durableMs, heardAt: at });
      return fake.tracks.filter((it) => it.interviewId === interviewId && it.deletedAt !== null).map((it) => it.id);
    },
    async endEarly(trackId, reason) {
      asked();
      fake.tracks.forEach((it, at) => it.id === trackId && (fake.tracks[at] = { ...it, endedEarly: reason }));
    },
    async end(interviewId, at) {
      asked();
      const take = fake.takes.get(interviewId);
      if (take?.state !== "recording") return false;
      fake.takes.set(interviewId, { ...take, state: "finishing", endedAt: at });
      return true;
    },
  };
  return fake;
}

function begun({ interviewId, node, openedAt }: Pick<TakeRow, "interviewId" | "node" | "openedAt">): TakeRow {
  return {
    interviewId,
    state: "recording",
    node,
    openedAt,
    endedAt: null,
    durableMs: 0,
    heardAt: openedAt,
    rendering: 0,
    progress: 0,
    reason: null,
    manifestSealed: null,
    version: 0,
  };
}
