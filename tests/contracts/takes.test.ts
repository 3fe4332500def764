import { pgFallbacks } from "../../server/adapters/pg/fallbacks.ts";
import { pgKeepings } from "../../server/adapters/pg/keepings.ts";
import { pgTakes } from "../../server/adapters/pg/takes.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, addSession, ids } from "../kit/rows.ts";
import { fallbacksContract } from "./fallbacks.ts";
import { takesContract, type TakesHouse } from "./takes.ts";

const day = new Date("2026-03-01T09:00:00.000Z");

for (const backend of backends()) {
  const open = async (): Promise<TakesHouse> => {
    const { db, close } = await freshDatabase({ backend });
    return {
      takes: pgTakes(db),
      fallbacks: pgFallbacks(db),
      ids,
      addPerson: () => addPerson(db),
      addGrind: (ownerId) => addGrind(db, { [ownerId]: "owner" }),
      keep: pgKeepings(db, { ids }).keep,
      async addInterview({ ownerId, status = "IN_PROGRESS", room, agreed = [], grindId }) {
        const id = ids.next();
        const sessionId = room === undefined
          ? null
          : await addSession(db, { grindId: await addGrind(db, { [ownerId]: "owner" }), madeById: ownerId, at: day });
        if (sessionId !== null && room === "kept") {
          await db.prisma.liveRoom.create({ data: { sessionId, roomSealed: new Uint8Array(1), updatedAt: day } });
        }
        await db.prisma.interview.updateMany({
          where: { ownerId, status: "IN_PROGRESS" },
          data: { status: "COMPLETED", endedAt: day },
        });
        const endedAt = status === "COMPLETED" ? day : null;
        const times = { createdAt: day, startedAt: day, endedAt };
        await db.prisma.interview.create({
          data: { id, ownerId, sessionId, grindId: grindId ?? null, mode: "peer", status, ...times },
        });
        await db.prisma.key.create({ data: { interviewId: id, wrapped: new Uint8Array(69), createdAt: day } });
        await db.prisma.consent.createMany({
          data: agreed.map((personId) => ({
            id: ids.next(),
            interviewId: id,
            personId,
            purpose: "record" as const,
            givenAt: day,
          })),
        });
        return id;
      },
      deleteInterview: async (id) => void await db.prisma.interview.delete({ where: { id } }),
      hasKey: async (interviewId) => await db.prisma.key.count({ where: { interviewId } }) === 1,
      async erasure(subjectId) {
        const row = await db.prisma.erasure.findUnique({ where: { subjectId } });
        return row && { kind: row.kind, proof: row.proof };
      },
      close,
    };
  };
  takesContract(`${backend} Postgres`, open);
  fallbacksContract(`${backend} Postgres`, open);
}
