import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCursor } from "../../../server/kit/cursor.ts";
import { type Caller, type GrindsHouse, openGrinds, statuses } from "../../kit/grinds.ts";

let house: GrindsHouse;
beforeAll(async () => void (house = await openGrinds()));
afterAll(() => house.close());

const rolesIn = async (grindId: string) => {
  const rows = await house.db.prisma.membership.findMany({ where: { grindId } });
  return Object.fromEntries(rows.map((it) => [it.personId, it.role]));
};
const people = async <const N extends readonly string[]>(...names: N): Promise<{ [K in keyof N]: Caller }> =>
  await Promise.all(names.map((it) => house.person(it))) as { [K in keyof N]: Caller };

describe("the list of members", () => {
  it("shows owners first, then who joined when, page by page", async () => {
    const [nova, ada, ben, cleo, dan] = await people("Nova", "Ada", "Ben", "Cleo", "Dan");
    const id = await house.grind(nova, [[ada, "member"], [ben, "moderator"], [cleo, "owner"], [dan, "member"]]);
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? "" : `&cursor=${cursor}`;
      const { status, body } = await ada.ask(`GET /grinds/${id}/members?limit=2${more}`);
      expect(status).toBe(200);
      expect(body.rows.length).toBeLessThanOrEqual(2);
      for (const { name, role, you } of body.rows) seen.push([name, role, you]);
      cursor = body.next;
    } while (cursor !== null);
    expect(seen).toEqual([
      ["Nova", "owner", false],
      ["Cleo", "owner", false],
      ["Ada", "member", true],
      ["Ben", "moderator", false],
      ["Dan", "member", false],
    ]);
  });

  it.each([
    ["is no cursor", "nonsense"],
    ["has too few values", writeCursor(["true"])],
    ["holds no date", writeCursor(["true", "yesterday", "00000000-0000-7000-8000-000000000000"])],
    ["holds no id", writeCursor(["true", "2026-01-05T18:00:00.000Z", "' OR 1=1 --"])],
    ["holds no flag", writeCursor(["maybe", "2026-01-05T18:00:00.000Z", "00000000-0000-7000-8000-000000000000"])],
    [
      "names a year that is none",
      writeCursor(["true", "2026-13-45T18:00:00.000Z", "00000000-0000-7000-8000-000000000000"]),
    ],
    [
      "names a day that is none",
      writeCursor(["true", "2026-02-30T18:00:00.000Z", "00000000-0000-7000-8000-000000000000"]),
    ],
    [
      "names a year before any",
      writeCursor(["true", "0000-01-01T00:00:00.000Z", "00000000-0000-7000-8000-000000000000"]),
    ],
  ])("refuses a forged cursor that %s", async (_, cursor) => {
    const nova = await house.person();
    const id = await house.grind(nova);
    const { status, body } = await nova.ask(`GET /grinds/${id}/members?cursor=${encodeURIComponent(cursor)}`);
    expect([status, body.error.field]).toEqual([400, "cursor"]);
  });
});

describe("a role", () => {
  it("is changed by an owner, heard by the member, kept in the audit", async () => {
    const [nova, ada] = await people("Nova", "Ada");
    const id = await house.grind(nova, [[ada, "member"]]);
    const { status, body } = await nova.ask(`PATCH /grinds/${id}/members/${ada.id}`, { role: "moderator" });
    expect([status, body]).toMatchObject([200, { personId: ada.id, name: "Ada", role: "moderator", you: false }]);
    expect(await house.heard(ada)).toMatchObject([{
      kind: "role-changed",
      data: { grindId: id, grindName: "Late owls", personName: "Nova", role: "moderator" },
    }]);
    const details = { grindId: id, role: "moderator" };
    expect((await house.noted())[0]).toMatchObject({ action: "member.role-changed", subjectId: ada.id, details });
  });

  it("that is held already is no news", async () => {
    const [nova, ada] = await people("Nova", "Ada");
    const id = await house.grind(nova, [[ada, "member"]]);
    expect((await nova.ask(`PATCH /grinds/${id}/members/${ada.id}`, { role: "member" })).status).toBe(200);
    expect(await house.heard(ada)).toEqual([]);
  });

  it("of an owner survives two owners who demote each other at once", async () => {
    const [nova, ada] = await people("Nova", "Ada");
    const id = await house.grind(nova, [[ada, "owner"]]);
    const answers = await Promise.all([
      nova.ask(`PATCH /grinds/${id}/members/${ada.id}`, { role: "member" }),
      ada.ask(`PATCH /grinds/${id}/members/${nova.id}`, { role: "member" }),
    ]);
    expect(statuses(answers)).toEqual([200, 403]);
    expect(Object.values(await rolesIn(id)).sort()).toEqual(["member", "owner"]);
  });

  it("cannot be invented", async () => {
    const [nova, ada] = await people("Nova", "Ada");
    const id = await house.grind(nova, [[ada, "member"]]);
    expect((await nova.ask(`PATCH /grinds/${id}/members/${ada.id}`, { role: "admin" })).status).toBe(400);
    expect((await rolesIn(id))[ada.id]).toBe("member");
  });
});

describe("removing", () => {
  it("lets a moderator remove a member, who hears of it and sees the grind no more", async () => {
    const [nova, ada, ben] = await people("Nova", "Ada", "Ben");
    const id = await house.grind(nova, [[ada, "moderator"], [ben, "member"]]);
    expect((await ada.ask(`DELETE /grinds/${id}/members/${ben.id}`)).status).toBe(204);
    expect((await ben.ask(`GET /grinds/${id}`)).status).toBe(404);
    expect(await house.heard(ben)).toMatchObject([{ kind: "removed", data: { grindName: "Late owls" } }]);
    expect((await house.noted())[0]).toMatchObject({ actorId: ada.id, action: "member.removed", subjectId: ben.id });
  });

  it("keeps a moderator from removing an owner or a moderator", async () => {
    const [nova, ada, ben] = await people("Nova", "Ada", "Ben");
    const id = await house.grind(nova, [[ada, "moderator"], [ben, "moderator"]]);
    for (const target of [nova, ben]) {
      const { status, body } = await ada.ask(`DELETE /grinds/${id}/members/${target.id}`);
      expect([status, body.error.message]).toEqual([403, expect.stringMatching(/Ask an owner\.$/)]);
    }
    expect(Object.keys(await rolesIn(id))).toHaveLength(3);
  });

  it("knows oneself also by an id in capitals", async () => {
    const nova = await house.person();
    const id = await house.grind(nova, [[await house.person(), "member"]]);
    const { status, body } = await nova.ask(`DELETE /grinds/${id}/members/${nova.id.toUpperCase()}`);
    expect([status, body.error.message]).toEqual([409, expect.stringContaining("This is you")]);
    expect((await nova.ask(`GET /grinds/${id}`)).status).toBe(200);
  });

  it("keeps an owner when two owners remove each other at once", async () => {
    const [nova, ada] = await people("Nova", "Ada");
    const id = await house.grind(nova, [[ada, "owner"]]);
    const answers = await Promise.all([
      nova.ask(`DELETE /grinds/${id}/members/${ada.id}`),
      ada.ask(`DELETE /grinds/${id}/members/${nova.id}`),
    ]);
    expect(statuses(answers)).toEqual([204, 404]);
    expect(Object.values(await rolesIn(id))).toEqual(["owner"]);
  });

  it("answers 404 for somebody who is not in the grind", async () => {
    const [nova, stranger] = await people("Nova", "Eve");
    const id = await house.grind(nova);
    expect((await nova.ask(`DELETE /grinds/${id}/members/${stranger.id}`)).status).toBe(404);
  });
});

describe("leaving", () => {
  it("lets a member go", async () => {
    const [nova, ada] = await people("Nova", "Ada");
    const id = await house.grind(nova, [[ada, "member"]]);
    expect((await ada.ask(`POST /grinds/${id}/leave`)).status).toBe(204);
    expect(Object.keys(await rolesIn(id))).toEqual([nova.id]);
  });

  it("keeps one of the last two owners who leave at once", async () => {
    const [nova, ada, ben] = await people("Nova", "Ada", "Ben");
    const id = await house.grind(nova, [[ada, "owner"], [ben, "member"]]);
    const answers = await Promise.all([nova, ada].map((it) => it.ask(`POST /grinds/${id}/leave`)));
    expect(statuses(answers)).toEqual([204, 409]);
    expect(Object.values(await rolesIn(id)).sort()).toEqual(["member", "owner"]);
  });

  it("keeps the last owner who leaves twice at once", async () => {
    const [nova, ada] = await people("Nova", "Ada");
    const id = await house.grind(nova, [[ada, "member"]]);
    const answers = await Promise.all([1, 2].map(() => nova.ask(`POST /grinds/${id}/leave`)));
    expect(answers.map((it) => it.status)).toEqual([409, 409]);
    expect(answers[0]?.body.error.message).toMatch(/Make another member an owner first/);
  });

  it("tells who is alone to delete the grind", async () => {
    const nova = await house.person();
    const id = await house.grind(nova);
    const { status, body } = await nova.ask(`POST /grinds/${id}/leave`);
    expect([status, body.error.message]).toEqual([409, expect.stringMatching(/Delete it/)]);
  });
});

describe("an account that is about to be deleted", () => {
  it("leaves its grinds and deletes those it is alone in", async () => {
    const [nova, ada] = await people("Nova", "Ada");
    const [alone, shared] = [await house.grind(ada), await house.grind(nova, [[ada, "moderator"]])];
    await house.members.beforeLeaving(ada.id);
    expect(await house.db.prisma.grind.findUnique({ where: { id: alone } })).toBeNull();
    expect(await rolesIn(shared)).toEqual({ [nova.id]: "owner" });
  });

  it("is stopped, with everything as it was, while a grind would lose its only owner", async () => {
    const [nova, ada] = await people("Nova", "Ada");
    const [alone, shared] = [await house.grind(nova), await house.grind(nova, [[ada, "member"]])];
    await expect(house.members.beforeLeaving(nova.id)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^You are the only owner of a grind .*Nothing was deleted\.$/),
    });
    expect(await rolesIn(alone)).toEqual({ [nova.id]: "owner" });
    expect(await rolesIn(shared)).toMatchObject({ [nova.id]: "owner" });
  });

  it("hands its grinds to the longest serving moderator when it goes in any case", async () => {
    const [nova, ada, ben, cleo] = await people("Nova", "Ada", "Ben", "Cleo");
    const id = await house.grind(nova, [[ada, "member"], [ben, "moderator"], [cleo, "moderator"]]);
    await house.members.beforeLeaving(nova.id, { forced: true });
    expect(await rolesIn(id)).toEqual({ [ada.id]: "member", [ben.id]: "owner", [cleo.id]: "moderator" });
    expect(await house.heard(ben)).toMatchObject([{ kind: "role-changed", data: { grindId: id, role: "owner" } }]);
  });

  it("hands its grinds to nobody who is blocked while there is another", async () => {
    const [nova, ada, ben] = await people("Nova", "Ada", "Ben");
    const id = await house.grind(nova, [[ada, "moderator"], [ben, "member"]]);
    await house.db.prisma.person.update({ where: { id: ada.id }, data: { blockedAt: new Date() } });
    await house.members.beforeLeaving(nova.id, { forced: true });
    expect(await rolesIn(id)).toEqual({ [ada.id]: "moderator", [ben.id]: "owner" });
  });

  it("leaves no grind without an owner when both owners go at once", async () => {
    const [nova, ada, ben] = await people("Nova", "Ada", "Ben");
    const id = await house.grind(nova, [[ada, "owner"], [ben, "member"]]);
    const gone = await Promise.allSettled([nova, ada].map((it) => house.members.beforeLeaving(it.id)));
    expect(gone.map((it) => it.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(Object.values(await rolesIn(id)).sort()).toEqual(["member", "owner"]);
  });
});
