import type { Task } from "../../../proto/http/tasks.ts";

const level = "The answer names the case, says what it costs and stops there.";

/** A task of nobody, for the gallery. */
export const madeUpTask: Task = {
  id: "t1",
  grindId: null,
  title: "Feed that survives a celebrity",
  kind: "system_design",
  difficulty: "Hard",
  minutes: 45,
  teaser: "Most people follow 200 accounts; a few are followed by tens of millions.",
  mine: false,
  createdAt: "2026-01-01T10:00:00.000Z",
  version: 1,
  brief:
    "Design the home feed of a social app. Most people follow 200 accounts; a few accounts are followed by tens of millions. A post should appear within five seconds, and no single account may slow the others down.",
  rubric: ["Asks before building", "Numbers", "Trade-offs", "Failure"].map((name) => ({
    name,
    weight: 25,
    levels: { weak: level, solid: level, strong: level },
  })),
  plan: ["What would you ask first?", "How much data is that?", "Where does a write go?", "What breaks first?"].map(
    (ask) => ({
      ask,
      probes: ["How would you know?", "What if it doubles?"],
      hints: ["Think of one person first."],
      minutes: 8,
    }),
  ),
};
