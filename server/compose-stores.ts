import { openMasterKey } from "./adapters/keys/master-key-file.ts";
import { scryptPasswords } from "./adapters/passwords/scrypt.ts";
import type { Db } from "./adapters/pg/db.ts";
import { seedCatalogue } from "./adapters/pg/seed-catalogue.ts";
import { closeDemo, seedDemo } from "./adapters/pg/seed-demo.ts";
import { seedDemoWeekly } from "./adapters/pg/seed-demo-weekly.ts";
import { pgStores } from "./adapters/pg/stores.ts";
import { catalogue } from "./catalogue/index.ts";
import type { Demo, Kit } from "./compose-kit.ts";
import type { Config } from "./config.ts";
import type { Passwords } from "./ports/passwords.ts";
import { demoEmail } from "./ports/people.ts";

/** Published on the sign-in page while the demo account is offered. */
const demoPassword = "try grindstone";

/** With other passwords than people get, for tests that are not about the cost of guessing. */
export type StoresKit = Kit & { readonly passwords?: Passwords };
export type Base = Awaited<ReturnType<typeof openStores>>;

/** Fills the database with what it begins with, and opens everything that it keeps, under the one master key. */
export async function openStores(
  config: Config,
  { clock, ids, log, passwords = scryptPasswords() }: StoresKit,
  db: Db,
) {
  const demo = await offerDemo(config, db, { clock, ids, passwords });
  await seedCatalogue(db, { tasks: catalogue, clock, ids, log });
  if (demo) await seedDemoWeekly(db, { clock, ids, timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone });
  const master = await openMasterKey({ file: config.masterKeyFile, dataDir: config.dataDir });
  const stores = pgStores(db, { clock, ids, master, node: config.http.nodeName });
  await stores.keys.pin();
  return { stores, master, passwords, demo };
}

type DemoKit = Pick<Kit, "clock" | "ids"> & { readonly passwords: Passwords };

/** The demo account where only this machine can reach us; elsewhere it is closed, because its password is published. */
async function offerDemo(config: Config, db: Db, { clock, ids, passwords }: DemoKit): Promise<Demo | null> {
  if (!config.demo) return await closeDemo(db, { clock }).then(() => null);
  const open = await seedDemo(db, { clock, ids, passwordHash: () => passwords.hash(demoPassword) });
  return open ? { email: demoEmail, password: demoPassword } : null;
}
