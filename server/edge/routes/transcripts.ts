import type { Transcript } from "../../../proto/http/transcripts.ts";
import type { Interviews } from "../../interviews/interviews.ts";
import type { Tickets } from "../../interviews/tokens.ts";
import type { InterviewWords } from "../../interviews/words.ts";
import { iso } from "../../kit/instant.ts";
import type { KeptTranscript } from "../../ports/transcripts.ts";
import { type Route, route } from "../route.ts";
import { type IsWorker, worker } from "../workers.ts";
import { interviewOwner } from "../interview-permissions.ts";
import { shownInterview } from "./interviews.ts";

type Options = {
  readonly interviews: Pick<Interviews, "find">;
  readonly words: InterviewWords;
  readonly tickets: Tickets;
  readonly isWorker: IsWorker;
};

/** What was said in interviews, and the way in for clients that speak PCM, over HTTP. */
export function transcriptRoutes({ interviews, words, tickets, isWorker }: Options): Route[] {
  const mine = interviewOwner(interviews);
  return [
    route(mine, "GET /interviews/:id/transcript", async ({ granted: { interview } }) => {
      const kept = await words.find(interview.id);
      return { transcript: kept && shownTranscript(kept) };
    }),
    route(worker(isWorker, interviews), "POST /interviews/:id/transcript", async ({ body, granted: { interview } }) => {
      const { entries, endedAt } = body;
      return shownInterview(await words.complete(interview, { entries, endedAt: new Date(endedAt) }));
    }),
    route(mine, "POST /interviews/:id/token", async ({ granted: { me, interview } }) => {
      const { expiresAt, node, ...ticket } = await tickets.make(interview, me.deviceId);
      const way = node === null ? "" : `/n/${node}`;
      return { ...ticket, expiresAt: iso(expiresAt), path: `${way}/ws/interviews/${interview.id}` };
    }),
  ];
}

/** Whole milliseconds; clocks of media count finer. */
const ms = (it: number): number => Math.max(0, Math.round(it));

function shownTranscript({ entries, questions, observations, talk, complete, updatedAt }: KeptTranscript): Transcript {
  return {
    complete,
    updatedAt: iso(updatedAt),
    entries: entries.map((it) => ({ ...it, startMs: ms(it.startMs), endMs: ms(it.endMs) })),
    questions: questions.map((it) => ({
      ...it,
      startMs: ms(it.startMs),
      endMs: it.endMs === null ? null : ms(it.endMs),
    })),
    observations: observations.map((it) => ({ ...it, atMs: ms(it.atMs) })),
    talk: {
      candidateMs: ms(talk.candidateMs),
      interviewerMs: ms(talk.interviewerMs),
      thinkingMs: ms(talk.thinkingMs),
    },
  };
}
