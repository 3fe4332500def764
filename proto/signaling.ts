import { z } from "zod";
import type { Failure } from "./http/shared.ts";
import { Id, line, text } from "./http/shared.ts";
import type { TakeState } from "./http/takes.ts";
import { limits } from "./limits.ts";
import type { ConsumerOffer, MediaDoor, Opaque } from "./live/media.ts";
import type { RoomPatch, RoomView } from "./live/view.ts";
import { type Closing, purposes, type Reaction, reactions, sources, thinkTimes } from "./live/words.ts";

/**
 * The whole vocabulary of the live door (socket.io), as generics of both its ends. A name that is not here does not
 * compile on either side.
 *
 * What a client asks is named "thing:verb" and is always answered; what the server tells is a fact in the past tense.
 * What comes in is checked by its schema at the edge before anything looks at it, and it has a handler there; both are
 * tested by name. The page takes types from here, never the schemas.
 */
const nothing = z.object({});
const MediaData = z.record(z.string().max(100), z.unknown());
const side = z.enum(["send", "receive"]);
const source = z.enum(sources);
const ProducerIds = z.array(z.uuid()).max(limits.tracksPerRequest);

/** Asked → the shape of what comes with it. */
export const asks = {
  /**
   * Comes in, or back with `resume`; `generation` names the door that the page still has, so that its media goes on.
   * `takeOver`: yes, leave the other tab and use this one; without it a second tab is a "conflict" of field `takeOver`.
   */
  "room:join": z.object({
    sessionId: Id,
    resume: z.string().max(100).optional(),
    generation: z.number().int().optional(),
    takeOver: z.boolean().default(false),
  }),
  "room:leave": nothing,
  /** The whole view again, after a gap in its patches. */
  "room:look": nothing,

  /** A place alone with oneself, to hear how one sounds and to test the way there. Not while in a room. */
  "echo:open": nothing,
  "echo:close": nothing,

  "door:connect": z.object({ generation: z.number().int(), side, dtlsParameters: MediaData }),
  /** First help for a broken way: the same transport finds a new route. */
  "door:restart": z.object({ generation: z.number().int(), side }),
  /** Second help: new transports, and everything sent and received again. */
  "door:renew": nothing,

  "track:publish": z.object({ source, rtpParameters: MediaData, paused: z.boolean().default(false) }),
  "track:pause": z.object({ source, paused: z.boolean() }),
  "track:close": z.object({ source }),
  /** Offers for all that are there and that one may hear; ids that are not are left out. */
  "track:consume": z.object({ producerIds: ProducerIds, rtpCapabilities: MediaData }),
  "track:play": z.object({ consumerIds: ProducerIds, playing: z.boolean() }),
  /** How large a picture is wanted: 0 small, 2 full. */
  "track:prefer": z.object({ consumerId: z.uuid(), layer: z.number().int().min(0).max(2) }),

  "seat:take": nothing,
  "seat:leave": nothing,
  /** Starts the countdown after which the seat is theirs. */
  "seat:give": z.object({ personId: Id }),
  /** By who would get the seat, who asked for it, who sits in it, or a moderator. */
  "seat:keep": nothing,
  /** Who asks in mode peer; oneself, or anybody by a moderator; null: nobody. */
  "asker:set": z.object({ personId: Id.nullable() }),
  "interview:start": nothing,
  "interview:end": nothing,
  "floor:give": z.object({ personId: Id }),
  "floor:take": z.object({ personId: Id }),
  "hand:raise": z.object({ up: z.boolean() }),
  "person:mute": z.object({ personId: Id }),
  "person:remove": z.object({ personId: Id }),
  "session:end": nothing,
  "consent:set": z.object({ purpose: z.enum(purposes), given: z.boolean() }),

  /** The candidate's, or a moderator's. */
  "interviewer:think": z.object({ thinkTime: z.enum(thinkTimes) }),
  /** "Take your time": it waits until the candidate speaks again. */
  "interviewer:wait": nothing,

  /** `id` is the sender's: sent again after a broken line it is said once. */
  "chat:say": z.object({ id: z.uuid(), text: text("The message", limits.chatCharacters) }),
  "reaction:send": z.object({ reaction: z.enum(reactions) }),
  /** An answer or question that is typed instead of spoken; it stands among the captions. */
  "line:type": z.object({ id: z.uuid(), text: line("The line", limits.chatCharacters) }),
} as const;

export type Asks = typeof asks;
export type AskName = keyof Asks;
/** What a client sends. */
export type Wish<N extends AskName> = z.input<Asks[N]>;
/** What a handler gets, after checks. */
export type Asked<N extends AskName> = z.output<Asks[N]>;

export type ChatLine = {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly text: string;
  readonly atMs: number;
};

/** A line of what is said. `final`: it will not change any more; until then the same id comes again. */
export type Caption = {
  readonly id: string;
  /** null: the AI interviewer. */
  readonly personId: string | null;
  readonly text: string;
  readonly final: boolean;
  readonly typed: boolean;
  readonly atMs: number;
};

export type Joined = {
  readonly me: string;
  /** Given back in the next `room:join` of this tab; each is good once, for this session and this person. */
  readonly resume: string;
  readonly seq: number;
  readonly view: RoomView;
  readonly chat: readonly ChatLine[];
  readonly captions: readonly Caption[];
  readonly door: MediaDoor;
  /** The server's clock, against which every `…AtMs` counts. */
  readonly nowMs: number;
};

/** What each ask is answered with when it succeeds. */
export type Answers = {
  "room:join": Joined;
  "room:look": { readonly seq: number; readonly view: RoomView };
  "echo:open": MediaDoor;
  "door:restart": { readonly iceParameters: Opaque };
  "door:renew": MediaDoor;
  "track:publish": { readonly producerId: string };
  "track:consume": { readonly offers: readonly ConsumerOffer[] };
};
export type AnswerTo<N extends AskName> = N extends keyof Answers ? Answers[N] : null;
/** `{ ok }`, or the one shape that every refusal has. */
export type Answer<T> = { readonly ok: T } | Failure;

export type ClientToServer = {
  [N in AskName]: (wish: Wish<N>, ack: (answer: Answer<AnswerTo<N>>) => void) => void;
};

/** What the server tells those who are in a room, or whom it concerns. */
export type Facts = {
  "room:changed": RoomPatch;
  /** One is no longer in the room. The connection stays, for another one. */
  "room:closed": { readonly why: Closing; readonly message: string };
  /** Media has to come through another door: the old one is gone. Tracks are published and consumed again. */
  "door:moved": MediaDoor;
  /** The server took a stream of this page away, because its owner may not send it any more. */
  "track:stopped": { readonly source: (typeof sources)[number]; readonly message: string };
  "chat:said": ChatLine;
  /** A sentence about the interviewer that everybody should read once. */
  "interviewer:noted": { readonly message: string };
  "reaction:sent": { readonly personId: string; readonly reaction: Reaction };
  "caption:shown": Caption;
  /** Who is heard now, with loudness 1 to 9; whoever is not in it is silent. */
  "voices:heard": readonly (readonly [personId: string, level: number])[];
  "time:warned": { readonly leftMs: number };
  /** To the owner of an interview, on every page of theirs: how its recording stands, while it is finished or erased. */
  "take:changed": { readonly interviewId: string; readonly state: TakeState; readonly progress: number };
  /** The server restarts; people come back to their places by themselves. */
  "server:stopping": Record<never, never>;
};
export type FactName = keyof Facts;

export type ServerToClient = { [N in FactName]: (fact: Facts[N]) => void };
