import { changeRole, depart, leave, removeMember, type Role } from "../domain/grind.ts";
import type { Page, Paged } from "../kit/cursor.ts";
import { found } from "../kit/errors.ts";
import type { Audit } from "../ports/audit.ts";
import type { GrindStore, MemberRow } from "../ports/grinds.ts";
import type { Notifications } from "../ports/notifications.ts";
import type { Doer } from "./grinds.ts";

type Grind = { readonly id: string; readonly name: string };

/** Who is in a grind. Rules are checked again in the moment of each change, so that two changes at once keep them. */
export type Members = {
  list(grindId: string, page: Page): Promise<Paged<MemberRow>>;
  changeRole(by: Doer, grind: Grind, change: { personId: string; role: Role }): Promise<MemberRow>;
  /**
   * Takes a member out. Invites stay as they are: somebody who still has an open link can come back with it, so a
   * moderator who wants them to stay out revokes that link too.
   */
  remove(by: Doer, grind: Grind, personId: string): Promise<void>;
  leave(by: Doer, grind: Grind): Promise<void>;
  /**
   * Takes somebody out of every grind, as the last thing before their account is deleted; grinds they are alone in are
   * deleted. Throws "conflict", and changes nothing, when others would be left without an owner. With `forced`, for an
   * admin who deletes the account, the longest serving moderator or else member becomes the owner instead.
   */
  beforeLeaving(personId: string, how?: { forced?: boolean }): Promise<void>;
};

type Options = {
  store: GrindStore;
  audit: Audit;
  notifications: Notifications;
  /** Called after somebody's place in a grind changed; `role` is null for somebody who is out. */
  onChanged?: (change: { grindId: string; personId: string; role: Role | null }) => void;
};

export function makeMembers({ store, audit, notifications, onChanged = () => {} }: Options): Members {
  return {
    list: (grindId, page) => store.members(grindId, page),
    async changeRole(by, { id, name }, { personId, role }) {
      const at = { grindId: id, byId: by.personId, personId };
      const change = await store.changeMember(at, (now) => changeRole(now, role));
      if (change !== null) {
        onChanged({ grindId: id, personId, role });
        await audit.note({
          actorId: by.personId,
          action: "member.role-changed",
          subjectId: personId,
          details: { grindId: id, role },
        });
        if (personId !== by.personId) {
          await notifications.tell(personId, "role-changed", {
            grindId: id,
            grindName: name,
            personName: by.name,
            role,
          });
        }
      }
      return found(await store.member(id, personId), "member");
    },
    async remove(by, { id, name }, personId) {
      await store.changeMember({ grindId: id, byId: by.personId, personId }, removeMember);
      onChanged({ grindId: id, personId, role: null });
      await audit.note({
        actorId: by.personId,
        action: "member.removed",
        subjectId: personId,
        details: { grindId: id },
      });
      await notifications.tell(personId, "removed", { grindName: name });
    },
    async leave(by, { id }) {
      await store.changeMember({ grindId: id, byId: by.personId, personId: by.personId }, leave);
      onChanged({ grindId: id, personId: by.personId, role: null });
      await audit.note({
        actorId: by.personId,
        action: "member.left",
        subjectId: by.personId,
        details: { grindId: id },
      });
    },
    beforeLeaving: (personId, { forced = false } = {}) =>
      goEverywhere({ store, audit, notifications, onChanged }, personId, forced),
  };
}

async function goEverywhere(
  { store, audit, notifications, onChanged }: Required<Options>,
  personId: string,
  forced: boolean,
) {
  const gone = await store.departAll(personId, (grinds) => depart(grinds, forced));
  for (const { grindId, grindName, departure, heirId } of gone) {
    onChanged({ grindId, personId, role: null });
    if (heirId !== null) onChanged({ grindId, personId: heirId, role: "owner" });
    if (departure === "delete") await audit.note({ actorId: personId, action: "grind.deleted", subjectId: grindId });
    if (heirId === null) continue;
    await audit.note({
      actorId: null,
      action: "member.role-changed",
      subjectId: heirId,
      details: { grindId, role: "owner" },
    });
    await notifications.tell(heirId, "role-changed", { grindId, grindName, role: "owner" });
  }
}
