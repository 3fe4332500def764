import type { Clock } from "../kit/clock.ts";
import { found } from "../kit/errors.ts";
import type { InterviewRow, InterviewStore } from "../ports/interviews.ts";
import type { KeptTranscript, TalkTimes, Transcript, Transcripts, Utterance } from "../ports/transcripts.ts";
import { refuseMove, timeOf } from "./interviews.ts";

type Options = {
  readonly transcripts: Transcripts;
  readonly interviews: Pick<InterviewStore, "find">;
  readonly nameOf: (personId: string) => Promise<string | undefined>;
  readonly clock: Clock;
  /** Whoever is in its room does not know yet. */
  readonly onEnded: (interviewId: string) => void;
};
/** An utterance as a worker tells it. */
export type WorkerEntry = {
  readonly speaker: "USER" | "AI";
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
};
type Told = { readonly entries: readonly WorkerEntry[]; readonly endedAt: Date };

/** What was said in interviews. Who may read or write it was decided before. */
export type InterviewWords = {
  /** null: nothing yet, or nothing that can still be read. */
  find(interviewId: string): Promise<KeptTranscript | null>;
  /** Keeps what a worker heard and completes the interview, both or neither; "conflict" when it is not in progress. */
  complete(interview: InterviewRow, told: Told): Promise<InterviewRow>;
};

export function makeInterviewWords({ transcripts, interviews, nameOf, clock, onEnded }: Options): InterviewWords {
  return {
    find: (interviewId) => transcripts.find(interviewId),
    async complete(interview, { entries, endedAt }) {
      const now = new Date(clock.now());
      const at = timeOf(interview, "COMPLETED", endedAt, now.getTime());
      const name = await nameOf(interview.ownerId) ?? "";
      const said = toTranscript(entries, { personId: interview.ownerId, name });
      const done = await transcripts.complete(interview.id, said, { now, at, as: null, last: true });
      if (!done) return await refuseMove(interviews, interview.id, "COMPLETED");
      onEnded(interview.id);
      return found(await interviews.find(interview.id), "interview");
    },
  };
}

/** Workers hear words, and know nothing of questions and observations. */
function toTranscript(told: readonly WorkerEntry[], candidate: { personId: string; name: string }): Transcript {
  const inOrder = [...told].sort((a, b) => a.startMs - b.startMs);
  const entries = inOrder.map(({ speaker, ...rest }): Utterance =>
    speaker === "USER"
      ? { ...rest, ...candidate, by: "candidate", exact: false }
      : { ...rest, personId: null, name: "Interviewer", by: "interviewer", exact: false }
  );
  return { entries, questions: [], observations: [], talk: talkOf(entries) };
}

function talkOf(entries: readonly Utterance[]): TalkTimes {
  const talk = { candidateMs: 0, interviewerMs: 0, thinkingMs: 0 };
  for (const [at, it] of entries.entries()) {
    const before = entries[at - 1];
    const mine = it.by === "candidate";
    talk[mine ? "candidateMs" : "interviewerMs"] += it.endMs - it.startMs;
    if (mine && before?.by === "interviewer") talk.thinkingMs += Math.max(0, it.startMs - before.endMs);
  }
  return talk;
}
