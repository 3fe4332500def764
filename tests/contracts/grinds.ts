import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../proto/limits.ts";
import type { GrindStore } from "../../server/ports/grinds.ts";

/** What a suite needs around the store that it tests. */
export type GrindsHouse = {
  store: GrindStore;
  ids: { next(): string };
  addPerson(name?: string): Promise<string>;
  addGrind(members: Readonly<Record<string, "owner" | "moderator" | "member">>): Promise<string>;
  addTask(task: { grindId?: string; archived?: boolean }): Promise<string>;
  close(): Promise<void>;
};

const at = new Date("2026-03-01T10:00:00.123Z");
const page = { cursor: null, limit: 100 };

/** What every GrindStore owes its callers. */
export function grindsContract(name: string, open: () => Promise<GrindsHouse>): void {
  describe(`${name} as GrindStore`, () => {
    let house: GrindsHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const create = async (ownerId: string): Promise<string> => {
      const id = house.ids.next();
      await house.store.create({ id, name: "Late owls", ownerId, at });
      return id;
    };
    const people = (count: number) => Promise.all(Array.from({ length: count }, () => house.addPerson()));

    it("gives back what was created, to its owner alone", async () => {
      const [nova = "", eve = ""] = await people(2);
      const id = await create(nova);
      const own = { id, name: "Late owls", createdAt: at, version: 1, role: "owner" };
      expect(await house.store.ownGrind(nova, id)).toEqual(own);
      expect(await house.store.ownGrind(eve, id)).toBeNull();
      expect(await house.store.card(nova, id)).toEqual({ ...own, members: 1, tasks: 0 });
      expect(await house.store.card(eve, id)).toBeNull();
      expect(await house.store.member(id, nova)).toEqual({ personId: nova, name: "Nova", role: "owner", joinedAt: at });
      expect(await house.store.member(id, eve)).toBeNull();
    });

    it("counts members and the tasks that are not archived, grind by grind", async () => {
      const [nova = "", ada = ""] = await people(2);
      const [one, two] = [await house.addGrind({ [nova]: "owner", [ada]: "member" }), await create(nova)];
      for (const archived of [false, false, true]) await house.addTask({ grindId: one, archived });
      await house.addTask({});
      const cards = await house.store.cards(nova);
      expect(cards.map((it) => [it.id, it.members, it.tasks])).toEqual([[one, 2, 2], [two, 1, 0]]);
    });

    it("makes no grind beyond the limit, and none for an account that is gone", async () => {
      const nova = await house.addPerson();
      for (let made = 0; made < limits.grindsPerPerson; made++) await create(nova);
      await expect(create(nova)).rejects.toMatchObject({ code: "conflict" });
      expect(await house.store.cards(nova)).toHaveLength(limits.grindsPerPerson);
      await expect(create(house.ids.next())).rejects.toMatchObject({ code: "not-found" });
    });

    it("renames for who read the newest version", async () => {
      const nova = await house.addPerson();
      const id = await create(nova);
      expect(await house.store.rename(id, { name: "Early birds", version: 1 })).toBe(true);
      expect(await house.store.rename(id, { name: "Too late", version: 1 })).toBe(false);
      expect(await house.store.rename(house.ids.next(), { name: "Nothing", version: 1 })).toBe(false);
      expect(await house.store.ownGrind(nova, id)).toMatchObject({ name: "Early birds", version: 2 });
    });

    it("deletes once and says who was in it", async () => {
      const [nova = "", ada = ""] = await people(2);
      const id = await house.addGrind({ [nova]: "owner", [ada]: "member" });
      expect((await house.store.delete(id)).sort()).toEqual([nova, ada].sort());
      expect(await house.store.delete(id)).toEqual([]);
      expect(await house.store.ownGrind(nova, id)).toBeNull();
    });

    it("names owners and moderators as leaders", async () => {
      const [nova = "", ada = "", ben = ""] = await people(3);
      const id = await house.addGrind({ [nova]: "owner", [ada]: "moderator", [ben]: "member" });
      expect((await house.store.leaders(id)).sort()).toEqual([nova, ada].sort());
    });

    it("pages through members who joined in the same moment", async () => {
      const all = await people(7);
      const id = await house.addGrind(Object.fromEntries(all.map((it, index) => [it, index < 2 ? "owner" : "member"])));
      const seen: string[] = [];
      for (let cursor: string | null = null, more = true; more;) {
        const { rows, next } = await house.store.members(id, { cursor, limit: 3 });
        seen.push(...rows.map((it) => it.personId));
        cursor = next;
        more = next !== null;
      }
      expect(seen).toEqual([...all.slice(0, 2).sort(), ...all.slice(2).sort()]);
    });

    it("does what was decided on what holds in that moment", async () => {
      const [nova = "", ada = ""] = await people(2);
      const id = await house.addGrind({ [nova]: "owner", [ada]: "member" });
      const who = { grindId: id, byId: nova, personId: ada };
      const seen: unknown[] = [];
      await house.store.changeMember(who, (now) => {
        seen.push(now);
        return { role: "moderator" };
      });
      await house.store.changeMember(who, (now) => {
        seen.push(now);
        return null;
      });
      await house.store.changeMember(who, () => "out");
      await house.store.changeMember({ ...who, byId: ada }, (now) => {
        seen.push(now);
        return null;
      });
      expect(seen).toEqual([
        { by: "owner", of: "member", self: false, owners: 1, members: 2 },
        { by: "owner", of: "moderator", self: false, owners: 1, members: 2 },
        { by: null, of: null, self: true, owners: 1, members: 1 },
      ]);
    });

    it("changes nobody when the decision throws, and knows no grind that is gone", async () => {
      const [nova = "", ada = ""] = await people(2);
      const id = await house.addGrind({ [nova]: "owner", [ada]: "member" });
      const who = { grindId: id, byId: nova, personId: ada };
      await expect(house.store.changeMember(who, () => {
        throw new Error("no");
      })).rejects.toThrow("no");
      expect((await house.store.members(id, page)).rows).toHaveLength(2);
      const gone = { ...who, grindId: house.ids.next() };
      await expect(house.store.changeMember(gone, () => "out")).rejects.toMatchObject({ code: "not-found" });
    });

    it("decides one change after the other, twenty at once", async () => {
      const all = await people(20);
      const id = await house.addGrind(Object.fromEntries(all.map((it) => [it, "owner"])));
      const left: number[] = [];
      await Promise.all(
        all.map((personId) =>
          house.store.changeMember({ grindId: id, byId: personId, personId }, (now) => {
            left.push(now.owners);
            return now.owners > 1 ? "out" : null;
          })
        ),
      );
      expect(left.sort((a, b) => b - a)).toEqual(Array.from({ length: 20 }, (_, index) => 20 - index));
      expect((await house.store.members(id, page)).rows).toHaveLength(1);
    });

    it("takes somebody out of all grinds or of none", async () => {
      const [nova = "", ada = "", ben = ""] = await people(3);
      const alone = await house.addGrind({ [nova]: "owner" });
      const led = await house.addGrind({ [nova]: "owner", [ada]: "member", [ben]: "moderator" });
      const joined = await house.addGrind({ [ada]: "owner", [nova]: "member" });
      await expect(house.store.departAll(nova, () => {
        throw new Error("no");
      })).rejects.toThrow("no");
      expect(await house.store.cards(nova)).toHaveLength(3);
      const gone = await house.store.departAll(
        nova,
        (grinds) => grinds.map((it) => it.members === 1 ? "delete" : it.role === "owner" ? "hand over" : "out"),
      );
      expect(gone.map((it) => [it.grindId, it.departure, it.heirId])).toEqual([
        [alone, "delete", null],
        [led, "hand over", ben],
        [joined, "out", null],
      ]);
      expect(await house.store.cards(nova)).toEqual([]);
      expect(await house.store.ownGrind(ben, led)).toMatchObject({ role: "owner" });
    });

    it("ends when people leave and grinds are deleted at once", async () => {
      const all = await people(8);
      const members = Object.fromEntries(all.map((it) => [it, "owner" as const]));
      const grinds = await Promise.all([1, 2, 3].map(() => house.addGrind(members)));
      await Promise.all([
        ...all.slice(0, 6).map((it) => house.store.departAll(it, (places) => places.map(() => "out"))),
        ...grinds.slice(1).map((it) => house.store.delete(it)),
      ]);
      const [kept = ""] = grinds;
      expect((await house.store.members(kept, page)).rows.map((it) => it.personId)).toEqual(all.slice(6).sort());
    });
  });
}
