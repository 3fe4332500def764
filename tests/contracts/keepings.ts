import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Keepings } from "../../server/ports/keepings.ts";

export type KeepingsHouse = {
  readonly keepings: Keepings;
  /** The same on another node. */
  another(): Keepings;
  addPerson(): Promise<string>;
  addGrind(ownerId: string): Promise<string>;
  removePerson(id: string): Promise<void>;
  removeGrind(id: string): Promise<void>;
  rows(): Promise<number>;
  close(): Promise<void>;
};

/** What every Keepings owes its callers. */
export function keepingsContract(name: string, open: () => Promise<KeepingsHouse>): void {
  describe(`${name} as Keepings`, () => {
    let house: KeepingsHouse;
    let personId: string;
    let grindId: string;
    beforeEach(async () => {
      house = await open();
      personId = await house.addPerson();
      grindId = await house.addGrind(personId);
    });
    afterEach(() => house.close());

    it("knows nothing of who chose nothing", async () => {
      expect([await house.keepings.days({ personId }), await house.keepings.days({ grindId })]).toEqual([null, null]);
    });

    it("keeps a person's and a grind's apart, and the last word of each", async () => {
      await house.keepings.keep({ personId }, 7);
      await house.keepings.keep({ grindId }, 30);
      await house.keepings.keep({ personId }, 14);
      expect([await house.keepings.days({ personId }), await house.keepings.days({ grindId })]).toEqual([14, 30]);
      const other = await house.addPerson();
      expect(await house.keepings.days({ personId: other })).toBeNull();
    });

    it("takes it back, also what is not there", async () => {
      await house.keepings.keep({ personId }, 7);
      await house.keepings.keep({ grindId }, 30);
      await house.keepings.keep({ personId }, null);
      await house.keepings.keep({ personId }, null);
      expect([await house.keepings.days({ personId }), await house.keepings.days({ grindId })]).toEqual([null, 30]);
    });

    it("is of one mind when two nodes are told at once", async () => {
      const [one, other] = [house.keepings, house.another()];
      await Promise.all([3, 5, 9].map((days, at) => (at % 2 ? one : other).keep({ grindId }, days)));
      expect([3, 5, 9]).toContain(await one.days({ grindId }));
      expect(await house.rows()).toBe(1);
    });

    it.each([0, -1, 3_651])("does not keep %d days, whoever asks", async (days) => {
      await expect(house.keepings.keep({ personId }, days)).rejects.toThrow();
      expect(await house.rows()).toBe(0);
    });

    it("goes with the person or the grind, and is refused for who is gone", async () => {
      await house.keepings.keep({ personId }, 7);
      await house.keepings.keep({ grindId }, 30);
      await house.removeGrind(grindId);
      await house.removePerson(personId);
      expect(await house.rows()).toBe(0);
      await expect(house.keepings.keep({ personId }, 7)).rejects.toMatchObject({ code: "not-found" });
      await expect(house.keepings.keep({ grindId }, 7)).rejects.toMatchObject({ code: "not-found" });
    });
  });
}
