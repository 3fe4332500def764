import type { Grind as ShownGrind, Member as ShownMember } from "../../../proto/http/grinds.ts";
import { needs } from "../../domain/grind.ts";
import type { Grinds } from "../../grinds/grinds.ts";
import type { Members } from "../../grinds/members.ts";
import { iso } from "../../kit/instant.ts";
import type { GrindCard, MemberRow } from "../../ports/grinds.ts";
import type { GrindPermissions } from "../grind-permissions.ts";
import { signedIn } from "../permission.ts";
import { type Route, route } from "../route.ts";

type Options = { grinds: Grinds; members: Members; may: GrindPermissions };

/** Grinds and their members over HTTP. */
export function grindRoutes({ grinds, members, may }: Options): Route[] {
  return [
    route(signedIn, "GET /grinds", async ({ granted }) => {
      return { rows: (await grinds.list(granted.personId)).map(shownGrind) };
    }),
    route(signedIn, "POST /grinds", async ({ body, granted }) => shownGrind(await grinds.create(granted, body.name))),
    route(may[needs.see], "GET /grinds/:id", async ({ granted: { me, grind } }) => {
      return shownGrind(await grinds.find(me.personId, grind.id));
    }),
    route(may[needs.rename], "PATCH /grinds/:id", async ({ body, granted: { me, grind } }) => {
      return shownGrind(await grinds.rename(me, grind.id, body));
    }),
    route(may[needs.delete], "DELETE /grinds/:id", async ({ granted: { me, grind } }) => {
      await grinds.delete(me, grind);
      return undefined;
    }),
    ...memberRoutes(members, may),
  ];
}

function memberRoutes(members: Members, may: GrindPermissions): Route[] {
  return [
    route(may[needs.see], "GET /grinds/:id/members", async ({ query, granted: { me, grind } }) => {
      const page = { cursor: query.cursor ?? null, limit: query.limit };
      const { rows, next } = await members.list(grind.id, page);
      return { rows: rows.map((it) => shownMember(it, me.personId)), next };
    }),
    route(may[needs.changeRoles], "PATCH /grinds/:id/members/:personId", async ({ params, body, granted }) => {
      const change = { personId: params.personId, role: body.role };
      return shownMember(await members.changeRole(granted.me, granted.grind, change), granted.me.personId);
    }),
    route(may[needs.removeMembers], "DELETE /grinds/:id/members/:personId", async ({ params, granted }) => {
      await members.remove(granted.me, granted.grind, params.personId);
      return undefined;
    }),
    route(may[needs.leave], "POST /grinds/:id/leave", async ({ granted: { me, grind } }) => {
      await members.leave(me, grind);
      return undefined;
    }),
  ];
}

function shownGrind(row: GrindCard): ShownGrind {
  return { ...row, createdAt: iso(row.createdAt) };
}

function shownMember(row: MemberRow, me: string): ShownMember {
  return { ...row, joinedAt: iso(row.joinedAt), you: row.personId === me };
}
