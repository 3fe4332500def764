import { z } from "zod";
import { limits } from "../limits.ts";
import { interviewEnds, purposes } from "../live/words.ts";
import { contracts, Id, IdParam, Instant } from "./shared.ts";

export const TakeState = z.enum(["recording", "finishing", "stored", "broken", "expired", "erasing", "erased"]);
export type TakeState = z.infer<typeof TakeState>;
export const TrackKind = z.enum(["voice", "interviewer", "camera", "screen", "screen-sound", "notes", "fallback"]);

const Bound = z.object({ p95Ms: z.number(), maxMs: z.number() });

/** One person's one source in a take. Times are on the take's time line. */
export const TakeTrack = z.object({
  id: Id,
  kind: TrackKind,
  /** Whose it is; null: the AI interviewer's, or nobody's. */
  person: z.object({ id: Id, name: z.string() }).nullable(),
  mine: z.boolean(),
  /** Whether one may ask for a link to it now. */
  playable: z.boolean(),
  mediaType: z.string().nullable(),
  bytes: z.number(),
  firstMs: z.number().nullable(),
  lastMs: z.number().nullable(),
  gapsMs: z.number(),
  /** The longest parts that are missing. */
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number(), cause: z.string() })),
  /** Loudness from `firstMs` to `lastMs`: bytes in base64, evenly spread. */
  peaks: z.string().nullable(),
  recordedBy: z.enum(["server", "browser"]),
  /** Why its recording ended before its person did, or why what was recorded of it could not be read: a constant. */
  endedEarly: z.string().nullable(),
  /** What of its log could not be read: about so long, and moments that a crash cut off; null: all of it could. */
  damage: z.object({ lostMs: z.number(), cut: z.boolean() }).nullable(),
});
export type TakeTrack = z.infer<typeof TakeTrack>;

/** Something that happened in an interview, on the take's time line. */
export const TakeMoment = z.object({
  atMs: z.number(),
  what: z.enum(["seat", "asker", "microphone", "microphone-back", "question", "end"]),
  /** Whom it is about; null: nobody, or somebody who is gone. */
  person: z.object({ id: Id, name: z.string() }).nullable(),
  /** What was asked. */
  text: z.string().nullable(),
  /** Of the end: how. */
  end: z.enum(interviewEnds).nullable(),
});
export type TakeMoment = z.infer<typeof TakeMoment>;

/** The recording of an interview, as its owner sees it. */
export const Take = z.object({
  interviewId: Id,
  state: TakeState,
  /** Percent, while finishing. */
  progress: z.number(),
  /** Why it is broken, or what finishing it waits for: a constant. */
  reason: z.string().nullable(),
  openedAt: Instant,
  endedAt: Instant.nullable(),
  /** How far it is safe on disk, while recording. */
  durableMs: z.number(),
  durationMs: z.number(),
  /** How far two tracks may be apart; null until it is stored, and with a single track. */
  alignment: Bound.nullable(),
  tracks: z.array(TakeTrack),
  /** In their order; empty until it is stored. */
  moments: z.array(TakeMoment),
  /** Some of them, or all, were in what could not be read. */
  momentsLost: z.boolean(),
  /** Until when it is kept, by what is chosen now; null: its end is not known, or it is gone. */
  keptUntil: Instant.nullable(),
});
export type Take = z.infer<typeof Take>;

/** What a browser recorded by itself, and how far it came. */
export const Fallback = z.object({
  id: Id,
  state: z.enum(["receiving", "received", "refused"]),
  /** Where the next piece begins. */
  received: z.number(),
  maxBytes: z.number(),
  maxPieceBytes: z.number(),
});
export type Fallback = z.infer<typeof Fallback>;

/** Somebody else's interview in which one agreed to being recorded, or was. */
export const Heard = z.object({
  interviewId: Id,
  owner: z.object({ id: Id, name: z.string() }).nullable(),
  openedAt: Instant,
  /** What is recorded of oneself; words that one wrote are in none of them. */
  kinds: z.array(TrackKind),
});
export type Heard = z.infer<typeof Heard>;

const TrackParam = IdParam.extend({ trackId: Id });
const day = 86_400_000;

export const takes = contracts({
  "GET /interviews/:id/take": {
    about: "The recording of an interview: its state and tracks on one time line; null when there is none",
    params: IdParam,
    status: 200,
    answer: z.object({ take: Take.nullable() }),
  },
  "DELETE /interviews/:id/take": {
    about: "Delete the recording of an interview, also while it runs; the key goes, so every copy becomes unreadable",
    params: IdParam,
    status: 204,
    answer: null,
  },
  "DELETE /interviews/:id/tracks/:trackId": {
    about: "Delete one of one's own tracks",
    params: TrackParam,
    status: 204,
    answer: null,
  },
  "POST /interviews/:id/tracks/:trackId/link": {
    about:
      "A link that plays one of one's own tracks, or the AI interviewer's, for a quarter of an hour, for oneself alone",
    params: TrackParam,
    status: 200,
    answer: z.object({ url: z.string(), expiresAt: Instant }),
  },
  "GET /takes/heard": {
    about: "Recordings of other people's interviews in which one has a part, the newest 50 first",
    status: 200,
    answer: z.object({ rows: z.array(Heard) }),
  },
  "DELETE /interviews/:id/consents/:purpose": {
    about:
      "Take back what one agreed to in an interview, one's own or another's: one's tracks are deleted and it is finished without them",
    params: IdParam.extend({ purpose: z.enum(purposes, "There is no such purpose.") }),
    status: 204,
    answer: null,
  },
  "POST /interviews/:id/audio": {
    about:
      "Begin to send what the browser recorded of one's voice because the room could not; or send all of it, as the file of a form",
    params: IdParam,
    /** How long ago that recording began, by the browser's steady clock. */
    body: z.object({ sinceMs: z.number().int().min(0).max(day) }),
    form: {
      /** Without it the recording began with the interview. */
      fields: z.object({ sinceMs: z.coerce.number().int().min(0).max(day).optional() }),
      bytes: limits.fallbackBytes,
    },
    status: 201,
    answer: Fallback,
  },
  "GET /interviews/:id/audio/:trackId": {
    about: "How far a recording of the browser came",
    params: TrackParam,
    status: 200,
    answer: Fallback,
  },
  "PUT /interviews/:id/audio/:trackId": {
    about:
      "The next piece of it, as bytes; at another place than the right one it is a conflict that names that offset",
    params: TrackParam,
    query: z.object({
      offset: z.coerce.number().int().min(0).max(limits.fallbackBytes),
      /** It is complete with this piece, which may be empty. */
      last: z.enum(["true", "false"]).default("false"),
    }),
    bytes: limits.fallbackPieceBytes,
    status: 200,
    answer: Fallback,
  },
});
