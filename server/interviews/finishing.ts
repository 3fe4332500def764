import type { Clock } from "../kit/clock.ts";
import type { LiveRooms } from "../ports/live-rooms.ts";
import type { Transcript, Transcripts } from "../ports/transcripts.ts";

type Options = {
  readonly rooms: Pick<LiveRooms, "finish">;
  readonly transcripts: Pick<Transcripts, "complete">;
  /** What was said in an interview so far, while its interviewer writes it down; undefined: nobody does. */
  readonly wordsOf: (interviewId: string) => Transcript | undefined;
  readonly clock: Clock;
};

/** An interview ends in its room: it is over together with what was said in it, or not at all. */
export function makeFinish({ rooms, transcripts, wordsOf, clock }: Options): LiveRooms["finish"] {
  return async (interviewId, as, at) => {
    const words = wordsOf(interviewId);
    // Its last words come when the interviewer has fallen silent.
    const end = { now: new Date(clock.now()), at, as, last: false };
    if (words && await transcripts.complete(interviewId, words, end)) return;
    await rooms.finish(interviewId, as, at);
  };
}
