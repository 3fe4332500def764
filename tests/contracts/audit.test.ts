import { pgAudit } from "../../server/adapters/pg/audit.ts";
import { uuidv7 } from "../../server/kit/ids.ts";
import { fakeClock } from "../kit/clock.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { auditContract } from "./audit.ts";

for (const backend of backends()) {
  auditContract(`${backend} Postgres`, async () => {
    const database = await freshDatabase({ backend });
    const { db } = database;
    const clock = fakeClock();
    const ids = uuidv7(clock);
    return { audit: pgAudit(db, { clock, ids }), clock, nextId: () => ids.next(), close: () => database.close() };
  });
}
