import { z } from "zod";
import { purposes } from "../live/words.ts";
import { Mode } from "./interviews.ts";
import { contracts, Id, IdParam, Instant, Page, pageOf, Version } from "./shared.ts";
import { Difficulty, TaskKind } from "./tasks.ts";

export const RsvpAnswer = z.enum(["yes", "maybe", "no"]);
export type RsvpAnswer = z.infer<typeof RsvpAnswer>;

export const Purpose = z.enum(purposes);

/** A service outside of this server that would hear one's voice or read one's words in a session. */
export const OutsideService = z.object({
  does: z.enum(["interviewer", "transcriber", "voice", "analyst"]),
  name: z.string(),
  /** Where it is. */
  host: z.string(),
  /** What it keeps, in a sentence. */
  keeps: z.string(),
});
export type OutsideService = z.infer<typeof OutsideService>;

const Named = z.object({ id: Id, name: z.string() });

/** One live room of a grind, as a member of it sees it; or a room where somebody practises alone. */
export const Session = z.object({
  id: Id,
  /** null: its maker practises alone, and nobody else sees it. */
  grind: Named.nullable(),
  /** null: none was chosen, or it was deleted since. */
  task: z.object({ id: Id, title: z.string(), kind: TaskKind, difficulty: Difficulty, minutes: z.number().int() })
    .nullable(),
  mode: Mode,
  state: z.enum(["scheduled", "live", "ended"]),
  startsAt: Instant,
  timeZone: z.string(),
  /** One of a weekly series. */
  weekly: z.boolean(),
  /** How long one interview in it may last. */
  minutes: z.number().int(),
  /** null: their account is gone. */
  madeBy: Named.nullable(),
  /** Who starts in the seat; null: whoever takes it. */
  firstSeat: Named.nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  rsvps: z.object({ yes: z.number().int(), maybe: z.number().int(), no: z.number().int() }),
  myRsvp: RsvpAnswer.nullable(),
  /** Who outside would hear people in it and read their words; each may refuse, then the local one is used. */
  outside: z.array(OutsideService),
  /** The asker may change and cancel it. */
  mine: z.boolean(),
  version: Version,
});
export type Session = z.infer<typeof Session>;

const notATime = "This is not a day and time. It looks like 2026-03-29T19:30.";
/** Day and time as a clock on the wall shows it, without a zone. */
export const LocalTime = z.string({ error: "The day and time are missing." })
  .regex(/^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/, notATime);
/** A name such as Europe/Lisbon; whether it exists is the server's to know. */
export const TimeZone = z.string({ error: "The time zone is missing." }).regex(
  /^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/,
  "This is not the name of a time zone.",
);
const minutes = z.number().int().min(5, "An interview lasts at least 5 minutes.")
  .max(120, "An interview lasts at most 120 minutes.");

/** When a session starts. */
export const When = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("now"), timeZone: TimeZone }),
  z.object({ kind: z.literal("once"), local: LocalTime, timeZone: TimeZone }),
  z.object({ kind: z.literal("weekly"), local: LocalTime, timeZone: TimeZone }),
]);
export type When = z.infer<typeof When>;

export const NewSession = z.object({
  taskId: Id.nullable().default(null),
  mode: Mode,
  when: When,
  firstSeatId: Id.nullable().default(null),
  minutes: minutes.default(60),
});

export const SessionChange = z.object({
  taskId: Id.nullable(),
  mode: Mode,
  local: LocalTime,
  timeZone: TimeZone,
  firstSeatId: Id.nullable(),
  minutes,
  version: Version,
});

/** What a person said about being recorded in a session; null: they were not asked yet. */
export const Consents = z.object({ given: z.array(Purpose).nullable() });

export const sessions = contracts({
  "GET /grinds/:id/sessions": {
    about:
      "A grind's sessions: those that are live and those to come, soonest first; or those that are over, newest first",
    params: IdParam,
    query: Page.extend({ which: z.enum(["coming", "over"]).default("coming") }),
    status: 200,
    answer: pageOf(Session),
  },
  "POST /grinds/:id/sessions": {
    about: "Start a session now, or schedule one; a weekly one is a series whose next sessions are made ahead",
    params: IdParam,
    body: NewSession,
    status: 201,
    answer: Session,
  },
  "GET /sessions/current": {
    about: "The live session one is in, or null",
    status: 200,
    answer: z.object({ session: Session.nullable() }),
  },
  "GET /sessions/:id": { about: "One session", params: IdParam, status: 200, answer: Session },
  "PATCH /sessions/:id": {
    about: "Change a session that has not started; of a series this one alone",
    params: IdParam,
    body: SessionChange,
    status: 200,
    answer: Session,
  },
  "DELETE /sessions/:id": {
    about: "Cancel a session that has not started; `series=all` cancels it and all that follow it",
    params: IdParam,
    query: z.object({ series: z.enum(["this", "all"]).default("this") }),
    status: 204,
    answer: null,
  },
  "POST /sessions/:id/rsvp": {
    about: "Say whether one comes; the last answer counts",
    params: IdParam,
    body: z.object({ answer: RsvpAnswer }),
    status: 200,
    answer: Session,
  },
  "GET /sessions/:id/rsvps": {
    about: "Who said what about coming",
    params: IdParam,
    status: 200,
    answer: z.object({ rows: z.array(Named.extend({ answer: RsvpAnswer })) }),
  },
  "GET /sessions/:id/consents": {
    about: "What one agreed to have recorded in this session",
    params: IdParam,
    status: 200,
    answer: Consents,
  },
  "POST /sessions/:id/consents": {
    about: "Say what may be recorded of oneself in this session; what is not in the list is refused or withdrawn",
    params: IdParam,
    body: z.object({ given: z.array(Purpose).max(purposes.length) }),
    status: 200,
    answer: Consents,
  },
  "GET /grinds/:id/calendar": {
    about: "Since when one has a calendar address of this grind, or null",
    params: IdParam,
    status: 200,
    answer: z.object({ madeAt: Instant.nullable() }),
  },
  "POST /grinds/:id/calendar": {
    about:
      "Make an address under which calendars read this grind's sessions; `url` is shown this once, and an earlier one ends",
    params: IdParam,
    status: 201,
    answer: z.object({ url: z.string() }),
  },
  "DELETE /grinds/:id/calendar": {
    about: "End one's calendar address of this grind",
    params: IdParam,
    status: 204,
    answer: null,
  },
  "GET /connection": {
    about: "How media reaches this server, and what speaks on it, for who finds out why it does not",
    status: 200,
    answer: z.object({
      /** The ports that media uses, each for UDP and TCP. */
      ports: z.array(z.number().int()),
      /** Where browsers are told to send media; null: the address they reached us at. */
      address: z.string().nullable(),
      turn: z.boolean(),
      /** What speaks and hears for the interviewer that needs no service outside; null: this server has none. */
      interviewer: z.object({
        /** Its voice, by name; null: nothing can speak, so that it is read alone. */
        voice: z.string().nullable(),
        /** Speech is told from noise by more than the simple detector. */
        judges: z.boolean(),
      }).nullable(),
    }),
  },
});
