import { z } from "zod";
import { limits } from "../limits.ts";
import { contracts, Id, IdParam, Instant, line, Page, pageOf, Search, text, Version } from "./shared.ts";

export const TaskKind = z.enum(["coding", "system_design", "behavioural", "phone_screen"]);
export type TaskKind = z.infer<typeof TaskKind>;
export const Difficulty = z.enum(["Easy", "Medium", "Hard"]);
export type Difficulty = z.infer<typeof Difficulty>;

/** One thing that is judged, with what weak, solid and strong look like. Weights add up to 100. */
export const RubricItem = z.object({
  name: line("The rubric item's name"),
  weight: z.number().int().min(5, "A weight is at least 5.").max(60, "A weight is at most 60."),
  levels: z.object({
    weak: text("What weak looks like", 400),
    solid: text("What solid looks like", 400),
    strong: text("What strong looks like", 400),
  }),
});
export type RubricItem = z.infer<typeof RubricItem>;

/** One question of the plan: what is asked, what follows a short answer, what helps when asked for help. */
export const Question = z.object({
  ask: text("The question", 600),
  probes: z.array(text("A probe", 300)).min(1, "Add at least one probe for a short answer.").max(
    5,
    "Five probes are enough.",
  ),
  hints: z.array(text("A hint", 300)).min(1, "Add at least one hint.").max(4, "Four hints are enough."),
  minutes: z.number().int().min(1, "A question takes at least a minute.").max(
    40,
    "A question takes at most 40 minutes.",
  ),
});
export type Question = z.infer<typeof Question>;

export const TaskDraft = z.object({
  title: line("The title", 120),
  kind: TaskKind,
  difficulty: Difficulty,
  minutes: z.number().int().min(5, "A task takes at least 5 minutes.").max(120, "A task takes at most two hours."),
  brief: text("The brief", limits.briefCharacters),
  rubric: z.array(RubricItem).min(4, "A rubric has at least 4 items.").max(6, "A rubric has at most 6 items.")
    .refine((items) => items.reduce((sum, item) => sum + item.weight, 0) === 100, "The weights must add up to 100."),
  plan: z.array(Question).min(6, "A plan has at least 6 questions.").max(10, "A plan has at most 10 questions."),
});
export type TaskDraft = z.infer<typeof TaskDraft>;

export const TaskCard = z.object({
  id: Id,
  /** null: built in. */
  grindId: Id.nullable(),
  title: z.string(),
  kind: TaskKind,
  difficulty: Difficulty,
  minutes: z.number().int(),
  /** The first sentence of the brief. */
  teaser: z.string(),
});
export type TaskCard = z.infer<typeof TaskCard>;

export const Task = TaskCard.extend({
  brief: z.string(),
  rubric: z.array(RubricItem),
  plan: z.array(Question),
  /** The asker may change it. */
  mine: z.boolean(),
  createdAt: Instant,
  version: Version,
});
export type Task = z.infer<typeof Task>;

const Filters = Page.extend({
  kind: TaskKind.optional(),
  difficulty: Difficulty.optional(),
  q: Search,
  /** own: only those written in the grind. */
  own: z.stringbool().optional(),
});

export const tasks = contracts({
  "GET /tasks": {
    about: "The built-in catalogue, by title",
    query: Filters.omit({ own: true }),
    status: 200,
    answer: pageOf(TaskCard),
  },
  "GET /grinds/:id/tasks": {
    about: "What a grind can ask: its own tasks and the built-in ones, by title",
    params: IdParam,
    query: Filters,
    status: 200,
    answer: pageOf(TaskCard),
  },
  "POST /grinds/:id/tasks": {
    about: "Write a task for a grind",
    params: IdParam,
    body: TaskDraft,
    status: 201,
    answer: Task,
  },
  "GET /tasks/:id": { about: "One task, whole", params: IdParam, status: 200, answer: Task },
  "PATCH /tasks/:id": {
    about: "Change a grind's own task",
    params: IdParam,
    body: TaskDraft.safeExtend({ version: Version }),
    status: 200,
    answer: Task,
  },
  "DELETE /tasks/:id": {
    about: "Take a grind's own task out of the catalogue; interviews that used it keep it",
    params: IdParam,
    status: 204,
    answer: null,
  },
});
