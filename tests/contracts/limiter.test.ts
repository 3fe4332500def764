import { pgLimiter } from "../../server/adapters/pg/limiter.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { limiterContract } from "./limiter.ts";

for (const backend of backends()) {
  limiterContract(`${backend} Postgres`, async () => {
    const database = await freshDatabase({ backend });
    const { db } = database;
    return {
      limiter: pgLimiter(db),
      another: () => pgLimiter(db),
      async kept() {
        const rows = await db.prisma.rateLimit.findMany();
        return rows.map((it) => `${it.key} ${it.points}`).join("\n");
      },
      close: () => database.close(),
    };
  });
}
