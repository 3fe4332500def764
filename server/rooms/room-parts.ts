import type { RoomEvent } from "../domain/seat/events.ts";
import type { RoomState } from "../domain/seat/state.ts";
import { short } from "../kit/ids.ts";
import type { LiveSession } from "../ports/live-rooms.ts";
import { type InterviewerSays, Interviewing } from "./interviewing.ts";
import type { Keeping } from "./keeping.ts";
import type { RoomMedia } from "./media/room-media.ts";
import type { Presence } from "./presence.ts";
import { Recording } from "./recording.ts";
import type { RoomKit } from "./room-kit.ts";
import { Speech } from "./speech.ts";
import { Stage } from "./stage.ts";
import type { Talk } from "./talk.ts";

type Options = {
  readonly session: LiveSession;
  readonly kit: RoomKit;
  readonly media: RoomMedia;
  readonly presence: Presence;
  readonly talk: Talk;
  readonly keeping: Keeping;
  /** How far the interviewer was in the process before. */
  readonly memory: unknown;
  readonly state: () => RoomState;
  readonly happens: (event: RoomEvent) => Promise<void>;
  /** Tries again until the room has followed. */
  readonly follows: (event: RoomEvent) => Promise<void>;
  /** What everybody sees may be another. */
  readonly show: () => void;
};

/** What follows a room's state: what people send and are recorded of, what they say, and who interviews them. */
export type RoomParts = {
  readonly stage: Stage;
  readonly recording: Recording;
  readonly speech: Speech;
  /** null: nobody is interviewed by this server here. */
  readonly interviewing: Interviewing | null;
  /** Resolves, in bounded time, when what is to be recorded is, and the interviewer hears whom it is to hear. */
  follow(): Promise<void>;
};

const stopped = "You no longer have the microphone or the seat.";

/** Opens them; nothing of it is under way yet. */
export function openParts(options: Options): RoomParts {
  const { session, kit, media, presence, talk, keeping, state, show } = options;
  const recording = new Recording({
    ...{ tape: kit.tape, state, onChange: show },
    streamsOf: (id) => media.streams(id),
    interviewerStream: () => media.houseStream,
  });
  const speech: Speech = new Speech({
    ...{ sessionId: session.id, kit, state, talk, recording },
    onTyped: (personId, line) => interviewing?.typed(personId, line),
    onSaid: () => keeping.ask(),
  });
  const interviewing = openInterviewing(options, { speech, recording });
  const follow = async (): Promise<void> => {
    await Promise.all([recording.follow(), interviewing?.follow()]);
  };
  const stage = new Stage({
    ...{ media, state, kept: follow },
    onStopped: (id, source) => presence.of(id)?.line.tell("track:stopped", { source, message: stopped }),
  });
  return { stage, recording, speech, interviewing, follow };
}

type Places = Pick<RoomParts, "speech" | "recording">;

function openInterviewing(options: Options, places: Places): Interviewing | null {
  const { session, kit, media, memory, state } = options;
  const { interviewers } = kit;
  if (session.mode !== "ai" || !interviewers) return null;
  const log = kit.log.with({ session: short(session.id) });
  try {
    return new Interviewing({ interviewers, session, state, media, memory, log, says: says(options, places) });
  } catch (error) {
    log.error("a room has no interviewer", { error });
    return null;
  }
}

/** What the interviewer says is carried to where it belongs. */
function says({ session, kit, keeping, show, ...options }: Options, { speech, recording }: Places): InterviewerSays {
  const happens = (event: RoomEvent): void => {
    const report = (error: unknown): void => kit.log.error("what the interviewer did was not noted", { error });
    options.happens(event).catch(report);
  };
  return {
    caption: (caption) => void speech.caption(caption),
    note: (note) => recording.note(note),
    notice: (message) => kit.cry(session.id, "interviewer:noted", { message }),
    done: (interviewId) => {
      const report = (error: unknown): void => kit.log.error("an interview could not be ended", { error });
      options.follows({ kind: "interviewer done", interviewId }).catch(report);
    },
    goesOn: () => happens({ kind: "interviewer goes on" }),
    changed: show,
    remembers: () => keeping.ask(),
  };
}
