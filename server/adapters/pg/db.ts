import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Log } from "../../kit/log.ts";
import { asUnavailable, operatorFailure } from "./db-errors.ts";
import { PrismaClient } from "./gen/client.ts";
import type { Prisma } from "./gen/client.ts";
import { columnTypes } from "./instant.ts";

/** What a transaction offers: Prisma's models and its raw queries, all or nothing. */
export type Tx = Prisma.TransactionClient;

/** A database: one pool, shared by Prisma (ordinary reads and writes) and by `query` (hot lists). */
export type Db = {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  /** Rows of a statement that each connection prepares once under `name`; the same name always means the same SQL. */
  query<T extends object>(name: string, sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** Commits when `work` resolves and rolls back when it rejects; a connection is held meanwhile, so keep it short. */
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Resolves when the database answers; otherwise an AppError tells the operator what to look at. */
  ready(): Promise<void>;
  /** Idempotent. Waits for what is running. */
  close(): Promise<void>;
};

type Options = {
  /** postgresql://…, over TCP (with sslmode) or a socket folder (?host=/folder). */
  url: string;
  /** Connections. Higher lets more requests wait inside the database, lower lets them wait here. */
  max?: number;
  log: Log;
};

/** No statement of a request runs longer. Higher lets a slow one hold its connection, lower cuts off large grinds. */
const statementTimeoutMs = 10_000;
/** How long a request waits for a free connection before it is told to come back. */
const connectTimeoutMs = 5_000;
const readyTimeoutMs = 2_000;

/** Opens a database; connections are made when they are first needed, so ask `ready()` whether it is there. */
export function openDb({ url, max = 10, log }: Options): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: "grindstone",
    statement_timeout: statementTimeoutMs,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    types: columnTypes,
  });
  // A connection that breaks while nobody uses it is replaced when next needed; unheard, it would end the process.
  pool.on("error", (error) => log.warn("idle database connection lost", { error }));
  const prisma = openPrisma(pool, log);
  let closing: Promise<void> | undefined;
  return {
    pool,
    prisma,
    async query<T extends object>(name: string, sql: string, params: readonly unknown[] = []) {
      try {
        return (await pool.query<T>({ name, text: sql, values: [...params] })).rows;
      } catch (error) {
        throw asUnavailable(error) ?? error;
      }
    },
    tx: (work) => prisma.$transaction(work).catch(rethrow),
    ready: () => ask(pool),
    close: () => closing ??= prisma.$disconnect().then(() => pool.end()),
  };
}

function openPrisma(pool: pg.Pool, log: Log): PrismaClient {
  const adapter = new PrismaPg(pool, {
    onConnectionError: (error) => log.warn("database connection lost in a transaction", { error }),
  });
  const client = new PrismaClient({
    adapter,
    errorFormat: "minimal",
    transactionOptions: { maxWait: connectTimeoutMs, timeout: statementTimeoutMs },
  });
  const honest = client.$extends({
    query: { $allOperations: ({ args, query }) => query(args).catch(rethrow) },
  });
  return honest as unknown as PrismaClient; // the extension adds no method and changes no result
}

async function ask(pool: pg.Pool): Promise<void> {
  try {
    await pool.query({ text: "SELECT 1", query_timeout: readyTimeoutMs } as pg.QueryConfig);
  } catch (error) {
    throw operatorFailure(error);
  }
}

function rethrow(error: unknown): never {
  throw asUnavailable(error) ?? error;
}
