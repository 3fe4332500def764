import type { Task as ShownTask } from "../../../proto/http/tasks.ts";
import { needs } from "../../domain/grind.ts";
import { type Tasks, teaser } from "../../grinds/tasks.ts";
import type { Page } from "../../kit/cursor.ts";
import { iso } from "../../kit/instant.ts";
import type { TaskFilter, TaskRow } from "../../ports/tasks.ts";
import type { GrindPermissions } from "../grind-permissions.ts";
import { signedIn } from "../permission.ts";
import { type Route, route } from "../route.ts";

type Options = { tasks: Tasks; may: GrindPermissions };

/** Tasks over HTTP. */
export function taskRoutes({ tasks, may }: Options): Route[] {
  return [
    route(
      signedIn,
      "GET /tasks",
      ({ query }) => tasks.list({ ...filterOf(query), grindId: null, own: false }, pageOf(query)),
    ),
    route(may[needs.see], "GET /grinds/:id/tasks", ({ query, granted: { grind } }) => {
      return tasks.list({ ...filterOf(query), grindId: grind.id, own: query.own ?? false }, pageOf(query));
    }),
    route(may[needs.writeTasks], "POST /grinds/:id/tasks", async ({ body, granted: { me, grind } }) => {
      return shownTask(await tasks.write(me, grind.id, body), true);
    }),
    route(may.taskReader, "GET /tasks/:id", ({ granted: { task, mine } }) => Promise.resolve(shownTask(task, mine))),
    route(may.taskWriter, "PATCH /tasks/:id", async ({ body, granted: { me, task } }) => {
      return shownTask(await tasks.change(me, task, body), true);
    }),
    route(may.taskWriter, "DELETE /tasks/:id", async ({ granted: { me, task } }) => {
      await tasks.archive(me, task);
      return undefined;
    }),
  ];
}

type Sent = {
  readonly kind?: TaskFilter["kind"] | undefined;
  readonly difficulty?: TaskFilter["difficulty"] | undefined;
  readonly q?: string | undefined;
};

function filterOf({ kind, difficulty, q }: Sent): Pick<TaskFilter, "kind" | "difficulty" | "q"> {
  return { kind: kind ?? null, difficulty: difficulty ?? null, q: q ?? null };
}

function pageOf({ cursor, limit }: { cursor?: string | undefined; limit: number }): Page {
  return { cursor: cursor ?? null, limit };
}

function shownTask(row: TaskRow, mine: boolean): ShownTask {
  const { archivedAt: _, createdAt, rubric, plan, ...rest } = row;
  return {
    ...rest,
    teaser: teaser(row.brief),
    createdAt: iso(createdAt),
    rubric: rubric.map((it) => ({ ...it, levels: { ...it.levels } })),
    plan: plan.map((it) => ({ ...it, probes: [...it.probes], hints: [...it.hints] })),
    mine,
  };
}
