import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { smtpMailer } from "../../../server/adapters/notify/mail.ts";
import type { Accounts } from "../../../server/accounts/accounts.ts";
import { type AccountsHouse, from, nova, openAccounts } from "../../kit/accounts.ts";
import { readable, type SmtpFake, smtpFake } from "../../kit/smtp.ts";

let house: AccountsHouse;
let server: SmtpFake;
let mailer: ReturnType<typeof smtpMailer>;
let accounts: Accounts;
beforeEach(async () => {
  house = await openAccounts();
  server = await smtpFake();
  mailer = smtpMailer({ url: server.url, from: "grindstone@example.com" });
  accounts = house.another({ mailer });
});
afterEach(async () => {
  await accounts.settled();
  mailer.close();
  await Promise.all([server.close(), house.close()]);
});

const hourMs = 3_600_000;
const next = "a new long password";

/** Signs Nova up; the letter that proves the address is read and set aside. */
async function newcomer() {
  const signedIn = await accounts.signUp(nova(), from());
  await server.next();
  return signedIn;
}

async function mailedToken(): Promise<string> {
  await accounts.forgot("nova@example.com", from());
  return /\/reset#token=([\w-]{43})$/m.exec(readable(await server.next()))?.[1] ?? "";
}

describe("a forgotten password", () => {
  it("is set anew by the mailed link, which signs every device out", async () => {
    const { token: cookie } = await newcomer();
    await accounts.reset({ token: await mailedToken(), password: next }, from());
    expect(await accounts.who(cookie)).toBeNull();
    expect(house.signedOut).toHaveLength(1);
    await expect(accounts.signIn(nova(), from())).rejects.toMatchObject({ code: "bad-request" });
    await accounts.signIn(nova({ password: next }), from());
  });

  it("is not set by a link that was used, is older than an hour, or was made up", async () => {
    await newcomer();
    const [used, late] = [await mailedToken(), await mailedToken()];
    await accounts.reset({ token: used, password: next }, from());
    const attempt = (token: string) => accounts.reset({ token, password: "yet another one" }, from());
    await expect(attempt(used)).rejects.toMatchObject({ code: "closed" });
    await expect(attempt(late)).rejects.toMatchObject({ code: "closed" });
    const fresh = await mailedToken();
    house.clock.pass(hourMs);
    await expect(attempt(fresh)).rejects.toMatchObject({ code: "closed" });
    await expect(attempt("A".repeat(43))).rejects.toMatchObject({ code: "closed" });
    await accounts.signIn(nova({ password: next }), from());
  });

  it("is set once when the link is opened twice at once", async () => {
    await newcomer();
    const token = await mailedToken();
    const both = await Promise.allSettled(
      ["first long one", "second long one"].map((password) => accounts.reset({ token, password }, from())),
    );
    expect(both.filter((it) => it.status === "fulfilled")).toHaveLength(1);
  });

  it("is answered the same for nobody, a blocked person and somebody, and only the last gets mail", async () => {
    const { person } = await newcomer();
    await accounts.signUp(nova({ email: "kim@example.com" }), from());
    await server.next();
    await accounts.changePerson(
      person.id,
      (await accounts.signIn(nova({ email: "kim@example.com" }), from())).person.id,
      {
        blocked: true,
      },
    );
    const answers = await Promise.all(
      ["nobody@example.com", "kim@example.com", "nova@example.com"].map((it) => accounts.forgot(it, from())),
    );
    expect(answers).toEqual([{ by: "mail" }, { by: "mail" }, { by: "mail" }]);
    await accounts.settled();
    expect(server.letters.slice(2).map((it) => it.to)).toEqual([["nova@example.com"]]);
  });

  it("is answered before anything is looked up, so that time does not tell", async () => {
    await newcomer();
    let asked = 0;
    const never = new Promise<never>(() => {});
    const slow = house.another({ mailer: { configured: true, send: () => (asked++, never) } });
    expect(await slow.forgot("nova@example.com", from())).toEqual({ by: "mail" });
    expect(asked).toBe(0);
  });

  it("is answered the same while the mail server refuses, and the log names nobody", async () => {
    await newcomer();
    server.refuse(550);
    expect(await accounts.forgot("nova@example.com", from())).toEqual({ by: "mail" });
    await accounts.settled();
    expect(house.lines.some((it) => it.includes("letter not sent"))).toBe(true);
    expect(house.lines.join("\n")).not.toMatch(/nova|token=/);
  });

  it("is not asked for without end", async () => {
    await newcomer();
    for (let i = 0; i < 3; i++) await accounts.forgot("nova@example.com", from({ address: `198.51.100.${i}` }));
    await expect(accounts.forgot("nova@example.com", from())).rejects.toMatchObject({ code: "too-many" });
    await expect(house.another().forgot("nova@example.com", from())).rejects.toMatchObject({ code: "too-many" });
  });

  it("lets somebody in again whom a guesser had locked out", async () => {
    await newcomer();
    for (let i = 0; i < 10; i++) await accounts.signIn(nova({ password: "guess" }), from()).catch(() => {});
    await expect(accounts.signIn(nova(), from())).rejects.toMatchObject({ code: "too-many" });
    await accounts.reset({ token: await mailedToken(), password: next }, from());
    await accounts.signIn(nova({ password: next }), from());
  });

  it("is a matter for the admin where no mail is set up", async () => {
    expect(await house.accounts.forgot("nova@example.com", from())).toEqual({ by: "admin" });
  });
});

describe("a link by the admin", () => {
  it("works once within a day, without mail", async () => {
    const plain = house.accounts;
    const admin = await plain.signUp(nova({ email: "admin@example.com" }), from());
    const { person } = await plain.signUp(nova(), from());
    const link = await plain.makeResetLink(admin.person.id, person.id, "https://grind.example");
    expect(link.expiresAt.getTime() - house.clock.now()).toBe(24 * hourMs);
    const token = link.url.replace("https://grind.example/reset#token=", "");
    house.clock.pass(23 * hourMs);
    await plain.reset({ token, password: next }, from());
    await expect(plain.reset({ token, password: next }, from())).rejects.toMatchObject({ code: "closed" });
    await plain.signIn(nova({ password: next }), from());
  });

  it("is made from the operator's command too, however the address is typed, and leaves a note", async () => {
    const plain = house.accounts;
    const { person } = await plain.signUp(nova(), from());
    const { url } = await plain.resetLinkFor(" Nova@Example.com ", "https://grind.example");
    await plain.reset({ token: url.split("=")[1] ?? "", password: next }, from());
    const { rows } = await plain.listAudit({ cursor: null, limit: 5 });
    expect(rows).toContainEqual(
      expect.objectContaining({ action: "person.reset-link-made", actorId: null, subjectId: person.id }),
    );
    await expect(plain.resetLinkFor("nobody@example.com", "https://grind.example")).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
