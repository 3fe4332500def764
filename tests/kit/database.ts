import pg from "pg";
import { inject } from "vitest";
import { type Db, openDb } from "../../server/adapters/pg/db.ts";
import { type Log, silentLog } from "../../server/kit/log.ts";
import type { Backend, TestServer } from "./postgres-house.ts";

export type { Backend } from "./postgres-house.ts";

/** A database of a test's own. */
export type FreshDatabase = { url: string; db: Db; close: () => Promise<void> };

type Options = { backend?: Backend | undefined; empty?: boolean; max?: number; log?: Log };

/** The databases that this machine can test on, for `describe.each(backends())`; TEST_BACKEND narrows it to one. */
export function backends(): Backend[] {
  return inject("backends");
}

/** A migrated database that nobody else uses, or an `empty` one without tables. Closing drops it. */
export async function freshDatabase(options: Options = {}): Promise<FreshDatabase> {
  const { backend = backends()[0] ?? "embedded", empty = false, max = 5, log = silentLog } = options;
  const server = await askFor(backend);
  const name = `${server.prefix}_${process.pid}_${++made}`;
  await admin(server, `CREATE DATABASE ${name} TEMPLATE ${empty ? "template0" : server.template} STRATEGY wal_log`);
  const url = urlOf(server, name);
  const db = openDb({ url, max, log });
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await db.close();
    await admin(server, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { url, db, close: () => closing ??= close() };
}

let made = 0;
const servers = new Map<Backend, Promise<TestServer>>();

function askFor(backend: Backend): Promise<TestServer> {
  const asked = servers.get(backend) ?? fetch(`${inject("postgresDoor")}/${backend}`).then(async (response) => {
    const body = await response.json() as TestServer & { message?: string };
    if (!response.ok) throw new Error(`no ${backend} database to test on: ${body.message}`);
    return body;
  });
  servers.set(backend, asked);
  return asked;
}

async function admin(server: TestServer, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function urlOf(server: TestServer, name: string): string {
  const url = new URL(server.adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
