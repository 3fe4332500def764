import { z } from "zod";
import { limits } from "../limits.ts";
import { contracts, Id, IdParam, Instant } from "./shared.ts";
import { Interview } from "./interviews.ts";

/** Milliseconds since the interview began. */
const Ms = z.number().int().min(0).max(86_400_000);

/** What was said in an interview, as far as it is known. */
export const Transcript = z.object({
  /** Nothing is added any more. */
  complete: z.boolean(),
  updatedAt: Instant,
  entries: z.array(z.object({
    by: z.enum(["interviewer", "candidate", "speaker"]),
    personId: Id.nullable(),
    name: z.string(),
    text: z.string(),
    startMs: Ms,
    endMs: Ms,
    /** These are the words themselves; else what a provider heard. */
    exact: z.boolean(),
  })),
  questions: z.array(z.object({
    index: z.number().int(),
    ask: z.string(),
    startMs: Ms,
    /** null: it was open to the end. */
    endMs: Ms.nullable(),
  })),
  observations: z.array(z.object({ item: z.string(), quote: z.string(), note: z.string(), atMs: Ms })),
  talk: z.object({ candidateMs: Ms, interviewerMs: Ms, thinkingMs: Ms }),
});
export type Transcript = z.infer<typeof Transcript>;

const Entry = z.object({
  speaker: z.enum(["USER", "AI"], 'Say who spoke: "USER" or "AI".'),
  text: z.string().min(1, "An entry without words says nothing. Leave it out.").max(limits.utteranceCharacters),
  startMs: Ms,
  endMs: Ms,
}).refine((it) => it.endMs >= it.startMs, { message: "An entry ends before it begins.", path: ["endMs"] });

export const transcripts = contracts({
  "GET /interviews/:id/transcript": {
    about: "What was said in one's interview, as far as it is known; null: nothing yet",
    params: IdParam,
    status: 200,
    answer: z.object({ transcript: Transcript.nullable() }),
  },
  "POST /interviews/:id/transcript": {
    about: "For workers: what was said, and the interview is COMPLETED, both or neither",
    params: IdParam,
    body: z.object({ entries: z.array(Entry).max(limits.utterancesPerInterview), endedAt: Instant }),
    status: 200,
    answer: Interview,
  },
  "POST /interviews/:id/token": {
    about:
      "A token that lets one client in at /ws/interviews/:id, once and within five minutes; only for interviews that the AI interviewer leads",
    params: IdParam,
    status: 200,
    answer: z.object({
      token: z.string(),
      expiresAt: Instant,
      /** Where the client speaks to, below the address of this server. */
      path: z.string(),
      /** Whose consents are asked for before anything is recorded. */
      sessionId: Id,
    }),
  },
});
