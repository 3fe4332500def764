import { randomBytes } from "node:crypto";
import { makeMasterKey } from "../../server/adapters/keys/master-key.ts";
import { pgKeys } from "../../server/adapters/pg/keys.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addPerson, ids } from "../kit/rows.ts";
import { keysContract, type KeysHouse } from "./keys.ts";

for (const backend of backends()) {
  keysContract(`${backend} Postgres`, async (): Promise<KeysHouse> => {
    const { db, close } = await freshDatabase({ backend });
    const ownerId = await addPerson(db);
    return {
      keys: pgKeys(db, makeMasterKey(randomBytes(32))),
      underAnotherMaster: pgKeys(db, makeMasterKey(randomBytes(32))),
      async addInterview() {
        const id = ids.next();
        await db.prisma.interview.create({ data: { id, ownerId, mode: "ai", createdAt: new Date() } });
        return id;
      },
      async store(interviewId, bytes) {
        const wrapped = Uint8Array.from(bytes);
        await db.prisma.key.upsert({
          where: { interviewId },
          create: { interviewId, wrapped, createdAt: new Date() },
          update: { wrapped },
        });
      },
      stored: async (interviewId) => (await db.prisma.key.findUniqueOrThrow({ where: { interviewId } })).wrapped,
      close,
    };
  });
}
