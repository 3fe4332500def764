import type { InterviewEnd, ThinkTime } from "../../../proto/live/words.ts";
import { AppError } from "../../kit/errors.ts";
import { partOf } from "./rights.ts";
import { moderates, type Person, type RoomState } from "./state.ts";
import { type Step, step } from "./step.ts";
import { endInterview } from "./turns.ts";

/** Somebody chooses how long the AI interviewer leaves a silence alone. */
export function setThinkTime(room: RoomState, by: Person, thinkTime: ThinkTime): Step {
  mustBeLed(room);
  if (room.seatId === by.id || moderates(by)) return step({ ...room, thinkTime });
  throw new AppError("forbidden", "Only who sits in the seat or a moderator can choose the think time.");
}

/** The candidate asks for time: the AI interviewer waits until they speak. */
export function askForTime(room: RoomState, by: Person, nowMs: number): Step {
  mustBeLed(room);
  if (room.seatId !== by.id) throw new AppError("forbidden", "Only who sits in the seat can ask for time.");
  if (!room.interview) throw new AppError("conflict", "No interview is under way, so take all the time you like.");
  return step({ ...room, waitsSinceMs: nowMs });
}

/** That interview is closed, by the AI interviewer or from outside; one that is over already stays as it is. */
export function endsThat(room: RoomState, interviewId: string, end: InterviewEnd, nowMs: number): Step {
  return room.interview?.id === interviewId ? endInterview(room, end, nowMs) : step(room);
}

/**
 * Whom the AI interviewer may hear and read: who sits in the seat, and who was given the microphone. The only place that
 * knows.
 */
export function listenedTo(room: RoomState): readonly Person[] {
  if (room.mode !== "ai" || room.over) return [];
  return Object.values(room.people).filter((it) => ["seat", "speaker"].includes(partOf(room, it.id)));
}

/** Whether a service outside may lead: everybody whom the AI interviewer may hear agreed to it. */
export function mayGoOutside(room: RoomState): boolean {
  const people = listenedTo(room);
  return people.length > 0 && people.every((it) => it.consents.includes("outside"));
}

/**
 * Whether what the AI interviewer says, and what happens, is kept for its own sake: with what the candidate says, who
 * agreed to that.
 */
export function interviewerRecorded(room: RoomState): boolean {
  const { interview, people } = room;
  return interview !== null && (people[interview.ownerId]?.consents.includes("record") ?? false);
}

function mustBeLed(room: RoomState): void {
  if (room.mode !== "ai") throw new AppError("conflict", "This session has no AI interviewer.");
}
