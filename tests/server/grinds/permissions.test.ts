import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { taskDraft } from "../../kit/drafts.ts";
import { type Caller, type GrindsHouse, openGrinds } from "../../kit/grinds.ts";
import { addTask } from "../../kit/rows.ts";

type Cast = Record<"owner" | "moderator" | "member" | "neighbour", Caller>;
type Scene = { grindId: string; taskId: string; inviteId: string };

let house: GrindsHouse;
let cast: Cast;
/** A grind of the cast, and one of the neighbour's alone. */
let here: Scene;
let there: Scene;
let builtIn: string;

beforeAll(async () => {
  house = await openGrinds();
  const [owner, moderator, member, neighbour] = await Promise.all(
    ["Nova", "Mo", "Ada", "Eve"].map((it) => house.person(it)),
  ) as [Caller, Caller, Caller, Caller];
  cast = { owner, moderator, member, neighbour };
  here = await scene(owner, await house.grind(owner, [[moderator, "moderator"], [member, "member"]]));
  there = await scene(neighbour, await house.grind(neighbour));
  builtIn = await addTask(house.db);
});
afterAll(() => house.close());

async function scene(owner: Caller, grindId: string): Promise<Scene> {
  const task = await owner.ask(`POST /grinds/${grindId}/tasks`, taskDraft());
  const invite = await owner.ask(`POST /grinds/${grindId}/invites`, { kind: "link" });
  return { grindId, taskId: task.body.id, inviteId: invite.body.invite.id };
}

/** What was there before, so that a refused request can be shown to have changed nothing. */
async function everything(): Promise<unknown> {
  const { prisma } = house.db;
  return await Promise.all([
    prisma.grind.findMany({ orderBy: { id: "asc" } }),
    prisma.membership.findMany({ orderBy: [{ grindId: "asc" }, { personId: "asc" }] }),
    prisma.invite.findMany({ orderBy: { id: "asc" } }),
    prisma.task.findMany({ orderBy: { id: "asc" } }),
    prisma.notification.count(),
    prisma.audit.count(),
  ]);
}

type Line = [least: "owner" | "moderator" | "member", line: (at: Scene, target: string) => string, body?: unknown];
const lines: Line[] = [
  ["member", ({ grindId }) => `GET /grinds/${grindId}`],
  ["owner", ({ grindId }) => `PATCH /grinds/${grindId}`, { name: "Mine now", version: 1 }],
  ["owner", ({ grindId }) => `DELETE /grinds/${grindId}`],
  ["member", ({ grindId }) => `GET /grinds/${grindId}/members`],
  ["owner", ({ grindId }, target) => `PATCH /grinds/${grindId}/members/${target}`, { role: "owner" }],
  ["moderator", ({ grindId }, target) => `DELETE /grinds/${grindId}/members/${target}`],
  ["member", ({ grindId }) => `POST /grinds/${grindId}/leave`],
  ["moderator", ({ grindId }) => `GET /grinds/${grindId}/invites`],
  ["moderator", ({ grindId }) => `POST /grinds/${grindId}/invites`, { kind: "link" }],
  ["moderator", ({ grindId, inviteId }) => `DELETE /grinds/${grindId}/invites/${inviteId}`],
  ["member", ({ grindId }) => `GET /grinds/${grindId}/tasks`],
  ["moderator", ({ grindId }) => `POST /grinds/${grindId}/tasks`, taskDraft()],
  ["member", ({ taskId }) => `GET /tasks/${taskId}`],
  ["moderator", ({ taskId }) => `PATCH /tasks/${taskId}`, { ...taskDraft(), version: 1 }],
  ["moderator", ({ taskId }) => `DELETE /tasks/${taskId}`],
];
const nobody: Scene = {
  grindId: "01980000-0000-7000-8000-000000000000",
  taskId: "01980000-0000-7000-8000-000000000000",
  inviteId: "01980000-0000-7000-8000-000000000000",
};
const named: Scene = { grindId: ":id", taskId: ":id", inviteId: ":inviteId" };

const cases = lines.map(([least, line, body]) => ({ least, line, body, what: line(named, ":personId") }));

describe.each(cases)("$what, which needs a $least,", ({ least, line, body }) => {
  it("answers somebody from elsewhere as if nothing were there", async () => {
    const before = await everything();
    const answers = [
      await cast.neighbour.ask(line(here, cast.member.id), body),
      await cast.neighbour.ask(line(nobody, cast.member.id), body),
      await cast.neighbour.ask(line({ grindId: "1", taskId: "1", inviteId: "1" }, cast.member.id), body),
      await cast.neighbour.ask(line({ ...here, grindId: "%00", taskId: "'--" }, cast.member.id), body),
    ];
    for (const answer of answers) expect(answer).toEqual({ status: 404, body: answers[0]?.body });
    expect(answers[0]?.body.error.message).toMatch(/^There is no such (grind|task), or it is not yours to see\.$/);
    expect(await everything()).toEqual(before);
  });

  it("knows nobody who is signed out", async () => {
    for (const at of [here, nobody]) {
      expect((await house.stranger.ask(line(at, cast.member.id), body)).status).toBe(401);
    }
  });

  const lacking = (["member", "moderator"] as const).filter((role) =>
    least === "owner" || (least === "moderator" && role === "member")
  );
  it.each(lacking)("refuses a %s in one sentence", async (role) => {
    const before = await everything();
    const { status, body: { error } } = await cast[role].ask(line(here, cast.member.id), body);
    expect([status, error.code]).toEqual([403, "forbidden"]);
    expect(error.message).toMatch(
      /^Only an owner( or a moderator)? of this grind can do this\. Nothing was changed\.$/,
    );
    expect(await everything()).toEqual(before);
  });
});

describe("an id of another grind", () => {
  it("names no invite of this one", async () => {
    const before = await everything();
    const line = `DELETE /grinds/${there.grindId}/invites/${here.inviteId}`;
    expect((await cast.neighbour.ask(line)).status).toBe(404);
    expect(await everything()).toEqual(before);
  });

  it("names no member of this one", async () => {
    const before = await everything();
    const path = `/grinds/${there.grindId}/members/${cast.member.id}`;
    expect((await cast.neighbour.ask(`DELETE ${path}`)).status).toBe(404);
    expect((await cast.neighbour.ask(`PATCH ${path}`, { role: "member" })).status).toBe(404);
    expect(await everything()).toEqual(before);
  });

  it("brings nobody's tasks into one's own list", async () => {
    const { body } = await cast.neighbour.ask(`GET /grinds/${there.grindId}/tasks?own=true`);
    expect(body.rows.map((it) => it.id)).toEqual([there.taskId]);
  });
});

describe("a built-in task", () => {
  it("is read by everybody with an account", async () => {
    for (const it of Object.values(cast)) {
      const { status, body } = await it.ask(`GET /tasks/${builtIn}`);
      expect([status, body.mine]).toEqual([200, false]);
    }
    expect((await house.stranger.ask(`GET /tasks/${builtIn}`)).status).toBe(401);
  });

  it("is changed by nobody", async () => {
    for (const it of Object.values(cast)) {
      expect((await it.ask(`PATCH /tasks/${builtIn}`, { ...taskDraft(), version: 1 })).status).toBe(403);
      expect((await it.ask(`DELETE /tasks/${builtIn}`)).status).toBe(403);
    }
  });
});

it("says malformed ids of members and invites are none of ours", async () => {
  const path = `/grinds/${here.grindId}`;
  expect((await cast.owner.ask(`DELETE ${path}/members/me`)).status).toBe(400);
  expect((await cast.owner.ask(`DELETE ${path}/invites/1%27--`)).status).toBe(400);
});
