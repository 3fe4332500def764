import type { Grind } from "../../proto/http/grinds.ts";
import type { Interview } from "../../proto/http/interviews.ts";
import type { TaskCard } from "../../proto/http/tasks.ts";

// What several pages call the same thing.

export const kindWords: Record<TaskCard["kind"], string> = {
  coding: "Coding",
  system_design: "System design",
  behavioural: "Behavioural",
  phone_screen: "Phone screen",
};

export const roleWords: Record<Grind["role"], string> = { owner: "Owner", moderator: "Moderator", member: "Member" };

export const modeWords: Record<Interview["mode"], string> = {
  ai: "AI interviewer",
  peer: "A member interviews",
  open: "Open practice",
};

export const statusWords: Record<Interview["status"], string> = {
  PENDING: "Not started",
  IN_PROGRESS: "In progress",
  COMPLETED: "Done",
  ERROR: "Did not finish",
};

/** What stands for the task of an interview that had none, or whose task was deleted since. */
export const withoutTask = "An interview without a task";
