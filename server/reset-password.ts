import process from "node:process";
import { makeAccounts } from "./accounts/accounts.ts";
import { smtpMailer } from "./adapters/notify/mail.ts";
import { scryptPasswords } from "./adapters/passwords/scrypt.ts";
import { pgAudit } from "./adapters/pg/audit.ts";
import { type Db, openDb } from "./adapters/pg/db.ts";
import { pgDevices } from "./adapters/pg/devices.ts";
import { pgIdentities } from "./adapters/pg/identities.ts";
import { pgLimiter } from "./adapters/pg/limiter.ts";
import { pgPeople } from "./adapters/pg/people.ts";
import { pgProofs } from "./adapters/pg/proofs.ts";
import { type Config, readConfig } from "./config.ts";
import { systemClock as clock } from "./kit/clock.ts";
import { AppError } from "./kit/errors.ts";
import { uuidv7 } from "./kit/ids.ts";
import { silentLog as log } from "./kit/log.ts";

process.exitCode = await run(process.argv[2] ?? "");
process.exit();

/** Prints a link that sets a new password; answers with the exit code. */
async function run(email: string): Promise<number> {
  let db: Db | undefined;
  try {
    const config = readConfig(process.env);
    db = openDb({ url: config.database.url, max: 2, log });
    await db.ready();
    const { url, expiresAt } = await accountsOf(db).resetLinkFor(email, addressOf(config));
    process.stdout.write(
      `Hand this link over; it sets a new password once, until ${expiresAt.toISOString()}:\n${url}\n`,
    );
    return 0;
  } catch (error) {
    const expected = error instanceof AppError;
    process.stderr.write(`${expected ? error.message : String((error as Error).stack ?? error)}\n`);
    return expected ? 2 : 1;
  } finally {
    await db?.close();
  }
}

function accountsOf(db: Db) {
  const ids = uuidv7(clock);
  return makeAccounts({
    people: pgPeople(db),
    devices: pgDevices(db),
    proofs: pgProofs(db),
    identities: pgIdentities(db),
    passwords: scryptPasswords(),
    limiter: pgLimiter(db),
    mailer: smtpMailer(null),
    audit: pgAudit(db, { clock, ids }),
    clock,
    ids,
    log,
    // From here on nobody comes in and nobody leaves.
    signUp: "closed",
    demo: false,
    lookInvite: () => Promise.resolve(null),
    useInvite: () => Promise.resolve(),
    beforeLeaving: () => Promise.reject(new Error("nobody leaves by this command")),
  });
}

function addressOf({ http: { publicUrl, host, port, tls } }: Config): string {
  const name = ["127.0.0.1", "0.0.0.0", "::", "::1"].includes(host) ? "localhost" : host;
  return publicUrl ?? `${tls ? "https" : "http"}://${name}:${port}`;
}
