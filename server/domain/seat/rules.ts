import type { Purpose } from "../../../proto/live/words.ts";
import { limits } from "../../../proto/limits.ts";
import { AppError, found } from "../../kit/errors.ts";
import { unreachable } from "../../kit/unreachable.ts";
import type { Effect, RoomEvent } from "./events.ts";
import { askForTime, endsThat, setThinkTime } from "./interviewer.ts";
import { enter, freed, gone } from "./people.ts";
import { moderates, type Person, type RoomState } from "./state.ts";
import { type Step, step, withPerson } from "./step.ts";
import { keepOrDrop, timePasses } from "./timers.ts";
import { begin, endInterview, give, keep, seat } from "./turns.ts";

/** What follows from what happens at `nowMs`; throws AppError when it may not happen. Nothing is changed by asking. */
export function decide(room: RoomState, event: RoomEvent, nowMs: number): Step {
  if (room.over) throw new AppError("closed", "This session is over. Start a new one from the grind's page.");
  switch (event.kind) {
    case "entered":
      return enter(room, event);
    case "dropped":
      return keepOrDrop(room, event.by, nowMs);
    case "left":
      return gone(room, event.by, nowMs, "left");
    case "signed out":
      return gone(room, event.of, nowMs, "signed-out");
    case "consents stored":
      return ifHere(room, event.of, { consents: event.given });
    case "role changed":
      return ifHere(room, event.of, { role: event.role });
    case "session gone":
      return close(room, nowMs);
    case "seat taken":
      return seat(room, here(room, event.by));
    case "seat left":
      inSeat(room, event.by);
      return freed(room, event.by, nowMs, "USER_INITIATED");
    case "seat given":
      return give(room, { by: here(room, event.by), to: present(room, event.to) }, nowMs);
    case "seat kept":
      return keep(room, here(room, event.by));
    case "asker set":
      return setAsker(room, here(room, event.by), event.to);
    case "interview started":
      return start(room, here(room, event.by), event.freshId, nowMs);
    case "interview ended":
      return stop(room, here(room, event.by), nowMs);
    case "think time set":
      return setThinkTime(room, here(room, event.by), event.to);
    case "time asked":
      return askForTime(room, here(room, event.by), nowMs);
    case "interviewer goes on":
      return step({ ...room, waitsSinceMs: null });
    case "interviewer done":
      return endsThat(room, event.interviewId, "INTERVIEWER_ENDED", nowMs);
    case "interview over":
      return endsThat(room, event.interviewId, "USER_INITIATED", nowMs);
    case "floor given":
      return giveFloor(room, here(room, event.by), present(room, event.to));
    case "floor taken":
      if (event.of !== event.by) lead(room, event.by);
      return step(withPerson(room, known(room, event.of), { floor: false }));
    case "hand":
      return step(withPerson(room, here(room, event.by), { handMs: event.up ? nowMs : null }));
    case "muted":
      if (event.of !== event.by) lead(room, event.by);
      return step(withPerson(room, known(room, event.of), { muted: true }));
    case "unmuted":
      return step(withPerson(room, here(room, event.by), { muted: false }));
    case "removed":
      return remove(room, event.by, known(room, event.of), nowMs);
    case "session ended":
      lead(room, event.by);
      return close(room, nowMs);
    case "consent":
      return consent(room, here(room, event.by), event);
    case "time passed":
      return timePasses(room, nowMs, event.freshId);
    default:
      return unreachable(event);
  }
}

const notYours = "Only a moderator of this grind or who started the session can do this.";

function lead(room: RoomState, personId: string): Person {
  const person = here(room, personId);
  if (!moderates(person)) throw new AppError("forbidden", notYours);
  return person;
}

function known(room: RoomState, personId: string): Person {
  return found(room.people[personId] ?? null, "person in this room");
}

const here = known;

function present(room: RoomState, personId: string): Person {
  const person = known(room, personId);
  if (person.awaySinceMs === null) return person;
  throw new AppError("conflict", `${person.name} is not connected right now. Wait until they are back.`);
}

/** Something that happened outside of the room to somebody who may be in it. */
function ifHere(room: RoomState, personId: string, change: Partial<Person>): Step {
  const person = room.people[personId];
  return step(person ? withPerson(room, person, change) : room);
}

function inSeat(room: RoomState, personId: string): void {
  if (room.seatId !== personId) throw new AppError("conflict", "You are not in the seat.");
}

function setAsker(room: RoomState, by: Person, to: string | null): Step {
  if (room.mode !== "peer") throw new AppError("conflict", "Nobody leads the questions in this session.");
  const own = to === by.id && room.askerId === null || to === null && room.askerId === by.id;
  if (!own && !moderates(by)) {
    throw new AppError("forbidden", "Somebody asks already. A moderator can choose another one.");
  }
  if (to === null) return step({ ...room, askerId: null });
  const person = present(room, to);
  if (room.seatId === to) throw new AppError("conflict", "Who sits in the seat cannot ask the questions.");
  return step({ ...withPerson(room, person, { floor: false, handMs: null }), askerId: to });
}

function start(room: RoomState, by: Person, freshId: string, nowMs: number): Step {
  if (room.interview) throw new AppError("conflict", "An interview is under way already.");
  if (room.handover) throw new AppError("conflict", "The seat is changing hands. Start when it has.");
  inSeat(room, by.id);
  return begin(room, freshId, nowMs);
}

function stop(room: RoomState, by: Person, nowMs: number): Step {
  if (!room.interview) throw new AppError("conflict", "No interview is under way.");
  if (room.seatId === by.id) return endInterview(room, "USER_INITIATED", nowMs);
  lead(room, by.id);
  return endInterview(room, "MODERATOR_ENDED", nowMs);
}

function giveFloor(room: RoomState, by: Person, to: Person): Step {
  const self = by.id === to.id && room.mode === "open";
  if (!self) lead(room, by.id);
  const speaking = Object.values(room.people).filter((it) => it.floor && it.id !== to.id).length;
  if (speaking >= limits.speakersPerRoom) {
    throw new AppError(
      "conflict",
      `${limits.speakersPerRoom} people have the microphone already. Take it from one of them first.`,
    );
  }
  return step(withPerson(room, to, { floor: true, handMs: null, muted: false }));
}

function remove(room: RoomState, by: string, of: Person, nowMs: number): Step {
  const leader = lead(room, by);
  if (of.id === by) throw new AppError("conflict", "This is you. Leave the room instead.");
  if (of.role === "owner" && leader.role !== "owner" || of.role === "moderator" && leader.role === "member") {
    throw new AppError("forbidden", `${of.name} leads this grind, so you cannot remove them. Nothing was changed.`);
  }
  const { room: after, effects } = gone(room, of.id, nowMs, "removed");
  return { room: { ...after, removed: [...after.removed, of.id] }, effects };
}

function close(room: RoomState, nowMs: number): Step {
  const ended = room.interview ? endInterview(room, "MODERATOR_ENDED", nowMs) : step(room);
  return { room: { ...ended.room, over: true }, effects: [...ended.effects, { kind: "close", why: "ended" }] };
}

const ofRecording: readonly Purpose[] = ["record_camera", "share_anonymized"];

type Consent = Extract<RoomEvent, { kind: "consent" }>;

function consent(room: RoomState, by: Person, { purpose, given }: Consent): Step {
  // What needs the recording falls with it: there is nothing to share of what is not kept.
  const falls = (it: Purpose): boolean => !given && purpose === "record" && ofRecording.includes(it);
  const others = by.consents.filter((it) => it !== purpose && !falls(it));
  const consents = given ? [...others, purpose].sort() : others;
  const effects = changed(by.consents, consents).map((it): Effect => ({
    kind: "consented",
    personId: by.id,
    purpose: it,
    given: consents.includes(it),
  }));
  return step(withPerson(room, by, { consents }), ...effects);
}

function changed<T>(before: readonly T[], after: readonly T[]): T[] {
  return [...after.filter((it) => !before.includes(it)), ...before.filter((it) => !after.includes(it))];
}
