import { pgIdentities } from "../../server/adapters/pg/identities.ts";
import { pgPeople } from "../../server/adapters/pg/people.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, ids } from "../kit/rows.ts";
import { peopleContract } from "./people.ts";

const someDay = new Date("2026-01-05T12:00:00.000Z");

for (const backend of backends()) {
  peopleContract(`${backend} Postgres`, async () => {
    const database = await freshDatabase({ backend });
    const { db } = database;
    return {
      people: pgPeople(db),
      nextId: () => ids.next(),
      async furnish(personId) {
        const [id, token] = [ids.next(), crypto.getRandomValues(new Uint8Array(32))];
        const times = { createdAt: someDay, lastSeenAt: someDay, expiresAt: someDay };
        await db.prisma.device.create({ data: { id, personId, tokenHash: token, label: "Firefox", ...times } });
        const link = { personId, tokenHash: token, kind: "reset_password" as const, email: "nova@example.com" };
        await db.prisma.proof.create({ data: { ...link, createdAt: someDay, expiresAt: someDay } });
        await addGrind(db, { [personId]: "member" });
        await db.prisma.interview.create({
          data: { id: ids.next(), ownerId: personId, mode: "ai", createdAt: someDay },
        });
        return id;
      },
      async traces(personId) {
        const tables = await db.prisma.$queryRaw<{ name: string; column: string }[]>`
          SELECT table_name AS name, column_name AS column FROM information_schema.columns
          WHERE table_schema = 'public' AND data_type = 'uuid' AND column_name ~ '(person|owner|made_by|actor|subject)_id$'`;
        const counts = await Promise.all(
          [...tables, { name: "people", column: "id" }].map(({ name, column }) =>
            db.prisma.$queryRawUnsafe<{ n: bigint }[]>(
              `SELECT count(*) AS n FROM "${name}" WHERE "${column}" = $1::uuid`,
              personId,
            )
          ),
        );
        return counts.reduce((sum, [row]) => sum + Number(row?.n ?? 0), 0);
      },
      personOf: (identity) => pgIdentities(db).personOf(identity),
      close: () => database.close(),
    };
  });
}
