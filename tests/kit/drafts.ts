import type { TaskDraft } from "../../proto/http/tasks.ts";

/** A task that somebody could write, whole. */
export function taskDraft(change: Partial<TaskDraft> = {}): TaskDraft {
  const levels = { weak: "Guesses.", solid: "Explains.", strong: "Proves." };
  const question = { ask: "What would you count?", probes: ["Why that?"], hints: ["Think of an hour."], minutes: 4 };
  return {
    title: "Two queues at the bakery",
    kind: "coding",
    difficulty: "Medium",
    minutes: 45,
    brief: "A bakery has two queues. Say who is served next.",
    rubric: ["Understanding", "Design", "Code", "Testing"].map((name) => ({ name, weight: 25, levels })),
    plan: Array.from({ length: 6 }, () => question),
    ...change,
  };
}
