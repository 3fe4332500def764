import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import type { Clock } from "../../kit/clock.ts";
import type { Ids } from "../../kit/ids.ts";
import { demoEmail } from "../../ports/people.ts";
import type { Db } from "./db.ts";
import { withNodeLock } from "./node-lock.ts";

/** What the settings row "demo" remembers: who it was, whether we blocked it, and a print of its published password. */
type Demo = { personId: string; grindId: string; passwordPrint: string; closed: boolean };

type Options = { clock: Clock; ids: Ids; passwordHash: () => Promise<string> };

/**
 * Offers the demo account and its grind: makes them the first time, opens again what `closeDemo` closed, and
 * otherwise changes nothing. What an admin deleted or blocked stays so. Returns whether one can sign in to it.
 */
export async function seedDemo(db: Db, { clock, ids, passwordHash }: Options): Promise<boolean> {
  return await withNodeLock(db.pool, "seed", async (client) => {
    const demo = await readDemo(client);
    if (demo?.closed) await setClosed(client, demo, null);
    if (demo) return await isOpen(client, demo);
    const hash = await passwordHash();
    const fresh = { personId: ids.next(), grindId: ids.next(), passwordPrint: printOf(hash), closed: false };
    return await make(client, fresh, hash, new Date(clock.now()));
  });
}

/**
 * Blocks the demo account and signs it out everywhere, for a server that others can reach: its password is
 * published. An account whose password was changed since is somebody's own and stays as it is.
 */
export async function closeDemo(db: Db, { clock }: { clock: Clock }): Promise<void> {
  await withNodeLock(db.pool, "seed", async (client) => {
    const demo = await readDemo(client);
    if (demo && await isOpen(client, demo)) await setClosed(client, demo, new Date(clock.now()));
  });
}

/** False when the address is taken by an account that is not ours. */
async function make(client: PoolClient, demo: Demo, hash: string, now: Date): Promise<boolean> {
  await client.query("BEGIN");
  const person = await client.query(
    `INSERT INTO people (id, email, email_verified_at, name, password_hash, created_at)
     VALUES ($1, $2, $3, 'Demo', $4, $3) ON CONFLICT (email) DO NOTHING`,
    [demo.personId, demoEmail, now, hash],
  );
  if (person.rowCount === 1) {
    await client.query("INSERT INTO grinds (id, name, created_at) VALUES ($1, 'Demo grind', $2)", [demo.grindId, now]);
    await client.query(
      "INSERT INTO memberships (grind_id, person_id, role, joined_at) VALUES ($1, $2, 'owner', $3)",
      [demo.grindId, demo.personId, now],
    );
    await client.query("INSERT INTO settings (name, value) VALUES ('demo', $1)", [demo]);
  }
  await client.query("COMMIT");
  return person.rowCount === 1;
}

async function setClosed(client: PoolClient, demo: Demo, blockedAt: Date | null): Promise<void> {
  await client.query("BEGIN");
  await client.query("UPDATE people SET blocked_at = $2, version = version + 1 WHERE id = $1", [
    demo.personId,
    blockedAt,
  ]);
  if (blockedAt) await client.query("DELETE FROM devices WHERE person_id = $1", [demo.personId]);
  await client.query("UPDATE settings SET value = $1 WHERE name = 'demo'", [{ ...demo, closed: blockedAt !== null }]);
  await client.query("COMMIT");
}

async function readDemo(client: PoolClient): Promise<Demo | undefined> {
  const { rows } = await client.query<{ value: Demo }>("SELECT value FROM settings WHERE name = 'demo'");
  return rows[0]?.value;
}

/** The account is there, nobody blocked it, and the published password still opens it. */
async function isOpen(client: PoolClient, demo: Demo): Promise<boolean> {
  const { rows: [person] } = await client.query<{ hash: string | null; blocked: boolean }>(
    "SELECT password_hash AS hash, blocked_at IS NOT NULL AS blocked FROM people WHERE id = $1",
    [demo.personId],
  );
  return person !== undefined && !person.blocked && person.hash !== null && printOf(person.hash) === demo.passwordPrint;
}

function printOf(passwordHash: string): string {
  return createHash("sha256").update(passwordHash).digest("hex");
}
