import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newToken } from "../../server/kit/tokens.ts";
import type { CalendarStore } from "../../server/ports/calendars.ts";

/** What a suite needs around the calendars that it tests. */
export type CalendarsHouse = {
  store: CalendarStore;
  addPerson(): Promise<string>;
  addGrind(members: Readonly<Record<string, "owner" | "member">>): Promise<string>;
  addSession(grindId: string, madeById: string, at: Date): Promise<string>;
  leave(grindId: string, personId: string): Promise<unknown>;
  block(personId: string, at: Date | null): Promise<unknown>;
  close(): Promise<void>;
};

const now = new Date("2026-03-01T10:00:00.000Z");
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);

/** What every CalendarStore owes its callers. */
export function calendarsContract(name: string, open: () => Promise<CalendarsHouse>): void {
  describe(`${name} as CalendarStore`, () => {
    let house: CalendarsHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const place = async () => {
      const personId = await house.addPerson();
      return { personId, grindId: await house.addGrind({ [personId]: "owner" }) };
    };
    const make = async (at: { personId: string; grindId: string }) => {
      const { hash } = newToken();
      await house.store.make({ ...at, tokenHash: hash, at: now });
      return hash;
    };

    it("reads the grind's sessions that start later, in their order", async () => {
      const at = await place();
      const hash = await make(at);
      const later = await house.addSession(at.grindId, at.personId, inDays(3));
      const sooner = await house.addSession(at.grindId, at.personId, inDays(1));
      await house.addSession(at.grindId, at.personId, inDays(-1));
      const elsewhere = await place();
      await house.addSession(elsewhere.grindId, elsewhere.personId, inDays(1));
      const calendar = await house.store.read(hash, now);
      expect(calendar?.grind).toEqual({ id: at.grindId, name: "Late owls" });
      expect(calendar?.sessions.map((it) => it.id)).toEqual([sooner, later]);
      expect(calendar?.sessions[0]).toMatchObject({ startsAt: inDays(1), endedAt: null, minutes: 60, version: 1 });
    });

    it("knows one address of each person in each grind", async () => {
      const at = await place();
      expect(await house.store.madeAt(at)).toBeNull();
      const [first, second] = [await make(at), await make(at)];
      expect(await house.store.madeAt(at)).toEqual(now);
      expect(await house.store.read(first, now)).toBeNull();
      expect(await house.store.read(second, now)).not.toBeNull();
      await house.store.end(at);
      await house.store.end(at);
      expect(await house.store.read(second, now)).toBeNull();
    });

    it("makes none for who is not in the grind, and ends with the membership", async () => {
      const at = await place();
      const stranger = { grindId: at.grindId, personId: await house.addPerson() };
      await expect(make(stranger)).rejects.toMatchObject({ code: "not-found" });
      const hash = await make(at);
      await house.leave(at.grindId, at.personId);
      expect(await house.store.read(hash, now)).toBeNull();
      expect(await house.store.madeAt(at)).toBeNull();
    });

    it("reads nothing while its owner is blocked, nor for a token that was guessed", async () => {
      const at = await place();
      const hash = await make(at);
      await house.block(at.personId, now);
      expect(await house.store.read(hash, now)).toBeNull();
      await house.block(at.personId, null);
      expect(await house.store.read(hash, now)).not.toBeNull();
      expect(await house.store.read(newToken().hash, now)).toBeNull();
    });
  });
}
