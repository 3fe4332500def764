import type { Mode, Role } from "../../proto/live/words.ts";
import type { Effect, RoomEvent } from "../../server/domain/seat/events.ts";
import { decide } from "../../server/domain/seat/rules.ts";
import { newRoom, type RoomState } from "../../server/domain/seat/state.ts";

const startMs = Date.UTC(2026, 2, 1, 18);
export const limitMs = 60 * 60_000;

/** A room to play scenes in: time moves only when told, and what follows from each event is kept. */
export type Scene = {
  readonly room: RoomState;
  readonly effects: readonly Effect[];
  /** Something happens now. */
  now(event: RoomEvent): Scene;
  /** Time passes, and what is due then happens. */
  after(ms: number): Scene;
};

export function scene(mode: Mode = "peer", firstSeatId: string | null = null): Scene {
  return at(
    newRoom({ sessionId: "session", mode, startedAtMs: startMs, startsAtMs: startMs, limitMs, firstSeatId }),
    startMs,
    [],
  );
}

/** Comes in under a name that is its id. */
export function comes(id: string, role: Role = "member", host = false): RoomEvent {
  return { kind: "entered", person: { id, name: id, role, host }, consents: [] };
}

/** A scene with a moderator `mod`, and with `ann`, `ben` and `cat`. */
export function company(mode: Mode = "peer"): Scene {
  return [comes("mod", "moderator"), comes("ann"), comes("ben"), comes("cat")]
    .reduce((it, event) => it.now(event), scene(mode));
}

let interviews = 0;

function at(room: RoomState, nowMs: number, effects: readonly Effect[]): Scene {
  const play = (event: RoomEvent, whenMs: number): Scene => {
    const step = decide(room, event, whenMs);
    return at(step.room, whenMs, step.effects);
  };
  return {
    room,
    effects,
    now: (event) => play(event, nowMs),
    after: (ms) => play({ kind: "time passed", freshId: `interview-${++interviews}` }, nowMs + ms),
  };
}
