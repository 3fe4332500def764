import { pgNotifications } from "../../server/adapters/pg/notifications.ts";
import { uuidv7 } from "../../server/kit/ids.ts";
import { fakeClock } from "../kit/clock.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addPerson } from "../kit/rows.ts";
import { notificationsContract, type NotificationsHouse } from "./notifications.ts";

for (const backend of backends()) {
  notificationsContract(`${backend} Postgres`, async (): Promise<NotificationsHouse> => {
    const { db, close } = await freshDatabase({ backend });
    const clock = fakeClock();
    const ids = uuidv7(clock);
    return {
      notifications: pgNotifications(db, { clock, ids }),
      clock,
      ids,
      addPerson: () => addPerson(db),
      removePerson: (id) => db.prisma.person.delete({ where: { id } }),
      close,
    };
  });
}
