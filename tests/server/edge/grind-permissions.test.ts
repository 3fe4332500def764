import { describe, expect, it } from "vitest";
import type { Role } from "../../../server/domain/grind.ts";
import type { Asked, Asker } from "../../../server/edge/asked.ts";
import { type GrindPermissions, grindPermissions } from "../../../server/edge/grind-permissions.ts";
import { silentLog } from "../../../server/kit/log.ts";
import type { OwnGrind } from "../../../server/ports/grinds.ts";
import type { SeenTask } from "../../../server/ports/tasks.ts";

const id = "01980000-0000-7000-8000-00000000000a";
const nova: Asker = { personId: "01980000-0000-7000-8000-00000000000b", deviceId: "d", name: "Nova", admin: true };
const grind: Omit<OwnGrind, "role"> = { id, name: "Late owls", createdAt: new Date(0), version: 3 };
const task: Omit<SeenTask, "role"> = {
  id,
  grindId: id,
  title: "Two queues",
  kind: "coding",
  difficulty: "Easy",
  minutes: 30,
  brief: "Make one.",
  rubric: [],
  plan: [],
  createdAt: new Date(0),
  archivedAt: null,
  version: 1,
};

function asked(params: Record<string, string>, me: Asker | null = nova): Asked {
  return {
    requestId: "r",
    log: silentLog,
    address: "192.0.2.7",
    userAgent: "",
    ourUrl: "https://grind.example",
    params,
    token: null,
    bearer: null,
    who: () => Promise.resolve(me),
    keep: () => {},
    forget: () => {},
  };
}

/** Permissions over look-ups that are answered from here and counted. */
function watched({ role, seen }: { role?: Role; seen?: SeenTask }) {
  const calls: string[][] = [];
  const may = grindPermissions({
    ownGrind: (...call) => Promise.resolve(calls.push(call) && role ? { ...grind, role } : null),
    seenTask: (...call) => Promise.resolve(calls.push(call) && seen ? seen : null),
  });
  return { may, calls };
}

const names: (keyof GrindPermissions)[] = ["member", "moderator", "owner", "taskReader", "taskWriter"];

describe.each(names)("the permission %s", (name) => {
  it("looks up once and hands on what it learned", async () => {
    const { may, calls } = watched({ role: "owner", seen: { ...task, role: "owner" } });
    const granted = await may[name].check(asked({ id }));
    expect(calls).toEqual([[nova.personId, id]]);
    expect(granted).toEqual(
      name.startsWith("task") ? { me: nova, task, mine: true } : { me: nova, grind, role: "owner" },
    );
  });

  it.each([["no id", {}], ["an id that is too short", { id: "1" }], ["an id and more", { id: `${id}\n` }]])(
    "asks no database about %s",
    async (_, params) => {
      const { may, calls } = watched({ role: "owner", seen: { ...task, role: "owner" } });
      await expect(may[name].check(asked(params))).rejects.toMatchObject({ code: "not-found" });
      expect(calls).toEqual([]);
    },
  );

  it("asks no database for somebody who is signed out", async () => {
    const { may, calls } = watched({ role: "owner" });
    await expect(may[name].check(asked({ id }, null))).rejects.toMatchObject({ code: "unauthenticated" });
    expect(calls).toEqual([]);
  });

  it("makes no exception for an admin of the instance", async () => {
    await expect(watched({}).may[name].check(asked({ id }))).rejects.toMatchObject({ code: "not-found" });
  });
});

it.each<[keyof GrindPermissions, SeenTask["role"], Partial<SeenTask>, boolean | "forbidden"]>([
  ["taskReader", "moderator", {}, true],
  ["taskReader", "member", {}, false],
  ["taskReader", null, { grindId: null }, false],
  ["taskReader", "owner", { archivedAt: new Date(0) }, false],
  ["taskWriter", "moderator", {}, true],
  ["taskWriter", "member", {}, "forbidden"],
  ["taskWriter", null, { grindId: null }, "forbidden"],
])("tells the %s who is %s of %j whether the task may be changed: %s", async (name, role, change, mine) => {
  const check = watched({ seen: { ...task, ...change, role } }).may[name].check(asked({ id }));
  if (mine === "forbidden") await expect(check).rejects.toMatchObject({ code: "forbidden" });
  else expect(await check).toMatchObject({ mine });
});
