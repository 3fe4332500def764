import { needs } from "../../domain/grind.ts";
import type { Keeping } from "../../retention/keeping.ts";
import type { GrindPermissions } from "../grind-permissions.ts";
import { signedIn } from "../permission.ts";
import { type Route, route } from "../route.ts";

type Options = { keeping: Keeping; may: GrindPermissions };

/** How long recordings are kept, over HTTP: one's own, and those of a grind. */
export function keepingRoutes({ keeping, may }: Options): Route[] {
  return [
    route(signedIn, "GET /me/keeping", ({ granted: { personId } }) => keeping.look({ personId })),
    route(signedIn, "PUT /me/keeping", ({ granted: me, body: { days } }) => {
      return keeping.change(me, { personId: me.personId }, days);
    }),
    route(may[needs.see], "GET /grinds/:id/keeping", ({ granted: { grind } }) => keeping.look({ grindId: grind.id })),
    route(may[needs.keep], "PUT /grinds/:id/keeping", ({ granted: { me, grind }, body: { days } }) => {
      return keeping.change(me, { grindId: grind.id }, days);
    }),
  ];
}
