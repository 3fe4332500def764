import { limits } from "../../proto/limits.ts";
import { AppError, found } from "../kit/errors.ts";

export type Role = "owner" | "moderator" | "member";

/** The least role that each action in a grind needs. */
export const needs = {
  see: "member",
  leave: "member",
  invite: "moderator",
  writeTasks: "moderator",
  schedule: "member",
  leadSessions: "moderator",
  removeMembers: "moderator",
  changeRoles: "owner",
  rename: "owner",
  delete: "owner",
  keep: "owner",
} as const satisfies Record<string, Role>;

const ranks: Record<Role, number> = { member: 0, moderator: 1, owner: 2 };

/** Whether `role` is `least` or more. */
export function atLeast(role: Role, least: Role): boolean {
  return ranks[role] >= ranks[least];
}

/** Throws "forbidden" with the sentence that names who may. */
export function demand(role: Role, least: Role): void {
  if (atLeast(role, least)) return;
  const who = least === "owner" ? "Only an owner" : "Only an owner or a moderator";
  throw new AppError("forbidden", `${who} of this grind can do this. Nothing was changed.`);
}

/** What holds when a member is changed: who changes (`by`), who is changed (`of`), null for somebody not in the grind. */
export type Standing = {
  readonly by: Role | null;
  readonly of: Role | null;
  readonly self: boolean;
  readonly owners: number;
  readonly members: number;
};
/** null: everything stays as it is. */
export type MemberChange = { readonly role: Role } | "out" | null;

const lastOwner = "A grind keeps at least one owner. Make another member an owner first.";

/** A change of role; throws when it may not happen. */
export function changeRole(now: Standing, role: Role): MemberChange {
  demand(found(now.by, "grind"), needs.changeRoles);
  const before = found(now.of, "member");
  if (before === "owner" && role !== "owner" && now.owners === 1) {
    throw new AppError("conflict", lastOwner);
  }
  return before === role ? null : { role };
}

/** Taking somebody out; throws when it may not happen. */
export function removeMember(now: Standing): MemberChange {
  const by = found(now.by, "grind");
  demand(by, needs.removeMembers);
  const of = found(now.of, "member");
  if (now.self) throw new AppError("conflict", "This is you. Leave the grind instead of removing yourself.");
  if (by !== "owner" && of !== "member") {
    throw new AppError("forbidden", "A moderator can remove members, not owners or moderators. Ask an owner.");
  }
  if (of === "owner" && now.owners === 1) throw new AppError("conflict", lastOwner);
  return "out";
}

/** Going by oneself; throws while one is the only owner. */
export function leave(now: Standing): MemberChange {
  if (found(now.of, "grind") === "owner" && now.owners === 1) {
    const instead = now.members === 1
      ? "You are alone in this grind. Delete it instead of leaving it."
      : "You are the only owner of this grind. Make another member an owner first, or delete the grind.";
    throw new AppError("conflict", instead);
  }
  return "out";
}

/** One grind of somebody whose account goes. */
export type Ending = { readonly role: Role; readonly owners: number; readonly members: number };
export type Departure = "out" | "delete" | "hand over";

/**
 * What becomes of the grinds of somebody whose account goes. One they are alone in is deleted. One that would be left
 * without an owner stops them, or is handed over where the account goes whatever they do (`forced`).
 */
export function depart(grinds: readonly Ending[], forced: boolean): Departure[] {
  const departures = grinds.map(({ role, owners, members }): Departure => {
    if (members === 1) return "delete";
    return role === "owner" && owners === 1 ? "hand over" : "out";
  });
  const stuck = departures.filter((it) => it === "hand over").length;
  if (stuck > 0 && !forced) {
    const which = stuck === 1 ? "a grind that has other members" : `${stuck} grinds that have other members`;
    throw new AppError(
      "conflict",
      `You are the only owner of ${which}. Make another member an owner there, or delete it; then try again. ` +
        "Nothing was deleted.",
    );
  }
  return departures;
}

const full = {
  grindsPerPerson: `You are in ${limits.grindsPerPerson} grinds, which is as many as one can be in. Leave one first.`,
  membersPerGrind: `This grind has ${limits.membersPerGrind} members, which is as many as it can have. ` +
    "Ask one of its owners to make room.",
  invitesPerGrind: `This grind has ${limits.invitesPerGrind} open invites, which is as many as it can have. ` +
    "Revoke one first.",
  tasksPerGrind: `This grind has ${limits.tasksPerGrind} tasks of its own, which is as many as it can have. ` +
    "Delete one first.",
  scheduledPerGrind: `This grind has ${limits.scheduledPerGrind} sessions to come, which is as many as it can have. ` +
    "Cancel some first.",
} as const;

/** Throws "conflict" when there is no room for one more beside `count`. */
export function makeRoom(what: keyof typeof full, count: number): void {
  if (count >= limits[what]) throw new AppError("conflict", full[what]);
}
