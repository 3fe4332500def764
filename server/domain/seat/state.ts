import type { InterviewEnd, Mode, Purpose, Role, ThinkTime } from "../../../proto/live/words.ts";

/** Somebody in the room, or somebody who dropped out and whose place is still kept. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Made this session, and may lead it like a moderator. */
  readonly host: boolean;
  readonly voice: number;
  /** Since when they are not connected; null while they are. */
  readonly awaySinceMs: number | null;
  /** Was given the microphone. */
  readonly floor: boolean;
  readonly muted: boolean;
  readonly handMs: number | null;
  readonly consents: readonly Purpose[];
};

/** The seat changes hands at `atMs`. */
export type Handover = { readonly toId: string; readonly byId: string; readonly atMs: number };

export type Turn = {
  readonly id: string;
  readonly ownerId: string;
  readonly startedAtMs: number;
  readonly endsAtMs: number;
  /** The warnings that were given, by how much time was left. */
  readonly warned: readonly number[];
};

export type LastEnd = { readonly interviewId: string; readonly ownerId: string; readonly end: InterviewEnd };

/** All that decides who may do what in one room. Plain data: it survives a restart as it is. */
export type RoomState = {
  readonly sessionId: string;
  readonly mode: Mode;
  readonly startedAtMs: number;
  /** When it was to start. Who comes early finds it open, and who leaves early leaves it open for the others. */
  readonly startsAtMs: number;
  /** How long one interview may last. */
  readonly limitMs: number;
  /** Who starts in the seat; until they came once it is kept for them. */
  readonly firstSeatId: string | null;
  readonly seatId: string | null;
  readonly askerId: string | null;
  readonly handover: Handover | null;
  readonly interview: Turn | null;
  readonly lastEnd: LastEnd | null;
  /** How long the AI interviewer leaves a silence alone. */
  readonly thinkTime: ThinkTime;
  /** Since when it waits because the candidate asked for time; null: it does not. */
  readonly waitsSinceMs: number | null;
  readonly people: Readonly<Record<string, Person>>;
  /** Were removed by a moderator and stay out. */
  readonly removed: readonly string[];
  /** Since when nobody is here. */
  readonly emptySinceMs: number | null;
  readonly over: boolean;
};

export type NewRoom = Pick<RoomState, "sessionId" | "mode" | "startedAtMs" | "startsAtMs" | "limitMs" | "firstSeatId">;

/** A room that nobody entered yet. */
export function newRoom(room: NewRoom): RoomState {
  return {
    ...room,
    seatId: null,
    askerId: null,
    handover: null,
    interview: null,
    lastEnd: null,
    thinkTime: "normal",
    waitsSinceMs: null,
    people: {},
    removed: [],
    emptySinceMs: room.startedAtMs,
    over: false,
  };
}

/** Whose seat, microphone and place somebody may give and take. */
export function moderates(person: Pick<Person, "role" | "host">): boolean {
  return person.role !== "member" || person.host;
}
