import { generalPlan } from "../domain/plan.ts";
import type { Brief } from "../ports/interviewer.ts";
import type { TaskStore } from "../ports/tasks.ts";
import type { InterviewTurn } from "../rooms/interviewers.ts";
import { shownWords } from "./words.ts";

/** What an interview is about. `notice`: what people should know of it. */
export type Subject = { readonly task: Brief["task"]; readonly notice: string | null };

/** Looks up the task of an interview; where it has no plan, a general one takes its place, and that is said. */
export async function subjectOf(turn: InterviewTurn, tasks: Pick<TaskStore, "seen">): Promise<Subject> {
  const task = turn.taskId === null ? null : await tasks.seen(turn.personId, turn.taskId);
  if (!task) {
    const plan = generalPlan("behavioural");
    const about = { title: "A general interview", kind: "behavioural", brief: "", rubric: [] };
    return { task: { ...about, plan }, notice: shownWords.noTask };
  }
  const { title, kind, brief, rubric, plan } = task;
  const own = plan.length > 0;
  const asked = own ? plan : generalPlan(kind);
  return { task: { title, kind, brief, rubric, plan: asked }, notice: own ? null : shownWords.noPlan };
}
