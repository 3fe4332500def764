import type { InterviewEnd } from "../../../proto/live/words.ts";
import { AppError } from "../../kit/errors.ts";
import { moderates, type Person, type RoomState } from "./state.ts";
import { type Step, step } from "./step.ts";

/** How long the countdown before a seat changes hands is. Higher leaves more time to think, lower is quicker. */
export const handoverMs = 8_000;

/** Somebody sits down in the free seat. */
export function seat(room: RoomState, by: Person): Step {
  if (room.seatId === by.id) throw new AppError("conflict", "You are in the seat already.");
  if (room.seatId !== null) throw new AppError("conflict", "The seat is taken. Raise your hand to ask for it.");
  if (room.handover) throw new AppError("conflict", "The seat is about to be somebody's. Wait for the countdown.");
  if (room.firstSeatId !== null && room.firstSeatId !== by.id && !moderates(by)) {
    throw new AppError("conflict", "The seat is kept for who starts in this session. A moderator can give it away.");
  }
  return step({ ...seated(room, by.id), firstSeatId: null });
}

/** The room with somebody in the seat; they ask no questions any more. */
export function seated(room: RoomState, personId: string): RoomState {
  const person = room.people[personId];
  if (!person) throw new Error("nobody of this id is in the room");
  return {
    ...room,
    seatId: personId,
    askerId: room.askerId === personId ? null : room.askerId,
    people: { ...room.people, [personId]: { ...person, floor: false, muted: false, handMs: null } },
  };
}

type Given = { readonly by: Person; readonly to: Person };

/** Starts the countdown to a hand-over. */
export function give(room: RoomState, { by, to }: Given, nowMs: number): Step {
  if (room.seatId !== by.id && !moderates(by)) {
    throw new AppError("forbidden", "Only who sits in the seat or a moderator can hand it over.");
  }
  if (room.seatId === to.id) throw new AppError("conflict", `${to.name} is in the seat already.`);
  if (room.handover) throw new AppError("conflict", "The seat is changing hands already. Stop that first.");
  return step({ ...room, handover: { toId: to.id, byId: by.id, atMs: nowMs + handoverMs } });
}

/** Stops the countdown. */
export function keep(room: RoomState, by: Person): Step {
  const handover = room.handover;
  if (!handover) throw new AppError("conflict", "The seat is not changing hands.");
  const concerned = [handover.toId, handover.byId, room.seatId].includes(by.id);
  if (!concerned && !moderates(by)) {
    throw new AppError("forbidden", "Only those concerned or a moderator can stop this.");
  }
  return step({ ...room, handover: null });
}

/**
 * The countdown is over: the seat changes hands, and an interview that was under way goes on with the next person; without
 * a `freshId` it ends.
 */
export function handOver(room: RoomState, freshId: string | null, nowMs: number): Step {
  const { handover } = room;
  const next = handover && room.people[handover.toId];
  if (!next || next.awaySinceMs !== null) return step({ ...room, handover: null });
  const running = room.interview !== null;
  const ended = running ? endInterview(room, "HANDED_OVER", nowMs) : step(room);
  const changed = { ...seated(ended.room, next.id), handover: null, firstSeatId: null };
  if (!running || freshId === null) return step(changed, ...ended.effects);
  const begun = begin(changed, freshId, nowMs);
  return step(begun.room, ...ended.effects, ...begun.effects);
}

/** An interview of whoever is in the seat begins. */
export function begin(room: RoomState, interviewId: string, nowMs: number): Step {
  const { seatId } = room;
  if (seatId === null) throw new AppError("conflict", "Nobody is in the seat.");
  const turn = { id: interviewId, ownerId: seatId, startedAtMs: nowMs, endsAtMs: nowMs + room.limitMs, warned: [] };
  return step({ ...room, interview: turn, waitsSinceMs: null }, {
    kind: "begin",
    interviewId,
    ownerId: seatId,
    atMs: nowMs,
  });
}

/** The interview that is under way ends; the seat stays whose it is. */
export function endInterview(room: RoomState, end: InterviewEnd, nowMs: number): Step {
  const { interview } = room;
  if (!interview) return step(room);
  const { id: interviewId, ownerId } = interview;
  return step({ ...room, interview: null, waitsSinceMs: null, lastEnd: { interviewId, ownerId, end } }, {
    kind: "finish",
    interviewId,
    ownerId,
    end,
    atMs: nowMs,
  });
}
