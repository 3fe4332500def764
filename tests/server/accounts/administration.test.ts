import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Person } from "../../../server/ports/people.ts";
import { type AccountsHouse, from, nova, openAccounts } from "../../kit/accounts.ts";

let house: AccountsHouse;
let admin: Person;
let person: Person;
let token: string;
beforeEach(async () => {
  house = await openAccounts();
  admin = (await house.accounts.signUp(nova({ email: "admin@example.com", name: "Ada" }), from())).person;
  ({ person, token } = await house.accounts.signUp(nova(), from()));
});
afterEach(() => house.close());

const actions = async () => (await house.accounts.listAudit({ cursor: null, limit: 20 })).rows.map((it) => it.action);

describe("blocking", () => {
  it("ends what the person holds at once and can be taken back", async () => {
    expect(await house.accounts.changePerson(admin.id, person.id, { blocked: true })).toMatchObject({
      blockedAt: new Date(house.clock.now()),
    });
    expect(await house.accounts.who(token)).toBeNull();
    expect(house.signedOut).toHaveLength(1);
    await house.accounts.changePerson(admin.id, person.id, { blocked: false });
    expect(await house.accounts.who(token)).toBeNull();
    await house.accounts.signIn(nova(), from());
  });

  it("keeps its first moment and one note when asked for twice", async () => {
    const first = await house.accounts.changePerson(admin.id, person.id, { blocked: true });
    house.clock.pass(1000);
    const second = await house.accounts.changePerson(admin.id, person.id, { blocked: true });
    expect(second.blockedAt).toEqual(first.blockedAt);
    expect((await actions()).filter((it) => it === "person.blocked")).toHaveLength(1);
  });

  it("is not for oneself", async () => {
    await house.accounts.changePerson(admin.id, person.id, { admin: true });
    await expect(house.accounts.changePerson(admin.id, admin.id, { blocked: true })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("admins", () => {
  it("are made and unmade, and take effect with the next request", async () => {
    await house.accounts.changePerson(admin.id, person.id, { admin: true });
    expect(await house.accounts.who(token)).toMatchObject({ admin: true });
    await house.accounts.changePerson(person.id, admin.id, { admin: false });
    await house.accounts.changePerson(admin.id, person.id, {});
    expect(await actions()).toEqual(expect.arrayContaining(["person.made-admin", "person.unmade-admin"]));
  });

  it("are never none, even when two unmake each other at once", async () => {
    await expect(house.accounts.changePerson(admin.id, admin.id, { admin: false })).rejects.toMatchObject({
      code: "conflict",
    });
    await house.accounts.changePerson(admin.id, person.id, { admin: true });
    const both = await Promise.allSettled([
      house.accounts.changePerson(admin.id, person.id, { admin: false }),
      house.accounts.changePerson(person.id, admin.id, { admin: false }),
    ]);
    expect(both.filter((it) => it.status === "fulfilled")).toHaveLength(1);
  });

  it("delete other people's accounts and not, by a slip, their own", async () => {
    await expect(house.accounts.removePerson(admin.id, admin.id)).rejects.toMatchObject({ code: "conflict" });
    await house.accounts.removePerson(admin.id, person.id);
    expect(await house.accounts.who(token)).toBeNull();
    await expect(house.accounts.removePerson(admin.id, person.id)).rejects.toMatchObject({ code: "not-found" });
    expect((await house.accounts.listAudit({ cursor: null, limit: 1 })).rows[0]).toMatchObject({
      action: "person.deleted",
      actorId: admin.id,
      subjectId: person.id,
    });
  });

  it("find people by name and address", async () => {
    const find = async (q?: string) =>
      (await house.accounts.listPeople({ q, cursor: null, limit: 10 })).rows.map((it) => it.email);
    expect(await find("ada")).toEqual(["admin@example.com"]);
    expect(await find("NOVA@")).toEqual(["nova@example.com"]);
    expect(await find()).toHaveLength(2);
  });
});
