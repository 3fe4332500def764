import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Identities } from "../../server/ports/identities.ts";

export type IdentitiesHouse = {
  readonly identities: Identities;
  addPerson(name: string): Promise<string>;
  close(): Promise<void>;
};

const createdAt = new Date("2026-01-05T12:00:00.000Z");

/** What every Identities adapter owes its callers. */
export function identitiesContract(name: string, open: () => Promise<IdentitiesHouse>): void {
  describe(`${name} as Identities`, () => {
    let house: IdentitiesHouse;
    beforeEach(async () => void (house = await open()));
    afterEach(() => house.close());

    it("finds the person behind an identity and nobody behind one like it", async () => {
      const personId = await house.addPerson("Nova");
      await house.identities.link({ issuer: "https://id.example", subject: "1", personId, createdAt });
      expect(await house.identities.personOf({ issuer: "https://id.example", subject: "1" })).toBe(personId);
      expect(await house.identities.personOf({ issuer: "https://id.example", subject: "2" })).toBeNull();
      expect(await house.identities.personOf({ issuer: "https://other.example", subject: "1" })).toBeNull();
    });

    it("leaves an identity with whom it was linked first, even of two at once", async () => {
      const [nova, kim] = [await house.addPerson("Nova"), await house.addPerson("Kim")];
      const identity = { issuer: "https://id.example", subject: "1", createdAt };
      await house.identities.link({ ...identity, personId: nova });
      await Promise.all([
        house.identities.link({ ...identity, personId: kim }),
        house.identities.link({ ...identity, personId: nova }),
      ]);
      expect(await house.identities.personOf(identity)).toBe(nova);
    });
  });
}
