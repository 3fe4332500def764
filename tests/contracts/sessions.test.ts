import type { Db } from "../../server/adapters/pg/db.ts";
import { pgSessions } from "../../server/adapters/pg/sessions.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, addTask, ids } from "../kit/rows.ts";
import { sessionsContract, type SessionsHouse } from "./sessions.ts";

for (const backend of backends()) {
  sessionsContract(`${backend} Postgres`, async (): Promise<SessionsHouse> => {
    const { db, close } = await freshDatabase({ backend });
    let sent = 0;
    const counted: Db = { ...db, query: (...given) => (sent++, db.query(...given)) };
    return {
      sessions: pgSessions(counted),
      addPerson: () => addPerson(db),
      addGrind: (members, name) => addGrind(db, members, name),
      addTask: (title) => addTask(db, { title }),
      async addSession({ state, startsAt, ...rest }) {
        const id = ids.next();
        const startedAt = state === "scheduled" ? null : startsAt;
        const endedAt = state === "ended" ? startsAt : null;
        const times = { startsAt, startedAt, endedAt, createdAt: startsAt, timeZone: "Europe/Berlin" };
        await db.prisma.session.create({ data: { id, mode: "open", state, ...times, ...rest } });
        return id;
      },
      addParticipant: (sessionId, personId, leftAt) =>
        db.prisma.participant.create({ data: { sessionId, personId, joinedAt: new Date(0), leftAt } }),
      async addInterview(ownerId, status, createdAt) {
        const id = ids.next();
        const over = status === "PENDING" ? {} : { startedAt: createdAt, endedAt: createdAt };
        await db.prisma.interview.create({ data: { id, ownerId, mode: "ai", status, createdAt, ...over } });
        return id;
      },
      async notify(personId, readAt) {
        const data = { id: ids.next(), personId, kind: "joined", data: {}, createdAt: new Date(), readAt };
        await db.prisma.notification.create({ data });
      },
      nextId: () => ids.next(),
      statements: () => {
        const since = sent;
        sent = 0;
        return since;
      },
      close,
    };
  });
}
