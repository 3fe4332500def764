import { z } from "zod";
import { interviewEnds } from "../live/words.ts";
import { contracts, Id, IdParam, Instant, Page, pageOf, Search, Version } from "./shared.ts";
import { Difficulty, TaskKind } from "./tasks.ts";

export const Mode = z.enum(["ai", "peer", "open"]);
export const InterviewStatus = z.enum(["PENDING", "IN_PROGRESS", "COMPLETED", "ERROR"]);
export type InterviewStatus = z.infer<typeof InterviewStatus>;
export const InterviewEnd = z.enum(interviewEnds);

export const Interview = z.object({
  id: Id,
  /** null: the task was deleted since. */
  task: z.object({ id: Id, title: z.string(), kind: TaskKind, difficulty: Difficulty }).nullable(),
  grindId: Id.nullable(),
  sessionId: Id.nullable(),
  mode: Mode,
  status: InterviewStatus,
  /** Why it ended as ERROR. */
  reason: z.string().nullable(),
  /** How one that ran in a room ended. */
  endedAs: InterviewEnd.nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  version: Version,
});
export type Interview = z.infer<typeof Interview>;

export const interviews = contracts({
  "POST /interviews": {
    about: "Take a task for one's next interview",
    body: z.object({ taskId: Id, grindId: Id.optional(), mode: Mode }),
    status: 201,
    answer: Interview,
  },
  "GET /interviews/history": {
    about: "One's interviews, newest first",
    query: Page.extend({
      status: InterviewStatus.optional(),
      kind: TaskKind.optional(),
      q: Search,
    }),
    status: 200,
    answer: pageOf(Interview),
  },
  "GET /interviews/current": {
    about: "The interview one is in, or null",
    status: 200,
    answer: z.object({ interview: Interview.nullable() }),
  },
  "GET /interviews/:id": {
    about: "One interview; only its owner sees it",
    params: IdParam,
    status: 200,
    answer: Interview,
  },
  "POST /interviews/:id/room": {
    about: "Where one's interview with the AI interviewer takes place, alone: the same session until that is over",
    params: IdParam,
    status: 200,
    answer: z.object({ sessionId: Id }),
  },
  "POST /interviews/:id/status": {
    about:
      "Move an interview: PENDING to IN_PROGRESS to COMPLETED or ERROR, and PENDING to ERROR; anything else is a conflict, the first writer wins",
    params: IdParam,
    body: z.object({ status: z.enum(["IN_PROGRESS", "COMPLETED", "ERROR"]), endedAt: Instant.optional() }),
    status: 200,
    answer: Interview,
  },
  "DELETE /interviews/:id": {
    about: "Delete an interview; its key is destroyed, so every copy becomes unreadable",
    params: IdParam,
    status: 204,
    answer: null,
  },
});
