import { pgSpending } from "../../server/adapters/pg/spending.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson } from "../kit/rows.ts";
import { spendingContract } from "./spending.ts";

for (const backend of backends()) {
  spendingContract(`${backend} Postgres`, async () => {
    const database = await freshDatabase({ backend });
    const { db } = database;
    return {
      spending: pgSpending(db),
      another: () => pgSpending(db),
      addPerson: (name) => addPerson(db, name),
      addGrind: (name, ownerId) => addGrind(db, { [ownerId]: "owner" }, name),
      removePerson: async (id) => void await db.prisma.person.delete({ where: { id } }),
      close: () => database.close(),
    };
  });
}
