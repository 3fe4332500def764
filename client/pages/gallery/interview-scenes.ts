import type { Interview } from "../../../proto/http/interviews.ts";
import type { Take } from "../../../proto/http/takes.ts";
import type { Transcript } from "../../../proto/http/transcripts.ts";
import { galleryNowMs, idOf } from "./made-up-room.ts";
import { takeScenes } from "./take-scenes.ts";

export type InterviewScene = {
  readonly interview: Interview;
  readonly take: Take | null;
  readonly transcript: Transcript | null;
};

const minute = 60_000;
const at = (ms: number): string => new Date(galleryNowMs + ms).toISOString();

function interview(more: Partial<Interview> = {}): Interview {
  return {
    id: "i1",
    task: { id: "t1", title: "Feed that survives a celebrity", kind: "system_design", difficulty: "Hard" },
    grindId: null,
    sessionId: "s1",
    mode: "ai",
    status: "COMPLETED",
    reason: null,
    endedAs: "INTERVIEWER_ENDED",
    createdAt: at(-60 * minute),
    startedAt: at(-50 * minute),
    endedAt: at(-5 * minute),
    version: 3,
    ...more,
  };
}

type Entry = Transcript["entries"][number];
const said = (startMs: number, by: Entry["by"], text: string, more: Partial<Entry> = {}): Entry => ({
  by,
  personId: by === "candidate" ? idOf(0) : by === "speaker" ? idOf(1) : null,
  name: by === "candidate" ? "Mara Lindqvist" : by === "speaker" ? "Noor Haddad" : "Interviewer",
  text,
  startMs,
  endMs: startMs + 9_000,
  exact: by === "interviewer",
  ...more,
});
const asks = ["What would you ask before you design anything?", "How much data is that?", "What breaks first?"];
const questions = asks.map((ask, index) => ({
  index,
  ask,
  startMs: index * 12 * minute + 14_000,
  endMs: index === 2 ? null : (index + 1) * 12 * minute + 14_000,
}));

const whole: Transcript = {
  complete: true,
  updatedAt: at(-5 * minute),
  entries: [
    said(2_000, "interviewer", "Hello Mara. We have 45 minutes for a feed that survives a celebrity."),
    said(14_000, "interviewer", asks[0] ?? ""),
    said(31_000, "candidate", "Who reads, who writes, and how late may a post be? Five seconds sounds like a promise."),
    said(52_000, "interviewer", "It is one. What does it protect?"),
    said(71_000, "candidate", "The read path. I would say 61 million followers.", { exact: true }),
    said(12 * minute + 14_000, "interviewer", asks[1] ?? ""),
    said(12 * minute + 40_000, "candidate", "Two hundred accounts each, so a list of two hundred timelines at most."),
    said(13 * minute, "speaker", "And at what rate do they read?"),
  ],
  questions,
  observations: [{
    item: "Asks before building",
    quote: "how late may a post be",
    note: "Asked what the five seconds protect before drawing anything.",
    atMs: 52_000,
  }],
  talk: { candidateMs: 27 * minute, interviewerMs: 8 * minute, thinkingMs: 9 * minute },
};
const heardOnly: Transcript = {
  ...whole,
  entries: whole.entries.filter((it) => it.exact),
  observations: [],
};
const take = takeScenes["stored"] ?? null;

/** Every state of the owner's page of an interview, by name. */
export const interviewScenes: Readonly<Record<string, InterviewScene>> = {
  whole: { interview: interview(), take, transcript: whole },
  "heard-only": { interview: interview(), take, transcript: heardOnly },
  unrecorded: { interview: interview({ endedAs: "USER_INITIATED" }), take: null, transcript: null },
  running: {
    interview: interview({ status: "IN_PROGRESS", endedAs: null, endedAt: null }),
    take: takeScenes["recording"] ?? null,
    transcript: {
      ...heardOnly,
      complete: false,
      questions: questions.slice(0, 1),
      entries: heardOnly.entries.slice(0, 2),
    },
  },
  waits: {
    interview: interview({ status: "PENDING", sessionId: null, endedAs: null, startedAt: null, endedAt: null }),
    take: null,
    transcript: null,
  },
  broken: {
    interview: interview({ status: "ERROR", reason: "The server stopped.", endedAs: "FAILED" }),
    take: takeScenes["broken"] ?? null,
    transcript: { ...heardOnly, questions: [], entries: [], talk: { candidateMs: 0, interviewerMs: 0, thinkingMs: 0 } },
  },
};
