import { atLeast, needs } from "../domain/grind.ts";
import { AppError } from "../kit/errors.ts";
import type { SessionRow } from "../ports/sessions.ts";
import type { Asker } from "./asked.ts";
import { named } from "./grind-permissions.ts";
import type { Permission } from "./permission.ts";

/** What a permission of a session learned. */
export type WithSession = { readonly me: Asker; readonly session: SessionRow };
export type SessionPermissions = {
  /** Whoever is in its grind. */
  readonly reader: Permission<WithSession>;
  /** Who made it, and the grind's moderators and owners. */
  readonly leader: Permission<WithSession>;
};

type LookUp = (personId: string, sessionId: string) => Promise<SessionRow | null>;

/** Who may ask about the session that `:id` names, with one look-up each. To others it does not exist. */
export function sessionPermissions(lookUp: LookUp): SessionPermissions {
  const reader: Permission<WithSession> = {
    who: "session reader",
    async check(asked) {
      const [me, session] = await named(asked, "session", lookUp);
      return { me, session };
    },
  };
  const leader: Permission<WithSession> = {
    who: "session leader",
    async check(asked) {
      const granted = await reader.check(asked);
      if (granted.session.grind === null) {
        throw new AppError(
          "conflict",
          "You practise alone in this session, so there is nothing to plan. Leave it when you like.",
        );
      }
      if (leads(granted.session, granted.me.personId)) return granted;
      const who = "Only who made this session, or an owner or a moderator of its grind,";
      throw new AppError("forbidden", `${who} can do this. Nothing was changed.`);
    },
  };
  return { reader, leader };
}

/** Whether somebody may change and cancel a session that has not begun. */
export function leads({ madeBy, role }: SessionRow, personId: string): boolean {
  return madeBy?.id === personId || atLeast(role, needs.leadSessions);
}
