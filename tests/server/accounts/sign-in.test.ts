import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { scryptPasswords } from "../../../server/adapters/passwords/scrypt.ts";
import { pgDevices } from "../../../server/adapters/pg/devices.ts";
import { demoEmail } from "../../../server/ports/people.ts";
import { type AccountsHouse, from, nova, openAccounts, quickScrypt } from "../../kit/accounts.ts";

let house: AccountsHouse;
beforeEach(async () => void (house = await openAccounts()));
afterEach(() => house.close());

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const wrong = nova({ password: "not the password" });
const failure = (work: Promise<unknown>): Promise<{ code: string; message: string }> =>
  work.then(() => ({ code: "none", message: "it worked" }), (error: { code: string; message: string }) => error);

describe("signing in", () => {
  it("answers an unknown address and a wrong password the same, after the same work", async () => {
    const checked: (string | null)[] = [];
    const real = scryptPasswords({ cost: quickScrypt });
    const accounts = house.another({
      passwords: { ...real, check: (password, hash) => (checked.push(hash), real.check(password, hash)) },
    });
    await accounts.signUp(nova(), from());
    const known = await failure(accounts.signIn(wrong, from()));
    const unknown = await failure(accounts.signIn(nova({ email: "nobody@example.com" }), from()));
    expect({ ...known }).toEqual({ ...unknown });
    expect(known.message).toBe(unknown.message);
    expect(checked).toEqual([expect.stringContaining("$scrypt$"), null]);
  });

  it("tells a blocked person so, but only with the right password", async () => {
    await house.accounts.signUp(nova({ email: "admin@example.com" }), from());
    const { person } = await house.accounts.signUp(nova(), from());
    await house.database.db.prisma.person.update({ where: { id: person.id }, data: { blockedAt: new Date() } });
    expect((await failure(house.accounts.signIn(nova(), from()))).message).toContain("blocked");
    expect((await failure(house.accounts.signIn(wrong, from()))).message).not.toContain("blocked");
  });

  it("makes an old hash anew with today's cost", async () => {
    const { person } = await house.accounts.signUp(nova(), from());
    const before = (await house.accounts.me(person.id)).passwordHash;
    const raised = house.another({ passwords: scryptPasswords({ cost: { ...quickScrypt, logN: 11 } }) });
    await raised.signIn(nova(), from());
    const after = (await house.accounts.me(person.id)).passwordHash;
    expect(after).not.toBe(before);
    expect(after).toContain("ln=11");
    await raised.signIn(nova(), from());
    expect((await house.accounts.me(person.id)).passwordHash).toBe(after);
  });

  it("lets the demo account in only while it is offered", async () => {
    const demo = { email: demoEmail, password: "try grindstone" };
    const passwordHash = await scryptPasswords({ cost: quickScrypt }).hash(demo.password);
    const row = { id: "0190a000-0000-7000-8000-000000000001", email: demoEmail, name: "Demo", passwordHash };
    await house.database.db.prisma.person.create({ data: { ...row, createdAt: new Date() } });
    expect((await failure(house.accounts.signIn(demo, from()))).code).toBe("bad-request");
    await house.another({ demo: true }).signIn(demo, from());
  });
});

describe("guessing passwords", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 0, 5) }));
  afterEach(() => void vi.useRealTimers());

  it("ends for one account after ten tries, wherever they come from and on every node", async () => {
    await house.accounts.signUp(nova(), from());
    for (let i = 0; i < 10; i++) {
      expect((await failure(house.accounts.signIn(wrong, from({ address: `198.51.100.${i}` })))).code).toBe(
        "bad-request",
      );
    }
    const node = house.another();
    expect(await failure(node.signIn(nova(), from({ address: "203.0.113.1" }))))
      .toMatchObject({ code: "too-many", retryAfterMs: 15 * minuteMs });
    vi.setSystemTime(Date.UTC(2026, 0, 5) + 15 * minuteMs + 1);
    await node.signIn(nova(), from());
  });

  it("is as slow for an account that does not exist, so that the limit tells nothing", async () => {
    const nobody = nova({ email: "nobody@example.com" });
    for (let i = 0; i < 10; i++) await failure(house.accounts.signIn(nobody, from()));
    expect((await failure(house.accounts.signIn(nobody, from()))).code).toBe("too-many");
  });

  it("ends for one network that tries many accounts, though one of them is its own", async () => {
    await house.accounts.signUp(nova(), from());
    for (let i = 0; i < 100; i++) {
      const address = `2001:db8:0:1::${i.toString(16)}`;
      if (i % 10 === 0) await house.accounts.signIn(nova(), from({ address }));
      else await failure(house.accounts.signIn(nova({ email: `p${i}@example.com` }), from({ address })));
    }
    expect((await failure(house.accounts.signIn(nova(), from({ address: "2001:db8:0:1:ffff::" })))).code).toBe(
      "too-many",
    );
    await house.accounts.signIn(nova(), from({ address: "2001:db8:0:2::1" }));
  });

  it("starts again from nothing after the right password", async () => {
    await house.accounts.signUp(nova(), from());
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 9; i++) await failure(house.accounts.signIn(wrong, from()));
      await house.accounts.signIn(nova(), from());
    }
  });
});

describe("being signed in", () => {
  it("ends at once with signing out, for a copy of the cookie too", async () => {
    const { token } = await house.accounts.signUp(nova(), from());
    const other = await house.accounts.signIn(nova(), from());
    await house.accounts.signOut(token);
    expect(await house.accounts.who(token)).toBeNull();
    expect(await house.accounts.who(other.token)).not.toBeNull();
    expect(house.signedOut).toHaveLength(1);
    await house.accounts.signOut(token);
    expect(house.signedOut).toHaveLength(1);
  });

  it("ends after 30 days without use, and no sooner while it is used", async () => {
    const { token } = await house.accounts.signUp(nova(), from());
    for (let i = 0; i < 4; i++) {
      house.clock.pass(29 * dayMs);
      expect(await house.accounts.who(token)).not.toBeNull();
    }
    house.clock.pass(30 * dayMs);
    expect(await house.accounts.who(token)).toBeNull();
    expect(await house.accounts.sweep()).toMatchObject({ devices: 1 });
  });

  it("costs one query, and one more each five minutes, which moves the end", async () => {
    const { db } = house.database;
    const asked: string[] = [];
    const devices = pgDevices(db);
    const accounts = house.another({
      devices: {
        ...devices,
        holder: (...given) => (asked.push("holder"), devices.holder(...given)),
        touch: (...given) => (asked.push("touch"), devices.touch(...given)),
      },
    });
    const { token } = await accounts.signUp(nova(), from());
    for (let i = 0; i < 5; i++) expect((await accounts.who(token))?.renewedUntil).toBeNull();
    house.clock.pass(5 * minuteMs);
    expect((await accounts.who(token))?.renewedUntil?.getTime()).toBe(house.clock.now() + 30 * dayMs);
    expect((await accounts.who(token))?.renewedUntil).toBeNull();
    expect(asked).toEqual([...Array<string>(6).fill("holder"), "touch", "holder"]);
  });

  it("is nothing for a token that we never made", async () => {
    await house.accounts.signUp(nova(), from());
    for (const token of ["", "A".repeat(43), "' OR 1=1 --", "\0"]) expect(await house.accounts.who(token)).toBeNull();
  });
});
