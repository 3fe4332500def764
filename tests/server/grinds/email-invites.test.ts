import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Caller, type GrindsHouse, openGrinds } from "../../kit/grinds.ts";

let house: GrindsHouse;
beforeAll(async () => void (house = await openGrinds()));
afterAll(() => house.close());
beforeEach(() => {
  Object.assign(house.mail, { configured: false, broken: false });
  house.mail.letters.length = 0;
});

const tokenOf = (url: string): string => url.slice(url.indexOf("#token=") + 7);
const emailOf = async (caller: Caller): Promise<string> =>
  (await house.db.prisma.person.findUniqueOrThrow({ where: { id: caller.id } })).email;

/** Somebody whose address is proven. */
async function proven(name: string): Promise<Caller> {
  const person = await house.person(name);
  await house.db.prisma.person.update({ where: { id: person.id }, data: { emailVerifiedAt: new Date() } });
  return person;
}

async function invited(wanted: object = { kind: "link" }) {
  const nova = await proven("Nova");
  const grindId = await house.grind(nova);
  const { status, body } = await nova.ask(`POST /grinds/${grindId}/invites`, wanted);
  expect(status).toBe(201);
  return { nova, grindId, token: tokenOf(body.url), made: body };
}
const usesOf = async (id: string) => (await house.db.prisma.invite.findUniqueOrThrow({ where: { id } })).uses;

describe("an invite by e-mail", () => {
  it("is sent where mail is configured, with the link that only this address can use", async () => {
    house.mail.configured = true;
    const { token, made } = await invited({ kind: "email", email: " Omar@Example.com ", days: 7 });
    expect(made).toMatchObject({ invite: { kind: "email", email: "omar@example.com", maxUses: 1 }, sent: true });
    expect(house.mail.letters).toHaveLength(1);
    expect(house.mail.letters[0]).toMatchObject({ to: "omar@example.com", subject: "Nova invites you to Late owls" });
    expect(house.mail.letters[0]?.text).toContain(`https://grind.example/invite#token=${token}`);
    const shown = await house.stranger.ask(`GET /invites/${token}`);
    expect(shown.body.onlyFor).toBe("o…@example.com");
    expect(JSON.stringify(shown.body)).not.toContain("omar");
  });

  it("is handed over by hand where no mail is configured or the mail server is away", async () => {
    expect((await invited({ kind: "email", email: "a@example.com" })).made.sent).toBe(false);
    Object.assign(house.mail, { configured: true, broken: true });
    const { made, token } = await invited({ kind: "email", email: "b@example.com" });
    expect(made.sent).toBe(false);
    expect((await house.stranger.ask(`GET /invites/${token}`)).status).toBe(200);
  });

  it("lets in its address once and refuses any other, who learns no address", async () => {
    const omar = await house.person("Omar");
    const { grindId, token, made } = await invited({ kind: "email", email: await emailOf(omar) });
    const eve = await house.person("Eve");
    const refused = await eve.ask(`POST /invites/${token}/accept`);
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).not.toContain(await emailOf(omar));
    expect(await usesOf(made.invite.id)).toBe(0);
    expect((await omar.ask(`POST /invites/${token}/accept`)).body).toEqual({ grindId });
    expect(await usesOf(made.invite.id)).toBe(1);
    expect((await eve.ask(`POST /invites/${token}/accept`)).status).toBe(410);
  });

  it("tells the account of that address, unless it is in the grind already", async () => {
    const omar = await house.person("Omar");
    const { nova, grindId, token } = await invited({ kind: "email", email: await emailOf(omar) });
    const told = [{ kind: "invited", data: { grindId, grindName: "Late owls", personName: "Nova" } }];
    expect(await house.heard(omar)).toMatchObject(told);
    expect(JSON.stringify(await house.heard(omar))).not.toContain(token);
    await omar.ask(`POST /invites/${token}/accept`);
    await nova.ask(`POST /grinds/${grindId}/invites`, { kind: "email", email: await emailOf(omar) });
    expect(await house.heard(omar)).toHaveLength(1);
  });

  it("tells nobody who did not prove the address where addresses are proven by mail", async () => {
    house.mail.configured = true;
    const [omar, pia] = [await house.person("Omar"), await proven("Pia")];
    for (const it of [omar, pia]) await invited({ kind: "email", email: await emailOf(it) });
    expect(await house.heard(omar)).toEqual([]);
    expect(await house.heard(pia)).toHaveLength(1);
  });

  it("is not for sending letters all day", async () => {
    const { nova, grindId } = await invited();
    const answers = [];
    for (let count = 0; count < 31; count++) {
      const wanted = { kind: "email", email: `guest${count}@example.com` };
      answers.push(await nova.ask(`POST /grinds/${grindId}/invites`, wanted));
    }
    expect(answers.map((it) => it.status)).toEqual([...Array.from({ length: 30 }, () => 201), 429]);
    expect(await house.db.prisma.invite.count({ where: { grindId } })).toBe(31);
  });

  it("is not written for somebody who did not prove their own address, where mail is configured", async () => {
    const eve = await house.person("Eve");
    const line = `POST /grinds/${await house.grind(eve)}/invites`;
    const wanted = { kind: "email", email: "guest@example.com" };
    expect((await eve.ask(line, wanted)).status).toBe(201);
    house.mail.configured = true;
    const refused = await eve.ask(line, wanted);
    expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining("Confirm your own")]);
    expect(house.mail.letters).toEqual([]);
    expect((await eve.ask(line, { kind: "link" })).status).toBe(201);
  });

  it("is not for flooding one address from many accounts", async () => {
    house.mail.configured = true;
    const answers = [];
    for (let round = 0; round < 6; round++) {
      const nova = await proven("Nova");
      const id = await house.grind(nova);
      answers.push(await nova.ask(`POST /grinds/${id}/invites`, { kind: "email", email: "tired@example.com" }));
    }
    expect(answers.map((it) => it.status)).toEqual([201, 201, 201, 201, 201, 429]);
    expect(house.mail.letters).toHaveLength(5);
  });
});
