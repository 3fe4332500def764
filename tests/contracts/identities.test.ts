import { pgIdentities } from "../../server/adapters/pg/identities.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addPerson } from "../kit/rows.ts";
import { identitiesContract } from "./identities.ts";

for (const backend of backends()) {
  identitiesContract(`${backend} Postgres`, async () => {
    const database = await freshDatabase({ backend });
    const { db } = database;
    return { identities: pgIdentities(db), addPerson: (name) => addPerson(db, name), close: () => database.close() };
  });
}
