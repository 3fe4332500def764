import { expect, it } from "vitest";
import { makeKeeping } from "../../../server/retention/keeping.ts";
import type { AuditEntry } from "../../../server/ports/audit.ts";
import type { Keeper } from "../../../server/ports/keepings.ts";

function open(keepOriginalsDays = 90) {
  const kept = new Map<string, number>();
  const noted: AuditEntry[] = [];
  const key = ({ personId, grindId }: Keeper): string => personId ?? grindId ?? "";
  const keeping = makeKeeping({
    keepOriginalsDays,
    store: {
      days: (of) => Promise.resolve(kept.get(key(of)) ?? null),
      keep: (of, days) => Promise.resolve(void (days === null ? kept.delete(key(of)) : kept.set(key(of), days))),
    },
    audit: {
      note: (entry) => Promise.resolve(void noted.push(entry)),
      list: () => Promise.resolve({ rows: [], next: null }),
    },
  });
  return { keeping, kept, noted };
}

it("writes down who changed what, and to how many days", async () => {
  const { keeping, noted } = open();
  expect(await keeping.change({ personId: "p" }, { personId: "p" }, 7)).toEqual({ days: 7, mostDays: 90 });
  expect(await keeping.change({ personId: "p" }, { grindId: "g" }, null)).toEqual({ days: null, mostDays: 90 });
  expect(noted).toEqual([
    { actorId: "p", action: "person.keeping-changed", subjectId: "p", details: { days: 7 } },
    { actorId: "p", action: "grind.keeping-changed", subjectId: "g", details: { days: "unset" } },
  ]);
});

it("keeps an interview for the shortest of what its owner, its grind and the instance want", async () => {
  const { keeping } = open(90);
  const [mine, alone] = [{ ownerId: "p", grindId: "g" }, { ownerId: "p", grindId: null }];
  expect(await keeping.daysOf(mine)).toBe(90);
  await keeping.change({ personId: "q" }, { grindId: "g" }, 30);
  expect([await keeping.daysOf(mine), await keeping.daysOf(alone)]).toEqual([30, 90]);
  await keeping.change({ personId: "p" }, { personId: "p" }, 7);
  expect([await keeping.daysOf(mine), await keeping.daysOf(alone)]).toEqual([7, 7]);
});

it("refuses more than the instance keeps, and leaves everything as it was", async () => {
  const { keeping, noted } = open(30);
  await keeping.change({ personId: "p" }, { personId: "p" }, 30);
  const more = keeping.change({ personId: "p" }, { personId: "p" }, 31);
  await expect(more).rejects.toMatchObject({ code: "bad-request", field: "days" });
  expect([await keeping.look({ personId: "p" }), noted.length]).toEqual([{ days: 30, mostDays: 30 }, 1]);
});
