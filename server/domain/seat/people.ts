import type { Closing, InterviewEnd } from "../../../proto/live/words.ts";
import { limits } from "../../../proto/limits.ts";
import { AppError } from "../../kit/errors.ts";
import type { RoomEvent } from "./events.ts";
import type { Person, RoomState } from "./state.ts";
import { type Step, step } from "./step.ts";
import { endInterview, seated } from "./turns.ts";

type Entered = Extract<RoomEvent, { kind: "entered" }>;

/** Somebody comes in, or back: whoever's place is kept finds everything as it was. */
export function enter(room: RoomState, { person, consents }: Entered): Step {
  if (room.removed.includes(person.id)) {
    throw new AppError("forbidden", "A moderator removed you from this session. You can join the next one.");
  }
  const before = room.people[person.id];
  const count = Object.keys(room.people).length;
  if (!before && count >= limits.peoplePerRoom) {
    throw new AppError(
      "too-many",
      `This room is full: it holds ${limits.peoplePerRoom} people. Try again when one left.`,
    );
  }
  const after: Person = before
    ? { ...before, ...person, awaySinceMs: null }
    : { ...person, voice: freeVoice(room), awaySinceMs: null, floor: false, muted: false, handMs: null, consents };
  const entered = { ...room, emptySinceMs: null, people: { ...room.people, [person.id]: after } };
  const first = room.firstSeatId === person.id && room.seatId === null && room.handover === null;
  return first ? step({ ...seated(entered, person.id), firstSeatId: null }) : step(entered);
}

/** The voices that people get; the second is the AI interviewer's. */
const voices = [1, 3, 4, 5, 6, 7, 8];

function freeVoice(room: RoomState): number {
  const uses = voices.map((voice) => ({
    voice,
    count: Object.values(room.people).filter((it) => it.voice === voice).length,
  }));
  return uses.reduce((least, it) => it.count < least.count ? it : least).voice;
}

/** Somebody is no longer here, with whatever they held. */
export function gone(room: RoomState, personId: string, nowMs: number, why: Closing): Step {
  if (!(personId in room.people)) return step(room);
  const end: InterviewEnd = why === "removed" ? "MODERATOR_ENDED" : why === "gone" ? "FAILED" : "USER_INITIATED";
  const { room: after, effects } = room.seatId === personId ? freed(room, personId, nowMs, end) : step(room);
  const { [personId]: _, ...people } = after.people;
  const present = Object.values(people).some((it) => it.awaySinceMs === null);
  const left: RoomState = {
    ...after,
    people,
    askerId: after.askerId === personId ? null : after.askerId,
    handover: after.handover?.toId === personId ? null : after.handover,
    emptySinceMs: present ? null : after.emptySinceMs ?? nowMs,
  };
  return step(left, ...effects, { kind: "expel", personId, why });
}

/** The seat becomes free; an interview in it ends. */
export function freed(room: RoomState, personId: string, nowMs: number, end: InterviewEnd): Step {
  if (room.seatId !== personId) return step(room);
  const ended = room.interview ? endInterview(room, end, nowMs) : step(room);
  return step({ ...ended.room, seatId: null, handover: null }, ...ended.effects);
}
