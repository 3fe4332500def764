import type { Db } from "../../server/adapters/pg/db.ts";
import { pgDevices } from "../../server/adapters/pg/devices.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addPerson, ids } from "../kit/rows.ts";
import { devicesContract } from "./devices.ts";

for (const backend of backends()) {
  devicesContract(`${backend} Postgres`, async () => {
    const database = await freshDatabase({ backend });
    const { db } = database;
    let sent = 0;
    const counted: Db = { ...db, query: (...given) => (sent++, db.query(...given)) };
    return {
      devices: pgDevices(counted),
      nextId: () => ids.next(),
      addPerson: (name) => addPerson(db, name),
      block: async (id) => void await db.prisma.person.update({ where: { id }, data: { blockedAt: new Date() } }),
      statements: () => {
        const since = sent;
        sent = 0;
        return since;
      },
      close: () => database.close(),
    };
  });
}
