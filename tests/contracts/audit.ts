import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Audit } from "../../server/ports/audit.ts";
import type { FakeClock } from "../kit/clock.ts";

export type AuditHouse = { readonly audit: Audit; readonly clock: FakeClock; nextId(): string; close(): Promise<void> };

/** What every Audit adapter owes its callers. */
export function auditContract(name: string, open: () => Promise<AuditHouse>): void {
  describe(`${name} as Audit`, () => {
    let house: AuditHouse;
    beforeEach(async () => void (house = await open()));
    afterEach(() => house.close());

    it("keeps who did what to what and when, also for what is gone", async () => {
      const entry = { actorId: house.nextId(), action: "grind.deleted", subjectId: house.nextId() };
      await house.audit.note({ ...entry, details: { members: 3, forced: true } });
      await house.audit.note({ ...entry, actorId: null });
      const { rows } = await house.audit.list({ cursor: null, limit: 5 });
      const at = new Date(house.clock.now());
      expect(rows).toMatchObject([
        { ...entry, actorId: null, at, details: {} },
        { ...entry, at, details: { members: 3, forced: true } },
      ]);
    });

    it("lists each entry once, newest first", async () => {
      for (const i of [1, 2, 3, 4, 5]) {
        await house.audit.note({ actorId: null, action: `test.${i}`, subjectId: null });
        house.clock.pass(i % 2);
      }
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await house.audit.list({ cursor, limit: 2 });
        seen.push(...page.rows.map((it) => it.action));
        cursor = page.next;
      } while (cursor !== null);
      expect(seen).toEqual(["test.5", "test.4", "test.3", "test.2", "test.1"]);
    });

    it("refuses a page that it did not write", async () => {
      for (const cursor of ["x", btoa('["1"]'), btoa("[]")]) {
        await expect(house.audit.list({ cursor, limit: 1 })).rejects.toMatchObject({ code: "bad-request" });
      }
    });
  });
}
