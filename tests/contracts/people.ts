import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoEmail, type NewPerson, type People, type Person } from "../../server/ports/people.ts";

export type PeopleHouse = {
  readonly people: People;
  readonly nextId: () => string;
  /** A device, a membership, an interview and a link of this person; returns the device's id. */
  furnish(personId: string): Promise<string>;
  /** Rows of any kind that still name this person. */
  traces(personId: string): Promise<number>;
  personOf(identity: { issuer: string; subject: string }): Promise<string | null>;
  close(): Promise<void>;
};

const someDay = new Date("2026-01-05T12:00:00.000Z");

/** What every People adapter owes its callers. */
export function peopleContract(name: string, open: () => Promise<PeopleHouse>): void {
  describe(`${name} as People`, () => {
    let house: PeopleHouse;
    beforeEach(async () => void (house = await open()));
    afterEach(() => house.close());

    const newPerson = (email: string, change: Partial<NewPerson> = {}): NewPerson => ({
      id: house.nextId(),
      email,
      emailVerifiedAt: null,
      name: "Nova",
      passwordHash: "hash",
      createdAt: someDay,
      ...change,
    });
    const add = async (email: string, change: Partial<NewPerson> = {}): Promise<Person> => {
      const person = await house.people.add(newPerson(email, change));
      if (!person) throw new Error("nobody was added");
      return person;
    };
    const emails = (rows: readonly Person[]): string[] => rows.map((it) => it.email);

    it("makes the first person admin and nobody after", async () => {
      expect(await house.people.any()).toBe(false);
      expect(await add("first@example.com")).toMatchObject({ admin: true, version: 1, blockedAt: null });
      expect(await house.people.any()).toBe(true);
      expect((await add("second@example.com")).admin).toBe(false);
    });

    it("makes one admin of ten who come first at once", async () => {
      const all = await Promise.all(Array.from({ length: 10 }, (_, i) => add(`p${i}@example.com`)));
      expect(all.filter((it) => it.admin)).toHaveLength(1);
    });

    it("lets one in of five who come first at once where nobody else may", async () => {
      const all = await Promise.all(
        Array.from({ length: 5 }, (_, i) => house.people.add(newPerson(`p${i}@example.com`), { onlyFirst: true })),
      );
      expect(all.filter((it) => it !== null)).toHaveLength(1);
      expect((await house.people.counts()).people).toBe(1);
    });

    it("does not count the demo account as somebody", async () => {
      expect((await add(demoEmail)).admin).toBe(false);
      expect(await house.people.any()).toBe(false);
      expect((await add("first@example.com")).admin).toBe(true);
    });

    it("refuses an address that has an account and keeps nothing of the attempt", async () => {
      await add("nova@example.com");
      const identity = { issuer: "https://id.example", subject: "1" };
      await expect(house.people.add(newPerson("nova@example.com", { identity })))
        .rejects.toMatchObject({ code: "conflict", field: "email" });
      expect(await house.personOf(identity)).toBeNull();
    });

    it("keeps an identity with the account or neither", async () => {
      const identity = { issuer: "https://id.example", subject: "1" };
      const person = await add("nova@example.com", { identity });
      expect(await house.personOf(identity)).toBe(person.id);
      await expect(house.people.add(newPerson("other@example.com", { identity })))
        .rejects.toMatchObject({ code: "conflict" });
      expect(await house.people.byEmail("other@example.com")).toBeNull();
    });

    it("finds people by id and by address", async () => {
      const person = await add("nova@example.com");
      expect(await house.people.byId(person.id)).toEqual(person);
      expect(await house.people.byEmail("nova@example.com")).toEqual(person);
      expect(await house.people.byId(house.nextId())).toBeNull();
      expect(await house.people.byEmail("nobody@example.com")).toBeNull();
    });

    it("renames for whoever read the newest version and for nobody else", async () => {
      const { id } = await add("nova@example.com");
      const both = await Promise.all([
        house.people.rename(id, { name: "Kim", version: 1 }),
        house.people.rename(id, { name: "Lee", version: 1 }),
      ]);
      expect(both.filter((it) => it?.version === 2)).toHaveLength(1);
      expect(both.filter((it) => it === null)).toHaveLength(1);
    });

    it("does not put an old password back over one that was just set", async () => {
      const { id } = await add("nova@example.com");
      await house.people.setPasswordHash(id, "new");
      await house.people.setPasswordHash(id, "old again", { ifStill: "hash" });
      expect((await house.people.byId(id))?.passwordHash).toBe("new");
    });

    it("throws every earlier way in away when an account is handed to who proved its address", async () => {
      const identity = { issuer: "https://id.example", subject: "squatter" };
      const { id } = await add("nova@example.com", { identity });
      const device = await house.furnish(id);
      expect(await house.people.reclaim(id, someDay)).toEqual([device]);
      expect(await house.people.byId(id)).toMatchObject({ passwordHash: null, emailVerifiedAt: someDay });
      expect(await house.personOf(identity)).toBeNull();
    });

    it("keeps the last admin who is not blocked", async () => {
      const { id } = await add("admin@example.com");
      const other = await add("other@example.com");
      await house.people.change(other.id, { admin: true });
      await house.people.change(other.id, { blockedAt: someDay });
      for (
        const attempt of [
          () => house.people.change(id, { admin: false }),
          () => house.people.change(id, { blockedAt: someDay }),
          () => house.people.mayDelete(id),
          () => house.people.delete(id),
        ]
      ) await expect(attempt()).rejects.toMatchObject({ code: "conflict" });
      expect(await house.people.byId(id)).toMatchObject({ admin: true, blockedAt: null });
    });

    it("keeps one of two admins who remove each other at once", async () => {
      const [a, b] = [await add("a@example.com"), await add("b@example.com")];
      await house.people.change(b.id, { admin: true });
      await Promise.allSettled([house.people.change(a.id, { admin: false }), house.people.delete(b.id)]);
      const left = (await house.people.list({ cursor: null, limit: 10 })).rows;
      expect(left.filter((it) => it.admin)).toHaveLength(1);
    });

    it("lets somebody go who is alone here but for the demo account", async () => {
      await add(demoEmail);
      const { id } = await add("admin@example.com");
      await house.people.mayDelete(id);
      expect(await house.people.delete(id)).toBe(true);
      expect(await house.people.any()).toBe(false);
    });

    it("deletes everything of a person with them", async () => {
      await add("admin@example.com");
      const { id } = await add("nova@example.com");
      await house.furnish(id);
      expect(await house.traces(id)).toBeGreaterThan(3);
      expect(await house.people.delete(id)).toBe(true);
      expect(await house.traces(id)).toBe(0);
      expect(await house.people.delete(id)).toBe(false);
    });

    it("changes nobody who is not there", async () => {
      expect(await house.people.change(house.nextId(), { admin: false })).toBeNull();
    });

    it("lists everybody once, newest first, over pages whose rows share a moment", async () => {
      for (const i of [1, 2, 3, 4, 5]) await add(`p${i}@example.com`);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await house.people.list({ cursor, limit: 2 });
        seen.push(...emails(page.rows));
        cursor = page.next;
      } while (cursor !== null);
      expect(seen).toEqual(["p5", "p4", "p3", "p2", "p1"].map((it) => `${it}@example.com`));
    });

    it("looks for words in names and addresses as they stand", async () => {
      await add("one@example.com", { name: "Zoë 100%" });
      await add("two@example.com", { name: "Max_well" });
      await add("x_y@example.com", { name: "Ann" });
      const find = async (q: string) => emails((await house.people.list({ q, cursor: null, limit: 10 })).rows);
      expect(await find("ZOË")).toEqual(["one@example.com"]);
      expect(await find("0%")).toEqual(["one@example.com"]);
      expect(await find("_")).toEqual(["x_y@example.com", "two@example.com"]);
      expect(await find("EXAMPLE")).toHaveLength(3);
      expect(await find("\\")).toEqual([]);
      expect(await find("' OR 1=1 --")).toEqual([]);
    });

    it("tells an admin what a person has", async () => {
      const { id } = await add("nova@example.com");
      await house.furnish(id);
      const { rows } = await house.people.list({ id, cursor: null, limit: 1 });
      expect(rows).toMatchObject([{ grinds: 1, interviews: 1, lastSeenAt: someDay }]);
      expect(await house.people.counts()).toEqual({ people: 1, grinds: 1, interviews: 1 });
    });

    it("refuses a page that it did not write", async () => {
      for (const cursor of ["x", btoa('["now","1"]'), btoa('["2026-01-05T12:00:00.000Z","\'"]')]) {
        await expect(house.people.list({ cursor, limit: 1 })).rejects.toMatchObject({ code: "bad-request" });
      }
    });
  });
}
