import type { ThinkTime } from "../../../proto/live/words.ts";
import type { InterviewerLook } from "../../ui/interviewer.tsx";

/** "you and Noor", "Mara, Noor and Ivo". */
function all(names: readonly string[]): string {
  const [last, ...before] = [...names].reverse();
  return before.length === 0 ? last ?? "" : `${before.reverse().join(", ")} and ${last}`;
}

const upper = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

export const interviewerWords = {
  name: "Interviewer",
  ai: "AI",
  label: (state: string): string => `AI interviewer, ${state.toLowerCase()}`,
  look: {
    ready: "Ready",
    connecting: "Connecting",
    listening: "Listening",
    thinking: "Thinking",
    speaking: "Speaking",
    waiting: "Waiting",
  } satisfies Record<InterviewerLook, string>,
  ready: (mine: boolean): string => mine ? "Press start, and it greets you" : "It begins with an interview",
  connecting: "It comes in a moment",
  thinking: "about what was said",
  speaking: (mine: boolean): string => mine ? "You may interrupt it" : "to the seat",
  waiting: (who: string): string => `until ${who === "you" ? "you speak" : `${who} speaks`}`,
  hears: (names: readonly string[]): string => `to ${all(names)} and nobody else`,
  hearsNobody: "to nobody: no microphone is open",
  you: "you",
  takeTime: "Take your time",
  takesTime: "It waits for you",
  takeTimeHint: "It says nothing until you speak again",
  askHint: "Ask for a hint",
  askedHint: "Hint asked for",
  toldHint: "You asked for a hint.",
  /** One word of the four above, where there is no room for them. */
  short: { time: "Time", waits: "Waits", hint: "Hint", asked: "Asked" },
  askHintHint: "It is written down as your words, and the interviewer answers",
  /** What one is taken to have typed. The interviewer of this server has to read it as a wish for a hint. */
  hintLine: "Could I have a hint, please?",
  asked: "It said last",
  about: "About the interviewer",
  here: "stays on this server",
  leads: (provider: string, voice: string): string => `${provider}, voice ${voice}`,
  goes: (host: string): string => `heard at ${host}`,
  standsIn: "Stands in",
  standsInFor: "for the service outside",
  recorded: "recorded",
  dialog: {
    title: "The AI interviewer",
    lead: "It is a program. It asks from the task’s plan, and goes further into what you answer.",
    leadOutside: "It is a program. It asks from the task’s plan, and follows up on what you say.",
    leadHere:
      "It is a program. It asks from the task’s plan, and follows up on what you type and on how long you speak: spoken words it does not understand.",
    who: "Leads and speaks",
    whoIs: (provider: string, voice: string): string => `${provider}. Its voice is called ${voice}.`,
    notYet: "That is known as soon as an interview begins; the check before the room names who it may be.",
    standsIn: "It stands in for the service outside, which does not answer. That one comes back in a quiet moment.",
    where: "Where voices go",
    inside: "Nowhere. Voice and words stay on this server.",
    outside: (host: string): string =>
      `What it hears goes to ${host}, and what it says comes from there. The recording stays on this server.`,
    hears: "Whom it hears",
    hearsThem: (names: readonly string[]): string => `${upper(all(names))}. Nobody else, also not while they watch.`,
    hearsNobody: "Nobody right now. It hears the seat, and whoever was given the microphone, while an interview runs.",
    recorded: "Recorded",
    isRecorded: "Yes: its voice is part of the recording of this interview.",
    notRecorded: "No.",
    think: "How long it waits when somebody stops speaking",
    times: { brisk: "Brisk", normal: "Normal", patient: "Patient" } satisfies Record<ThinkTime, string>,
    timeHints: {
      brisk: "It comes in soon after a sentence is complete.",
      normal: "It leaves room for a breath and a thought.",
      patient: "It leaves long silences alone.",
    } satisfies Record<ThinkTime, string>,
    onlyThem: "Who sits in the seat, or a moderator, can change this.",
    wait: "For a longer thought, press “Take your time”: it says nothing until you speak again.",
    hint: "If you are stuck, press “Ask for a hint”: that is written down as your words.",
    close: "Close",
  },
  absent: "The AI interviewer is not here",
  absentText: "This server runs without it right now. Whoever runs it can tell why; a member of the grind can ask.",
  understood: "All right",
  /** Who hears one, in a sentence that begins with "Heard by". */
  inSentence: "the interviewer",
  stays: "Your voice stays on this server.",
  leaves: (provider: string, host: string): string => `${provider} hears you at ${host}.`,
  notYet: "The interviewer listens while an interview runs.",
  over: {
    title: "Your interview is over.",
    look: "Look at your interview",
    again: "Start another",
    hide: "Hide this",
    what: "Its page has the questions and the words, and the recording, if you agreed to one.",
  },
};
