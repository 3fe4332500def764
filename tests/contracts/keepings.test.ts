import { pgKeepings } from "../../server/adapters/pg/keepings.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, ids } from "../kit/rows.ts";
import { keepingsContract } from "./keepings.ts";

for (const backend of backends()) {
  keepingsContract(`${backend} Postgres`, async () => {
    const { db, close } = await freshDatabase({ backend });
    return {
      keepings: pgKeepings(db, { ids }),
      another: () => pgKeepings(db, { ids }),
      addPerson: () => addPerson(db),
      addGrind: (ownerId) => addGrind(db, { [ownerId]: "owner" }),
      removePerson: async (id) => void await db.prisma.person.delete({ where: { id } }),
      removeGrind: async (id) => void await db.prisma.grind.delete({ where: { id } }),
      rows: () => db.prisma.keeping.count(),
      close,
    };
  });
}
