import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { Serial } from "../../kit/serial.ts";
import { within } from "../../kit/within.ts";
import { soonNoticed } from "./soon-noticed.ts";

/** How long the connection with the claims may say nothing when it is asked. Lower gives up one that is only busy. */
const answersWithinMs = 5_000;

/**
 * Which rooms are this process's own. A claim is a lock of one connection that is held as long as there are claims, so
 * it ends with the process, however that ends. A connection that broke is opened again, and what was claimed is claimed
 * anew with the next question, as far as nobody else has it by then.
 */
export class RoomClaims {
  readonly #pool: Pool;
  readonly #node: string | null;
  readonly #mine = new Set<string>();
  readonly #serial = new Serial();
  #client: PoolClient | undefined;

  /** `node`: what this process is called by the others; null: they have no way to it. */
  constructor(pool: Pool, node: string | null = null) {
    this.#pool = pool;
    this.#node = node;
  }

  /** false: it is another process's. */
  claim(sessionId: string): Promise<boolean> {
    return this.#serial.run(async () => {
      const client = await this.#open();
      if (this.#mine.has(sessionId)) return true;
      const mine = await take(client, sessionId);
      if (mine) this.#mine.add(sessionId);
      else if (this.#mine.size === 0) this.#drop(client);
      return mine;
    });
  }

  /** Asks whether the connection still holds what was claimed, and claims it anew where that broke without a word. */
  renew(): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#mine.size === 0) return;
      const client = await this.#open();
      try {
        await within(answersWithinMs, client.query("SELECT 1"), "The database does not answer.");
      } catch (error) {
        this.#drop(client, error);
        await this.#open();
      }
    });
  }

  /** Those of them that no process has. */
  async free(sessionIds: readonly string[]): Promise<string[]> {
    if (sessionIds.length === 0) return [];
    const { rows } = await this.#pool.query<{ key: string }>(heldSql);
    const held = new Set(rows.map(({ key }) => key));
    return sessionIds.filter((it) => !held.has(String(keyOf(it))));
  }

  /** What the process is called that has it; null: none has, or it has no name. */
  async holder(sessionId: string): Promise<string | null> {
    const { rows } = await this.#pool.query<{ name: string }>(holderSql, [keyOf(sessionId)]);
    return rows[0]?.name.startsWith(named) ? rows[0].name.slice(named.length) : null;
  }

  /** Others may have it from now on. Releasing what is not claimed is fine. */
  release(sessionId: string): Promise<void> {
    return this.#serial.run(async () => {
      if (!this.#mine.delete(sessionId)) return;
      const client = this.#client;
      if (!client) return; // the lock went with the connection
      try {
        await client.query("SELECT pg_advisory_unlock($1)", [keyOf(sessionId)]);
      } catch (error) {
        this.#drop(client, error); // closing it lets go of the lock as well
        return;
      }
      if (this.#mine.size === 0) this.#drop(client);
    });
  }

  async #open(): Promise<PoolClient> {
    if (this.#client) return this.#client;
    const client = await this.#pool.connect();
    // A dying connection may report more than one error.
    client.on("error", (error) => this.#drop(client, error));
    this.#client = client;
    await client.query(soonNoticed);
    // Whose a lock is can be asked of the database, for as long as it is held: its connection bears the node's name.
    if (this.#node) await client.query("SELECT set_config('application_name', $1, false)", [named + this.#node]);
    for (const it of this.#mine) if (!await take(client, it)) this.#mine.delete(it);
    return client;
  }

  #drop(client: PoolClient, error?: unknown): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    if (error === undefined) client.removeAllListeners("error");
    client.release(error === undefined ? undefined : true);
  }
}

async function take(client: PoolClient, sessionId: string): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock($1) AS mine", [keyOf(sessionId)]);
  return rows[0]?.mine ?? false;
}

/** A key of 64 bits is shown in two halves; the upper one has the sign. */
const heldSql = `SELECT ((classid::int8 << 32) | objid::int8)::text AS key FROM pg_locks
  WHERE locktype = 'advisory' AND objsubid = 1 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

const holderSql = `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND ((l.classid::int8 << 32) | l.objid::int8) = $1`;
const named = "grindstone node ";

function keyOf(sessionId: string): bigint {
  return createHash("sha256").update(`room ${sessionId}`).digest().readBigInt64BE();
}
