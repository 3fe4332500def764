import { useNavigate, useSearchParams } from "@solidjs/router";
import { useApp } from "../../state/app-state.ts";
import type { Me } from "../../../proto/http/account.ts";
import { keptInvite } from "../invite/kept-invite.ts";

/** Where somebody goes after signing in: back to an invitation, to where they were, or home. */
export function useWayOn(): { to: () => string; go: (me: Me, elsewhere?: string) => void } {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { session } = useApp();
  const to = (): string => keptInvite() ? "/invite" : safePath(search["return"]);
  return {
    to,
    go: (me, elsewhere) => {
      const next = elsewhere ?? to();
      session.signedIn(me);
      navigate(next, { replace: true });
    },
  };
}

/** Only a path of this page; an address of elsewhere would make our sign-in a trap. */
export function safePath(path: string | string[] | undefined): string {
  if (typeof path !== "string" || !/^\/(?![/\\])/.test(path)) return "/";
  return path.startsWith("/sign-") ? "/" : path;
}
