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
