import { pgLiveRooms } from "../../server/adapters/pg/live-rooms.ts";
import { fakeClock } from "../kit/clock.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, addTask, ids } from "../kit/rows.ts";
import { liveRoomsContract, type LiveRoomsHouse } from "./live-rooms.ts";

for (const backend of backends()) {
  liveRoomsContract(`${backend} Postgres`, async (): Promise<LiveRoomsHouse> => {
    const { db, close } = await freshDatabase({ backend });
    return {
      rooms: pgLiveRooms(db, { clock: fakeClock(), ids }),
      ids,
      addPerson: () => addPerson(db),
      addGrind: (members) => addGrind(db, members),
      addTask: (title) => addTask(db, { title }),
      async addSession({ state = "live", startsAt, ...rest }) {
        const id = ids.next();
        const startedAt = state === "scheduled" ? null : startsAt;
        const endedAt = state === "ended" ? startsAt : null;
        const times = { startsAt, startedAt, endedAt, createdAt: startsAt, timeZone: "Europe/Berlin" };
        await db.prisma.session.create({ data: { id, mode: "peer", state, ...times, ...rest } });
        return id;
      },
      async sessionOf(id) {
        const { state, startedAt, endedAt } = await db.prisma.session.findUniqueOrThrow({ where: { id } });
        return { state, startedAt, endedAt };
      },
      async participant(sessionId, personId) {
        const where = { sessionId_personId: { sessionId, personId } };
        const row = await db.prisma.participant.findUnique({ where });
        return row && { joinedAt: row.joinedAt, leftAt: row.leftAt, removedAt: row.removedAt };
      },
      async interviewOf(id) {
        return await db.prisma.interview.findUnique({
          where: { id },
          select: {
            ownerId: true,
            grindId: true,
            sessionId: true,
            taskId: true,
            mode: true,
            status: true,
            endedAs: true,
            startedAt: true,
            endedAt: true,
          },
        });
      },
      hasKey: async (interviewId) => await db.prisma.key.count({ where: { interviewId } }) === 1,
      async consentsOf(interviewId) {
        const rows = await db.prisma.consent.findMany({
          where: { interviewId },
          orderBy: [{ personId: "asc" }, { purpose: "asc" }],
        });
        return rows.map(({ personId, purpose, givenAt, withdrawnAt }) => ({ personId, purpose, givenAt, withdrawnAt }));
      },
      close,
    };
  });
}
