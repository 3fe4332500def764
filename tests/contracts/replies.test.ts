import { pgReplies } from "../../server/adapters/pg/replies.ts";
import { fakeClock } from "../kit/clock.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addPerson } from "../kit/rows.ts";
import { repliesContract, type RepliesHouse } from "./replies.ts";

for (const backend of backends()) {
  repliesContract(`${backend} Postgres`, async (): Promise<RepliesHouse> => {
    const { db, close } = await freshDatabase({ backend });
    const clock = fakeClock();
    return {
      replies: pgReplies(db, clock),
      addPerson: () => addPerson(db),
      pass: clock.pass,
      now: () => new Date(clock.now()),
      dump: async () => JSON.stringify((await db.pool.query("SELECT * FROM idempotency")).rows),
      close,
    };
  });
}
