import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCursor } from "../../server/kit/cursor.ts";
import type { Notifications } from "../../server/ports/notifications.ts";
import type { FakeClock } from "../kit/clock.ts";

/** What a suite needs around the notifications that it tests. */
export type NotificationsHouse = {
  notifications: Notifications;
  clock: FakeClock;
  ids: { next(): string };
  addPerson(): Promise<string>;
  removePerson(personId: string): Promise<unknown>;
  close(): Promise<void>;
};

const page = { cursor: null, limit: 100 };

/** What every adapter of Notifications owes its callers. */
export function notificationsContract(name: string, open: () => Promise<NotificationsHouse>): void {
  describe(`${name} as Notifications`, () => {
    let house: NotificationsHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    it("tells one person what happened, with all that is known of it", async () => {
      const [nova, omar] = [await house.addPerson(), await house.addPerson()];
      const data = { grindId: house.ids.next(), grindName: "Zoë's „owls“ 🦉", personName: "O'Mara", role: "owner" };
      await house.notifications.tell(nova, "role-changed", data);
      const { rows, next } = await house.notifications.list(nova, page);
      const createdAt = new Date(house.clock.now());
      expect(rows).toEqual([{ id: expect.any(String), kind: "role-changed", data, createdAt, readAt: null }]);
      expect(next).toBeNull();
      expect((await house.notifications.list(omar, page)).rows).toEqual([]);
    });

    it("tells many at once, leaves out an account that is gone, and is content with nobody", async () => {
      const people = await Promise.all(Array.from({ length: 200 }, () => house.addPerson()));
      const [gone = "", ...left] = people;
      await house.removePerson(gone);
      await house.notifications.tell(people, "removed", { grindName: "Late owls" });
      await house.notifications.tell([], "removed", { grindName: "Late owls" });
      expect(await Promise.all(left.map((it) => house.notifications.unread(it)))).toEqual(left.map(() => 1));
      expect(await house.notifications.unread(gone)).toBe(0);
    });

    it("replaces what was not read yet of the same kind, grind and doer, and nothing else", async () => {
      const [nova, omar] = [await house.addPerson(), await house.addPerson()];
      const [grindId, other] = [house.ids.next(), house.ids.next()];
      const tell = (role: string, change = {}) =>
        house.notifications.tell(nova, "role-changed", { grindId, personName: "Eve", role, ...change });
      await house.notifications.tell([nova, omar], "role-changed", { grindId, personName: "Eve", role: "member" });
      await house.notifications.tell(nova, "joined", { grindId, personName: "Eve" });
      await tell("moderator", { personName: "Kim" });
      await tell("moderator", { grindId: other });
      for (const role of ["moderator", "member", "owner"]) await tell(role);
      const rolesOf = async () => (await house.notifications.list(nova, page)).rows.map((it) => it.data.role);
      expect(await rolesOf()).toEqual(["owner", "moderator", "moderator", undefined]);
      expect(await house.notifications.unread(omar)).toBe(1);
      await house.notifications.markRead(nova);
      await tell("member");
      expect(await rolesOf()).toEqual(["member", "owner", "moderator", "moderator", undefined]);
    });

    it("pages newest first through what came in the same moment", async () => {
      const nova = await house.addPerson();
      for (let count = 0; count < 7; count++) {
        if (count % 3 === 0) house.clock.pass(1_000);
        await house.notifications.tell(nova, "joined", { personName: String(count) });
      }
      const seen: unknown[] = [];
      for (let cursor: string | null = null, more = true; more;) {
        const { rows, next } = await house.notifications.list(nova, { cursor, limit: 2 });
        seen.push(...rows.map((it) => it.data.personName));
        cursor = next;
        more = next !== null;
      }
      expect(seen).toEqual(["6", "5", "4", "3", "2", "1", "0"]);
    });

    it("marks one's own as read, once", async () => {
      const [nova, omar] = [await house.addPerson(), await house.addPerson()];
      await house.notifications.tell([nova, omar], "joined", {});
      const readAt = new Date(house.clock.now());
      await house.notifications.markRead(nova);
      house.clock.pass(1_000);
      await house.notifications.tell(nova, "joined", {});
      expect(await house.notifications.unread(nova)).toBe(1);
      await house.notifications.markRead(nova);
      expect((await house.notifications.list(nova, page)).rows.at(-1)).toMatchObject({ readAt });
      expect(await house.notifications.unread(nova)).toBe(0);
      expect(await house.notifications.unread(omar)).toBe(1);
    });

    it.each([
      ["is no cursor", "%%%"],
      ["holds no date", writeCursor(["now", "00000000-0000-7000-8000-000000000000"])],
      ["holds no id", writeCursor(["2026-01-05T18:00:00.000Z", "1"])],
    ])("refuses a forged cursor that %s", async (_, cursor) => {
      const nova = await house.addPerson();
      const asked = house.notifications.list(nova, { cursor, limit: 2 });
      await expect(asked).rejects.toMatchObject({ code: "bad-request", field: "cursor" });
    });
  });
}
