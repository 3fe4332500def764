/** One question of a plan, as far as whoever asks needs it. */
export type PlanQuestion = {
  readonly ask: string;
  readonly probes: readonly string[];
  readonly hints: readonly string[];
  readonly minutes: number;
};

/** Where an interview stands in its plan. */
export type Progress = { readonly question: number; readonly hints: number };
export const atTheStart: Progress = { question: 0, hints: 0 };

/** The question after this one that there is still time for; null: the plan is done. */
export function nextQuestion(plan: readonly PlanQuestion[], { question }: Progress, leftMs: number): Progress | null {
  const next = question + 1;
  const last = plan.length - 1;
  if (next > last || leftMs < closingMs) return null;
  // The last one closes every plan. What lies between is left out when it would push that out.
  const time = (at: number): number => (plan[at]?.minutes ?? 0) * 60_000;
  const fits = next >= last ||
    leftMs - closingMs >= Math.min(time(next), shortestMs) + Math.min(time(last), shortestMs);
  return { question: fits ? next : last, hints: 0 };
}

/** The next hint to the open question; null: there is none left. */
export function nextHint(
  plan: readonly PlanQuestion[],
  { question, hints }: Progress,
): { readonly hint: string; readonly progress: Progress } | null {
  const hint = plan[question]?.hints[hints];
  return hint === undefined ? null : { hint, progress: { question, hints: hints + 1 } };
}

/** What closing politely takes. */
const closingMs = 45_000;
/** Nothing worth hearing is said in less. */
const shortestMs = 60_000;

/** A plan for a task that has none, by its kind; every kind that is not named here gets the last. */
export function generalPlan(kind: string): readonly PlanQuestion[] {
  return plans[kind] ?? behavioural;
}

const question = (ask: string, probes: string[], hints: string[], minutes = 4): PlanQuestion => ({
  ask,
  probes,
  hints,
  minutes,
});
const closing = question(
  "Looking back on our talk, what would you do differently, and what would you add?",
  ["Which of your answers would you like to give once more?"],
  ["Think of the moment in which you were least sure."],
  3,
);
const behavioural = [
  question(
    "Tell me about yourself, and about a piece of work you are proud of.",
    ["What was your own part in it?", "Why that one?"],
    ["Choose something recent in which you made a difference."],
  ),
  question(
    "Tell me about a time when something did not go as planned. What was your task, and what did you do?",
    ["What did you yourself decide?", "How did it end?"],
    ["Say what the situation was, what you had to do, what you did, and what came of it."],
  ),
  question(
    "Tell me about a disagreement with somebody you worked with. How did you deal with it?",
    ["What did they see that you did not?", "How do you work together now?"],
    ["It need not be a large one. How it was settled matters more."],
  ),
  question(
    "Tell me about something that you had to learn quickly.",
    ["How did you go about it?", "How did you know that you had understood it?"],
    ["Think of a tool, a field or a role that was new to you."],
  ),
  question(
    "Tell me about a decision that you would make in another way today.",
    ["What did you know then?", "What have you changed since?"],
    ["A small decision that taught you something is fine."],
  ),
  closing,
];
const plans: Readonly<Record<string, readonly PlanQuestion[]>> = {
  behavioural,
  coding: [
    question(
      "Say the task in your own words, and ask what is not clear to you.",
      ["What may the input look like at its worst?", "What did you take for granted?"],
      ["Think of empty input, very large input and input that contradicts itself."],
    ),
    question(
      "Walk me through an example by hand, step by step.",
      ["Which example would break a careless solution?"],
      ["Take the smallest example that is not trivial."],
    ),
    question(
      "How would you solve it in the simplest way that is right?",
      ["What does that cost in time and memory?", "Where is it wasteful?"],
      ["Try every possibility first; make it faster afterwards."],
    ),
    question(
      "How would you make it better, and what do you pay for that?",
      ["Which structure would hold what you need?", "Can you do it in one pass?"],
      ["Ask what you compute more than once."],
      6,
    ),
    question(
      "How would you test it?",
      ["Which test would you write first?", "What could still go wrong?"],
      ["Think of the borders, and of what must never happen."],
    ),
    closing,
  ],
  system_design: [
    question(
      "Who uses this, for what, and how much of it is there?",
      ["Which number matters most?", "What may be slow, and what must not?"],
      ["Guess numbers and say that they are guesses."],
    ),
    question(
      "Draw the whole in a few parts and say what each is for.",
      ["What travels between them?", "What could be left out at first?"],
      ["Begin with one person doing one thing, from start to end."],
      6,
    ),
    question(
      "What is kept, where, and how is it found again?",
      ["What grows without end?", "What if two people change it at once?"],
      ["Name the two or three questions that are asked most often."],
    ),
    question(
      "What breaks first, and what happens then?",
      ["What do people see?", "How do you notice it?"],
      ["Take one part away and follow what that does."],
    ),
    question(
      "Ten times as many people come. What do you change?",
      ["What stays as it is?", "What does that cost?"],
      ["Look for the one thing that all of them share."],
    ),
    closing,
  ],
  phone_screen: [
    question(
      "Tell me briefly who you are and what you are looking for.",
      ["Why now?"],
      ["Two minutes are enough: where you are, what you do well, what comes next."],
    ),
    question(
      "What in your experience fits this work best?",
      ["Can you give an example?", "What was hard about it?"],
      ["Choose one thing and tell it well."],
    ),
    question(
      "What would be new to you here, and how would you go about it?",
      ["How did you learn something like it before?"],
      ["Nobody knows everything. How you learn is the answer."],
    ),
    question(
      "How do you like to work with others?",
      ["What do you do when that is not possible?"],
      ["Think of the best team you were in, and why it was that."],
    ),
    question(
      "What do you need to know from us?",
      ["What would make you say no?"],
      ["Ask about the work, the people and the next months."],
    ),
    closing,
  ],
};
