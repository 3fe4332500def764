import { randomBytes } from "node:crypto";
import { makeMasterKey } from "../../server/adapters/keys/master-key.ts";
import { pgKeys } from "../../server/adapters/pg/keys.ts";
import { pgTranscripts } from "../../server/adapters/pg/transcripts.ts";
import { found } from "../../server/kit/errors.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, addSession, ids } from "../kit/rows.ts";
import { transcriptsContract } from "./transcripts.ts";

const day = new Date("2026-03-01T09:00:00.000Z");

for (const backend of backends()) {
  transcriptsContract(`${backend} Postgres`, async () => {
    const { db, close } = await freshDatabase({ backend });
    const keys = pgKeys(db, makeMasterKey(randomBytes(32)));
    const { interview, consent, key, transcript } = db.prisma;
    return {
      transcripts: pgTranscripts(db, keys),
      addPerson: () => addPerson(db),
      async addInterview({ ownerId, status = "IN_PROGRESS", agreed }) {
        const id = ids.next();
        const grindId = agreed && await addGrind(db, { [ownerId]: "owner" });
        const sessionId = grindId === undefined ? null : await addSession(db, { grindId, madeById: ownerId, at: day });
        const over = status === "COMPLETED" || status === "ERROR";
        const times = { startedAt: status === "PENDING" ? null : day, endedAt: over ? day : null };
        // Somebody is in one interview at a time.
        await interview.updateMany({
          where: { ownerId, status: "IN_PROGRESS" },
          data: { status: "PENDING", startedAt: null },
        });
        await interview.create({ data: { id, ownerId, sessionId, mode: "ai", status, createdAt: day, ...times } });
        await key.create({ data: { interviewId: id, wrapped: keys.make(id), createdAt: day } });
        await consent.createMany({
          data: (agreed ?? []).map((personId) => ({
            ...{ id: ids.next(), interviewId: id, personId, givenAt: day },
            purpose: "record" as const,
          })),
        });
        return id;
      },
      withdraw: async (interviewId, personId) =>
        void await consent.updateMany({ where: { interviewId, personId }, data: { withdrawnAt: day } }),
      eraseKey: (id) => keys.erase(id),
      deleteInterview: async (id) => void await interview.delete({ where: { id } }),
      sessionOf: async (id) => (await interview.findUnique({ where: { id } }))?.sessionId ?? "",
      async look(id) {
        const { status, endedAs, endedAt } = found(await interview.findUnique({ where: { id } }), "interview");
        return { status, endedAs, endedAt };
      },
      stored: async (interviewId) => (await transcript.findUnique({ where: { interviewId } }))?.wordsSealed ?? null,
      close,
    };
  });
}
