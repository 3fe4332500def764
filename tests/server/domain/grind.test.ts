import { describe, expect, it } from "vitest";
import { limits } from "../../../proto/limits.ts";
import {
  atLeast,
  changeRole,
  demand,
  depart,
  type Ending,
  leave,
  makeRoom,
  needs,
  removeMember,
  type Role,
  type Standing,
} from "../../../server/domain/grind.ts";
import { AppError } from "../../../server/kit/errors.ts";

/** The code of what `work` throws, or what it returns. */
function outcome<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const standing = (change: Partial<Standing>): Standing => ({
  by: "owner",
  of: "member",
  self: false,
  owners: 1,
  members: 5,
  ...change,
});

describe("who may do what", () => {
  const table: Record<keyof typeof needs, [owner: boolean, moderator: boolean, member: boolean]> = {
    see: [true, true, true],
    leave: [true, true, true],
    schedule: [true, true, true],
    leadSessions: [true, true, false],
    invite: [true, true, false],
    writeTasks: [true, true, false],
    removeMembers: [true, true, false],
    changeRoles: [true, false, false],
    rename: [true, false, false],
    delete: [true, false, false],
    keep: [true, false, false],
  };
  const roles: Role[] = ["owner", "moderator", "member"];
  const cases = Object.entries(table).flatMap(([action, row]) =>
    roles.map((role, index) => ({ action: action as keyof typeof needs, role, allowed: row[index] === true }))
  );
  it.each(cases)("answers $allowed to whether a $role may $action", ({ action, role, allowed }) => {
    expect(atLeast(role, needs[action])).toBe(allowed);
    expect(outcome(() => demand(role, needs[action]))).toBe(allowed ? undefined : "forbidden");
  });
});

describe("changing a role", () => {
  it.each<[string, Partial<Standing>, Role, { role: Role } | string | null]>([
    ["lets an owner make a member a moderator", {}, "moderator", { role: "moderator" }],
    ["lets an owner name a second owner", {}, "owner", { role: "owner" }],
    ["changes nothing when the role is held already", {}, "member", null],
    ["lets an owner step down while another stays", { of: "owner", self: true, owners: 2 }, "member", {
      role: "member",
    }],
    ["keeps the last owner", { of: "owner", self: true }, "member", "conflict"],
    ["keeps the last owner from becoming a moderator", { of: "owner", self: true }, "moderator", "conflict"],
    ["lets the last owner stay one", { of: "owner", self: true }, "owner", null],
    ["refuses a moderator", { by: "moderator" }, "moderator", "forbidden"],
    ["refuses a member who wants to rise", { by: "member", self: true }, "owner", "forbidden"],
    ["knows nobody who is not in the grind", { of: null }, "moderator", "not-found"],
    ["refuses who was taken out in the meantime", { by: null }, "moderator", "not-found"],
  ])("%s", (_, change, role, expected) => {
    expect(outcome(() => changeRole(standing(change), role))).toEqual(expected);
  });
});

describe("removing a member", () => {
  it.each<[string, Partial<Standing>, string]>([
    ["lets an owner remove a member", {}, "out"],
    ["lets an owner remove a moderator", { of: "moderator" }, "out"],
    ["lets an owner remove another owner", { of: "owner", owners: 2 }, "out"],
    ["lets a moderator remove a member", { by: "moderator" }, "out"],
    ["keeps a moderator from removing a moderator", { by: "moderator", of: "moderator" }, "forbidden"],
    ["keeps a moderator from removing an owner", { by: "moderator", of: "owner" }, "forbidden"],
    ["refuses a member", { by: "member" }, "forbidden"],
    ["sends who removes themselves to leaving", { of: "owner", self: true, owners: 2 }, "conflict"],
    ["keeps the last owner, whoever asks", { of: "owner" }, "conflict"],
    ["knows nobody who is not in the grind", { of: null }, "not-found"],
    ["refuses who was taken out in the meantime", { by: null }, "not-found"],
  ])("%s", (_, change, expected) => {
    expect(outcome(() => removeMember(standing(change)))).toBe(expected);
  });
});

describe("leaving", () => {
  it.each<[string, Partial<Standing>, string]>([
    ["lets a member go", { by: "member", of: "member" }, "out"],
    ["lets an owner go while another stays", { of: "owner", owners: 2 }, "out"],
    ["keeps the last owner", { of: "owner" }, "conflict"],
    ["sends who is alone to deleting", { of: "owner", members: 1 }, "conflict"],
    ["does not know who left already", { by: null, of: null }, "not-found"],
  ])("%s", (_, change, expected) => {
    expect(outcome(() => leave(standing({ ...change, self: true })))).toBe(expected);
  });
});

describe("an account that goes", () => {
  const alone: Ending = { role: "owner", owners: 1, members: 1 };
  const onlyOwner: Ending = { role: "owner", owners: 1, members: 3 };
  const oneOfTwo: Ending = { role: "owner", owners: 2, members: 3 };
  const member: Ending = { role: "member", owners: 1, members: 3 };
  it.each<[string, Ending[], boolean, string | string[]]>([
    ["deletes what it is alone in", [alone], false, ["delete"]],
    ["leaves the others", [oneOfTwo, member], false, ["out", "out"]],
    ["is stopped by a grind without another owner", [alone, onlyOwner], false, "conflict"],
    ["hands over when it goes in any case", [alone, onlyOwner, member], true, ["delete", "hand over", "out"]],
    ["goes when it is in no grind", [], false, []],
  ])("%s", (_, grinds, forced, expected) => {
    expect(outcome(() => depart(grinds, forced))).toEqual(expected);
  });
});

describe("room", () => {
  it.each(["grindsPerPerson", "membersPerGrind", "invitesPerGrind", "tasksPerGrind"] as const)(
    "ends at %s",
    (what) => {
      expect(outcome(() => makeRoom(what, limits[what] - 1))).toBeUndefined();
      expect(outcome(() => makeRoom(what, limits[what]))).toBe("conflict");
    },
  );
});
