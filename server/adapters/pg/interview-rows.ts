import type { InterviewRow } from "../../ports/interviews.ts";

type Task = NonNullable<InterviewRow["task"]>;

/** An interview as one flat row, with what its card shows of the task. */
export type FlatInterview = Omit<InterviewRow, "task"> & {
  taskId: string | null;
  title: string | null;
  kind: Task["kind"] | null;
  difficulty: Task["difficulty"] | null;
};

/** The columns of a FlatInterview, from `interviews i` and `tasks t`. */
export const interviewColumns = `i.id, i.owner_id AS "ownerId", i.grind_id AS "grindId", i.session_id AS "sessionId",
  i.mode, i.status, i.reason, i.ended_as AS "endedAs", i.created_at AS "createdAt", i.started_at AS "startedAt", i.ended_at AS "endedAt",
  i.version, t.id AS "taskId", t.title, t.kind, t.difficulty`;

/** The interview that a flat row holds. */
export function toInterview({ taskId, title, kind, difficulty, ...row }: FlatInterview): InterviewRow {
  const task = taskId && title !== null && kind && difficulty ? { id: taskId, title, kind, difficulty } : null;
  return { ...row, task };
}
