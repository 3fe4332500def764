import { pgCalendars } from "../../server/adapters/pg/calendars.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, addSession } from "../kit/rows.ts";
import { calendarsContract, type CalendarsHouse } from "./calendars.ts";

for (const backend of backends()) {
  calendarsContract(`${backend} Postgres`, async (): Promise<CalendarsHouse> => {
    const { db, close } = await freshDatabase({ backend });
    return {
      store: pgCalendars(db),
      addPerson: () => addPerson(db),
      addGrind: (members) => addGrind(db, members),
      addSession: (grindId, madeById, at) => addSession(db, { grindId, madeById, at, state: "scheduled" }),
      leave: (grindId, personId) => db.prisma.membership.delete({ where: { grindId_personId: { grindId, personId } } }),
      block: (id, blockedAt) => db.prisma.person.update({ where: { id }, data: { blockedAt } }),
      close,
    };
  });
}
