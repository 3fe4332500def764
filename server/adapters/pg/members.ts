import type { Departure, Ending, MemberChange, Role, Standing } from "../../domain/grind.ts";
import { found } from "../../kit/errors.ts";
import type { Departed } from "../../ports/grinds.ts";
import type { Db, Tx } from "./db.ts";

// Whoever changes members locks first the person, then the grind, several grinds in the order of their ids. So two
// changes of one grind happen one after the other and nobody waits in a circle. NO KEY: rows that merely point to the
// locked one can still be written.

/** Holds back other changes of the grinds that somebody is in; throws "not-found" when the account is gone. */
export async function lockPerson(tx: Tx, personId: string): Promise<{ email: string }> {
  const [row] = await tx.$queryRaw<{ email: string }[]>`
    SELECT email FROM people WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
  return found(row, "account");
}

/** Holds back other changes of a grind's members, invites and number of tasks; throws "not-found" when it is gone. */
export async function lockGrind(tx: Tx, grindId: string): Promise<{ name: string }> {
  const [row] = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM grinds WHERE id = ${grindId}::uuid FOR NO KEY UPDATE`;
  return found(row, "grind");
}

type At = { grindId: string; byId: string; personId: string };

/** Decides about one member while the grind is locked. */
export async function changeMember(db: Db, at: At, decide: (now: Standing) => MemberChange): Promise<MemberChange> {
  const { grindId, personId } = at;
  return await db.tx(async (tx) => {
    await lockGrind(tx, grindId);
    const change = decide(await standing(tx, at));
    if (change === "out") await tx.membership.delete({ where: { grindId_personId: { grindId, personId } } });
    else if (change !== null) {
      await tx.membership.update({ where: { grindId_personId: { grindId, personId } }, data: { role: change.role } });
    }
    return change;
  });
}

async function standing(tx: Tx, { grindId, byId, personId }: At): Promise<Standing> {
  const [row] = await tx.$queryRaw<Omit<Standing, "self">[]>`
    SELECT max(role::text) FILTER (WHERE person_id = ${byId}::uuid) AS by,
      max(role::text) FILTER (WHERE person_id = ${personId}::uuid) AS of,
      count(*) FILTER (WHERE role = 'owner')::int AS owners, count(*)::int AS members
    FROM memberships WHERE grind_id = ${grindId}::uuid`;
  return { ...found(row, "grind"), self: byId === personId };
}

type Place = Ending & { grindId: string; grindName: string; heirId: string | null };

/** Takes a person out of all grinds while the person and these grinds are locked. */
export async function departAll(
  db: Db,
  personId: string,
  decide: (grinds: readonly Ending[]) => Departure[],
): Promise<Departed[]> {
  return await db.tx(async (tx) => {
    await lockPerson(tx, personId);
    const places = await lockedPlaces(tx, personId);
    const departures = decide(places);
    const gone: Departed[] = [];
    for (const [index, { grindId, grindName, heirId }] of places.entries()) {
      const departure = found(departures[index], "departure");
      const heir = departure === "hand over" ? heirId : null;
      await depart(tx, { grindId, personId, departure, heirId: heir });
      gone.push({ grindId, grindName, departure, heirId: heir });
    }
    return gone;
  });
}

type Leaving = { grindId: string; personId: string; departure: Departure; heirId: string | null };

async function depart(tx: Tx, { grindId, personId, departure, heirId }: Leaving): Promise<void> {
  if (departure === "delete") return void await tx.grind.delete({ where: { id: grindId } });
  if (departure === "hand over") {
    const personId = found(heirId, "heir");
    await tx.membership.update({ where: { grindId_personId: { grindId, personId } }, data: { role: "owner" } });
  }
  await tx.membership.delete({ where: { grindId_personId: { grindId, personId } } });
}

async function lockedPlaces(tx: Tx, personId: string): Promise<Place[]> {
  await tx.$queryRaw`
    SELECT 1 FROM grinds WHERE id IN (SELECT grind_id FROM memberships WHERE person_id = ${personId}::uuid)
    ORDER BY id FOR NO KEY UPDATE`;
  return await tx.$queryRaw<(Place & { role: Role })[]>`
    SELECT g.id AS "grindId", g.name AS "grindName", m.role,
      (SELECT count(*)::int FROM memberships c WHERE c.grind_id = g.id AND c.role = 'owner') AS owners,
      (SELECT count(*)::int FROM memberships c WHERE c.grind_id = g.id) AS members,
      (SELECT c.person_id FROM memberships c JOIN people p ON p.id = c.person_id
        WHERE c.grind_id = g.id AND c.person_id <> m.person_id
        ORDER BY p.blocked_at IS NOT NULL, c.role = 'member', c.joined_at, c.person_id LIMIT 1) AS "heirId"
    FROM memberships m JOIN grinds g ON g.id = m.grind_id WHERE m.person_id = ${personId}::uuid ORDER BY g.id`;
}
