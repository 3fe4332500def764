import type { Role } from "../domain/grind.ts";
import type { Page, Paged } from "../kit/cursor.ts";

export type TaskKind = "coding" | "system_design" | "behavioural" | "phone_screen";
export type Difficulty = "Easy" | "Medium" | "Hard";
export type RubricItem = {
  readonly name: string;
  readonly weight: number;
  readonly levels: { readonly weak: string; readonly solid: string; readonly strong: string };
};
export type Question = {
  readonly ask: string;
  readonly probes: readonly string[];
  readonly hints: readonly string[];
  readonly minutes: number;
};
export type TaskDraft = {
  readonly title: string;
  readonly kind: TaskKind;
  readonly difficulty: Difficulty;
  readonly minutes: number;
  readonly brief: string;
  readonly rubric: readonly RubricItem[];
  readonly plan: readonly Question[];
};
export type TaskRow = TaskDraft & {
  readonly id: string;
  /** null: built in. */
  readonly grindId: string | null;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
  readonly version: number;
};
/** A task as somebody stands to it: `role` is theirs in its grind, null for a built-in task. */
export type SeenTask = TaskRow & { readonly role: Role | null };
/** `opening`: the beginning of the brief, long enough to hold its first sentence. */
export type TaskCardRow = Pick<TaskRow, "id" | "grindId" | "title" | "kind" | "difficulty" | "minutes"> & {
  readonly opening: string;
};
export type TaskFilter = {
  /** null: only built-in ones. */
  readonly grindId: string | null;
  /** Leave out the built-in ones. */
  readonly own: boolean;
  readonly kind: TaskKind | null;
  readonly difficulty: Difficulty | null;
  /** Words as typed: nothing in them is a wildcard. */
  readonly q: string | null;
};

/** What can be asked: built-in tasks and those of grinds. */
export interface TaskStore {
  /** By title, without archived ones. */
  list(filter: TaskFilter, page: Page): Promise<Paged<TaskCardRow>>;
  /** Resolves to null for a task of a grind one is not in, as for one that does not exist. Archived ones are still seen. */
  seen(personId: string, taskId: string): Promise<SeenTask | null>;
  /** Throws AppError "conflict" when the grind has as many as it can have, "not-found" when it is gone. */
  create(task: TaskDraft & { id: string; grindId: string; at: Date }): Promise<TaskRow>;
  /** null, and nothing changed, when `version` is not the task's or it is archived. */
  change(taskId: string, draft: TaskDraft & { version: number }): Promise<TaskRow | null>;
  /** Takes it out of lists and keeps it for what used it. false when it was out already. */
  archive(taskId: string, at: Date): Promise<boolean>;
}
