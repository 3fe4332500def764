import type { Page, Paged } from "../kit/cursor.ts";
import { AppError, found } from "../kit/errors.ts";
import type { AuditRow } from "../ports/audit.ts";
import { demoEmail, type PersonRow } from "../ports/people.ts";
import { signOutAll } from "./doorway.ts";
import type { Needs } from "./needs.ts";
import { removePerson } from "./own-account.ts";
import type { Recovery } from "./recovery.ts";

/** What the admins of an instance do with the accounts in it. */
export function makeAdministration(needs: Needs, recovery: Recovery) {
  const { people, audit, clock } = needs;

  const rowOf = async (id: string): Promise<PersonRow> => {
    const { rows } = await people.list({ id, cursor: null, limit: 1 });
    return found(rows[0], "person");
  };

  return {
    counts: () => people.counts(),

    listPeople: ({ q, ...page }: Page & { q?: string | undefined }): Promise<Paged<PersonRow>> =>
      people.list({ ...page, ...(q ? { q } : {}) }),

    listAudit: (page: Page): Promise<Paged<AuditRow>> => audit.list(page),

    /** A link for a person who cannot get in; it works once within a day. */
    async makeResetLink(by: string, personId: string, ourUrl: string): Promise<{ url: string; expiresAt: Date }> {
      const person = found(await people.byId(personId), "person");
      const link = await recovery.resetLink(person, ourUrl);
      await audit.note({ actorId: by, action: "person.reset-link-made", subjectId: personId });
      return link;
    },

    /** The same for whoever runs the server and asks on its command line. */
    async resetLinkFor(typedEmail: string, ourUrl: string): Promise<{ url: string; expiresAt: Date }> {
      const person = await people.byEmail(typedEmail.trim().toLowerCase());
      if (!person) throw new AppError("not-found", "There is no account with this address. Nothing was changed.");
      const link = await recovery.resetLink(person, ourUrl);
      await audit.note({ actorId: null, action: "person.reset-link-made", subjectId: person.id });
      return link;
    },

    /** Blocks or unblocks, makes or unmakes an admin. Whoever is blocked is signed out everywhere at once. */
    async changePerson(
      by: string,
      personId: string,
      { blocked, admin }: { blocked?: boolean | undefined; admin?: boolean | undefined },
    ): Promise<PersonRow> {
      const before = found(await people.byId(personId), "person");
      if (blocked && by === personId) {
        throw new AppError("conflict", "You cannot block yourself. Nothing was changed.", { field: "blocked" });
      }
      if (admin && before.email === demoEmail) {
        throw new AppError("conflict", "The demo account's password is published: it cannot be an admin.", {
          field: "admin",
        });
      }
      const change = {
        ...(blocked === undefined ? {} : { blockedAt: blocked ? before.blockedAt ?? new Date(clock.now()) : null }),
        ...(admin === undefined ? {} : { admin }),
      };
      found(await people.change(personId, change), "person");
      if (blocked) await signOutAll(needs, personId);
      for (const action of actions(before, { blocked, admin })) {
        await audit.note({ actorId: by, action, subjectId: personId });
      }
      return await rowOf(personId);
    },

    async removePerson(by: string, personId: string): Promise<void> {
      if (by === personId) {
        throw new AppError("conflict", "This is your own account. Delete it on your account page, with your password.");
      }
      await removePerson(needs, { personId, actorId: by });
    },
  };
}

/** What a change does that was not so before. */
function actions(
  before: { blockedAt: Date | null; admin: boolean },
  { blocked = before.blockedAt !== null, admin = before.admin }: {
    blocked?: boolean | undefined;
    admin?: boolean | undefined;
  },
): string[] {
  return [
    ...(blocked === (before.blockedAt !== null) ? [] : [blocked ? "person.blocked" : "person.unblocked"]),
    ...(admin === before.admin ? [] : [admin ? "person.made-admin" : "person.unmade-admin"]),
  ];
}
