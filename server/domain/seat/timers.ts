import { gone } from "./people.ts";
import type { RoomState } from "./state.ts";
import { type Step, step, withPerson } from "./step.ts";
import { endInterview, handOver } from "./turns.ts";

/** How long the place of somebody who dropped out is kept. Higher forgives longer cuts, lower frees the seat sooner. */
export const keptMs = 60_000;
/** How long an empty room stays. Lower ends a session over a cut that hit everybody, higher leaves dead rooms on the first page. */
export const emptyMs = 10 * 60_000;
/** When people are told how much time an interview has left. */
export const warningsMs: readonly number[] = [5 * 60_000, 60_000];

/** Somebody's connection is gone: their place is kept for a while. */
export function keepOrDrop(room: RoomState, personId: string, nowMs: number): Step {
  const person = room.people[personId];
  if (!person || person.awaySinceMs !== null) return step(room);
  const away = withPerson(room, person, { awaySinceMs: nowMs });
  const present = Object.values(away.people).some((it) => it.awaySinceMs === null);
  return step(present ? away : { ...away, emptySinceMs: nowMs });
}

/** Everything that is due at `nowMs`. */
export function timePasses(room: RoomState, nowMs: number, freshId: string | null): Step {
  const due = [lateOnes, countdown, warnings, timeUp, empty];
  return due.reduce<Step>(({ room, effects }, next) => {
    const after = room.over ? step(room) : next(room, nowMs, freshId);
    return step(after.room, ...effects, ...after.effects);
  }, step(room));
}

/** When to look again: the next moment at which something is due; null: never by time alone. */
export function nextDueMs(room: RoomState): number | null {
  if (room.over) return null;
  const { interview, handover } = room;
  const overMs = emptyUntilMs(room);
  const times = [
    ...Object.values(room.people).flatMap((it) => it.awaySinceMs === null ? [] : [it.awaySinceMs + keptMs]),
    ...handover ? [handover.atMs] : [],
    ...interview ? [interview.endsAtMs, ...openWarnings(interview).map((left) => interview.endsAtMs - left)] : [],
    ...overMs === null ? [] : [overMs],
  ];
  return times.length === 0 ? null : Math.min(...times);
}

function openWarnings({ warned, startedAtMs, endsAtMs }: NonNullable<RoomState["interview"]>): number[] {
  // One that is as long as the interview itself warns of nothing.
  return warningsMs.filter((it) => !warned.includes(it) && it < endsAtMs - startedAtMs);
}

function lateOnes(room: RoomState, nowMs: number): Step {
  const late = Object.values(room.people).filter((it) => it.awaySinceMs !== null && it.awaySinceMs + keptMs <= nowMs);
  return late.reduce<Step>(({ room, effects }, { id, awaySinceMs }) => {
    // When it was due, not when somebody looked: with a process that was lost that may be much later.
    const after = gone(room, id, Math.min(nowMs, (awaySinceMs ?? nowMs) + keptMs), "gone");
    return step(after.room, ...effects, ...after.effects);
  }, step(room));
}

function countdown(room: RoomState, nowMs: number, freshId: string | null): Step {
  return room.handover && room.handover.atMs <= nowMs ? handOver(room, freshId, nowMs) : step(room);
}

function warnings(room: RoomState, nowMs: number): Step {
  const { interview } = room;
  if (!interview || interview.endsAtMs <= nowMs) return step(room);
  const due = openWarnings(interview).filter((left) => interview.endsAtMs - left <= nowMs);
  if (due.length === 0) return step(room);
  const warned = [...interview.warned, ...due];
  // Who was told of one minute need not hear of five.
  return step({ ...room, interview: { ...interview, warned } }, { kind: "warn", leftMs: Math.min(...due) });
}

function timeUp(room: RoomState, nowMs: number): Step {
  return room.interview && room.interview.endsAtMs <= nowMs ? endInterview(room, "TIMEOUT", nowMs) : step(room);
}

function empty(room: RoomState, nowMs: number): Step {
  const untilMs = emptyUntilMs(room);
  if (untilMs === null || untilMs > nowMs) return step(room);
  return step({ ...room, over: true }, { kind: "close", why: "ended" });
}

/** Until when an empty room stays; null: somebody is in it. */
function emptyUntilMs({ emptySinceMs, startsAtMs }: RoomState): number | null {
  return emptySinceMs === null ? null : Math.max(emptySinceMs, startsAtMs) + emptyMs;
}
