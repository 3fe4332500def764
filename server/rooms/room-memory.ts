import { Buffer } from "node:buffer";
import type { RoomState } from "../domain/seat/state.ts";
import type { Spoken } from "./talk.ts";

/** All of a room that outlives the process: who may do what, what was said, and how pages prove that they were here. */
export type RoomMemory = {
  readonly format: 2;
  readonly state: RoomState;
  readonly spoken: Spoken;
  /** Hashes of the tokens with which pages come back, by person. */
  readonly passes: Readonly<Record<string, string>>;
  /** How far the AI interviewer is, in words of its own. */
  readonly interviewer?: unknown;
};

/** Locks what is kept of a room, and opens it again. */
export type Seal = {
  seal(bytes: Uint8Array, name: string): Uint8Array;
  unseal(sealed: Uint8Array, name: string): Uint8Array;
};

export function sealMemory(memory: RoomMemory, seal: Seal): Uint8Array {
  return seal.seal(Buffer.from(JSON.stringify(memory)), nameOf(memory.state.sessionId));
}

/** null: it was kept by another version, in a form that this one does not know. */
export function unsealMemory(sealed: Uint8Array, sessionId: string, seal: Seal): RoomMemory | null {
  const memory = JSON.parse(Buffer.from(seal.unseal(sealed, nameOf(sessionId))).toString("utf8")) as RoomMemory;
  return memory.format === 2 ? memory : null;
}

/**
 * The room after the process ended: nobody is connected, and everybody's place is kept from now on. An interview that
 * ended in the process's last moment is over.
 */
export function woken(state: RoomState, running: readonly string[], nowMs: number): RoomState {
  const people = Object.fromEntries(
    Object.entries(state.people).map(([id, it]) => [id, { ...it, awaySinceMs: nowMs }]),
  );
  const interview = state.interview && running.includes(state.interview.id) ? state.interview : null;
  const { thinkTime = "normal", waitsSinceMs = null } = state as Partial<RoomState>;
  return { ...state, people, interview, thinkTime, waitsSinceMs, emptySinceMs: nowMs };
}

const nameOf = (sessionId: string): string => `room ${sessionId}`;
