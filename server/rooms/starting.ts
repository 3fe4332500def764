import type { RoomEvent } from "../domain/seat/events.ts";
import { AppError } from "../kit/errors.ts";
import type { Ids } from "../kit/ids.ts";
import type { LiveSession } from "../ports/live-rooms.ts";
import type { Course } from "./course.ts";
import type { Interviewing } from "./interviewing.ts";

type Options = {
  readonly session: Pick<LiveSession, "mode" | "waitingInterviewId">;
  readonly course: Pick<Course, "would" | "happens">;
  /** null: nobody is interviewed by this server here. */
  readonly interviewing: Pick<Interviewing, "ready"> | null;
  readonly ids: Ids;
};

const noInterviewer = "The interviewer cannot come into this room. A moderator can start another session.";

/** Starts a room's interviews. One that was taken for its session before is the first that begins. */
export class Starting {
  readonly #options: Options;
  #waiting: string | null;

  constructor(options: Options) {
    this.#options = options;
    this.#waiting = options.session.waitingInterviewId;
  }

  /** The interview of who is in the seat begins; throws AppError when it may not. */
  async start(personId: string): Promise<void> {
    const { session, course, interviewing, ids } = this.#options;
    if (session.mode === "ai" && !interviewing) throw new AppError("unavailable", noInterviewer);
    await interviewing?.ready();
    const waiting = this.#waiting;
    const event: RoomEvent = { kind: "interview started", by: personId, freshId: waiting ?? ids.next() };
    // What the rules refuse, or a database that stumbles, leaves the interview waiting; one that was called off does not wait.
    course.would(event);
    this.#waiting = null;
    await course.happens(event).catch((error: unknown) => {
      if (!(error instanceof AppError)) this.#waiting = waiting;
      throw error;
    });
  }
}
