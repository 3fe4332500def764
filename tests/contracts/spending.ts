import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SpendingStore } from "../../server/ports/spending.ts";

export type SpendingHouse = {
  readonly spending: SpendingStore;
  /** The same on another node. */
  another(): SpendingStore;
  addPerson(name: string): Promise<string>;
  addGrind(name: string, ownerId: string): Promise<string>;
  removePerson(id: string): Promise<void>;
  close(): Promise<void>;
};

/** What every SpendingStore owes its callers. */
export function spendingContract(name: string, open: () => Promise<SpendingHouse>): void {
  describe(`${name} as SpendingStore`, () => {
    let house: SpendingHouse;
    let nova: string;
    let kai: string;
    let grind: string;
    beforeEach(async () => {
      house = await open();
      [nova, kai] = [await house.addPerson("Nova"), await house.addPerson("Kai")];
      grind = await house.addGrind("Late owls", nova);
    });
    afterEach(() => house.close());

    const day = "2026-01-05";
    const use = (
      personId: string,
      seconds: number,
      more: { grindId?: string | null; day?: string; provider?: string } = {},
    ) => house.spending.add({ personId, seconds, grindId: grind, day, provider: "Gemini", ...more });

    it("adds up for a person, a grind and everybody, itself included", async () => {
      expect(await use(nova, 10)).toEqual({ person: 10, grind: 10, instance: 10 });
      expect(await use(kai, 5)).toEqual({ person: 5, grind: 15, instance: 15 });
      expect(await use(nova, 2, { grindId: null })).toEqual({ person: 12, grind: 0, instance: 17 });
      expect(await use(kai, 1, { grindId: null })).toEqual({ person: 6, grind: 0, instance: 18 });
    });

    it("begins anew each day, and counts each provider alone", async () => {
      await use(nova, 10);
      expect(await use(nova, 0, { day: "2026-01-06" })).toEqual({ person: 0, grind: 0, instance: 0 });
      expect(await use(nova, 3, { provider: "Other" })).toEqual({ person: 3, grind: 3, instance: 3 });
    });

    it("leaves no trace when it is only asked", async () => {
      await use(nova, 0);
      expect(await house.spending.list({ sinceDay: day, most: 10 })).toEqual([]);
    });

    it("loses nothing when two nodes add at once", async () => {
      const other = house.another();
      const adds = Array.from(
        { length: 20 },
        (_, at) =>
          (at % 2 ? other : house.spending).add({
            personId: nova,
            grindId: grind,
            day,
            provider: "Gemini",
            seconds: 3,
          }),
      );
      await Promise.all(adds);
      expect(await use(nova, 0)).toEqual({ person: 60, grind: 60, instance: 60 });
    });

    it("lists who used what, newest day and most first, also when they are gone", async () => {
      await use(nova, 10);
      await use(kai, 20, { grindId: null });
      await use(nova, 1, { day: "2026-01-06" });
      await use(nova, 9, { day: "2025-12-31" });
      await house.removePerson(kai);
      const own = { provider: "Gemini", personId: nova, personName: "Nova", grindId: grind, grindName: "Late owls" };
      expect(await house.spending.list({ sinceDay: "2026-01-01", most: 10 })).toEqual([
        { ...own, day: "2026-01-06", seconds: 1 },
        { day, provider: "Gemini", personId: kai, personName: null, grindId: null, grindName: null, seconds: 20 },
        { ...own, day, seconds: 10 },
      ]);
      expect(await house.spending.list({ sinceDay: "2026-01-01", most: 1 })).toHaveLength(1);
      expect(await house.spending.totals("2026-01-01")).toEqual([
        { day: "2026-01-06", provider: "Gemini", seconds: 1 },
        { day, provider: "Gemini", seconds: 30 },
      ]);
    });
  });
}
