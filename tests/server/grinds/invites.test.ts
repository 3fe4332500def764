import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../../proto/limits.ts";
import { newToken } from "../../../server/kit/tokens.ts";
import { type Caller, type GrindsHouse, openGrinds, statuses } from "../../kit/grinds.ts";

let house: GrindsHouse;
beforeAll(async () => void (house = await openGrinds()));
afterAll(() => house.close());

const dayMs = 86_400_000;
const tokenOf = (url: string): string => url.slice(url.indexOf("#token=") + 7);
const everybody = (count: number): Promise<Caller[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => house.person(`Person ${index}`)));

async function invited(wanted: object = { kind: "link" }) {
  const nova = await house.person("Nova");
  const grindId = await house.grind(nova);
  const { status, body } = await nova.ask(`POST /grinds/${grindId}/invites`, wanted);
  expect(status).toBe(201);
  return { nova, grindId, token: tokenOf(body.url), made: body };
}
const usesOf = async (id: string) => (await house.db.prisma.invite.findUniqueOrThrow({ where: { id } })).uses;
const membersOf = (grindId: string) => house.db.prisma.membership.count({ where: { grindId } });

describe("a link", () => {
  it("is shown once, kept as a hash, and lets somebody in", async () => {
    const { nova, grindId, token, made } = await invited({ kind: "link", maxUses: 2, days: 3 });
    expect(made).toMatchObject({
      invite: { kind: "link", email: null, madeBy: "Nova", maxUses: 2, uses: 0, state: "open" },
      url: `https://grind.example/invite#token=${token}`,
      sent: false,
    });
    expect(Date.parse(made.invite.expiresAt) - house.clock.now()).toBe(3 * dayMs);
    expect(JSON.stringify(await house.db.prisma.invite.findMany({ where: { grindId } }))).not.toContain(token);
    expect(JSON.stringify(await house.noted())).not.toContain(token);
    const omar = await house.person("Omar");
    const joined = await omar.ask(`POST /invites/${token}/accept`);
    expect(joined).toEqual({ status: 200, body: { grindId } });
    expect((await omar.ask(`GET /grinds/${grindId}`)).body).toMatchObject({ role: "member", members: 2 });
    expect(await house.heard(nova)).toMatchObject([{ kind: "joined", data: { grindId, personName: "Omar" } }]);
    expect(await house.heard(omar)).toEqual([]);
  });

  it("shows whoever has it where it leads, and nothing about anybody else", async () => {
    const { token, made } = await invited();
    expect(await house.stranger.ask(`GET /invites/${token}`)).toEqual({
      status: 200,
      body: {
        grind: { name: "Late owls", members: 1 },
        invitedBy: "Nova",
        expiresAt: made.invite.expiresAt,
        onlyFor: null,
      },
    });
  });

  it("with three uses lets exactly three of ten in who come at once", async () => {
    const { grindId, token, made } = await invited({ kind: "link", maxUses: 3 });
    const ten = await everybody(10);
    const answers = await Promise.all(ten.map((it) => it.ask(`POST /invites/${token}/accept`)));
    expect(answers.filter((it) => it.status === 200)).toHaveLength(3);
    for (const { body } of answers.filter((it) => it.status !== 200)) {
      expect(body.error).toEqual({
        code: "closed",
        message: "This invite was used as often as it allows. Ask whoever sent it to you for a new one.",
      });
    }
    expect(await membersOf(grindId)).toBe(4);
    expect(await usesOf(made.invite.id)).toBe(3);
  });

  it("counts one person once, even when they accept five times at once", async () => {
    const { grindId, token, made } = await invited({ kind: "link", maxUses: 3 });
    const omar = await house.person("Omar");
    const answers = await Promise.all(Array.from({ length: 5 }, () => omar.ask(`POST /invites/${token}/accept`)));
    expect(answers.map((it) => it.status)).toEqual([200, 200, 200, 200, 200]);
    expect(await usesOf(made.invite.id)).toBe(1);
    expect(await membersOf(grindId)).toBe(2);
  });

  it("goes on answering who used its last use", async () => {
    const { grindId, token } = await invited({ kind: "link", maxUses: 1 });
    const omar = await house.person("Omar");
    await omar.ask(`POST /invites/${token}/accept`);
    expect(await omar.ask(`POST /invites/${token}/accept`)).toEqual({ status: 200, body: { grindId } });
  });

  it("takes no use from its own maker, who keeps their role", async () => {
    const { nova, grindId, token, made } = await invited();
    expect((await nova.ask(`POST /invites/${token}/accept`)).status).toBe(200);
    expect((await nova.ask(`GET /grinds/${grindId}`)).body.role).toBe("owner");
    expect(await usesOf(made.invite.id)).toBe(0);
  });

  it("that expired says so to all who come, in time and later", async () => {
    const { token } = await invited({ kind: "link", days: 1 });
    const omar = await house.person("Omar");
    house.clock.pass(dayMs - 1);
    expect((await house.stranger.ask(`GET /invites/${token}`)).status).toBe(200);
    house.clock.pass(1);
    for (
      const answer of [
        await house.stranger.ask(`GET /invites/${token}`),
        await omar.ask(`POST /invites/${token}/accept`),
      ]
    ) {
      expect([answer.status, answer.body.error.code]).toEqual([410, "closed"]);
      expect(answer.body.error.message).toBe("This invite has expired. Ask whoever sent it to you for a new one.");
    }
  });

  it("that was revoked lets nobody in, not even at that moment", async () => {
    const { nova, grindId, token, made } = await invited({ kind: "link", maxUses: 50 });
    const ten = await everybody(10);
    const [revoked, ...answers] = await Promise.all([
      nova.ask(`DELETE /grinds/${grindId}/invites/${made.invite.id}`),
      ...ten.map((it) => it.ask(`POST /invites/${token}/accept`)),
    ]);
    expect(revoked?.status).toBe(204);
    const joined = answers.filter((it) => it.status === 200).length;
    expect(answers.filter((it) => it.status === 410)).toHaveLength(10 - joined);
    expect(await membersOf(grindId)).toBe(1 + joined);
    expect(await usesOf(made.invite.id)).toBe(joined);
    expect((await (await house.person()).ask(`POST /invites/${token}/accept`)).body.error.message).toMatch(
      /taken back/,
    );
    expect((await nova.ask(`DELETE /grinds/${grindId}/invites/${made.invite.id}`)).status).toBe(204);
  });

  it("that nobody made is not known, and a piece of one is incomplete", async () => {
    const { token } = newToken();
    expect((await house.stranger.ask(`GET /invites/${token}`)).status).toBe(404);
    expect((await (await house.person()).ask(`POST /invites/${token}/accept`)).status).toBe(404);
    const { status, body } = await house.stranger.ask(`GET /invites/${token.slice(1)}`);
    expect([status, body.error.message]).toEqual([400, "This link is incomplete. Copy it again, whole."]);
  });

  it("of a deleted grind is not known", async () => {
    const { nova, grindId, token } = await invited();
    await nova.ask(`DELETE /grinds/${grindId}`);
    expect((await house.stranger.ask(`GET /invites/${token}`)).status).toBe(404);
  });

  it("lets nobody into a full grind and takes no use for it", async () => {
    const { grindId, token, made } = await invited();
    const ids = (await everybody(limits.membersPerGrind - 2)).map((it) => it.id);
    const at = { role: "member" as const, joinedAt: new Date(house.clock.now()) };
    await house.db.prisma.membership.createMany({ data: ids.map((personId) => ({ grindId, personId, ...at })) });
    const answers = await Promise.all((await everybody(3)).map((it) => it.ask(`POST /invites/${token}/accept`)));
    expect(statuses(answers)).toEqual([200, 409, 409]);
    expect(await membersOf(grindId)).toBe(limits.membersPerGrind);
    expect(await usesOf(made.invite.id)).toBe(1);
  });

  it("needs an account to be accepted", async () => {
    const { token } = await invited();
    expect((await house.stranger.ask(`POST /invites/${token}/accept`)).status).toBe(401);
  });
});

describe("the list of invites", () => {
  it("shows newest first what each still does, and no secrets", async () => {
    const { nova, grindId, made, token } = await invited();
    house.clock.pass(1000);
    const second =
      (await nova.ask(`POST /grinds/${grindId}/invites`, { kind: "link", maxUses: 1, days: 1 })).body.invite;
    await nova.ask(`DELETE /grinds/${grindId}/invites/${made.invite.id}`);
    house.clock.pass(2 * dayMs);
    const { body } = await nova.ask(`GET /grinds/${grindId}/invites`);
    expect(body.rows.map((it) => [it.id, it.state])).toEqual([
      [second.id, "expired"],
      [made.invite.id, "revoked"],
    ]);
    expect(JSON.stringify(body)).not.toContain(token);
  });

  it("has room for a bounded number of open ones, even when two are made at once", async () => {
    const { nova, grindId, made } = await invited();
    const make = () => nova.ask(`POST /grinds/${grindId}/invites`, { kind: "link" });
    for (let count = 1; count < limits.invitesPerGrind - 1; count++) await make();
    expect(statuses(await Promise.all([make(), make()]))).toEqual([201, 409]);
    await nova.ask(`DELETE /grinds/${grindId}/invites/${made.invite.id}`);
    expect((await make()).status).toBe(201);
  });

  it("forgets long closed ones, and with them the addresses they name", async () => {
    const { nova, grindId } = await invited({ kind: "email", email: "gone@example.com", days: 1 });
    house.clock.pass(32 * dayMs);
    await nova.ask(`POST /grinds/${grindId}/invites`, { kind: "link" });
    expect(await house.db.prisma.invite.count({ where: { grindId, email: "gone@example.com" } })).toBe(0);
  });
});

describe("signing up by invitation", () => {
  it("is told whom an open invite is for, and nothing of others", async () => {
    const [link, mail] = [await invited(), await invited({ kind: "email", email: "new@example.com", days: 1 })];
    expect(await house.invites.lookInvite(link.token)).toEqual({ email: null });
    expect(await house.invites.lookInvite(mail.token)).toEqual({ email: "new@example.com" });
    expect(await house.invites.lookInvite(newToken().token)).toBeNull();
    house.clock.pass(dayMs);
    expect(await house.invites.lookInvite(mail.token)).toBeNull();
  });
});

it.each([
  ["no kind", {}],
  ["a kind of its own", { kind: "carrier pigeon" }],
  ["no uses", { kind: "link", maxUses: 0 }],
  ["uses without end", { kind: "link", maxUses: 1e9 }],
  ["half a day", { kind: "link", days: 0.5 }],
  ["no address", { kind: "email" }],
  ["two addresses", { kind: "email", email: "a@example.com, b@example.com" }],
  ["an address with a line of its own", { kind: "email", email: "a@example.com\r\nBcc: b@example.com" }],
])("refuses an invite with %s and makes none", async (_, wanted) => {
  const nova = await house.person();
  const id = await house.grind(nova);
  expect((await nova.ask(`POST /grinds/${id}/invites`, wanted)).status).toBe(400);
  expect((await nova.ask(`GET /grinds/${id}/invites`)).body.rows).toEqual([]);
});
