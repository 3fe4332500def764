import { atLeast, demand, needs, type Role } from "../domain/grind.ts";
import { AppError, found } from "../kit/errors.ts";
import { isId } from "../kit/ids.ts";
import type { GrindRow, OwnGrind } from "../ports/grinds.ts";
import type { SeenTask, TaskRow } from "../ports/tasks.ts";
import type { Asked, Asker } from "./asked.ts";
import { asker, type Permission } from "./permission.ts";

/** What a permission of a grind learned. */
export type InGrind = { readonly me: Asker; readonly grind: GrindRow; readonly role: Role };
/** What a permission of a task learned; `mine`: the asker may change it. */
export type WithTask = { readonly me: Asker; readonly task: TaskRow; readonly mine: boolean };

type LookUp = {
  ownGrind(personId: string, grindId: string): Promise<OwnGrind | null>;
  seenTask(personId: string, taskId: string): Promise<SeenTask | null>;
};
export type GrindPermissions = {
  readonly member: Permission<InGrind>;
  readonly moderator: Permission<InGrind>;
  readonly owner: Permission<InGrind>;
  readonly taskReader: Permission<WithTask>;
  readonly taskWriter: Permission<WithTask>;
};

/**
 * Who may ask about the grind or task that `:id` names, with one look-up each. What one may not see, what does not
 * exist and what is no id are told apart by nobody; 403 is for those who see it and lack the role.
 */
export function grindPermissions(lookUp: LookUp): GrindPermissions {
  const inGrind = (least: Role): Permission<InGrind> => ({
    who: `grind ${least}`,
    async check(asked) {
      const [me, { role, ...grind }] = await named(asked, "grind", (me, id) => lookUp.ownGrind(me, id));
      demand(role, least);
      return { me, grind, role };
    },
  });
  const seenTask = (asked: Asked) => named(asked, "task", (me, id) => lookUp.seenTask(me, id));
  const taskReader: Permission<WithTask> = {
    who: "task reader",
    async check(asked) {
      const [me, { role, ...task }] = await seenTask(asked);
      return { me, task, mine: role !== null && atLeast(role, needs.writeTasks) && task.archivedAt === null };
    },
  };
  const taskWriter: Permission<WithTask> = {
    who: "task writer",
    async check(asked) {
      const [me, { role, ...task }] = await seenTask(asked);
      if (role === null) throw new AppError("forbidden", builtIn);
      demand(role, needs.writeTasks);
      return { me, task, mine: true };
    },
  };
  return {
    member: inGrind("member"),
    moderator: inGrind("moderator"),
    owner: inGrind("owner"),
    taskReader,
    taskWriter,
  };
}

const builtIn = "Built-in tasks cannot be changed. Write a task of your grind instead; you can start from this text.";

/** Who asks, and what `:id` names as far as they may see it. */
export async function named<T>(
  asked: Asked,
  what: string,
  lookUp: (personId: string, id: string) => Promise<T | null>,
): Promise<[Asker, T]> {
  const me = await asker(asked);
  const { id = "" } = asked.params;
  return [me, found(isId(id.toLowerCase()) ? await lookUp(me.personId, id) : null, what)];
}
