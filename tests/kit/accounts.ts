import { smtpMailer } from "../../server/adapters/notify/mail.ts";
import { scryptPasswords } from "../../server/adapters/passwords/scrypt.ts";
import { pgAudit } from "../../server/adapters/pg/audit.ts";
import { pgDevices } from "../../server/adapters/pg/devices.ts";
import { pgIdentities } from "../../server/adapters/pg/identities.ts";
import { pgLimiter } from "../../server/adapters/pg/limiter.ts";
import { pgPeople } from "../../server/adapters/pg/people.ts";
import { pgProofs } from "../../server/adapters/pg/proofs.ts";
import { type Accounts, type AccountsOptions, makeAccounts } from "../../server/accounts/accounts.ts";
import type { From } from "../../server/accounts/needs.ts";
import { uuidv7 } from "../../server/kit/ids.ts";
import { makeLog } from "../../server/kit/log.ts";
import { type FakeClock, fakeClock } from "./clock.ts";
import { type Backend, type FreshDatabase, freshDatabase } from "./database.ts";

export type AccountsHouse = {
  readonly accounts: Accounts;
  readonly clock: FakeClock;
  readonly database: FreshDatabase;
  /** Devices that were reported as signed out. */
  readonly signedOut: string[];
  /** Log lines so far. */
  readonly lines: string[];
  /** The same database served by another node with other settings. */
  another(options?: Partial<AccountsOptions>): Accounts;
  close(): Promise<void>;
};

/** Cheap enough for tests that are not about the cost of guessing. */
export const quickScrypt = { logN: 10, r: 8, p: 1 };

/** Accounts on real adapters and a database of their own, with time that stands still. */
export async function openAccounts(
  options: Partial<AccountsOptions> & { backend?: Backend } = {},
): Promise<AccountsHouse> {
  const { backend, ...settings } = options;
  const database = await freshDatabase({ backend });
  const { db } = database;
  const clock = fakeClock();
  const ids = uuidv7(clock);
  const signedOut: string[] = [];
  const lines: string[] = [];
  const log = makeLog({ level: "debug", format: "json", write: (line) => lines.push(line), now: () => clock.now() });
  const another = (more: Partial<AccountsOptions> = {}): Accounts =>
    makeAccounts({
      people: pgPeople(db),
      devices: pgDevices(db),
      proofs: pgProofs(db),
      identities: pgIdentities(db),
      passwords: scryptPasswords({ cost: quickScrypt }),
      limiter: pgLimiter(db),
      mailer: smtpMailer(null),
      audit: pgAudit(db, { clock, ids }),
      clock,
      ids,
      log,
      signUp: "open",
      demo: false,
      lookInvite: () => Promise.resolve(null),
      useInvite: () => Promise.resolve(),
      beforeLeaving: () => Promise.resolve(),
      onSignedOut: (devices) => signedOut.push(...devices),
      ...settings,
      ...more,
    });
  return { accounts: another(), clock, database, signedOut, lines, another, close: () => database.close() };
}

/** A request from somewhere. */
export function from(change: Partial<From> = {}): From {
  return {
    address: "192.0.2.7",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    ourUrl: "https://grind.example",
    token: null,
    ...change,
  };
}

/** What a newcomer types. */
export function nova(change: Partial<{ name: string; email: string; password: string; invite: string }> = {}) {
  return { name: "Nova", email: "nova@example.com", password: "correct horse battery", ...change };
}
