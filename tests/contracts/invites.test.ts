import { pgInvites } from "../../server/adapters/pg/invites.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, ids } from "../kit/rows.ts";
import { invitesContract, type InvitesHouse } from "./invites.ts";

for (const backend of backends()) {
  invitesContract(`${backend} Postgres`, async (): Promise<InvitesHouse> => {
    const { db, close } = await freshDatabase({ backend });
    return {
      store: pgInvites(db),
      ids,
      addPerson: (name) => addPerson(db, name),
      emailOf: async (id) => (await db.prisma.person.findUniqueOrThrow({ where: { id } })).email,
      addGrind: (members) => addGrind(db, members),
      deleteGrind: (id) => db.prisma.grind.delete({ where: { id } }),
      close,
    };
  });
}
