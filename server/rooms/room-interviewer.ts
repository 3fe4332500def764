import type { RoomEvent } from "../domain/seat/events.ts";
import type { RoomState } from "../domain/seat/state.ts";
import { short } from "../kit/ids.ts";
import type { LiveSession } from "../ports/live-rooms.ts";
import { Interviewing } from "./interviewing.ts";
import type { RoomMedia } from "./media/room-media.ts";
import type { Recording } from "./recording.ts";
import type { RoomKit } from "./room-kit.ts";
import type { Speech } from "./speech.ts";

type Options = {
  readonly session: LiveSession;
  readonly kit: RoomKit;
  readonly media: RoomMedia;
  readonly memory: unknown;
  readonly state: () => RoomState;
  readonly speech: () => Speech;
  readonly recording: () => Recording;
  readonly happens: (event: RoomEvent) => Promise<void>;
  readonly show: () => void;
  readonly keep: () => void;
};

/** The AI interviewer of a room that has one, with what it says carried to where it belongs; null: the room goes on without. */
export function openInterviewing(options: Options): Interviewing | null {
  const { session, kit, media, memory, state, speech, recording, show, keep } = options;
  const { interviewers } = kit;
  if (session.mode !== "ai" || !interviewers) return null;
  const log = kit.log.with({ session: short(session.id) });
  const happens = (event: RoomEvent): void => {
    options.happens(event).catch((error: unknown) => log.error("what the interviewer did was not noted", { error }));
  };
  try {
    return new Interviewing({
      ...{ interviewers, session, state, media, memory, log },
      says: {
        caption: (caption) => void speech().caption(caption),
        note: (note) => recording().note(note),
        notice: (message) => kit.cry(session.id, "interviewer:noted", { message }),
        done: (interviewId) => happens({ kind: "interviewer done", interviewId }),
        goesOn: () => happens({ kind: "interviewer goes on" }),
        changed: show,
        remembers: keep,
      },
    });
  } catch (error) {
    log.error("a room has no interviewer", { error });
    return null;
  }
}
