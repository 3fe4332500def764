import type { Purpose, Role } from "../../../proto/live/words.ts";
import type { RoomEvent } from "./events.ts";
import type { Person, RoomState } from "./state.ts";

/** What is stored of a room that others may change as well. */
export type Stored = {
  /** The interviews that are under way in it. */
  readonly running: readonly string[];
  /** Of those who were asked about; who may not be in it is missing. */
  readonly people: Readonly<Record<string, { readonly role: Role; readonly consents: readonly Purpose[] }>>;
};

/** What happened elsewhere and the room did not hear of; `stored` null: its session is over or gone. */
export function unheard(room: RoomState, stored: Stored | null): readonly RoomEvent[] {
  if (stored === null) return [{ kind: "session gone" }];
  const { interview } = room;
  const ended = interview && !stored.running.includes(interview.id);
  return [
    ...(ended ? [{ kind: "interview over", interviewId: interview.id } as const] : []),
    ...Object.values(room.people).flatMap((it) => unheardOf(it, stored.people[it.id])),
  ];
}

function unheardOf(person: Person, stored: Stored["people"][string] | undefined): readonly RoomEvent[] {
  const of = person.id;
  if (!stored) return [{ kind: "signed out", of }];
  const { role, consents: given } = stored;
  const sameConsents = given.length === person.consents.length && given.every((it) => person.consents.includes(it));
  return [
    ...(role === person.role ? [] : [{ kind: "role changed", of, role } as const]),
    ...(sameConsents ? [] : [{ kind: "consents stored", of, given } as const]),
  ];
}
