import type { Pool, PoolClient } from "pg";
import { asUnavailable } from "./db-errors.ts";

/** How long readers of keys may have to wait behind us. Lower gives up more often beside long statements. */
const patienceMs = 2_000;

/**
 * Takes deleted keys out of the files of a database that belongs to this server alone: out of the table's pages and, where old
 * segments are not used again (`wal_recycle`), out of its write-ahead log. A database elsewhere is its operator's.
 */
export class ForgottenKeys {
  readonly #pool: Pool;
  /** How many had been deleted the last time; undefined: what happened before this process is not known. */
  #deleted: string | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Resolves to 1 when files were written anew, else to 0: nothing was deleted since the last time. */
  async sweep(): Promise<number> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      const { rows: [row] } = await client.query<{ deleted: string }>(deletedSql);
      if (row === undefined || row.deleted === this.#deleted) return 0;
      await rewrite(client);
      this.#deleted = row.deleted;
      return 1;
    } catch (error) {
      broken = error instanceof Error ? error : new Error("keys were not rewritten");
      throw asUnavailable(error) ?? error;
    } finally {
      client.release(broken); // one that failed is closed, and its settings with it
    }
  }
}

/** A row that was only deleted stays in its page until something else needs the room. */
async function rewrite(client: PoolClient): Promise<void> {
  await client.query(`SET statement_timeout = 0; SET lock_timeout = ${patienceMs}`);
  await client.query("VACUUM (FULL) keys");
  await client.query("SELECT pg_switch_wal()");
  await client.query("CHECKPOINT");
  await client.query("RESET statement_timeout; RESET lock_timeout");
}

const deletedSql = `SELECT n_tup_del::text AS deleted FROM pg_stat_user_tables
  WHERE schemaname = current_schema() AND relname = 'keys'`;
