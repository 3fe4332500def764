import type { Effect } from "./events.ts";
import type { Person, RoomState } from "./state.ts";

/** The room after something happened, and what has to be done for it to be true. */
export type Step = { readonly room: RoomState; readonly effects: readonly Effect[] };

export function step(room: RoomState, ...effects: readonly Effect[]): Step {
  return { room, effects };
}

export function withPerson(room: RoomState, person: Person, change: Partial<Person>): RoomState {
  return { ...room, people: { ...room.people, [person.id]: { ...person, ...change } } };
}
