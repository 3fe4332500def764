import { Buffer } from "node:buffer";
import type { Fallback, Heard, Take, TakeMoment, TakeTrack } from "../../../proto/http/takes.ts";
import { limits } from "../../../proto/limits.ts";
import { iso } from "../../kit/instant.ts";
import type { Clock } from "../../kit/clock.ts";
import type { InterviewRow } from "../../ports/interviews.ts";
import type { FallbackRow, TakeRow, TrackRow, WholeTake } from "../../ports/takes.ts";
import type { Moment } from "../../recorder/moments.ts";
import { isUnread } from "../../recorder/left.ts";
import type { LogDamage } from "../../recorder/log/whole.ts";
import type { ManifestTrack } from "../../recorder/mux/manifest.ts";
import { mayPlay, type SeenTake } from "../../recorder/playback.ts";
import type { Recordings } from "../../recorder/recordings.ts";
import type { Keeping } from "../../retention/keeping.ts";
import { type Permission, signedIn } from "../permission.ts";
import { type Route, route } from "../route.ts";
import type { OwnInterview } from "../interview-permissions.ts";

type Options = {
  readonly recordings: Pick<Recordings, "erasing" | "playback" | "fallback" | "addWhole">;
  readonly mine: Permission<OwnInterview>;
  /** What somebody is called; undefined: they are gone. */
  readonly nameOf: (personId: string) => Promise<string | undefined>;
  /** Whose interview it is; undefined: it is gone. */
  readonly ownerOf: (interviewId: string) => Promise<string | undefined>;
  /** Takes back what somebody agreed to in an interview, wherever that is known; "not-found" when they did not. */
  readonly withdraw: Recordings["erasing"]["withdraw"];
  /** For how many days the originals of an interview are kept. */
  readonly keptDays: Keeping["daysOf"];
  readonly clock: Clock;
};

/** Recordings over HTTP, for the owner of the interview. */
export function takeRoutes({ recordings, mine, nameOf, ownerOf, withdraw, keptDays, clock }: Options): Route[] {
  const { erasing, playback, fallback, addWhole } = recordings;
  return [
    route(mine, "GET /interviews/:id/take", async ({ granted: { me, interview } }) => {
      const seen = await playback.look(interview.id);
      if (!seen) return { take: null };
      const people = [...new Set([...seen.tracks, ...seen.moments].flatMap((it) => it.personId ?? []))];
      const names = new Map(await Promise.all(people.map(async (id) => [id, await nameOf(id)] as const)));
      const seeing = { personId: me.personId, interview, names, nowMs: clock.now() };
      return { take: shownTake(seen, { ...seeing, keptDays: await keptDays(interview) }) };
    }),
    route(mine, "DELETE /interviews/:id/take", async ({ granted: { me, interview } }) => {
      await erasing.erase(interview.id, me.personId);
      return undefined;
    }),
    route(mine, "DELETE /interviews/:id/tracks/:trackId", async ({ granted: { me, interview }, params }) => {
      await erasing.deleteTrack(interview.id, { personId: me.personId, trackId: params.trackId });
      return undefined;
    }),
    route(mine, "POST /interviews/:id/tracks/:trackId/link", async ({ granted: { me, interview }, params }) => {
      const at = { interviewId: interview.id, trackId: params.trackId, personId: me.personId };
      const { secret, expiresAt } = await playback.link(at);
      return { url: `/media/${secret}`, expiresAt: iso(expiresAt) };
    }),
    route(signedIn, "GET /takes/heard", async ({ granted: me }) => {
      const whole = await playback.heard(me.personId);
      return { rows: await Promise.all(whole.map((it) => shownHeard(it, { nameOf, ownerOf }))) };
    }),
    // Also for who was heard in somebody else's interview; to others it does not exist.
    route(signedIn, "DELETE /interviews/:id/consents/:purpose", async ({ granted: me, params: { id, purpose } }) => {
      await withdraw(id, { personId: me.personId, purpose });
      return undefined;
    }),
    route(mine, "POST /interviews/:id/audio", async ({ granted: { me, interview }, body }) => {
      const of = { interviewId: interview.id, personId: me.personId };
      if (!("file" in body)) return shownFallback(await fallback.begin(of, body.sinceMs));
      const { file, sinceMs = sinceBegin(interview, clock) } = body;
      return shownFallback(await addWhole(of, { file, sinceMs }));
    }),
    route(mine, "GET /interviews/:id/audio/:trackId", async ({ granted: { interview }, params }) => {
      return shownFallback(await fallback.look({ interviewId: interview.id, trackId: params.trackId }));
    }),
    route(mine, "PUT /interviews/:id/audio/:trackId", async ({ granted: { interview }, params, query, body }) => {
      const piece = { offset: query.offset, last: query.last === "true", bytes: body };
      return shownFallback(await fallback.add({ interviewId: interview.id, trackId: params.trackId }, piece));
    }),
  ];
}

/** How long ago an interview began: whoever recorded it and says nothing else recorded it from there. */
function sinceBegin({ startedAt }: InterviewRow, clock: Clock): number {
  return startedAt === null ? 0 : Math.max(0, clock.now() - startedAt.getTime());
}

async function shownHeard(
  { take: { interviewId, openedAt }, tracks }: WholeTake,
  { nameOf, ownerOf }: Pick<Options, "nameOf" | "ownerOf">,
): Promise<Heard> {
  const id = await ownerOf(interviewId);
  const name = id === undefined ? undefined : await nameOf(id);
  const owner = id !== undefined && name !== undefined ? { id, name } : null;
  return { interviewId, owner, openedAt: iso(openedAt), kinds: tracks.map((it) => it.kind) };
}

type Seeing = {
  readonly personId: string;
  readonly interview: InterviewRow;
  readonly names: ReadonlyMap<string, string | undefined>;
  readonly nowMs: number;
  readonly keptDays: number;
};

function shownTake({ take, tracks, manifest, facts, damage, moments }: SeenTake, seeing: Seeing): Take {
  const { interviewId, state, progress, reason, openedAt, endedAt, durableMs } = take;
  const untilMs = endedAt?.getTime() ?? (state === "recording" ? seeing.nowMs : openedAt.getTime());
  return {
    ...{ interviewId, state, progress, reason, durableMs },
    openedAt: iso(openedAt),
    endedAt: endedAt && iso(endedAt),
    durationMs: Math.max(0, manifest?.durationMs ?? untilMs - openedAt.getTime()),
    alignment: manifest?.alignment ?? null,
    tracks: tracks.filter((it) => it.kind !== "notes").map((it) => ({
      ...shownTrack(it, facts.get(it.id), seeing),
      damage: shownDamage(damage.get(it.id)),
    })),
    momentsLost: tracks.some((it) => it.kind === "notes" && (isUnread(it) || damage.has(it.id))),
    keptUntil: keptUntil(take, seeing),
    moments: state === "stored" ? [...moments.map((it) => shownMoment(it, seeing)), ...theEnd(take, seeing)] : [],
  };
}

function keptUntil({ state, endedAt }: TakeRow, { keptDays }: Seeing): Take["keptUntil"] {
  const kept = state === "finishing" || state === "stored" || state === "broken";
  return kept && endedAt !== null ? iso(new Date(endedAt.getTime() + keptDays * 86_400_000)) : null;
}

function shownMoment({ atMs, what, personId, text }: Moment, { names }: Seeing): TakeMoment {
  return { atMs, what, person: named(personId, names), text, end: null };
}

/** How the interview ended, where that is known. */
function theEnd({ openedAt }: TakeRow, { interview: { endedAt, endedAs } }: Seeing): TakeMoment[] {
  if (endedAt === null || endedAs === null) return [];
  const atMs = Math.max(0, endedAt.getTime() - openedAt.getTime());
  return [{ atMs, what: "end", person: null, text: null, end: endedAs }];
}

function named(id: string | null, names: Seeing["names"]): TakeMoment["person"] {
  const name = id === null ? undefined : names.get(id);
  return id !== null && name !== undefined ? { id, name } : null;
}

function shownDamage(damage: LogDamage | undefined): TakeTrack["damage"] {
  return damage ? { lostMs: damage.lostMs, cut: damage.cutBytes > 0 } : null;
}

function shownTrack(
  row: TrackRow,
  facts: ManifestTrack | undefined,
  { personId: me, names }: Seeing,
): Omit<TakeTrack, "damage"> {
  const { id, kind, personId, mediaType, bytes, firstMs, lastMs, gapsMs, endedEarly } = row;
  return {
    ...{ id, kind, mediaType, bytes, firstMs, lastMs, gapsMs, endedEarly },
    person: named(personId, names),
    mine: personId === me,
    playable: mayPlay(row, me) && row.object !== null,
    gaps: [...facts?.gaps ?? []],
    peaks: facts?.peaks ? evenly(facts.peaks.values) : null,
    recordedBy: kind === "fallback" ? "browser" : "server",
  };
}

/** As many peaks as a wide page can show: the loudest of each part. */
const mostPeaks = 1_500;

function evenly(values: string): string {
  const all = Buffer.from(values, "base64");
  if (all.length <= mostPeaks) return values;
  const peaks = Buffer.alloc(mostPeaks);
  for (const [at, value] of all.entries()) {
    const part = Math.floor(at * mostPeaks / all.length);
    peaks[part] = Math.max(peaks[part] ?? 0, value);
  }
  return peaks.toString("base64");
}

function shownFallback({ trackId: id, state, received }: FallbackRow): Fallback {
  return { id, state, received, maxBytes: limits.fallbackBytes, maxPieceBytes: limits.fallbackPieceBytes };
}
