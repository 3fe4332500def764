import type { Clock } from "../kit/clock.ts";
import type { Page, Paged } from "../kit/cursor.ts";
import { AppError } from "../kit/errors.ts";
import type { Ids } from "../kit/ids.ts";
import type { Audit } from "../ports/audit.ts";
import type { TaskCardRow, TaskDraft, TaskFilter, TaskRow, TaskStore } from "../ports/tasks.ts";
import { type Doer, stale } from "./grinds.ts";

export type TaskCard = Omit<TaskCardRow, "opening"> & { readonly teaser: string };

/** What can be asked: the built-in catalogue and a grind's own tasks. */
export type Tasks = {
  list(filter: TaskFilter, page: Page): Promise<Paged<TaskCard>>;
  write(by: Doer, grindId: string, draft: TaskDraft): Promise<TaskRow>;
  /** Throws "conflict" when somebody else changed it since `version`, "closed" when it was deleted. */
  change(by: Doer, task: TaskRow, draft: TaskDraft & { version: number }): Promise<TaskRow>;
  /** Takes it out of the catalogue; interviews that used it keep it. Twice is the same as once. */
  archive(by: Doer, task: TaskRow): Promise<void>;
};

type Options = { store: TaskStore; audit: Audit; clock: Clock; ids: Ids };

export function makeTasks({ store, audit, clock, ids }: Options): Tasks {
  const note = (by: Doer, action: string, subjectId: string) => audit.note({ actorId: by.personId, action, subjectId });
  return {
    async list(filter, page) {
      const { rows, next } = await store.list({ ...filter, q: words(filter.q) }, page);
      return { rows: rows.map(({ opening, ...row }) => ({ ...row, teaser: teaser(opening) })), next };
    },
    async write(by, grindId, draft) {
      const task = await store.create({ ...draft, id: ids.next(), grindId, at: new Date(clock.now()) });
      await note(by, "task.written", task.id);
      return task;
    },
    async change(by, task, draft) {
      if (task.archivedAt) {
        throw new AppError("closed", "This task was deleted and can no longer be changed. Write a new one from it.");
      }
      const changed = await store.change(task.id, draft);
      if (!changed) throw stale("task");
      await note(by, "task.changed", task.id);
      return changed;
    },
    async archive(by, task) {
      if (await store.archive(task.id, new Date(clock.now()))) await note(by, "task.archived", task.id);
    },
  };
}

/** What was typed into a search field, in the form in which we keep text; null when nothing is left. */
function words(q: string | null): string | null {
  const tidy = (q ?? "").normalize("NFC").replace(/[\p{Cc}\s]+/gu, " ").trim();
  return tidy === "" ? null : tidy;
}

const teaserCharacters = 200;

/** The first sentence of a brief, cut at a word where it is long. */
export function teaser(brief: string): string {
  const end = brief.search(/[.!?…。！？](?=\s|$)/);
  const sentence = (end < 0 ? brief : brief.slice(0, end + 1)).replace(/\s+/g, " ").trim();
  if (sentence.length <= teaserCharacters) return sentence;
  const characters = Array.from(sentence);
  if (characters.length <= teaserCharacters) return sentence;
  const cut = characters.slice(0, teaserCharacters).join("");
  return `${cut.replace(/\s+\S*$/, "")}…`;
}
