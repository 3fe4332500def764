import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { allowances } from "../../../server/accounts/allowances.ts";
import { smtpMailer } from "../../../server/adapters/notify/mail.ts";
import { AppError } from "../../../server/kit/errors.ts";
import { demoEmail } from "../../../server/ports/people.ts";
import { type AccountsHouse, from, nova, openAccounts } from "../../kit/accounts.ts";
import { readable, smtpFake } from "../../kit/smtp.ts";

let house: AccountsHouse;
beforeEach(async () => void (house = await openAccounts()));
afterEach(() => house.close());

const people = async (): Promise<number> => (await house.accounts.counts()).people;
const kim = nova({ email: "kim@example.com", name: "Kim" });

describe("signing up", () => {
  it("knows a newcomer by the token it hands out", async () => {
    const { person, token, expiresAt } = await house.accounts.signUp(nova(), from());
    expect(person).toMatchObject({ name: "Nova", email: "nova@example.com", admin: true, emailVerifiedAt: null });
    expect(expiresAt.getTime()).toBe(house.clock.now() + 30 * 24 * 3_600_000);
    expect(await house.accounts.who(token)).toMatchObject({ personId: person.id, name: "Nova", admin: true });
  });

  it("keeps neither tokens nor passwords readable, and no address beside the account", async () => {
    const { token } = await house.accounts.signUp(nova(), from());
    const dump = async (table: string): Promise<string> => {
      const rows = await house.database.db.prisma.$queryRawUnsafe<{ row: string }[]>(
        `SELECT t::text AS row FROM ${table} t`,
      );
      return rows.map((it) => it.row).join("\n");
    };
    expect(await dump("people")).toContain("nova@example.com");
    for (const table of ["people", "devices", "rate_limits", "audit"]) {
      const kept = await dump(table);
      expect(kept).not.toContain(token);
      expect(kept).not.toContain(nova().password);
      if (table !== "people") expect(kept).not.toMatch(/nova|192\.0\.2\.7/i);
    }
  });

  it("makes one admin of two who are first at once", async () => {
    const both = await Promise.all([nova(), kim].map((it) => house.accounts.signUp(it, from())));
    expect(both.filter((it) => it.person.admin)).toHaveLength(1);
  });

  it("says that an address has an account, and changes nothing of it", async () => {
    await house.accounts.signUp(nova(), from());
    await expect(house.accounts.signUp(nova({ password: "another password" }), from()))
      .rejects.toMatchObject({ code: "conflict", field: "email" });
    await house.accounts.signIn(nova(), from());
  });

  it("does not let anybody take the demo account's address", async () => {
    await expect(house.accounts.signUp(nova({ email: demoEmail }), from())).rejects.toMatchObject({ code: "conflict" });
    expect(await people()).toBe(0);
  });

  it("slows down whoever makes accounts in bulk or asks for one address again and again", async () => {
    const limited = house.another({
      allowances: { ...allowances, signUpByAddress: { ...allowances.signUpByAddress, points: 3 } },
    });
    for (const i of [1, 2, 3]) await limited.signUp(nova({ email: `n${i}@example.com` }), from());
    await expect(limited.signUp(nova(), from())).rejects.toMatchObject({ code: "too-many" });
    await limited.signUp(nova(), from({ address: "198.51.100.1" }));
    for (let i = 1; i < 10; i++) {
      await house.accounts.signUp(nova(), from({ address: `203.0.113.${i}` })).catch(() => {});
    }
    await expect(house.accounts.signUp(nova(), from({ address: "203.0.113.99" })))
      .rejects.toMatchObject({ code: "too-many" });
  });

  it("gives a browser a token it never had and signs out what it held", async () => {
    const first = await house.accounts.signUp(nova(), from());
    const second = await house.accounts.signUp(kim, from({ token: first.token }));
    expect(second.token).not.toBe(first.token);
    expect(await house.accounts.who(first.token)).toBeNull();
    const planted = "A".repeat(43);
    expect((await house.accounts.signIn(nova(), from({ token: planted }))).token).not.toBe(planted);
    expect(await house.accounts.who(planted)).toBeNull();
  });
});

describe("signing up where not everybody may", () => {
  it("lets the first in, and nobody after, where sign-up is closed", async () => {
    const closed = house.another({ signUp: "closed" });
    expect(await closed.welcome()).toMatchObject({ signUp: "closed", empty: true });
    expect((await closed.signUp(nova(), from())).person.admin).toBe(true);
    expect(await closed.welcome()).toMatchObject({ empty: false });
    await expect(closed.signUp(kim, from())).rejects.toMatchObject({ code: "forbidden" });
    expect(await people()).toBe(1);
  });

  it("lets one in of many who are first at once where sign-up is closed", async () => {
    const closed = house.another({ signUp: "closed" });
    const all = await Promise.allSettled(
      [1, 2, 3, 4, 5].map((i) => closed.signUp(nova({ email: `n${i}@example.com` }), from())),
    );
    expect(all.filter((it) => it.status === "fulfilled")).toHaveLength(1);
    expect(await people()).toBe(1);
  });

  it("tells whoever is not let in nothing about who has an account", async () => {
    const closed = house.another({ signUp: "closed" });
    await closed.signUp(nova(), from());
    const answers = await Promise.all(
      [nova(), kim].map((it) => closed.signUp(it, from()).catch((error: Error) => error.message)),
    );
    expect(answers[0]).toBe(answers[1]);
  });

  it("asks for an invitation that is good and meant for this address", async () => {
    const invites: Record<string, { email: string | null }> = {
      ["o".repeat(43)]: { email: null },
      ["k".repeat(43)]: { email: "kim@example.com" },
    };
    const byInvite = house.another({
      signUp: "invite",
      lookInvite: (token) => Promise.resolve(invites[token] ?? null),
    });
    await byInvite.signUp(nova(), from());
    const attempt = (invite: string | undefined, email: string) =>
      byInvite.signUp({ ...kim, email, ...(invite ? { invite } : {}) }, from());
    await expect(attempt(undefined, "kim@example.com")).rejects.toMatchObject({ code: "forbidden", field: "invite" });
    await expect(attempt("x".repeat(43), "kim@example.com")).rejects.toMatchObject({
      code: "forbidden",
      field: "invite",
    });
    await expect(attempt("k".repeat(43), "lee@example.com")).rejects.toMatchObject({
      code: "forbidden",
      field: "email",
    });
    expect((await attempt("k".repeat(43), "kim@example.com")).person.admin).toBe(false);
    await attempt("o".repeat(43), "lee@example.com");
    expect(await people()).toBe(3);
  });

  it("takes a use of the invitation, so that one for one person lets nobody else in at the same time", async () => {
    let uses = 1;
    const byInvite = house.another({
      signUp: "invite",
      lookInvite: () => Promise.resolve(uses > 0 ? { email: null } : null),
      useInvite: () =>
        uses-- > 0 ? Promise.resolve() : Promise.reject(new AppError("closed", "This invite is used up.")),
    });
    await byInvite.signUp(nova(), from());
    const newcomers = ["kim", "lee", "max"].map((name) =>
      byInvite.signUp({ ...kim, email: `${name}@example.com`, invite: "o".repeat(43) }, from())
    );
    const outcomes = await Promise.allSettled(newcomers);
    expect(outcomes.filter((it) => it.status === "fulfilled")).toHaveLength(1);
    expect(await people()).toBe(2);
  });
});

describe("the letter after signing up", () => {
  it("proves the address once and repeats nothing that was typed", async () => {
    const server = await smtpFake();
    const mailer = smtpMailer({ url: server.url, from: "grindstone@example.com" });
    try {
      const accounts = house.another({ mailer });
      const typed = nova({ name: "Win money at http://evil.example" });
      const { person } = await accounts.signUp(typed, from());
      const words = readable(await server.next());
      expect(words).not.toContain("evil");
      const token = /https:\/\/grind\.example\/verify-email#token=([\w-]{43})$/m.exec(words)?.[1] ?? "";
      await accounts.verifyEmail(token, from());
      expect((await accounts.me(person.id)).emailVerifiedAt).toEqual(new Date(house.clock.now()));
      await expect(accounts.verifyEmail(token, from())).rejects.toMatchObject({ code: "closed" });
      expect(await accounts.askVerification(person.id, from())).toEqual({ sent: false });
    } finally {
      mailer.close();
      await server.close();
    }
  });

  it("does not keep anybody from signing up while the mail server is down", async () => {
    const mailer = smtpMailer({ url: "smtp://127.0.0.1:4769", from: "grindstone@example.com" });
    const accounts = house.another({ mailer });
    const { person } = await accounts.signUp(nova(), from());
    await accounts.settled();
    expect(house.lines.join("\n")).toContain("letter not sent");
    expect(house.lines.join("\n")).not.toMatch(/nova|token=/);
    await expect(accounts.askVerification(person.id, from())).rejects.toMatchObject({ code: "unavailable" });
    mailer.close();
  });
});
