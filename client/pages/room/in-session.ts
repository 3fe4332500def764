import { createContext, useContext } from "solid-js";
import type { Session } from "../../../proto/http/sessions.ts";
import type { Remote } from "../../kit/create-remote.ts";
import type { Room } from "../../state/room/room.ts";

/** What the check and the room of one session share: being checked is the way in, so both hold the same room. */
export type InSession = {
  readonly id: string;
  readonly session: Remote<Session>;
  readonly room: Room;
  /** Whether one came through the check, and that one did: the room is then on its way. */
  checked(): boolean;
  pass(): void;
  /** Starts over with a new way in, after one was out. */
  again(): void;
};

export const InSessionContext = createContext<InSession>();

/** The session that this page is in; a component outside of it is a defect. */
export function useInSession(): InSession {
  const inSession = useContext(InSessionContext);
  if (!inSession) throw new Error("This component is outside of a session.");
  return inSession;
}

/** The room alone, which most of its parts need. */
export function useRoom(): Room {
  return useInSession().room;
}
