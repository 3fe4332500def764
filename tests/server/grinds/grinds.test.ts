import { afterAll, beforeAll, expect, it } from "vitest";
import { limits } from "../../../proto/limits.ts";
import { type GrindsHouse, openGrinds, statuses } from "../../kit/grinds.ts";
import { ids } from "../../kit/rows.ts";

let house: GrindsHouse;
beforeAll(async () => void (house = await openGrinds()));
afterAll(() => house.close());

it("makes its creator the owner, and says so in the audit", async () => {
  const nova = await house.person();
  const made = await nova.ask("POST /grinds", { name: "  Zoë's   Übungsgrüppe 🦉 " });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    name: "Zoë's Übungsgrüppe 🦉".normalize("NFC"),
    role: "owner",
    members: 1,
    tasks: 0,
    version: 1,
  });
  expect((await nova.ask("GET /grinds")).body.rows).toEqual([made.body]);
  expect((await nova.ask(`GET /grinds/${made.body.id}`)).body).toEqual(made.body);
  expect((await house.noted())[0]).toMatchObject({
    actorId: nova.id,
    action: "grind.created",
    subjectId: made.body.id,
  });
});

it("lists one's grinds in the order one joined, with what is in them", async () => {
  const [nova, omar] = [await house.person(), await house.person("Omar")];
  const first = await house.grind(nova, [[omar, "member"]]);
  house.clock.pass(1000);
  const second = await house.grind(omar);
  const { body } = await omar.ask("GET /grinds");
  expect(body.rows.map((it) => [it.id, it.role, it.members])).toEqual([
    [first, "member", 2],
    [second, "owner", 1],
  ]);
});

it("lets the slower of two who rename at once know, and loses nothing", async () => {
  const [nova, omar] = [await house.person(), await house.person("Omar")];
  const id = await house.grind(nova, [[omar, "owner"]]);
  const answers = await Promise.all([
    nova.ask(`PATCH /grinds/${id}`, { name: "Early birds", version: 1 }),
    omar.ask(`PATCH /grinds/${id}`, { name: "Night hawks", version: 1 }),
  ]);
  expect(statuses(answers)).toEqual([200, 409]);
  const won = answers.find((it) => it.status === 200);
  const lost = answers.find((it) => it.status === 409);
  expect(lost?.body.error.message).toMatch(/Somebody else changed this grind/);
  expect((await nova.ask(`GET /grinds/${id}`)).body).toMatchObject({ name: won?.body.name, version: 2 });
});

it("deletes a grind with all that is in it and tells those who were in it", async () => {
  const [nova, omar] = [await house.person(), await house.person("Omar")];
  const id = await house.grind(nova, [[omar, "moderator"]]);
  await nova.ask(`POST /grinds/${id}/invites`, { kind: "link" });
  expect((await nova.ask(`DELETE /grinds/${id}`)).status).toBe(204);
  expect((await nova.ask(`GET /grinds/${id}`)).status).toBe(404);
  expect(await house.heard(omar)).toMatchObject([{ kind: "removed", data: { grindName: "Late owls" } }]);
  expect(await house.heard(nova)).toEqual([]);
  expect(await house.db.prisma.invite.count({ where: { grindId: id } })).toBe(0);
  expect((await house.noted())[0]).toMatchObject({ actorId: nova.id, action: "grind.deleted", subjectId: id });
});

it("keeps the interviews of a deleted grind with their owners", async () => {
  const nova = await house.person();
  const id = await house.grind(nova);
  const interview = { id: ids.next(), ownerId: nova.id, grindId: id, mode: "ai" as const, createdAt: new Date() };
  await house.db.prisma.interview.create({ data: interview });
  await nova.ask(`DELETE /grinds/${id}`);
  expect(await house.db.prisma.interview.findUnique({ where: { id: interview.id } })).toMatchObject({ grindId: null });
});

it("refuses one grind too many, even when two are made at once", async () => {
  const nova = await house.person();
  for (let made = 1; made < limits.grindsPerPerson; made++) await house.grind(nova);
  const answers = await Promise.all([1, 2].map(() => nova.ask("POST /grinds", { name: "The last" })));
  expect(statuses(answers)).toEqual([201, 409]);
  expect((await nova.ask("GET /grinds")).body.rows).toHaveLength(limits.grindsPerPerson);
});

it.each([
  ["nothing", {}, "name"],
  ["spaces", { name: " \t " }, "name"],
  ["81 characters", { name: "x".repeat(81) }, "name"],
  ["control characters", { name: "a\u0000b" }, "name"],
  ["half a character", { name: "a\ud800b" }, "name"],
])("refuses %s as a name in one sentence", async (_, body, field) => {
  const nova = await house.person();
  const { status, body: { error } } = await nova.ask("POST /grinds", body);
  expect(status).toBe(400);
  expect(error.field).toBe(field);
  expect(error.message).toMatch(/^The name .*\.$/);
});
