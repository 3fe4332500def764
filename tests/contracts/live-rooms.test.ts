import { pgLiveRooms } from "../../server/adapters/pg/live-rooms.ts";
import { openDb } from "../../server/adapters/pg/db.ts";
import { silentLog } from "../../server/kit/log.ts";
import { fakeClock } from "../kit/clock.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, addTask, ids } from "../kit/rows.ts";
import { liveRoomsContract, type LiveRoomsHouse } from "./live-rooms.ts";

for (const backend of backends()) {
  liveRoomsContract(`${backend} Postgres`, async (): Promise<LiveRoomsHouse> => {
    const { db, url, close } = await freshDatabase({ backend });
    return {
      rooms: pgLiveRooms(db, { clock: fakeClock(), ids }),
      async another() {
        const name = "another process";
        const other = openDb({
          url: `${url}${url.includes("?") ? "&" : "?"}application_name=${encodeURIComponent(name)}`,
          max: 2,
          log: silentLog,
        });
        // Its connections go with what they hold, without a word.
        const cut = async (): Promise<void> => {
          const sql =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()";
          await db.query("end-another", sql, [name]);
        };
        const end = () => cut().then(() => other.close());
        return { rooms: pgLiveRooms(other, { clock: fakeClock(), ids }), cut, close: end };
      },
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
      async addAlone(ownerId) {
        const [sessionId, interviewId] = [ids.next(), ids.next()];
        const at = { mode: "ai" as const, createdAt: new Date(0) };
        const times = { state: "live" as const, startsAt: new Date(0), startedAt: new Date(0), timeZone: "UTC" };
        await db.prisma.session.create({ data: { id: sessionId, aloneId: ownerId, ...at, ...times } });
        await db.prisma.interview.create({ data: { id: interviewId, ownerId, sessionId, ...at } });
        return { sessionId, interviewId };
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
