import { pgInterviewTokens } from "../../server/adapters/pg/interview-tokens.ts";
import { newToken } from "../../server/kit/tokens.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addPerson, ids } from "../kit/rows.ts";
import { interviewTokensContract } from "./interview-tokens.ts";

const day = new Date("2026-03-01T09:00:00.000Z");

for (const backend of backends()) {
  interviewTokensContract(`${backend} Postgres`, async () => {
    const { db, close } = await freshDatabase({ backend });
    const { device, interview, person } = db.prisma;
    return {
      tokens: pgInterviewTokens(db),
      addPerson: (name) => addPerson(db, name),
      async addDevice(personId, expiresAt) {
        const id = ids.next();
        const times = { createdAt: day, lastSeenAt: day, expiresAt };
        await device.create({ data: { id, personId, tokenHash: newToken().hash, label: "Firefox", ...times } });
        return id;
      },
      async addInterview(ownerId) {
        const id = ids.next();
        await interview.create({ data: { id, ownerId, mode: "ai", createdAt: day } });
        return id;
      },
      signOut: async (id) => void await device.delete({ where: { id } }),
      block: async (id) => void await person.update({ where: { id }, data: { blockedAt: day } }),
      deleteInterview: async (id) => void await interview.delete({ where: { id } }),
      close,
    };
  });
}
