import { pgLiveRooms } from "../../server/adapters/pg/live-rooms.ts";
import { pgSessions } from "../../server/adapters/pg/sessions.ts";
import { fakeClock } from "../kit/clock.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, addTask, ids } from "../kit/rows.ts";
import { sessionPlansContract, type SessionPlansHouse } from "./session-plans.ts";

for (const backend of backends()) {
  sessionPlansContract(`${backend} Postgres`, async (): Promise<SessionPlansHouse> => {
    const { db, close } = await freshDatabase({ backend, max: 10 });
    return {
      store: pgSessions(db),
      rooms: pgLiveRooms(db, { clock: fakeClock(), ids }),
      ids,
      addPerson: (name) => addPerson(db, name),
      addGrind: (members) => addGrind(db, members),
      addTask: (task) => addTask(db, task),
      leave: (grindId, personId) => db.prisma.membership.delete({ where: { grindId_personId: { grindId, personId } } }),
      archive: (id) => db.prisma.task.update({ where: { id }, data: { archivedAt: new Date() } }),
      seriesOf: async (sessionId) =>
        (await db.prisma.session.findUniqueOrThrow({ where: { id: sessionId } })).seriesId ?? "",
      close,
    };
  });
}
