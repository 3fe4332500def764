import type { Invite as ShownInvite } from "../../../proto/http/grinds.ts";
import { needs } from "../../domain/grind.ts";
import { inviteState, shortEmail } from "../../domain/invite.ts";
import type { Invites } from "../../grinds/invites.ts";
import type { Clock } from "../../kit/clock.ts";
import type { InviteRow } from "../../ports/invites.ts";
import type { GrindPermissions } from "../grind-permissions.ts";
import { anyone, signedIn } from "../permission.ts";
import { type Route, route } from "../route.ts";

type Options = { invites: Invites; may: GrindPermissions; clock: Clock };

/** Invites over HTTP. The token of `/invites/:token` is a secret: logs show the route's pattern, never its path. */
export function inviteRoutes({ invites, may, clock }: Options): Route[] {
  return [
    route(may[needs.invite], "GET /grinds/:id/invites", async ({ granted: { grind } }) => {
      return { rows: (await invites.list(grind.id)).map((it) => shownInvite(it, clock.now())) };
    }),
    route(may[needs.invite], "POST /grinds/:id/invites", async ({ body, asked, granted: { me, grind } }) => {
      const { invite, url, sent } = await invites.make(me, grind, body, asked.ourUrl);
      return { invite: shownInvite(invite, clock.now()), url, sent };
    }),
    route(may[needs.invite], "DELETE /grinds/:id/invites/:inviteId", async ({ params, granted: { me, grind } }) => {
      await invites.revoke(me, grind, params.inviteId);
      return undefined;
    }),
    route(anyone, "GET /invites/:token", async ({ params }) => {
      const { grindName, members, madeBy, expiresAt, email } = await invites.look(params.token);
      return {
        grind: { name: grindName, members },
        invitedBy: madeBy,
        expiresAt: expiresAt.toISOString(),
        onlyFor: email && shortEmail(email),
      };
    }),
    route(signedIn, "POST /invites/:token/accept", ({ params, granted }) => invites.accept(granted, params.token)),
  ];
}

function shownInvite(row: InviteRow, nowMs: number): ShownInvite {
  const { grindId: _, revokedAt: __, ...rest } = row;
  return {
    ...rest,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    state: inviteState(row, nowMs),
  };
}
