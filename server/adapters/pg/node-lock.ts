import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { AppError } from "../../kit/errors.ts";
import { asUnavailable } from "./db-errors.ts";
import { soonNoticed } from "./soon-noticed.ts";

/** How long a node waits for another one. Higher survives slower migrations, lower tells sooner of a stuck node. */
const patienceMs = 120_000;

/** The lock that Prisma's own `migrate deploy` takes, so that it and we never migrate at the same time. */
const prismaMigrateKey = 72707369n;

/**
 * Runs `work` while no other node runs work of the same name. The lock belongs to the connection that `work` is
 * given: when that breaks, the lock goes with it, so what must not happen twice is written through that connection.
 */
export async function withNodeLock<T>(
  pool: Pool,
  name: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asUnavailable(error) ?? error;
  });
  let broken: Error | undefined;
  // Without a listener, a connection that breaks while it is lent out would end the process.
  const onError = (error: Error): void => void (broken = error);
  client.on("error", onError);
  try {
    await take(client, name);
    const result = await work(client);
    await client.query("SELECT pg_advisory_unlock($1)", [keyOf(name)]);
    await client.query("RESET statement_timeout; RESET lock_timeout");
    return result;
  } catch (error) {
    broken ??= error instanceof Error ? error : new Error("failed under a lock");
    throw asUnavailable(error) ?? error;
  } finally {
    if (!broken) client.off("error", onError); // a dying connection may still report a second error
    client.release(broken); // a connection that failed is closed, which also lets go of its lock and its transaction
  }
}

async function take(client: PoolClient, name: string): Promise<void> {
  try {
    await client.query(`SET statement_timeout = 0; SET lock_timeout = ${patienceMs}; ${soonNoticed}`);
    await client.query("SELECT pg_advisory_lock($1)", [keyOf(name)]);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "55P03") throw error;
    const sentence = `Another node has been busy with "${name}" for ${patienceMs / 60_000} minutes; ` +
      "this one stops. Look at the other node, then start this one again.";
    throw new AppError("unavailable", sentence, { cause: error });
  }
}

function keyOf(name: string): bigint {
  return name === "migrate" ? prismaMigrateKey : createHash("sha256").update(name).digest().readBigInt64BE();
}
