import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pgTakes } from "../../../../server/adapters/pg/takes.ts";
import { type FreshDatabase, freshDatabase } from "../../../kit/database.ts";
import { addPerson, ids } from "../../../kit/rows.ts";

const day = new Date("2026-03-01T09:00:00.000Z");
const later = new Date("2026-03-05T09:00:00.000Z");
const file = readFileSync("docs/deploy/erase-again.sql", "utf8");
let house: FreshDatabase;
beforeAll(async () => void (house = await freshDatabase()));
afterAll(() => house.close());

/** A take with one track of its owner, as a dump holds it. */
async function restored() {
  const { db } = house;
  const ownerId = await addPerson(db);
  const [interviewId, trackId] = [ids.next(), ids.next()];
  const times = { createdAt: day, startedAt: day, endedAt: day };
  await db.prisma.interview.create({
    data: { id: interviewId, ownerId, mode: "peer", status: "COMPLETED", ...times },
  });
  await db.prisma.key.create({ data: { interviewId, wrapped: new Uint8Array(69), createdAt: day } });
  const takes = pgTakes(db);
  await takes.open({ interviewId, node: "a", openedAt: day });
  await takes.track({ id: trackId, interviewId, personId: ownerId, kind: "voice" });
  await takes.end(interviewId, day);
  return { takes, interviewId, trackId };
}

/** What psql does with the file and a copy of the list. */
async function eraseAgain(late: readonly { subjectId: string; kind: string }[]): Promise<void> {
  const rows = late.map(({ subjectId, kind }) =>
    `INSERT INTO late VALUES ('${subjectId}', '${kind}', '${later.toISOString()}', '{}');`
  );
  expect(file).toContain("\n\\copy late from pstdin\n");
  await house.db.pool.query(`BEGIN; ${file.replace("\\copy late from pstdin", rows.join("\n"))} COMMIT;`);
}

describe("a restored database", () => {
  it("has no key of what was erased since, and its files are removed by the next start", async () => {
    const [gone, kept] = [await restored(), await restored()];
    const list = [{ subjectId: gone.interviewId, kind: "take" }];
    await eraseAgain(list);
    await eraseAgain(list);
    const keyOf = (interviewId: string) => house.db.prisma.key.count({ where: { interviewId } });
    expect([await keyOf(gone.interviewId), await keyOf(kept.interviewId)]).toEqual([0, 1]);
    expect(await gone.takes.erasing()).toEqual([gone.interviewId]);
    expect((await kept.takes.find(kept.interviewId))?.take.state).toBe("finishing");
    expect(await house.db.prisma.erasure.count({ where: { subjectId: gone.interviewId } })).toBe(1);
  });

  it("has no track that was deleted since", async () => {
    const { takes, interviewId, trackId } = await restored();
    await eraseAgain([{ subjectId: trackId, kind: "track" }, { subjectId: ids.next(), kind: "take" }]);
    const whole = await takes.find(interviewId);
    expect(whole?.tracks).toMatchObject([{ id: trackId, deletedAt: later }]);
    expect(whole?.take).toMatchObject({ state: "finishing", rendering: 2 });
  });
});
