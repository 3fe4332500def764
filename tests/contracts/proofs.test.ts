import { found } from "../../server/kit/errors.ts";
import { newToken } from "../../server/kit/tokens.ts";
import { pgProofs } from "../../server/adapters/pg/proofs.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { ids } from "../kit/rows.ts";
import { proofsContract } from "./proofs.ts";

const someDay = new Date("2026-01-05T12:00:00.000Z");

for (const backend of backends()) {
  proofsContract(`${backend} Postgres`, async () => {
    const database = await freshDatabase({ backend });
    const { db } = database;
    const { person, device } = db.prisma;
    return {
      proofs: pgProofs(db),
      addPerson: async (email) =>
        (await person.create({ data: { id: ids.next(), email, name: "Nova", createdAt: someDay } })).id,
      async addDevice(personId) {
        const times = { createdAt: someDay, lastSeenAt: someDay, expiresAt: someDay };
        const { id } = await device.create({
          data: { id: ids.next(), personId, tokenHash: newToken().hash, label: "Firefox", ...times },
        });
        return id;
      },
      moveTo: async (id, email) => void await person.update({ where: { id }, data: { email } }),
      async look(id) {
        const { passwordHash, emailVerifiedAt } = found(await person.findUnique({ where: { id } }), "person");
        return { passwordHash, emailVerifiedAt, devices: await device.count({ where: { personId: id } }) };
      },
      close: () => database.close(),
    };
  });
}
