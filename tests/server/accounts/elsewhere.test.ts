import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Accounts } from "../../../server/accounts/accounts.ts";
import { demoEmail } from "../../../server/ports/people.ts";
import { type AccountsHouse, from, nova, openAccounts } from "../../kit/accounts.ts";

let house: AccountsHouse;
beforeEach(async () => void (house = await openAccounts()));
afterEach(() => house.close());

const vouched = {
  issuer: "https://id.example",
  subject: "1",
  email: "nova@example.com",
  emailVerified: true,
  name: "Nova",
};
const come = async (
  change: Partial<typeof vouched> | { email: null } = {},
  accounts: Accounts = house.accounts,
  invite?: string,
) => {
  const outcome = await accounts.comeIn({ vouched: { ...vouched, ...change }, invite }, from());
  if (outcome.kind === "refused") throw new Error(`refused: ${outcome.problem}`);
  return outcome;
};
const problem = async (...given: Parameters<typeof come>): Promise<string> =>
  await come(...given).then(() => "let in", (error: Error) => error.message.replace("refused: ", ""));
const admin = nova({ email: "admin@example.com" });

describe("coming from an identity provider", () => {
  it("makes an account the first time and finds it the second, also after the address there changed", async () => {
    const first = await come();
    expect(first.person).toMatchObject({ email: "nova@example.com", passwordHash: null, admin: true });
    expect(first.person.emailVerifiedAt).not.toBeNull();
    const second = await come({ email: "moved@example.com" });
    expect(second.person.id).toBe(first.person.id);
    expect(second.token).not.toBe(first.token);
    expect(await house.accounts.who(first.token)).not.toBeNull();
  });

  it("makes one account when the same person comes twice at once", async () => {
    const both = await Promise.all([come(), come()]);
    expect(both[0]?.person.id).toBe(both[1]?.person.id);
    expect((await house.accounts.counts()).people).toBe(1);
  });

  it("does not hand an account to somebody whose address the provider did not verify", async () => {
    await house.accounts.signUp(admin, from());
    await house.accounts.signUp(nova(), from());
    expect(await problem({ emailVerified: false })).toBe("unverified-email");
    expect(await problem({ emailVerified: false, subject: "2" })).toBe("unverified-email");
    await house.accounts.signIn(nova(), from());
  });

  it("links an account whose address was proven here, and leaves its password", async () => {
    const { person, token } = await house.accounts.signUp(nova(), from());
    await house.database.db.prisma.person.update({ where: { id: person.id }, data: { emailVerifiedAt: new Date() } });
    expect((await come()).person.id).toBe(person.id);
    expect(await house.accounts.who(token)).not.toBeNull();
    await house.accounts.signIn(nova(), from());
  });

  it("throws out whoever waited in an account made with somebody else's address", async () => {
    const squatter = await house.accounts.signUp(nova(), from());
    await come({ email: "else@example.com", subject: "squatter" });
    const { person } = await come();
    expect(person.id).toBe(squatter.person.id);
    expect(await house.accounts.who(squatter.token)).toBeNull();
    expect(house.signedOut).toHaveLength(1);
    await expect(house.accounts.signIn(nova(), from())).rejects.toMatchObject({ code: "bad-request" });
    const { rows } = await house.accounts.listAudit({ cursor: null, limit: 20 });
    expect(rows.map((it) => it.action)).toContain("person.reclaimed");
  });

  it("throws out an identity that claimed the address without proof", async () => {
    await house.accounts.signUp(admin, from());
    const squatter = await come({ emailVerified: false, subject: "squatter" });
    const owner = await come();
    expect(owner.person.id).toBe(squatter.person.id);
    expect(await house.accounts.who(squatter.token)).toBeNull();
    expect(await problem({ emailVerified: false, subject: "squatter" })).toBe("unverified-email");
  });

  it("keeps out whoever is blocked, by whatever identity they come", async () => {
    const { person: boss } = await house.accounts.signUp(admin, from());
    const { person } = await come();
    await house.accounts.changePerson(boss.id, person.id, { blocked: true });
    expect(await problem()).toBe("blocked");
    expect(await problem({ subject: "2" })).toBe("blocked");
  });

  it("needs an address, and not the demo account's", async () => {
    expect(await problem({ email: null })).toBe("no-email");
    expect(await problem({ email: demoEmail })).toBe("unverified-email");
    expect((await house.accounts.counts()).people).toBe(0);
  });

  it("makes no account where sign-up is closed, but lets known people in", async () => {
    const closed = house.another({ signUp: "closed" });
    await come({ subject: "first", email: "first@example.com" }, closed);
    expect(await problem({}, closed)).toBe("closed");
    await come({ subject: "first", email: "first@example.com" }, closed);
    expect((await house.accounts.counts()).people).toBe(1);
  });

  it("makes one by an invitation that is good for the address", async () => {
    const byInvite = house.another({
      signUp: "invite",
      lookInvite: (token) =>
        Promise.resolve(token === "kim" ? { email: "kim@example.com" } : token === "any" ? { email: null } : null),
    });
    await come({ subject: "first", email: "first@example.com" }, byInvite);
    expect(await problem({}, byInvite)).toBe("no-invite");
    expect(await problem({}, byInvite, "old")).toBe("spent-invite");
    expect(await problem({}, byInvite, "kim")).toBe("other-invite");
    expect((await come({}, byInvite, "any")).person.admin).toBe(false);
  });

  it("is told what to do when asked for a password that the account does not have", async () => {
    const { person, token } = await come();
    const me = await house.accounts.who(token);
    if (!me) throw new Error("signed out");
    await expect(house.accounts.changePassword(me, { current: "x", next: "a new long password" })).rejects
      .toMatchObject({
        code: "conflict",
      });
    await expect(house.accounts.signIn(nova({ password: "x" }), from())).rejects.toMatchObject({ code: "bad-request" });
    await house.accounts.leave(person.id, undefined);
    expect(await house.accounts.who(token)).toBeNull();
  });
});
