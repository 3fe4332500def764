/** What the house tells a mind beside what people say. Round brackets tell it from their words. */
export const toldWords = {
  typed: (name: string, text: string) => `${name} typed: ${text}`,
  joined: (name: string) =>
    `(${name} was given the microphone and may speak as well. The candidate stays the one you interview.)`,
  left: (name: string) => `(${name} no longer has the microphone.)`,
  takesTime: "(The candidate asked for time to think. Say nothing until they speak.)",
  silent:
    "(The candidate has been silent for a while. In one short sentence, say that there is time and that they can ask for a hint.)",
  minutes: (left: number) =>
    `(${
      left === 1 ? "One minute is" : `${left} minutes are`
    } left. Choose what you still ask by that, and close in time.)`,
  close: "(The time is almost up. Thank the candidate, say goodbye in two sentences at most, and end the interview.)",
} as const;

/** What the house answers when a mind wants something. */
export const answerWords = {
  planDone: "That was the last question. Thank the candidate, say goodbye, and call end_interview.",
  noHint: "There is no further hint. Encourage the candidate, or move on.",
  noTool: (name: string) => `There is no tool called "${name.slice(0, 60)}".`,
} as const;

/** What people read. */
export const shownWords = {
  interviewer: "Interviewer",
  noPlan: "This task has no questions of its own, so the interviewer asks general ones of its kind.",
  noTask: "No task was chosen, so the interviewer asks general questions.",
  lost: "The interviewer could not begin. The room and the recording go on; try again by starting anew.",
} as const;
