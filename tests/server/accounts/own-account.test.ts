import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../server/kit/errors.ts";
import type { Me } from "../../../server/accounts/own-account.ts";
import { found } from "../../../server/kit/errors.ts";
import { demoEmail } from "../../../server/ports/people.ts";
import { type AccountsHouse, from, nova, openAccounts } from "../../kit/accounts.ts";

let house: AccountsHouse;
beforeEach(async () => void (house = await openAccounts()));
afterEach(() => house.close());

const kim = nova({ email: "kim@example.com", name: "Kim" });
const next = "a new long password";
const me = async (token: string): Promise<Me> => found(await house.accounts.who(token), "person");

describe("changing one's password", () => {
  it("signs every other device out and keeps this one", async () => {
    const here = await house.accounts.signUp(nova(), from());
    const there = await house.accounts.signIn(nova(), from());
    await house.accounts.changePassword(await me(here.token), { current: nova().password, next });
    expect(await house.accounts.who(here.token)).not.toBeNull();
    expect(await house.accounts.who(there.token)).toBeNull();
    await house.accounts.signIn(nova({ password: next }), from());
  });

  it("ends a link to set one that somebody else may hold", async () => {
    const here = await house.accounts.signUp(nova(), from());
    const { url } = await house.accounts.resetLinkFor("nova@example.com", "https://grind.example");
    await house.accounts.changePassword(await me(here.token), { current: nova().password, next });
    const stolen = { token: url.slice(-43), password: "a thief's password" };
    await expect(house.accounts.reset(stolen, from())).rejects.toMatchObject({ code: "closed" });
    await house.accounts.signIn(nova({ password: next }), from());
  });

  it("needs the one that is set, and cannot be used to guess it", async () => {
    const asker = await me((await house.accounts.signUp(nova(), from())).token);
    const attempt = (current: string) => house.accounts.changePassword(asker, { current, next });
    for (let i = 0; i < 10; i++) {
      await expect(attempt("guess")).rejects.toMatchObject({ code: "bad-request", field: "current" });
    }
    await expect(attempt(nova().password)).rejects.toMatchObject({ code: "too-many" });
    await house.accounts.signIn(nova(), from());
  });
});

describe("one's devices", () => {
  it("are listed for oneself alone, with this one among them", async () => {
    const here = await house.accounts.signUp(nova(), from());
    await house.accounts.signUp(kim, from());
    await house.accounts.signIn(nova(), from({ userAgent: "curl/8.9.1" }));
    const { personId, deviceId } = await me(here.token);
    const devices = await house.accounts.listDevices(personId);
    expect(devices.map((it) => it.label).sort()).toEqual(["Firefox on Linux", "Some program"]);
    expect(devices.map((it) => it.id)).toContain(deviceId);
  });

  it("are signed out one by one or all others at once", async () => {
    const [here, a, b] = [
      await house.accounts.signUp(nova(), from()),
      await house.accounts.signIn(nova(), from()),
      await house.accounts.signIn(nova(), from()),
    ];
    const asker = await me(here.token);
    await house.accounts.signOutDevice(asker.personId, (await me(a.token)).deviceId);
    expect(await house.accounts.who(a.token)).toBeNull();
    await house.accounts.signOutOthers(asker);
    expect(await house.accounts.who(b.token)).toBeNull();
    expect(await house.accounts.who(here.token)).not.toBeNull();
    expect(house.signedOut).toHaveLength(2);
  });

  it("cannot be signed out by somebody else who knows their id", async () => {
    const hers = await house.accounts.signUp(nova(), from());
    const other = await house.accounts.signUp(kim, from());
    const { deviceId } = await me(hers.token);
    await expect(house.accounts.signOutDevice(other.person.id, deviceId)).rejects.toMatchObject({ code: "not-found" });
    expect(await house.accounts.who(hers.token)).not.toBeNull();
    expect(house.signedOut).toEqual([]);
  });
});

describe("renaming oneself", () => {
  it("does not undo what another page did meanwhile", async () => {
    const { person } = await house.accounts.signUp(nova(), from());
    expect(await house.accounts.rename(person.id, { name: "Noor", version: 1 })).toMatchObject({
      name: "Noor",
      version: 2,
    });
    await expect(house.accounts.rename(person.id, { name: "Nova B", version: 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await house.accounts.me(person.id)).name).toBe("Noor");
  });
});

describe("deleting one's account", () => {
  it("needs the password, ends every cookie at once and leaves no trace but the fact", async () => {
    await house.accounts.signUp(kim, from());
    const { person, token } = await house.accounts.signUp(nova(), from());
    for (const password of [undefined, "", "guess"]) {
      await expect(house.accounts.leave(person.id, password)).rejects.toMatchObject({ code: "bad-request" });
    }
    await house.accounts.leave(person.id, nova().password);
    expect(await house.accounts.who(token)).toBeNull();
    expect(house.signedOut).toHaveLength(1);
    const { rows } = await house.accounts.listAudit({ cursor: null, limit: 50 });
    expect(rows[0]).toMatchObject({ action: "person.deleted", actorId: person.id, subjectId: person.id });
    expect(JSON.stringify(rows)).not.toMatch(/nova/i);
    expect((await house.accounts.signUp(nova(), from())).person.id).not.toBe(person.id);
  });

  it("is refused, and changes nothing, while others need this person", async () => {
    const left: string[] = [];
    const accounts = house.another({
      beforeLeaving: (_, { forced }) => {
        if (!forced) throw new AppError("conflict", "You are the last owner of a grind.");
        left.push("forced");
        return Promise.resolve();
      },
    });
    const { person: admin } = await accounts.signUp(kim, from());
    const { person, token } = await accounts.signUp(nova(), from());
    await expect(accounts.leave(person.id, nova().password)).rejects.toMatchObject({ code: "conflict" });
    expect(await accounts.who(token)).not.toBeNull();
    await accounts.removePerson(admin.id, person.id);
    expect(left).toEqual(["forced"]);
    expect(await accounts.who(token)).toBeNull();
  });

  it("is refused for the only admin before anything is left, and fine for whoever is alone", async () => {
    const left: string[] = [];
    const accounts = house.another({ beforeLeaving: (id) => (left.push(id), Promise.resolve()) });
    const { person: admin } = await accounts.signUp(nova(), from());
    const { person: other } = await accounts.signUp(kim, from());
    await expect(accounts.leave(admin.id, nova().password)).rejects.toMatchObject({ code: "conflict" });
    expect(left).toEqual([]);
    await accounts.leave(other.id, kim.password);
    await accounts.leave(admin.id, nova().password);
    expect(await accounts.welcome()).toMatchObject({ empty: true });
  });
});

it("leaves the demo account as it is, whoever uses it", async () => {
  const id = "0190a000-0000-7000-8000-000000000001";
  const row = { id, email: demoEmail, name: "Demo", passwordHash: "x", createdAt: new Date() };
  await house.database.db.prisma.person.create({ data: row });
  const { person: admin } = await house.accounts.signUp(nova(), from());
  expect(admin.admin).toBe(true);
  for (
    const attempt of [
      () => house.accounts.changePassword({ personId: id, deviceId: id }, { current: "x", next }),
      () => house.accounts.leave(id, "x"),
      () => house.accounts.changePerson(admin.id, id, { admin: true }),
      () => house.accounts.makeResetLink(admin.id, id, "https://grind.example"),
    ]
  ) await expect(attempt()).rejects.toMatchObject({ code: "conflict" });
  await house.accounts.removePerson(admin.id, id);
});
