import type { Interview } from "../../../proto/http/interviews.ts";
import { iso } from "../../kit/instant.ts";
import type { Interviews } from "../../interviews/interviews.ts";
import type { InterviewRow } from "../../ports/interviews.ts";
import type { Sessions } from "../../sessions/sessions.ts";
import { interviewOwner } from "../interview-permissions.ts";
import { signedIn } from "../permission.ts";
import { type Route, route } from "../route.ts";
import { type IsWorker, ownerOrWorker } from "../workers.ts";

/** Interviews over HTTP. */
export function interviewRoutes(
  interviews: Interviews,
  { alone, isWorker }: Pick<Sessions, "alone"> & { readonly isWorker: IsWorker },
): Route[] {
  const mine = interviewOwner(interviews);
  return [
    route(signedIn, "POST /interviews", async ({ body, granted }) => {
      const { taskId, mode, grindId = null } = body;
      return shownInterview(await interviews.take({ ownerId: granted.personId, taskId, grindId, mode }));
    }),
    route(signedIn, "GET /interviews/history", async ({ query, granted }) => {
      const { status, kind, q: titlePart, cursor = null, limit } = query;
      const filter = { status, kind, titlePart };
      const { rows, next } = await interviews.history(granted.personId, { filter, cursor, limit });
      return { rows: rows.map(shownInterview), next };
    }),
    route(signedIn, "GET /interviews/current", async ({ granted }) => {
      const interview = await interviews.current(granted.personId);
      return { interview: interview && shownInterview(interview) };
    }),
    route(mine, "GET /interviews/:id", ({ granted }) => Promise.resolve(shownInterview(granted.interview))),
    route(mine, "POST /interviews/:id/room", ({ granted }) => alone(granted.interview.id)),
    route(ownerOrWorker(isWorker, interviews), "POST /interviews/:id/status", async ({ body, granted }) => {
      const end = body.endedAt === undefined ? undefined : new Date(body.endedAt);
      return shownInterview(await interviews.move(granted.interview, body.status, end));
    }),
    route(mine, "DELETE /interviews/:id", async ({ granted }) => {
      await interviews.remove(granted.interview);
      return undefined;
    }),
  ];
}

/** An interview as its owner sees it. */
export function shownInterview(row: InterviewRow): Interview {
  const { ownerId: _, createdAt, startedAt, endedAt, ...rest } = row;
  return {
    ...rest,
    createdAt: iso(createdAt),
    startedAt: startedAt && iso(startedAt),
    endedAt: endedAt && iso(endedAt),
  };
}
